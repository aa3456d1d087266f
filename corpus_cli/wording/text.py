"""Text from reports made safe and short for a page, a cell or a terminal; shares and counts in words."""

from __future__ import annotations

import re
import unicodedata

# ZWNJ and ZWJ shape words (Persian می‌شود); all other invisible characters could reorder or hide what is shown.
_KEPT = "\u200c\u200d"


def one_line(text: str) -> str:
    """The text in one line, without control characters: no bidi overrides, no terminal escapes."""
    visible = (char for char in text if char in _KEPT or char.isspace() or unicodedata.category(char)[0] != "C")
    return re.sub(r"\s+", " ", "".join(visible)).strip()


def percent(share: float) -> str:
    """A share as a person reads it; what is above zero never shows as 0 %."""
    return "under 0.1 %" if 0 < share < 0.001 else f"{share * 100:.1f} %"


def plural(count: int, noun: str) -> str:
    """The count with its noun: 1 passage, 2,000 passages."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
