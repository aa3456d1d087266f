"""Words and phrases of passages, and which of them set a theme apart: class-based TF-IDF, one language at a time."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from types import ModuleType
from typing import TYPE_CHECKING, Any

from corpus_cli.normalize.folding import fold_text
from corpus_cli.topics import arabic, english
from corpus_cli.topics.model import Keyword
from corpus_cli.topics.phrases import PHRASE_MARK, Phrases, Run, find_phrases

if TYPE_CHECKING:
    from corpus_cli.topics.model import Ints

LANGUAGES: dict[str, ModuleType] = {"ar": arabic, "en": english}

# A word with its combining marks, hyphens and apostrophes; digits alone are no words.
WORD = re.compile(r"[^\W\d_](?:[\w\u064b-\u0652\u0670]|[-'’](?=\w))*")
# Base64 and strings that ran together are no words to show.
LONGEST_WORD = 40
# What may stand between the two words of a phrase.
GLUE = re.compile(r"[ \u00a0]+")
# Phrases say more than words but are rarer, and c-TF-IDF weighs by frequency.
PHRASE_BONUS = 1.2


@dataclass(slots=True)
class Vocabulary:
    """The words of one language in a corpus: forms, what they count with, and how they are written."""

    counts: Counter[str] = field(default_factory=Counter)
    surfaces: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    base: dict[str, str] = field(default_factory=dict)
    forms: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    phrases: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def written(self, term: str, language: ModuleType) -> str:
        """How a term is shown: in its commonest surface form."""
        shown: str = (
            language.display_phrase(self.phrases[term])
            if PHRASE_MARK in term
            else language.display(self.forms[term], self.surfaces)
        )
        return shown


def extract_terms(texts: Sequence[str], languages: Sequence[str]) -> tuple[list[list[str]], dict[str, Vocabulary]]:
    """Each passage's terms (words in their base form, and phrases of two) and each language's vocabulary."""
    folded: dict[str, str] = {}
    tokens = [
        _tokens(text, folded) if language in LANGUAGES else [] for text, language in zip(texts, languages, strict=True)
    ]
    vocabularies = {name: Vocabulary() for name in sorted(set(languages)) if name in LANGUAGES}
    for passage, language in zip(tokens, languages, strict=True):
        for key, surface, _ in passage:
            vocabularies[language].counts[key] += 1
            vocabularies[language].surfaces[key][surface] += 1
    for name, vocabulary in vocabularies.items():
        vocabulary.base = LANGUAGES[name].base_forms(vocabulary.counts)
        for key, base in vocabulary.base.items():
            vocabulary.forms[base][key] += vocabulary.counts[key]
    runs = [
        _runs(passage, vocabularies[language].base, LANGUAGES[language]) if passage else []
        for passage, language in zip(tokens, languages, strict=True)
    ]
    phrases = {
        name: find_phrases(
            [run for passage, language in zip(runs, languages, strict=True) if language == name for run in passage]
        )
        for name in vocabularies
    }
    terms = [
        _terms(passage, phrases[language], vocabularies[language], LANGUAGES[language]) if passage else []
        for passage, language in zip(runs, languages, strict=True)
    ]
    return terms, vocabularies


def theme_keywords(
    terms: Sequence[Sequence[str]],
    labels: Ints,
    *,
    languages: Sequence[str],
    language: str,
    vocabulary: Vocabulary,
    themes: int,
    size: int,
) -> list[tuple[Keyword, ...]]:
    """For each theme the ``size`` terms of one language that set it apart, best first; none if it has no text in it.

    Class-based TF-IDF (Grootendorst 2022) over that language's passages only, so that neither language's words are
    weighed by the other's frequencies.
    """
    counts = [Counter[str]() for _ in range(themes)]
    passages = [Counter[str]() for _ in range(themes)]
    for words, label, passage_language in zip(terms, labels, languages, strict=True):
        if passage_language == language:
            counts[label].update(words)
            passages[label].update(set(words))
    weights = class_tf_idf(counts)
    result = []
    for theme in range(themes):
        # A term of one passage says nothing about a theme of twenty; in a theme of three it is all there is.
        commonest = max(passages[theme].values(), default=0)
        least = 3 if commonest >= 6 else 2 if commonest >= 3 else 1
        ranked = [
            (term, weight * (PHRASE_BONUS if PHRASE_MARK in term else 1.0))
            for term, weight in weights[theme].items()
            if passages[theme][term] >= least
        ]
        ranked.sort(key=lambda item: (-item[1], item[0]))
        chosen = _varied(ranked, counts[theme], size)
        result.append(
            tuple(
                Keyword(text=vocabulary.written(term, LANGUAGES[language]), weight=round(weight, 6))
                for term, weight in chosen
            )
        )
    return result


def class_tf_idf(counts: Sequence[Counter[str]]) -> list[dict[str, float]]:
    """Each class's terms with their c-TF-IDF weights, by BERTopic's transformer with its BM25 weighting."""
    import numpy as np
    from bertopic.vectorizers import ClassTfidfTransformer
    from scipy.sparse import csr_matrix

    vocabulary = sorted(set().union(*counts))
    index = {term: column for column, term in enumerate(vocabulary)}
    if len(index) < 2:
        # BERTopic's transformer fails on a vocabulary of one; a single term has nothing to be weighed against.
        return [dict.fromkeys(count, 1.0) for count in counts]
    rows = [row for row, count in enumerate(counts) for _ in count]
    columns = [index[term] for count in counts for term in count]
    values = [value for count in counts for value in count.values()]
    bag: Any = csr_matrix((np.asarray(values, dtype=np.float64), (rows, columns)), shape=(len(counts), len(index)))
    weighted = ClassTfidfTransformer(bm25_weighting=True, reduce_frequent_words=True).fit_transform(bag).tocsr()
    return [
        {vocabulary[column]: float(value) for column, value in zip(row.indices, row.data, strict=True)}
        for row in (weighted[number] for number in range(len(counts)))
    ]


def _tokens(text: str, folded: dict[str, str]) -> list[tuple[str, str, bool]]:
    """(folded form, surface, whether it directly follows the word before) of each word."""
    tokens, end = [], -1
    for match in WORD.finditer(text):
        surface = match.group().removesuffix("'s").removesuffix("’s")
        if len(surface) > LONGEST_WORD:
            end = -1
            continue
        if surface not in folded:
            folded[surface] = fold_text(surface)
        follows = end >= 0 and GLUE.fullmatch(text, end, match.start()) is not None
        tokens.append((folded[surface], surface, follows))
        end = match.end()
    return tokens


def _runs(tokens: Sequence[tuple[str, str, bool]], base: dict[str, str], language: ModuleType) -> list[Run]:
    """The stretches of neighbouring content words of a passage, each word as (base form, surface)."""
    runs: list[list[tuple[str, str]]] = []
    previous = ""
    for key, surface, follows in tokens:
        if not language.is_content(key) or not language.is_content(base[key]):
            previous = ""
            continue
        if previous and follows and language.joins(previous, key):
            runs[-1].append((base[key], surface))
        else:
            runs.append([(base[key], surface)])
        previous = key
    return list(runs)


def _terms(runs: Sequence[Run], phrases: Phrases, vocabulary: Vocabulary, language: ModuleType) -> list[str]:
    """The words and phrases of a passage; how the phrases are written goes into the vocabulary."""
    terms = [word for run in runs for word, _ in run if language.stands_alone(word)]
    for run in runs:
        for phrase, written in phrases.of(run):
            terms.append(phrase)
            vocabulary.phrases[phrase][written] += 1
    return terms


def _varied(ranked: Sequence[tuple[str, float]], counts: Counter[str], size: int) -> list[tuple[str, float]]:
    """The best terms, none of which only repeats another: a word that mostly occurs in a chosen phrase is left out,
    and so is a phrase that shares a word with a chosen phrase."""
    chosen: list[tuple[str, float]] = []
    in_phrases: Counter[str] = Counter()
    for term, weight in ranked:
        words = term.split(PHRASE_MARK)
        if len(words) == 1 and in_phrases[term] >= 0.5 * counts[term]:
            continue
        if len(words) > 1:
            if any(in_phrases[word] for word in words):
                continue
            for word in words:
                in_phrases[word] += counts[term]
            chosen = [item for item in chosen if item[0] not in words or in_phrases[item[0]] < 0.5 * counts[item[0]]]
        chosen.append((term, weight))
        if len(chosen) == size:
            break
    return chosen
