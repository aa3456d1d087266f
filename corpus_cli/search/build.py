"""A run's documents to its search index: a LanceDB table of passages, what they name, and what the index is of."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from corpus_cli.document import Document, from_json
from corpus_cli.errors import InputError
from corpus_cli.output import RunFolder, unwritable
from corpus_cli.results.run import Results
from corpus_cli.search.manifest import (
    AXES,
    LANGUAGES,
    MANIFEST,
    NAMES,
    VECTORS,
    Manifest,
    digest,
    fingerprint_of,
    read_manifest,
)
from corpus_cli.search.rows import Rows
from corpus_cli.search.table import TABLE

if TYPE_CHECKING:
    import pyarrow as pa

    from corpus_cli.topics.encoder import Encoder
    from corpus_cli.topics.model import Floats

FULL_TEXT = ("terms", "named")


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexReport:
    """What an index holds. ``duplicates``: documents left out because they repeat another. ``damaged``: files that are
    no documents, left out too. ``unchanged``: it was there already."""

    documents: int
    passages: int
    duplicates: int = 0
    damaged: tuple[Path, ...] = ()
    unchanged: bool = False


def is_current(folder: RunFolder, encoder: str) -> bool:
    """Whether the run has an index of just these documents, by this version of the code and that encoder."""
    try:
        manifest = read_manifest(folder)
        whole = all(digest(folder.index / name) == sha256 for name, sha256 in manifest.sha256.items())
    except (InputError, OSError):
        return False
    whole = whole and (not manifest.passages or {AXES, NAMES, VECTORS, LANGUAGES} <= manifest.sha256.keys())
    return whole and manifest.encoder == encoder and manifest.fingerprint == fingerprint_of(folder)


def build_index(results: Results, *, encoder: Encoder, step: Callable[[str], None] = lambda _: None) -> IndexReport:
    """The run's folder has an index of all its passages; whoever looked meanwhile saw the old one.

    The caller holds the folder (``output.opened``). Vectors that the run has kept are used, others are made and kept.
    The same documents give the same content. ``step`` is told what is being done.
    """
    import numpy as np
    from safetensors import SafetensorError

    folder = results.folder
    step("passages read")
    rows, parts = Rows(), []
    damaged: list[Path] = []
    for doc, vectors in _with_vectors(results, encoder, damaged):
        if rows.add(doc):
            parts.append(vectors)
    step(f"{len(rows):,} passages indexed")
    vectors = np.concatenate(parts) if len(rows) else np.zeros((0, 1), dtype=np.float32)
    shutil.rmtree(folder.new_index, ignore_errors=True)
    try:
        write_index(folder.new_index, rows, vectors, encoder=encoder, fingerprint=fingerprint_of(folder))
    except (OSError, RuntimeError, SafetensorError) as error:  # LanceDB's of a full disk is a RuntimeError
        shutil.rmtree(folder.new_index, ignore_errors=True)
        raise unwritable(folder.new_index, error) from error
    _replace(folder)
    return IndexReport(documents=rows.documents, passages=len(rows), duplicates=rows.duplicates, damaged=tuple(damaged))


def write_index(to: Path, rows: Rows, vectors: Floats, *, encoder: Encoder, fingerprint: str) -> None:
    """The new folder ``to`` holds the index of these rows. ``vectors``: as encoded. Shape: (rows, dim), float."""
    import numpy as np
    from safetensors.numpy import save_file

    from corpus_cli.search.encoders import for_search
    from corpus_cli.search.space import fit_axes

    to.mkdir(parents=True)
    languages = tuple(sorted(set(rows.languages)))
    if len(rows):
        placed, axes = fit_axes(for_search(encoder, vectors.astype("float32")), rows.languages)
        _write_table(rows.table(placed), to)
        save_file({"axes": axes}, to / AXES)
        np.save(to / VECTORS, placed)
        np.save(to / LANGUAGES, np.array([languages.index(one) for one in rows.languages], dtype=np.int32))
    (to / NAMES).write_bytes(msgspec.json.encode(rows.names.names()))
    manifest = Manifest(
        fingerprint=fingerprint,
        encoder=encoder.name,
        encoder_sha256=encoder.sha256,
        passages=len(rows),
        documents=rows.documents,
        languages=languages,
        themes=tuple(sorted({theme for theme in rows.themes if theme is not None})),
        sha256={path.relative_to(to).as_posix(): digest(path) for path in sorted(to.rglob("*")) if path.is_file()},
    )
    (to / MANIFEST).write_bytes(msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n")


def _with_vectors(results: Results, encoder: Encoder, damaged: list[Path]) -> Iterator[tuple[Document, Floats]]:
    """The documents in the order of their ids, each with the vectors of its passages."""
    from corpus_cli.topics.vectors import encode_shard, passage_texts, read_shard

    for shard in results.folder.shards():
        docs = []
        for path in sorted(shard.glob("*.json")):
            try:
                docs.append(from_json(path.read_bytes()))
            except (msgspec.DecodeError, UnicodeDecodeError):
                damaged.append(path)
        known: dict[str, Floats] = {}
        if not any(path.parent == shard for path in damaged):
            encode_shard(results.root, shard.name, encoder)
            known = read_shard(results.root, shard.name)
        for doc in docs:
            vectors = known.get(doc.doc_id)
            if vectors is None:  # beside a damaged document
                vectors = encoder.encode(passage_texts(doc)).astype("float16")
            yield doc, vectors


def _write_table(table: pa.Table, folder: Path) -> None:
    import lancedb
    from lancedb.index import FTS, Bitmap, BTree, LabelList

    # Words are folded and stemmed before they come here: the store only has to part them at spaces.
    as_they_are = FTS(
        base_tokenizer="whitespace", lower_case=False, stem=False, remove_stop_words=False, ascii_folding=False,
        with_position=False, max_token_length=None,
    )  # fmt: skip
    written = lancedb.connect(str(folder)).create_table(TABLE, table)
    for column in FULL_TEXT:
        written.create_index(column, config=as_they_are)
    # With these a filter costs a few milliseconds in 200,000 passages, without them a tenth of a second.
    for column in ("places", "organizations"):
        written.create_index(column, config=LabelList())
    for column in ("language", "theme_id"):
        written.create_index(column, config=Bitmap())
    for column in ("n", "doc_id", "date"):
        written.create_index(column, config=BTree())


def _replace(folder: RunFolder) -> None:
    """The new index stands in the old one's place; between two renames there is none, which is noticed and said."""
    old = folder.state / "index.old"
    shutil.rmtree(old, ignore_errors=True)
    if folder.index.exists():
        folder.index.rename(old)
    folder.new_index.rename(folder.index)
    shutil.rmtree(old, ignore_errors=True)
