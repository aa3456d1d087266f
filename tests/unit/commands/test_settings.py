"""Settings: flag before environment before corpus.toml before default, and wrong ones named with their place."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus_cli.commands.settings import MOST_JOBS, load_settings
from corpus_cli.errors import ConfigError


def test_each_layer_goes_before_the_next(tmp_path: Path) -> None:
    """A flag wins, then the environment, then the file, then the default."""
    (tmp_path / "corpus.toml").write_text("jobs = 2\npipeline = 'fast'\nquiet = true\n")
    settings = load_settings(
        {"jobs": 4, "pipeline": None}, environment={"CORPUS_JOBS": "3", "CORPUS_QUIET": "0"}, folder=tmp_path
    )
    assert (settings.jobs, settings.quiet, settings.pipeline, settings.json_logs) == (4, False, "fast", False)


def test_without_anything_there_are_defaults(tmp_path: Path) -> None:
    """At least one worker and not more than eight."""
    settings = load_settings(environment={}, folder=tmp_path)
    assert 1 <= settings.jobs <= MOST_JOBS
    assert settings.pipeline == "default"
    assert settings.workspace is None


def test_the_file_of_a_folder_above_is_in_force(tmp_path: Path) -> None:
    """A command may be given anywhere in a workspace, and paths in the file are meant from the file."""
    text = "models_dir = 'models'\nmirrors_dir = 'mirrors'\npipeline = 'pipelines/mine.toml'\n"
    (tmp_path / "corpus.toml").write_text(text)
    below = tmp_path / "corpus" / "2024"
    below.mkdir(parents=True)
    settings = load_settings(environment={}, folder=below)
    assert settings.models_dir == tmp_path / "models"
    assert settings.mirrors_dir == tmp_path / "mirrors"
    assert settings.recipe_name() == str(tmp_path / "pipelines" / "mine.toml")


def test_a_workspace_has_its_own_recipes(tmp_path: Path) -> None:
    """A name means the workspace's recipe where there is one, else the one that ships."""
    (tmp_path / "corpus.toml").touch()
    (tmp_path / "pipelines").mkdir()
    (tmp_path / "pipelines" / "mine.toml").touch()
    settings = load_settings({"pipeline": "mine"}, environment={}, folder=tmp_path)
    assert settings.recipe_name() == str(tmp_path / "pipelines" / "mine.toml")
    assert load_settings({"pipeline": "fast"}, environment={}, folder=tmp_path).recipe_name() == "fast"


def test_no_color_is_honoured_whatever_it_holds(tmp_path: Path) -> None:
    """https://no-color.org: present and not empty."""
    assert load_settings(environment={"NO_COLOR": "0"}, folder=tmp_path).no_color
    assert not load_settings(environment={"NO_COLOR": ""}, folder=tmp_path).no_color


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("jobs = 0", "jobs"),
        ("colour = true", "colour"),
        ("jobs = \nquiet = true", "line 1"),
        ("workspace = '/'", "workspace"),
    ],
)
def test_a_wrong_setting_is_named_with_its_file(tmp_path: Path, text: str, named: str) -> None:
    """The user is led to the place."""
    (tmp_path / "corpus.toml").write_text(text)
    with pytest.raises(ConfigError, match=named) as caught:
        load_settings(environment={}, folder=tmp_path)
    assert "corpus.toml" in caught.value.message
    assert caught.value.remedy


def test_a_wrong_variable_is_named(tmp_path: Path) -> None:
    """It stands in the environment, not in the file."""
    with pytest.raises(ConfigError, match="environment: jobs"):
        load_settings(environment={"CORPUS_JOBS": "many"}, folder=tmp_path)
