"""The three files."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus_cli.errors import OutputError
from corpus_cli.themes.page import ThemesPage
from corpus_cli.themes.write import write_themes


def test_writes_three_files_and_nothing_else(page: ThemesPage, tmp_path: Path) -> None:
    """JSON, Markdown and CSV; no temporary file stays."""
    written = write_themes(page, tmp_path / "out")
    assert [path.name for path in written] == ["themes.json", "themes.md", "themes.csv"]
    assert sorted((tmp_path / "out").iterdir()) == sorted(written)


def test_same_page_same_bytes(page: ThemesPage, tmp_path: Path) -> None:
    """Writing again, over the old files or elsewhere, gives the same bytes."""
    first = [path.read_bytes() for path in write_themes(page, tmp_path / "a")]
    assert [path.read_bytes() for path in write_themes(page, tmp_path / "a")] == first
    assert [path.read_bytes() for path in write_themes(page, tmp_path / "b")] == first


def test_a_folder_that_cannot_be_written(page: ThemesPage, tmp_path: Path) -> None:
    """A file in the folder's place is an output error with a remedy."""
    (tmp_path / "out").write_text("")
    with pytest.raises(OutputError) as raised:
        write_themes(page, tmp_path / "out")
    assert raised.value.remedy
