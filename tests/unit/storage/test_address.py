"""Addresses of object storage, and inputs that lie there."""

from __future__ import annotations

from collections.abc import Iterator

import fsspec
import pytest
from fsspec.implementations.memory import MemoryFileSystem

from corpus_cli.document import Provenance
from corpus_cli.errors import DocumentError, InputError
from corpus_cli.ingest.inputs import find_inputs, still_there
from corpus_cli.ingest.reader import read_documents
from corpus_cli.recipe import IngestSettings
from corpus_cli.storage.address import is_address, list_files, read_bytes


@pytest.fixture(autouse=True)
def storage() -> Iterator[None]:
    """A storage in this process's memory."""
    system = fsspec.filesystem("memory")
    system.store.clear()
    for name, text in {
        "a.txt": "Water is back.", "ar/b.md": "# عودة\n\nعاد الماء.", "photo.jpg": "x", ".hidden.txt": "x",
        "old/.state/journal.jsonl": "", "old/documents/ab/c.txt": "x",
    }.items():  # fmt: skip
        system.pipe_file(f"/bucket/in/{name}", text.encode())
    yield
    system.store.clear()


@pytest.mark.parametrize(("path", "expected"), [("s3://b/a", True), ("gs://b", True), ("c:/a", False), ("a/b", False)])
def test_addresses_are_told_from_paths(path: str, expected: bool) -> None:
    """A folder may have a colon in its name; a scheme has two letters or more."""
    assert is_address(path) is expected


def test_inputs_are_found_by_the_same_rules_as_in_folders() -> None:
    """Hidden ones, other formats and the results of a run are passed over, each with its reason."""
    files, passed = find_inputs(["memory://bucket/in"])
    assert [(file.path, file.size_bytes) for file in files] == [
        ("memory:///bucket/in/a.txt", 14), ("memory:///bucket/in/ar/b.md", 30)
    ]  # fmt: skip
    assert [failure.reason.split(" (")[0] for failure in passed] == [
        "is hidden", "holds the results of a run", "is of a format that is not read"
    ]  # fmt: skip


def test_a_pattern_names_some_of_them() -> None:
    """As in folders, and one that matches nothing finds nothing."""
    assert [file.address for file in list_files("memory://bucket/in/*.txt")][-1] == "memory:///bucket/in/a.txt"
    with pytest.raises(InputError, match="nothing lies there"):
        find_inputs(["memory://bucket/none"])


def test_a_document_names_its_address() -> None:
    """What is read there is a document like any other."""
    provenance = Provenance(package_version="1", config_hash="x", stages=())
    (doc,) = read_documents(
        "memory:///bucket/in/ar/b.md", settings=IngestSettings(), mapping=None, config=provenance
    )  # fmt: skip
    assert doc.source.path == "memory:///bucket/in/ar/b.md"  # type: ignore[union-attr]
    assert doc.source.size_bytes == 30  # type: ignore[union-attr]


def test_what_has_gone_is_said_and_not_taken_for_empty() -> None:
    """Between the plan and the reading a file may be removed."""
    assert still_there("memory:///bucket/in/a.txt")
    assert not still_there("memory:///bucket/in/gone.txt")
    with pytest.raises(FileNotFoundError):
        read_bytes("memory:///bucket/in/gone.txt", most=10)
    (failure,) = read_documents(
        "memory:///bucket/in/gone.txt", settings=IngestSettings(), mapping=None,
        config=Provenance(package_version="1", config_hash="x", stages=()),
    )  # fmt: skip
    assert "no longer there" in failure.reason  # type: ignore[union-attr]


def test_a_scheme_that_there_is_not_is_an_input_error() -> None:
    """With what to use instead."""
    with pytest.raises(InputError) as caught:
        list(list_files("nosuch://bucket/in"))
    assert "s3://" in caught.value.remedy
    assert not issubclass(InputError, DocumentError)


def test_an_input_is_not_taken_for_gone_where_the_storage_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """What fsspec itself says of existence is no, whatever went wrong."""
    monkeypatch.setattr(MemoryFileSystem, "exists", fsspec.AbstractFileSystem.exists)
    assert still_there("memory://bucket/in/a.txt")
    assert not still_there("memory://bucket/in/none.txt")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError("403")

    monkeypatch.setattr(MemoryFileSystem, "info", refuse)
    assert still_there("memory://bucket/in/a.txt")
