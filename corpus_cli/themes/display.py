"""Quotes and names of a page of themes as a reader is told of them."""

from __future__ import annotations

from collections.abc import Iterable

from corpus_cli.document import place_of
from corpus_cli.themes.page import DistinctPlace, NameCount, Quote
from corpus_cli.wording.text import one_line


def source_name(quote: Quote) -> str:
    """What a reader would call the source: its title, else its path."""
    return one_line(quote.title or quote.path)


def standing(quote: Quote) -> str:
    """Where the words stand: in the document's text, and in the source the passage that holds them."""
    return f"characters {quote.start}–{quote.end}, in the source {quote.raw_start}–{quote.raw_end}"


def source_place(quote: Quote) -> str:
    """The path as given, with the record of a csv or jsonl file."""
    return one_line(place_of(quote.path, quote.record_id))


def both_names(row: NameCount | DistinctPlace, among: Iterable[NameCount | DistinctPlace] = ()) -> tuple[str, str]:
    """English and Arabic name in one line each, empty where there is none; the id where there is neither.

    ``among``: the rows of its list; where another one has the same English name, the type is told: Idlib (governorate).
    """
    english, arabic = one_line(row.name_en or ""), one_line(row.name_ar or "")
    if english and row.type and any(other.name_en == row.name_en and other.id != row.id for other in among):
        english = f"{english} ({one_line(row.type)})"
    return (english, arabic) if english or arabic else (one_line(row.id), "")
