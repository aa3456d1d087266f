"""A document for a terminal or a pipe: facts, then the text with its themes and names, then the list of names.

With colours a name is coloured and its tag follows faintly; without them both stand in brackets: «في [حلب P1]». The tag
leads to the list below the text, which has the name in both languages and its id: written out at every mention they
would hide the sentence, and a Latin id within every Arabic line would set its words apart. A proclitic stands before
the bracket, as it stands before the name: ب[حلب P1].
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from corpus_cli.document import SegmentKind, place_of
from corpus_cli.normalize.words import count_words
from corpus_cli.show.dating import date_line
from corpus_cli.show.names import KINDS, Name, counted
from corpus_cli.show.styled import ASKED, FAINT, HEADING, ORGANIZATION, PLACE, PLAIN, Run, lines, painted
from corpus_cli.show.view import UNKNOWN, Band, Block, Piece, Theme, View
from corpus_cli.show.visible import directed, runs_right_to_left, visible
from corpus_cli.wording.language import language_of
from corpus_cli.wording.text import percent, plural

WIDTH = 100
# Labels of themes hold dots themselves: women · peace.
BETWEEN_NAMES = " | "
_OPENINGS: dict[SegmentKind, str] = {
    "heading": "# ",
    "paragraph": "",
    "list_item": "• ",
    "quote": "> ",
    "table": "",
    "caption": "(caption) ",
}
# Of these, neighbours stand on lines without a blank one between them.
_STACKED = ("table", "list_item")
_STYLES = {"PLACE": PLACE, "ORG": ORGANIZATION}


@dataclass(frozen=True, slots=True)
class Look:
    """How it is written. ``isolate``: right-to-left text stands between isolates, which a terminal heeds."""

    color: bool = False
    isolate: bool = False
    width: int = WIDTH


def to_text(view: View, *, look: Look | None = None) -> str:
    """The document as lines; ends with a newline.

    Facts have their Arabic at the line's end, so that it reads the same in terminals that reorder right-to-left text
    and in those that do not. Each line of the text has the direction of its segment's language.
    """
    writer = _Writer(view, look or Look())
    return "\n".join(writer.all()) + "\n"


@dataclass(frozen=True, slots=True)
class _Writer:
    view: View
    look: Look

    def all(self) -> Iterator[str]:
        yield from self._head()
        yield from self._text()
        yield from self._names()

    def _head(self) -> Iterator[str]:
        doc = self.view.doc
        if doc.source.title:
            yield from self._wrapped([Run(visible(doc.source.title), HEADING)], runs_right_to_left(doc.source.title))
        yield self._fact("id", visible(doc.doc_id))
        yield self._fact("source", self._name(source_of(self.view)))
        if doc.source.author:
            yield self._fact("author", self._name(doc.source.author))
        yield self._fact("date", self._name(date_line(doc.source)))
        if doc.language is not None:
            yield self._fact("language", language_line(self.view))
        for number, theme in enumerate(self.view.chief_themes):
            yield self._fact("themes" if number == 0 else "", self._theme(theme))
        if self.view.names is not None and doc.entities is not None:
            yield self._fact("names", counted(self.view.names))
        yield self._fact("text", extent(self.view))
        for note in self.view.notes:
            yield from self._wrapped([Run(f"! {note}")], False, indent="  ")

    def _fact(self, label: str, value: str) -> str:
        return f"  {painted([Run(f'{label:<9}', FAINT)], color=self.look.color)} {value}".rstrip()

    def _theme(self, theme: Theme) -> str:
        share = "" if theme.share is None else f"{percent(theme.share):>7}  "
        return f"{visible(theme.theme_id)}  {share}{self._labels(theme)}".rstrip()

    def _labels(self, theme: Theme) -> str:
        """The labels, those from right to left last."""
        found = sorted(theme.labels.items(), key=lambda item: language_of(item[0]).right_to_left)
        return BETWEEN_NAMES.join(self._name(label) for _, label in found)

    def _name(self, text: str) -> str:
        """Text of a report in a line with other text."""
        shown = visible(text)
        if self.look.isolate and any(runs_right_to_left(char) for char in shown):
            return directed(shown, right_to_left=bool(runs_right_to_left(shown)))
        return shown

    def _text(self) -> Iterator[str]:
        if not self.view.is_whole and self.view.part.start > 0:
            yield from ("", "…")
        for band in self.view.bands:
            if self.view.doc.passages is not None:
                yield from ("", self._band(band))
            previous: Block | None = None
            for block in band.blocks:
                if previous is None or previous.kind != block.kind or block.kind not in _STACKED:
                    yield ""
                yield from self._block(block)
                previous = block
        if not self.view.is_whole and self.view.part.end < len(self.view.doc.text or "") - 1:
            yield from ("", "…")

    def _band(self, band: Band) -> str:
        if band.passage is None:
            return painted([Run("── in no passage", FAINT)], color=self.look.color)
        passage = band.passage
        facts = f"{'──▶' if band.sought else '──'} {visible(passage.id)}  {passage.start}-{passage.end}"
        theme = self.view.theme(passage.theme_id)
        score = "" if passage.score is None else f"  score {passage.score:.2f}"
        about = f"  {visible(theme.theme_id)}{score}  " if theme else "  no theme"
        labels = self._labels(theme) if theme else ""
        return painted([Run(f"{facts}{about}{labels}".rstrip(), FAINT)], color=self.look.color)

    def _block(self, block: Block) -> Iterator[str]:
        opening = "" if block.continues else _OPENINGS[block.kind]
        base = HEADING if block.kind == "heading" else PLAIN
        runs = [Run(opening, base), *self._runs(block, base)]
        right_to_left = block.right_to_left
        if block.language == UNKNOWN:
            right_to_left = bool(runs_right_to_left("".join(piece.text for piece in block.pieces)))
        yield from self._wrapped(runs, right_to_left, indent="    " if block.kind == "quote" else "")

    def _piece(self, piece: Piece, base: str) -> Iterator[Run]:
        text = visible(piece.text)
        asked = ASKED if piece.asked else PLAIN
        if piece.mention is None:
            yield Run(text, _both(base, asked))
        elif self.look.color:
            yield Run(text, _both(_both(base, _STYLES[piece.mention.label]), asked))
            yield Run(f"[{piece.tag}]", FAINT)
        else:
            yield Run(f"[{text}")
            yield Run(f" {piece.tag}]", together=True)

    def _runs(self, block: Block, base: str) -> Iterator[Run]:
        """The block's pieces. What was asked for is underlined, or without colours stands between >> and <<."""
        before = False
        for piece in block.pieces:
            if not self.look.color and piece.asked != before:
                yield Run(">>" if piece.asked else "<<")
            before = piece.asked
            yield from self._piece(piece, base)
        if not self.look.color and before:
            yield Run("<<")

    def _wrapped(self, runs: list[Run], right_to_left: bool | None, *, indent: str = "") -> Iterator[str]:
        """The runs in lines of one direction."""
        turns = right_to_left or any(runs_right_to_left(char) for run in runs for char in run.text)
        for line in lines(runs, width=self.look.width - len(indent)):
            written = painted(line, color=self.look.color)
            if self.look.isolate and turns:
                written = directed(written, right_to_left=bool(right_to_left))
            yield f"{indent}{written}"

    def _names(self) -> Iterator[str]:
        if not self.view.names:
            return
        yield ""
        yield painted([Run("Places and organizations", HEADING)], color=self.look.color)
        rows = [_row(name) for name in self.view.names]
        widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
        for name, row in zip(self.view.names, rows, strict=True):
            cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
            yield f"  {'  '.join(cells)}  {both(name, self._name)}".rstrip()


