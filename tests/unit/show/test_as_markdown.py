"""A document as Markdown renders as it was meant."""

from __future__ import annotations

from html.parser import HTMLParser

from markdown_it import MarkdownIt

from corpus_cli.document import Document
from corpus_cli.show.as_markdown import to_markdown
from corpus_cli.show.view import view_of

Labels = dict[str, dict[str, str]]


class Elements(HTMLParser):
    """The elements of a page, as a browser finds them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found |= {tag, *(name for name, _ in attrs)}


def rendered(doc: Document, labels: Labels) -> str:
    """As GitHub renders it, HTML included."""
    markdown = to_markdown(view_of(doc, labels=labels)).decode()
    return MarkdownIt("commonmark", {"html": True}).enable("table").render(markdown)


def test_arabic_blocks_run_from_right_to_left(arabic: Document, labels: Labels) -> None:
    page = rendered(arabic, labels)
    assert '<h3 dir="rtl" lang="ar">العودة إلى البيوت</h3>' in page
    assert "البيوت ب<b>حلب</b><sup>P2</sup> بلا نوافذ" in page


def test_english_blocks_are_markdown(english: Document, labels: Labels) -> None:
    page = rendered(english, labels)
    assert "<h3>Back to the houses</h3>" in page
    assert "<b>Aleppo</b><sup>P2</sup>'s houses" in page
    assert page.count("<table>") == 1  # a row of a report is text, the list of names is a table


def test_nothing_hostile_is_left(hostile: Document, labels: Labels) -> None:
    """No element, link or emphasis comes from a report."""
    page = rendered(hostile, labels)
    ours = set("h1 h2 h3 ul li p hr sub sup b bdi dir lang table thead tbody tr th td".split())
    assert Elements(page).found <= ours
    assert "**bold**" in page
    assert "\u202e" not in page
