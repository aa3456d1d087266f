"""The language that a record states."""

from __future__ import annotations

import pytest

from corpus_cli.ingest.rows.stated_language import stated_language


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("ar", "ar"), ("AR", "ar"), ("ar-SY", "ar"), ("ar_SY.UTF-8", "ar"), ("ara", "ar"), ("Arabic", "ar"),
        (" العربية ", "ar"), ("عربي", "ar"), ("eng", "en"), ("English", "en"), ("انجليزي", "en"), ("tr", "tr"),
        ("Kurdish", "ku"), ("nl", "nl"), ("iw", "he"),
        ("", None), ("unknown", None), ("ar, en", None), ("xx", None), (None, None), (3, None),
    ],
)  # fmt: skip
def test_codes_and_names_are_languages(value: object, code: str | None) -> None:
    """In either script, with a region or without; what names none, or two, is none."""
    assert stated_language(value) == code
