"""Measure publication dates on tests/eval/dates.gold.jsonl: precision, recall, exact accuracy; prints tables.

    python scripts/bench/dates.py [--wrong] [--split held_out|tuning|later] [--reports FOLDER]

Every case is a file with its name, read as the product reads it. A date found is right if it is the gold's, to the day,
the month or the year. Precision: right of found; recall: right of those that have one; exact: right of all, where none
is right for a case without a date. By language, by where the date comes from, by split: the held-out half was written
before the rules, a third after them. ``--reports`` measures the text alone on Markdown files whose front matter has a
date, which is taken for the truth: whatever else is found in their heads is the date of something else.
"""

import argparse
import json
import os
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus_cli.document import Document, Provenance, Source
from corpus_cli.ingest.dates.choosing import chosen
from corpus_cli.ingest.dates.reading import value
from corpus_cli.ingest.markup.markdown import parse as parse_markdown
from corpus_cli.ingest.reader import read_documents
from corpus_cli.recipe import IngestSettings

GOLD = Path(__file__).resolve().parents[2] / "tests" / "eval" / "dates.gold.jsonl"
PROVENANCE = Provenance(package_version="0", config_hash="0")


@dataclass(frozen=True)
class Case:
    """A case of the gold with what was found."""

    gold: dict[str, Any]
    source: Source
    text: str
    seconds: float

    @property
    def is_right(self) -> bool:
        """Whether the date is the gold's, or none where there is none."""
        return bool(self.source.date == self.gold["date"])


def read(gold: dict[str, Any], folder: Path) -> Case:
    """The case written to a file and read as the product reads it."""
    path = folder / gold["name"]
    path.write_text(gold["content"], encoding="utf-8")
    found = [one for one in read_documents(gold["name"], settings=IngestSettings(), mapping=None, config=PROVENANCE)]
    path.unlink()
    (doc,) = [one for one in found if isinstance(one, Document)]
    assert doc.extracted is not None
    begin = time.perf_counter()
    for _ in range(20):
        chosen(doc.extracted, path=gold["name"])
    return Case(gold, doc.source, doc.extracted.text, (time.perf_counter() - begin) / 20)


def row(name: str, cases: list[Case]) -> str:
    """One line of the table."""
    dated = [case for case in cases if case.gold["date"]]
    found = [case for case in cases if case.source.date]
    right = [case for case in dated if case.is_right]
    precision = len(right) / len(found) if found else 1.0
    recall = len(right) / len(dated) if dated else 1.0
    exact = sum(case.is_right for case in cases) / len(cases)
    return f"{name:<24}{len(cases):>6}{len(found):>7}{precision:>11.3f}{recall:>8.3f}{exact:>8.3f}"


def tables(cases: list[Case]) -> Iterable[str]:
    """The tables by split, language and source."""
    yield f"{'':<24}{'cases':>6}{'found':>7}{'precision':>11}{'recall':>8}{'exact':>8}"
    for split in ("held_out", "tuning", "later"):
        part = [case for case in cases if case.gold["split"] == split]
        if part:
            yield row(f"{split}, all", part)
            for lang in ("ar", "en"):
                yield row(f"{split}, {lang}", [case for case in part if case.gold["lang"] == lang])
    for source in ("text", "metadata", "front_matter", "file_name", None):
        part = [case for case in cases if case.gold["source"] == source]
        if part:
            yield row(source or "no date", part)
    right = [case for case in cases if case.is_right and case.source.dated is not None]
    dated = [case.source.dated for case in right if case.source.dated]
    same = sum(one.source == case.gold["source"] for one, case in zip(dated, right, strict=True))
    calendar = sum(one.calendar == case.gold["calendar"] for one, case in zip(dated, right, strict=True))
    places = sum(
        one.raw_start is not None and case.text[one.raw_start : one.raw_end].endswith(case.gold["written"])
        for one, case in zip(dated, right, strict=True)
        if one.source == "text"
    )
    texts = sum(one.source == "text" for one in dated)
    yield f"of {len(right)} right: source {same}, calendar {calendar}; place in the text {places} of {texts}"
    mean = 1000 * sum(case.seconds for case in cases) / len(cases)
    yield f"{mean:.2f} ms a document, at most {1000 * max(case.seconds for case in cases):.2f}"


def iso_date(written: object) -> str | None:
    """The date that a front matter states, YYYY, YYYY-MM or YYYY-MM-DD; ``None`` unless it can be read in one way."""
    reading = value(written)
    return reading.dates[0] if reading is not None and len(reading.dates) == 1 else None


def on_reports(folder: Path) -> str:
    """What the text alone gives for the Markdown files of the folder, beside their front matter."""
    right = wrong = dated = 0
    for path in sorted(folder.rglob("*.md")):
        parsed = parse_markdown(path.read_bytes())
        found = chosen(parsed.extracted).date
        stated = next((iso_date(one.written) for one in parsed.dates), None)
        dated += stated is not None
        right += found is not None and found == stated
        wrong += found is not None and found != stated
    return (
        f"{folder.name}: {dated} files with a date in their front matter; by the text alone {right} right, {wrong} not"
    )


def main() -> None:
    """Prints the tables, and with ``--wrong`` what was found instead."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--wrong", action="store_true", help="print the cases that are not right")
    parser.add_argument("--split", choices=("held_out", "tuning", "later"), help="only this part")
    parser.add_argument("--reports", type=Path, help="a folder of Markdown files with front matter")
    options = parser.parse_args()
    if options.reports:
        print(on_reports(options.reports))
        return
    gold = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        cases = [read(one, Path(folder)) for one in gold if options.split in (None, one["split"])]
        os.chdir("/")
    for line in tables(cases):
        print(line)
    for case in cases if options.wrong else []:
        if not case.is_right:
            dated, head = case.source.dated, " / ".join(case.gold["content"].split("\n")[:6])[:150]
            print(
                f"{case.gold['id']}: {case.gold['date']} != {case.source.date} ({dated}; {case.source.undated}) {head}"
            )


if __name__ == "__main__":
    main()
