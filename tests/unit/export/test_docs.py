"""docs/export.md lists the columns that there are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from corpus_cli.export.tables.columns import Table
from corpus_cli.export.tables.documents import DOCUMENTS
from corpus_cli.export.tables.mentions import ENTITIES
from corpus_cli.export.tables.passages import PASSAGES
from corpus_cli.export.tables.themes import THEMES

PAGE = (Path(__file__).parents[3] / "docs" / "export.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("table", [DOCUMENTS, PASSAGES, ENTITIES, THEMES], ids=lambda table: table.name)
def test_a_table_has_the_columns_in_their_order_with_their_kinds(table: Table) -> None:
    section = PAGE.split(f"\n### {table.name}\n")[1].split("\n#")[0]
    rows = re.findall(r"^\| `(\w+)` \| (\w+) \| (.+) \|$", section, re.MULTILINE)
    assert [(name, kind) for name, kind, _ in rows] == [(column.name, column.kind) for column in table.columns]
