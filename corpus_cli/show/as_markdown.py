"""A document as Markdown: for a note, an issue or a wiki that shows it."""

from __future__ import annotations

import html
from collections.abc import Iterator

from corpus_cli.document import SegmentKind
from corpus_cli.show.as_text import both, extent, language_line, source_of
from corpus_cli.show.dating import date_line
from corpus_cli.show.names import KINDS, Name, counted
from corpus_cli.show.view import UNKNOWN, Band, Block, Piece, Theme, View
from corpus_cli.show.visible import runs_right_to_left, visible
from corpus_cli.themes.as_markdown import escape
from corpus_cli.wording.language import language_of
from corpus_cli.wording.text import percent

_OPENINGS: dict[SegmentKind, str] = {
    "heading": "### ",
    "paragraph": "",
    "list_item": "- ",
    "quote": "> ",
    "table": "",
    "caption": "",
}
# What a block from right to left is an element of: Markdown has no direction.
_ELEMENTS: dict[SegmentKind, str] = {
    "heading": "h3",
    "paragraph": "p",
    "list_item": "li",
    "quote": "blockquote",
    "table": "p",
    "caption": "p",
}


def to_markdown(view: View) -> bytes:
    """The document as Markdown, right-to-left text marked as such, none of its text taken for markup; UTF-8."""
    title = view.doc.source.title or source_of(view)
    blocks = [
        f"# {_inline(title)}",
        "\n".join(f"- {fact}" for fact in _facts(view)),
        *(f"> **Note.** {_escaped(note)}" for note in view.notes),
        *([] if view.part.start == 0 else ["…"]),
        *(block for band in view.bands for block in _band(view, band)),
        *([] if view.is_whole else ["…"]),
        *(["## Places and organizations", _table(view.names)] if view.names else []),
    ]
    return ("\n\n".join(blocks) + "\n").encode("utf-8", "replace")


def _facts(view: View) -> Iterator[str]:
    doc = view.doc
    yield f"document {_inline(doc.doc_id)}"
    yield f"source {_inline(source_of(view))}"
    if doc.source.author:
        yield f"author {_inline(doc.source.author)}"
    yield f"date {_inline(date_line(doc.source))}"
    if doc.language is not None:
        yield f"language {_escaped(language_line(view))}"
    yield from (_theme(theme) for theme in view.chief_themes)
    if view.names is not None and doc.entities is not None:
        yield _escaped(counted(view.names))
    yield _escaped(extent(view))


def _theme(theme: Theme) -> str:
    share = "" if theme.share is None else f" {percent(theme.share)}"
    return f"theme {_inline(theme.theme_id)}{share}{_labels(theme)}"


def _labels(theme: Theme) -> str:
    found = sorted(theme.labels.items(), key=lambda item: language_of(item[0]).right_to_left)
    return "".join(f" · {_inline(label)}" for _, label in found)


def _band(view: View, band: Band) -> Iterator[str]:
    passage = band.passage
    if passage is not None:
        theme = view.theme(passage.theme_id)
        about = f" · {_inline(theme.theme_id)}{_labels(theme)}" if theme else " · no theme"
        yield f"---\n\n<sub>{_inline(passage.id)} · {passage.start}–{passage.end}{about}</sub>"
    yield from (_block(block) for block in band.blocks)


def _block(block: Block) -> str:
    text = "".join(piece.text for piece in block.pieces)
    right_to_left = bool(runs_right_to_left(text)) if block.language == UNKNOWN else block.right_to_left
    if not right_to_left:
        opening = "" if block.continues else _OPENINGS[block.kind]
        return opening + "".join(_piece(piece, _escaped(piece.text), False) for piece in block.pieces)
    element = _ELEMENTS[block.kind]
    escaped = ((piece, html.escape(visible(piece.text), quote=False)) for piece in block.pieces)
    inner = "".join(_piece(piece, text, True) for piece, text in escaped)
    return f'<{element} dir="rtl" lang="{html.escape(visible(block.language))}">{inner}</{element}>'


def _piece(piece: Piece, escaped: str, right_to_left: bool) -> str:
    """A name that runs against its block is isolated; in one that runs with it, an isolate would part a proclitic."""
    if piece.mention is None:
        return escaped
    name = f"<b>{escaped}</b>"
    against = runs_right_to_left(piece.text) not in (right_to_left, None)
    return f"{f'<bdi>{name}</bdi>' if against else name}<sup>{piece.tag}</sup>"


def _table(names: tuple[Name, ...]) -> str:
    lines = ["| | name | kind | id | mentions |", "| --- | --- | --- | --- | --- |"]
    for name in names:
        kind = (name.link.type if name.link else None) or KINDS[name.label]
        link_id = _inline(name.link.id) if name.link else "no link"
        cells = (name.tag, both(name, _inline, between=" · "), _inline(kind), link_id, f"{len(name.mentions):,}")
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _inline(text: str) -> str:
    """Text of a report among other text; from right to left it is isolated."""
    escaped = _escaped(text)
    return f'<bdi dir="rtl">{escaped}</bdi>' if runs_right_to_left(visible(text)) else escaped


def _escaped(text: str) -> str:
    """The text, none of it taken for Markdown or HTML; spaces at its ends stay."""
    shown = visible(text)
    left = " " if shown[:1].isspace() else ""
    right = " " if shown[-1:].isspace() and shown.strip() else ""
    return f"{left}{escape(shown)}{right}"
