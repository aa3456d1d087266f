"""Names against a gold set: its texts go through the product's own stages, and raw offsets are compared."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from corpus_cli.document import Document, Label
from corpus_cli.evaluation.confusions import Group, group_confusions
from corpus_cli.evaluation.documents import Unread, entity_stage, raw_sentences, read_texts, refuse_unread
from corpus_cli.evaluation.gold import GoldText
from corpus_cli.evaluation.scores import Compared, Span, Table, from_word_start, score_texts
from corpus_cli.recipe import Recipe

if TYPE_CHECKING:
    from corpus_cli.entities.stage import EntityStage

#: The labels that the product gives.
LABELS: tuple[str, ...] = get_args(Label)


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
    entities = entity_stage(recipe, pipeline=pipeline)
    compared = []
    for one in compare(rows, recipe=recipe, entities=entities, labels=labels):
        compared.append(from_word_start(one) if whole_words else one)
        advance(1)
    unread = tuple(
        Unread(id=one.id, line=one.line, reason=one.unread, missed=len(one.gold))
        for one in compared
        if one.unread is not None
    )
    refuse_unread(gold, unread, texts=len(compared))
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
    for row, doc in zip(rows, read_texts(rows, recipe=recipe, entities=entities), strict=True):
        yield Compared(
            line=row.line,
            id=row.id,
            language=row.language,
            text=row.text,
            gold=tuple(span for span in row.spans if span.label in labels),
            others=tuple(span for span in row.spans if span.label not in labels),
            found=_found(doc, labels) if isinstance(doc, Document) else (),
            sentences=raw_sentences(doc) if isinstance(doc, Document) else (),
            unread=None if isinstance(doc, Document) else doc,
        )


def _found(doc: Document, labels: Sequence[str]) -> tuple[Span, ...]:
    entities = doc.entities or ()
    return tuple(sorted({Span(ent.raw_start, ent.raw_end, ent.label) for ent in entities if ent.label in labels}))
