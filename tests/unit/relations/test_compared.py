"""What has been compared is known again, if the relations on disk are those that were found then."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus_cli.relations import compared
from corpus_cli.relations.compared import pair_keys, read_compared, write_compared
from corpus_cli.relations.relation import Evidence, Relation

FOUND = Relation(
    doc_id_a="a", doc_id_b="b", kind="version", score=0.5, evidence=Evidence(aligned_a=1, aligned_b=1, order=1)
)
TRANSLATED = replace(FOUND, doc_id_b="c", kind="translation")


def test_pairs_and_what_was_found_come_back(tmp_path: Path) -> None:
    """Translations that were added since change nothing."""
    path = tmp_path / "compared.safetensors"
    write_compared(path, np.array([5, 3], dtype=np.uint64), [FOUND])
    known = read_compared(path, [FOUND, TRANSLATED])
    assert known.keys.tolist() == [3, 5]
    assert known.found == {frozenset("ab"): FOUND}


def test_with_other_relations_nothing_counts_as_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A kill between two files, a hand-made change, another version, a torn file: all is compared again."""
    path = tmp_path / "compared.safetensors"
    assert not len(read_compared(path, [FOUND]).keys)
    write_compared(path, np.array([5], dtype=np.uint64), [FOUND])
    assert not len(read_compared(path, []).keys)
    assert not len(read_compared(path, [replace(FOUND, score=0.6)]).keys)
    monkeypatch.setattr(compared, "__version__", "9.9.9")
    assert not len(read_compared(path, [FOUND]).keys)
    monkeypatch.undo()
    path.write_bytes(path.read_bytes()[:20])
    assert not len(read_compared(path, [FOUND]).keys)


def test_the_number_of_a_pair_depends_on_both_and_on_their_order() -> None:
    """Another content of one, another number."""
    states = np.array([10, 20, 30], dtype=np.uint64)
    pairs = np.array([[0, 1], [0, 2], [1, 2], [1, 0]])
    assert len(set(pair_keys(states, pairs).tolist())) == 4
    assert pair_keys(states, pairs)[0] == pair_keys(states[:2], pairs[:1])[0]
