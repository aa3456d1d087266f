"""Writing systems: which letters belong to which, and the language of those that one language writes."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

LATIN, ARABIC, CYRILLIC, OTHER = "latin", "arabic", "cyrillic", "other"

# In order; the first that fits. Scripts that one language writes are named by it, as far as reports are concerned.
_RANGES = (
    (LATIN, "A-Za-z\u00aa\u00ba\u00c0-\u02af\u1e00-\u1eff\ua720-\ua7ff\uff21-\uff3a\uff41-\uff5a"),
    (ARABIC, "\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefc"),
    (CYRILLIC, "\u0400-\u052f"),
    ("el", "\u0370-\u03ff\u1f00-\u1fff"),
    ("he", "\u0590-\u05ff"),
    ("hy", "\u0530-\u058f"),
    ("ka", "\u10a0-\u10ff\u1c90-\u1cbf"),
    ("syr", "\u0700-\u074f\u0860-\u086f"),
    ("am", "\u1200-\u139f"),
    ("hi", "\u0900-\u097f"),
    ("bn", "\u0980-\u09ff"),
    ("th", "\u0e00-\u0e7f"),
    ("ko", "\u1100-\u11ff\uac00-\ud7af"),
    ("ja", "\u3040-\u30ff"),
    ("zh", "\u3400-\u4dbf\u4e00-\u9fff"),
)
_PATTERNS = tuple((name, re.compile(f"[{inside}]")) for name, inside in _RANGES)
_LETTERS = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=4096)
def script_of(letter: str) -> str | None:
    """The script of the letter, or the language if only one writes it; ``None`` if it is none of the known ones."""
    return next((name for name, pattern in _PATTERNS if pattern.match(letter)), None)


def scripts(text: str) -> Counter[str]:
    """How many letters of each script the text has; letters of no known script count as ``OTHER``."""
    counts: Counter[str] = Counter()
    for letter, count in Counter("".join(_LETTERS.findall(text))).items():
        counts[script_of(letter) or OTHER] += count
    return counts
