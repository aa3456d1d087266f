"""Markdown and web pages of the hostile folder: YAML that doubles, elements without end, entities that read files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hostile_files import HostileFolder

NESTED = 50_000


def billion_laughs(name: str = "lol") -> str:
    """A document type whose last entity stands for a billion words."""
    levels = "".join(f'<!ENTITY {name}{n} "{f"&{name}{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE x [<!ENTITY {name}0 "lol">{levels}]>'


def external(secret: Path, name: str = "xxe") -> str:
    """A document type with an entity that stands for a file of this machine."""
    return f'<!DOCTYPE x [<!ENTITY {name} SYSTEM "{secret.as_uri()}">]>'


def write(folder: HostileFolder, *, secret: Path) -> None:
    """The cases are in the folder."""
    _markdown(folder)
    _pages(folder, secret)


def _markdown(folder: HostileFolder) -> None:
    text = folder.text

    def matter(yaml: str) -> str:
        return f"---\n{yaml}\n---\n\n{text()}"

    bomb = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    bomb += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    merge = ["b0: &b0 {k0: 1}", *(f"b{n}: &b{n} {{<<: [*b{n - 1}, *b{n - 1}], k{n}: 1}}" for n in range(1, 30))]
    cases = {
        "yaml bomb.md": matter("\n".join([*bomb, "title: *a9"])),
        "yaml merge.md": matter("\n".join(merge)),
        "yaml loop.md": matter("a: &a [*a]\ntitle: *a"),
        "yaml code.md": matter('title: !!python/object/apply:os.system ["touch pwned"]'),
        "yaml nested.md": matter("[" * 5000),
        "yaml no end.md": "---\ntitle: x\n" + text() * 50,
        "yaml title.md": matter("title: " + "ا" * 20_000),
        "yaml date.md": matter("date: 99999-99-99"),
        "yaml weekdays.md": matter("date: 3 May 2023 " + "mon." * 40 + "x"),
        "brackets.md": "[" * NESTED + text(),
        "images.md": "![a](" * 10_000 + text(),
        "quotes.md": ">" * NESTED + " " + text(),
        "stars.md": "*a_" * 20_000 + text(),
        "backticks.md": " ".join("`" * n for n in range(1, 400)) + text(),
        "lists.md": "".join(" " * n + "- a\n" for n in range(600)) + text(),
        "references.md": "".join(f"[r{n}]: x\n" for n in range(20_000)) + text(),
        "table.md": "|a" * 2000 + "\n" + "|-" * 2000 + "\n" + "|a\n" * 300 + "\n" + text(),
        "page inside.md": "<div>" * 20_000 + text(),
        "nul.md": "# A\0B\n\n" + text(),
        "links.md": "[a](javascript:alert(1)) ![](file:///etc/passwd) " + text(),
    }
    for name, content in cases.items():
        # Beyond a hundred quotes in each other nothing is read.
        folder.add(f"markdown/{name}", content, "quarantined" if name == "quotes.md" else "processed")


def _pages(folder: HostileFolder, secret: Path) -> None:
    text = folder.text

    def page(body: str, head: str = "") -> str:
        return f"<!DOCTYPE html><html><head>{head}</head><body>{body}<p>{text()}</p></body></html>"

    def xml(doctype: str, entity: str) -> str:
        return f'<?xml version="1.0"?>{doctype}<html><body><p>&{entity}; {text()}</p></body></html>'

    laughs, reads = (billion_laughs(), "lol9"), (external(secret), "xxe")
    cases: dict[str, tuple[str | bytes, str]] = {
        "nested.html": (page("<div>" * NESTED), "quarantined"),
        "nested inline.html": (page("<b><i>" * 20_000), "quarantined"),
        "nested tables.html": (page("<table><tr><td>" * 3000), "quarantined"),
        "nested lists.html": (page("<ul><li>" * 5000), "quarantined"),
        "laughs.xhtml": (xml(*laughs), "processed"),
        "laughs.html": (xml(*laughs), "processed"),
        "reads a file.xhtml": (xml(*reads), "processed"),
        "reads a file.html": (xml(*reads), "processed"),
        "includes.html": (page(f'<iframe src="{secret.as_uri()}"></iframe><object data="/etc/passwd">'), "processed"),
        "attributes.html": (page(f"<p {'x=1 ' * 50_000}>"), "processed"),
        "one attribute.html": (page(f'<p title="{"x" * 1_000_000}">'), "processed"),
        "comment.html": (page("<!--" * 20_000), "quarantined"),
        "entities.html": (page("&lt;" * 100_000), "processed"),
        "no charset.html": (page("", '<meta charset="no-such-charset">'), "processed"),
        "false charset.html": (page("", '<meta charset="utf-16">'), "processed"),
        "hex charset.html": (page("", '<meta charset="hex">'), "processed"),
        "only script.html": ("<html><script>document.write('x')</script></html>", "quarantined"),
        "script title.html": (page("", "<title>\u202e\x1b[31m<script>x</script></title>"), "processed"),
        "json nested.html": (page("", f'<script type="application/ld+json">{"[" * 100_000}</script>'), "processed"),
        "cut.html": (page(text())[:90], "processed"),
        "nul.html": (page("\0" * 3), "processed"),
        "frames.html": ("<html><frameset><frame src='/etc/passwd'></frameset></html>", "quarantined"),
        "empty body.html": ("<html><body></body></html>", "quarantined"),
        "refresh.html": (page("", '<meta http-equiv="refresh" content="0;url=http://127.0.0.1:9/">'), "processed"),
    }
    for name, (content, verdict) in cases.items():
        folder.add(f"html/{name}", content, verdict)
