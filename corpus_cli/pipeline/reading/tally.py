"""What the closing summary says of documents: added up in any order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from corpus_cli.document import Document, OrganizationCount, PlaceCount
from corpus_cli.normalize.words import count_words


@dataclass(frozen=True, slots=True, kw_only=True)
class TopName:
    """A place or organization under one id, with both its names and its mentions in the corpus."""

    id: str
    name_en: str | None
    name_ar: str | None
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Documents and words, documents per language, and the names mentioned most."""

    documents: int
    words: int
    languages: dict[str, int]
    places: tuple[TopName, ...]
    organizations: tuple[TopName, ...]


@dataclass(slots=True)
class DocumentTally:
    """Counts over documents. Adding and merging in any order gives the same."""

    documents: int = 0
    words: int = 0
    languages: Counter[str] = field(default_factory=Counter)
    places: Counter[tuple[str, str | None, str | None]] = field(default_factory=Counter)
    organizations: Counter[tuple[str, str | None, str | None]] = field(default_factory=Counter)

    def add(self, doc: Document) -> None:
        """One document more."""
        self.documents += 1
        self.words += count_words(doc.text or "")
        self.languages[doc.language or "und"] += 1
        _add_names(self.places, doc.places or ())
        _add_names(self.organizations, doc.organizations or ())

    def merge(self, other: DocumentTally) -> None:
        """The counts of both."""
        self.documents += other.documents
        self.words += other.words
        self.languages.update(other.languages)
        self.places.update(other.places)
        self.organizations.update(other.organizations)

    def summary(self, *, names: int = 10) -> Summary:
        """The counts with the ``names`` commonest places and organizations, ties by id."""
        languages = sorted(self.languages.items(), key=lambda item: (-item[1], item[0]))
        return Summary(
            documents=self.documents,
            words=self.words,
            languages=dict(languages),
            places=_top(self.places, names),
            organizations=_top(self.organizations, names),
        )


def _add_names(
    counts: Counter[tuple[str, str | None, str | None]], rows: Iterable[PlaceCount | OrganizationCount]
) -> None:
    for row in rows:
        counts[row.id, row.name_en, row.name_ar] += row.count


def _top(counts: Counter[tuple[str, str | None, str | None]], names: int) -> tuple[TopName, ...]:
    # An id keeps the names it is most often given: an organization may lack its Arabic one in some documents.
    by_id: dict[str, TopName] = {}
    for (name_id, name_en, name_ar), count in sorted(counts.items(), key=lambda item: (-item[1], str(item[0]))):
        found = by_id.get(name_id)
        by_id[name_id] = TopName(
            id=name_id,
            name_en=name_en if found is None else found.name_en or name_en,
            name_ar=name_ar if found is None else found.name_ar or name_ar,
            count=count + (found.count if found else 0),
        )
    return tuple(sorted(by_id.values(), key=lambda name: (-name.count, name.id))[:names])
