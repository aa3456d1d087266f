"""Text of reports as it may be shown: what would steer a terminal or turn the reading order is seen, not obeyed.

Normalising takes every such character out of a document's text. Titles, paths and the ids of records come as the source
has them, and a document's file may have been altered since.
"""

from __future__ import annotations

import re
import unicodedata

# ZWNJ and ZWJ shape words (Persian می‌شود). The signs are of category Cf and yet are seen: Arabic year, verse, number.
_KEPT = "\u200c\u200d"
_SIGNS = "\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2"
_SPACES = re.compile(r"[\s\x1c-\x1f\x85\u2028\u2029]")
_UNSEEN = re.compile(
    rf"[^\S ]|(?![{_KEPT}{_SIGNS}])[\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)
# Set around text by us, on a terminal only: what stands between them keeps its direction and moves nothing outside.
_LEFT, _RIGHT, _POP = "\u2066", "\u2067", "\u2069"


def visible(text: str) -> str:
    """The text in one line; a control character shows as its number, a bidi override as ``<U+202E>``."""
    return _UNSEEN.sub(_shown, text)


def directed(text: str, *, right_to_left: bool) -> str:
    """The text between isolates of this direction, for a terminal."""
    return f"{_RIGHT if right_to_left else _LEFT}{text}{_POP}"


def runs_right_to_left(text: str) -> bool | None:
    """The direction of the first letter that has one; None where there is none."""
    for char in text:
        kind = unicodedata.bidirectional(char)
        if kind in ("R", "AL"):
            return True
        if kind == "L":
            return False
    return None


def _shown(match: re.Match[str]) -> str:
    char = match.group()
    return " " if _SPACES.match(char) else f"<U+{ord(char):04X}>"
