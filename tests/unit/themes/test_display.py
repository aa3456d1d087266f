"""Names of a page of themes."""

from __future__ import annotations

from corpus_cli.themes.display import both_names
from corpus_cli.themes.page import NameCount


def test_both_names() -> None:
    """A row without names shows its id."""
    row = NameCount(id="gn:1", name_en=None, name_ar="حلب", count=1, counts={})
    assert both_names(row) == ("", "حلب")
    assert both_names(NameCount(id="gn:1", name_en=None, name_ar=None, count=1, counts={})) == ("gn:1", "")


def test_rows_of_one_name_show_their_type() -> None:
    """A governorate and its city have one name; alone in a list a name needs no type."""
    rows = tuple(
        NameCount(id=kind, name_en="Idlib", name_ar="إدلب", count=1, counts={}, type=kind)
        for kind in ("governorate", "city")
    )
    assert [both_names(row, rows)[0] for row in rows] == ["Idlib (governorate)", "Idlib (city)"]
    assert both_names(rows[0], rows[:1]) == ("Idlib", "إدلب")
