"""What is kept of a text: the same for the same words however they are written."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from corpus_cli.relations.sketch import BANDS, NOTICE, ROWS, WINDOW, fingerprints, print_hashes, sketch
from corpus_cli.relations.words import SHINGLE, folded_words, shingles, word_hashes

TEXT = " ".join(f"word{number}" for number in range(60))


def test_spelling_marks_and_layout_do_not_matter() -> None:
    """Hamza, teh marbuta, diacritics, tatweel, digits, line breaks: the same words, the same digest."""
    plain = sketch(
        "اعلنت المنظمه في مدينة حلب يوم 12 مايو ان العودة الى الاحياء القديمة مستمرة رغم نقص المياه والكهرباء"
    )
    other = sketch(
        "أعلنت المنظمة في مديـنة حَلَب\n\nيوم ١٢ مايو: أنّ العودة إلى الأحياء القديمة مستمرّة، رغم نقص المياه والكهرباء."
    )
    assert plain is not None and other is not None
    assert plain.digest == other.digest
    assert np.array_equal(plain.signature, other.signature)
    assert np.array_equal(plain.prints, other.prints)


def test_an_answer_of_a_few_words_is_not_compared() -> None:
    """That two people say the same few words does not make them one."""
    assert sketch("No water yet, and nobody knows when it will come back.") is None
    assert sketch("") is None


def test_the_signature_estimates_resemblance() -> None:
    """The share of equal values is near the share of common shingles."""
    half = sketch(" ".join([*TEXT.split()[:30], *(f"other{number}" for number in range(30))]))
    whole = sketch(TEXT)
    assert whole is not None and half is not None
    assert len(whole.signature) == BANDS * ROWS
    assert 0.15 < (whole.signature == half.signature).mean() < 0.5  # 28 shingles of 88 are in both


def test_texts_that_share_six_words_in_a_row_share_a_fingerprint() -> None:
    """Whatever their lengths: that is what winnowing promises."""
    words = [f"w{number}" for number in range(3 * NOTICE)]
    long = fingerprints(word_hashes(words))
    assert len(long) < len(words) / 2
    for start in range(0, len(words) - 6, 17):
        part = fingerprints(
            word_hashes([f"x{n}" for n in range(2 * NOTICE)] + words[start : start + SHINGLE + WINDOW - 1])
        )
        assert np.intersect1d(long, part).size


def test_of_a_notice_all_fingerprints_are_kept() -> None:
    """It has few to lose."""
    hashes = word_hashes(folded_words(TEXT))
    assert len(fingerprints(hashes)) == len(print_hashes(hashes))


def test_shingles_stand_for_words_in_their_order() -> None:
    """The same three words in another order are another shingle; fewer than three words have none."""
    assert shingles(word_hashes(["a", "b", "c"]))[0] != shingles(word_hashes(["c", "b", "a"]))[0]
    assert len(shingles(word_hashes(["a", "b"]))) == 0
    found = shingles(word_hashes(list("abcabc")))
    assert found[0] == found[3] and all(one != two for one, two in pairwise(found[:3]))
