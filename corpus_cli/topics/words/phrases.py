"""Which neighbouring words are one phrase, found from how they stand together in the corpus."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from corpus_cli.topics.arrays import Ints

PHRASE_MARK = "\x1e"
LONGEST_PHRASE = 4
# A phrase must be seen this often, in a large corpus once in this many words, and in this share of its rarer part's
# uses, to be more than two neighbours.
MIN_PHRASE = 3
WORDS_A_PHRASE = 1_000_000
PHRASE_SHARE = 0.2
# They stand together because they belong together, by normalised pointwise mutual information (Bouma 2009). With a word
# between them (rule of law) more is asked, and that it is seen oftener: most such neighbours are a sentence going on.
MIN_NPMI = 0.3
MIN_LINKED_NPMI = 0.5
LINKED_TIMES = 2
# A phrase that has the same word beside it this often is torn out of a longer one: (القانون) الدولي الإنساني.
TORN = 0.8
APART, ADJACENT = -1, 0


@dataclass(frozen=True, slots=True, eq=False)
class Running:
    """The content words of one language in running order.

    ``words``: their numbers. ``links``: how each is joined to the one before: ``APART``, ``ADJACENT``, or the number of
    the linking word between them. Shapes: (n,), int32.
    """

    words: Ints
    links: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Phrases:
    """Where the phrases stand: number, first word and length in words of each occurrence. Shapes: (n,), int32."""

    numbers: Ints
    starts: Ints
    lengths: Ints


@dataclass(slots=True, eq=False)
class _Grams:
    """The sequences of one length that are frequent enough: which begins where, how often each, what it begins and ends
    with (numbers of the sequences one word shorter) and a place where it stands."""

    at: Ints
    counts: NDArray[np.int64]
    heads: Ints
    tails: Ints
    example: NDArray[np.int64]


def find_phrases(running: Running) -> Phrases:
    """Two to four words that stand together often enough, for a fair share of the rarer part's uses, and above chance;
    each sequence whole: one that is nearly always in a longer one is not counted, and neither are the pieces of a
    sentence that is repeated word for word."""
    import numpy as np

    least = max(MIN_PHRASE, len(running.words) // WORDS_A_PHRASE)
    grams = list(_levels(running, least))
    numbers, starts, lengths, seen = [], [], [], 0
    for length, level in enumerate(grams[1:LONGEST_PHRASE], start=2):
        good = _collocations(running, grams, length, least)
        longer = grams[length] if length < len(grams) else None
        if longer is not None and len(longer.counts):
            within = np.zeros(len(level.counts), dtype=np.int64)
            np.maximum.at(within, longer.heads, longer.counts)
            np.maximum.at(within, longer.tails, longer.counts)
            good &= within < TORN * level.counts
        renumbered = np.where(good, seen + np.cumsum(good) - 1, -1).astype(np.int32)
        seen += int(good.sum())
        where = np.flatnonzero(level.at >= 0)
        where = where[renumbered[level.at[where]] >= 0]
        numbers.append(renumbered[level.at[where]])
        starts.append(where.astype(np.int32))
        lengths.append(np.full(len(where), length, dtype=np.int32))
    if not numbers:
        empty = np.zeros(0, dtype=np.int32)
        return Phrases(empty, empty, empty)
    return Phrases(np.concatenate(numbers), np.concatenate(starts), np.concatenate(lengths))


def _levels(running: Running, least: int) -> Iterator[_Grams]:
    """The frequent sequences of one word, of two, and so on, one longer than the longest phrase."""
    import numpy as np

    words = running.words
    counts = np.bincount(words, minlength=1)
    none = np.zeros(0, dtype=np.int32)
    level = _Grams(words, counts, none, none, np.zeros(0, dtype=np.int64))
    yield level
    for length in range(2, LONGEST_PHRASE + 2):
        # The links inside a longer sequence are those of its two parts.
        frequent = np.append(level.counts >= least, False)[level.at]
        joined = frequent[:-1] & frequent[1:] & (level.at[:-1] != level.at[1:]) & (running.links[1:] >= 0)
        where = np.flatnonzero(joined)
        heads, tails = level.at[where].astype(np.int64), level.at[where + 1].astype(np.int64)
        codes = heads * len(level.counts) + tails
        if length == 2:
            codes = codes * (int(running.links.max(initial=0)) + 1) + running.links[where + 1]
        _, first, inverse, times = np.unique(codes, return_index=True, return_inverse=True, return_counts=True)
        enough = times >= least
        number = np.where(enough, np.cumsum(enough) - 1, -1).astype(np.int32)
        at = np.full(len(words), -1, dtype=np.int32)
        at[where] = number[inverse]
        kept = first[enough]
        level = _Grams(at, times[enough], heads[kept].astype(np.int32), tails[kept].astype(np.int32), where[kept])
        yield level


def _collocations(running: Running, grams: list[_Grams], length: int, least: int) -> NDArray[np.bool_]:
    """Which sequences of this length are collocations however they are cut in a single word and the rest."""
    import numpy as np

    level, shorter, words = grams[length - 1], grams[length - 2], grams[0]
    first = words.counts[running.words[level.example]]
    last = words.counts[running.words[level.example + length - 1]]
    linked = np.zeros(len(level.counts), dtype=bool)
    for step in range(1, length):
        linked |= running.links[level.example + step] > ADJACENT
    good = level.counts >= np.where(linked, LINKED_TIMES * least, least)
    for left, right in ((shorter.counts[level.heads], last), (first, shorter.counts[level.tails])):
        npmi = _npmi(level.counts, left, right, len(running.words))
        good &= npmi >= np.where(linked, MIN_LINKED_NPMI, MIN_NPMI)
        good &= level.counts >= PHRASE_SHARE * np.minimum(left, right)
    return good


def _npmi(
    together: NDArray[np.int64], left: NDArray[np.int64], right: NDArray[np.int64], total: int
) -> NDArray[np.float64]:
    import numpy as np

    surprise = np.maximum(np.log(total / together), 1e-9)
    return np.log(together * (total / (left * right.astype(np.float64)))) / surprise
