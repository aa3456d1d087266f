"""Listed names taken out of a run before anything of it is written: `corpus run --redact FILE`.

What is written knows the text only as it is without the names:

- **text**: replaced as in exports (``export/redaction``), right after it is cleaned, so that sentences, mentions,
  passages, vectors, themes, index and page are made of what is left;
- **title, author, path, record id, date as written, reasons of failures, settings in run.json**: the same, as strings.
  A path in which a name was replaced ends in ``~`` and eight hex digits, since it must stay different from others;
- **links**: a mention whose link bears a listed name (an alias of the user's, a place) loses the link, and links lose
  areas around their place that bear one;
- **raw offsets** of a document in which a name was replaced are those of its own text: those of the source would tell
  how long the names are. Its ``size_bytes`` is that of the text;
- **doc_id and hashes** of all inputs are keyed with the list: whoever has the output and guesses a name cannot try it
  out on a hash, and the list stands in the settings' hash by a slow function of all of it. A list of one or two names
  can still be guessed by whoever tries them all;
- **topic models** given to the run are refused if a listed name stands in them.

A folder is redacted with one list from its first run to its last: what an earlier run wrote would keep the names.
"""

from __future__ import annotations

import hashlib
import hmac
import html
import json
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec

from corpus_cli.document import Dated, Document, Entity, Failure, Link, OffsetMap
from corpus_cli.entities.gazetteer.gazetteer import load_gazetteer
from corpus_cli.errors import ConfigError, DocumentError, OutputError
from corpus_cli.export.redaction.document import moved_segment
from corpus_cli.export.redaction.names import NameList, read_names
from corpus_cli.export.redaction.tally import never_found
from corpus_cli.export.redaction.text import redact_text
from corpus_cli.ingest.archives.members import WITHIN
from corpus_cli.ingest.inputs import shown_path
from corpus_cli.output import RunFolder, write_whole
from corpus_cli.pipeline.redacting.replacements import RedactedRun, Replacements

_SALT = b"corpus redaction 1"
_TAG = 8  # hex digits behind a path that has lost a name
_SIZE = 20  # hex digits of a doc_id


