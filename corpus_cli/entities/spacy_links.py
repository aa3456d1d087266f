"""What the entities of a spaCy document refer to, by the gazetteer and the rules of ``linking``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus_cli.document import Link
from corpus_cli.entities import language
from corpus_cli.entities.gazetteer import Candidate, Hit, load_gazetteer
from corpus_cli.entities.linking import Context, link_place
from corpus_cli.entities.organizations import known_organization, unknown_organization
from corpus_cli.entities.reading import Reading, country_behind, read
from corpus_cli.entities.scoring import NEAR, base
from corpus_cli.entities.spacy_sentences import sentences
from corpus_cli.entities.words import name_key

if TYPE_CHECKING:
    from spacy.tokens import Doc

# As in the entity stage: a place of at least this base says which country a document speaks of.
_CERTAIN = 0.7
# و ف, then ب ل ك, with marks between them.
_MOST_PROCLITICS = 4


class Names:
    """The gazetteer's names in a document and the countries that it speaks of."""

    def __init__(self, doc: Doc) -> None:
        self._text = doc.text
        self._context = Context()
        self._places: dict[int, tuple[Reading, Hit, int]] = {}  # by where the name ends: proclitics do not matter
        self._organizations: dict[int, tuple[Reading, Hit, int]] = {}
        for start, end, _ in sentences(doc):
            reading = read(self._text[start:end])
            self._places |= {start + hit.end: (reading, hit, start) for hit in reading.places}
            self._organizations |= {start + hit.end: (reading, hit, start) for hit in reading.organizations}
        for reading, hit, _ in self._places.values():
            self._count(reading, hit)

    def place(self, start: int, end: int) -> Link | None:
        """The place that ``text[start:end]`` names; ``None`` if no entry is likely enough."""
        reading, hit, offset = self._places.get(end, (None, None, 0))
        if reading is not None and hit is not None and self._same(hit.start + offset, start):
            around = language.of(reading.words.keys[hit.first]).evidence(reading.words, hit.first, hit.last, hit.start)
            country = around.country or country_behind(reading, hit)
            return link_place(hit.candidates, around.kind, self._context, country=country)
        return link_place(load_gazetteer().lookup(name_key(self._text[start:end])), None, self._context)

    def organization(self, start: int, end: int) -> Link:
        """The organization that ``text[start:end]`` names: one of the table, or one known by its name alone."""
        _, hit, offset = self._organizations.get(end, (None, None, 0))
        candidates: tuple[Candidate, ...]
        if hit is not None and self._same(hit.start + offset, start):
            candidates = hit.candidates
        else:
            candidates = load_gazetteer().organizations.lookup(name_key(self._text[start:end]))
        if candidates:
            return known_organization(candidates[0].entry)
        return unknown_organization(self._text[start:end], before=self._text[max(0, start - 1) : start])

    def _same(self, known: int, start: int) -> bool:
        """Whether a name that begins at ``known`` is the one at ``start``: there, or behind letters of its own word."""
        return start <= known and " " not in self._text[start:known] and known - start <= _MOST_PROCLITICS

    def _count(self, reading: Reading, hit: Hit) -> None:
        """As the entity stage counts: a name that a place near us bears too says nothing of a far country."""
        evidence = language.of(reading.words.keys[hit.first]).evidence(reading.words, hit.first, hit.last, hit.start)
        words = hit.last - hit.first + 1
        best = max(hit.candidates, key=lambda candidate: base(candidate, words=words))
        near = any(candidate.entry.country in NEAR for candidate in hit.candidates)
        if base(best, words=words) >= _CERTAIN and not evidence.person and (best.entry.country in NEAR or not near):
            self._context.add(best.entry)
