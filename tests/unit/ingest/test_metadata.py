"""Titles are taken only where they are surely right."""

from __future__ import annotations

import pytest

from corpus_cli.ingest.metadata import clean_title


def test_titles_are_put_on_one_line() -> None:
    """White space within a title is one space."""
    assert clean_title("  عودة\n النازحين ") == "عودة النازحين"


@pytest.mark.parametrize(
    "value", ["", "  ", "12", "report_final.docx", "Untitled", "Word Document", None, 7, "x" * 600]
)
def test_what_is_no_title_is_none(value: object) -> None:
    """File names, placeholders and numbers are no titles."""
    assert clean_title(value) is None
