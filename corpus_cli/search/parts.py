"""One shard of documents to its part of the index: rows in a file, and what is to be known of all parts together.

A part is made where its documents are, by any worker; putting parts together holds one of them in memory at a time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from corpus_cli.document import Document
from corpus_cli.output import RunFolder
from corpus_cli.search.encoders import for_search
from corpus_cli.search.names_tally import NamesTally
from corpus_cli.search.rows import Rows

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

    from corpus_cli.topics.arrays import Floats
    from corpus_cli.topics.encoders.encoder import Encoder

#: The column with the vectors as encoded; the index has them in the space of search, under another name.
ENCODED = "encoded"


@dataclass(slots=True)
class Part:
    """What is known of a shard's part. ``file``: of its rows, below the run's folder; None where there are none.

    ``languages``: passages by language. ``sums``: of the vectors as searched, by language. Shapes: (dim,), float64.
    ``damaged``: files that are no documents, below the run's folder.
    """

    file: str | None = None
    documents: int = 0
    duplicates: int = 0
    languages: Counter[str] = field(default_factory=Counter)
    sums: dict[str, NDArray[np.float64]] = field(default_factory=dict)
    themes: set[str] = field(default_factory=set)
    names: NamesTally = field(default_factory=NamesTally)
    damaged: tuple[str, ...] = ()

    @property
    def passages(self) -> int:
        """How many rows there are."""
        return self.languages.total()

    def read(self, root: Path) -> pa.Table:
        """The rows, mapped into memory."""
        import pyarrow as pa

        assert self.file is not None
        return pa.ipc.open_file(pa.memory_map(str(root / self.file))).read_all()


def make_part(folder: RunFolder, shard: str, encoder: Encoder) -> Part:
    """The shard's rows are in their file. Vectors that the run has kept are used, others are made and kept."""
    damaged: list[Path] = []
    rows, vectors = Rows(), []
    for doc, own in _with_vectors(folder, shard, encoder, damaged):
        if rows.add(doc):
            vectors.append(own)
    part = part_of(rows, vectors, folder, name=shard, encoder=encoder)
    part.damaged = tuple(path.relative_to(folder.root).as_posix() for path in damaged)
    return part


def part_of(rows: Rows, vectors: Iterable[Floats], folder: RunFolder, *, name: str, encoder: Encoder) -> Part:
    """The part of these rows, which are in a file of that name. ``vectors``: as encoded, one array a document."""
    import numpy as np
    import pyarrow as pa

    part = Part(
        documents=rows.documents,
        duplicates=rows.duplicates,
        languages=Counter(rows.languages),
        themes={theme for theme in rows.themes if theme is not None},
        names=rows.names,
    )
    if not len(rows):
        return part
    encoded = np.concatenate(list(vectors)).astype("float16")
    searched, names = for_search(encoder, encoded.astype("float32")), np.asarray(rows.languages)
    part.sums = {one: searched[names == one].sum(axis=0, dtype=np.float64) for one in sorted(part.languages)}
    table = rows.table(encoded, name=ENCODED)
    path = folder.index_parts / f"{name}.arrow"
    path.parent.mkdir(parents=True, exist_ok=True)
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table)
    part.file = path.relative_to(folder.root).as_posix()
    return part


def _with_vectors(
    folder: RunFolder, shard: str, encoder: Encoder, damaged: list[Path]
) -> Iterator[tuple[Document, Floats]]:
    """The shard's documents in the order of their ids, each with the vectors of its passages."""
    from corpus_cli.topics.encoders.vectors import encode_shard, read_documents, read_shard

    docs = list(read_documents(folder.root, shard, damaged=damaged.append))
    encode_shard(folder.root, shard, encoder, docs=docs)
    known = read_shard(folder.root, shard)
    for doc in docs:
        yield doc, known[doc.doc_id]
