from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from corpus_cli.search.table import PassageTable, quoted

SCRIPT = """
import sys
from pathlib import Path
from corpus_cli.search.table import PassageTable
table = PassageTable(Path(sys.argv[1]))
assert not {"lancedb", "pandas", "torch", "spacy"} & set(sys.modules), "heavy"
import lancedb
print(len(table.rows([3, 1], ["text"])), lancedb.connect(sys.argv[1]).open_table("passages").count_rows())
"""


def test_reading_imports_no_package_and_leaves_it_usable(indexed: Path) -> None:
    """LanceDB's compiled module is loaded by itself; the package imported afterwards takes the same one."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(indexed / "index")], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.split()) == (0, ["2", "10"]), done.stderr


def test_rows_come_in_the_order_asked_for(indexed: Path) -> None:
    """Twice where a number stands twice."""
    rows = PassageTable(indexed / "index").rows([3, 0, 3], ["passage_id"])
    assert [row["n"] for row in rows] == [3, 0, 3]


def test_a_quoted_value_ends_nothing(indexed: Path) -> None:
    """It is one string, whatever stands in it."""
    table = PassageTable(indexed / "index")
    value = "t001' OR '1'='1"
    assert quoted(value) == "'t001'' OR ''1''=''1'"
    assert len(table.columns(["n"], where=f"theme_id = {quoted(value)}")) == 0
