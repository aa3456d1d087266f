"""From plain text to blocks: paragraphs, list items, headings, quotes and table rows, by their lines alone.

Conservative: what is not clearly something else is a paragraph. Shared by txt files, PDF text and record fields.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from corpus_cli.document import Block, SegmentKind
from corpus_cli.ingest import arabic, english

# Marks that take no space: a line may begin with a right-to-left mark before its bullet.
_UNSEEN = "\u200b\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff"
_TERMINATOR = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]|\\Z")
_START = re.compile(f"[\\s{_UNSEEN}]*")
_UNSEEN_CHAR = re.compile(f"[\\s{_UNSEEN}]")
#: The bullets that Word takes from Symbol and Wingdings, fonts without letters: ● ▪ □ ➢ ✓ ❖.
PRIVATE_BULLETS = "\uf0b7\uf0a7\uf0a8\uf0d8\uf0fc\uf076"
_DIGIT = "[0-9٠-٩۰-۹]"
_MARKER = re.compile(
    rf"(?:[-*–—]\s|[•▪◦‣●■►➢✓·{PRIVATE_BULLETS}]|\(?{_DIGIT}{{1,3}}[.)](?=\s)|\(?{_DIGIT}{{1,3}}\s?[-–](?=\s)(?!\s*{_DIGIT})"
    rf"|{arabic.LIST_MARKER}|{english.LIST_MARKER})[\s{_UNSEEN}]*(?=\S)"
)
_NUMBERED = re.compile(rf"\(?{_DIGIT}")
_QUOTE_MARK = re.compile(r"(?:>\s*)+(?=[^\W\d]|[«\"“'(]|$)|>\s+")
_RULE = re.compile(r"={3,}|-{3,}|_{3,}|—{3,}|(?:\* ?){3,}|(?:- ?){3,}")
_TABLE_RULE = frozenset("-:|+= ")
_TAB = re.compile(r"(?<=\S) *\t\s*(?=\S)")
_PIPE = re.compile(r"\|.*\||\S.*\s\|\s.*\S")
_PIPE_MARGIN = "| \t"
_SENTENCE_END = tuple('.!?؟…:؛;。"”»')
_NO_HEADING_END = tuple(".!?؟…,،;؛:-–")
_DATE_LINE = re.compile(r"\b\d{1,2}\b\D+\d{4}\b|\b\d{4}-\d\d")
_QUOTATIONS = (("«", "»"), ("“", "”"), ("„", "“"))
_AFTER_QUOTATION = " .،,!؟?"

LineKind = Literal["blank", "rule", "item", "quote", "row", "plain", "heading"]
_KINDS: dict[str, SegmentKind] = {"item": "list_item", "quote": "quote", "row": "table", "heading": "heading"}

# A text that is wrapped has no line as long as this; where one is, its newlines end paragraphs.
_WRAPPED = 160
# A line this long was broken by its margin, so the next one goes on with it.
_FULL = 50


@dataclass(frozen=True, slots=True)
class _Line:
    """``start:end`` is the line without margins, ``body`` is behind its marker, the next line begins at ``after``."""

    kind: LineKind
    start: int
    end: int
    after: int
    body: int
    text: str
    indented: bool
    numbered: bool


@dataclass(slots=True)
class _Group:
    """Lines that make up one block, or the rows of one table. ``gap``: nothing or a blank line stands before it."""

    kind: LineKind
    lines: list[_Line]
    gap: bool

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)


def blocks(text: str) -> tuple[Block, ...]:
    """The blocks of the text in reading order; their slices leave list markers, quote marks and underlines out."""
    lines = [_line(text, start, end, after) for start, end, after in _bounds(text)]
    groups = list(_groups(_without_lonely(lines)))
    _find_headings(groups)
    return tuple(block for group in groups for block in _blocks(group))


def begins_list_item(line: str) -> bool:
    """Whether the line opens with a list marker."""
    return _kind(line.strip())[0] == "item"


def is_quotation(text: str) -> bool:
    """Whether the whole text is one quotation, from its opening mark to the closing one."""
    body = text.strip().rstrip(_AFTER_QUOTATION)
    for opening, closing in _QUOTATIONS:
        if body.startswith(opening) and body.endswith(closing) and len(body) > 2:
            return closing not in body[1:-1]
    return False


def is_date_line(text: str) -> bool:
    """Whether the line is short and holds a date, as those with place and date below a title do."""
    return len(text) <= 90 and _DATE_LINE.search(text) is not None


def _bounds(text: str) -> Iterator[tuple[int, int, int]]:
    at = 0
    for terminator in _TERMINATOR.finditer(text):
        yield at, terminator.start(), terminator.end()
        at = terminator.end()


def _line(text: str, start: int, end: int, after: int) -> _Line:
    while end > start and _UNSEEN_CHAR.match(text[end - 1]):
        end -= 1
    margin = start
    if match := _START.match(text, start, end):
        start = match.end()
    indented = any(char in " \t\u3000\xa0" for char in text[margin:start])
    kind, body = _kind(text[start:end])
    numbered = kind == "item" and _NUMBERED.match(text, start, end) is not None
    return _Line(kind, start, end, after, start + body, text[start + body : end], indented, numbered)


def _kind(content: str) -> tuple[LineKind, int]:
    """What the line looks like by itself, and where its text begins behind a marker."""
    if not content:
        return "blank", 0
    if _RULE.fullmatch(content):
        return "rule", 0
    if mark := _QUOTE_MARK.match(content):
        return "quote", mark.end()
    if _PIPE.fullmatch(content) or is_table_rule(content):
        return "row", 0
    if mark := _MARKER.match(content):
        return "item", mark.end()
    return ("row" if _TAB.search(content) else "plain"), 0


def is_table_rule(content: str) -> bool:
    """Whether the line is nothing but the rule of a table drawn with characters: |---|---|."""
    return not set(content) - _TABLE_RULE and ("|" in content or "+" in content)


def _without_lonely(lines: list[_Line]) -> list[_Line]:
    """Rows and items with no neighbour of their kind taken as what they then are: lines of prose.

    A row is prose that happens to hold a tab or a bar, an item after an unfinished line one that happens to begin with
    a dash or a number.
    """
    cells = [_cells(line) for line in lines]
    kept = []
    for at, line in enumerate(lines):
        before = lines[at - 1] if at else None
        neighbours = cells[max(0, at - 1) : at] + cells[at + 1 : at + 2]
        # With tabs the number of cells must agree: tabs also stand in running text.
        in_table = any(count == cells[at] or (count and "|" in line.text) for count in neighbours)
        in_list = before is None or before.kind != "plain" or not _is_broken(before)
        in_list = in_list or (at + 1 < len(lines) and lines[at + 1].kind == "item")
        in_table = in_table or is_table_rule(line.text)
        lonely = (line.kind == "row" and not in_table) or (line.kind == "item" and not in_list)
        kept.append(replace(line, kind="plain", body=line.start, numbered=False) if lonely else line)
    return kept


def _is_broken(line: _Line) -> bool:
    return len(line.text) >= _FULL and not line.text.endswith(_SENTENCE_END)


def _cells(line: _Line) -> int:
    if line.kind != "row":
        return 0
    return 1 + (line.text.strip(_PIPE_MARGIN).count("|") if "|" in line.text else len(_TAB.findall(line.text)))


def _groups(lines: list[_Line]) -> Iterator[_Group]:
    group: _Group | None = None
    gap = True
    for line in lines:
        if group is not None and line.kind == "rule" and _is_underlined(group, line):
            group.kind = "heading"
        if group is not None and _continues(group, line):
            group.lines.append(line)
            continue
        if group is not None:
            yield from _unwrapped(group)
        empty = line.kind in ("blank", "rule")
        group = None if empty else _Group(line.kind, [line], gap)
        gap = empty
    if group is not None:
        yield from _unwrapped(group)


def _is_underlined(group: _Group, rule: _Line) -> bool:
    """Any one line is underlined by ===; --- also separates sections, so the line above must look like a heading."""
    if group.kind != "plain" or len(group.lines) != 1:
        return False
    return rule.text[0] == "=" or (rule.text[0] == "-" and _is_label(group.text))


def _continues(group: _Group, line: _Line) -> bool:
    before = group.lines[-1]
    if group.kind == "plain":
        return line.kind == "plain"
    if group.kind == "item":
        return line.kind == "plain" and (line.indented or _is_broken(before))
    return group.kind == "quote" and line.kind == "quote" and bool(line.text) and bool(before.text)


def _unwrapped(group: _Group) -> Iterator[_Group]:
    """The group, split where its newlines end paragraphs or where it opens with a line in capitals."""
    first, *rest = group.lines
    if group.kind != "plain" or not rest:
        yield group
    elif any(len(line.text) > _WRAPPED for line in group.lines):
        yield from (_Group("plain", [line], group.gap) for line in group.lines)
    elif first.text.isupper() and len(first.text.split()) > 1 and _is_label(first.text) and not rest[0].text.isupper():
        yield _Group("heading", [first], group.gap)
        yield from _unwrapped(_Group("plain", rest, False))
    else:
        yield group


def _find_headings(groups: list[_Group]) -> None:
    """Headings stand alone, are short, do not end like a sentence, and something longer comes after them.

    A run of more than three such lines is an address, a poem or a list without markers, not headings.
    """
    could = [_could_be_heading(groups, at) for at in range(len(groups))]
    at = 0
    while at < len(groups):
        run = at
        while run < len(groups) and could[run]:
            run += 1
        if 0 < run - at <= 3 and _has_substance(groups, run):
            for group in groups[at:run]:
                group.kind = "heading"
        at = max(run, at + 1)


def _could_be_heading(groups: list[_Group], at: int) -> bool:
    group = groups[at]
    if len(group.lines) != 1 or at + 1 == len(groups):
        return False
    before = groups[at - 1].kind if at else None
    after = groups[at + 1].kind
    if group.kind == "item":
        # «1. Background», alone between paragraphs: a list has more than one item.
        return group.lines[0].numbered and group.gap and before != "item" and after == "plain" and _is_label(group.text)
    if group.kind != "plain" or not (group.gap or before != "item"):
        return False
    # A line that ends in a colon announces the list below it and heads nothing.
    return _is_label(group.text) and not _is_date_line(group)


def _has_substance(groups: list[_Group], at: int) -> bool:
    """Whether there is a text to head here, perhaps below a line with place and date."""
    if at + 1 < len(groups) and _is_date_line(groups[at]):
        at += 1
    return at < len(groups) and (groups[at].kind != "plain" or len(groups[at].text.split()) >= 8)


def _is_date_line(group: _Group) -> bool:
    return group.kind == "plain" and is_date_line(group.text)


def _is_label(text: str) -> bool:
    """Short, begins like a name or a sentence and does not end like one; Arabic has no case, so none is asked of it."""
    letters = [char for char in text if char.isalpha()]
    if len(letters) < 3 or len(text) > 90 or len(text.split()) > 12 or text.endswith(_NO_HEADING_END):
        return False
    return not letters[0].islower() and text[0] not in "«“\"'([" and "\t" not in text and "|" not in text


def _blocks(group: _Group) -> Iterator[Block]:
    first, last = group.lines[0], group.lines[-1]
    if group.kind == "row":
        for line in group.lines:
            yield from _row(line)
    elif group.kind == "quote":
        # The newline goes with its line, or the last word of one would run into the first of the next.
        slices = [(line.body, line.after) for line in group.lines[:-1]] + [(last.body, last.end)]
        if last.body < last.end:
            yield Block("quote", tuple(slices))
    elif group.kind == "plain":
        kind: SegmentKind = "quote" if is_quotation(group.text) else "paragraph"
        yield Block(kind, ((first.start, last.end),))
    else:
        # A heading keeps its number, which the reader knows it by.
        yield Block(_KINDS[group.kind], ((first.start if group.kind == "heading" else first.body, last.end),))


def _row(line: _Line) -> Iterator[Block]:
    if is_table_rule(line.text):
        return
    start = line.start + len(line.text) - len(line.text.lstrip(_PIPE_MARGIN))
    end = line.start + len(line.text.rstrip(_PIPE_MARGIN))
    if start < end:
        yield Block("table", ((start, end),))
