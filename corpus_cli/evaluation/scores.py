"""Precision, recall and F1 of names, counted three ways. Nothing here knows where the names come from."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

#: The rows of all labels together, and of all languages together.
ALL = "all"

_SIGNS = re.compile(r"[\u064b-\u0652\u0670\u0640\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
_ONE_FORM = str.maketrans("أإآٱىة", "اااايه")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A name at ``text[start:end]``: code points, half open."""

    start: int
    end: int
    label: str

    def overlaps(self, other: Span) -> bool:
        """Whether they share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A text with the names that people marked and those that the product found, both of the labels asked for.

    ``others``: what people marked with other labels; it is not counted but explains confusions. ``sentences``: the
    product's, as offsets into the text. ``unread``: why the product made no document of it, if it did not.
    """

    line: int
    id: str
    language: str
    text: str
    gold: tuple[Span, ...]
    found: tuple[Span, ...]
    others: tuple[Span, ...] = ()
    sentences: tuple[tuple[int, int], ...] = ()
    unread: str | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many names are right, how many were found, how many there are."""

    right: int = 0
    found: int = 0
    gold: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.right + other.right, self.found + other.found, self.gold + other.gold)

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 0 where nothing was found."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of what there is that was found; 0 where there is nothing."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / (self.found + self.gold) if self.right else 0.0


@dataclass(frozen=True, slots=True)
class Scores:
    """``exact``: same label, same edges. ``relaxed``: same label, a character in common, each gold name used once.

    ``surface``: the different written forms of a text, folded, each once, so that one frequent name does not decide.
    """

    exact: Counts = Counts()
    relaxed: Counts = Counts()
    surface: Counts = Counts()

    def __add__(self, other: Scores) -> Scores:
        return Scores(self.exact + other.exact, self.relaxed + other.relaxed, self.surface + other.surface)


#: Scores by language, then by label.
Table = dict[str, dict[str, Scores]]


def score_texts(texts: Iterable[Compared], *, labels: Sequence[str]) -> Table:
    """The scores of each language and label, languages in alphabetical order, with rows for all labels (micro).

    Where there is more than one language, all of them together come last.
    """
    table: Table = {}
    for one in texts:
        row = table.setdefault(one.language, {label: Scores() for label in labels})
        for label in labels:
            row[label] += score_text(one, label=label)
    table = dict(sorted(table.items()))
    if len(table) > 1:
        table[ALL] = {label: sum((row[label] for row in table.values()), Scores()) for label in labels}
    if len(labels) > 1:
        for row in table.values():
            row[ALL] = sum(row.values(), Scores())
    return table


def score_text(one: Compared, *, label: str) -> Scores:
    """The scores of one text for one label."""
    gold = sorted({span for span in one.gold if span.label == label})
    found = sorted({span for span in one.found if span.label == label})
    names = {fold(one.text[span.start : span.end]) for span in gold}
    given = {fold(one.text[span.start : span.end]) for span in found}
    return Scores(
        Counts(len(set(gold) & set(found)), len(found), len(gold)),
        Counts(_overlapping(gold, found), len(found), len(gold)),
        Counts(len(names & given), len(given), len(names)),
    )


def fold(text: str) -> str:
    """The written form as it is compared: without case, vowel signs, tatweel, and variants of alef, ya and ta.

    Kept equal to what the field's scorers do, so that figures compare; not ``normalize.fold_text``, which folds more.
    """
    plain = _SIGNS.sub("", unicodedata.normalize("NFKC", text).casefold())
    return " ".join(plain.translate(_ONE_FORM).split())


def from_word_start(one: Compared) -> Compared:
    """The same with every name beginning where its word does: for gold sets that do not part Arabic proclitics."""
    gold, found, others = (
        tuple(sorted({replace(span, start=word_start(one.text, span.start)) for span in spans}))
        for spans in (one.gold, one.found, one.others)
    )
    return replace(one, gold=gold, found=found, others=others)


def word_start(text: str, at: int) -> int:
    """Where the word begins that the character at ``at`` belongs to; vowel signs belong to words."""
    while at and (text[at - 1].isalnum() or unicodedata.category(text[at - 1])[0] == "M"):
        at -= 1
    return at


def _overlapping(gold: Sequence[Span], found: Sequence[Span]) -> int:
    """How many found names overlap a gold name that none before them has used."""
    free = list(gold)
    for span in found:
        hit = next((other for other in free if span.overlaps(other)), None)
        if hit is not None:
            free.remove(hit)
    return len(gold) - len(free)
