"""Dates are read in both languages and calendars, and only where they have one meaning."""

from __future__ import annotations

import datetime

import pytest

from corpus_cli.ingest.dates.folding import fold, folded
from corpus_cli.ingest.dates.reading import find, value


def dates(written: object) -> tuple[str, ...]:
    """What the field can be read as: one date, or several."""
    reading = value(written)
    return () if reading is None else reading.dates


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2023-04-17", "2023-04-17"),
        ("2023-04", "2023-04"),
        ("2023", "2023"),
        (2023, "2023"),
        ("2023/4/7", "2023-04-07"),
        ("20230417", "2023-04-17"),
        ("2023-04-17T23:30:00+03:00", "2023-04-17"),
        ("٢٠٢٣-٠٤-١٧", "2023-04-17"),
        ("17 April 2023", "2023-04-17"),
        ("Apr. 2023", "2023-04"),
        ("April 17, 2023", "2023-04-17"),
        ("Mon, 17 Apr 2023 10:00:00 GMT", "2023-04-17"),
        ("١٧ نيسان ٢٠٢٣", "2023-04-17"),
        ("كانون الثاني 2022", "2022-01"),
        ("5 يناير 2022", "2022-01-05"),
        (datetime.date(2023, 4, 17), "2023-04-17"),
        (datetime.datetime(2023, 4, 17, 23, 59, tzinfo=datetime.UTC), "2023-04-17"),
    ],
)
def test_clear_dates_become_iso(value: object, expected: str) -> None:
    """Numbers with the year first and named months, Levantine and Gulf ones, in both digit sets."""
    assert dates(value) == (expected,)


@pytest.mark.parametrize(
    "value",
    ["03/04/2023", "2023-02-31", "2023-13", "1023-01-01", "soon", "", None, 20230417, "17 xyz 2023", [1]],
)
def test_doubtful_dates_are_none(value: object) -> None:
    """03/04/2023 is March or April depending on the country; impossible ones are none at all."""
    assert len(dates(value)) != 1


_LEVANT = "كانون الثاني|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين الأول|تشرين الثاني|كانون الأول"
_EGYPT = "يناير|فبراير|مارس|إبريل|مايو|يونيه|يوليه|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر"
_TUNIS = "جانفي|فيفري|مارس|أفريل|ماي|جوان|جويلية|أوت|سبتمبر|أكتوبر|نوفمبر|ديسمبر"
_RABAT = "يناير|فبراير|مارس|أبريل|ماي|يونيو|يوليوز|غشت|شتنبر|أكتوبر|نونبر|دجنبر"
_LONG = "January|February|March|April|May|June|July|August|September|October|November|December"
_SHORT = "Jan.|Feb.|Mar.|Apr.|May|Jun.|Jul.|Aug.|Sept.|Oct.|Nov.|Dec."


@pytest.mark.parametrize("names", [_LEVANT, _EGYPT, _TUNIS, _RABAT, _LONG, _SHORT])
def test_every_month_of_every_region_is_known(names: str) -> None:
    """The Levant, Egypt and the Gulf, Tunisia and Algeria, and Morocco have names of their own."""
    found = [dates(f"7 {name} 2023") for name in names.split("|")]
    assert found == [(f"2023-{number:02}-07",) for number in range(1, 13)]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("5 كانون ثان 2022", "2022-01-05"),
        ("5 كانون أول 2022", "2022-12-05"),
        ("5 تشرين ثاني 2022", "2022-11-05"),
        ("5 ت1 2022", "2022-10-05"),
        ("5 ايار 2022", "2022-05-05"),
        ("۵ ایار ۲۰۲۲", "2022-05-05"),
        ("5 أيّار 2022", "2022-05-05"),
        ("5 جانفى 2022", "2022-01-05"),
        ("5 أيلول/سبتمبر 2022", "2022-09-05"),
        ("5 سبتمبر (أيلول) 2022", "2022-09-05"),
        ("5 من شهر آذار لعام 2022", "2022-03-05"),
        ("الخميس، ٥ أيار ٢٠٢٢م", "2022-05-05"),
        ("\u200f5\u200f آذار \u200f2022", "2022-03-05"),
        ("17th of April, 2023", "2023-04-17"),
        ("April 17th, 2023", "2023-04-17"),
        ("17-Apr-2023", "2023-04-17"),
        ("17.04.2023", "2023-04-17"),
        ("2023 April 17", "2023-04-17"),
        ("4/2023", "2023-04"),
        ("D:20230417101500+03'00'", "2023-04-17"),
    ],
)
def test_spelling_variants(written: str, expected: str) -> None:
    """Hamza, Persian letters and digits, vowel marks and marks of direction make no other month; the days in two
    languages stand in many forms, and 3/4 is open where nothing says in which language.
    """
    assert dates(written) == (expected,)
    assert dates("3/4/2023 م") == ("2023-04-03", "2023-03-04")


