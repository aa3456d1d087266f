"""Whether a theme's words belong together, and whether themes have words of their own; one language at a time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import log

from corpus_cli.normalize import fold_text
from corpus_cli.topics.model.topic_model import Theme
from corpus_cli.topics.words.language import FORMS
from corpus_cli.topics.words.tokens import read_tokens

#: How many of a theme's words are looked at.
TOP = 10
# Passages of a language in which words are looked for: more change the third decimal, and cost as much as training.
MOST_PASSAGES = 20_000
DIGITS = 4
#: A word is a term of one token, a phrase of several.
Term = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coherence:
    """NPMI of one language's words: the mean over themes, and each theme's, by theme id.

    ``passages``: in how many the words were looked for. ``found``: of the words, the share that stands in any of them;
    the others say nothing for or against a theme and are left out.
    """

    npmi: float
    passages: int
    found: float
    themes: dict[str, float]


def top_words(themes: Iterable[Theme], language: str) -> dict[str, tuple[str, ...]]:
    """By theme id, its first ten words and phrases in a language; none that are only suggested."""
    words = {
        theme.theme_id: tuple(word.text for word in theme.keywords.get(language, ()) if not word.suggested)[:TOP]
        for theme in themes
    }
    return {theme_id: found for theme_id, found in words.items() if found}


def coherence(words: Mapping[str, Sequence[str]], texts: Sequence[str], *, language: str) -> Coherence | None:
    """How far a theme's words stand in the same passages: normalised pointwise mutual information (Bouma 2009).

    Passages are counted, each once, as in C_NPMI of Röder, Both and Hinneburg (2015) with a whole passage for a window;
    a pair that never meets has -1, one that always does 1. ``words``: each theme's words and phrases, as written.
    ``texts``: passages of that language, at best ones that the model has not seen. None if no theme has two words that
    stand in them.
    """
    texts = texts[:: -(-len(texts) // MOST_PASSAGES) or 1]
    terms, passages = _read(words, texts, language)
    single, pairs = _meetings(terms, passages)
    scores = {}
    for theme, listed in terms.items():
        attested = sorted({term for term in listed if single[term]})
        values = [
            _npmi(single[one], single[other], pairs[one, other], len(texts)) for one, other in combinations(attested, 2)
        ]
        if values:
            scores[theme] = round(sum(values) / len(values), DIGITS)
    if not scores:
        return None
    every = [term for listed in terms.values() for term in listed]
    return Coherence(
        npmi=round(sum(scores.values()) / len(scores), DIGITS),
        passages=len(texts),
        found=round(sum(single[term] > 0 for term in every) / len(every), DIGITS),
        themes=scores,
    )


def diversity(words: Mapping[str, Sequence[str]]) -> float | None:
    """Of all themes' words the share of different ones (Dieng, Ruiz and Blei 2020); None without words."""
    every = [fold_text(word) for listed in words.values() for word in listed]
    return round(len(set(every)) / len(every), DIGITS) if every else None


def _npmi(one: int, other: int, both: int, passages: int) -> float:
    if not both:
        return -1.0
    if both == passages:
        return 1.0
    return log(both * passages / (one * other)) / -log(both / passages)


def _read(
    words: Mapping[str, Sequence[str]], texts: Sequence[str], language: str
) -> tuple[dict[str, list[Term]], list[Term]]:
    """The words as terms, and each passage as one long term, both in the forms in which words are counted.

    والعدالة and العدالة are one word here, as they are where themes get their words. An empty token parts what are no
    neighbours.
    """
    every = [*texts, *(word for listed in words.values() for word in listed)]
    tokens = read_tokens(every, range(len(every)))
    keys = [fold_text(surface) for surface in tokens.surfaces]
    counts: Counter[str] = Counter()
    surfaces: dict[str, Counter[str]] = defaultdict(Counter)
    for number, times in Counter(tokens.numbers.tolist()).items():
        if keys[number]:
            counts[keys[number]] += times
            surfaces[keys[number]][tokens.surfaces[number]] += times
    base = FORMS[language].base_forms(counts, surfaces=surfaces) if language in FORMS else {}
    # A form that no theme would show keeps its spelling: it must not become the empty token.
    forms = [base.get(key) or key for key in keys]
    read: list[list[str]] = [[] for _ in every]
    for passage, number in zip(tokens.passages.tolist(), tokens.numbers.tolist(), strict=True):
        read[passage].append(forms[number])
    listed = iter(read[len(texts) :])
    terms = {theme: [tuple(filter(None, next(listed))) for _ in some] for theme, some in words.items()}
    return terms, [tuple(passage) for passage in read[: len(texts)]]


def _meetings(
    terms: Mapping[str, Sequence[Term]], passages: Iterable[Term]
) -> tuple[Counter[Term], Counter[tuple[Term, Term]]]:
    """In how many passages each term stands, and each pair of terms of one theme, in the terms' order."""
    together = {pair for some in terms.values() for pair in combinations(sorted(set(some)), 2)}
    starting: dict[str, set[Term]] = defaultdict(set)
    for term in (term for some in terms.values() for term in some if term):
        starting[term[0]].add(term)
    single: Counter[Term] = Counter()
    pairs: Counter[tuple[Term, Term]] = Counter()
    for passage in passages:
        found = sorted(
            {
                term
                for at, token in enumerate(passage)
                for term in starting.get(token, ())
                if passage[at : at + len(term)] == term
            }
        )
        single.update(found)
        pairs.update(pair for pair in combinations(found, 2) if pair in together)
    return single, pairs
