"""The proposed pairs with their numbers, their ids and what has been decided about them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from corpus_cli.entities.organizations.pairs import Pair
from corpus_cli.errors import InputError

#: The lowest score of a pair that has a number: below it little speaks for a pair.
FLOOR = 0.3
Status = Literal["open", "accepted", "rejected"]
_RANGE = re.compile(r"(\d+)(?:\s*-\s*(\d+))?")
_ID = re.compile(r"p[0-9a-f]{8}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A pair. ``number``: its rank among all pairs, whatever is shown of them; ``id``: the same in every run.

    ``places``: names of the two that are also places, and as an alias would be this organization wherever they stand.
    """

    number: int
    id: str
    pair: Pair
    status: Status
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """All proposals, the likeliest first."""

    proposals: tuple[Proposal, ...]

    @property
    def fingerprint(self) -> str:
        """The same as long as every number stands for the same pair."""
        return hashlib.sha256("\n".join(one.id for one in self.proposals).encode()).hexdigest()[:16]

    def shown(self, *, least: float, limit: int, rejected: bool) -> list[Proposal]:
        """The first ``limit`` open ones and the decided ones among them; ``rejected``: those too."""
        chosen, room = [], limit
        for one in self.proposals:
            if one.pair.score < least or room == 0:
                break
            if one.status != "rejected" or rejected:
                chosen.append(one)
            room -= one.status == "open"
        return chosen

    def count(self, *, least: float, status: Status) -> int:
        """How many with this status have at least this score."""
        return sum(one.status == status and one.pair.score >= least for one in self.proposals)


def listing(
    pairs: Sequence[Pair],
    *,
    accepted: Callable[[Pair], bool],
    rejected: frozenset[str],
    places: Callable[[Pair], tuple[str, ...]],
) -> Listing:
    """The pairs, numbered from 1 in their order. One that is one row of the alias file is accepted, whoever said no."""
    proposals = []
    for number, pair in enumerate(pairs, 1):
        key = pair_id(pair.first.id, pair.second.id)
        status: Status = "accepted" if accepted(pair) else "rejected" if key in rejected else "open"
        proposals.append(Proposal(number=number, id=key, pair=pair, status=status, places=places(pair)))
    return Listing(tuple(proposals))


def pair_id(one: str, other: str) -> str:
    """The id of a pair, in whichever order; it begins with a letter, so that it is never taken for a number."""
    first, second = sorted((one, other))
    return f"p{hashlib.sha256(f'{first} {second}'.encode()).hexdigest()[:8]}"


@dataclass(frozen=True, slots=True)
class Choice:
    """What a user chose, as in 1,4-6,p0a1b2c3d: pairs by number, ranges of numbers, pairs by id."""

    numbers: tuple[int, ...]
    ranges: tuple[tuple[int, int], ...]
    ids: tuple[str, ...]

    @property
    def by_number(self) -> bool:
        """Whether it can only be understood with the list that was shown."""
        return bool(self.numbers or self.ranges)

    def of(self, shown: Listing) -> list[Proposal]:
        """The proposals in the order of the list; of a range only those that are open.

        Raises ``InputError`` for a number or an id that is not in the list.
        """
        last = len(shown.proposals)
        for number in (*self.numbers, *(end for ends in self.ranges for end in ends)):
            if not 1 <= number <= last:
                there = f"their numbers are 1 to {last}" if last else "there are none"
                raise InputError(f"there is no pair {number}: {there}", remedy="list the pairs again")
        by_id = {one.id: one for one in shown.proposals}
        if absent := [name for name in self.ids if name not in by_id]:
            raise InputError(f"there is no pair {absent[0]}", remedy="list the pairs again, with a lower --least")
        chosen = set(self.numbers) | {by_id[name].number for name in self.ids}
        for first, second in self.ranges:
            span = shown.proposals[first - 1 : second]
            chosen |= {one.number for one in span if one.status == "open"}
        return [shown.proposals[number - 1] for number in sorted(chosen)]


def read_choice(text: str) -> Choice | None:
    """``"1,4-6,p0a1b2c3d"`` as a choice; None if it is not of that form."""
    numbers: list[int] = []
    ranges: list[tuple[int, int]] = []
    ids: list[str] = []
    for part in (part.strip().lower() for part in text.split(",")):
        match = _RANGE.fullmatch(part)
        if _ID.fullmatch(part):
            ids.append(part)
        elif match is None:
            return None
        elif match[2] is None:
            numbers.append(int(match[1]))
        elif int(match[1]) <= int(match[2]):
            ranges.append((int(match[1]), int(match[2])))
        else:
            return None
    return Choice(tuple(numbers), tuple(ranges), tuple(ids))
