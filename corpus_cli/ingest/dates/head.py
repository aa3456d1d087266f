"""The lines at the head of a text, each with its way back to the extracted text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from corpus_cli.document import Block, Extracted, SegmentKind
from corpus_cli.ingest.dates.folding import Folded, fold

_BLOCKS = 25
_BLOCK_CHARACTERS = 1200  # of a block that are looked at
_LINE_CHARACTERS = 240
_RUNNING = 30  # words of a line or paragraph that is running text
_FULL = 45  # characters of a line that was broken by its margin


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the head. ``folded`` is its text for reading, ``raw`` where each of its characters stands.

    ``opens``: it is the first of its block. ``goes_on``: it continues a broken line, so it stands in running text.
    ``deep``: running text stands before its block. ``cut``: there is more of it than is held.
    """

    text: str
    raw: tuple[int, ...]
    kind: SegmentKind
    opens: bool
    goes_on: bool
    deep: bool
    cut: bool
    before: str

    @property
    def folded(self) -> Folded:
        """The text folded; its places are those in ``text``."""
        return fold(self.text)


def lines(extracted: Extracted) -> Iterator[Line]:
    """The lines of the first blocks, in order. ``before`` is the text of the line above, empty at the top."""
    deep = False
    above = ""
    for block in extracted.blocks[:_BLOCKS]:
        text, places = _text(extracted.text, block)
        at, previous = 0, ""
        for number, line in enumerate(text.split("\n")):
            shown = line[:_LINE_CHARACTERS]
            if shown.strip():
                yield Line(
                    text=shown,
                    raw=places[at : at + len(shown)],
                    kind=block.kind,
                    opens=number == 0,
                    goes_on=bool(previous) and len(previous.strip()) >= _FULL,
                    deep=deep,
                    cut=len(line) > len(shown),
                    before=above,
                )
                above = shown
            previous = line
            at += len(line) + 1
        deep = deep or (block.kind in ("paragraph", "quote") and _is_running(text))


def _text(source: str, block: Block) -> tuple[str, tuple[int, ...]]:
    parts: list[str] = []
    places: list[int] = []
    for start, end in block.slices:
        if len(places) >= _BLOCK_CHARACTERS:
            break
        last = min(end, start + _BLOCK_CHARACTERS)
        parts.append(source[start:last].replace("\r\n", "\n\n").replace("\r", "\n") or " ")
        places += range(start, last) if start < last else [start]
    return "".join(parts), tuple(places)


def _is_running(text: str) -> bool:
    longest = max(text.split("\n"), key=len)
    return len((text if len(longest) >= _FULL else longest).split()) >= _RUNNING
