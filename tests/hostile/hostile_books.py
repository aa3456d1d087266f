r"""RTF, LibreOffice files and e-books of the hostile folder: braces without end, ``\bin`` that lies, circles."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from hostile_markup import NESTED, billion_laughs, external
from hostile_office import archive

if TYPE_CHECKING:
    from hostile_files import HostileFolder

_ODF = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "table", "style")
)
_CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="{}"/>'
    "</rootfiles></container>"
)
_WAYS_OUT = ("../../../pwned", "/pwned", "..\\pwned", "a/../../pwned")


def write(folder: HostileFolder, *, secret: Path) -> None:
    """The cases are in the folder."""
    _rich_text(folder, secret)
    _libreoffice(folder, secret)
    _books(folder, secret)


def _rich_text(folder: HostileFolder, secret: Path) -> None:
    text = folder.text
    field = rf'{{\field{{\*\fldinst INCLUDETEXT "{secret.as_uri()}"}}{{\fldrslt x}}}}'
    cases: dict[str, tuple[str, str]] = {
        "good.rtf": (rf"{{\rtf1\ansi {text()}}}", "processed"),
        "cut.rtf": (rf"{{\rtf1\ansi{{\fonttbl{{\f0 Arial;}}}}{text()}\'", "processed"),
        "mark only.rtf": (r"{\rtf1", "quarantined"),
        "nested.rtf": (r"{\rtf1 " + "{" * NESTED + text() + "}" * NESTED, "processed"),
        "nested fonts.rtf": (r"{\rtf1{\fonttbl" + "{" * NESTED + text(), "quarantined"),
        "nested notes.rtf": (r"{\rtf1 " + r"{\footnote x" * 5000 + text(), "processed"),
        "nested tables.rtf": (r"{\rtf1 " + r"\intbl\itap99999999 x\nestcell\nestrow" * 5000 + text(), "processed"),
        "too many ends.rtf": (r"{\rtf1 " + "}" * NESTED + text(), "processed"),
        "no ends.rtf": (r"{\rtf1 " + r"{\b" * NESTED + " " + text(), "processed"),
        "bin lies.rtf": (rf"{{\rtf1 {text()}\bin999999999 {text()}}}", "processed"),
        "bin below zero.rtf": (rf"{{\rtf1 {text()}\bin-999 {text()}}}", "processed"),
        "bin first.rtf": (rf"{{\rtf1\bin999999999 {text()}}}", "quarantined"),
        "numbers.rtf": (rf"{{\rtf1\uc99999\u-99999999 \f999999999\ansicpg99999 \deff-1 {text() * 3}}}", "processed"),
        "codes.rtf": (r"{\rtf1 " + r"\u55357?" * 20_000 + text() + "}", "processed"),
        "words.rtf": (r"{\rtf1" + r"\nosuchword" * NESTED + " " + text() + "}", "processed"),
        "reads a file.rtf": (rf"{{\rtf1 {field}{text()}}}", "processed"),
        "object.rtf": (r"{\rtf1 {\object{\*\objdata " + "00" * 200_000 + "}}" + text() + "}", "processed"),
    }
    for name, (content, verdict) in cases.items():
        folder.add(f"rtf/{name}", content, verdict)


def _flat(body: str, *, styles: str = "", doctype: str = "") -> str:
    return (
        f'<?xml version="1.0"?>{doctype}<office:document {_ODF}><office:automatic-styles>{styles}'
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document>"
    )


def _packed(content: str, more: dict[str, str | bytes] | None = None) -> bytes:
    return archive({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content, **(more or {})})


def _libreoffice(folder: HostileFolder, secret: Path) -> None:
    def says(before: str = "", after: str = "") -> str:
        return f"<text:p>{before}{folder.text()}{after}</text:p>"

    cycle = "".join(
        f'<style:style style:name="P{n}" style:parent-style-name="P{(n + 1) % 3}"/>' for n in range(3)
    )  # fmt: skip
    repeated = '<table:table><table:table-row table:number-rows-repeated="999999999"><table:table-cell>'
    rows = "</table:table-cell></table:table-row></table:table>"
    styled = f'<text:p text:style-name="P0">{folder.text()}</text:p>'
    region = '<text:changed-region text:id="c"><text:deletion/></text:changed-region>'
    deleted = f'<text:tracked-changes>{region}</text:tracked-changes><text:change-start text:change-id="c"/>'
    good = _packed(_flat(says()))
    cases: dict[str, tuple[str | bytes, str]] = {
        "good.odt": (good, "processed"),
        "cut.odt": (good[: len(good) // 2], "quarantined"),
        "no content.odt": (archive({"mimetype": "application/vnd.oasis.opendocument.text"}), "quarantined"),
        "no end.odt": (_packed(_flat(says())[:-40]), "quarantined"),
        "laughs.odt": (_packed(_flat(says("&lol9;"), doctype=billion_laughs())), "quarantined"),
        "reads a file.odt": (_packed(_flat(says("&xxe; "), doctype=external(secret))), "processed"),
        "laughs.fodt": (_flat(says("&lol9;"), doctype=billion_laughs()), "quarantined"),
        "reads a file.fodt": (_flat(says("&xxe; "), doctype=external(secret)), "processed"),
        "nested.odt": (_packed(_flat("<text:section>" * NESTED + says() + "</text:section>" * NESTED)), "quarantined"),
        "nested spans.odt": (_packed(_flat(says("<text:span>" * NESTED, "</text:span>" * NESTED))), "quarantined"),
        "styles in a circle.odt": (_packed(_flat(styled, styles=cycle)), "processed"),
        "deletion without end.odt": (_packed(_flat(deleted + says())), "processed"),
        "repeated.odt": (_packed(_flat(f"{repeated}{says()}{rows}")), "processed"),
        "bomb.odt": (_packed(_flat(says() + " " * 600_000_000)), "quarantined"),
        "paths.odt": (_packed(_flat(says()), dict.fromkeys(_WAYS_OUT, "x")), "processed"),
        "many parts.odt": (_packed(_flat(says()), {f"x/{number}": "" for number in range(20_000)}), "processed"),
        "password.odt": (_packed(_flat(says()), {"META-INF/manifest.xml": "<x><encryption-data/></x>"}), "quarantined"),
    }  # fmt: skip
    for name, (content, verdict) in cases.items():
        folder.add(f"odt/{name}", content, verdict)


def _chapter(text: str, *, doctype: str = "") -> str:
    return (
        f'<?xml version="1.0"?>{doctype}<html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head>'
        f"<body><p>{text}</p></body></html>"
    )


def _book(chapter: str, *, href: str = "a.xhtml", times: int = 1, opf: str = "", more: tuple[str, ...] = ()) -> bytes:
    references = '<itemref idref="a"/>' * times
    described = (
        '<package xmlns="http://www.idpf.org/2007/opf"><metadata/><manifest>'
        f'<item id="a" href="{href}"/></manifest><spine>{references}</spine></package>'
    )
    return archive(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": _CONTAINER.format(opf or "book.opf"),
            "book.opf": described,
            "a.xhtml": chapter,
            **dict.fromkeys(more, "x"),
        }
    )


def _books(folder: HostileFolder, secret: Path) -> None:
    text = folder.text
    good = _book(_chapter(text()))
    cases: dict[str, tuple[bytes, str]] = {
        "good.epub": (good, "processed"),
        "cut.epub": (good[: len(good) // 2], "quarantined"),
        "laughs.epub": (_book(_chapter(f"&lol9; {text()}", doctype=billion_laughs())), "processed"),
        "reads a file.epub": (_book(_chapter(f"&xxe; {text()}", doctype=external(secret))), "processed"),
        "names.epub": (_book(_chapter("&laquo;" * 100_000 + text())), "processed"),
        "nested.epub": (_book(_chapter("<b>" * NESTED + text() + "</b>" * NESTED)), "quarantined"),
        "one chapter again and again.epub": (_book(_chapter(text() * 20), times=100_000), "processed"),
        "description in a circle.epub": (_book(_chapter(text()), opf="META-INF/container.xml"), "quarantined"),
        "description as chapter.epub": (_book(_chapter(text()), href="book.opf"), "quarantined"),
        "chapter outside.epub": (_book(_chapter(text()), href="../../../../../../etc/passwd"), "quarantined"),
        "chapter elsewhere.epub": (_book(_chapter(text()), href=secret.as_uri()), "quarantined"),
        "no chapter.epub": (_book(_chapter(text()), href="lost.xhtml"), "quarantined"),
        "paths.epub": (_book(_chapter(text()), more=_WAYS_OUT), "processed"),
        "bomb.epub": (_book(_chapter(text() + " " * 600_000_000)), "quarantined"),
    }
    for name, (content, verdict) in cases.items():
        folder.add(f"epub/{name}", content, verdict)
