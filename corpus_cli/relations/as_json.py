"""``relations.jsonl``: one relation a line, and the way back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from corpus_cli.errors import InputError
from corpus_cli.relations.described import Described
from corpus_cli.relations.relation import Relation

_REMEDY = "run `corpus run` (or `corpus process`) on this output folder again: it writes the relations anew"


def to_jsonl(relations: Iterable[Relation]) -> bytes:
    """The relations as they stand on disk: UTF-8, one JSON object a line, in their order."""
    return b"".join(msgspec.json.encode(one) + b"\n" for one in sorted(relations, key=lambda one: one.order))


def to_json(relations: Iterable[Relation], documents: Mapping[str, Described]) -> bytes:
    """The relations for a program, as one array: each with its two documents beside it, None for one that is gone."""
    shown = [
        {"a": documents.get(one.doc_id_a), "b": documents.get(one.doc_id_b), **msgspec.to_builtins(one)}
        for one in sorted(relations, key=lambda one: one.order)
    ]
    return msgspec.json.format(msgspec.json.encode(shown), indent=1) + b"\n"


def read_relations(path: Path) -> tuple[Relation, ...]:
    """What ``to_jsonl`` wrote. Raises ``InputError`` if the file is not there or holds something else."""
    return tuple(each_relation(path))


def each_relation(path: Path) -> Iterator[Relation]:
    """The same, one after the other."""
    decode = msgspec.json.Decoder(Relation).decode
    try:
        with path.open("rb") as file:
            for line in file:
                yield decode(line)
    except OSError as error:
        raise InputError(f"{path}: no relations to read: {error.strerror}", remedy=_REMEDY) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: not a list of relations: {error}", remedy=_REMEDY) from error
