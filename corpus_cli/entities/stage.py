"""The stage: fills ``entities``, ``places`` and ``organizations`` of each document."""

from __future__ import annotations

import bisect
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from corpus_cli.document import Document, Entity, Label, Segment
from corpus_cli.entities.counts import organization_counts, place_counts
from corpus_cli.entities.gazetteer.candidates import Places
from corpus_cli.entities.gazetteer.gazetteer import Candidate, Hit, load_gazetteer
from corpus_cli.entities.gazetteer.organizations import known_organization
from corpus_cli.entities.gazetteer.scoring import NEAR, base, place_score
from corpus_cli.entities.linking.linking import base_of, link_places
from corpus_cli.entities.names import language
from corpus_cli.entities.names.evidence import AMBIGUOUS, HOMOGRAPH, NEVER, NONE, Evidence, Kind
from corpus_cli.entities.names.words import name_key
from corpus_cli.entities.organizations.in_document import link_organizations
from corpus_cli.entities.own_names.aliases import Aliases, load_aliases
from corpus_cli.entities.own_names.user_places import load_user_places
from corpus_cli.entities.reading.document_names import SeenNames, in_brackets
from corpus_cli.entities.reading.merged import merged
from corpus_cli.entities.reading.reading import Reading, beside, country_behind, read
from corpus_cli.entities.reading.resolve import Mention, resolve
from corpus_cli.entities.taggers.by_name import load_tagger
from corpus_cli.entities.taggers.combining import UNKNOWN_PLACE, corrected, fitted, unknown_organization_score
from corpus_cli.entities.taggers.tagger import Span, Tagger
from corpus_cli.errors import DocumentError
from corpus_cli.recipe import EntitySettings

_KNOWN_ORGANIZATION = 0.95
# A place of at least this base that stands in a document says which country it speaks of.
_CERTAIN = 0.7
# What is joined to a place of at least this score by و, "and" or a comma is likelier a place.
_LISTABLE = 0.5
# What a tagger takes for an organization and the gazetteer for a place is a place, and a little surer so.
_TAGGER_AGREES = 0.2
_AND = re.compile(r",? and (?:the )?| و")
_CONNECTOR = re.compile(r",? (?:and|or|in)(?: the)? |, ")


@dataclass(frozen=True, slots=True)
class _Unit:
    """One sentence of a segment: where it begins in the document, and how it was read."""

    segment: Segment
    offset: int
    text: str
    reading: Reading
    spans: list[Span]


