"""Relations in words: what one document is to another, and how many of a run are something to others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from corpus_cli.relations.described import Described
from corpus_cli.relations.relation import Kind, Relation
from corpus_cli.themes.display import one_line, plural

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


def closing_phrases(relations: Iterable[Relation]) -> list[str]:
    """What a run's closing summary says of them: how many documents have a relative of each sort, parts aside."""
    count = Counter(one.kind for one in _once(relations))
    said = []
    if count["translation"]:
        said.append(f"{_documents(count['translation'])} also there in another language")
    if same := count["duplicate"]:
        said.append(f"{_documents(same)} there again word for word")
    if near := count["near_duplicate"] + count["version"]:
        said.append(f"{_documents(near)} there again nearly word for word or in another version")
    return said


def relative_notes(doc_id: str, relations: Iterable[Relation], documents: Mapping[str, Described]) -> Iterator[str]:
    """What the document is to others, a sentence each; the other's title is last."""
    for one in relations:
        forth, back = _TO_THE_OTHER[one.kind]
        said, other = (forth, one.doc_id_b) if one.doc_id_a == doc_id else (back, one.doc_id_a)
        known = documents.get(other)
        title = "" if known is None else f": {one_line(known.title or known.place)}"
        yield f"It {said} {other} (score {one.score:.2f}){title}"


def _once(relations: Iterable[Relation]) -> Iterator[Relation]:
    """One relation of each kind for the later document: a third version is one more, though it has two relations."""
    seen: set[tuple[Kind, str]] = set()
    for one in relations:
        if (one.kind, one.doc_id_b) not in seen:
            seen.add((one.kind, one.doc_id_b))
            yield one


def _documents(count: int) -> str:
    return f"{plural(count, 'document')} {'is' if count == 1 else 'are'}"
