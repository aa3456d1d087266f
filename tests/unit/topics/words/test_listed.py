"""spaCy's lists of stop words, without spaCy."""

import pytest
from spacy.lang.ar.stop_words import STOP_WORDS as ARABIC
from spacy.lang.en.stop_words import STOP_WORDS as ENGLISH

from corpus_cli.topics.words.listed import listed_stop_words


@pytest.mark.parametrize(("code", "words"), [("ar", ARABIC), ("en", ENGLISH)])
def test_the_lists_are_those_that_spacy_has(code, words):
    """Read as a file of its own, each is what importing it gives."""
    assert listed_stop_words(code) == words
