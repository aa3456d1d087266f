"""Relations as plain text for a terminal, their documents' names safe and each between isolates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from corpus_cli.relations.described import Described
from corpus_cli.relations.relation import KINDS, Relation
from corpus_cli.relations.wording import HEADINGS
from corpus_cli.wording.text import one_line, percent

_ID = 12
# First strong isolate and pop: the name takes its own direction and moves nothing outside.
_FIRST, _POP = "\u2068", "\u2069"


def relation_lines(
    relations: Sequence[Relation], documents: Mapping[str, Described], *, isolate: bool = False
) -> Iterator[str]:
    """The relations by kind, its two documents one below the other.

    Titles and paths are last in their lines, so that Arabic reads the same in terminals that reorder it and in those
    that do not. ``isolate``: for a terminal; in files and pipes the marks would be found in the text.
    """
    if not relations:
        yield "No two documents are the same, nearly the same, parts or translations of each other."
        return
    for number, kind in enumerate(kind for kind in KINDS if any(one.kind == kind for one in relations)):
        own = [one for one in relations if one.kind == kind]
        if number:
            yield ""
        yield f"{HEADINGS[kind]} ({len(own):,})"
        for one in own:
            yield ""
            yield from _pair(one, documents, isolate)


def _pair(relation: Relation, documents: Mapping[str, Described], isolate: bool) -> Iterator[str]:
    evidence = relation.evidence
    for doc_id, share in ((relation.doc_id_a, evidence.aligned_a), (relation.doc_id_b, evidence.aligned_b)):
        one = documents.get(doc_id)
        if one is None:
            yield f"  {doc_id[:_ID]}  (not in documents/ any more)"
            continue
        language = one.language or ""
        when = one.date or "no date"
        yield f"  {doc_id[:_ID]}  {when:<10}  {language:<5}  {percent(share):>7}  {_named(one, isolate)}"
        if one.title:
            yield f"      {_safe(one.place, isolate)}"
    told = [f"score {relation.score:.2f}", f"{percent(evidence.order)} in order"]
    if evidence.names is not None:
        told.append(f"names {percent(evidence.names)}")
    if evidence.numbers is not None:
        told.append(f"numbers {percent(evidence.numbers)}")
    yield f"      {', '.join(told)}"


def _named(one: Described, isolate: bool) -> str:
    return _safe(one.title or one.place, isolate)


def _safe(text: str, isolate: bool) -> str:
    shown = one_line(text)
    return f"{_FIRST}{shown}{_POP}" if isolate else shown
