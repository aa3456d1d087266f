"""Words that describe no theme of a corpus, found by their spread."""

import msgspec
import numpy as np
import pytest

from corpus_cli.topics.words.stop_words import StopWord, find_stop_words, terms_of
from corpus_cli.topics.words.vocabulary import extract_terms

SUBJECTS = ["wheat harvest", "court verdict", "school pupils", "bridge road", "clinic nurse"]


@pytest.fixture
def corpus():
    """Forty documents of five passages, each passage of another theme; video stands in every second one."""
    texts, labels, documents = [], [], []
    for document in range(40):
        for theme, subject in enumerate(SUBJECTS):
            texts.append(f"{subject} video" if (document + theme) % 2 else subject)
            labels.append(theme)
            documents.append(f"d{document:02d}")
    return texts, np.asarray(labels, dtype=np.int32), documents


def found(texts, labels, documents=None):
    terms, vocabularies = extract_terms(texts, ["en"] * len(texts))
    return find_stop_words(
        terms,
        labels,
        languages=["en"] * len(texts),
        language="en",
        vocabulary=vocabularies["en"],
        documents=documents,
    )


def test_a_common_word_spread_over_all_themes_is_a_stop_word(corpus):
    """video says nothing of a passage's theme; wheat, as common as a theme, says all."""
    (word,) = found(*corpus)
    assert word.text == "video"
    assert word.passages == 0.5
    assert word.documents == 1.0
    assert word.informative < 0.01
    assert terms_of([word]) == {"video"}


def test_a_stop_word_can_be_written_as_json(corpus):
    """A model records them: numbers of numpy would not do."""
    assert msgspec.json.decode(msgspec.json.encode(found(*corpus)), type=tuple[StopWord, ...]) == found(*corpus)


def test_a_word_of_few_passages_is_not_judged(corpus):
    """Ten passages drawn by lot spread unevenly by themselves."""
    texts, labels, documents = corpus
    few = [text if at < 20 else text.replace(" video", "") for at, text in enumerate(texts)]
    assert found(few, labels, documents) == ()


def test_with_few_themes_nothing_is_left_out(corpus):
    """What two themes share may be what the corpus is about."""
    texts, labels, documents = corpus
    assert found(texts, np.minimum(labels, 1), documents) == ()


def test_passages_without_a_theme_do_not_count(corpus):
    """They are no theme of their own."""
    texts, labels, documents = corpus
    unassigned = np.where(np.arange(len(texts)) < 100, -1, labels)
    (word,) = found(texts, unassigned, documents)
    assert word.passages == 0.5


def test_one_document_has_no_corpus_specific_words():
    """A single passage is spread over nothing."""
    assert found(["wheat harvest video"], np.zeros(1, dtype=np.int32), ["d"]) == ()