@dataclass(frozen=True)
class Redaction:
    """The list in force. ``key`` is made of it by scrypt and is written nowhere.

    ``found``: how often each name was replaced since ``taken`` was last asked, by its place in the list.
    """

    names: NameList
    key: bytes
    found: Counter[int] = field(default_factory=Counter, compare=False, repr=False)

    @cached_property
    def fingerprint(self) -> str:
        """What stands for the list in the settings' hash and in the folder."""
        return self.keyed("fingerprint")

    def keyed(self, digest: str) -> str:
        """SHA-256 with the list as key, 64 hex digits; empty for an empty string: an input without a hash has none."""
        return hmac.new(self.key, digest.encode(), hashlib.sha256).hexdigest() if digest else ""

    def string(self, text: str) -> str:
        """The text without listed names. Raises ``DocumentError`` where that cannot be done."""
        if not self._stands_in(text):
            return text
        done = redact_text(text, self.names)
        self.found.update(done.names)
        return done.text

    def taken(self) -> Counter[int]:
        """What was replaced since this was last asked, by place in the list, from 0."""
        found = Counter(self.found)
        self.found.clear()
        return found

    def shown(self, text: str) -> str:
        """The same; a text from which the names cannot be taken out is only its tag, so that nothing ends with it."""
        try:
            return self.string(text)
        except DocumentError:
            return f"~{self.keyed(text)[:_TAG]}"

    def path(self, shown: str) -> str:
        """The path as it is written: without listed names, and still different from every other.

        The way to a file within an archive begins with the archive's own path, here as elsewhere.
        """
        return WITHIN.join(map(self._way, shown.split(WITHIN)))

    def _way(self, shown: str) -> str:
        if not self._stands_in(shown):
            return shown
        try:
            folder, slash, name = self.string(shown).rpartition("/")
        except DocumentError:
            suffix = Path(shown).suffix
            return f"~{self.keyed(shown)[:_TAG]}{'' if self._stands_in(suffix) else suffix}"
        stem, dot, suffix = name.rpartition(".")
        stem, suffix = (stem, f"{dot}{suffix}") if stem else (name, "")
        return f"{folder}{slash}{stem}~{self.keyed(shown)[:_TAG]}{suffix}"

    def failure(self, failure: Failure) -> Failure:
        """The line of errors.jsonl without listed names."""
        return replace(
            failure,
            path=self.path(failure.path),
            record=None if failure.record is None else self.shown(failure.record),
            reason=self.shown(failure.reason),
            remedy=self.shown(failure.remedy),
        )

    def data(self, value: Any) -> Any:
        """The JSON data without listed names in any string."""
        if isinstance(value, dict):
            return {key: self.data(item) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return [self.data(item) for item in value]
        return self.shown(value) if isinstance(value, str) else value

    def identity(self, doc: Document) -> Document:
        """The document as it was read, with an id and a hash that are keyed and a source without listed names."""
        source = replace(
            doc.source,
            path=self.path(doc.source.path),
            title=None if doc.source.title is None else self._title(doc.source.title),
            author=None if doc.source.author is None else self.string(doc.source.author),
            record_id=None if doc.source.record_id is None else self.string(doc.source.record_id),
            sha256=self.keyed(doc.source.sha256),
            dated=None if doc.source.dated is None else self._dated(doc.source.dated),
            undated=None if doc.source.undated is None else self.string(doc.source.undated),
        )
        return replace(doc, doc_id=self.keyed(doc.doc_id)[:_SIZE], source=source)

    def _dated(self, dated: Dated) -> Dated:
        return replace(dated, written=self.string(dated.written))

    def _title(self, title: str) -> str:
        """A heading of Markdown stands in for a title as it is written: with entities, S&#97;lim."""
        plain = html.unescape(title)
        return self.string(plain) if self._stands_in(plain) else self.string(title)

    def texts(self, docs: Iterator[Document]) -> Iterator[Document]:
        """A stage, after the text is cleaned: the documents without listed names in their text."""
        for doc in docs:
            text = doc.text or ""
            if not self._stands_in(text):
                yield doc
                continue
            done = redact_text(text, self.names)
            self.found.update(done.names)
            size = len(done.text)
            segments = tuple(moved_segment(segment, done) for segment in doc.segments or ())
            dated = doc.source.dated and replace(doc.source.dated, raw_start=None, raw_end=None)
            yield replace(
                doc,
                source=replace(doc.source, size_bytes=len(done.text.encode("utf-8", "surrogatepass")), dated=dated),
                text=done.text,
                segments=tuple(segment for segment in segments if segment.start < segment.end),
                offsets=OffsetMap(tuple(range(size)), tuple(range(1, size + 1))),
                extracted=None,
            )

    def links(self, docs: Iterator[Document]) -> Iterator[Document]:
        """A stage, the last: the documents without links that bear a listed name."""
        for doc in docs:
            entities = None if doc.entities is None else tuple(map(self._unlinked, doc.entities))
            if entities == doc.entities:
                yield doc
                continue
            kept = {ent.link.id for ent in entities or () if ent.link is not None}
            yield replace(
                doc,
                entities=entities,
                places=None if doc.places is None else tuple(one for one in doc.places if one.id in kept),
                organizations=None
                if doc.organizations is None
                else tuple(one for one in doc.organizations if one.id in kept),
            )

    def _unlinked(self, ent: Entity) -> Entity:
        link = ent.link
        if link is None:
            return ent
        if any(self._stands_in(name) for name in (link.name_en, link.name_ar, link.id) if name):
            return replace(ent, link=None)
        return replace(ent, link=self._cleaned(link))

    def _cleaned(self, link: Link) -> Link:
        return replace(
            link,
            # Not counted: it is the gazetteer's word, not the report's.
            admin1=None if link.admin1 is None else redact_text(link.admin1, self.names).text,
            within=tuple(area for area in link.within if not self._area_tells(area)),
            alternatives=tuple(
                one
                for one in link.alternatives
                if not any(self._stands_in(name) for name in (one.name_en, one.name_ar, one.id) if name)
            ),
        )

    def _area_tells(self, area: str) -> bool:
        """Whether the id, or the name that the search index would take from the gazetteer, bears a listed name."""
        if area not in self._areas:
            entry = load_gazetteer().by_id({area}).get(area)
            names = (area, entry.name_en, entry.name_ar) if entry is not None else (area,)
            self._areas[area] = any(self._stands_in(name) for name in names if name)
        return self._areas[area]

    @cached_property
    def _areas(self) -> dict[str, bool]:
        """What was found out of areas, by id: a few hundred, asked for with every mention of a place."""
        return {}

    def check_model(self, reference: str, folder: Path) -> None:
        """Raises ``ConfigError`` if a listed name stands in the topic model, whose words go into every page."""
        for path in sorted(folder.glob("*.json")):
            if self._stands_in(path.read_text(encoding="utf-8", errors="replace")):
                raise ConfigError(
                    f"the topic model {reference} holds listed names: it was trained on texts that were not redacted",
                    remedy="take a model of redacted runs (`corpus topics train`), or let `corpus run` train one: "
                    "--model none",
                )

    def check_encoder(self, name: str) -> None:
        """Raises ``ConfigError`` if a listed name stands in what results call the encoder that a recipe calls so."""
        from corpus_cli.topics.encoders.encoder import BUNDLED, recorded_name

        if name not in BUNDLED and self._stands_in(recorded_name(name)):
            raise ConfigError(
                "a listed name stands in what the encoder is called, which the topic model and every document say",
                remedy="give its folder another name, here and in the recipe ([topics] encoder)",
            )

    def _stands_in(self, text: str) -> bool:
        return bool(self.names.finder.find(text))


def read_redaction(path: Path) -> Redaction:
    """The list in this file. Raises ``ConfigError`` as ``read_names`` does."""
    names = read_names(path)
    canonical = json.dumps([(name.text, name.replacement) for name in names.names], ensure_ascii=False)
    # About 50 ms and 16 MB a guess.
    return Redaction(names, hashlib.scrypt(canonical.encode(), salt=_SALT, n=2**14, r=8, p=1, dklen=32))


def written_path(path: str, redaction: Redaction | None) -> str:
    """The path as it stands in documents, journal and errors.jsonl."""
    shown = shown_path(path)
    return shown if redaction is None else redaction.path(shown)


class _Mark(msgspec.Struct):
    """``.state/redaction.json``: with which list the folder was redacted, and how many names it has.

    ``found``: the places in the list of names that any run here has found, so that one that has nothing to read does
    not call them missing; not in which documents, which would tell where one person is meant. None: an earlier version
    did not note it.
    """

    fingerprint: str
    names: int
    found: tuple[int, ...] | None = None


def claim(folder: RunFolder, redaction: Redaction | None, *, empty: bool) -> None:
    """The folder is marked as redacted with this list, or as it was before; ``empty``: no run has written into it.

    Raises ``OutputError`` for a folder that was made with another list or without one, or with one and now without.
    """
    mark = _read_mark(folder)
    wanted = None if redaction is None else redaction.fingerprint
    found = None if mark is None else mark.fingerprint
    if found == wanted:
        return
    if redaction is not None and empty:
        _write_mark(folder, _Mark(redaction.fingerprint, len(redaction.names.names), ()))
    elif redaction is None:
        raise OutputError(
            f"{folder.root}: was made with --redact, and no list is given now",
            remedy="give the same list with --redact, or take another folder",
        )
    else:
        raise OutputError(
            f"{folder.root}: was made {'with another list' if mark else 'without --redact'}: its names can stand in it",
            remedy="give a new folder to `corpus run INPUT --redact LIST -o`: all reports are read anew there",
        )


def note_found(folder: RunFolder, found: Collection[int]) -> None:
    """The folder, claimed with a list, knows that these names of it were found: their places, from 0."""
    mark = _read_mark(folder)
    if mark is None or mark.found is None or set(found) <= set(mark.found):
        return
    _write_mark(folder, _Mark(mark.fingerprint, mark.names, tuple(sorted({*mark.found, *found}))))


def redacted_run(folder: RunFolder, redaction: Redaction, replaced: Replacements) -> RedactedRun:
    """What the redaction came to, with the names that no run in the folder has found."""
    mark = _read_mark(folder)
    known = None if mark is None else mark.found
    missing = None if known is None else never_found(redaction.names, known)
    return RedactedRun(replaced=replaced, listed=redaction.names.names, never_found=missing)


def _read_mark(folder: RunFolder) -> _Mark | None:
    path = folder.redaction
    return msgspec.json.decode(path.read_bytes(), type=_Mark) if path.is_file() else None


def _write_mark(folder: RunFolder, mark: _Mark) -> None:
    write_whole(folder.redaction, msgspec.json.encode(mark))
