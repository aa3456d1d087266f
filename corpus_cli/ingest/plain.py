"""Plain text files: decoded, then cut into blocks by their lines."""

from __future__ import annotations

from corpus_cli.document import Block, Extracted
from corpus_cli.ingest.encoding import decode
from corpus_cli.ingest.lines import blocks, is_date_line
from corpus_cli.ingest.parsed import Parsed

_LONGEST_TITLE = 120  # characters
_NO_TITLE_END = tuple(".…,،;؛:")
# A line with place and date (إدلب، 3 أيار 2023) has no more words than this.
_DATE_LINE_WORDS = 6
_SUBSTANCE = 8  # words of a line that has something to say below a title


def parse(data: bytes) -> Parsed:
    """The decoded file and its blocks; a short first line above a text is its heading.

    Raises ``DocumentError`` if it is not text.
    """
    text, encoding = decode(data)
    found = blocks(text)
    if found and _is_title(text, found):
        found = (Block("heading", found[0].slices), *found[1:])
    return Parsed(extracted=Extracted(text, found), encoding=encoding)


def _is_title(text: str, found: tuple[Block, ...]) -> bool:
    """Nothing stands before a first line, so it may ask («لماذا؟») or quote where a heading farther down may not."""
    first, *rest = found
    title = text[slice(*first.slices[0])]
    if first.kind not in ("paragraph", "quote") or len(first.slices) > 1 or len(title.splitlines()) != 1:
        return False
    if len(title) > _LONGEST_TITLE or title.endswith(_NO_TITLE_END) or title[0].islower():
        return False
    if is_date_line(title) and len(title.split()) <= _DATE_LINE_WORDS:
        return False
    return any(
        block.kind != "paragraph" or len(text[block.slices[0][0] : block.slices[-1][1]].split()) >= _SUBSTANCE
        for block in rest
    )
