"""Likely pairs of organizations, with vectors made by hand."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pytest

from corpus_cli.entities import organization_pairs
from corpus_cli.entities.organization_pairs import Organization, propose


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
        proposed = propose(organizations(), encode, least=0.0)
        pairs += [(pair.first.id, pair.second.id, round(pair.score, 3)) for pair in proposed]
    assert found[0] == found[1]
    assert ("org:x-1", "org:x-0") in {pair[:2] for pair in found[0]}


def test_two_of_the_tables_are_no_pair() -> None:
    """They have ids of their own, which somebody has given them."""
    known = [Organization("org:a", "Danmar Aid", None), Organization("org:b", "Danmaar Aid", None)]
    assert propose(known, encode, least=0.0) == []
