"""Text for a page, a cell or a terminal."""

from __future__ import annotations

import pytest

from corpus_cli.themes.display import both_names, one_line, plural
from corpus_cli.themes.page import NameCount


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\n\n b\tc", "a b c"),
        ("a\u2028b", "a b"),
        ("abc\u202egnp.exe", "abcgnp.exe"),
        ("\x1b[31mred\x07", "[31mred"),
        ("soft\u00adhyphen", "softhyphen"),
        ("می\u200cشود", "می\u200cشود"),  # ZWNJ is part of the Persian word
    ],
)
def test_one_line(text: str, shown: str) -> None:
    """One line, nothing that reorders, hides or commands; joiners inside words stay."""
    assert one_line(text) == shown


def test_both_names() -> None:
    """A row without names shows its id."""
    row = NameCount(id="gn:1", name_en=None, name_ar="حلب", count=1, counts={})
    assert both_names(row) == ("", "حلب")
    assert both_names(NameCount(id="gn:1", name_en=None, name_ar=None, count=1, counts={})) == ("gn:1", "")


@pytest.mark.parametrize(("count", "shown"), [(1, "1 word"), (0, "0 words"), (12345, "12,345 words")])
def test_plural(count: int, shown: str) -> None:
    """One word, many words."""
    assert plural(count, "word") == shown


def test_rows_of_one_name_show_their_type() -> None:
    """A governorate and its city have one name; alone in a list a name needs no type."""
    rows = tuple(
        NameCount(id=kind, name_en="Idlib", name_ar="إدلب", count=1, counts={}, type=kind)
        for kind in ("governorate", "city")
    )
    assert [both_names(row, rows)[0] for row in rows] == ["Idlib (governorate)", "Idlib (city)"]
    assert both_names(rows[0], rows[:1]) == ("Idlib", "إدلب")
