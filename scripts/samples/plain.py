"""Plain text and Markdown files."""

from __future__ import annotations

import json

from samples.markup import Block, Report, Text

_LISTS = ("bullet", "number")


def text_file(report: Report) -> bytes:
    """The report as a text file: no markup but list markers; a Windows encoding has Windows line ends."""
    body = _stacked([(block, _text_lines(block, number)) for block, number in _numbered(report.blocks)])
    if report.encoding.startswith("windows"):
        body = body.replace("\n", "\r\n")
    return body.encode(report.encoding)


def markdown_file(report: Report) -> bytes:
    """The report as Markdown under front matter with title, date and language."""
    # A JSON string is a YAML string too, whatever stands in it.
    title = json.dumps(report.title, ensure_ascii=False)
    head = f"---\ntitle: {title}\ndate: {report.date}\nlang: {report.lang}\n---\n\n"
    body = _stacked([(block, _markdown_lines(block, number)) for block, number in _numbered(report.blocks)])
    return (head + body).encode(report.encoding)


def _numbered(blocks: tuple[Block, ...]) -> list[tuple[Block, int]]:
    """Each block with its number among its neighbours of the same kind, from 1."""
    result: list[tuple[Block, int]] = []
    for block in blocks:
        follows = result and result[-1][0].kind == block.kind
        result.append((block, result[-1][1] + 1 if follows else 1))
    return result


def _stacked(blocks: list[tuple[Block, str]]) -> str:
    """A blank line between blocks, none between the items of a list."""
    parts = []
    for number, (block, lines) in enumerate(blocks):
        in_list = number and block.kind in _LISTS and blocks[number - 1][0].kind == block.kind
        parts.append(("" if not number else "\n" if in_list else "\n\n") + lines)
    return "".join(parts) + "\n"


def _text_lines(block: Block, number: int) -> str:
    if block.kind == "table":
        raise ValueError("a txt sample has no table")
    opening = {"bullet": "- ", "number": f"{number}. ", "quote": "    "}.get(block.kind, "")
    return opening + block.text.plain


def _markdown_lines(block: Block, number: int) -> str:
    if block.kind == "table":
        lines = ["| " + " | ".join(map(_emphasized, row)) + " |" for row in block.rows]
        lines.insert(1, "|" + " --- |" * len(block.rows[0]))
        return "\n".join(lines)
    opening = {"heading": "#" * block.level + " ", "bullet": "- ", "number": f"{number}. ", "quote": "> "}
    return opening.get(block.kind, "") + _emphasized(block.text)


def _emphasized(text: Text) -> str:
    plain = text.plain
    for start, end in reversed(text.bold):
        plain = f"{plain[:start]}**{plain[start:end]}**{plain[end:]}"
    return plain
