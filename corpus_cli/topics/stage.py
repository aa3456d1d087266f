"""A document's themes, from its passages and their vectors."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from corpus_cli.document import Document, ThemeShare
from corpus_cli.topics.assign import assign
from corpus_cli.topics.model import TopicModel
from corpus_cli.topics.vectors import passage_texts

if TYPE_CHECKING:
    from corpus_cli.topics.model import Floats

WORD = re.compile(r"\w+")
SHARE_DIGITS = 4


def assign_document(model: TopicModel, doc: Document, vectors: Floats) -> Document:
    """The document with a theme and a score for each passage, and the themes' shares of its words, largest first.

    A passage far from every theme has a score and no theme; its words count in no share.
    """
    passages = doc.passages or ()
    best, scores = assign(model, vectors, [passage.language for passage in passages])
    ids = [model.theme_ids[index] if index >= 0 else None for index in best]
    assigned = tuple(
        replace(passage, theme_id=theme_id, score=round(float(score), SHARE_DIGITS))
        for passage, theme_id, score in zip(passages, ids, scores, strict=True)
    )
    words: Counter[str] = Counter()
    for theme_id, text in zip(ids, passage_texts(doc), strict=True):
        if theme_id is not None:
            words[theme_id] += _words(text)
    total = max(_words(doc.text or ""), words.total(), 1)
    shares = sorted(words.items(), key=lambda item: (-item[1], item[0]))
    # Rounded down: shares sum to at most 1.
    scale = 10**SHARE_DIGITS
    themes = tuple(
        ThemeShare(theme_id=theme_id, share=count * scale // total / scale) for theme_id, count in shares if count
    )
    return replace(doc, passages=assigned, themes=themes)


def _words(text: str) -> int:
    return sum(1 for _ in WORD.finditer(text))
