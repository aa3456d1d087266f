"""Which passages speak for a theme: central, readable alone, unlike one another, from different documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from corpus_cli.normalize.words import WORD
from corpus_cli.themes.candidates import Candidate
from corpus_cli.themes.page import Quote

# Maximal marginal relevance (Carbonell and Goldstein 1998); centrality and likeness are cosines, quality is 0 to 1.
QUALITY_WEIGHT = 0.5
LIKENESS_WEIGHT = 0.6
# Quotes that share this much of the shorter one's words say the same: boilerplate, a press release printed twice.
MAX_OVERLAP = 0.6
# What this many documents print is boilerplate (whom a publisher is, how to read a report), a press release is in two.
BOILERPLATE_DOCUMENTS = 3
# Below this an excerpt is a heading, a table or a fragment; it is quoted only if its language has nothing better.
MIN_QUALITY = 0.3


def choose_quotes(candidates: Sequence[Candidate], limit: int) -> tuple[Quote, ...]:
    """Up to ``limit`` quotes out of candidates of one theme and language, the best first.

    A second quote out of a document comes only when no other document has one left, and what several documents print
    word for word only when there is nothing else.
    """
    words = {candidate: _words(candidate) for candidate in candidates}
    pool = [candidate for candidate in candidates if candidate.excerpt.quality >= MIN_QUALITY] or list(candidates[:1])
    pool = [candidate for candidate in pool if not _is_boilerplate(candidate, words)] or pool
    chosen: list[Candidate] = []
    while len(chosen) < limit:
        pool = [candidate for candidate in pool if not any(_same(words[candidate], words[other]) for other in chosen)]
        if not pool:
            break
        chosen.append(min(pool, key=lambda candidate: (*_worth(candidate, chosen), candidate.rank)))
    return tuple(candidate.quote() for candidate in chosen)


def _worth(candidate: Candidate, chosen: Sequence[Candidate]) -> tuple[bool, float]:
    """The lower the better: whether its document is quoted already, then how little it adds."""
    likeness = max((float(candidate.vector @ other.vector) for other in chosen), default=0.0)
    value = candidate.centrality + QUALITY_WEIGHT * candidate.excerpt.quality - LIKENESS_WEIGHT * likeness
    return any(candidate.doc_id == other.doc_id for other in chosen), -round(value, 6)


def _is_boilerplate(candidate: Candidate, words: Mapping[Candidate, set[str]]) -> bool:
    documents = {other.doc_id for other, theirs in words.items() if _same(words[candidate], theirs)}
    return len(documents) >= BOILERPLATE_DOCUMENTS


def _same(ours: set[str], theirs: set[str]) -> bool:
    return ours is theirs or len(ours & theirs) >= MAX_OVERLAP * max(1, min(len(ours), len(theirs)))


def _words(candidate: Candidate) -> set[str]:
    return {word.casefold() for word in WORD.findall(candidate.quote().text)}
