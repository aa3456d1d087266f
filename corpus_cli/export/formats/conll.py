"""Mentions as CoNLL-2003 has them: a token and its BIO label a line, an empty line after a sentence."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import BinaryIO

from corpus_cli.document import Entity
from corpus_cli.export.formats.exporter import Setting, Written
from corpus_cli.export.pieces import Span, apart, edges, tokens, units
from corpus_cli.export.record import Outgoing
from corpus_cli.wording.text import one_line

MARKER = "-DOCSTART-"
OUTSIDE = "O"


class ConllExporter:
    """``entities.LANG.conll``, one file a language; languages are those of the segments.

    Lines that begin with ``# `` are remarks: where the document comes from, and before each sentence its offsets in the
    document's text and the text itself, in which the tokens stand in order, so that every mention can be found again
    (``read_back``). Documents in which names were not looked for are left out.
    """

    def __init__(self, setting: Setting) -> None:
        self._folder = setting.folder
        self._files: dict[str, BinaryIO] = {}
        self._counts: dict[str, int] = {}
        self._left_out = 0
        self._unread = 0

    def add(self, out: Outgoing) -> None:
        """The document's sentences are written, each to its language's file."""
        if out.doc.entities is None:
            self._unread += 1
            return
        ents, overlapping = apart(out.entities)
        self._left_out += len(overlapping)
        language = out.language_at()
        cuts = edges(ents)
        opened: set[str] = set()
        for unit in units(out.sentences(), ents):
            code = language(unit[0])
            file = self._file(code)
            if code not in opened:
                opened.add(code)
                file.write("".join(_head(out)).encode())
            file.write("".join(_sentence(out.text, unit, ents, cuts)).encode())
            self._counts[code] += 1

    def finish(self) -> list[Written]:
        """The files are closed."""
        self.close()
        return [Written(_name(code), self._counts[code], "sentence") for code in sorted(self._counts)]

    @property
    def notes(self) -> list[str]:
        """What is not in the files."""
        overlapping = f"{self._left_out:,} mentions overlap longer ones, and a token has one label: they are left out"
        unread = f"names were not looked for in {self._unread:,} documents: they are left out"
        return [note for count, note in ((self._left_out, overlapping), (self._unread, unread)) if count]

    def close(self) -> None:
        """No file is open."""
        for file in self._files.values():
            file.close()

    def _file(self, code: str) -> BinaryIO:
        if code not in self._files:
            self._files[code] = (self._folder / _name(code)).open("wb")
            self._counts[code] = 0
        return self._files[code]


def read_back(sentence: str, start: int, labelled: list[tuple[str, str]]) -> list[tuple[int, int, str]]:
    """The mentions of a sentence as ``(start, end, label)`` in the document's text.

    ``sentence`` and ``start`` are from its remarks, ``labelled`` are its tokens and labels. What has been written is
    found in the same places again.
    """
    found: list[tuple[int, int, str]] = []
    at = 0
    for token, label in labelled:
        begin = sentence.index(token, at)
        at = begin + len(token)
        if label.startswith("B-"):
            found.append((start + begin, start + at, label[2:]))
        elif label.startswith("I-"):
            found[-1] = (found[-1][0], start + at, found[-1][2])
    return found


def _head(out: Outgoing) -> Iterator[str]:
    source = out.doc.source
    yield f"# doc_id = {out.doc.doc_id}\n"
    for name, value in (
        ("path", source.path), ("record_id", source.record_id), ("title", source.title), ("date", source.date),
        ("language", out.doc.language),
    ):  # fmt: skip
        if value is not None:
            yield f"# {name} = {one_line(value)}\n"
    yield f"{MARKER}\t{OUTSIDE}\n\n"


def _sentence(text: str, unit: Span, ents: list[Entity], cuts: list[int]) -> Iterator[str]:
    start, end = unit
    shown = "".join(" " if char.isspace() else char for char in text[start:end])
    yield f"# span = {start} {end}\n# text = {shown}\n"
    starts = [ent.start for ent in ents]
    for first, last in tokens(text, unit, cuts):
        at = bisect_right(starts, first) - 1
        inside = at >= 0 and last <= ents[at].end
        label = f"{'B' if first == ents[at].start else 'I'}-{ents[at].label}" if inside else OUTSIDE
        yield f"{text[first:last]}\t{label}\n"
    yield "\n"


def _name(code: str) -> str:
    return f"entities.{code}.conll"
