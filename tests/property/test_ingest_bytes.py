"""What holds for any bytes given to the readers that run in the worker itself: text or a DocumentError, no crash."""

from __future__ import annotations

import contextlib

from hypothesis import given
from hypothesis import strategies as st

from corpus_cli.errors import DocumentError
from corpus_cli.ingest import plain
from corpus_cli.ingest.dates.reading import value as date_of
from corpus_cli.ingest.encoding import decode
from corpus_cli.ingest.markup import markdown
from corpus_cli.ingest.metadata import clean_title
from corpus_cli.ingest.rows.records import BrokenRecord, Record, read_jsonl
from corpus_cli.ingest.rows.tables import read_csv

ARABIC = st.lists(st.sampled_from(["في", "من", "النازحين", "مدينة", "حمص", "إلى", "المجلس"]), min_size=2, max_size=20)
FIELDS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), max_size=20)
CSV_PIECES = st.sampled_from(['"', '""', ",", ";", "\n", "\r\n", "\r", "a", "حمص", " ", "1"])


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"]), max_size=100))
def test_utf8_with_a_mark_round_trips(text: str) -> None:
    """With a byte order mark there is nothing to guess."""
    assert decode(text.encode("utf-8-sig")) == (text, "utf-8")


@given(ARABIC, st.sampled_from(["utf-8", "cp1256", "utf-16-le", "utf-16-be", "utf-16"]))
def test_arabic_round_trips_in_its_encodings(words: list[str], encoding: str) -> None:
    """Two Arabic words are enough to tell the encoding."""
    text = " ".join(words)
    assert decode(text.encode(encoding))[0] == text


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    """Nothing else comes out of any bytes."""
    with contextlib.suppress(DocumentError):
        text, _ = decode(data)
        text.encode("utf-8")
    for parse in (plain.parse, markdown.parse):
        with contextlib.suppress(DocumentError):
            parse(data)
    for reader in (read_csv, read_jsonl):
        with contextlib.suppress(DocumentError):
            assert all(isinstance(item, Record | BrokenRecord) for item in reader(data, mapping=None))


@given(st.lists(CSV_PIECES, max_size=40).map("".join))
def test_any_quoting_gives_records_or_failures(body: str) -> None:
    """Whatever the quotation marks, reading ends, and lines are numbered within the file."""
    data = ("id,text\n" + body).encode()
    lines = len(body.replace("\r\n", "\n").replace("\r", "\n").split("\n")) + 1
    for item in read_csv(data, mapping=None):
        assert isinstance(item, Record) or 2 <= item.line <= lines


@given(
    st.lists(FIELDS.filter(lambda field: any(map(str.isalnum, field))), max_size=8), st.sampled_from([",", ";", "\t"])
)
def test_well_formed_csv_round_trips(texts: list[str], delimiter: str) -> None:
    """What a csv writer quotes properly is read back field by field."""
    body = "".join('"{}"{}"x"\n'.format(text.replace('"', '""'), delimiter) for text in texts)
    found = list(read_csv(f"text{delimiter}title\n{body}".encode("utf-8-sig"), mapping=None))
    assert [item.text for item in found if isinstance(item, Record)] == texts


@given(st.text(max_size=60))
def test_titles_and_dates_never_crash(value: str) -> None:
    """Any string is a title on one line or none, dates in ISO form or none."""
    title, date = clean_title(value), date_of(value)
    assert title is None or title == " ".join(title.split())
    assert date is None or all(len(one) in (4, 7, 10) for one in date.dates)
