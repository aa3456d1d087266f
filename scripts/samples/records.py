"""The two files of short items, and the alias file."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from samples.markup import Text, read_text
from samples.names import Organization

SURVEY, BRIEFS, ALIASES = "survey.csv", "briefs.jsonl", "sample-aliases.csv"
_COLUMNS = ("id", "title", "text", "date", "lang", "theme")


@dataclass(frozen=True, slots=True)
class Record:
    """A short item: one row of the survey or one line of the briefs."""

    id: str
    title: str
    text: Text
    date: str
    lang: str
    theme: str

    def written(self) -> dict[str, str]:
        """Its fields as the files hold them."""
        return {name: getattr(self, name) for name in _COLUMNS} | {"text": self.text.plain}


def read_records(path: Path) -> list[Record]:
    """The records of a csv or jsonl source. Raises ``ValueError`` that names the file and the record."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file)) if path.suffix == ".csv" else [json.loads(line) for line in file]
    records = []
    for row in rows:
        try:
            records.append(Record(**(row | {"text": read_text(row["text"])})))
        except (TypeError, ValueError) as error:
            raise ValueError(f"{path}#{row.get('id')}: {error}") from error
    return records


def csv_file(records: Iterable[Record]) -> bytes:
    """The records as a spreadsheet program saves them: with a byte order mark and Windows line ends."""
    return _table(_COLUMNS, (record.written() for record in records), newline="\r\n").encode("utf-8-sig")


def jsonl_file(records: Iterable[Record]) -> bytes:
    """The records, one JSON object a line."""
    return "".join(json.dumps(record.written(), ensure_ascii=False) + "\n" for record in records).encode()


def alias_file(organizations: Iterable[Organization]) -> bytes:
    """The organizations as a user's alias file; a bar stands between two aliases."""
    rows = (
        {
            "id": one.id,
            "name_en": one.name_en,
            "name_ar": one.name_ar,
            "aliases": "|".join(one.aliases),
            "label": "ORG",
        }
        for one in organizations
    )
    return _table(("id", "name_en", "name_ar", "aliases", "label"), rows, newline="\n").encode()


def _table(columns: tuple[str, ...], rows: Iterable[dict[str, str]], *, newline: str) -> str:
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, columns, lineterminator=newline)
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()
