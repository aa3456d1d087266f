"""Text from reports made safe and short for a page, a cell or a terminal."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from corpus_cli.document import place_of
from corpus_cli.themes.page import DistinctPlace, NameCount, Quote

# ZWNJ and ZWJ shape words (Persian می‌شود); all other invisible characters could reorder or hide what is shown.
_KEPT = "\u200c\u200d"


def one_line(text: str) -> str:
    """The text in one line, without control characters: no bidi overrides, no terminal escapes."""
    visible = (char for char in text if char in _KEPT or char.isspace() or unicodedata.category(char)[0] != "C")
    return re.sub(r"\s+", " ", "".join(visible)).strip()


def percent(share: float) -> str:
    """A share as a person reads it; what is above zero never shows as 0 %."""
    return "under 0.1 %" if 0 < share < 0.001 else f"{share * 100:.1f} %"


def plural(count: int, noun: str) -> str:
    """The count with its noun: 1 passage, 2,000 passages."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


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
