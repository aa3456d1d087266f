"""Elements of a page to blocks."""

from __future__ import annotations

import pytest

from corpus_cli.ingest.web.html import body_pieces

PROSE = "عاد مئات النازحين إلى أحياء حمص القديمة خلال الأشهر الماضية بعد اتفاق محلي بين الوجهاء والمجلس في المدينة."


def blocks(body: str) -> list[str]:
    return [f"{kind}: {text}" for kind, text in body_pieces(f"<html><body>{body}</body></html>".encode())[0]]


def test_pages_laid_out_in_tables_are_read_as_text() -> None:
    """A cell with paragraphs of prose is a column of a page, not a cell; a row of words stays a row."""
    assert blocks(f"<table><tr><td>قائمة</td><td><h2>عنوان</h2><p>{PROSE}</p><p>ثانية</p></td></tr></table>") == [
        "paragraph: قائمة",
        "heading: عنوان",
        f"paragraph: {PROSE}",
        "paragraph: ثانية",
    ]
    assert blocks("<table><tr><td><p>حمص</p><p>المدينة</p></td><td>12</td><td></td></tr></table>") == [
        "table: حمص المدينة | 12"
    ]


def test_a_table_in_a_cell_is_a_table_of_its_own() -> None:
    """The outer one is layout, whatever stands beside it."""
    inner = "<table><tr><td>الحي</td><td>العائدون</td></tr><tr><td>باب السباع</td><td>١٢٠</td></tr></table>"
    assert blocks(f"<table><tr><td>قبل</td><td>{inner}</td></tr></table>بعد") == [
        "paragraph: قبل",
        "table: الحي | العائدون",
        "table: باب السباع | ١٢٠",
        "paragraph: بعد",
    ]


@pytest.mark.parametrize("gap", ["<br><br>", "<br>\n<br/>", "<br>&nbsp;<br>"])
def test_two_line_breaks_end_a_paragraph(gap: str) -> None:
    """One is a line within it: pages written by hand have nothing else."""
    assert blocks(f"سطر أول<br>سطر ثان{gap}فقرة أخرى") == ["paragraph: سطر أول\nسطر ثان", "paragraph: فقرة أخرى"]


def test_numbers_of_notes_are_no_part_of_words() -> None:
    """They are links in small figures above the line; a square metre is none."""
    assert blocks('اتفاق محلي<sup><a href="#n1">[1]</a></sup>، على 5 م<sup>2</sup>') == [
        "paragraph: اتفاق محلي، على 5 م2"
    ]


def test_what_is_marked_as_deleted_is_left_out() -> None:
    """As a change that was accepted; what was inserted stays."""
    assert blocks("<p>العدد <del>خمسون</del><ins>سبعون</ins> عائلة</p>") == ["paragraph: العدد سبعون عائلة"]


def test_preformatted_text_keeps_its_lines() -> None:
    """Mail programs send plain text so; an empty line parts paragraphs, and what is marked as quoted is a quotation."""
    text = (
        "<p>Dear all,</p><pre>The families returned\nto the old city.\n\n&gt; <b>Has</b> the\n&gt; pump come?</pre>Rim"
    )
    assert blocks(text) == [
        "paragraph: Dear all,",
        "paragraph: The families returned\nto the old city.",
        "quote: Has the\npump come?",
        "paragraph: Rim",
    ]


def test_the_text_of_a_form_is_text_and_what_is_to_be_chosen_in_it_is_not() -> None:
    """Some mail programs put a whole mail into a form."""
    form = (
        "<form><label>أول</label><select><option>حمص</option></select><p>رجعت العائلات.</p><button>أرسل</button></form>"
    )
    assert blocks(f"قبل{form}بعد") == [
        "paragraph: قبل",
        "paragraph: أول",
        "paragraph: رجعت العائلات.",
        "paragraph: بعد",
    ]
