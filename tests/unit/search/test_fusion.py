from __future__ import annotations

import numpy as np

from corpus_cli.search.fusion import Evidence, fuse

MEANING = np.array([1.5, 4.0, 3.9, 0.0], dtype=np.float32)


def test_another_language_does_not_stand_back_for_lack_of_words() -> None:
    """A passage that means the most comes before one that merely holds some of the words."""
    found = fuse([Evidence({0: 5.0}, {}, MEANING, {0, 1}, foreign={1})])
    assert [one.row for one in found] == [1, 0]


def test_words_decide_between_passages_of_one_language() -> None:
    """Of two that mean about the same, the one with the words is first."""
    found = fuse([Evidence({2: 5.0}, {}, MEANING, {1, 2})])
    assert [one.row for one in found] == [2, 1]


def test_every_passage_says_why() -> None:
    """The strongest reason comes first; a meaning below the usual is none."""
    found = {one.row: one.why for one in fuse([Evidence({0: 1.0, 3: 2.0}, {0: 2.0}, MEANING, {0, 1, 3})])}
    assert found == {0: ("entity", "meaning", "words"), 1: ("meaning",), 3: ("words",)}


def test_what_nothing_speaks_for_is_not_found() -> None:
    """A candidate without words, names or meaning is left out."""
    assert fuse([Evidence({}, {}, MEANING, {3})]) == []


def test_several_indexes_share_one_scale() -> None:
    """The best by words in one run is measured against the best of all."""
    found = fuse([Evidence({0: 10.0}, {}, None, {0}), Evidence({0: 1.0}, {}, None, {0})])
    assert [(one.index, one.row) for one in found] == [(0, 0), (1, 0)] and found[0].score > 5 * found[1].score


def test_words_alone_need_no_meaning() -> None:
    """Without vectors the order is that of the words."""
    assert [one.row for one in fuse([Evidence({0: 1.0, 1: 2.0}, {}, None, {0, 1})])] == [1, 0]
