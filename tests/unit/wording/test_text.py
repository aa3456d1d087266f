"""Text for a page, a cell or a terminal."""

from __future__ import annotations

import pytest

from corpus_cli.wording.text import one_line, plural


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


@pytest.mark.parametrize(("count", "shown"), [(1, "1 word"), (0, "0 words"), (12345, "12,345 words")])
def test_plural(count: int, shown: str) -> None:
    """One word, many words."""
    assert plural(count, "word") == shown
