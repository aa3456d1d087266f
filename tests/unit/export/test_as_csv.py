"""entities.csv."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest

from corpus_cli.document import Link
from corpus_cli.export.as_csv import to_csv
from corpus_cli.export.mentions import NamingDocument
from corpus_cli.export.tally import NamedEntity

Count = Callable[..., list[NamedEntity]]
MakeDocument = Callable[..., NamingDocument]
MakeLink = Callable[..., Link]
COLUMNS = (
    "id,label,type,name_en,name_ar,lat,lon,country,admin1,mentions,mentions_ar,mentions_en,"
    "documents,documents_ar,documents_en,written_as,score,first_source"
)


def _rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_without_entities_there_is_a_header() -> None:
    """With the byte order mark that shows Excel the Arabic."""
    assert to_csv([]) == b"\xef\xbb\xbf" + COLUMNS.encode() + b"\r\n"


def test_one_row_an_entity(count: Count, make_document: MakeDocument, make_link: MakeLink) -> None:
    """Numbers stay numbers, west and south as well; what is not known is empty."""
    lima = make_link("gn:1", "Lima", "ليما", lat=-12.04, lon=-77.03, admin1=None, score=0.75)
    doc = make_document(
        1, ("en", "Lima", lima, "PLACE"), ("ar", "ليما", lima, "PLACE"), ("en", "Nowhere", None, "PLACE"), record="q1"
    )
    linked, unlinked = _rows(to_csv(count(doc)))
    assert linked == {
        "id": "gn:1", "label": "PLACE", "type": "city", "name_en": "Lima", "name_ar": "ليما", "lat": "-12.04",
        "lon": "-77.03", "country": "SY", "admin1": "", "mentions": "2", "mentions_ar": "1", "mentions_en": "1",
        "documents": "1", "documents_ar": "1", "documents_en": "1", "written_as": "Lima | ليما", "score": "0.75",
        "first_source": "a.txt#q1",
    }  # fmt: skip
    assert (unlinked["id"], unlinked["label"], unlinked["written_as"], unlinked["score"]) == (
        "",
        "PLACE",
        "Nowhere",
        "",
    )


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ('Café "Al\nHoms", east', 'Café "Al Homs", east'),
        ('=HYPERLINK("http://example.org")', '\'=HYPERLINK("http://example.org")'),
        ("\u202e@حمص", "'@حمص"),
    ],
)
def test_a_name_stays_in_its_cell(
    count: Count, make_document: MakeDocument, make_link: MakeLink, written: str, shown: str
) -> None:
    """Quotes, commas and line breaks do not move the columns, and no cell is a formula."""
    doc = make_document(1, ("en", written, make_link("x:1", written, None), "ORG"), path=written)
    data = to_csv(count(doc))
    (row,) = _rows(data)
    assert (row["name_en"], row["written_as"], row["first_source"]) == (shown, shown, shown)
    assert len(data.decode("utf-8-sig").splitlines()) == 2
