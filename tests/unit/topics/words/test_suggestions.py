"""Words suggested for a theme in the language it has no text in."""

import numpy as np

from corpus_cli.topics.words.keywords import Keyword
from corpus_cli.topics.words.suggestions import suggest_missing
from corpus_cli.topics.words.vocabulary import Vocabulary, extract_terms

MEANINGS = {"wheat": 0, "القمح": 0, "harvest": 1, "الحصاد": 1, "court": 2, "محكمة": 2, "verdict": 3, "حكم": 3}


class MeaningEncoder:
    """Each word in the direction of its meaning, the languages apart by a shift of their own."""

    name = "meanings"
    sha256 = "1" * 64

    def encode(self, texts):
        return np.stack([self.vector(text) for text in texts])

    def vector(self, text):
        direction = np.zeros(8, dtype=np.float32)
        direction[MEANINGS.get(text, 4)] = 1
        direction[6 if text.isascii() else 7] = 0.5
        return direction / np.linalg.norm(direction)


def centroid(meaning):
    return np.eye(8, dtype=np.float32)[meaning]


KEYWORDS = {
    "en": [
        (Keyword(text="court", weight=1.0),),
        (Keyword(text="wheat", weight=1.0), Keyword(text="harvest", weight=0.5)),
    ],
    "ar": [(Keyword(text="محكمة", weight=1.0),), ()],
}
CENTROIDS = np.stack([centroid(2), centroid(0)])


def suggested(**options):
    return suggest_missing(KEYWORDS, CENTROIDS, encoder=MeaningEncoder(), **options)


def test_suggestions_come_from_the_whole_corpus():
    """القمح is a keyword of no theme, but the corpus has it, and it is what wheat is called; the best comes first."""
    texts = ["سعر القمح", "موسم القمح", "موسم الحصاد", "يوم الحصاد", "محكمة", "محكمة"]
    _, vocabularies = extract_terms(texts, ["ar"] * 6)
    found = suggested(vocabularies=vocabularies)
    assert [word.text for word in found["ar"][1]] == ["القمح", "الحصاد"]
    assert all(word.suggested for word in found["ar"][1])


def test_words_left_out_and_rare_words_are_not_suggested():
    """A stop word of the corpus, and what stands in it once."""
    _, vocabularies = extract_terms(["سعر القمح", "موسم القمح", "الحصاد", "محكمة", "محكمة"], ["ar"] * 5)
    assert suggested(vocabularies=vocabularies, without={"ar": {"القمح"}})["ar"][1] == ()


def test_what_is_far_from_all_words_of_the_theme_is_not_suggested():
    """With other themes' keywords only, there is nothing about wheat."""
    assert suggested()["ar"][1] == ()


def test_themes_with_text_keep_their_words():
    """Only what is missing is filled; nothing is changed in place."""
    before = {language: list(themes) for language, themes in KEYWORDS.items()}
    found = suggested()
    assert found["ar"][0] == KEYWORDS["ar"][0]
    assert found["en"] == KEYWORDS["en"]
    assert before == KEYWORDS


def test_a_theme_without_any_words_is_named_by_its_passages():
    """Its passages lie where محكمة is."""
    found = suggest_missing(
        {"ar": [(), (Keyword(text="محكمة", weight=1.0), Keyword(text="القمح", weight=0.5))]},
        np.stack([centroid(2), centroid(0)]),
        encoder=MeaningEncoder(),
    )
    assert [word.text for word in found["ar"][0]] == ["محكمة"]


def test_a_language_without_any_text_gets_no_suggestions():
    """There is nothing to suggest from."""
    found = suggest_missing(
        {"en": KEYWORDS["en"], "ar": [(), ()]},
        CENTROIDS,
        encoder=MeaningEncoder(),
        vocabularies={"ar": Vocabulary("ar")},
    )
    assert found["ar"] == [(), ()]
