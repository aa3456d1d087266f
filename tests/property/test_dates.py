"""What holds for the dates of any text."""

from __future__ import annotations

import datetime

from hypothesis import given
from hypothesis import strategies as st

from corpus_cli.document import Block, Extracted
from corpus_cli.ingest.dates.candidates import Stated
from corpus_cli.ingest.dates.choosing import chosen
from corpus_cli.ingest.dates.folding import fold, folded
from corpus_cli.ingest.dates.reading import find

_WORDS = (
    "12 2023 ٢٠٢٣ ۱۴ 03/04/2023 2023-04-17 1444 هـ م آذار نيسان/أبريل كانون الثاني رمضان ذو الحجة April Apr. may 17th"
    " : – | , ( ) \n تاريخ النشر آخر تحديث published on updated دمشق Homs الموافق إلى to Monday الأحد القانون \u200f ـ ّ"
).split(" ")
texts = st.lists(st.sampled_from(_WORDS) | st.text(max_size=6), max_size=30).map(" ".join)


@given(texts)
def test_folding_leads_back(text: str) -> None:
    """Every part of the folded text has a part of the source that folds to it; folding twice changes nothing."""
    made = fold(text)
    assert folded(made.text) == made.text
    for at in range(0, len(made.text), 7):
        start, end = made.span(at, at + 1)
        assert 0 <= start < end <= len(text)
        assert folded(text[start:end]) == made.text[at]


@given(texts)
def test_dates_found_are_days_in_order(text: str) -> None:
    """Within the text, none overlapping, and each of its meanings a day, a month or a year between 1900 and 2100."""
    at = 0
    for one in find(folded(text)):
        assert at <= one.start < one.end <= len(folded(text))
        at = one.end
        assert 0 < one.sure <= 1 and 1 <= len(one.dates) <= 2
        for date in one.dates:
            assert 1900 <= datetime.date.fromisoformat(date + "2024-01-01"[len(date) :]).year <= 2100


@given(texts, texts, st.lists(texts, max_size=2))
def test_a_chosen_date_says_where_it_comes_from(text: str, name: str, stated: list[str]) -> None:
    """Never a date without its origin; what was found in the text stands at its place."""
    extracted = Extracted(text, (Block("paragraph", ((0, len(text)),)),) if text else ())
    found = chosen(extracted, path=name, stated=[Stated(one) for one in stated])
    assert (found.date is None) == (found.dated is None)
    if found.dated is not None:
        assert 0 < found.dated.confidence <= 0.99 and found.undated is None
        if found.dated.source == "text":
            assert text[found.dated.raw_start : found.dated.raw_end] == found.dated.written
