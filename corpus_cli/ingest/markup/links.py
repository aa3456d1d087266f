"""Where a link stands against a word: the source shows a border there that its text alone does not."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus_cli.ingest import arabic, english

_LAST_WORD = re.compile(rf"(?:[^\W\d_]|[{arabic.MARKS}])+\Z")
_FIRST_WORD = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{arabic.MARKS}])*")


def with_breaks(
    text: str, pieces: Sequence[Sequence[tuple[int, int]]], *, opens: Sequence[bool]
) -> list[tuple[int, int]]:
    """The slices of the pieces, with an empty slice between two whose words would run into each other.

    ``pieces``: what stands before the first border of a link, between two borders, and after the last one; ``opens``:
    for each border, whether the link begins there.
    """
    words = ["".join(text[start:end] for start, end in piece) for piece in pieces]
    slices = list(pieces[0])
    shown = words[0]
    for number, opening in enumerate(opens, 1):
        word = words[number]
        # «[حلب](...)و[إدلب](...)»: all that stands between two links belongs to the second, as «و» and «ب» do.
        between = number < len(opens) and arabic.PREFIX.fullmatch(word) is not None
        if pieces[number] and slices and _apart(shown, word, opening=opening, between=between):
            slices.append((slices[-1][1], slices[-1][1]))
        slices += pieces[number]
        shown = word or shown
    return slices


def _apart(before: str, after: str, *, opening: bool, between: bool) -> bool:
    """Whether a word ends and another one begins here; an affix outside the link belongs to the word inside."""
    left, right = _LAST_WORD.search(before), _FIRST_WORD.match(after)
    if left is None or right is None:
        return False
    if opening:
        return not arabic.PREFIX.fullmatch(left.group())
    return between or not any(suffix.fullmatch(right.group()) for suffix in (arabic.SUFFIX, english.SUFFIX))
