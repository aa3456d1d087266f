"""Words that describe no theme of this corpus, found by how evenly they are spread, never listed beforehand."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus_cli.topics.words.terms import Terms, gather_terms

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from corpus_cli.topics.arrays import Ints
    from corpus_cli.topics.words.vocabulary import Vocabulary

# A word is common if it stands in this share of the documents or of the passages, and in enough of them to be judged.
COMMON_DOCUMENTS = 0.4
COMMON_PASSAGES = 0.05
ENOUGH_PASSAGES = 20
# Of what there is to know about a passage's theme, a word that says less than this, beyond what the same number of
# passages drawn by lot would seem to say, carries none. On reports of one publisher video, attack, incident, الفيديو
# and فريق are below it, hospital, justice, المستشفى and العدالة far above.
UNINFORMATIVE = 0.15
# With fewer themes, a word common to all of them may still be what the corpus is about.
ENOUGH_THEMES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class StopWord:
    """A word or phrase of one language that describes no theme of this corpus.

    ``term``: as it is counted. ``text``: as it is mostly written. ``passages``, ``documents``: the shares it is in; the
    latter is None if documents are not known. ``informative``: what it says of a passage's theme, as a share of all
    there is to know, beyond chance. ``publisher``: always None; in the models there are, whose bytes say so too.
    """

    term: str
    text: str
    passages: float
    documents: float | None
    informative: float
    publisher: str | None = None


def find_stop_words(
    terms: Sequence[Sequence[str]],
    labels: Ints,
    *,
    languages: Sequence[str],
    language: str,
    vocabulary: Vocabulary,
    documents: Sequence[str] | None = None,
) -> tuple[StopWord, ...]:
    """The words and phrases of a language that are common and spread over the themes as if by lot, commonest first.

    The measure is the Kullback–Leibler divergence of the themes of a term's passages from those of all passages, less
    its expectation for as many passages drawn by lot (Miller 1955), as a share of the entropy of the themes.
    ``documents``: whose each passage is.
    """
    import numpy as np

    gathered = gather_terms(terms)
    own = np.where(np.asarray(languages) == language, np.asarray(labels), -1)
    whose = _numbered(documents, own >= 0) if documents is not None else None
    found = sorted(_uninformative(gathered, own, whose), key=lambda row: (-row[1], gathered.names[row[0]]))
    return tuple(
        StopWord(
            term=gathered.names[at],
            text=vocabulary.written(gathered.names[at]),
            passages=round(float(passages), 4),
            documents=None if in_documents is None else round(float(in_documents), 4),
            informative=round(float(informative), 4),
        )
        for at, passages, in_documents, informative in found
    )


def _numbered(names: Sequence[str], kept: NDArray[np.bool_]) -> Ints:
    import numpy as np

    numbers = np.unique(np.asarray(names), return_inverse=True)[1].astype(np.int32)
    return np.where(kept, numbers, -1).astype(np.int32)


def _uninformative(
    terms: Terms, labels: Ints, documents: Ints | None
) -> Iterator[tuple[int, float, float | None, float]]:
    """Number, share of passages, share of documents and information of each such term."""
    import numpy as np

    total = int((labels >= 0).sum())
    sizes = np.bincount(labels[labels >= 0])
    if np.count_nonzero(sizes) < ENOUGH_THEMES:
        return
    spread = terms.spread(labels, size=len(sizes), once=True).tocsc()
    passages = np.asarray(spread.sum(axis=0)).ravel()
    shares = None if documents is None else _document_shares(terms, np.where(labels >= 0, documents, -1))
    common = passages >= COMMON_PASSAGES * total
    if shares is not None:
        common |= shares >= COMMON_DOCUMENTS
    for at in np.flatnonzero(common & (passages >= max(ENOUGH_PASSAGES, len(sizes)))).tolist():
        informative = _informative(spread[:, at].toarray().ravel(), sizes)
        if informative <= UNINFORMATIVE:
            yield at, passages[at] / total, None if shares is None else float(shares[at]), informative


def _document_shares(terms: Terms, documents: Ints) -> NDArray[np.float64]:
    import numpy as np

    spread = terms.spread(documents, size=int(documents.max(initial=-1)) + 1)
    standing: NDArray[np.int64] = np.diff(spread.tocsc().indptr)
    return standing / max(len(np.unique(documents[documents >= 0])), 1)


def _informative(passages: NDArray[np.float64], sizes: NDArray[np.int64]) -> float:
    """What a term says of the theme of its passages. ``passages``: of each theme; ``sizes``: all passages of each."""
    import numpy as np

    there = sizes > 0
    expected = sizes[there] / sizes.sum()
    total = float(passages.sum())
    seen = passages[there] / total
    positive = seen > 0
    divergence = float((seen[positive] * np.log(seen[positive] / expected[positive])).sum())
    chance = (int(there.sum()) - 1) / (2 * total)
    entropy = float(-(expected * np.log(expected)).sum())
    return (divergence - chance) / entropy


def terms_of(found: Collection[StopWord]) -> frozenset[str]:
    """The terms to leave out."""
    return frozenset(word.term for word in found)
