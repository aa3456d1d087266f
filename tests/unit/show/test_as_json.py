"""A document as JSON: the record's own fields."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from corpus_cli.document import Document, to_json
from corpus_cli.show import as_json
from corpus_cli.show.part import around_passage
from corpus_cli.show.view import view_of


def shown(doc: Document, **options: Any) -> dict[str, Any]:
    return json.loads(as_json.to_json(view_of(doc, **options)))


def test_the_whole_is_the_record(mixed: Document, labels: dict[str, dict[str, str]]) -> None:
    """Field by field, but for the labels that its themes get."""
    record, found = json.loads(to_json(mixed)), shown(mixed, labels=labels)
    assert {name: found[name] for name in record if name != "themes"} == {
        name: value for name, value in record.items() if name != "themes"
    }
    assert [{"theme_id": one["theme_id"], "share": one["share"]} for one in found["themes"]] == record["themes"]
    assert found["themes"][0]["labels"] == labels["t001"]


def test_offsets_of_a_part_are_the_documents(english: Document) -> None:
    """Less the part's start they lead to the mention in the part's text."""
    found = shown(english, part=around_passage(english, "p0002", context=0))
    (entity,) = found["entities"]
    start = found["shown"]["start"]
    assert found["text"][entity["start"] - start : entity["end"] - start] == entity["text"] == "Homs"
    assert [passage["id"] for passage in found["passages"]] == ["p0002"]
    assert found["shown"]["whole"] is False


def test_without_names_their_fields_are_left_out(english: Document) -> None:
    """Null would say that the stage did not run."""
    assert {"entities", "places", "organizations"}.isdisjoint(shown(english, names=False))
    assert shown(replace(english, entities=None))["entities"] is None
