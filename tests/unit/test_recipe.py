"""A pipeline is read, checked and hashed."""

from pathlib import Path

import pytest

from corpus_cli.errors import ConfigError
from corpus_cli.recipe import check_recipe, load_recipe

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("path", sorted((ROOT / "pipelines").glob("*.toml")), ids=lambda path: path.stem)
def test_every_shipped_recipe_is_valid(path):
    """By name and by path alike."""
    assert load_recipe(path.stem) == load_recipe(str(path))


def test_the_default_recipe_spells_out_the_defaults():
    """A section left out means the same as default.toml writes."""
    stated = load_recipe("default")
    assert check_recipe({"schema": 1}, origin="here").config_hash == stated.config_hash


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({}, "schema"),
        ({"schema": 2}, "schema"),
        ({"schema": 1, "segmnet": {}}, "segmnet"),
        ({"schema": 1, "topics": {"themes": -1}}, "topics.themes"),
        ({"schema": 1, "segment": {"min_passage_words": 90, "max_passage_words": 10}}, "min_passage_words"),
        ({"schema": 1, "stages": ["segment", "ingest", "normalize"]}, "order"),
        ({"schema": 1, "stages": ["ingest", "normalize", "segment", "themes"]}, "topics"),
    ],
)
def test_a_wrong_recipe_names_the_key(settings, named):
    """The message says where the mistake is."""
    with pytest.raises(ConfigError, match=named):
        check_recipe(settings, origin="mine.toml")


def test_an_unknown_name_lists_the_known_ones():
    """A misspelt pipeline is answered with those there are."""
    with pytest.raises(ConfigError) as error:
        load_recipe("defualt")
    assert "default" in error.value.remedy


def test_broken_toml_and_a_missing_file_are_config_errors(tmp_path):
    """With the file's name."""
    broken = tmp_path / "broken.toml"
    broken.write_text("schema = = 1")
    with pytest.raises(ConfigError, match=r"broken\.toml"):
        load_recipe(str(broken))
    with pytest.raises(ConfigError, match=r"missing\.toml"):
        load_recipe(str(tmp_path / "missing.toml"))


def test_topic_settings_do_not_change_the_process_hash():
    """Sources are read again only when something that reads them changed."""
    default = check_recipe({"schema": 1}, origin="a")
    topics = check_recipe({"schema": 1, "topics": {"themes": 9}}, origin="b")
    segment = check_recipe({"schema": 1, "segment": {"min_passage_words": 50}}, origin="c")
    assert default.config_hash != topics.config_hash
    assert default.process_hash == topics.process_hash
    assert default.process_hash != segment.process_hash


def test_the_alias_files_content_counts_not_its_place(tmp_path):
    """The same names elsewhere give the same documents; other names give another hash."""
    hashes = []
    for name, content in (("a.csv", "id\n1\n"), ("b.csv", "id\n1\n"), ("c.csv", "id\n2\n")):
        (tmp_path / name).write_text(content)
        hashes.append(
            check_recipe({"schema": 1, "entities": {"aliases": str(tmp_path / name)}}, origin="x").config_hash
        )
    assert hashes[0] == hashes[1] != hashes[2]


def test_the_content_of_a_users_places_counts(tmp_path):
    """Adding places, or changing one, makes documents be read again; the files' names and order do not."""
    for name, number in (("a.csv", 1), ("b.csv", 2), ("c.csv", 1)):
        (tmp_path / name).write_text(f"id,name_en\n{number},A\n")

    def process_hash(*names):
        places = [str(tmp_path / name) for name in names]
        return check_recipe({"schema": 1, "entities": {"places": places}}, origin="x").process_hash

    assert process_hash("a.csv", "b.csv") == process_hash("b.csv", "c.csv")
    assert len({process_hash(), process_hash("a.csv"), process_hash("b.csv"), process_hash("a.csv", "b.csv")}) == 4
