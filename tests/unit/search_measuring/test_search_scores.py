"""The figures of a ranking, by hand."""

import pytest
from search_scores import cross_recall, means, ndcg, places


def test_the_best_order_scores_one():
    assert ndcg([2, 2, 1, 0], [1, 2, 2]) == 1


def test_a_wrong_order_scores_what_it_adds_up_to_by_hand():
    # Found: 1, then 2 at the third place: 1 + 3 / log2(4); best: 3 + 1 / log2(3).
    assert ndcg([1, 0, 2], [2, 1]) == pytest.approx((1 + 3 / 2) / (3 + 1 / 1.5849625))


def test_what_stands_beyond_the_tenth_place_does_not_count():
    assert ndcg([0] * 10 + [2], [2]) == 0


def test_more_relevant_passages_than_places_do_not_lower_a_full_answer():
    assert ndcg([2] * 10, [2] * 30) == 1


def test_the_other_language_has_half_of_the_answer_where_both_have_plenty():
    assert places(20, 20) == 5


def test_the_other_language_has_what_the_own_leaves_free():
    assert places(2, 20) == 8


def test_the_other_language_cannot_have_more_than_there_is():
    assert places(20, 3) == 3


def test_recall_in_the_other_language_is_of_what_a_fair_answer_holds():
    assert cross_recall(3, own=20, other=20) == pytest.approx(0.6)


def test_more_than_the_fair_part_is_not_better():
    assert cross_recall(7, own=20, other=20) == 1


def test_a_query_without_relevant_passages_in_the_other_language_has_no_such_recall():
    assert cross_recall(0, own=4, other=0) is None


def test_means_leave_out_what_has_no_figure():
    assert means([{"a": 1.0, "b": None}, {"a": 0.0, "b": 0.5}]) == {"a": 0.5, "b": 0.5}
