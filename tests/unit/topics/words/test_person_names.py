"""Which candidate terms are names of persons."""

import re

from corpus_cli.entities.taggers.tagger import Span
from corpus_cli.topics.words.person_names import find_person_names
from corpus_cli.topics.words.vocabulary import extract_terms


class TitleTagger:
    """What follows a title is a person."""

    name = "titles"
    model_sha256 = None
    trained = frozenset({"ar", "en"})

    def __init__(self):
        self.read = []

    def tag(self, texts, *, language):
        assert language in self.trained
        self.read += texts
        return [
            [
                Span(match.start(1), match.end(1), "PERSON", 0.9, "model")
                for match in re.finditer(r"(?:Mr|السيد) (\w+)", text)
            ]
            for text in texts
        ]


def found(texts, language, candidates, tagger=None):
    terms, vocabularies = extract_terms(texts, [language] * len(texts))
    return find_person_names(
        terms,
        texts,
        candidates,
        languages=[language] * len(texts),
        language=language,
        vocabulary=vocabularies[language],
        tagger=tagger or TitleTagger(),
    )


def test_a_term_that_is_mostly_read_as_a_person_is_a_name():
    """In both languages; a word of the text is none."""
    assert found(["Mr Salim came", "talks with Mr Salim", "Court sat"], "en", ["salim", "court"]) == {"salim"}
    assert found(["حضر السيد سليم", "قال السيد سليم", "محكمة"], "ar", ["سليم", "محكمه"]) == {"سليم"}


def test_a_word_that_is_a_name_now_and_then_is_none():
    """One of three places."""
    assert found(["Mr Hope said", "Hope remains", "Hope is left"], "en", ["hope"]) == frozenset()


def test_english_words_without_a_capital_are_not_even_read():
    """Names have one; the tagger is spared the rest."""
    tagger = TitleTagger()
    assert found(["the court sat", "a court rose"], "en", ["court"], tagger) == frozenset()
    assert tagger.read == []


def test_a_few_places_are_read_however_large_the_corpus():
    """Far from one another, and only the line around the word."""
    tagger = TitleTagger()
    found([f"line before\nMr Salim {number}\nline behind" for number in range(50)], "en", ["salim"], tagger)
    assert tagger.read == ["Mr Salim 0", "Mr Salim 49"]


def test_a_candidate_that_stands_nowhere_is_no_name():
    """Candidates may come from elsewhere."""
    assert found(["Mr Salim came"], "en", ["omar"]) == frozenset()


def test_a_third_place_is_read_only_where_two_disagree():
    """It could not change what two places say together."""
    tagger = TitleTagger()
    assert found(["Mr Salim came", "Mr Salim sat", "Mr Salim left"], "en", ["salim"], tagger) == {"salim"}
    assert len(tagger.read) == 2
    tagger = TitleTagger()
    assert found(["Mr Hope said", "Mr Hope left", "Hope remains"], "en", ["hope"], tagger) == {"hope"}
    assert len(tagger.read) == 3
