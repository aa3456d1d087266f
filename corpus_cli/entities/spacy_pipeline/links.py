"""What the entities of a spaCy document refer to, by the gazetteer and the rules of ``linking``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from corpus_cli.document import Label, Link
from corpus_cli.entities.gazetteer.gazetteer import Hit, load_gazetteer
from corpus_cli.entities.gazetteer.organizations import known_organization, unknown_organization
from corpus_cli.entities.linking.linking import link_places
from corpus_cli.entities.names.words import name_key
from corpus_cli.entities.reading.reading import Reading, beside, read
from corpus_cli.entities.reading.resolve import Mention
from corpus_cli.entities.spacy_pipeline.sentences import sentences

if TYPE_CHECKING:
    from spacy.tokens import Doc

# و ف, then ب ل ك, with marks between them.
_MOST_PROCLITICS = 4


class Names:
    """A document's text as the gazetteer reads it."""

    def __init__(self, doc: Doc) -> None:
        self._text = doc.text
        self._sentences: list[tuple[int, int, Reading]] = []
        self._places: dict[int, int] = {}  # from where a name ends to where the gazetteer has it begin
        self._organizations: dict[int, tuple[int, Hit]] = {}
        for start, end, _ in sentences(doc):
            reading = read(self._text[start:end])
            self._sentences.append((start, end, reading))
            self._places |= {start + hit.end: start + hit.start for hit in reading.places}
            self._organizations |= {start + hit.end: (start + hit.start, hit) for hit in reading.organizations}

    def links(self, names: Iterable[tuple[int, int, Label]]) -> dict[tuple[int, int], Link]:
        """The links of these names by where they stand; places that no entry is likely enough for have none."""
        ordered = sorted(names)
        mentions = [self._mention(*name) for name in ordered]
        places = link_places(self._text, mentions)
        # Where the mention begins may lie behind the proclitics of the name that was asked for.
        found = {ordered[number][:2]: link for number, link in places.items()}
        found |= {(start, end): self._organization(start, end) for start, end, label in ordered if label == "ORG"}
        return found

    def _mention(self, start: int, end: int, label: Label) -> Mention:
        if label == "PLACE" and end in self._places and self._same(self._places[end], start):
            start = self._places[end]
        for number, (first, last, reading) in enumerate(self._sentences):
            if first <= start < last:
                around, country = beside(reading, start - first, end - first)
                return Mention(
                    start, end, label, 1.0, ("model",), str(number), kind=around.kind, country=country
                )  # fmt: skip
        return Mention(start, end, label, 1.0, ("model",), "")

    def _organization(self, start: int, end: int) -> Link:
        """The organization that ``text[start:end]`` names: one of the table, or one known by its name alone."""
        known, hit = self._organizations.get(end, (0, None))
        if hit is not None and self._same(known, start):
            candidates = hit.candidates
        else:
            candidates = load_gazetteer().organizations.lookup(name_key(self._text[start:end]))
        if candidates:
            return known_organization(candidates[0].entry)
        return unknown_organization(self._text[start:end], before=self._text[max(0, start - 1) : start])

    def _same(self, known: int, start: int) -> bool:
        """Whether a name that begins at ``known`` is the one at ``start``: there, or behind letters of its own word."""
        return start <= known and " " not in self._text[start:known] and known - start <= _MOST_PROCLITICS
