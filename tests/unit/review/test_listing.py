"""Numbers and ids of pairs, what is shown, and what a user can choose."""

from __future__ import annotations

import pytest

from corpus_cli.entities.organizations.pairs import Organization, Pair
from corpus_cli.errors import InputError
from corpus_cli.review.listing import Choice, Listing, listing, pair_id, read_choice
from corpus_cli.review.wording import figures


def proposed(number: int) -> Pair:
    first, second = Organization(f"org:x-{number}", "A", None), Organization(f"org:y-{number}", "B", None)
    return Pair(first=first, second=second, score=1 - number / 10, meaning=0.8, sound=0.5, company=0.1)


PAIRS = [proposed(number) for number in range(1, 7)]
IDS = [pair_id(pair.first.id, pair.second.id) for pair in PAIRS]


def made(*, accepted: int = 0, rejected: int = 0) -> Listing:
    """Six pairs with scores from 0.9 down."""
    no = frozenset(IDS[rejected - 1 : rejected] if rejected else [])
    yes = f"org:x-{accepted}"
    return listing(PAIRS, accepted=lambda pair: pair.first.id == yes, rejected=no, places=lambda _: ())


def numbers(shown: list) -> list[int]:  # type: ignore[type-arg]
    return [one.number for one in shown]


def test_a_pairs_id_is_the_same_either_way() -> None:
    """It begins with a letter: eight digits would pass for a number."""
    assert pair_id("a", "b") == pair_id("b", "a")
    assert pair_id("a", "b").startswith("p")


def test_numbers_do_not_depend_on_what_is_shown() -> None:
    """A rejected pair leaves a gap."""
    found = made(accepted=1, rejected=2)
    assert numbers(found.shown(least=0.5, limit=50, rejected=False)) == [1, 3, 4, 5]
    assert numbers(found.shown(least=0.5, limit=50, rejected=True)) == [1, 2, 3, 4, 5]
    # The limit is of open pairs: a list of accepted ones alone helps nobody.
    assert numbers(found.shown(least=0.0, limit=2, rejected=False)) == [1, 3, 4]
    assert made().fingerprint == found.fingerprint
    assert made().fingerprint != Listing(found.proposals[1:]).fingerprint


def test_numbers_ranges_and_ids_are_chosen() -> None:
    """Of a range only what is open; what is named by itself in any state."""
    found = made(accepted=5, rejected=2)
    assert numbers(Choice((), ((1, 6),), ()).of(found)) == [1, 3, 4, 6]
    assert numbers(Choice((2,), (), (IDS[4], IDS[1])).of(found)) == [2, 5]


@pytest.mark.parametrize("choice", [Choice((7,), (), ()), Choice((0,), (), ()), Choice((), ((5, 7),), ())])
def test_numbers_out_of_range_are_said(choice: Choice) -> None:
    """With the range there is."""
    with pytest.raises(InputError, match="1 to 6"):
        choice.of(made())


def test_an_unknown_id_is_said() -> None:
    """A pair of another run, or one of too low a score."""
    with pytest.raises(InputError, match="p00000000"):
        Choice((), (), ("p00000000",)).of(made())


def test_choices_are_read() -> None:
    """As a user writes them."""
    assert read_choice("1, 4-6,P0A1B2C3D") == Choice((1,), ((4, 6),), ("p0a1b2c3d",))
    for wrong in ("", "1,", "6-4", "x", "p1", "1;2"):
        assert read_choice(wrong) is None


def test_figures_in_words() -> None:
    """Each with its number, so that a score can be understood."""
    assert figures(PAIRS[0]) == "sounds partly alike (0.50), means the same (0.80), other company (0.10)"
