"""An exported folder is there whole or not at all, and nobody's files are removed."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus_cli.errors import OutputError
from corpus_cli.export.folder import MANIFEST, whole


def fill(folder: Path, text: str) -> None:
    (folder / "data.csv").write_text(text)
    (folder / MANIFEST).write_text("{}")


def test_an_earlier_export_is_replaced_with_all_its_files(tmp_path: Path) -> None:
    with whole(tmp_path / "a" / "csv") as folder:
        fill(folder, "old")
        (folder / "gone.csv").write_text("old")
    with whole(tmp_path / "a" / "csv") as folder:
        fill(folder, "new")
    assert {path.name for path in (tmp_path / "a" / "csv").iterdir()} == {"data.csv", MANIFEST}
    assert (tmp_path / "a" / "csv" / "data.csv").read_text() == "new"
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["csv"]


def test_what_fails_leaves_the_earlier_export(tmp_path: Path) -> None:
    with whole(tmp_path / "csv") as folder:
        fill(folder, "old")
    with pytest.raises(KeyboardInterrupt), whole(tmp_path / "csv") as folder:
        fill(folder, "half")
        raise KeyboardInterrupt
    assert (tmp_path / "csv" / "data.csv").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["csv"]


def test_a_folder_of_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "chapter.docx").write_text("precious")
    with pytest.raises(OutputError, match="is no export") as raised, whole(tmp_path / "thesis"):
        pass
    assert raised.value.remedy
    assert (tmp_path / "thesis" / "chapter.docx").read_text() == "precious"
    with pytest.raises(OutputError, match="is a file"), whole(tmp_path / "thesis" / "chapter.docx"):
        pass


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    with whole(tmp_path / "new") as folder:
        fill(folder, "x")
    assert (tmp_path / "new" / "data.csv").exists()
