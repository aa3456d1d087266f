"""Documents, passages, mentions and themes as rows: what stands in the columns of ``columns.py``."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from corpus_cli.document import Dated, Document, Entity, Passage
from corpus_cli.export.tally import NamedEntity
from corpus_cli.library.columns import LANGUAGES
from corpus_cli.normalize.words import count_words
from corpus_cli.themes.cube import CubeRow
from corpus_cli.themes.page import Card, Quote, ThemesPage
from corpus_cli.themes.tally import month_of

Row = dict[str, Any]
_DAY = len("2024-05-31")
_DATED = ("source", "confidence", "calendar", "written")


def document_row(doc: Document) -> Row:
    """The document's row; counts of a stage that did not run are missing, not zero."""
    source = doc.source
    main = max(doc.themes or (), key=lambda theme: theme.share, default=None)
    month = month_of(source.date)
    shares = {f"share_{code}": (doc.languages or {}).get(code, 0.0) for code in LANGUAGES} if doc.languages else {}
    return {
        **asdict(source),
        **shares,
        "doc_id": doc.doc_id,
        "day": source.date if source.date and len(source.date) == _DAY else None,
        "month": f"{month}-01" if month else None,
        **_dated(source.dated),
        "language": doc.language,
        "words": None if doc.text is None else count_words(doc.text),
        "characters": _length(doc.text),
        "passages": _length(doc.passages),
        "mentions": _length(doc.entities),
        "places": _length(doc.places),
        "organizations": _length(doc.organizations),
        "theme_id": main.theme_id if main else None,
        "theme_share": main.share if main else None,
    }


def _dated(dated: Dated | None) -> Row:
    return {} if dated is None else {f"date_{name}": getattr(dated, name) for name in _DATED}


def passage_rows(doc: Document, *, text: bool = True) -> Iterator[Row]:
    """The document's passages in reading order; ``text``: whether with their text."""
    whole = doc.text or ""
    for passage in doc.passages or ():
        words = whole[passage.start : passage.end]
        yield {
            **{name: getattr(passage, name) for name in _SPAN},
            "doc_id": doc.doc_id,
            "passage_id": passage.id,
            "language": passage.language,
            "theme_id": passage.theme_id,
            "score": passage.score,
            "words": count_words(words),
            "text": words if text else None,
        }


def entity_rows(doc: Document) -> Iterator[Row]:
    """The document's mentions in reading order, each with the passage that it begins in."""
    languages = {segment.id: segment.language for segment in doc.segments or ()}
    passages = sorted(doc.passages or (), key=lambda passage: passage.start)
    for mention in doc.entities or ():
        passage = _passage_of(mention, passages)
        link = mention.link
        linked = {} if link is None else {name: getattr(link, name) for name in _LINKED}
        yield {
            **{name: getattr(mention, name) for name in _SPAN},
            **linked,
            "link_score": link.score if link else None,
            "within": link.within if link else (),
            "doc_id": doc.doc_id,
            "mention_id": mention.id,
            "passage_id": passage.id if passage else None,
            "theme_id": passage.theme_id if passage else None,
            "language": languages.get(mention.segment, "und"),
            "label": mention.label,
            "text": mention.text,
            "score": mention.score,
            "source": "+".join(mention.source),
        }


def name_rows(entities: Iterable[NamedEntity], *, label: str) -> Iterator[Row]:
    """The rows of entities.csv with that label."""
    return (asdict(entity) for entity in entities if entity.label == label)


def theme_rows(page: ThemesPage) -> Iterator[Row]:
    """The themes, the largest first."""
    return (_theme(card) for card in page.themes)


def quote_rows(page: ThemesPage) -> Iterator[Row]:
    """The quotes of all themes, theme by theme and language by language, the best first."""
    for card in page.themes:
        for quotes in card.quotes.values():
            yield from (_quote(card.theme_id, quote) for quote in quotes)


def count_rows(rows: Iterable[CubeRow]) -> Iterator[Row]:
    """The rows of the cube; its empty strings are missing values here."""
    for row in rows:
        cells = {name: None if value == "" else value for name, value in asdict(row).items()}
        yield {**cells, "month": f"{row.month}-01" if row.month else None}


_SPAN = ("start", "end", "raw_start", "raw_end")
_LINKED = ("id", "kb", "type", "name_en", "name_ar", "country", "admin1", "lat", "lon")
_COUNTED = ("documents", "passages", "words", "share")


def _theme(card: Card) -> Row:
    by_language = {counts.language: counts for counts in card.languages}
    row: Row = {name: getattr(card, name) for name in ("theme_id", *_COUNTED, "balance", "cohesion", "warnings")}
    for code in LANGUAGES:
        row[f"label_{code}"] = card.labels.get(code)
        row[f"keywords_{code}"] = tuple(word.text for word in card.keywords.get(code, ()) if not word.suggested)
        counts = by_language.get(code)
        row.update({f"{name}_{code}": getattr(counts, name) if counts else 0 for name in _COUNTED})
    return {**row, "previous": card.lineage.previous if card.lineage else None}


def _quote(theme_id: str, quote: Quote) -> Row:
    return {**asdict(quote), "theme_id": theme_id, "passage_id": quote.passage}


def _passage_of(mention: Entity, passages: list[Passage]) -> Passage | None:
    at = bisect_right(passages, mention.start, key=lambda passage: passage.start) - 1
    return passages[at] if at >= 0 and mention.start < passages[at].end else None


def _length(items: Any) -> int | None:
    return None if items is None else len(items)
