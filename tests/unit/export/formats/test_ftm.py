"""FollowTheMoney entities, read and checked by its library."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus_cli.document import Document
from corpus_cli.results.run import Results

# In an extra of its own, since installing it needs a compiler and ICU; .ci/run installs both.
model = pytest.importorskip("followthemoney", reason="pip install .[aleph] checks the export for Aleph").model


def entities(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "entities.ftm.json").read_bytes().splitlines()]


def test_the_library_takes_every_entity_and_changes_no_value(export_as: Callable[..., Path]) -> None:
    """Values that a type refuses are silently dropped on import, so each must be what the type makes of it."""
    found = entities(export_as("ftm"))
    for data in found:
        proxy = model.get_proxy(data, cleaned=False)
        proxy.schema.validate(data)
        for prop, value in proxy.itervalues():
            assert prop.type.clean(value) == value, (prop.qname, value)
        assert model.get_proxy(data, cleaned=True).to_dict()["properties"] == data["properties"]
    assert Counter(data["schema"] for data in found) == {
        "PlainText": 4, "Mention": 3, "Documentation": 2, "Address": 1, "Organization": 1,
    }  # fmt: skip


def test_references_lead_to_entities_of_the_right_kind(export_as: Callable[..., Path]) -> None:
    found = {data["id"]: data for data in entities(export_as("ftm"))}
    for data in found.values():
        for prop, value in model.get_proxy(data, cleaned=False).itervalues():
            if prop.type.name == "entity":
                assert model[found[value]["schema"]].is_a(prop.range), prop.qname


def test_a_place_has_both_names_its_point_and_the_documents_that_name_it(export_as: Callable[..., Path]) -> None:
    place = next(data for data in entities(export_as("ftm")) if data["schema"] == "Address")["properties"]
    assert place["name"] == ["Homs", "حمص"]
    assert (place["latitude"], place["longitude"], place["country"]) == (["34.7"], ["36.7"], ["sy"])
    assert place["proof"] == [f"corpus-doc-{number:020x}" for number in (1, 2)]


def test_a_document_has_its_text_date_language_and_themes(export_as: Callable[..., Path]) -> None:
    doc = entities(export_as("ftm"))[3]["properties"]
    assert doc["bodyText"][0].startswith("عاد السوق بحمص.")
    assert (doc["title"], doc["date"], doc["language"]) == (["السوق"], ["2024-04"], ["ara"])
    assert doc["keywords"] == ["markets · shops", "الأسواق · المحال"]


def test_ids_are_the_same_whatever_else_is_in_the_run(
    export_as: Callable[..., Path], write_run: Callable[..., Results], reports: list[Document]
) -> None:
    """Loading next month's export again must not make everything twice."""
    whole = {data["id"] for data in entities(export_as("ftm"))}
    part = entities(export_as("ftm", results=write_run(reports[1:2], folder="part"), folder="part-out"))
    assert {data["id"] for data in part} <= whole
