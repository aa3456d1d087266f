"""One text without the listed names, and where everything else in it has moved to."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from corpus_cli.errors import DocumentError
from corpus_cli.export.redaction import language
from corpus_cli.export.redaction.finder import Hit
from corpus_cli.export.redaction.names import NameList

# A replacement cannot hold a listed name, but beside other words it can become part of one; that ends at once or never.
_MOST_ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Edit:
    """``start:end`` of the text before became ``new_start:new_end`` of the text after."""

    start: int
    end: int
    new_start: int
    new_end: int


@dataclass(frozen=True, slots=True)
class Moves:
    """From the offsets of a text to those of the redacted one: rounds of edits, each in order and apart."""

    rounds: tuple[tuple[Edit, ...], ...]

    def wide(self, start: int, end: int) -> tuple[int, int]:
        """Where the span is now; if it cut a name it holds the whole replacement."""
        for edits in self.rounds:
            start, end = _moved(edits, start, after=False), _moved(edits, end, after=True)
        return start, end

    def apart(self, start: int, end: int) -> tuple[int, int]:
        """The same for spans that lie side by side: a replacement goes to the first of those that the name touched."""
        for edits in self.rounds:
            start, end = _moved(edits, start, after=True), _moved(edits, end, after=True)
        return start, max(start, end)

    def touches(self, start: int, end: int) -> bool:
        """Whether a name in ``start:end`` of the text as it was has been replaced, wholly or in part."""
        for edits in self.rounds:
            if any(edit.start < end and start < edit.end for edit in edits):
                return True
            start, end = _moved(edits, start, after=False), _moved(edits, end, after=True)
        return False


@dataclass(frozen=True, slots=True)
class Redacted:
    """The text without listed names. ``hits``: what was replaced, by the name's index in the list."""

    text: str
    moves: Moves
    names: tuple[int, ...]

    @property
    def changed(self) -> bool:
        """Whether any name stood in the text."""
        return bool(self.names)


def redact_text(text: str, names: NameList) -> Redacted:
    """The text with every listed name replaced; no listed name is left in it.

    Names that overlap (Ahmad Khalil and Khalil Hasan in Ahmad Khalil Hasan) are replaced together, by what is said for
    the first. Raises ``DocumentError`` if replacements and the words around them keep becoming listed names.
    """
    rounds: list[tuple[Edit, ...]] = []
    found: list[int] = []
    for _ in range(_MOST_ROUNDS):
        hits = names.finder.find(text)
        if not hits:
            return Redacted(text, Moves(tuple(rounds)), tuple(found))
        found += [hit.name for hit in hits]
        text, edits = _replaced(text, hits, names)
        rounds.append(edits)
    raise DocumentError(
        "holds listed names that cannot be taken out: what replaces them makes new ones",
        remedy="give these names another replacement in the list",
    )


def _replaced(text: str, hits: Sequence[Hit], names: NameList) -> tuple[str, tuple[Edit, ...]]:
    parts: list[str] = []
    edits: list[Edit] = []
    done = length = 0
    for start, end, name in _merged(hits):
        new = names.names[name].replacement
        new = language.of(new).attached(new, before=text[start - 1 : start])
        parts += (text[done:start], new)
        length += start - done
        edits.append(Edit(start, end, length, length + len(new)))
        length += len(new)
        done = end
    return "".join([*parts, text[done:]]), tuple(edits)


def _merged(hits: Sequence[Hit]) -> list[tuple[int, int, int]]:
    """The hits in order, those that overlap as one under the first one's name."""
    merged: list[tuple[int, int, int]] = []
    for hit in hits:
        if merged and hit.start < merged[-1][1]:
            start, end, name = merged[-1]
            merged[-1] = (start, max(end, hit.end), name)
        else:
            merged.append((hit.start, hit.end, hit.name))
    return merged


def _moved(edits: Sequence[Edit], offset: int, *, after: bool) -> int:
    """The offset in the text after; inside a name it goes to the replacement's end (``after``) or beginning."""
    at = bisect_right(edits, offset, key=lambda edit: edit.start) - 1
    if at < 0:
        return offset
    edit = edits[at]
    if offset >= edit.end:
        return offset + edit.new_end - edit.end
    if offset == edit.start:
        return edit.new_start
    return edit.new_end if after else edit.new_start
