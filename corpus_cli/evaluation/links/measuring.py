"""Linked places against a gold set: its texts go through the product's own stages, and distances are taken."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from corpus_cli.document import Document
from corpus_cli.evaluation.documents import Stage, Unread, entity_stage, raw_sentences, read_texts, refuse_unread
from corpus_cli.evaluation.links.faults import FaultGroup, LinkedText, group_faults
from corpus_cli.evaluation.links.gold import LABEL, PlaceText
from corpus_cli.evaluation.links.scores import FoundPlace, LinkTable, outcomes, table
from corpus_cli.recipe import Recipe


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkEvaluation:
    """What was measured, how, and what came of it. ``others``: names without a point or with another label."""

    gold: str
    pipeline: str
    model: str
    model_sha256: str
    texts: int
    others: int
    scores: LinkTable
    faults: tuple[FaultGroup, ...]
    unread: tuple[Unread, ...]


def evaluate_links(
    texts: Sequence[PlaceText],
    *,
    recipe: Recipe,
    gold: str,
    pipeline: str,
    examples: int = 5,
    advance: Callable[[int], None] = lambda _: None,
) -> LinkEvaluation:
    """The links of the product measured on the texts. ``gold`` and ``pipeline`` are what the report calls them.

    ``advance`` is called with 1 after each text. Raises ``ConfigError`` for a recipe that does not look for names
    and ``InputError`` if no text at all could be read.
    """
    entities = entity_stage(recipe, pipeline=pipeline)
    linked = []
    for one in linked_texts(texts, recipe=recipe, entities=entities):
        linked.append(one)
        advance(1)
    unread = tuple(
        Unread(id=one.row.id, line=one.row.line, reason=one.unread, missed=len(one.outcomes))
        for one in linked
        if one.unread is not None
    )
    refuse_unread(gold, unread, texts=len(linked))
    return LinkEvaluation(
        gold=gold,
        pipeline=pipeline,
        model=entities.model,
        model_sha256=entities.model_sha256,
        texts=len(linked),
        others=sum(text.others for text in texts),
        scores=table((one.row.language, one.outcomes) for one in linked if one.outcomes),
        faults=group_faults(linked, examples=examples),
        unread=unread,
    )


def linked_texts(texts: Sequence[PlaceText], *, recipe: Recipe, entities: Stage) -> Iterator[LinkedText]:
    """Each text with its marked places and what the product made of them, in order."""
    docs = read_texts([text.row for text in texts], recipe=recipe, entities=entities)
    for text, doc in zip(texts, docs, strict=True):
        yield LinkedText(
            row=text.row,
            outcomes=outcomes(text.places, found_places(doc) if isinstance(doc, Document) else ()),
            sentences=raw_sentences(doc) if isinstance(doc, Document) else (),
            unread=None if isinstance(doc, Document) else doc,
        )


def found_places(doc: Document) -> tuple[FoundPlace, ...]:
    """The places of a document in text order, in offsets of the text as extracted."""
    return tuple(FoundPlace(ent.raw_start, ent.raw_end, ent.link) for ent in doc.entities or () if ent.label == LABEL)