@pytest.mark.parametrize(
    "written",
    [
        "Q1 2023", "April 23", "12 March 10:30", "31 شباط 2023", "29 February 2023", "12 آذار 2230", "12 March 1823",
        "5 آذار/أبريل 2023", "2019-2021", "17 April 2023 and 18 May 2024", "the report of 17 April 2023",
    ],
)  # fmt: skip
def test_what_is_no_date_or_no_single_one_is_none(written: str) -> None:
    """Quarters, days without a year, days that no month has, years out of bounds, two names of different months."""
    assert len(dates(written)) != 1


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("١٢ رمضان ١٤٤٤ هـ", ("2023-04-03", "hijri")),
        ("1444/9/12 هـ", ("2023-04-03", "hijri")),
        ("12/9/1444هـ", ("2023-04-03", "hijri")),
        ("12 Ramadan 1444 AH", ("2023-04-03", "hijri")),
        ("10 ذو الحجة 1443 هـ الموافق 9 تموز 2022 م", ("2022-07-09", "gregorian")),
        ("الاثنين 27 رجب 1444 هـ المصادف 20 شباط 2023", ("2023-02-20", "gregorian")),
        ("27 رجب 1444 هـ المصادف ليوم الاثنين 20 شباط 2023", ("2023-02-20", "gregorian")),
        ("9 تموز 2022 م (10 ذي الحجة 1443 هـ)", ("2022-07-09", "gregorian")),
        ("رمضان 1444", ("2023", "hijri")),
    ],
)
def test_hijri_dates_are_converted_and_say_so(written: str, expected: tuple[str, str]) -> None:
    """By Umm al-Qura; beside its Gregorian day the Hijri one is the same date; a month alone may only tell the year."""
    (found,) = find(folded(written))
    assert (found.dates[0], found.calendar) == expected


@pytest.mark.parametrize("written", ["1444/9/12", "١٤٠٢/٠١/١٥ هـ.ش", "12 رمضان 1299 هـ", "31 رمضان 1444 هـ"])
def test_numbers_are_hijri_only_with_their_mark(written: str) -> None:
    """Without هـ it may be a number, and with ش it is the Iranian solar year; the tables begin in 1343."""
    assert find(folded(written)) == []


def test_a_day_that_contradicts_its_other_calendar_is_worth_less() -> None:
    """More than two days between them cannot come from the sight of the moon."""
    (right,), (wrong,) = (
        find(folded("1 رمضان 1444 هـ الموافق 23 آذار 2023")),
        find(folded("1 رمضان 1444 هـ الموافق 3 أيار 2023")),
    )
    assert wrong.sure < right.sure


@pytest.mark.parametrize(
    ("written", "last", "is_period"),
    [
        ("12–14 March 2023", "2023-03-14", False),
        ("12, 13 and 14 March 2023", "2023-03-14", False),
        ("28 March – 2 April 2023", "2023-04-02", False),
        ("من 12 إلى 14 آذار 2023", "2023-03-14", False),
        ("12 و13 آذار 2023", "2023-03-13", False),
        ("March 12-14, 2023", "2023-03-14", False),
        ("1 January 2022 – 31 December 2022", "2022-12-31", True),
        ("كانون الثاني – آذار 2022", "2022-03", True),
    ],
)
def test_a_range_is_its_last_day(written: str, last: str, is_period: bool) -> None:
    """What tells of it was not published before its end; more than a month is what a report covers."""
    (found,) = find(folded(written))
    assert (found.dates, found.is_range, found.is_period) == ((last,), True, is_period)


@pytest.mark.parametrize(
    ("written", "dates"),
    [
        ("03/04/23", None),
        ("17-08-22", None),
        ("08/17/22", ("2022-08-17",)),
        ("17/08/22", ("2022-08-17",)),
        ("7/4/99", ("1999-04-07", "1999-07-04")),
        ("17 Apr 23", ("2023-04-17",)),
        ("Apr '23", ("2023-04",)),
        ("17 Apr 50", None),
    ],
)
def test_two_digits_are_a_year_only_where_nothing_else_can_be(written: str, dates: tuple[str, ...] | None) -> None:
    """03/04/23 has three readings; 50 may be 1950 or 2050."""
    found = find(folded(written))
    assert (found[0].dates if found else None) == dates


def test_an_ambiguous_date_keeps_both_meanings() -> None:
    """Day first comes first; one number for both is no question."""
    assert [one.dates for one in find("3/4/2023 and 4/4/2023")] == [("2023-04-03", "2023-03-04"), ("2023-04-04",)]


def test_places_lead_back_to_the_source() -> None:
    """Marks that folding leaves out are counted."""
    text = "\u200fآخر تحديث:\u200f ٥ أيّار ٢٠٢٢م."
    (found,) = find(fold(text).text)
    start, end = fold(text).span(found.start, found.end)
    assert text[start:end] == "٥ أيّار ٢٠٢٢م"


@pytest.mark.parametrize("words", ["mon.", "a.m. ", "published on ", "الموافق في ", "بتوقيت دمشق "])
def test_words_that_can_be_read_in_two_ways_a_hundred_times_are_read_once(words: str) -> None:
    """A line of them in a file's metadata is no date and costs no more than any other; the loops are possessive."""
    line = (words * 100)[:80]
    assert len(dates(f"3 May 2023 {line}x!")) != 1
    assert len(dates(f"{line}x! 3 May 2023")) != 1


@pytest.mark.parametrize(
    "written",
    [
        "Date of writing: 3 May 2023", "Date written 3 May 2023", "Date of publication: 3 May 2023",
        "التاريخ والمكان: 3 أيار 2023", "تاريخ كتابة التقرير 3 أيار 2023", "اليوم والتاريخ: الأربعاء 3 أيار 2023",
        "3 أيار 2023 بتوقيت دمشق 10:30", "3 May 2023, 10:30 a.m. GMT", "الأربعاء الموافق لـ 3 أيار 2023",
    ],
)  # fmt: skip
def test_labels_and_times_around_a_date_are_read_whole(written: str) -> None:
    """A label that begins with a shorter one is not taken for that one."""
    assert dates(written) == ("2023-05-03",)
