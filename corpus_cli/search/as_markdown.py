"""Hits as Markdown, for a note or a report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corpus_cli.search.hit import Hit
from corpus_cli.search.showing import pieces, source_of, standing
from corpus_cli.themes.as_markdown import document_link, escape
from corpus_cli.wording.language import language_of
from corpus_cli.wording.text import one_line


def to_markdown(hits: Sequence[Hit], *, query: str | None) -> bytes:
    """A section a hit, the query's words in bold, right-to-left text marked as such. UTF-8."""
    title = f"# {escape(query)}" if query and one_line(query) else "# Passages"
    blocks = [title, *(block for number, hit in enumerate(hits, 1) for block in _hit(number, hit))]
    if not hits:
        blocks.append("Nothing was found.")
    return ("\n\n".join(blocks) + "\n").encode("utf-8")


def _hit(number: int, hit: Hit) -> Iterator[str]:
    yield f"## {number}. <bdi>{escape(hit.title or source_of(hit))}</bdi>"
    found = [f"found by {', '.join(hit.why)}", f"score {hit.score:.2f}"] if hit.why else []
    theme = [f"theme `{escape(hit.theme_id)}`"] if hit.theme_id else []
    yield " · ".join([language_of(hit.language).name, escape(hit.date or "no date"), *theme, *found])
    for text, marks in ((hit.before, ()), (hit.text, hit.marks), (hit.after, ())):
        if text:
            yield _quote(text, marks, hit.language)
    place = f"<bdi>{escape(source_of(hit))}</bdi>"
    yield f"[{escape(hit.doc_id)}]({document_link(hit.doc_id)}) · {place} · {standing(hit)}"


def _quote(text: str, marks: Sequence[tuple[int, int]], language: str) -> str:
    parts = [
        f"**{_escaped(piece.text)}**" if piece.marked else _escaped(piece.text)
        for piece in pieces(text, marks, 0, len(text))
    ]
    quoted = "".join(parts).strip()
    if language_of(language).right_to_left:
        # A blank line after the tag lets Markdown into the block.
        return f'<blockquote dir="rtl" lang="{escape(language)}">\n\n{quoted}\n\n</blockquote>'
    return f"> {quoted}"


def _escaped(text: str) -> str:
    """The piece escaped, a space at its ends kept."""
    inner = text.strip()
    before, _, after = text.partition(inner) if inner else ("", "", text)
    return f"{before}{escape(inner)}{after}"
