"""``themes.csv``: one row a theme, for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable

from corpus_cli.themes.display import both_names, source_place, standing
from corpus_cli.themes.page import Card, DistinctPlace, LanguageCounts, NameCount, ThemesPage
from corpus_cli.wording.spreadsheet import Cell, to_spreadsheet

BOTH = ("ar", "en")


def to_csv(page: ThemesPage) -> bytes:
    """The page as CSV."""
    codes = sorted({*BOTH, *(counts.language for counts in page.languages)})
    rows = [_row(card, codes) for card in page.themes]
    # A page without themes keeps its header.
    header = list(_row(_empty(), codes))
    return to_spreadsheet(header, ([row[name] for name in header] for row in rows))


def _row(card: Card, codes: list[str]) -> dict[str, Cell]:
    languages = {counts.language: counts for counts in card.languages}
    return {
        "theme_id": card.theme_id,
        **{f"label_{code}": card.labels.get(code, "") for code in codes},
        **{f"keywords_{code}": _joined(word.text for word in card.keywords.get(code, ())) for code in codes},
        "share": card.share,
        "balance": card.balance,
        "cohesion": card.cohesion,
        "documents": card.documents,
        "passages": card.passages,
        "words": card.words,
        **{name: value for code in codes for name, value in _counts(code, languages.get(code)).items()},
        "places": _joined(_named(row, card.places) for row in card.places),
        "organizations": _joined(_named(row, card.organizations) for row in card.organizations),
        **{name: value for code in codes for name, value in _contrast(card, code).items()},
        "themes_with_it": _joined(f"{item.theme_id} ({item.documents})" for item in card.companions),
        "first_month": card.trend[0].month if card.trend else "",
        "last_month": card.trend[-1].month if card.trend else "",
        "doubtful_months": len({row.month for row in card.trend if row.doubtful}),
        "undated_documents": card.undated_documents,
        **{f"quote_{code}": _quote(card, code) for code in codes},
        **{f"quote_source_{code}": _quote_source(card, code) for code in codes},
        "continues": card.lineage.previous if card.lineage else "",
        "warnings": " ".join(card.warnings),
    }


def _counts(code: str, counts: LanguageCounts | None) -> dict[str, Cell]:
    return {
        f"share_{code}": counts.share if counts else 0.0,
        f"documents_{code}": counts.documents if counts else 0,
        f"passages_{code}": counts.passages if counts else 0,
        f"words_{code}": counts.words if counts else 0,
    }


def _contrast(card: Card, code: str) -> dict[str, Cell]:
    """What this language alone says; empty cells also where that cannot be told."""
    said = next((item for item in card.contrast if item.language == code), None)
    words, places = (said.words or (), said.places or ()) if said else ((), ())
    return {
        f"words_only_{code}": _joined(f"{word.text} ({word.uses})" for word in words),
        f"places_more_{code}": _joined(_placed(place, places, code) for place in places),
    }


def _placed(place: DistinctPlace, among: Iterable[DistinctPlace], code: str) -> str:
    return f"{' / '.join(name for name in both_names(place, among) if name)} ({place.mentions[code]})"


def _quote(card: Card, code: str) -> str:
    return next((quote.text for quote in card.quotes.get(code, ())), "")


def _quote_source(card: Card, code: str) -> str:
    for quote in card.quotes.get(code, ()):
        return " · ".join(
            part for part in (source_place(quote), quote.date or "", quote.doc_id, standing(quote)) if part
        )
    return ""


def _named(row: NameCount, among: Iterable[NameCount]) -> str:
    return f"{' / '.join(name for name in both_names(row, among) if name)} ({row.count})"


def _joined(texts: Iterable[str]) -> str:
    return "; ".join(texts)


def _empty() -> Card:
    return Card(
        theme_id="", labels={}, keywords={}, documents=0, passages=0, words=0, share=0, languages=(), balance=None,
        cohesion=None, warnings=(), quotes={}, pairs=(), places=(), organizations=(), contrast=(), companions=(),
        trend=(), undated_documents=0,
        lineage=None,
    )  # fmt: skip
