"""Mentions of all documents added up by what they refer to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from corpus_cli.document import Label
from corpus_cli.export.mentions import Mention, NamingDocument, Origin, Referent
from corpus_cli.normalize.folding import fold_text

SCORE_DIGITS = 4
MOST_SPELLINGS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedEntity:
    """A place or organization of the corpus, or a place name without a link, whose ``id`` and ``score`` are None.

    The fields are the columns of ``entities.csv``. Languages are those of the segments that the mentions stand in; a
    third language counts in ``mentions`` and ``documents`` alone. ``written_as``: the commonest spellings. ``score``:
    mean of the links. ``first_source``: the first in order of those that name it.
    """

    id: str | None
    label: Label
    type: str | None
    name_en: str | None
    name_ar: str | None
    lat: float | None
    lon: float | None
    country: str | None
    admin1: str | None
    mentions: int
    mentions_ar: int
    mentions_en: int
    documents: int
    documents_ar: int
    documents_en: int
    written_as: tuple[str, ...]
    score: float | None
    first_source: str


class _Description(NamedTuple):
    """What a link says of its id. Documents read with other settings or aliases may say otherwise."""

    label: Label
    type: str | None
    name_en: str | None
    name_ar: str | None
    lat: float | None
    lon: float | None
    country: str | None
    admin1: str | None


class _Unlinked(NamedTuple):
    """What mentions without a link are counted under: they may be one place or several of the same name."""

    label: Label
    folded: str


@dataclass(slots=True)
class _Counts:
    mentions: int = 0
    documents: int = 0
    mentions_by: Counter[str] = field(default_factory=Counter)
    documents_by: Counter[str] = field(default_factory=Counter)
    spellings: Counter[str] = field(default_factory=Counter)
    descriptions: Counter[_Description] = field(default_factory=Counter)
    scores: float = 0.0
    first: Origin | None = None

    def add_mention(self, mention: Mention, spelling: str, language: str) -> None:
        """One mention more."""
        self.mentions += 1
        self.mentions_by[language] += 1
        self.spellings[spelling] += 1
        if mention.link is not None:
            self.descriptions[_describe(mention.label, mention.link)] += 1
            self.scores += mention.link.score

    def add_document(self, source: Origin, languages: Iterable[str]) -> None:
        """One document more, which names it in these languages."""
        self.documents += 1
        self.documents_by.update(languages)
        if self.first is None or source.order < self.first.order:
            self.first = source


@dataclass(slots=True)
class MentionTally:
    """Mentions by the id they are linked to, or by their folded name; its size grows with the names, not the documents.

    Scores are summed in the order of adding: documents are added in one order for the same bytes.
    """

    _linked: dict[str, _Counts] = field(default_factory=dict)
    _unlinked: dict[_Unlinked, _Counts] = field(default_factory=dict)

    def add(self, doc: NamingDocument) -> None:
        """The document's mentions are counted."""
        languages = {segment.id: segment.language for segment in doc.segments or ()}
        named: dict[str | _Unlinked, tuple[_Counts, set[str]]] = {}
        for mention in doc.entities or ():
            spelling = " ".join(mention.text.split())
            language = languages.get(mention.segment, "und")
            key: str | _Unlinked
            if mention.link is not None:
                key = mention.link.id
                counts = self._linked.setdefault(key, _Counts())
            else:
                key = _Unlinked(mention.label, fold_text(spelling))
                counts = self._unlinked.setdefault(key, _Counts())
            counts.add_mention(mention, spelling, language)
            named.setdefault(key, (counts, set()))[1].add(language)
        for counts, found in named.values():
            counts.add_document(doc.source, found)

    def entities(self) -> list[NamedEntity]:
        """What is linked, the most mentioned first, ties by id; then the names without a link in the same way."""
        linked = sorted(self._linked.items(), key=lambda item: (-item[1].mentions, item[0]))
        unlinked = sorted(self._unlinked.items(), key=lambda item: (-item[1].mentions, item[0]))
        return [
            *(_entity(name_id, _commonest_description(counts), counts) for name_id, counts in linked),
            *(_entity(None, _nothing_known(name), counts) for name, counts in unlinked),
        ]


def _entity(name_id: str | None, known: _Description, counts: _Counts) -> NamedEntity:
    assert counts.first is not None
    spellings = sorted(counts.spellings, key=lambda name: (-counts.spellings[name], name))
    return NamedEntity(
        id=name_id,
        **known._asdict(),
        mentions=counts.mentions,
        mentions_ar=counts.mentions_by["ar"],
        mentions_en=counts.mentions_by["en"],
        documents=counts.documents,
        documents_ar=counts.documents_by["ar"],
        documents_en=counts.documents_by["en"],
        written_as=tuple(spellings[:MOST_SPELLINGS]),
        score=None if name_id is None else round(counts.scores / counts.mentions, SCORE_DIGITS),
        first_source=counts.first.place,
    )


def _describe(label: Label, link: Referent) -> _Description:
    return _Description(label, link.type, link.name_en, link.name_ar, link.lat, link.lon, link.country, link.admin1)


def _nothing_known(name: _Unlinked) -> _Description:
    return _Description(name.label, None, None, None, None, None, None, None)


def _commonest_description(counts: _Counts) -> _Description:
    """The commonest one, with the names given most often: an organization may lack one of its names in most places."""
    found = counts.descriptions
    best = min(found, key=lambda known: (-found[known], str(known)))
    english, arabic = Counter[str](), Counter[str]()
    for known, count in found.items():
        if known.name_en:
            english[known.name_en] += count
        if known.name_ar:
            arabic[known.name_ar] += count
    return best._replace(name_en=_commonest(english), name_ar=_commonest(arabic))


def _commonest(names: Counter[str]) -> str | None:
    return min(names, key=lambda name: (-names[name], name), default=None)
