"""docs/python.md lists the columns that there are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from corpus_cli.library import columns

PAGE = (Path(__file__).parents[3] / "docs" / "python.md").read_text(encoding="utf-8")
TABLES = {
    "documents": columns.DOCUMENTS,
    "passages": columns.PASSAGES,
    "entities": columns.ENTITIES,
    "places": columns.PLACES,
    "organizations": columns.ORGANIZATIONS,
    "themes": columns.THEMES,
    "quotes": columns.QUOTES,
    "counts": columns.COUNTS,
    "query and similar": columns.HITS,
    "failures": columns.FAILURES,
}


@pytest.mark.parametrize("title", TABLES)
def test_a_table_has_the_columns_in_their_order_with_their_types(title: str) -> None:
    section = PAGE.split(f"\n### {title}\n")[1].split("\n#")[0]
    rows = re.findall(r"^\| `(\w+)` \| ([\w\[\]]+) \| (.+) \|$", section, re.MULTILINE)
    assert {name: kind for name, kind, _ in rows} == TABLES[title]
    assert [name for name, _, _ in rows] == list(TABLES[title])
