"""Keywords that differ from one another."""

import numpy as np

from corpus_cli.topics.words.phrases import PHRASE_MARK
from corpus_cli.topics.words.variety import most_varied, without_repetition, word_vectors


def unit(*values):
    return np.asarray(values, dtype=np.float32) / np.linalg.norm(values)


RANKED = [("hospital", 1.0), ("clinic", 0.95), ("wheat", 0.9), ("rain", 0.2)]
VECTORS = {"hospital": unit(1, 0), "clinic": unit(1, 0.05), "wheat": unit(0, 1), "rain": unit(-1, 0)}


def test_a_term_that_means_the_same_gives_way_to_another():
    """clinic has more weight than wheat, but repeats hospital; rain is different and says too little."""
    assert [term for term, _ in most_varied(RANKED, VECTORS, size=2)] == ["hospital", "wheat"]


def test_the_chosen_stay_in_order_of_weight():
    """Variety says which, weight says in what order."""
    chosen = most_varied(RANKED, VECTORS, size=3)
    assert chosen == sorted(chosen, key=lambda item: -item[1])


def test_without_vectors_the_first_are_chosen():
    """A caller without an encoder gets the best by weight."""
    assert most_varied(RANKED, {}, size=2) == RANKED[:2]


def test_a_word_that_mostly_stands_in_a_chosen_phrase_is_left_out():
    """rights is nearly always human rights; human stands alone as often, and stays."""
    phrase = f"human{PHRASE_MARK}rights"
    other = f"rights{PHRASE_MARK}groups"
    ranked = [(phrase, 3.0), ("rights", 2.0), ("human", 1.5), (other, 1.0)]
    counts = {phrase: 5, "rights": 6, "human": 20, other: 3, "groups": 4}
    assert [term for term, _ in without_repetition(ranked, counts)] == [phrase, "human"]


def test_a_word_chosen_first_gives_way_to_its_phrase():
    """The phrase comes later by weight but holds most of the word's uses."""
    phrase = f"cluster{PHRASE_MARK}bombs"
    ranked = [("bombs", 3.0), (phrase, 2.0)]
    assert without_repetition(ranked, {"bombs": 4, "cluster": 4, phrase: 4}) == [(phrase, 2.0)]


def test_words_that_no_term_stands_for_may_be_shared():
    """local is no term by itself, so local council and local police are two things."""
    council, police = f"local{PHRASE_MARK}council", f"local{PHRASE_MARK}police"
    ranked = [(council, 2.0), (police, 1.0)]
    assert without_repetition(ranked, {council: 3, police: 3, "council": 4, "police": 4}) == ranked


def test_vectors_of_words_are_of_unit_length_around_their_mean(encoder):
    """What all words of a language share is taken off."""
    vectors = word_vectors(["wheat", "court", "school"], encoder=encoder)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1)
    assert (vectors @ vectors.T)[0, 1] < 0.5
    assert word_vectors([], encoder=encoder).shape[0] == 0
