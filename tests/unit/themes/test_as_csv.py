"""themes.csv."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from corpus_cli.themes.as_csv import to_csv
from corpus_cli.themes.page import ThemesPage


def _rows(page: ThemesPage) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(to_csv(page).decode("utf-8-sig"), newline="")))


def test_excel_sees_utf_8(page: ThemesPage) -> None:
    """The file opens with a byte order mark, once."""
    assert to_csv(page).startswith(b"\xef\xbb\xbftheme_id,")
    assert to_csv(page).count(b"\xef\xbb\xbf") == 1


def test_one_row_a_theme(page: ThemesPage) -> None:
    """Labels, shares and names of both languages stand in columns of their own."""
    rows = _rows(page)
    assert [row["theme_id"] for row in rows] == ["t001", "t002"]
    assert (rows[0]["label_ar"], rows[0]["label_en"]) == ("عودة · عائلات", "return · families")
    assert rows[0]["passages_ar"] == "6"
    assert rows[0]["places"] == "Aleppo / حلب (8)"
    assert rows[0]["quote_ar"]
    assert "reports/" in rows[0]["quote_source_ar"]
    assert rows[0]["continues"] == "t009"
    assert rows[1]["quote_ar"] == ""


@pytest.mark.parametrize("opening", ["=", "+", "-", "@", "\t=", "\u202e=", "\r+"])
def test_no_cell_is_a_formula(page: ThemesPage, opening: str) -> None:
    """A label from a report that looks like a formula is text, also behind a tab or an invisible mark."""
    card = replace(page.themes[0], labels={"en": f'{opening}HYPERLINK("http://example.org")'})
    cell = _rows(replace(page, themes=(card,)))[0]["label_en"]
    assert cell.startswith("'")
    assert cell[1:].startswith(opening.strip().strip("\u202e"))


def test_a_page_without_themes_has_a_header(page: ThemesPage) -> None:
    """The columns stay where they are."""
    empty = to_csv(replace(page, themes=())).decode("utf-8-sig")
    assert empty.splitlines() == to_csv(page).decode("utf-8-sig").splitlines()[:1]


def test_every_line_is_a_record(page: ThemesPage) -> None:
    """No cell holds a line break."""
    assert len(to_csv(page).decode("utf-8-sig").splitlines()) == 3


def test_contrast_and_companions(full_page: ThemesPage) -> None:
    """Words and places that one language says, and themes that go with it, have columns; quotes have their offsets."""
    row = _rows(full_page)[0]
    assert (row["words_only_ar"], row["words_only_en"]) == ("كفيل (14)", "")
    assert row["places_more_ar"] == "Daraya / داريا (20)"
    assert row["themes_with_it"] == "t002 (5)"
    assert row["doubtful_months"] == "6"
    assert "characters 0–146, in the source 0–146" in row["quote_source_ar"]
