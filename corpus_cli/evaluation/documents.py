"""Gold texts as documents: they go through the product's own stages, as the records of a user's file would."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from corpus_cli import __version__
from corpus_cli.document import Document, Failure, Provenance
from corpus_cli.errors import ConfigError, CorpusError, DocumentError, InputError
from corpus_cli.evaluation.gold import GoldText
from corpus_cli.recipe import Recipe

if TYPE_CHECKING:
    from corpus_cli.entities.stage import EntityStage

Stage = Callable[[Iterator[Document]], Iterator[Document]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A text that the product made no document of, and why; all its names count as missed."""

    id: str
    line: int
    reason: str
    missed: int


def entity_stage(recipe: Recipe, *, pipeline: str) -> EntityStage:
    """The recipe's stage that finds names. Raises ``ConfigError`` for a recipe that does not look for any."""
    from corpus_cli.entities.stage import EntityStage

    if "entities" not in recipe.stages:
        raise ConfigError(
            f"the pipeline {pipeline} does not look for names", remedy="add entities to its stages, or use another one"
        )
    return EntityStage(recipe.entities)


def read_texts(rows: Sequence[GoldText], *, recipe: Recipe, entities: Stage | None) -> Iterator[Document | str]:
    """The document of each text, in order, or why there is none; without ``entities`` it is read and segmented only."""
    from corpus_cli.normalize.stage import Normalizer
    from corpus_cli.segment.stage import Segmenter

    stages: list[Stage] = [Normalizer(recipe.normalize), Segmenter(recipe.segment)]
    if entities is not None:
        stages.append(entities)
    with tempfile.TemporaryDirectory() as folder:
        for _, item in zip(rows, _ingested(rows, recipe, Path(folder)), strict=True):
            yield _through(stages, item)


def refuse_unread(gold: str, unread: Sequence[Unread], *, texts: int) -> None:
    """Raises ``InputError`` if no text at all could be read: what failed entirely is no figure."""
    if unread and len(unread) == texts:
        raise InputError(
            f"{gold}: none of its texts could be read; line {unread[0].line}: {unread[0].reason}",
            remedy="check that the texts of the file hold words",
        )


def raw_sentences(doc: Document) -> tuple[tuple[int, int], ...]:
    """The document's sentences as offsets into the text as extracted."""
    if doc.offsets is None:
        return ()
    return tuple(doc.offsets.span(*sentence) for segment in doc.segments or () for sentence in segment.sentences)


def _ingested(rows: Sequence[GoldText], recipe: Recipe, folder: Path) -> Iterator[Document | Failure]:
    """One item a row: the texts are read as records of a jsonl file, as a user's own would be."""
    from corpus_cli.ingest.reader import read_documents

    path = folder / "gold.jsonl"
    with path.open("w", encoding="ascii") as file:
        for row in rows:
            file.write(json.dumps({"id": str(row.line), "text": row.text}) + "\n")
    megabytes = path.stat().st_size // 2**20 + 1
    settings = recipe.ingest.model_copy(update={"max_file_mb": max(megabytes, recipe.ingest.max_file_mb)})
    provenance = Provenance(package_version=__version__, config_hash=recipe.process_hash)
    mapping = {"id": "id", "text": "text"}
    yield from read_documents(str(path), settings=settings, mapping=mapping, config=provenance)


def _through(stages: Sequence[Stage], item: Document | Failure) -> Document | str:
    """The document after all stages, or why there is none. As in a run, an error costs one document."""
    if isinstance(item, Failure):
        return item.reason
    doc = item
    try:
        for stage in stages:
            (doc,) = stage(iter((doc,)))
    except DocumentError as error:
        return error.message
    except CorpusError:
        raise
    except Exception as error:
        return f"a fault of the program: {type(error).__name__}: {error}"
    return doc
