"""Likely pairs of organizations, with vectors made by hand."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pytest

from corpus_cli.entities.organizations import pairs as organization_pairs
from corpus_cli.entities.organizations.pairs import Organization, propose


def encode(names: Sequence[str]) -> npt.NDArray[np.float32]:
    """A vector a name, the same every time."""
    rows = [np.random.default_rng(sum(map(ord, name))).normal(size=8) for name in names]
    return np.array(rows, dtype=np.float32)


def organizations() -> list[Organization]:
    names = ["Danmar Aid", "Danmaar Aid", "Bridge Forum", "Bridge Union", "Zeitoun House", "Zaytun House"]
    return [Organization(f"org:x-{number}", name, None, mentions=number) for number, name in enumerate(names)]


def test_how_many_names_are_compared_at_once_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory is spared, no pair is lost."""
    found: list[list[tuple[str, str, float]]] = [[], []]
    for pairs, block in zip(found, (1024, 2), strict=True):
        monkeypatch.setattr(organization_pairs, "_BLOCK", block)
        proposed = propose(organizations(), encode, beside={}, least=0.0)
        pairs += [(pair.first.id, pair.second.id, round(pair.score, 3)) for pair in proposed]
    assert found[0] == found[1]
    assert ("org:x-1", "org:x-0") in {pair[:2] for pair in found[0]}


def test_two_of_the_tables_are_no_pair() -> None:
    """They have ids of their own, which somebody has given them."""
    known = [Organization("org:a", "Danmar Aid", None), Organization("org:b", "Danmaar Aid", None)]
    assert propose(known, encode, beside={}, least=0.0) == []


def same(names: Sequence[str]) -> npt.NDArray[np.float32]:
    """All names mean the same."""
    return np.ones((len(names), 4), dtype=np.float32)


def score(*names: str) -> float:
    """The score of a pair that stands beside the same places."""
    sides = [
        Organization(f"org:x-{number}", None, name, documents={"d"})
        if "\u0600" <= name[0] <= "\u08ff"
        else Organization(f"org:x-{number}", name, None, documents={"d"})
        for number, name in enumerate(names)
    ]
    (pair,) = propose(sides, same, beside={"d": ("gn:1", *(side.id for side in sides))}, least=0.0)
    return pair.score


SHOWN = 0.6


@pytest.mark.parametrize(
    "names",
    [
        # What a body does is another in each name of a state's bodies; their own word is one.
        ("Ministry of Defence of the Danmar Federation", "Danmar Federation Armed Forces"),
        ("وزارة الدفاع الدنمارية", "القوات المسلحة الدنمارية"),
        ("وزارة الدفاع الدنمارية", "Danmari Armed Forces"),
        ("حركة الطيران الشراعي", "مرصد الطيران الشراعي"),
        # مركز is a building where police are in it.
        ("شرطة الزيتون", "مركز شرطة الزيتون"),
        ("شرطة الزيتون", "Zaytun police station"),
        ("محكمة الزيتون", "مبنى محكمة الزيتون"),
        ("Zaytun Hospital", "مديرية الزيتون"),
    ],
)
def test_bodies_of_different_kinds_are_not_shown(names: tuple[str, str]) -> None:
    """Whatever their own words, meaning and company; who asks for low scores still sees them."""
    assert 0.3 <= score(*names) < SHOWN


@pytest.mark.parametrize(
    "names",
    [
        ("Danmar Criminal Court", "Criminal Court of Danmar"),
        ("مكتب ZTN الإعلامي", "ZTN media office"),
        ("مكتب ZTN الإعلامي", "وكالة ZTN للأنباء"),
        ("وكالة زيتون الإخبارية", "Zaytun News Agency"),
        ("مركز الزيتون الإعلامي", "Zaytun media center"),
        ("مشفى الزيتون", "Zaytun Hospital"),
        ("Danmar Air Force", "القوات الجوية الدنمارية"),
        ("Zaytun", "قناة زيتون"),
        ("Zaytun Police", "شرطة الزيتون"),
    ],
)
def test_other_words_for_one_kind_cost_nothing(names: tuple[str, str]) -> None:
    """Order, language, and office for agency; a name without such a word contradicts none."""
    assert score(*names) > SHOWN


@pytest.mark.parametrize(
    ("names", "alike"),
    [
        (("ZT", "IZT"), False),
        (("ZTN", "ZNT"), False),
        (("ZTN", "زيتون"), False),
        (("ZTN", "ZTN News"), True),
        (("ZTNL", "ZTNAL"), True),
        (("NUR HOSPITAL", "Nour Hospital"), True),
    ],
)
def test_short_acronyms_are_alike_only_if_equal(names: tuple[str, str], alike: bool) -> None:
    """Of two or three letters others are always near."""
    sides = [Organization(f"org:x-{number}", name, None) for number, name in enumerate(names)]
    (pair,) = propose(sides, same, beside={}, least=0.0)
    assert (pair.sound == 1.0) is alike


def test_company_leaves_the_two_out() -> None:
    """Both stand beside gn:1; each alone beside one other thing."""
    one = Organization("org:x-1", "Danmar", None, documents={"a", "b"})
    other = Organization("org:x-2", "Danmaar", None, documents={"b", "c"})
    beside = {"a": ("org:x-1", "gn:2"), "b": ("org:x-1", "org:x-2", "gn:1"), "c": ("org:x-2", "gn:3")}
    (pair,) = propose([one, other], same, beside=beside, least=0.0)
    assert pair.company == round((1 / 3) ** 0.5, 4)
    (alone,) = propose([one, other], same, beside={"b": ("org:x-1", "org:x-2")}, least=0.0)
    assert alone.company == 0.0


def test_of_equally_near_names_the_first_are_looked_at() -> None:
    """The more often named; which they are depends on nothing else."""
    names = ["Bad", "Ked", "Fog", "Mub", "Tiz", "Ruh", "Lux", "Jaw", "Nex"]
    found = [Organization(f"org:x-{number}", name, None, mentions=-number) for number, name in enumerate(names)]
    pairs = propose(found, same, beside={}, least=0.0)
    assert {pair.second.id for pair in pairs if pair.first.id == "org:x-0"} == {f"org:x-{n}" for n in range(1, 9)}
    assert {pair.first.id for pair in pairs if pair.second.id == "org:x-8"} == {f"org:x-{n}" for n in range(5)}
