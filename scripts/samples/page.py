"""Web pages, and the PDF files printed from one of them."""

from __future__ import annotations

import importlib
import os
from html import escape
from itertools import groupby
from pathlib import Path
from string import Template
from types import ModuleType

from samples import arabic, english
from samples.markup import Block, Report, Text

LANGUAGES: dict[str, ModuleType] = {"ar": arabic, "en": english}
_TEMPLATES = Path(__file__).with_name("templates")
_TAGS = {"paragraph": "p", "bullet": "li", "number": "li"}
_LISTS = {"bullet": "ul", "number": "ol"}


def web_page(report: Report) -> bytes:
    """The report as a page of an invented site; one in a Windows encoding looks like the pages of that time."""
    template = "old.html" if report.encoding.startswith("windows") else "page.html"
    return _filled(template, report).encode(report.encoding)


def pdf_file(report: Report) -> bytes:
    """The report as an A4 print with a text layer. The same bytes whenever the same versions make it.

    Raises ``ImportError`` where WeasyPrint is not installed.
    """
    weasyprint = importlib.import_module("weasyprint")
    # Font subsets carry the time of their making, which fontTools takes from here.
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = "0"
    try:
        document = weasyprint.HTML(string=_filled("print.html", report))
        pdf: bytes = document.write_pdf(pdf_identifier=report.id.encode())
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before
    return pdf


def _filled(template: str, report: Report) -> str:
    words = LANGUAGES[report.lang]
    heading, *rest = report.blocks
    # No escaped quotes: they would be the only difference between the page's text and the report's.
    values = {name.lower(): value for name, value in vars(words).items() if name.isupper() and isinstance(value, str)}
    values = {name: escape(value, quote=False) for name, value in values.items()}
    return Template((_TEMPLATES / template).read_text(encoding="utf-8")).substitute(
        values,
        lang=report.lang,
        date=report.date,
        encoding=report.encoding,
        title=escape(report.title),
        font=words.PRINT_FONT,
        menu=_links(words.MENU),
        links=_links(words.LINKS),
        share=_links(words.SHARE),
        heading=_element(heading),
        body="\n".join(_group(kind, list(blocks)) for kind, blocks in groupby(rest, key=lambda block: block.kind)),
    )


def _links(labels: tuple[str, ...]) -> str:
    return "\n".join(f'<li><a href="/{number}">{escape(label)}</a></li>' for number, label in enumerate(labels, 1))


def _group(kind: str, blocks: list[Block]) -> str:
    inside = "\n".join(map(_element, blocks))
    return f"<{_LISTS[kind]}>\n{inside}\n</{_LISTS[kind]}>" if kind in _LISTS else inside


def _element(block: Block) -> str:
    if block.kind == "table":
        head, *rows = (_row(row, "td" if number else "th") for number, row in enumerate(block.rows))
        return f"<table>\n<thead>\n{head}\n</thead>\n<tbody>\n" + "\n".join(rows) + "\n</tbody>\n</table>"
    inside = _inline(block.text)
    if block.kind == "quote":
        return f"<blockquote><p>{inside}</p></blockquote>"
    tag = f"h{block.level}" if block.kind == "heading" else _TAGS[block.kind]
    return f"<{tag}>{inside}</{tag}>"


def _row(cells: tuple[Text, ...], tag: str) -> str:
    return "<tr>" + "".join(f"<{tag}>{_inline(cell)}</{tag}>" for cell in cells) + "</tr>"


def _inline(text: Text) -> str:
    parts, at = [], 0
    for start, end in text.bold:
        parts += [
            escape(text.plain[at:start], quote=False),
            f"<strong>{escape(text.plain[start:end], quote=False)}</strong>",
        ]
        at = end
    return "".join(parts) + escape(text.plain[at:], quote=False)
