"""Which of a source's dates is taken, and how sure it is."""

from __future__ import annotations

import datetime

import pytest

from corpus_cli.document import Extracted
from corpus_cli.ingest.dates.candidates import Stated, saved
from corpus_cli.ingest.dates.choosing import chosen
from corpus_cli.ingest.plain import parse

BODY = "Families met with the local council and agreed on how water points would be shared between the districts."


def text(head: str = "") -> Extracted:
    return parse(f"{head}\n\n{BODY}\n".encode()).extracted


def test_without_a_date_there_is_none() -> None:
    """No clock is asked."""
    found = chosen(text(), path="notes.txt")
    assert (found.date, found.dated, found.undated) == (None, None, None)


def test_what_metadata_says_is_published_comes_first() -> None:
    """Then the text, then the file's name; what stands there is kept as written."""
    head, stated = text("Damascus, 12 March 2023"), Stated("2023-04-17T10:00:00Z", "published")
    found = chosen(head, path="2021-05-06.txt", stated=[stated])
    assert found.dated is not None
    assert (found.date, found.dated.source, found.dated.written) == ("2023-04-17", "metadata", "2023-04-17T10:00:00Z")
    found = chosen(head, path="2021-05-06.txt")
    assert found.dated is not None
    assert (found.date, found.dated.source) == ("2023-03-12", "text")
    assert head.text[found.dated.raw_start : found.dated.raw_end] == found.dated.written == "12 March 2023"
    found = chosen(text(), path="2021-05-06.txt")
    assert found.dated is not None
    assert (found.date, found.dated.source, found.dated.raw_start) == ("2021-05-06", "file_name", None)


def test_agreement_makes_surer_and_contradiction_less_sure() -> None:
    """The same day twice, once, and beside another day."""
    head = text("Damascus, 12 March 2023")
    sure = [chosen(head, path=path).dated for path in ("2023-03-12.txt", "a.txt", "2021-05-06.txt")]
    confidences = [dated.confidence for dated in sure if dated is not None]
    assert confidences == sorted(confidences, reverse=True) and len(set(confidences)) == 3
    assert all(0 < confidence <= 0.99 for confidence in confidences)


def test_the_finer_of_two_that_agree_is_taken() -> None:
    """A front matter that states the month, and a dateline with the day."""
    found = chosen(text("Damascus, 12 March 2023"), stated=[Stated("March 2023", "front_matter")])
    assert found.dated is not None
    assert (found.date, found.dated.source) == ("2023-03-12", "text")
    assert found.dated.confidence > 0.9


def test_when_a_meeting_was_held_does_not_contradict_when_its_minutes_came_out() -> None:
    """The dates of gatherings, ranges and updates lie beside the publication by nature."""
    minutes = chosen(text("Date: 10 March 2023\nPresent: nine people"), path="2023-03-12.txt").dated
    alone = chosen(text(), path="2023-03-12.txt").dated
    assert minutes is not None and alone is not None
    assert minutes.confidence == alone.confidence


def test_an_ambiguous_date_is_none_and_says_why() -> None:
    """Nothing weaker that fits neither meaning takes its place."""
    found = chosen(text("Date: 03/04/2023"), stated=[Stated("D:20190506", "saved")])
    assert (found.date, found.dated) == (None, None)
    assert found.undated == "03/04/2023 can be 2023-04-03 or 2023-03-04"


@pytest.mark.parametrize(
    ("head", "path", "elsewhere", "date"),
    [
        ("Date: 03/04/2023", "2023-04-03.txt", None, "2023-04-03"),
        ("Date: 03/04/2023\n\nThe program was organized by the center.", "a.txt", None, "2023-03-04"),
        ("Date: 03/04/2023", "a.txt", False, "2023-03-04"),
        ("التاريخ: 03/04/2023\n\nاجتمعت لجنة المياه مع المجلس المحلي في دار البلدية وحضرت العائلات العائدة إلى الحي"
         " واتفقت على تقاسم نقاط المياه بين الحارتين.", "a.txt", None, "2023-04-03"),
    ],
)  # fmt: skip
def test_an_ambiguous_date_is_settled_by_evidence(head: str, path: str, elsewhere: bool | None, date: str) -> None:
    """Another source, the spelling, the other dates of a column, the language."""
    assert chosen(text(head), path=path, elsewhere=lambda: elsewhere).date == date


def test_when_a_file_was_saved_is_the_last_resort() -> None:
    """It stands alone with little confidence and never against anything else."""
    stated = [Stated("D:20230417101500+03'00'", "saved")]
    found = chosen(text(), stated=stated)
    assert found.dated is not None
    assert (found.date, found.dated.confidence) == ("2023-04-17", 0.3)
    assert chosen(text(), path="report 2022-05.txt", stated=stated).date == "2022-05"


@pytest.mark.parametrize("written", ["1970-01-01T00:00:00Z", "D:19800101000000", "0001-01-01"])
def test_a_clock_that_was_never_set_states_nothing(written: str) -> None:
    """The first days of Unix, of ZIP and of .NET."""
    assert chosen(text(), stated=[Stated(written, "saved")]).date is None


def test_office_files_are_dated_by_when_they_were_saved_only_if_made_in_one_sitting() -> None:
    """A creation long before is that of a template; a file without a creation has the time of its reading."""
    made, changed = datetime.datetime(2023, 4, 17, 8), datetime.datetime(2023, 4, 20, 8)
    assert saved(made, changed) == (Stated(changed, "saved"),)
    assert saved(datetime.datetime(2019, 4, 17), changed) == ()
    assert saved(None, changed) == ()


def test_a_hijri_date_is_marked() -> None:
    """The date is Gregorian, what was written is not."""
    found = chosen(text("الرقة، ١٢ رمضان ١٤٤٤ هـ"))
    assert found.dated is not None
    assert (found.date, found.dated.calendar, found.dated.written) == ("2023-04-03", "hijri", "١٢ رمضان ١٤٤٤ هـ")


def test_what_is_written_is_kept_writable() -> None:
    """Lone surrogates, line ends and length in a field of metadata."""
    found = chosen(text(), stated=[Stated("2023-04-17\n T10:00" + " " * 500, "published")])
    assert found.dated is not None and found.dated.written == "2023-04-17 T10:00"
    named = chosen(text(), path="2023-04-17\udcff.txt").dated
    assert named is not None and named.written == "2023-04-17"
