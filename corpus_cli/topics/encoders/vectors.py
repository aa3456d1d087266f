"""Passage vectors of a run, kept beside its documents so that no text is encoded twice.

One safetensors file a document shard: a float16 array a document, and in the metadata the encoder and a hash of each
document's passages, which tells when a vector is stale. Vectors are rounded to float16 before any use, so a cached one
and a fresh one are the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from corpus_cli.document import Document, from_json
from corpus_cli.output import RunFolder, read_each, write_whole
from corpus_cli.topics.encoders.encoder import Encoder

if TYPE_CHECKING:
    from corpus_cli.topics.arrays import Floats

_MADE_OF = "made_of"


def shards(out: Path) -> list[str]:
    """The names of the document shards of a run: the first two hex digits of the ids, in order."""
    return [path.name for path in RunFolder(out).shards()]


def read_documents(out: Path, shard: str, *, damaged: Callable[[Path], object] = lambda _: None) -> Iterator[Document]:
    """The documents of one shard, by id; files that are none are given to ``damaged`` and passed over."""
    for _, doc in read_each(RunFolder(out).document_files(shard), from_json, damaged=damaged):
        yield doc


def passage_texts(doc: Document) -> list[str]:
    """The text of each passage, in order."""
    text = doc.text or ""
    return [text[passage.start : passage.end] for passage in doc.passages or ()]


def vector_file(out: Path, shard: str) -> Path:
    """Where a shard's vectors lie."""
    return RunFolder(out).vectors / f"{shard}.safetensors"


def encode_shard(out: Path, shard: str, encoder: Encoder, *, docs: Iterable[Document] | None = None) -> int:
    """The shard's vector file holds the vectors of exactly its documents; returns how many documents were encoded.

    ``docs``: the shard's documents by id, where they have been read. A damaged file of vectors is made anew.
    """
    from safetensors import SafetensorError
    from safetensors.numpy import save

    path = vector_file(out, shard)
    try:
        known, metadata = _read(path)
    except SafetensorError:
        known, metadata = {}, {}
    if metadata.get("encoder") != encoder.sha256:
        known, metadata = {}, {}
    tensors, hashes, encoded = {}, {}, 0
    for doc in read_documents(out, shard) if docs is None else docs:
        texts = passage_texts(doc)
        hashes[doc.doc_id] = _hash(texts)
        if metadata.get(doc.doc_id) == hashes[doc.doc_id]:
            tensors[doc.doc_id] = known[doc.doc_id]
        else:
            # One document a batch: the last bits of a matrix product depend on what shares its batch.
            tensors[doc.doc_id] = encoder.encode(texts).astype("float16")
            encoded += 1
    if encoded or set(known) != set(tensors):
        # One entry: safetensors writes several in an order drawn by lot, and the same vectors are to be the same bytes.
        made_of = msgspec.json.encode({"encoder": encoder.sha256, **hashes}, order="sorted").decode()
        write_whole(path, save(tensors, metadata={_MADE_OF: made_of}))
    return encoded


def read_shard(out: Path, shard: str, *, only: Collection[str] | None = None) -> dict[str, Floats]:
    """The vectors of each document of a shard, or of ``only`` these. Shapes: (passages, dim), float32."""
    tensors, _ = _read(vector_file(out, shard), only)
    return {name: tensor.astype("float32") for name, tensor in tensors.items()}


def count_passages(out: Path) -> int:
    """How many passages have vectors; no vector is read."""
    from safetensors import safe_open

    total = 0
    for shard in shards(out):
        if vector_file(out, shard).is_file():
            with safe_open(vector_file(out, shard), framework="numpy") as file:
                total += sum(file.get_slice(name).get_shape()[0] for name in file.keys())  # noqa: SIM118 (no mapping)
    return total


def _read(path: Path, only: Collection[str] | None = None) -> tuple[dict[str, Floats], dict[str, str]]:
    from safetensors import safe_open

    if not path.is_file():
        return {}, {}
    with safe_open(path, framework="numpy") as file:
        made_of = (file.metadata() or {}).get(_MADE_OF, "{}")
        names = [name for name in file.keys() if only is None or name in only]  # noqa: SIM118 (no mapping)
        tensors = {name: file.get_tensor(name) for name in names}
    return tensors, msgspec.json.decode(made_of, type=dict[str, str])


def _hash(texts: list[str]) -> str:
    return hashlib.sha256("\0".join(texts).encode("utf-8", "surrogatepass")).hexdigest()
