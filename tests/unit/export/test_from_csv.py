"""entities.csv read back and searched."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from corpus_cli.errors import InputError
from corpus_cli.export.as_csv import to_csv
from corpus_cli.export.from_csv import found, read_entities
from corpus_cli.export.tally import NamedEntity
from corpus_cli.export.terminal import entity_lines

NETWORK = NamedEntity(
    id="org:x-1", label="ORG", type="organization", name_en="=Ahmad Network", name_ar="شبكة أحمد", lat=None, lon=None,
    country=None, admin1=None, mentions=1200, mentions_ar=1000, mentions_en=200, documents=7, documents_ar=4,
    documents_en=3, written_as=("=Ahmad Network", "شبكة أحمد"), score=0.9123, first_source="a, b.txt",
)  # fmt: skip
PLACE = replace(
    NETWORK, id=None, label="PLACE", type=None, name_en=None, name_ar=None, lat=36.5, lon=37.0, written_as=("Zurban",),
    score=None, mentions=1,
)  # fmt: skip


def test_rows_are_read_as_they_were_written(tmp_path: Path) -> None:
    """Numbers, empty cells, and the apostrophe before what would be a formula."""
    path = tmp_path / "entities.csv"
    path.write_bytes(to_csv([NETWORK, PLACE]))
    assert read_entities(path) == [NETWORK, PLACE]


@pytest.mark.parametrize(("search", "hits"), [("احمد", 1), ("شبكه", 1), ("network AHMAD", 1), ("zurb", 1), ("x", 0)])
def test_a_search_is_folded(search: str, hits: int) -> None:
    """احمد finds أحمد, شبكه finds شبكة: alef and ta marbuta are written in several ways."""
    assert len(found([NETWORK, PLACE], search=search)) == hits


def test_an_id_is_found_and_nothing_finds_all() -> None:
    """A search for signs alone is a search for nothing."""
    assert found([NETWORK, PLACE], search="org:x-1") == [NETWORK]
    assert found([NETWORK, PLACE], search="؟") == []


@pytest.mark.parametrize(("data", "said"), [(None, "is not there"), (b"a,b\n", "other columns"), (b"\xff", "read")])
def test_a_file_that_is_none_of_ours(tmp_path: Path, data: bytes | None, said: str) -> None:
    """With what to do."""
    path = tmp_path / "entities.csv"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(InputError, match=said):
        read_entities(path)


def test_a_broken_row_is_said_with_its_line(tmp_path: Path) -> None:
    """A file that was opened and saved elsewhere may have lost cells or turned numbers into dates."""
    path = tmp_path / "entities.csv"
    path.write_bytes(to_csv([NETWORK]).replace(b"1200", b"x"))
    with pytest.raises(InputError, match="line 2"):
        read_entities(path)


def test_the_table() -> None:
    """Names last; an unlinked one by its commonest spelling."""
    assert list(entity_lines([NETWORK, PLACE])) == [
        "mentions  documents  label  type          id       name",
        "   1,200          7  ORG    organization  org:x-1  =Ahmad Network | شبكة أحمد",
        "       1          7  PLACE  -             -        Zurban",
    ]
