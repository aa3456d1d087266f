"""The annotated heads of documents: a wrong date is worse than none."""

from __future__ import annotations

import json
from pathlib import Path

from corpus_cli.ingest.dates.choosing import chosen
from corpus_cli.ingest.markup.markdown import parse as parse_markdown
from corpus_cli.ingest.plain import parse as parse_plain

GOLD = Path(__file__).parents[4] / "tests" / "eval" / "dates.gold.jsonl"


def test_no_date_is_wrong_and_hardly_one_is_missed() -> None:
    """All but the pages, which are read in another process; scripts/bench/dates.py measures those too."""
    rows = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    wrong, missed, dated = [], [], 0
    for row in rows:
        if row["name"].endswith(".html"):
            continue
        parsed = (parse_markdown if row["name"].endswith(".md") else parse_plain)(row["content"].encode())
        found = chosen(parsed.extracted, path=row["name"], stated=parsed.dates).date
        dated += row["date"] is not None
        if found is not None and found != row["date"]:
            wrong.append((row["id"], found))
        elif found is None and row["date"] is not None:
            missed.append(row["id"])
    assert len(rows) >= 120 and len({row["id"] for row in rows}) == len(rows)
    assert wrong == []
    assert len(missed) <= 0.02 * dated
