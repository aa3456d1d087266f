"""Which pairs of documents have been compared and what was found: a later run compares only what has changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from corpus_cli import __version__
from corpus_cli.errors import InputError
from corpus_cli.output import write_whole
from corpus_cli.relations.as_json import to_jsonl
from corpus_cli.relations.relation import TRANSLATIONS, Relation
from corpus_cli.relations.words import mixed

if TYPE_CHECKING:
    from corpus_cli.relations.candidates import Pairs
    from corpus_cli.relations.sketch_table import Numbers

_FOUND = "found"
_PAIRS = "pairs"
_FACTOR = 0x9E3779B97F4A7C15


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """``keys``: the numbers of all pairs that were compared. ``found``: the relations among them, by both ids."""

    keys: Numbers
    found: Mapping[frozenset[str], Relation]


def pair_keys(states: Numbers, pairs: Pairs) -> Numbers:
    """A number for each pair of rows. ``states``: for each row a number for all that its comparison depends on.

    Of a million pairs two different ones have the same number once in forty million times.
    """
    import numpy as np

    return mixed(mixed(states[pairs[:, 0]] * np.uint64(_FACTOR)) + states[pairs[:, 1]])


def write_compared(path: Path, keys: Numbers, found: Iterable[Relation]) -> None:
    """The file says that these pairs were compared, and that the relations among them are ``found``."""
    import numpy as np
    from safetensors.numpy import save

    write_whole(path, save({_PAIRS: np.sort(keys)}, metadata={_FOUND: _digest(found)}))


def read_compared(path: Path, relations: Iterable[Relation]) -> Compared:
    """What the file says, with the relations that it was written with; nothing if ``relations`` are not these.

    Nothing either if another version of the product wrote it, which may judge pairs differently. ``relations``: those
    on disk; translations among them are passed over.
    """
    import numpy as np
    from safetensors import SafetensorError, safe_open

    nothing = Compared(np.zeros(0, dtype=np.uint64), {})
    if not path.is_file():
        return nothing
    try:
        with safe_open(path, framework="numpy") as file:
            keys, digest = file.get_tensor(_PAIRS), (file.metadata() or {}).get(_FOUND)
        of_texts = [one for one in relations if one.kind not in TRANSLATIONS]
    except (SafetensorError, InputError, msgspec.DecodeError):
        return nothing
    if _digest(of_texts) != digest:
        return nothing
    return Compared(keys, {frozenset((one.doc_id_a, one.doc_id_b)): one for one in of_texts})


def _digest(found: Iterable[Relation]) -> str:
    return hashlib.sha256(f"{__version__}\n".encode() + to_jsonl(found)).hexdigest()
