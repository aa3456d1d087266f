"""Arabic words rejoined from sets that were split at clitics: و سوريا is وسوريا again, عاصمة ها is عاصمتها."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_BEFORE = frozenset("و ف ب ك ل س".split())
_AFTER = frozenset("ه ها هم هن هما نا ك كم كن ي ني".split())
_WORD = re.compile("[\u0621-\u064a]{2,}")
_LETTER = re.compile("[\u0621-\u064a]")


@dataclass(frozen=True, slots=True)
class Joined:
    """The text, and where each token of the split sentence lies in it."""

    text: str
    places: tuple[tuple[int, int], ...]


def rejoined(tokens: Sequence[str]) -> Joined:
    """The sentence as it was written, as far as can be known; a lone letter in an initialism (د ب ا) stays alone."""
    text = ""
    places: list[tuple[int, int]] = []
    open_before = False  # the last token is a proclitic that waits for its word
    for index, token in enumerate(tokens):
        following = tokens[index + 1] if index + 1 < len(tokens) else ""
        previous = tokens[index - 1] if index else ""
        waits = token in _BEFORE and _is_host(following, tokens, index + 1)
        if token in _AFTER and _WORD.fullmatch(previous) and not waits:
            if text.endswith("ة"):
                text = text[:-1] + "ت"
                places[-1] = (places[-1][0], len(text))
            glue = ""
        else:
            glue = "" if open_before or not text else " "
        start = len(text) + len(glue)
        text += glue + token
        places.append((start, len(text)))
        alone = _LETTER.fullmatch(previous) and previous not in _BEFORE
        open_before = token in _BEFORE and not alone and _is_host(following, tokens, index + 1)
    return Joined(text, tuple(places))


def _is_host(token: str, tokens: Sequence[str], index: int) -> bool:
    """Whether a proclitic before this token belongs to it: a word, or another proclitic before a word (و ب سوريا)."""
    if token in _BEFORE and index + 1 < len(tokens):
        return bool(_WORD.fullmatch(tokens[index + 1]))
    return bool(_WORD.fullmatch(token))
