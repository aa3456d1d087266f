"""The lines at the head of a text, each with its way back to the extracted text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from corpus_cli.document import Block, Extracted, SegmentKind

_BLOCKS = 25
_BLOCK_CHARACTERS = 1200  # of a block that are looked at
_LINE_CHARACTERS = 160
_RUNNING = 30  # words of a line or paragraph that is running text
_FULL = 45  # characters of a line that was broken by its margin


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the head. ``text``: its first characters; ``cut``: there is more of it.

    ``opens``: it is the first of its block. ``goes_on``: it continues a broken line, so it stands in running text.
    ``deep``: running text stands before its block. ``before``: the line above, empty at the top.
    """

    text: str
    block: Block
    at: int
    opens: bool
    goes_on: bool
    deep: bool
    cut: bool
    before: str

    @property
    def kind(self) -> SegmentKind:
        """Of its block."""
        return self.block.kind

    def raw(self, start: int, end: int) -> tuple[int, int]:
        """Where this part of the line stands in the extracted text. ``start`` lies before ``end``."""
        places = _places(self.block)
        return places[self.at + start], places[self.at + end - 1] + 1


def lines(extracted: Extracted) -> Iterator[Line]:
    """The lines of the first blocks, in order."""
    deep = False
    above = ""
    for block in extracted.blocks[:_BLOCKS]:
        text = _text(extracted.text, block)
        at, previous = 0, ""
        for number, line in enumerate(text.split("\n")):
            shown = line[:_LINE_CHARACTERS]
            if shown.strip():
                yield Line(
                    text=shown,
                    block=block,
                    at=at,
                    opens=number == 0,
                    goes_on=len(previous.strip()) >= _FULL,
                    deep=deep,
                    cut=len(line) > len(shown),
                    before=above,
                )
                above = shown
            previous = line
            at += len(line) + 1
        deep = deep or (block.kind in ("paragraph", "quote") and _is_running(text))


def _slices(block: Block) -> Iterator[tuple[int, int]]:
    """The slices of the block, as far as it is looked at; an empty one stands for a space."""
    length = 0
    for start, end in block.slices:
        last = min(end, start + _BLOCK_CHARACTERS)
        yield start, last
        length += max(1, last - start)
        if length >= _BLOCK_CHARACTERS:
            return


def _text(source: str, block: Block) -> str:
    if len(block.slices) == 1:  # as most are
        start, end = block.slices[0]
        text = source[start : min(end, start + _BLOCK_CHARACTERS)]
    else:
        text = "".join(source[start:end] or " " for start, end in _slices(block))
    return text.replace("\r\n", "\n\n").replace("\r", "\n") if "\r" in text else text


def _places(block: Block) -> list[int]:
    return [at for start, end in _slices(block) for at in (range(start, end) if start < end else (start,))]


def _is_running(text: str) -> bool:
    longest = max(text.split("\n"), key=len)
    return len((text if len(longest) >= _FULL else longest).split()) >= _RUNNING
