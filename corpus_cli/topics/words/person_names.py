"""Which candidate terms of themes are names of persons: they describe no theme, and a theme is not called by them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from corpus_cli.entities.taggers.tagger import Tagger
from corpus_cli.topics.words.language import LANGUAGES
from corpus_cli.topics.words.terms import Terms, gather_terms

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from corpus_cli.topics.words.vocabulary import Vocabulary

# A name is one in most of so many places where it stands, each read with so many letters around it.
PLACES = 3
AROUND = 60
MOSTLY = 0.5


def find_person_names(
    terms: Sequence[Sequence[str]],
    texts: Sequence[str],
    candidates: Collection[str],
    *,
    languages: Sequence[str],
    language: str,
    vocabulary: Vocabulary,
    tagger: Tagger,
) -> frozenset[str]:
    """Those of the candidate terms of a language that the tagger mostly reads as a part of a person's name.

    The tagger reads a few places for each term that its language's module does not rule out by its spelling, so the
    time does not grow with the corpus.
    """
    import numpy as np

    gathered = gather_terms(terms)
    own = np.asarray(languages) == language
    module = LANGUAGES[language]
    chosen = sorted(term for term in candidates if module.may_be_name(vocabulary.spellings(term)))
    places = {
        term: list(_windows([texts[at] for at in passages], vocabulary.spellings(term)))
        for term, passages in _passages(gathered, chosen, own)
    }
    named = dict.fromkeys(places, 0)
    # As a rule the first two places agree and the third would change nothing.
    for first, last in ((0, PLACES - 1), (PLACES - 1, PLACES)):
        wanted = [term for term, found in places.items() if _undecided(named[term], min(first, len(found)), len(found))]
        read = [(term, *place) for term in wanted for place in places[term][first:last]]
        spans = tagger.tag([window for _, window, _, _ in read], language=language)
        for (term, _, start, end), found in zip(read, spans, strict=True):
            named[term] += any(span.label == "PERSON" and span.start < end and start < span.end for span in found)
    return frozenset(term for term, count in named.items() if count and count >= MOSTLY * len(places[term]))


def _undecided(named: int, read: int, places: int) -> bool:
    """Whether the places that are left can still make a name of it, or keep it from being one."""
    return named < MOSTLY * places <= named + places - read


def _passages(terms: Terms, chosen: Sequence[str], own: NDArray[np.bool_]) -> Iterator[tuple[str, list[int]]]:
    """A few passages of each term, evenly over the corpus, the outermost first."""
    import numpy as np

    number = {name: at for at, name in enumerate(terms.names)}
    wanted = np.full(len(terms.names), -1, dtype=np.int64)
    for at, term in enumerate(chosen):
        if term in number:
            wanted[number[term]] = at
    there = wanted[terms.numbers] >= 0
    rows, passages = wanted[terms.numbers[there]], terms.passages[there]
    rows, passages = rows[own[passages]], passages[own[passages]]
    order = np.argsort(rows, kind="stable")
    bounds = np.searchsorted(rows[order], np.arange(len(chosen) + 1))
    for at, term in enumerate(chosen):
        mine = np.unique(passages[order[bounds[at] : bounds[at + 1]]])
        if len(mine):
            first, *others = np.linspace(0, len(mine) - 1, min(PLACES, len(mine))).round().astype(int)
            yield term, mine[[first, *reversed(others)]].tolist()


def _windows(texts: Sequence[str], spellings: Mapping[str, int]) -> Iterator[tuple[str, int, int]]:
    """The line around the first place of the term in each text, with where it stands there."""
    written = "|".join(re.escape(text) for text in sorted(spellings, key=lambda text: (-len(text), text)))
    pattern = re.compile(rf"(?<!\w)(?:{written})(?!\w)")
    for text in texts:
        match = pattern.search(text)
        if match is None:
            continue
        start = max(text.rfind("\n", 0, match.start()) + 1, match.start() - AROUND)
        end = text.find("\n", match.end())
        end = min(len(text) if end < 0 else end, match.end() + AROUND)
        yield text[start:end], match.start() - start, match.end() - start
