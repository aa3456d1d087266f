"""Relations in words: what one document is to another, and how many of a run are something to others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from corpus_cli.relations.described import Described
from corpus_cli.relations.relation import KINDS, Kind, Relation
from corpus_cli.wording.text import one_line, plural

# What a is to b, and b to a.
_TO_THE_OTHER: dict[Kind, tuple[str, str]] = {
    "duplicate": ("has the same words as", "has the same words as"),
    "near_duplicate": ("is nearly the same as", "is nearly the same as"),
    "version": ("is another version of", "is another version of"),
    "contains": ("contains", "is contained in"),
    "shares_part": ("shares a part with", "shares a part with"),
    "translation": ("is there in another language as", "is there in another language as"),
    "partial_translation": ("is told in part in another language by", "tells a part in another language of"),
}
HEADINGS: dict[Kind, str] = {
    "duplicate": "The same words",
    "near_duplicate": "Nearly the same",
    "version": "Versions",
    "contains": "One contains the other",
    "shares_part": "Share a part",
    "translation": "One report in two languages",
    "partial_translation": "A part in another language",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Relatives:
    """How many documents of a run say what an earlier one says: in another language, to the word, or nearly so.

    A document counts once in each, whatever it has relations to: of three versions two are there again. ``kinds``: how
    many relations there are of each kind.
    """

    translated: int
    repeated: int
    nearly: int
    kinds: Mapping[Kind, int]


def relatives(relations: Iterable[Relation]) -> Relatives:
    """The documents of these relations counted, which are read once and not kept."""
    later: dict[Kind, set[str]] = {kind: set() for kind in KINDS}
    kinds: Counter[Kind] = Counter()
    for one in relations:
        later[one.kind].add(one.doc_id_b)
        kinds[one.kind] += 1
    return Relatives(
        translated=len(later["translation"]),
        repeated=len(later["duplicate"]),
        nearly=len(later["near_duplicate"] | later["version"]),
        kinds={kind: kinds[kind] for kind in KINDS if kinds[kind]},
    )


def closing_phrases(found: Relatives) -> list[str]:
    """What a run's closing summary says of them: how many documents have a relative of each sort, parts aside."""
    said = []
    if found.translated:
        said.append(f"{_documents(found.translated)} also there in another language")
    if found.repeated:
        said.append(f"{_documents(found.repeated)} there again word for word")
    if found.nearly:
        said.append(f"{_documents(found.nearly)} there again nearly word for word or in another version")
    return said


def relative_notes(doc_id: str, relations: Iterable[Relation], documents: Mapping[str, Described]) -> Iterator[str]:
    """What the document is to others, a sentence each; the other's title is last."""
    for one in relations:
        forth, back = _TO_THE_OTHER[one.kind]
        said, other = (forth, one.doc_id_b) if one.doc_id_a == doc_id else (back, one.doc_id_a)
        known = documents.get(other)
        title = "" if known is None else f": {one_line(known.title or known.place)}"
        yield f"It {said} {other} (score {one.score:.2f}){title}"


def _documents(count: int) -> str:
    return f"{plural(count, 'document')} {'is' if count == 1 else 'are'}"
