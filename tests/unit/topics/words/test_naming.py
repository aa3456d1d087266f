"""Labels: chosen from keywords, paired across languages."""

import numpy as np

from corpus_cli.topics.words.keywords import Keyword
from corpus_cli.topics.words.naming import name_themes


class PairEncoder:
    """Words to given directions; what means the same in both languages has the same."""

    name = "pairs"
    sha256 = "0" * 64
    meanings = (
        ("justice", "العدالة"),
        ("missing persons", "المفقودين"),
        ("wheat", "القمح"),
        ("irrigation", "الري"),
        ("council", "المجلس"),
        ("elections", "الانتخابات"),
        ("street lamp",),
        ("شارع",),
    )

    def encode(self, texts):
        return np.stack([self.vector(text) for text in texts])

    def vector(self, text):
        direction = np.full(8, 0.01, dtype=np.float32)
        for at, words in enumerate(self.meanings):
            if text in words:
                direction[at] = 1
        return direction / np.linalg.norm(direction)


def themes(*words, suggested=False):
    return [
        tuple(Keyword(text=text, weight=1 - at / 10, suggested=suggested) for at, text in enumerate(w)) for w in words
    ]


def named(keywords):
    count = len(next(iter(keywords.values())))
    return name_themes(keywords, np.zeros((count, 8), dtype=np.float32), encoder=PairEncoder())


def test_the_terms_of_a_label_are_translations():
    """Each of the two Arabic terms stands at the place of its English one, whatever their ranks."""
    (label,) = named(
        {
            "ar": themes(["المفقودين", "شارع", "العدالة"]),
            "en": themes(["justice", "street lamp", "missing persons"]),
        }
    )
    pairs = set(zip(label["ar"].split(" · "), label["en"].split(" · "), strict=True))
    assert pairs == {("العدالة", "justice"), ("المفقودين", "missing persons")}


def test_a_second_pair_that_means_different_things_is_left_out():
    """One good pair says more than a second that misleads."""
    (label, _) = named(
        {"ar": themes(["العدالة", "القمح"], ["المجلس"]), "en": themes(["justice", "irrigation"], ["council"])}
    )
    assert label == {"ar": "العدالة", "en": "justice"}


def test_two_themes_have_different_labels():
    """The second of two themes with the same first terms is told apart by its next."""
    words = {
        "ar": themes(["العدالة", "القمح"], ["العدالة", "القمح", "المجلس"]),
        "en": themes(["justice", "wheat"], ["justice", "wheat", "council"]),
    }
    first, second = named(words)
    assert first["en"] != second["en"]
    assert first["ar"] != second["ar"]


def test_themes_with_the_same_keywords_share_a_label():
    """There is nothing else to call them; nothing is invented."""
    first, second = named({"en": themes(["justice"], ["justice"])})
    assert first == second == {"en": "justice"}


def test_a_theme_in_one_language_has_a_label_in_it_only():
    """Suggested words are no label."""
    words = {"en": themes(["council", "elections"]), "ar": themes(["المجلس"], suggested=True)}
    assert named(words) == [{"en": "council · elections"}]


def test_a_theme_without_keywords_has_no_label():
    """Not even an empty one."""
    assert named({"en": [()]}) == [{}]