class EntityStage:
    """Finds and links places and organizations in the Arabic and English segments of documents."""

    def __init__(self, settings: EntitySettings, *, tagger: Tagger | None = None) -> None:
        self._least = settings.min_score
        self._gazetteer = load_gazetteer()
        self._tagger = tagger if tagger is not None else load_tagger(settings.tagger)
        self._aliases: Aliases | None = load_aliases(settings.aliases) if settings.aliases else None
        self._own = load_user_places(settings.places)
        self._places = Places(self._own)

    @property
    def model(self) -> str:
        """The tagger's name."""
        return self._tagger.name if self._tagger else "gazetteer"

    @property
    def model_sha256(self) -> str:
        """The tagger's hash, or the gazetteer's if the tagger has no model of its own."""
        return (self._tagger.model_sha256 if self._tagger else None) or self._gazetteer.sha256

    def __call__(self, docs: Iterator[Document]) -> Iterator[Document]:
        """Each document with its entities, in order."""
        for doc in docs:
            if doc.text is None or doc.segments is None or doc.offsets is None:
                raise DocumentError(
                    f"{doc.source.path}: entities before segment", remedy="put segment first in the pipeline's stages"
                )
            yield self._filled(doc, doc.text, doc.segments)

    def _filled(self, doc: Document, text: str, segments: tuple[Segment, ...]) -> Document:
        units = self._units(text, segments)
        mentions = resolve(self._mentions(text, units), least=self._least)
        entities = tuple(self._entities(doc, text, mentions))
        return replace(
            doc, entities=entities, places=place_counts(entities), organizations=organization_counts(entities)
        )

    def _units(self, text: str, segments: tuple[Segment, ...]) -> list[_Unit]:
        """The sentences of the tagged languages, read and tagged, in text order."""
        units: list[_Unit] = []
        for code in language.LANGUAGES:
            places = [
                (segment, start, end)
                for segment in segments
                if segment.language == code
                for start, end in segment.sentences or ((segment.start, segment.end),)
            ]
            texts = [text[start:end] for _, start, end in places]
            tagged = self._tagger.tag(texts, language=code) if self._tagger else [[] for _ in texts]
            trained = self._tagger is not None and code in self._tagger.trained
            for (segment, start, _), sentence, spans in zip(places, texts, tagged, strict=True):
                reading = merged(read(sentence), self._own) if self._own else read(sentence)
                known = {(hit.start, hit.end) for hit in reading.places}
                exact = [fitted(sentence, span, known) for span in spans] if trained else spans
                units.append(_Unit(segment, start, sentence, reading, exact))
        return sorted(units, key=lambda unit: unit.offset)

    def _mentions(self, text: str, units: list[_Unit]) -> list[Mention]:
        """Everything found, likely or not."""
        known = [*_known_organizations(units), *_places(units)]
        if self._tagger is not None and self._tagger.trained:
            known = _heeding(known, units, self._tagger.trained)
        found = [mention for unit in units for mention in self._aliased(unit)]
        found += known
        found += [mention for unit in units for mention in self._tagged(unit)]
        sure = resolve((mention for mention in found if mention.label == "ORG"), least=self._least)
        found += (second := list(in_brackets(text, sure)))
        seen = SeenNames(text, sure, second)
        for unit in units:
            found += seen.find(unit.reading.words, offset=unit.offset, segment=unit.segment.id)
        return found

    def _aliased(self, unit: _Unit) -> Iterator[Mention]:
        if self._aliases is None:
            return
        for hit in self._aliases.index.find(unit.reading.words):
            entry = hit.candidates[0].entry
            link = replace(
                known_organization(entry), kb="corpus" if self._aliases.labels[entry.id] == "ORG" else base_of(entry.id)
            )
            yield Mention(
                unit.offset + hit.start, unit.offset + hit.end, self._aliases.labels[entry.id], 1.0, ("alias",),
                unit.segment.id, link=link,
            )  # fmt: skip

    def _tagged(self, unit: _Unit) -> Iterator[Mention]:
        """The tagger's spans, as the gazetteer corrects them."""
        trained = self._tagger is not None and unit.segment.language in self._tagger.trained
        known = {(hit.start, hit.end): hit for hit in unit.reading.places}
        edges = known.keys() | {(hit.start, hit.end) for hit in unit.reading.organizations}
        # A trained tagger has read the sentence: what it joins by "and" or "in" is one name.
        if trained:
            spans = [part for whole in unit.spans for part in self._known_parts(unit.text, whole)]
        else:
            spans = [part for whole in unit.spans for part in _parts(unit.text, whole, edges)]
        for span in spans:
            if span.label == "PERSON":
                continue
            if self._is_shielded(unit.text[span.start : span.end], span.label):
                continue
            hit = known.get((span.start, span.end))
            label: Label = span.label
            score = span.score
            if hit is not None and span.label == "ORG" and not trained:
                label, score = "PLACE", _TAGGER_AGREES
            if hit is None and label == "PLACE" and trained:
                score -= UNKNOWN_PLACE[unit.segment.language]
            if label == "ORG" and trained:
                score = unknown_organization_score(unit.text, span, unit.segment.language)
            candidates = hit.candidates if hit is not None and label == "PLACE" else ()
            around, country = beside(unit.reading, span.start, span.end) if label == "PLACE" else (NONE, None)
            yield Mention(
                unit.offset + span.start, unit.offset + span.end, label, score, (span.source,), unit.segment.id,
                candidates=candidates, kind=around.kind, country=country,
            )  # fmt: skip

    def _known_parts(self, text: str, span: Span) -> list[Span]:
        """The span, or both sides of an "and" in it where each is an organization of the table by itself."""
        if span.label == "ORG":
            for match in _AND.finditer(text, span.start, span.end):
                first, second = replace(span, end=match.start()), replace(span, start=match.end())
                if all(self._gazetteer.organizations.lookup(name_key(text[s.start : s.end])) for s in (first, second)):
                    return [first, *self._known_parts(text, second)]
        return [span]

    def _is_shielded(self, name: str, label: str) -> bool:
        """Whether the table says that this is no name of ours, whatever the tagger takes it for (Google Earth)."""
        index = self._gazetteer.places if label == "PLACE" else self._gazetteer.organizations
        found = index.lookup(name_key(name))
        return any(candidate.flags & NEVER for candidate in found)

    def _entities(self, doc: Document, text: str, mentions: list[Mention]) -> Iterator[Entity]:
        assert doc.offsets is not None
        links = link_places(text, mentions, places=self._places) | link_organizations(text, mentions)
        for number, mention in enumerate(mentions):
            raw_start, raw_end = doc.offsets.span(mention.start, mention.end)
            link = links.get(number) or mention.link
            yield Entity(
                id=f"e{number + 1:04}", label=mention.label, start=mention.start, end=mention.end, raw_start=raw_start,
                raw_end=raw_end, text=text[mention.start : mention.end], segment=mention.segment,
                score=round(mention.score, 4), source=mention.source, link=link,
            )  # fmt: skip


