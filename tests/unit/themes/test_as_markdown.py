"""themes.md."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from corpus_cli.themes.as_markdown import document_link, escape, to_markdown
from corpus_cli.themes.page import Quote, ThemesPage

GOLDEN = Path(__file__).parents[2] / "golden" / "themes" / "page.md.txt"


@pytest.fixture
def html() -> Callable[[str], str]:
    """Markdown as GitHub renders it, tables and HTML included."""
    return MarkdownIt("commonmark", {"html": True}).enable("table").render


def test_golden(page: ThemesPage) -> None:
    """The page of the small corpus, letter by letter."""
    assert to_markdown(page).decode("utf-8") == GOLDEN.read_text(encoding="utf-8")


def test_arabic_runs_from_right_to_left(page: ThemesPage) -> None:
    """Every Arabic quote stands in an element marked rtl; every Arabic label in a bdi of its own."""
    text = to_markdown(page).decode("utf-8")
    for quote in page.themes[0].quotes["ar"]:
        assert f'> <p dir="rtl" lang="ar">{quote.text}</p>' in text
    assert '| <bdi dir="rtl" lang="ar">عودة · عائلات</bdi> | return · families |' in text


def test_links_lead_to_documents(page: ThemesPage, html: Callable) -> None:
    """Each quote links to its document's file, and each row of the summary to its card."""
    rendered = html(to_markdown(page).decode("utf-8"))
    for quote in page.themes[0].quotes["en"]:
        assert f'href="documents/{quote.doc_id[:2]}/{quote.doc_id}.json"' in rendered
    for anchor in re.findall(r'href="#([^"]+)"', rendered):
        assert f'<a id="{anchor}">' in rendered
    assert document_link("ab12") == "documents/ab/ab12.json"


@pytest.mark.parametrize(
    "text",
    [
        "a | b",
        "<script>alert(1)</script>",
        "*bold* _it_ `code` ~~gone~~",
        "[link](http://example.org)",
        "# heading",
        "1. item",
        "- item",
        "&lt; stays",
        "back\\slash",
        "$x$",
    ],
)
def test_text_stays_text(page: ThemesPage, html: Callable, text: str) -> None:
    """Nothing in a label, title, path or quote is taken for Markdown or HTML, in a cell or outside."""
    quote = page.themes[0].quotes["en"][0]
    odd: Quote = replace(quote, text=text, title=text, path=text)
    arabic = replace(page.themes[0].quotes["ar"][0], text=text)
    pair = replace(page.themes[0].pairs[0], sides=(arabic, odd))
    card = replace(
        page.themes[0], labels={"en": text, "ar": text}, quotes={"en": (odd,), "ar": (arabic,)}, pairs=(pair,)
    )
    rendered = html(to_markdown(replace(page, themes=(card,))).decode("utf-8"))
    shown = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert rendered.count(shown) >= 8
    assert "<script>" not in rendered
    assert 'href="http://example.org"' not in rendered


def test_tables_keep_their_columns(page: ThemesPage) -> None:
    """A pipe in a name does not open a column."""
    card = replace(page.themes[0], labels={"en": "a | b", "ar": "ا | ب"})
    lines = to_markdown(replace(page, themes=(card,))).decode("utf-8").splitlines()
    (row,) = (line for line in lines if line.startswith("| [1]"))
    (header,) = (line for line in lines if line.startswith("|  | Arabic | English |"))
    assert row.count("|") == header.count("|")


def test_nothing_found(page: ThemesPage) -> None:
    """A page without themes still says what the corpus is and why."""
    empty = replace(page, themes=(), messages=("There is no text to find themes in.",), confound=None)
    text = to_markdown(empty).decode("utf-8")
    assert "> **Note.** There is no text" in text
    assert "not measured" in text


