"""Names against a gold set: its texts go through the product's own stages, and raw offsets are compared."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from corpus_cli import __version__
from corpus_cli.document import Document, Failure, Label, Provenance
from corpus_cli.errors import ConfigError, CorpusError, DocumentError, InputError
from corpus_cli.evaluation.confusions import Group, group_confusions
from corpus_cli.evaluation.gold import GoldText
from corpus_cli.evaluation.scores import Compared, Span, Table, from_word_start, score_texts
from corpus_cli.recipe import Recipe

if TYPE_CHECKING:
    from corpus_cli.entities.stage import EntityStage

Stage = Callable[[Iterator[Document]], Iterator[Document]]
#: The labels that the product gives.
LABELS: tuple[str, ...] = get_args(Label)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A text that the product made no document of, and why; all its names count as missed."""

    id: str
    line: int
    reason: str
    missed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """What was measured, how, and what came of it. ``model`` is the tagger's name, ``others`` the labels ignored."""

    gold: str
    pipeline: str
    model: str
    model_sha256: str
    labels: tuple[str, ...]
    others: dict[str, int]
    whole_words: bool
    texts: int
    scores: Table
    confusions: tuple[Group, ...]
    unread: tuple[Unread, ...]


def evaluate(
    rows: Sequence[GoldText],
    *,
    recipe: Recipe,
    gold: str,
    pipeline: str,
    labels: Sequence[str] = LABELS,
    whole_words: bool = False,
    examples: int = 5,
    advance: Callable[[int], None] = lambda _: None,
) -> Evaluation:
    """The product measured on the texts. ``gold`` and ``pipeline`` are what the report calls them.

    ``advance`` is called with 1 after each text. Raises ``ConfigError`` for a recipe that does not look for names
    and ``InputError`` if no text at all could be read.
    """
    from corpus_cli.entities.stage import EntityStage

    if "entities" not in recipe.stages:
        raise ConfigError(
            f"the pipeline {pipeline} does not look for names", remedy="add entities to its stages, or use another one"
        )
    entities = EntityStage(recipe.entities)
    compared = []
    for one in compare(rows, recipe=recipe, entities=entities, labels=labels):
        compared.append(from_word_start(one) if whole_words else one)
        advance(1)
    unread = tuple(
        Unread(id=one.id, line=one.line, reason=one.unread, missed=len(one.gold))
        for one in compared
        if one.unread is not None
    )
    if unread and len(unread) == len(compared):
        raise InputError(
            f"{gold}: none of its texts could be read; line {unread[0].line}: {unread[0].reason}",
            remedy="check that the texts of the file hold words",
        )
    ignored = [span.label for row in rows for span in row.spans if span.label not in labels]
    return Evaluation(
        gold=gold,
        pipeline=pipeline,
        model=entities.model,
        model_sha256=entities.model_sha256,
        labels=tuple(labels),
        others={label: ignored.count(label) for label in sorted(set(ignored))},
        whole_words=whole_words,
        texts=len(rows),
        scores=score_texts(compared, labels=labels),
        confusions=group_confusions(compared, examples=examples),
        unread=unread,
    )


def compare(
    rows: Sequence[GoldText], *, recipe: Recipe, entities: EntityStage, labels: Sequence[str]
) -> Iterator[Compared]:
    """Each text with what people marked and what the product found, in order."""
    from corpus_cli.normalize.stage import Normalizer
    from corpus_cli.segment.stage import Segmenter

    stages: tuple[Stage, ...] = (Normalizer(recipe.normalize), Segmenter(recipe.segment), entities)
    with tempfile.TemporaryDirectory() as folder:
        items = _ingested(rows, recipe, Path(folder))
        for row, item in zip(rows, items, strict=True):
            doc = _through(stages, item)
            yield Compared(
                line=row.line,
                id=row.id,
                language=row.language,
                text=row.text,
                gold=tuple(span for span in row.spans if span.label in labels),
                others=tuple(span for span in row.spans if span.label not in labels),
                found=_found(doc, labels) if isinstance(doc, Document) else (),
                sentences=_sentences(doc) if isinstance(doc, Document) else (),
                unread=None if isinstance(doc, Document) else doc,
            )


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


def _found(doc: Document, labels: Sequence[str]) -> tuple[Span, ...]:
    entities = doc.entities or ()
    return tuple(sorted({Span(ent.raw_start, ent.raw_end, ent.label) for ent in entities if ent.label in labels}))


def _sentences(doc: Document) -> tuple[tuple[int, int], ...]:
    if doc.offsets is None:
        return ()
    return tuple(doc.offsets.span(*sentence) for segment in doc.segments or () for sentence in segment.sentences)