def source_of(view: View) -> str:
    """The path as given, with #record for a record of a csv or jsonl file."""
    source = view.doc.source
    return place_of(source.path, source.record_id)


def language_line(view: View) -> str:
    """The document's language, or what it is a mixture of."""
    doc = view.doc
    shares = sorted((doc.languages or {}).items(), key=lambda item: (-item[1], item[0]))
    parts = ", ".join(f"{visible(language_of(code).name)} {percent(share)}" for code, share in shares)
    name = visible(language_of(doc.language or UNKNOWN).name)
    return name if len(shares) < 2 else f"{name} ({parts})"


def extent(view: View) -> str:
    """How long the text is, and which part of it is shown."""
    text = view.doc.text or ""
    long = f"{plural(count_words(text), 'word')}, {plural(len(text), 'character')}"
    if view.is_whole:
        return long
    asked = view.part.asked
    wanted = f" around {asked[0]}-{asked[1]}" if asked and asked != (view.part.start, view.part.end) else ""
    return f"characters {view.part.start}-{view.part.end}{wanted} of {long}"


def both(name: Name, safe: Callable[[str], str], *, between: str = BETWEEN_NAMES) -> str:
    """The English and the Arabic name; as it is written where it is not linked."""
    names = [name.link.name_en, name.link.name_ar] if name.link else []
    return between.join(safe(one) for one in names if one) or safe(name.written)


def _row(name: Name) -> tuple[str, ...]:
    link = name.link
    return (
        name.tag,
        f"{len(name.mentions):,}",
        visible(link.type) if link and link.type else KINDS[name.label],
        visible(link.id) if link else "no link",
    )


def _both(first: str, second: str) -> str:
    return ";".join(style for style in (first, second) if style)
