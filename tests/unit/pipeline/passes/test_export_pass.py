"""entities.csv and places.geojson are those of the documents in the folder, and made only when these change."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from corpus_cli.document import Document, Entity, Provenance, Segment, Source, to_json
from corpus_cli.engines.journal import Entry, Journal
from corpus_cli.output import RunFolder, write_whole
from corpus_cli.pipeline.passes.export import export_entities
from corpus_cli.pipeline.progress import Silence
from corpus_cli.pipeline.record.run_settings import RunSettings
from corpus_cli.recipe import Recipe

SETTINGS = RunSettings(command="process", recipe=Recipe(schema=1), jobs=1)
WITHOUT_NAMES = replace(SETTINGS, recipe=Recipe(schema=1, stages=("ingest", "normalize", "segment")))


class Listener(Silence):
    """Keeps what is said to the user and the passes that begin."""

    def __init__(self) -> None:
        self.passes: list[str] = []
        self.warnings: list[str] = []

    def begin(self, name: str, *, total: int | None, unit: str) -> None:  # noqa: ARG002 (the protocol's)
        self.passes.append(name)

    def warn(self, message: str) -> None:
        self.warnings.append(message)


@pytest.fixture
def folder(tmp_path: Path) -> RunFolder:
    found = RunFolder(tmp_path)
    found.state.mkdir()
    return found


def write(folder: RunFolder, journal: Journal, number: int, place: str) -> Path:
    """A document that names the place, which is in the journal as well."""
    doc = Document(
        doc_id=f"{number:020x}",
        source=Source(path=f"{number}.txt", media_type="text/plain", sha256="", size_bytes=1),
        text=place,
        segments=(Segment(id="s1", start=0, end=9, kind="paragraph", language="ar", sentences=()),),
        entities=(
            Entity(
                id="e1", label="PLACE", start=0, end=9, raw_start=0, raw_end=9, text=place, segment="s1", score=0.9,
                source=("model",),
            ),
        ),
        provenance=Provenance(package_version="0", config_hash=""),
    )  # fmt: skip
    write_whole(folder.document(doc.doc_id), to_json(doc))
    journal.append(Entry(path=doc.source.path, sha256=str(number), settings="", doc_ids=(doc.doc_id,)))
    return folder.document(doc.doc_id)


def test_no_documents_give_empty_files(folder: RunFolder) -> None:
    """A header and an empty collection: whatever reads them finds what it expects."""
    assert export_entities(folder, Journal(folder.journal), settings=SETTINGS, progress=Silence())
    assert len(folder.entities.read_text(encoding="utf-8").splitlines()) == 1
    assert b'"features":[' in folder.places.read_bytes()


def test_documents_are_read_only_when_they_have_changed(folder: RunFolder) -> None:
    """A new document, and a file that somebody removed, are reasons to read; a second run alone is not."""
    journal, listener = Journal(folder.journal), Listener()
    write(folder, journal, 1, "القصير")
    for _ in range(2):
        export_entities(folder, journal, settings=SETTINGS, progress=listener)
    assert listener.passes == ["names"]
    write(folder, journal, 2, "تلبيسة")
    export_entities(folder, journal, settings=SETTINGS, progress=listener)
    assert listener.passes == ["names"] * 2
    table = folder.entities.read_text(encoding="utf-8-sig")
    assert "القصير" in table
    assert "تلبيسة" in table
    folder.places.unlink()
    export_entities(folder, journal, settings=SETTINGS, progress=listener)
    assert listener.passes == ["names"] * 3
    assert folder.places.exists()


def test_a_recipe_that_finds_no_names_removes_the_files(folder: RunFolder) -> None:
    """Those of an earlier run would be about other documents."""
    journal = Journal(folder.journal)
    write(folder, journal, 1, "القصير")
    export_entities(folder, journal, settings=SETTINGS, progress=Silence())
    for _ in range(2):
        assert not export_entities(folder, journal, settings=WITHOUT_NAMES, progress=Silence())
    assert not any(path.exists() for path in (folder.entities, folder.places, folder.export_state))


@pytest.mark.parametrize("damage", [b"", b"{", b'{"source":{"path":"\xff"}}'])
def test_a_damaged_document_is_told_and_looked_for_again(folder: RunFolder, damage: bytes) -> None:
    """The others are counted; once it is repaired it is counted too, though the journal says nothing of that."""
    journal, listener = Journal(folder.journal), Listener()
    write(folder, journal, 1, "القصير")
    path = write(folder, journal, 2, "تلبيسة")
    whole = path.read_bytes()
    path.write_bytes(damage)
    assert export_entities(folder, journal, settings=SETTINGS, progress=listener)
    assert str(path) in listener.warnings[0]
    assert "القصير" in folder.entities.read_text(encoding="utf-8-sig")
    path.write_bytes(whole)
    export_entities(folder, journal, settings=SETTINGS, progress=listener)
    assert "تلبيسة" in folder.entities.read_text(encoding="utf-8-sig")
    assert len(listener.warnings) == 1
