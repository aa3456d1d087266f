"""csv and jsonl files of the hostile folder: ids that look like paths, lines without end, JSON beyond all bounds."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hostile_files import HostileFolder

IDS = (
    "../../../etc/passwd",
    "/etc/passwd",
    "..",
    "a/../../b",
    "a\0b",
    "\u202eevil",
    "\x1b[31m",
    "C:\\x",
    "~",
    "x" * 5000,
)


def write(folder: HostileFolder) -> None:
    """The cases are in the folder."""
    _csv(folder)
    _jsonl(folder)


def _csv(folder: HostileFolder) -> None:
    text = folder.text
    sentence = text().strip()
    rows = "".join(f'"{name}","{text().strip()}"\n' for name in IDS)
    folder.add("csv/ids.csv", f"id,text\n{rows}", "processed")
    folder.add("csv/no text column.csv", f"name,remark\n1,{sentence}\n", "quarantined", "no column")
    folder.add("csv/header only.csv", "id,text\n", "quarantined", "no records")
    folder.add("csv/nul.csv", f"id,text\n1,{text().strip()}\0\n2,{text()}", "processed")
    folder.add("csv/unclosed.csv", f'id,text\n1,"{sentence} a\n2,{text()}3,{text()}', "processed", failures=True)
    folder.add("csv/quotes.csv", "id,text\n" + '"a\n' * 3000 + f"9,{text()}", "processed", failures=True)
    folder.add("csv/columns.csv", "text" + ",c" * 50_000 + "\n" + text().strip() + ",x" * 50_000 + "\n", "processed")
    folder.add(
        "csv/wide row.csv", f"id,text\n1,{text().strip()}{',x' * 50_000}\n2,{text()}", "processed", failures=True
    )
    folder.add("csv/large field.csv", f'id,text\n1,"{text().strip() * 3000}"\n', "processed")
    folder.add("csv/formula.csv", f"id,text\n=cmd|' /C calc'!A0,{text()}", "processed")
    folder.add("csv/same columns.csv", f"text,text\n{sentence},\n", "quarantined", "more than one column")
    folder.add("csv/weekdays.csv", f"date,text\n3 May 2023 {'mon.' * 40}x,{text()}", "processed")
    folder.add("csv/same ids.csv", f"id,text\n1,{text()}1,{text()}", "processed")
    folder.add("csv/old mac.csv", f"id,text\r1,{text().strip()}\r2,{text().strip()}\r", "processed")
    folder.add("csv/utf16.csv", f"id,text\n1,{text()}".encode("utf-16"), "processed")
    folder.add("csv/empty rows.csv", "id,text\n" + ",\n" * 2000 + f"1,{text()}", "processed")
    folder.add("csv/tabs.tsv", f"id\ttext\n1\t{text()}", "processed")


def _jsonl(folder: HostileFolder) -> None:
    text = folder.text

    def line(**values: object) -> str:
        return json.dumps(values) + "\n"

    folder.add("jsonl/ids.jsonl", "".join(line(id=name, text=text()) for name in IDS), "processed")
    folder.add("jsonl/surrogates.jsonl", '{"id": "\\ud800", "text": "\\udfff ' + text().strip() + '"}\n', "processed")
    folder.add("jsonl/half a key.jsonl", '{"\\ud83d": "x"}\n' + line(text=text()), "processed", failures=True)
    folder.add("jsonl/nested.jsonl", '{"a":' * 50_000 + "\n" + line(text=text()), "processed", failures=True)
    folder.add("jsonl/brackets.jsonl", "[" * 200_000 + "\n" + line(text=text()), "processed", failures=True)
    folder.add("jsonl/number.jsonl", '{"id": ' + "9" * 20_000 + "}\n" + line(text=text()), "processed", failures=True)
    folder.add("jsonl/float.jsonl", '{"id": 1e999, "text": ' + json.dumps(text()) + "}\n", "processed")
    folder.add("jsonl/same key.jsonl", '{"text": "a", "text": ' + json.dumps(text()) + "}\n", "processed")
    folder.add(
        "jsonl/not text.jsonl", line(text=[1, 2]) + line(text=None) + line(text=text()), "processed", failures=True
    )
    folder.add("jsonl/broken.jsonl", '{"text": \n' + line(text=text()) + "nonsense\n", "processed", failures=True)
    folder.add("jsonl/one array.jsonl", json.dumps([{"text": text()}]), "quarantined", failures=True)
    folder.add("jsonl/utf16.jsonl", line(text=text()).encode("utf-16"), "quarantined", "UTF-16")
    folder.add("jsonl/bytes.jsonl", b'{"text": "\xff\xfe"}\n' + line(text=text()).encode(), "processed", failures=True)
    folder.add("jsonl/nul text.jsonl", line(id=1, text="a\0\0\0" + text()), "processed")
    folder.add("jsonl/keys.jsonl", line(**{f"k{number}": 1 for number in range(20_000)}, text=text()), "processed")
    folder.add("jsonl/blank lines.jsonl", "\n" * 20_000 + line(text=text()), "processed")
