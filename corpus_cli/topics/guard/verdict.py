"""Whether themes are themes, or languages in disguise: over the passages of a model, or of a run.

A theme of one language has one of two reasons. Either only the reports of that language speak of its subject, or the
model has cut a subject in two along the language. They are told apart by what the other language has nearby, measured
by what is usual in the themes that hold both languages.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    pass

# Theme and language go together more than a reader should ignore.
HIGH_NMI = 0.1
# A language with less than this share of a corpus (a quote, a foreign summary) is no language to compare with.
MIN_LANGUAGE_SHARE = 0.05

Reason = Literal["split", "one language", "unclear", "few"]
Verdict = Literal["independent", "split", "subjects", "unclear", "one language", "few themes", "nothing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OneSided:
    """A theme with at least 95 % of its passages in one language.

    ``expected``: how many in other languages the corpus' mix would give it. ``near_share``: of its passages, those
    whose nearest passage in another language is at least as near as it is for three in four passages of themes of both
    languages. ``twin``: the theme whose passages in another language are nearest to this one's on average,
    ``similarity`` the cosine of the two means, ``bar`` what it would be from if both spoke of the same.
    ``reason``: "few" where having no other language may be chance.
    """

    theme_id: str
    language: str
    passages: int
    share: float
    expected: float
    near_share: float | None
    twin: str | None
    similarity: float | None
    bar: float | None
    reason: Reason
    says: str
    todo: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """How far theme and language go together over some passages, what it means and what to do.

    ``nmi``: mutual information over the mean of the two entropies, 0 to 1; ``chance``: the same, expected if languages
    were dealt out to themes at random with the same totals; both None where there is nothing to compare. ``passages``
    and ``languages`` count those with a theme. ``one_sided``: the themes of one language, the largest first.
    """

    passages: int
    unassigned: int
    languages: dict[str, int]
    nmi: float | None
    chance: float | None
    one_sided: tuple[OneSided, ...]
    verdict: Verdict
    says: str
    todo: str

    @property
    def confounded(self) -> bool:
        """Whether theme and language go together more than a reader should ignore."""
        return is_high(self.nmi, self.chance)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What to tell a person, in plain sentences with what to do, no pair of themes twice; empty if all is well."""
        found = [f"{self.says} {self.todo}"] if self.confounded or self.verdict == "one language" else []
        told: set[frozenset[str | None]] = set()
        for one in self.one_sided:
            pair = frozenset((one.theme_id, one.twin if one.reason == "split" else None))
            if one.reason != "few" and pair not in told:
                found.append(f"{one.says} {one.todo}")
            told.add(pair)
        return tuple(found)


def is_high(nmi: float | None, chance: float | None) -> bool:
    """Whether this much mutual information is more than a reader should ignore."""
    return nmi is not None and chance is not None and nmi > HIGH_NMI and nmi > 2 * chance
