"""Lines put together into paragraphs, over columns and pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from corpus_cli.ingest.lines import begins_list_item

_SENTENCE_END = tuple(".!?؟:؛;»”")
_HYPHENS = ("\xad", "\ufffe", "\x02")


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line in reading order with its place in points; ``row``: of a table."""

    text: str
    left: float
    right: float
    bottom: float
    height: float
    rtl: bool
    row: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph on one line, or the rows of a table a line each; ``height`` is the size of its type."""

    text: str
    height: float


def paragraphs(pages: Iterable[Sequence[Sequence[TextLine]]]) -> Iterator[Paragraph]:
    """The paragraphs of all pages, each page a sequence of regions; list items stand on lines of their own."""
    paragraph = ""
    above: TextLine | None = None
    for page in pages:
        for lines in page:
            pitch = _pitch(lines)
            body = median(line.height for line in lines) if lines else 0.0
            left, right = (
                min((line.left for line in lines), default=0.0),
                max((line.right for line in lines), default=0.0),
            )
            for number, line in enumerate(lines):
                if above is not None and not _ends(
                    above, line, left, right, pitch * max(1.0, line.height / body) if number else 0.0
                ):
                    paragraph = _joined(paragraph, line)
                else:
                    if paragraph and above:
                        yield Paragraph(paragraph, above.height)
                    paragraph = line.text
                above = line
    if paragraph and above:
        yield Paragraph(paragraph, above.height)


def _pitch(lines: Sequence[TextLine]) -> float:
    """The distance between lines within a paragraph: small among all, since gaps between paragraphs are larger."""
    steps = sorted(above.bottom - line.bottom for above, line in pairwise(lines) if above.bottom > line.bottom)
    return steps[len(steps) // 4] if steps else 0.0


def _ends(above: TextLine, line: TextLine, left: float, right: float, pitch: float) -> bool:
    """Whether a paragraph ends between these lines. ``pitch`` 0: the second one is the first of its region."""
    if above.text.endswith(_HYPHENS) and not line.row:
        return False
    if above.row or line.row:
        return not (above.row and line.row and pitch)
    if max(above.height, line.height) > 1.15 * min(above.height, line.height):
        return True  # another size of type: a heading, a note
    closed = above.text.endswith(_SENTENCE_END)
    if not pitch or line.bottom > above.bottom:
        return closed or begins_list_item(line.text)  # the next page or column
    if above.bottom - line.bottom > 1.3 * pitch:
        return True
    # A last line is short at its end, a first line indented at its start: in Arabic the left and the right edge.
    rest = above.left - left if above.rtl else right - above.right
    indent = right - line.right if line.rtl else line.left - left
    return closed and (rest > 0.12 * (right - left) or 1.2 * line.height < indent < 5 * line.height)


def _joined(paragraph: str, line: TextLine) -> str:
    if line.row:
        return f"{paragraph}\n{line.text}"
    if paragraph.endswith(_HYPHENS):
        return paragraph[:-1] + line.text
    return f"{paragraph}\n{line.text}" if begins_list_item(line.text) else f"{paragraph} {line.text}"