def _parts(text: str, span: Span, known: set[tuple[int, int]]) -> list[Span]:
    """The span, or what stands on both sides of "and", "or", "in" if one side is a name that the gazetteer knows."""
    cuts = [match.span() for match in _CONNECTOR.finditer(text, span.start, span.end)]
    if not cuts or (span.start, span.end) in known:
        return [span]
    starts = [span.start, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), span.end]
    parts = [replace(span, start=start, end=end) for start, end in zip(starts, ends, strict=True)]
    named = [part for part in parts if (part.start, part.end) in known]
    # A comma stands inside names too: what it parts counts if it is known.
    listed = any(text[start:end] == ", " for start, end in cuts)
    return (named if listed else parts) if named else [span]


def _heeding(known: list[Mention], units: list[_Unit], languages: frozenset[str]) -> list[Mention]:
    """The gazetteer's mentions as a trained tagger's spans correct them in its languages, unit by unit."""
    by_unit: dict[int, list[Mention]] = {}
    starts = [unit.offset for unit in units]
    for mention in known:
        by_unit.setdefault(bisect.bisect_right(starts, mention.start) - 1, []).append(mention)
    found: list[Mention] = []
    for at, mentions in by_unit.items():
        unit = units[at]
        if unit.segment.language not in languages:
            found += mentions
            continue
        spans = [replace(s, start=s.start + unit.offset, end=s.end + unit.offset) for s in unit.spans]
        found += corrected(mentions, spans)
    return found


def _known_organizations(units: list[_Unit]) -> Iterator[Mention]:
    """Organizations of the shipped table; names that are words too need evidence, or the organization's other name."""
    hits = [(unit, hit) for unit in units for hit in unit.reading.organizations]
    sure = {hit.candidates[0].entry.id for _, hit in hits if not hit.candidates[0].flags & AMBIGUOUS}
    for unit, hit in hits:
        candidate = hit.candidates[0]
        if candidate.flags & AMBIGUOUS and candidate.entry.id not in sure and not _evidence(unit, hit).organization:
            continue
        yield Mention(
            unit.offset + hit.start, unit.offset + hit.end, "ORG", _KNOWN_ORGANIZATION, ("gazetteer",), unit.segment.id,
            candidates=(candidate,),
        )  # fmt: skip


def _places(units: list[_Unit]) -> Iterator[Mention]:
    """Places of the gazetteer with their scores."""
    countries: Counter[str] = Counter()
    hits = _with_shared_types([(unit, hit, _evidence(unit, hit)) for unit in units for hit in unit.reading.places])
    named: set[str] = set()
    for _, hit, evidence in hits:
        best = max(hit.candidates, key=lambda candidate: base(candidate, words=hit.last - hit.first + 1))
        certain = base(best, words=hit.last - hit.first + 1) >= _CERTAIN and not evidence.person
        # A name that a place near us bears too (طرابلس) does not say that the document speaks of a far country.
        near = any(candidate.entry.country in NEAR for candidate in hit.candidates)
        if certain and (best.entry.country in NEAR or not near):
            countries[best.entry.country or ""] += 2 if best.entry.type == "country" else 1
        if evidence.kind is not None:
            named.update(candidate.entry.id for candidate in hit.candidates)
    previous: tuple[int, int, Kind | None] | None = None  # the place before: its sentence, last word and type word
    for unit, hit, around in hits:
        # محافظتي حلب وإدلب: the type word speaks for both; the name before must be a place itself.
        listed = around.coordinated and previous is not None and previous[:2] == (unit.offset, hit.first - 1)
        kind = around.kind or (previous[2] if listed and previous is not None else None)
        score = place_score(
            hit,
            replace(around, coordinated=listed, kind=kind),
            in_document=any(_is_ambiguous(candidate) and candidate.entry.id in named for candidate in hit.candidates),
            compatriots=max(countries[candidate.entry.country or ""] for candidate in hit.candidates),
        )
        previous = (unit.offset, hit.last, kind) if score >= _LISTABLE else None
        yield Mention(
            unit.offset + hit.start, unit.offset + hit.end, "PLACE", score, ("gazetteer",), unit.segment.id,
            candidates=hit.candidates, kind=kind, country=around.country or country_behind(unit.reading, hit),
        )  # fmt: skip


def _with_shared_types(hits: list[tuple[_Unit, Hit, Evidence]]) -> list[tuple[_Unit, Hit, Evidence]]:
    """The same with the type word of a list at each of its places: Homs, Dara'a and Quneitra provinces."""
    found = list(hits)
    for index in range(len(found) - 1, 0, -1):
        (unit, hit, around), (_, later, behind) = found[index - 1], found[index]
        follows = found[index][0] is unit and 1 <= later.first - hit.last <= 2
        if behind.shared and behind.coordinated and follows and around.kind is None:
            found[index - 1] = (unit, hit, replace(around, kind=behind.kind, shared=True))
    return found


def _is_ambiguous(candidate: Candidate) -> bool:
    return bool(candidate.flags & (AMBIGUOUS | HOMOGRAPH))


def _evidence(unit: _Unit, hit: Hit) -> Evidence:
    words = unit.reading.words
    return language.of(words.keys[hit.first]).evidence(words, hit.first, hit.last, hit.start)
