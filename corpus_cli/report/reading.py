"""One pass over the documents of a run: what was read, and an even sample of its passages.

Only the fields that are used are decoded. What is held grows with languages, months and themes, not with documents.
"""

from __future__ import annotations

import hashlib
import heapq
from collections import Counter
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from corpus_cli.document import Dated, place_of
from corpus_cli.output import read_each
from corpus_cli.report.page_data import Corpus, DocumentRow, LanguageRow, Listed
from corpus_cli.results.run import Results
from corpus_cli.themes.tally import month_of
from corpus_cli.wording.text import one_line

# Of the documents the page lists so many, the latest ones; a table of 500 rows is made in a moment.
MOST_DOCUMENTS = 500
# Points on the map of passages: more cover one another, and an SVG of more is slow to draw on a phone.
MOST_PASSAGES = 2_000
EXCERPT = 220
THEMES_OF_A_DOCUMENT = 3
UNKNOWN = "und"


class _Source(msgspec.Struct, frozen=True):
    path: str
    record_id: str | None = None
    title: str | None = None
    date: str | None = None
    duplicate_of: str | None = None
    dated: Dated | None = None


class _Passage(msgspec.Struct, frozen=True, gc=False):
    id: str
    start: int
    end: int
    language: str
    theme_id: str | None = None


class _Share(msgspec.Struct, frozen=True, gc=False):
    theme_id: str
    share: float


class ReadDocument(msgspec.Struct, frozen=True):
    """A document as far as the page needs it."""

    doc_id: str
    source: _Source
    language: str | None = None
    text: str | None = None
    passages: tuple[_Passage, ...] | None = None
    themes: tuple[_Share, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sampled:
    """A passage of the sample. ``row``: its place among its document's passages."""

    doc_id: str
    passage: str
    row: int
    language: str
    theme_id: str | None
    title: str
    date: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Largest:
    """The document with most passages of a theme."""

    passages: int
    name: str


@dataclass(slots=True)
class Reading:
    """What the documents of a run come to. Added in any order, they give the same.

    ``left_out``: ids of documents that do not count in themes, and so are not the largest of one.
    """

    left_out: Container[str] = frozenset()
    documents: int = 0
    duplicates: int = 0
    undated: int = 0
    languages: Counter[str] = field(default_factory=Counter)
    passages: Counter[str] = field(default_factory=Counter)
    months: Counter[tuple[str, str]] = field(default_factory=Counter)
    dates: tuple[str, str] | None = None
    largest: dict[str, Largest] = field(default_factory=dict)
    damaged: list[str] = field(default_factory=list)
    _rows: list[tuple[tuple[str, str], DocumentRow]] = field(default_factory=list)
    _sample: list[tuple[int, str, Sampled]] = field(default_factory=list)

    def add(self, doc: ReadDocument) -> None:
        """One document more."""
        if doc.source.duplicate_of is not None:
            self.duplicates += 1
            return
        self.documents += 1
        self.languages[doc.language or UNKNOWN] += 1
        self.passages.update(passage.language for passage in doc.passages or ())
        self._add_date(doc)
        if doc.doc_id not in self.left_out:
            self._add_largest(doc)
        self._add_row(doc)
        self._add_passages(doc)

    def corpus(self) -> Corpus:
        """What was read, with the latest documents."""
        rows = sorted(self._rows, key=lambda item: item[0])
        rows.sort(key=lambda item: item[0][0], reverse=True)
        codes = sorted({*self.languages, *self.passages}, key=lambda code: (-self.languages[code], code))
        return Corpus(
            documents=self.documents,
            duplicates=self.duplicates,
            undated=self.undated,
            passages=self.passages.total(),
            languages=[
                LanguageRow(language=code, documents=self.languages[code], passages=self.passages[code])
                for code in codes
            ],
            months=[(month, code, count) for (month, code), count in sorted(self.months.items())],
            first_date=self.dates[0] if self.dates else None,
            last_date=self.dates[1] if self.dates else None,
            listed=Listed(total=self.documents, rows=[row for _, row in rows[:MOST_DOCUMENTS]]),
            damaged=sorted(self.damaged),
        )

    def sample(self) -> list[Sampled]:
        """The sampled passages, by document and place in it."""
        found = [sampled for _, _, sampled in self._sample]
        return sorted(found, key=lambda one: (one.doc_id, one.row))

    def _add_date(self, doc: ReadDocument) -> None:
        date = doc.source.date
        month = month_of(date)
        if month is None:
            self.undated += 1
        else:
            self.months[month, doc.language or UNKNOWN] += 1
        if date:
            first, last = self.dates or (date, date)
            self.dates = min(first, date), max(last, date)

    def _add_largest(self, doc: ReadDocument) -> None:
        name = _name(doc)
        counts = Counter(passage.theme_id for passage in doc.passages or () if passage.theme_id)
        for theme_id, count in counts.items():
            known = self.largest.get(theme_id)
            if known is None or (-count, name) < (-known.passages, known.name):
                self.largest[theme_id] = Largest(count, name)

    def _add_row(self, doc: ReadDocument) -> None:
        row = DocumentRow(
            doc_id=doc.doc_id,
            title=doc.source.title,
            path=_place(doc),
            date=doc.source.date,
            dated=doc.source.dated,
            language=doc.language,
            passages=len(doc.passages or ()),
            themes=[share.theme_id for share in (doc.themes or ())[:THEMES_OF_A_DOCUMENT]],
        )
        self._rows.append(((doc.source.date or "", f"{row.path} {doc.doc_id}"), row))
        if len(self._rows) >= 4 * MOST_DOCUMENTS:
            self._rows.sort(key=lambda item: item[0][1])
            self._rows.sort(key=lambda item: item[0][0], reverse=True)
            del self._rows[MOST_DOCUMENTS:]

    def _add_passages(self, doc: ReadDocument) -> None:
        """The passages with the smallest hashes stay: a sample that is even whatever the order of documents."""
        for row, passage in enumerate(doc.passages or ()):
            key = f"{doc.doc_id} {passage.id}"
            rank = -int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest())
            if len(self._sample) >= MOST_PASSAGES and rank <= self._sample[0][0]:
                continue
            sampled = Sampled(
                doc_id=doc.doc_id,
                passage=passage.id,
                row=row,
                language=passage.language,
                theme_id=passage.theme_id,
                title=_name(doc),
                date=doc.source.date,
                text=_excerpt((doc.text or "")[passage.start : passage.end]),
            )
            if len(self._sample) < MOST_PASSAGES:
                heapq.heappush(self._sample, (rank, key, sampled))
            else:
                heapq.heapreplace(self._sample, (rank, key, sampled))


def read(results: Results, *, damaged: Callable[[str], object]) -> Iterator[ReadDocument]:
    """Each document of the run; ``damaged`` is given the path in the run's folder of a file that is none."""

    def passed_over(path: Path) -> None:
        damaged(path.relative_to(results.root).as_posix())

    decode = msgspec.json.Decoder(ReadDocument).decode
    return (doc for _, doc in read_each(results.document_paths(), decode, damaged=passed_over))


def _name(doc: ReadDocument) -> str:
    return one_line(doc.source.title or "") or one_line(_place(doc))


def _place(doc: ReadDocument) -> str:
    source = doc.source
    return place_of(source.path, source.record_id)


def _excerpt(text: str) -> str:
    """The beginning of the text, up to a word's end where there is one."""
    line = one_line(text)
    if len(line) <= EXCERPT:
        return line
    cut = line[:EXCERPT]
    return f"{cut.rsplit(' ', 1)[0] if ' ' in cut[EXCERPT // 2 :] else cut} …"
