"""Invented documents with organizations, as a review reads them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus_cli.review.mentions import Mention, NamingText, Origin, Referent, Written

Named = tuple[str, str, str, str | None, str | None]
MakeDoc = Callable[..., NamingText]


@pytest.fixture
def make_doc() -> MakeDoc:
    """A document of one segment with its sentences; names as (label, text, id, name_en, name_ar), in text order."""

    def make(doc_id: str, sentences: list[str], *names: Named, language: str = "en") -> NamingText:
        text = " ".join(sentences)
        spans, at = [], 0
        for sentence in sentences:
            spans.append((at, at + len(sentence)))
            at += len(sentence) + 1
        mentions, at = [], 0
        for label, name, name_id, english, arabic in names:
            at = text.index(name, at)
            link = Referent(name_id, english, arabic) if name_id else None
            mentions.append(Mention(label, at, at + len(name), "s0001", link))  # type: ignore[arg-type]
            at += len(name)
        segment = Written("s0001", language, tuple(spans))
        return NamingText(doc_id, Origin(f"reports/{doc_id}.txt"), text, (segment,), tuple(mentions))

    return make
