"""The words of many passages as one array of numbers, so that counting them is arithmetic and no loop over text."""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus_cli.topics.arrays import Ints

# A word with its combining marks, hyphens and apostrophes; digits alone are no words. What is neither word nor space
# ends a phrase.
_TOKEN = re.compile(r"[^\W\d_](?:[\w\u064b-\u0652\u0670]|[-'’](?=\w))*|[^\w \u00a0]+|[\d_]+")
# Base64 and strings that ran together are no words to show.
LONGEST_WORD = 40
BREAK = 0


@dataclass(slots=True)
class Tokens:
    """``surfaces``: each written form once; the first is the break. ``numbers``: the running text as indices into
    ``surfaces``, with a break at the end of each passage. ``passages``: the number of each token's passage.
    Shapes: (tokens,), int32."""

    surfaces: list[str]
    numbers: Ints
    passages: Ints


class _Numbers(dict[str, int]):
    """What the expression finds to the number of its word, or to ``BREAK``; a new word gets the next number."""

    def __init__(self) -> None:
        super().__init__()
        self.surfaces = [""]

    def __missing__(self, token: str) -> int:
        word = token.removesuffix("'s").removesuffix("’s")
        if not word[0].isalpha() or len(word) > LONGEST_WORD:
            number = BREAK
        elif word != token:
            number = self[word]
        else:
            number = len(self.surfaces)
            self.surfaces.append(word)
        self[token] = number
        return number


def read_tokens(texts: Sequence[str], passages: Sequence[int]) -> Tokens:
    """The words of these texts in order; ``passages``: the number of each text."""
    import numpy as np

    known = _Numbers()
    numbers = array("i")
    lengths = np.zeros(len(texts), dtype=np.int64)
    for at, text in enumerate(texts):
        before = len(numbers)
        numbers.extend(map(known.__getitem__, _TOKEN.findall(text)))
        numbers.append(BREAK)
        lengths[at] = len(numbers) - before
    # A compound opened up below may bring words that no text has by themselves, so the numbering stays open till then.
    tokens = Tokens(
        known.surfaces,
        np.asarray(numbers, dtype=np.int32),
        np.repeat(np.asarray(passages, dtype=np.int32), lengths),
    )
    return _open_compounds(tokens)


def _open_compounds(tokens: Tokens) -> Tokens:
    """The same text, a hyphened word in its parts where the corpus writes it apart at least as often: human-rights."""
    import numpy as np

    index = {surface: number for number, surface in enumerate(tokens.surfaces)}
    folded: dict[tuple[int, ...], list[int]] = {}
    for number, surface in enumerate(tokens.surfaces):
        parts = tuple(index.get(part, BREAK) for part in surface.split("-"))
        if len(parts) == 2 and all(parts):
            folded.setdefault(parts, []).append(number)
    if not folded:
        return tokens
    counts = np.bincount(tokens.numbers, minlength=len(tokens.surfaces))
    size = np.int64(len(tokens.surfaces))
    codes = np.asarray([first * int(size) + second for first, second in folded], dtype=np.int64)
    order = np.argsort(codes)
    running = tokens.numbers[:-1] * size + tokens.numbers[1:]
    at = np.minimum(np.searchsorted(codes[order], running), len(codes) - 1)
    apart = np.zeros(len(codes), dtype=np.int64)
    apart[order] = np.bincount(at[codes[order][at] == running], minlength=len(codes))
    second = np.zeros(len(tokens.surfaces), dtype=np.int32)
    first = np.arange(len(tokens.surfaces), dtype=np.int32)
    for (left, right), numbers, times in zip(folded, folded.values(), apart, strict=True):
        for number in numbers:
            if times >= max(counts[number], 1):
                first[number], second[number] = left, right
    lengths = 1 + (second[tokens.numbers] != 0)
    ends = np.cumsum(lengths)
    opened = np.repeat(first[tokens.numbers], lengths)
    opened[ends[lengths == 2] - 1] = second[tokens.numbers[lengths == 2]]
    return Tokens(tokens.surfaces, opened, np.repeat(tokens.passages, lengths))