def test_missing_labels_keywords_and_dates(page: ThemesPage) -> None:
    """A theme that nothing is known of is named by its id, a source without title by its path."""
    bare = replace(page.themes[0].quotes["en"][0], title=None, date=None, record_id="7")
    card = replace(page.themes[0], labels={}, keywords={}, quotes={"en": (bare,)}, pairs=(), lineage=None, trend=())
    text = to_markdown(replace(page, themes=(card,))).decode("utf-8")
    assert "## 1. t001" in text
    assert f"[<bdi>{bare.path}</bdi>]" in text
    assert "no date" in text
    assert "#7" in text.replace("\\", "")


def test_the_raw_file_is_readable() -> None:
    """Backslashes where Markdown takes them, references only for what HTML or a table would take for its own."""
    assert escape("$400, a_b ~ <b>") == "\\$400, a\\_b \\~ &lt;b&gt;"
    assert escape("1. item | x") == "1\\. item &#124; x"
    assert escape("2023) item") == "2023\\) item"


def test_pairs_that_are_not_near_are_on_the_same_subject(page: ThemesPage) -> None:
    """Below 0.6 two passages do not say the same."""
    near, far = (replace(page.themes[0].pairs[0], similarity=value) for value in (0.81, 0.45))
    text = to_markdown(replace(page, themes=(replace(page.themes[0], pairs=(near, far)),))).decode("utf-8")
    assert "Similarity 0.81:" in text
    assert "Similarity 0.45, on the same subject:" in text


def test_what_one_language_says_and_the_other_does_not(full_page: ThemesPage, html: Callable) -> None:
    """Arabic words in a bdi, their counts on both sides; places with mentions and documents of both languages."""
    text = to_markdown(full_page).decode("utf-8")
    assert "**Said in the Arabic passages, hardly in the English ones**" in text
    assert '| <bdi dir="rtl" lang="ar">كفيل</bdi> | 14 | 5 | 10 | bail | 1 | 0.31 |' in text
    assert "**Named more in the Arabic passages than in the English ones**" in text
    assert '| Daraya | <bdi dir="rtl" lang="ar">داريا</bdi> | 20 in 4 documents | 2 in 1 document |' in text
    assert "of 30 mentions in Arabic" in text
    assert html(text).count("<table>") == text.count("\n| --- ")


def test_nothing_found_is_said(full_page: ThemesPage) -> None:
    """Compared and alike is another statement than not comparable."""
    card = full_page.themes[0]
    alike = replace(card, contrast=tuple(replace(item, words=(), places=()) for item in card.contrast))
    assert "Nothing found that" in to_markdown(replace(full_page, themes=(alike,))).decode("utf-8")
    short = replace(card, contrast=(replace(card.contrast[0], words=None, places=None, note="Only 30 words."),))
    text = to_markdown(replace(full_page, themes=(short,))).decode("utf-8")
    assert "> Only 30 words." in text
    assert "Nothing found" not in text


def test_companions_lead_to_their_cards(full_page: ThemesPage, html: Callable) -> None:
    """A link where the page has the card, the id alone where it has not; shared documents beside those by chance."""
    text = to_markdown(full_page).decode("utf-8")
    assert "| [`t002`](#theme-t002) |" in text
    assert "| 5 of 12 | 1.2 | 7 | 3.5 |" in text
    alone = to_markdown(replace(full_page, themes=full_page.themes[:1])).decode("utf-8")
    assert "| `t002` |" in alone
    assert 'href="#theme-t002"' not in html(alone)


def test_passages_without_theme_are_said_by_language(full_page: ThemesPage) -> None:
    """How many words and passages of each language are on no card."""
    left = tuple(replace(counts, passages=2, share=0.1) for counts in full_page.languages)
    text = to_markdown(replace(full_page, unassigned_share=0.1, unassigned=left)).decode("utf-8")
    assert "10.0 % of the words are in passages without a theme (Arabic 10.0 %, 2 passages; English" in text


def test_attribution(page: ThemesPage) -> None:
    """Names of places come with their source and licence; a page without places needs none."""
    assert "GeoNames" in to_markdown(page).decode("utf-8")
    bare = tuple(replace(card, places=()) for card in page.themes)
    assert "GeoNames" not in to_markdown(replace(page, themes=bare)).decode("utf-8")
