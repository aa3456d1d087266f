"""A run has the index of its documents: made when something has changed, and known by its files where nothing has."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from corpus_cli.document import Document, Passage, Provenance, Source, to_json
from corpus_cli.engines.local import LocalEngine
from corpus_cli.output import RunFolder, write_whole
from corpus_cli.pipeline.passes import index as index_pass
from corpus_cli.pipeline.passes.index import index_run
from corpus_cli.pipeline.progress import Silence
from corpus_cli.recipe import Recipe
from corpus_cli.results.run import Results
from corpus_cli.search import manifest as manifest_module
from corpus_cli.search.build import IndexReport, build_index
from corpus_cli.search.manifest import read_manifest
from corpus_cli.topics.encoders import encoder as encoder_module


class Fake:
    """An encoder of the recipe's name whose version can be set."""

    name = "use"

    def __init__(self, sha256: str) -> None:
        self.sha256 = sha256

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Shape: (len(texts), 2)."""
        return np.tile(np.array([[0.6, 0.8]], dtype=np.float32), (len(texts), 1))


@pytest.fixture
def folder(tmp_path: Path) -> RunFolder:
    """A run of one document, and its index by the first version of the encoder."""
    found = RunFolder(tmp_path)
    found.state.mkdir()
    text = "The wells of Homs were repaired in spring."
    doc = Document(
        doc_id="0" * 20,
        source=Source(path="a.txt", media_type="text/plain", sha256="", size_bytes=1),
        language="en",
        text=text,
        passages=(Passage(id="p1", start=0, end=len(text), raw_start=0, raw_end=len(text), language="en"),),
        provenance=Provenance(package_version="0", config_hash=""),
    )
    write_whole(found.document(doc.doc_id), to_json(doc))
    found.journal.write_bytes(b"")
    build_index(Results(found), encoder=Fake("first"))
    return found


def indexed(folder: RunFolder, monkeypatch: pytest.MonkeyPatch, *, version: str) -> IndexReport:
    """What the pass comes to where the encoder has this version."""
    monkeypatch.setattr(encoder_module, "load_encoder", lambda _: Fake(version))
    monkeypatch.setattr(index_pass, "over_shards", parts_made_here)
    recipe = Recipe.model_validate({"schema": 1, "topics": {"encoder": "use"}})
    return index_run(folder, recipe=recipe, engine=LocalEngine(1), progress=Silence())


def parts_made_here(folder: RunFolder, *_: object, **__: object) -> list[object]:
    """The parts of all shards, made without workers, by the encoder that is there now."""
    from corpus_cli.search.parts import make_part

    encoder = encoder_module.load_encoder("use")
    return [make_part(folder, shard.name, encoder) for shard in folder.shards()]


def test_another_version_of_the_encoder_makes_another_index(folder: RunFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    """A query of the old one sends here, and must not be sent back."""
    assert indexed(folder, monkeypatch, version="first").unchanged
    assert not indexed(folder, monkeypatch, version="second").unchanged
    assert read_manifest(folder).encoder_sha256 == "second"
    assert indexed(folder, monkeypatch, version="second").unchanged


def test_a_journal_that_was_written_anew_is_read_once(folder: RunFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every run with a duplicate writes it; the queries after that know the index by the times of its files again."""
    write_whole(folder.journal, folder.journal.read_bytes())
    folder.journal.touch()
    assert indexed(folder, monkeypatch, version="first").unchanged

    def read(folder: RunFolder) -> str:
        raise AssertionError(f"read: {folder.journal}")

    monkeypatch.setattr(manifest_module, "fingerprint_of", read)
    assert read_manifest(folder).is_of(folder)
