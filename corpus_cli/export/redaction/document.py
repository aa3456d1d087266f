"""A document and the page of themes without the listed names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from corpus_cli.document import Dated, Document, Entity, Link, Segment
from corpus_cli.export.mentions import NamingDocument
from corpus_cli.export.record import Outgoing
from corpus_cli.export.redaction.names import NameList
from corpus_cli.export.redaction.tally import RedactionTally
from corpus_cli.export.redaction.text import Redacted, redact_text
from corpus_cli.themes.page import Card

_OWN_ID = "redacted:"


class Touched:
    """The ids of all that a listed name stands for, in any document, each with the id it has in the export.

    An organization lacks one of its names in some documents, so this is known only after a look at all of them.
    """

    def __init__(self, names: NameList) -> None:
        self._names = names
        self._lines: dict[str, int | None] = {}
        self.ids: dict[str, str] = {}
        self.lines: dict[str, int] = {}

    def look(self, docs: Iterable[NamingDocument]) -> None:
        """The links and mentions of these documents are known."""
        for doc in docs:
            for ent in doc.entities or ():
                if ent.link is None or ent.link.id in self.ids:
                    continue
                link = ent.link
                for text in (ent.text, link.name_en, link.name_ar, link.id):
                    line = self._line(text) if text else None
                    if line is not None:
                        self.ids[link.id] = f"{_OWN_ID}{len(self.ids) + 1}"
                        self.lines[link.id] = line
                        break

    def _line(self, text: str) -> int | None:
        if text not in self._lines:
            hits = self._names.finder.find(text)
            self._lines[text] = self._names.names[hits[0].name].line if hits else None
        return self._lines[text]


class Redactor:
    """Takes the listed names out of whatever goes by, and counts."""

    def __init__(self, names: NameList, touched: Touched) -> None:
        self._names = names
        self._touched = touched
        # Names of links come again and again.
        self._redact = lru_cache(maxsize=65536)(lambda text: redact_text(text, names))
        self.tally = RedactionTally(names, lines_of=touched.lines)

    def document(self, doc: Document) -> Outgoing:
        """The document without listed names in any field, its offsets those of the text as it is now."""
        done = redact_text(doc.text or "", self._names)
        self.tally.add(done.names, "text")
        self.tally.documents += done.changed
        self.tally.look_over(done.text)
        source = replace(
            doc.source,
            path=self._string(doc.source.path, "path"),
            title=self._optional(doc.source.title, "title"),
            author=self._optional(doc.source.author, "author"),
            record_id=self._optional(doc.source.record_id, "record_id"),
            dated=doc.source.dated and self._dated(doc.source.dated),
            undated=self._optional(doc.source.undated, "date"),
        )
        passages = doc.passages and tuple(
            replace(passage, start=start, end=end)
            for passage in doc.passages
            for start, end in [_apart(done, passage.start, passage.end)]
        )
        redacted = replace(
            doc,
            source=source,
            text=None if doc.text is None else done.text,
            segments=doc.segments and tuple(moved_segment(segment, done) for segment in doc.segments),
            entities=None if doc.entities is None else self._entities(doc, done),
            passages=passages,
            # Sums of the mentions' links, which no export has.
            places=None,
            organizations=None,
        )
        return Outgoing(redacted, redacted=done.changed)

    def _dated(self, dated: Dated) -> Dated:
        return replace(dated, written=self._string(dated.written, "date"))

    def card(self, card: Card) -> Card:
        """The theme without listed names, and without quotes, names and contrasts, which no export has."""
        return replace(
            card,
            labels={language: self._string(label, "theme") for language, label in card.labels.items()},
            keywords={
                language: tuple(replace(word, text=self._string(word.text, "theme")) for word in words)
                for language, words in card.keywords.items()
            },
            warnings=tuple(self._string(warning, "theme") for warning in card.warnings),
            quotes={}, pairs=(), places=(), organizations=(), contrast=(), companions=(),
        )  # fmt: skip

    def _entities(self, doc: Document, done: Redacted) -> tuple[Entity, ...]:
        kept: list[Entity] = []
        last = 0
        for ent in sorted(doc.entities or (), key=lambda ent: (ent.start, ent.end)):
            hit = done.moves.touches(ent.start, ent.end)
            start, end = done.moves.wide(ent.start, ent.end)
            if hit and start < last:
                # The name before has taken the beginning; of "Ahmad Khalil School" the school may be left.
                start = min(end, last + _blanks(done.text, last, end))
            if start >= end:
                self.tally.fell_together += 1
                continue
            last = max(last, end)
            self.tally.mentions += hit
            link = self._link(ent, hit=hit)
            kept.append(replace(ent, start=start, end=end, text=done.text[start:end], link=link))
        return tuple(kept)

    def _link(self, ent: Entity, *, hit: bool) -> Link | None:
        link = ent.link
        if link is None:
            return None
        own_id = self._touched.ids.get(link.id)
        if hit and own_id is None:
            # The name goes beyond the mention, so nothing says that it is this one's; its link would tell all the same.
            return None
        if own_id is None:
            return replace(
                link,
                admin1=self._optional(link.admin1, "area"),
                within=tuple(self._touched.ids.get(area) or self._string(area, "link id") for area in link.within),
                alternatives=(),
            )
        if not hit:
            self.tally.unlinked += 1
            self.tally.others[link.id][" ".join(ent.text.split())] += 1
            return None
        return replace(
            link, id=own_id, kb="redacted",
            name_en=self._if_changed(link.name_en), name_ar=self._if_changed(link.name_ar),
            lat=None, lon=None, country=None, admin1=None, within=(), alternatives=(),
        )  # fmt: skip

    def _if_changed(self, name: str | None) -> str | None:
        """The name if a listed one stood in it; its name in the other language would tell what it was."""
        if name is None:
            return None
        new = self._string(name, "link name")
        return None if new == name else new

    def _optional(self, text: str | None, where: str) -> str | None:
        return None if text is None else self._string(text, where)

    def _string(self, text: str, where: str) -> str:
        done = self._redact(text)
        self.tally.add(done.names, where)
        return done.text


def moved_segment(segment: Segment, done: Redacted) -> Segment:
    """The segment where it is in the redacted text; empty if all of it went to the one before."""
    start, end = _apart(done, segment.start, segment.end)
    return replace(segment, start=start, end=end, sentences=tuple(_apart(done, *span) for span in segment.sentences))


def _apart(done: Redacted, start: int, end: int) -> tuple[int, int]:
    """Where a sentence, segment or passage is now; what lost its first word to the one before begins with the next."""
    new_start, new_end = done.moves.apart(start, end)
    if done.moves.wide(start, end)[0] != new_start:
        new_start += _blanks(done.text, new_start, new_end)
    return new_start, new_end


def _blanks(text: str, start: int, end: int) -> int:
    return end - start - len(text[start:end].lstrip())
