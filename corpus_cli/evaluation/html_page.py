"""What the HTML pages of all measurements share: each one file, all text escaped, nothing loaded from elsewhere."""

from __future__ import annotations

import html
from collections.abc import Iterable

from corpus_cli.wording.text import one_line

_STYLE = """
:root { color-scheme: light dark; --line: #8884; --faint: color-mix(in srgb, currentcolor 65%, transparent); }
body { font: 16px/1.5 system-ui, "Noto Sans", "Noto Naskh Arabic", sans-serif; max-width: 70rem; margin: 2rem auto;
  padding: 0 1rem; }
h2 { margin-top: 2.5rem; border-bottom: 1px solid var(--line); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: .3rem .6rem; text-align: right; vertical-align: top; border-bottom: 1px solid var(--line); }
th.word, td.word { text-align: left; }
figure { margin: .8rem 0; padding: .4rem .8rem; border: 1px solid var(--line); border-radius: .3rem; }
figure p { margin: 0; }
figcaption { color: var(--faint); font-size: .85rem; }
"""


def html_page(title: str, body: Iterable[str], *, style: str = "", heading: str | None = None) -> bytes:
    """A whole page, UTF-8. ``title``: plain text; ``body`` and ``heading`` (default: the title) are HTML already.

    ``style``: rules beside those that all pages share.
    """
    parts = [
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape_html(title)}</title>\n<style>{_STYLE}{style}</style>\n</head>\n<body>",
        f"<h1>{escape_html(title) if heading is None else heading}</h1>",
        *body,
        "</body>\n</html>",
    ]
    return ("\n".join(parts) + "\n").encode("utf-8", "replace")


def escape_html(text: str) -> str:
    """The text without control characters, none of it taken for HTML; spaces at its ends stay."""
    left = " " if text[:1].isspace() else ""
    right = " " if text[-1:].isspace() and text.strip() else ""
    return f"{left}{html.escape(one_line(text))}{right}"


def isolated(text: str) -> str:
    """The text as HTML whose direction does not reach what stands around it."""
    return f"<bdi>{escape_html(text)}</bdi>"
