"""Control characters are seen and not obeyed; everything else stays as it is."""

from __future__ import annotations

import sys
import unicodedata

import pytest

from corpus_cli.normalize.stage import normalize_text
from corpus_cli.show.visible import directed, runs_right_to_left, visible


@pytest.mark.parametrize("char", ["\u202a", "\u202e", "\u2066", "\u2069", "\u200f", "\u061c", "\x1b", "\x00", "\ufeff"])
def test_controls_show_as_their_numbers(char: str) -> None:
    assert visible(f"a{char}b") == f"a<U+{ord(char):04X}>b"


@pytest.mark.parametrize("text", ["می\u200cشود", "حَلَب", "سنة \u06012024", "الـرقة", "e\u0301", "👩\u200d🌾", "\ue000"])
def test_spelling_signs_and_symbols_stay(text: str) -> None:
    """ZWNJ is spelling in Persian, the Arabic year sign is seen, and a private character is a box at worst."""
    assert visible(text) == text


def test_lines_and_tabs_are_spaces() -> None:
    assert visible("a\nb\tc\u2028d\r") == "a b c d "


def test_no_character_of_unicode_reorders_or_hides_text() -> None:
    """Whatever the text: no bidi control, no other control, no half of a surrogate pair is left."""
    left = visible("".join(map(chr, range(sys.maxunicode + 1))))
    assert not [char for char in left if unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp")]
    assert not [char for char in left if unicodedata.bidirectional(char) in ("LRE", "RLE", "LRO", "RLO", "PDF")]
    assert not [char for char in left if unicodedata.bidirectional(char) in ("LRI", "RLI", "FSI", "PDI")]
    left.encode()


def test_normalising_leaves_no_bidi_control_in_a_text() -> None:
    """So in text it is only seen where a document's file was altered; titles and paths keep theirs."""
    controls = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    assert normalize_text("a" + "b".join(controls) + "حلب") == "a" + "b" * (len(controls) - 1) + "حلب"


def test_directions() -> None:
    """Of the first letter; a number has none."""
    assert [runs_right_to_left(text) for text in ("12 حلب a", "«a» حلب", "12")] == [True, False, None]
    assert directed("x", right_to_left=True) == "\u2067x\u2069"
    assert directed("x", right_to_left=False) == "\u2066x\u2069"
