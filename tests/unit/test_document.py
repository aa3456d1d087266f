"""The record: JSON both ways, its schema, its ids and its offset maps."""

import json

import jsonschema
import msgspec
import pytest

from corpus_cli.document import (
    WRITTEN_FIELDS,
    Document,
    Extracted,
    OffsetMap,
    Provenance,
    Source,
    document_id,
    from_json,
    json_schema,
    to_json,
)


def a_document(**fields) -> Document:
    return Document(
        doc_id=document_id(b"text"),
        source=Source(path="ar/تقرير.txt", media_type="text/plain", sha256="0" * 64, size_bytes=4),
        provenance=Provenance(package_version="1", config_hash="0" * 64),
        **fields,
    )


def test_a_document_survives_json():
    """What is written is read back equal; working fields are not written."""
    doc = a_document(text="حلب", extracted=Extracted("حلب", ()), offsets=OffsetMap((0, 1, 2), (1, 2, 3)))
    data = to_json(doc)
    assert from_json(data) == a_document(text="حلب")
    assert "حلب".encode() in data


def test_keys_stand_in_the_order_of_the_contract():
    """The record's order, for people who read the files and for byte comparison."""
    assert tuple(json.loads(to_json(a_document()))) == WRITTEN_FIELDS


def test_documents_match_their_schema():
    """The generated schema accepts a written document and refuses one with a misspelt key."""
    record = json.loads(to_json(a_document(text="", segments=(), entities=())))
    jsonschema.validate(record, json_schema())
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**record, "entites": []}, json_schema())


def test_a_wrong_record_is_refused():
    """Reading checks types: a number where a text belongs is an error."""
    with pytest.raises(msgspec.ValidationError):
        from_json(to_json(a_document()).replace(b'"text": null', b'"text": 3'))


def test_a_records_place_is_part_of_its_id():
    """Two equal records of a file are two documents; the same one is the same document every time."""
    assert document_id(b"row", record="1") != document_id(b"row", record="2")
    assert document_id(b"row", record="1") == document_id(b"row", record="1")


def test_maps_compose():
    """A map of a map leads to the first text; an inserted character maps to an empty range."""
    outer = OffsetMap((0, 2, 3), (1, 2, 4))
    inner = OffsetMap((5, 6, 8, 9), (6, 8, 9, 10))
    assert outer.then(inner) == OffsetMap((5, 8, 9), (6, 8, 10))
    assert inner.span(1, 3) == (6, 9)
    assert inner.span(2, 2) == (8, 8)
