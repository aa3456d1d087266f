"""A run's documents to its search index: a LanceDB table of passages, what they name, and what the index is of."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from corpus_cli.errors import InputError, ModelMissingError
from corpus_cli.output import RunFolder, unwritable
from corpus_cli.results.run import Results
from corpus_cli.search.encoders import for_search
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
    remember,
    topic_model_of,
)
from corpus_cli.search.parts import ENCODED, Part, make_part
from corpus_cli.search.rows import vector_column
from corpus_cli.search.space import learn_axes, learning_step
from corpus_cli.search.table import TABLE
from corpus_cli.topics.encoders.encoder import recorded_name
from corpus_cli.topics.space.centring import centre, means_of

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

    from corpus_cli.topics.arrays import Floats
    from corpus_cli.topics.encoders.encoder import Encoder

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


def is_current(folder: RunFolder, encoder: Encoder) -> bool:
    """Whether the run has an index of just these documents, by this version of the code and of that encoder.

    Of an encoder that is not on this machine nothing else can be made: there its name is enough, and of a folder that
    is not here the last part of its path.
    """
    names = (recorded_name(encoder.name), Path(encoder.name).name)
    try:
        manifest = read_manifest(folder)
        if manifest.damaged or manifest.encoder not in names or not manifest.is_of(folder):
            return False
        with suppress(ModelMissingError):
            if manifest.encoder_sha256 != encoder.sha256:
                return False
        # Last: it reads all of the index.
        whole = all(digest(folder.index / name) == sha256 for name, sha256 in manifest.sha256.items())
    except (InputError, OSError):
        return False
    return whole and (not manifest.passages or {AXES, NAMES, VECTORS, LANGUAGES} <= manifest.sha256.keys())


def build_index(
    results: Results,
    *,
    encoder: Encoder,
    gathered: Gathered | None = None,
    step: Callable[[str], None] = lambda _: None,
) -> IndexReport:
    """The run's folder has an index of all its passages; whoever looked meanwhile saw the old one.

    The caller holds the folder (``output.opened``). ``gathered``: what workers have made of all shards. The
    same documents give the same content. ``step`` is told what is being done.
    """
    from safetensors import SafetensorError

    folder = results.folder
    if gathered is None:
        step("passages read")
        shutil.rmtree(folder.index_parts, ignore_errors=True)
        gathered = gather(make_part(folder, shard.name, encoder) for shard in folder.shards())
    whole = gathered.whole
    step(f"{whole.passages:,} passages indexed")
    shutil.rmtree(folder.new_index, ignore_errors=True)
    fingerprint = fingerprint_of(folder)
    try:
        write_index(folder, gathered, to=folder.new_index, encoder=encoder, fingerprint=fingerprint)
    except (OSError, RuntimeError, SafetensorError) as error:  # LanceDB's of a full disk is a RuntimeError
        shutil.rmtree(folder.new_index, ignore_errors=True)
        raise unwritable(folder.new_index, error) from error
    _replace(folder)
    remember(folder, fingerprint)
    shutil.rmtree(folder.index_parts, ignore_errors=True)
    return IndexReport(
        documents=whole.documents,
        passages=whole.passages,
        duplicates=whole.duplicates,
        damaged=tuple(folder.root / path for path in whole.damaged),
    )


class Piece(NamedTuple):
    """What is kept of a part until its rows are written: their file, if any, and how many there are."""

    file: str | None
    passages: int


class Gathered(NamedTuple):
    """All parts: what they say together, and where the rows of each are."""

    whole: Part
    pieces: Sequence[Piece]


def gather(parts: Iterable[Part]) -> Gathered:
    """The parts of all shards, given in order, taken together as they come."""
    whole, pieces = Part(), []
    for part in parts:
        _add(whole, part)
        pieces.append(Piece(part.file, part.passages))
    return Gathered(whole, pieces)


def write_index(folder: RunFolder, gathered: Gathered, *, to: Path, encoder: Encoder, fingerprint: str) -> None:
    """The new folder ``to`` holds the index of these parts."""
    import numpy as np
    from safetensors.numpy import save_file

    to.mkdir(parents=True)
    whole, pieces = gathered
    languages = tuple(sorted(whole.languages))
    if whole.passages:
        reading = _Reading(folder, whole, pieces, encoder)
        axes = reading.learn()
        vectors = np.lib.format.open_memmap(
            to / VECTORS, mode="w+", dtype=np.float32, shape=(whole.passages, axes.shape[1])
        )
        _reserve(to / VECTORS)
        numbers = np.empty(whole.passages, dtype=np.int32)
        _write_table(reading.batches(axes, vectors, numbers), to)
        vectors.flush()
        save_file({"axes": axes}, to / AXES)
        np.save(to / LANGUAGES, numbers)
    (to / NAMES).write_bytes(msgspec.json.encode(whole.names.names()))
    manifest = Manifest(
        fingerprint=fingerprint,
        damaged=len(whole.damaged),
        encoder=recorded_name(encoder.name),
        encoder_sha256=encoder.sha256,
        passages=whole.passages,
        documents=whole.documents,
        languages=languages,
        themes=tuple(sorted(whole.themes)),
        topic_model=topic_model_of(folder),
        sha256={path.relative_to(to).as_posix(): digest(path) for path in sorted(to.rglob("*")) if path.is_file()},
    )
    (to / MANIFEST).write_bytes(msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n")


def _reserve(path: Path) -> None:
    """The file has its place on the disk: writing to a mapped file on a full disk ends the process without a word."""
    if hasattr(os, "posix_fallocate"):
        with path.open("r+b") as file:
            os.posix_fallocate(file.fileno(), 0, os.fstat(file.fileno()).st_size)


class _Reading:
    """The pieces read one after the other, twice: for the axes of the space, and for the table."""

    def __init__(self, folder: RunFolder, whole: Part, pieces: Sequence[Piece], encoder: Encoder) -> None:
        self._folder, self._encoder, self._whole = folder, encoder, whole
        self._pieces = [piece for piece in pieces if piece.file is not None]
        overall = sum(whole.sums.values()) / whole.passages
        self._means = means_of(whole.sums, whole.languages, overall=overall)

    def learn(self) -> Floats:
        """The axes of an even sample of the rows. Shape: (dim, kept), float32."""
        import numpy as np
        from threadpoolctl import threadpool_limits

        step, at, sample = learning_step(self._whole.passages), 0, []
        for piece in self._pieces:
            rows = np.arange(-at % step, piece.passages, step)
            sample.append(self._centred(self._table(piece).take(rows)))
            at += piece.passages
        with threadpool_limits(1):
            return learn_axes(np.concatenate(sample))

    def batches(self, axes: Floats, vectors: Floats, numbers: NDArray[np.int32]) -> Iterator[pa.RecordBatch]:
        """The rows of the table; ``vectors`` and ``numbers`` of languages are filled with theirs on the way."""
        import numpy as np
        import pyarrow as pa
        from threadpoolctl import threadpool_limits

        place = {language: number for number, language in enumerate(sorted(self._whole.languages))}
        at = 0
        for piece in self._pieces:
            table, rows = self._table(piece), slice(at, at + piece.passages)
            with threadpool_limits(1):
                vectors[rows] = self._centred(table) @ axes
            numbers[rows] = [place[language] for language in table["language"].to_pylist()]
            table = table.drop_columns([ENCODED]).append_column("vector", vector_column(vectors[rows]))
            table = table.set_column(0, "n", pa.array(np.arange(at, rows.stop, dtype=np.int32)))
            yield from table.combine_chunks().to_batches()
            at = rows.stop

    def _table(self, piece: Piece) -> pa.Table:
        return Part(file=piece.file).read(self._folder.root)

    def _centred(self, table: pa.Table) -> Floats:
        """The rows' vectors as they are searched, with their languages' means taken off. Shape: (rows, dim)."""
        import numpy as np

        if not len(table):
            return np.zeros((0, len(next(iter(self._means.values())))), dtype=np.float32)
        encoded = table[ENCODED].combine_chunks().flatten().to_numpy().reshape(len(table), -1)
        return centre(for_search(self._encoder, encoded.astype("float32")), table["language"].to_pylist(), self._means)


def _add(whole: Part, part: Part) -> None:
    """``whole`` tells of the part too."""
    whole.documents += part.documents
    whole.duplicates += part.duplicates
    whole.languages.update(part.languages)
    for language, total in part.sums.items():
        whole.sums[language] = whole.sums[language] + total if language in whole.sums else total
    whole.themes |= part.themes
    whole.names.merge(part.names)
    whole.damaged += part.damaged


def _write_table(batches: Iterator[pa.RecordBatch], folder: Path) -> None:
    import lancedb
    import pyarrow as pa
    from lancedb.index import FTS, Bitmap, BTree, LabelList

    # Words are folded and stemmed before they come here: the store only has to part them at spaces.
    as_they_are = FTS(
        base_tokenizer="whitespace", lower_case=False, stem=False, remove_stop_words=False, ascii_folding=False,
        with_position=False, max_token_length=None,
    )  # fmt: skip
    first = next(batches)
    reader = pa.RecordBatchReader.from_batches(first.schema, chain([first], batches))
    written = lancedb.connect(str(folder)).create_table(TABLE, reader)
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
