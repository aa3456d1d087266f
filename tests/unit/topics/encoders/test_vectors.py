"""Vectors kept beside the documents: made once, stale ones made again, the same bytes for the same documents."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from corpus_cli.document import Document, Passage, Provenance, Source, to_json
from corpus_cli.output import RunFolder, write_whole
from corpus_cli.topics.encoders.vectors import encode_shard, read_shard, vector_file


class Lengths:
    """An encoder that knows how long a text is."""

    sha256 = "lengths"

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        return np.array([[len(text), 1.0] for text in texts], dtype=np.float32)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A shard of nine documents of one passage each."""
    for number in range(9):
        write(tmp_path, number, f"The market number {number} is open.")
    return tmp_path


def write(out: Path, number: int, text: str) -> None:
    doc_id = f"aa{number:018}"
    doc = Document(
        doc_id=doc_id,
        source=Source(path=f"{number}.txt", media_type="text/plain", sha256="", size_bytes=1),
        text=text,
        passages=(Passage(id="p1", start=0, end=len(text), raw_start=0, raw_end=len(text), language="en"),),
        provenance=Provenance(package_version="1", config_hash="c"),
    )
    write_whole(RunFolder(out).document(doc_id), to_json(doc))


def test_the_same_documents_give_the_same_bytes(out: Path) -> None:
    """safetensors writes several metadata entries in an order drawn by lot, which a resumed run would show."""
    written = set()
    for _ in range(6):
        vector_file(out, "aa").unlink(missing_ok=True)
        assert encode_shard(out, "aa", Lengths()) == 9  # type: ignore[arg-type]
        written.add(vector_file(out, "aa").read_bytes())
    assert len(written) == 1


def test_only_what_has_changed_is_encoded_again(out: Path) -> None:
    """The others' vectors are those on disk."""
    encode_shard(out, "aa", Lengths())  # type: ignore[arg-type]
    write(out, 3, "Another text altogether.")
    assert encode_shard(out, "aa", Lengths()) == 1  # type: ignore[arg-type]
    assert encode_shard(out, "aa", Lengths()) == 0  # type: ignore[arg-type]
    assert read_shard(out, "aa")["aa" + "0" * 17 + "3"][0][0] == len("Another text altogether.")
