"""`corpus init`: a workspace that works, and nothing overwritten."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus_cli.commands.init import make_workspace
from corpus_cli.commands.settings import Settings, load_settings
from corpus_cli.errors import OutputError
from corpus_cli.recipe import load_recipe


def test_a_workspace_has_the_four_folders_and_valid_settings(tmp_path: Path) -> None:
    """Settings and recipe can be used as they are, and with every comment taken as a setting."""
    make_workspace(tmp_path / "new")
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == [
        "README.md",
        "corpus",
        "corpus.toml",
        "models",
        "outputs",
        "pipelines",
    ]
    assert list((tmp_path / "new" / "corpus").iterdir()) == []  # whatever lies there is read as a report
    settings = load_settings(environment={}, folder=tmp_path / "new" / "corpus")
    assert settings.models_dir == tmp_path / "new" / "models"
    assert load_recipe(settings.recipe_name()) == load_recipe("default")
    file = tmp_path / "new" / "corpus.toml"
    lines = [line.removeprefix("# ") if " = " in line else line for line in file.read_text().splitlines()]
    file.write_text("\n".join(lines))
    settings = load_settings(environment={}, folder=tmp_path / "new")
    assert settings.model_fields_set == set(Settings.model_fields)
    assert (settings.jobs, settings.mirrors_dir) == (4, tmp_path / "new" / "mirrors")


def test_an_empty_folder_is_used(tmp_path: Path) -> None:
    """`corpus init .` in a new folder."""
    make_workspace(tmp_path)
    assert (tmp_path / "corpus.toml").is_file()


def test_a_folder_that_is_not_empty_is_left_alone(tmp_path: Path) -> None:
    """Somebody's files are in it."""
    (tmp_path / "mine.txt").touch()
    with pytest.raises(OutputError, match="not empty"):
        make_workspace(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
