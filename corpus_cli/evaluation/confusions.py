"""What went wrong, sorted into kinds, the commonest first, with examples in their sentences."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from corpus_cli.evaluation.context import InSentence, in_sentence
from corpus_cli.evaluation.scores import Compared, Span, fold

# What Arabic writes together with the name after it: and, so, with, for, like, whether; the article may follow.
_PROCLITIC = re.compile(r"[وفأ]?[بلك]?(?:ال|ل)?")


class Kind(StrEnum):
    """How what was found differs from what there is."""

    MISSED = "missed"
    INVENTED = "invented"
    WRONG_LABEL = "wrong label"
    TOO_LONG = "too long"
    TOO_SHORT = "too short"
    PROCLITIC = "proclitic"
    SHIFTED = "shifted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Confusion:
    """One thing that went wrong in one text: what should have been found, what was found, or both."""

    kind: Kind
    text: Compared
    expected: Span | None
    found: Span | None

    @property
    def shown(self) -> Span:
        """What is marked in the sentence: what was found, or what was missed."""
        span = self.found or self.expected
        assert span is not None
        return span

    @property
    def labels(self) -> tuple[str | None, str | None]:
        """The label that is right and the one that was given."""
        return self.expected.label if self.expected else None, self.found.label if self.found else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Example(InSentence):
    """A confusion in its sentence. ``times``: how often this written form went so."""

    expected: str | None
    found: str | None
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """All confusions of one kind and label. ``languages``: how many in each."""

    kind: Kind
    expected: str | None
    found: str | None
    count: int
    languages: dict[str, int]
    examples: tuple[Example, ...]

    @property
    def title(self) -> str:
        """The kind and the label in a few words."""
        if self.kind is Kind.WRONG_LABEL:
            return f"{self.found} for {self.expected}"
        return f"{self.expected or self.found} {self.kind}"


def group_confusions(texts: Iterable[Compared], *, examples: int) -> tuple[Group, ...]:
    """What went wrong in all texts, the commonest kind first, each with up to so many examples.

    Examples are of different written forms, the most frequent first, each where it stands first.
    """
    kinds: dict[tuple[Kind, str | None, str | None], list[Confusion]] = defaultdict(list)
    for one in texts:
        for confusion in find_confusions(one):
            kinds[confusion.kind, *confusion.labels].append(confusion)
    order = list(Kind)
    ranked = sorted(kinds.items(), key=lambda item: (-len(item[1]), order.index(item[0][0]), str(item[0][1:])))
    return tuple(
        Group(
            kind=kind,
            expected=expected,
            found=found,
            count=len(members),
            languages=dict(sorted(Counter(member.text.language for member in members).items())),
            examples=tuple(_examples(members, examples)),
        )
        for (kind, expected, found), members in ranked
    )


def find_confusions(one: Compared) -> list[Confusion]:
    """What went wrong in one text, in the order in which it stands there."""
    gold, found = set(one.gold) - set(one.found), set(one.found) - set(one.gold)
    confusions = []
    for expected, given in sorted(_pairs(gold, found), key=_closeness):
        if expected in gold and given in found:
            gold.remove(expected)
            found.remove(given)
            confusions.append(
                Confusion(kind=_kind(one.text, expected, given), text=one, expected=expected, found=given)
            )
    for expected in gold:
        confusions.append(Confusion(kind=Kind.MISSED, text=one, expected=expected, found=None))
    for given in found:
        # Found where people marked something that was not asked for (a person): a wrong label, not an invention.
        other = min((pair for pair in _pairs(set(one.others), {given})), key=_closeness, default=None)
        kind = Kind.INVENTED if other is None else Kind.WRONG_LABEL
        confusions.append(Confusion(kind=kind, text=one, expected=other and other[0], found=given))
    return sorted(confusions, key=lambda confusion: (confusion.shown, confusion.kind))


def _pairs(gold: set[Span], found: set[Span]) -> list[tuple[Span, Span]]:
    return [(expected, given) for expected in gold for given in found if expected.overlaps(given)]


def _closeness(pair: tuple[Span, Span]) -> tuple[bool, bool, int, Span, Span]:
    """Sorts the pairs that belong together first: same edges, then same label, then what has most in common."""
    expected, given = pair
    same = (expected.start, expected.end) == (given.start, given.end)
    common = min(expected.end, given.end) - max(expected.start, given.start)
    return not same, expected.label != given.label, -common, expected, given


def _kind(text: str, expected: Span, given: Span) -> Kind:
    if expected.label != given.label:
        return Kind.WRONG_LABEL
    if expected.end == given.end and _is_proclitic(text, expected.start, given.start):
        return Kind.PROCLITIC
    if given.start <= expected.start and given.end >= expected.end:
        return Kind.TOO_LONG
    if given.start >= expected.start and given.end <= expected.end:
        return Kind.TOO_SHORT
    return Kind.SHIFTED


def _is_proclitic(text: str, one: int, other: int) -> bool:
    """Whether what lies between the two beginnings is written together with the name and no part of it."""
    between = text[min(one, other) : max(one, other)]
    letters = "".join(char for char in between if unicodedata.category(char)[0] != "M" and char != "ـ")
    return bool(letters) and _PROCLITIC.fullmatch(letters) is not None


def _examples(members: list[Confusion], most: int) -> Iterator[Example]:
    forms: dict[str, list[Confusion]] = defaultdict(list)
    for member in members:
        forms[fold(_words(member.text, member.shown))].append(member)
    for same in sorted(forms.values(), key=lambda same: -len(same))[:most]:  # stable: then by first appearance
        yield _example(same[0], times=len(same))


def _example(confusion: Confusion, *, times: int) -> Example:
    one, shown = confusion.text, confusion.shown
    before, after = in_sentence(one.text, shown.start, shown.end, sentences=one.sentences)
    return Example(
        id=one.id,
        line=one.line,
        language=one.language,
        before=before,
        mention=_words(one, shown),
        after=after,
        expected=_words(one, confusion.expected) if confusion.expected else None,
        found=_words(one, confusion.found) if confusion.found else None,
        times=times,
    )


def _words(one: Compared, span: Span) -> str:
    return one.text[span.start : span.end]
