"""docs/settings.md lists the settings that there are, with their defaults."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from pydantic import BaseModel

from corpus_cli import recipe
from corpus_cli.commands.settings import PREFIX, Settings

PAGE = (Path(__file__).parents[3] / "docs" / "settings.md").read_text(encoding="utf-8")
SECTIONS: dict[str, type[BaseModel]] = {
    "ingest": recipe.IngestSettings,
    "normalize": recipe.NormalizeSettings,
    "segment": recipe.SegmentSettings,
    "entities": recipe.EntitySettings,
    "topics": recipe.TopicSettings,
    "themes": recipe.ThemeSettings,
}
NONE = "none"


def defaults(model: type[BaseModel]) -> dict[str, str | None]:
    """Each setting's default as the page writes it; None where the page puts it into words."""
    return {
        field.alias or name: NONE if field.default is None else f"`{json.dumps(field.default)}`"
        for name, field in model.model_fields.items()
        if field.default_factory is None and not field.is_required()
    }


def test_the_keys_of_corpus_toml_are_those_that_there_are() -> None:
    """In their order, with their variables and defaults; those that are worked out are in words."""
    section = PAGE.split("\n## corpus.toml\n")[1].split("\nOther variables")[0]
    rows = re.findall(r"^\| `(\w+)` \| `(\w+)` \| (.+?) \| .+ \|$", section, re.MULTILINE)
    names = [name for name in Settings.model_fields if name != "workspace"]
    assert [(name, variable) for name, variable, _ in rows] == [(name, f"{PREFIX}{name.upper()}") for name in names]
    stated = defaults(Settings)
    assert {name: default for name, _, default in rows if name in stated} == {
        name: default for name, default in stated.items() if name != "workspace"
    }


@pytest.mark.parametrize("title", SECTIONS)
def test_a_recipe_section_has_its_keys_with_their_defaults(title: str) -> None:
    """In the order of the code."""
    assert keys(title) == list(defaults(SECTIONS[title]).items())


def test_the_sections_are_those_of_a_recipe() -> None:
    """A new section needs a table, and its top keys stand in one of their own."""
    tables = [name for name in recipe.Recipe.model_fields if name in SECTIONS]
    assert tables == list(SECTIONS)
    top = [field.alias or name for name, field in recipe.Recipe.model_fields.items() if name not in SECTIONS]
    assert [name for name, _ in keys("recipe")] == top
    assert dict(keys("recipe"))["stages"] == f"`{json.dumps(recipe.ORDER)}`"


def keys(title: str) -> list[tuple[str, str]]:
    section = PAGE.split(f"\n### {title}\n")[1].split("\n#")[0]
    return re.findall(r"^\| `(\w+)` \| (.+?) \| .+ \|$", section, re.MULTILINE)
