"""The sketches of a shard's documents in columns, on disk from run to run: only what has changed is sketched anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from corpus_cli import __version__
from corpus_cli.output import write_whole
from corpus_cli.relations.relation import Order
from corpus_cli.relations.sketch import BANDS, ROWS, Sketch, band_keys

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.uint64]
    Small = NDArray[np.uint8]
    Prints = NDArray[np.uint32]

# Another version of the product may fold or sketch the same text differently; the number goes up where this one does.
VERSION = f"{__version__} 1"
_ABOUT = "about"


class About(msgspec.Struct, frozen=True):
    """What the rows of a table are: ids, places in the order of documents, and which document each says it repeats."""

    version: str
    doc_ids: tuple[str, ...]
    orders: tuple[Order, ...]
    duplicate_of: tuple[str | None, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """A row a document. ``prints`` has the fingerprints of one after the other, ``sizes`` says how many each has.

    ``files``: of the bytes of the document's file; ``contents``: of all that comparing looks at. ``digests``: of the
    folded words. Shape: (n, 2). ``long_enough``: whether the document is compared at all; the rest is zero where not.
    ``bands``: Shape: (42, n). ``low``: the last eight bits of the signature's values (b-bit minwise hashing, Li and
    König 2010), which tell agreement as well. Shape: (n, 126).
    """

    files: Numbers
    contents: Numbers
    digests: Numbers
    long_enough: Small
    bands: Prints
    low: Small
    sizes: Prints
    prints: Prints


@dataclass(frozen=True, slots=True, eq=False)
class SketchTable:
    """``about`` its rows, and their ``columns``."""

    about: About
    columns: Columns

    def column(self, name: str, first: int | None = None, last: int | None = None) -> Any:
        """A column, or so many of its leading rows: of ``bands`` these bands."""
        return getattr(self.columns, name)[first:last]


@dataclass(frozen=True, slots=True)
class SketchRow:
    """A document of a table, as it is put together. ``sketch``: None for one too short to be compared."""

    doc_id: str
    order: Order
    duplicate_of: str | None
    file: int
    content: int
    sketch: Sketch | None


def to_table(rows: Sequence[SketchRow]) -> SketchTable:
    """The rows in columns."""
    import numpy as np

    count = len(rows)
    columns = Columns(
        files=np.array([row.file for row in rows], dtype=np.uint64),
        contents=np.array([row.content for row in rows], dtype=np.uint64),
        digests=np.zeros((count, 2), dtype=np.uint64),
        long_enough=np.array([row.sketch is not None for row in rows], dtype=np.uint8),
        bands=np.zeros((BANDS, count), dtype=np.uint32),
        low=np.zeros((count, BANDS * ROWS), dtype=np.uint8),
        sizes=np.array([0 if row.sketch is None else len(row.sketch.prints) for row in rows], dtype=np.uint32),
        prints=np.concatenate(
            [np.zeros(0, dtype=np.uint32), *(row.sketch.prints for row in rows if row.sketch is not None)]
        ),
    )
    for at, row in enumerate(rows):
        if row.sketch is not None:
            columns.digests[at] = np.frombuffer(row.sketch.digest, dtype="<u8")
            columns.bands[:, at] = band_keys(row.sketch.signature)
            columns.low[at] = row.sketch.signature.astype(np.uint8)
    about = About(
        VERSION,
        tuple(row.doc_id for row in rows),
        tuple(row.order for row in rows),
        tuple(row.duplicate_of for row in rows),
    )
    return SketchTable(about, columns)


def joined(first: SketchTable, second: SketchTable) -> SketchTable:
    """The rows of both, in the order of their documents' ids."""
    import numpy as np

    ids = [*first.about.doc_ids, *second.about.doc_ids]
    both = Columns(
        **{
            field.name: np.concatenate(
                [getattr(first.columns, field.name), getattr(second.columns, field.name)],
                axis=1 if field.name == "bands" else 0,
            )
            for field in fields(Columns)
        }
    )
    about = About(
        VERSION,
        tuple(ids),
        (*first.about.orders, *second.about.orders),
        (*first.about.duplicate_of, *second.about.duplicate_of),
    )
    return chosen(SketchTable(about, both), sorted(range(len(ids)), key=ids.__getitem__))


def chosen(table: SketchTable, rows: Sequence[int]) -> SketchTable:
    """These rows, in this order."""
    import numpy as np

    about, columns = table.about, table.columns
    at = np.array(rows, dtype=np.intp)
    parts = np.split(columns.prints, np.cumsum(columns.sizes.astype(np.int64))[:-1]) if len(columns.sizes) else []
    return SketchTable(
        About(
            VERSION,
            tuple(about.doc_ids[row] for row in rows),
            tuple(about.orders[row] for row in rows),
            tuple(about.duplicate_of[row] for row in rows),
        ),
        Columns(
            files=columns.files[at],
            contents=columns.contents[at],
            digests=columns.digests[at],
            long_enough=columns.long_enough[at],
            bands=columns.bands[:, at],
            low=columns.low[at],
            sizes=columns.sizes[at],
            prints=np.concatenate([np.zeros(0, dtype=np.uint32), *(parts[row] for row in rows)]),
        ),
    )


def write_table(path: Path, table: SketchTable) -> None:
    """The file holds the table. The same table gives the same bytes."""
    import numpy as np
    from safetensors.numpy import save

    tensors = {field.name: np.ascontiguousarray(getattr(table.columns, field.name)) for field in fields(Columns)}
    write_whole(path, save(tensors, metadata={_ABOUT: msgspec.json.encode(table.about).decode()}))


def read_table(path: Path) -> SketchTable | None:
    """The table of the file; None where there is none that can be read, or one of another version."""
    table = stored(path)
    if table is None:
        return None
    return SketchTable(table.about, Columns(**{field.name: table.column(field.name) for field in fields(Columns)}))


@dataclass(frozen=True, slots=True)
class StoredTable:
    """A table on disk: what is asked for is read, and nothing is held."""

    path: Path

    @property
    def about(self) -> About:
        """Its rows."""
        return _about(self.path)

    def column(self, name: str, first: int | None = None, last: int | None = None) -> Any:
        """A column, or so many of its leading rows: of ``bands`` these bands."""
        from safetensors import safe_open

        with safe_open(self.path, framework="numpy") as file:
            part = file.get_slice(name)
            # Slices of empty tensors are errors.
            return part[first:last] if 0 not in part.get_shape() else file.get_tensor(name)[first:last]


def stored(path: Path) -> StoredTable | None:
    """The table that lies there; None where there is none that can be read, or one of another version."""
    from safetensors import SafetensorError

    if not path.is_file():
        return None
    try:
        return StoredTable(path) if _about(path).version == VERSION else None
    except (SafetensorError, msgspec.DecodeError):
        return None


def _about(path: Path) -> About:
    from safetensors import safe_open

    with safe_open(path, framework="numpy") as file:
        return msgspec.json.decode((file.metadata() or {}).get(_ABOUT, ""), type=About)
