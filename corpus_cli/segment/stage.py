"""The stage: language, sentences and passages of a normalised document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from corpus_cli.document import Document
from corpus_cli.errors import DocumentError
from corpus_cli.recipe import SegmentSettings
from corpus_cli.segment.language import document_language, language_shares, segment_languages
from corpus_cli.segment.passages import make_passages
from corpus_cli.segment.sentences import split_sentences


class Segmenter:
    """Fills ``language``, ``languages``, the segments' languages and sentences, and ``passages``."""

    def __init__(self, settings: SegmentSettings) -> None:
        self._settings = settings

    def __call__(self, docs: Iterator[Document]) -> Iterator[Document]:
        """Each document, segmented, in order."""
        for doc in docs:
            yield self._segment(doc)

    def _segment(self, doc: Document) -> Document:
        if doc.text is None or doc.segments is None:
            raise DocumentError(
                f"{doc.source.path}: segment before normalize", remedy="put normalize first in the pipeline's stages"
            )
        texts = [doc.text[segment.start : segment.end] for segment in doc.segments]
        languages = segment_languages(texts, stated=doc.extracted.language if doc.extracted else None)
        shares = language_shares(texts, languages)
        segments = tuple(
            replace(
                segment,
                language=language,
                sentences=split_sentences(doc.text, segment.start, segment.end, language, row=segment.kind == "table"),
            )
            for segment, language in zip(doc.segments, languages, strict=True)
        )
        passages = make_passages(
            doc.text,
            segments,
            min_words=self._settings.min_passage_words,
            max_words=self._settings.max_passage_words,
            offsets=doc.offsets,
        )
        return replace(doc, language=document_language(shares), languages=shares, segments=segments, passages=passages)
