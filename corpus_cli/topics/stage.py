"""A document's themes, from its passages and their vectors."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from corpus_cli.document import Document, ThemeShare
from corpus_cli.normalize.words import count_words
from corpus_cli.topics.encoders.vectors import passage_texts
from corpus_cli.topics.model.assign import assign_shares
from corpus_cli.topics.model.topic_model import TopicModel

if TYPE_CHECKING:
    from corpus_cli.topics.arrays import Floats

SHARE_DIGITS = 4


def assign_document(model: TopicModel, doc: Document, vectors: Floats) -> Document:
    """The document with a theme and a score for each passage, and the themes' shares of its words, largest first.

    The words of a passage are divided among the themes that its neighbours voted for: of two passages between the same
    two themes that fall on different sides, neither document loses the other theme. A passage far from every theme has
    a score and no theme; its words count in no share.
    """
    import numpy as np

    passages = doc.passages or ()
    best, scores, votes = assign_shares(model, vectors, [passage.language for passage in passages])
    ids = [model.theme_ids[index] if index >= 0 else None for index in best]
    assigned = tuple(
        replace(passage, theme_id=theme_id, score=round(float(score), SHARE_DIGITS))
        for passage, theme_id, score in zip(passages, ids, scores, strict=True)
    )
    counts = [count_words(text) for text in passage_texts(doc)]
    total = max(count_words(doc.text or ""), sum(counts), 1)
    # Passage by passage in float64: a matrix product's last bits depend on its shape.
    words = sum(
        (count * row.astype(np.float64) for count, row in zip(counts, votes, strict=True)),
        np.zeros(len(model.theme_ids)),
    )
    # Rounded down: shares sum to at most 1.
    scale = 10**SHARE_DIGITS
    shares = [(int(count * scale / total), theme_id) for count, theme_id in zip(words, model.theme_ids, strict=True)]
    shares.sort(key=lambda share: (-share[0], share[1]))
    themes = tuple(ThemeShare(theme_id=theme_id, share=share / scale) for share, theme_id in shares if share)
    return replace(doc, passages=assigned, themes=themes)
