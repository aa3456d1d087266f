"""themes.json and its schema."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from corpus_cli.errors import InputError
from corpus_cli.themes.as_json import json_schema, read_page, to_json
from corpus_cli.themes.page import ThemesPage


def test_round_trip(page: ThemesPage, tmp_path: Path) -> None:
    """What is written is read back as it was."""
    (tmp_path / "themes.json").write_bytes(to_json(page))
    assert read_page(tmp_path / "themes.json") == page


def test_matches_its_schema(page: ThemesPage) -> None:
    """The file is valid by the generated schema, and the schema is one."""
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(to_json(page)), schema)


def test_schema_refuses_what_is_not_ours(page: ThemesPage) -> None:
    """An unknown key, or a missing one, is an error."""
    data = json.loads(to_json(page))
    data["themes"][0]["colour"] = "red"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, json_schema())
    del data["themes"][0]["colour"], data["themes"][0]["share"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, json_schema())


def test_arabic_is_readable_in_the_file(page: ThemesPage) -> None:
    """Arabic stands as letters, not as escapes, and the file ends in one newline."""
    text = to_json(page).decode("utf-8")
    assert "عودة · عائلات" in text
    assert text.endswith("}\n")
    assert not text.endswith("\n\n")


def test_no_file(tmp_path: Path) -> None:
    """A folder without themes says what to run."""
    with pytest.raises(InputError) as raised:
        read_page(tmp_path / "themes.json")
    assert "corpus run" in raised.value.remedy


@pytest.mark.parametrize("data", [b"", b"[]", b'{"schema_version": 1}', b"\xff"])
def test_another_file(data: bytes, tmp_path: Path) -> None:
    """What is no page of themes is refused as such."""
    (tmp_path / "themes.json").write_bytes(data)
    with pytest.raises(InputError):
        read_page(tmp_path / "themes.json")


def test_another_version(page: ThemesPage, tmp_path: Path) -> None:
    """A page of another schema version is not misread."""
    data = to_json(page).replace(b'"schema_version": 1', b'"schema_version": 99', 1)
    (tmp_path / "themes.json").write_bytes(data)
    with pytest.raises(InputError, match="99"):
        read_page(tmp_path / "themes.json")
