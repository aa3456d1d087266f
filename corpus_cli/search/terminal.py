"""Hits as plain text for a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from corpus_cli.search.hit import Hit
from corpus_cli.search.showing import excerpt, lines, marked, pieces, source_of, standing
from corpus_cli.wording.text import one_line

# About four lines of a narrow terminal.
_EXCERPT = 300
_INDENT = "    "
_LEAST_WIDTH = 40


def hit_lines(
    hits: Sequence[Hit],
    *,
    width: int = 80,
    name: Callable[[str], str] = one_line,
    mark: Callable[[str], str] = lambda text: f"[{text}]",
    isolate: Callable[[str], str] = lambda text: text,
) -> Iterator[str]:
    """The hits one below the other. ``mark`` is put to the words of the query; ``name`` makes a title or path safe to
    stand in a line, ``isolate`` a line of text.

    Arabic stands in lines of its own, so that it reads the same in terminals that reorder right-to-left text and in
    those that do not.
    """
    runs = {hit.run for hit in hits}
    for number, hit in enumerate(hits, 1):
        if number > 1:
            yield ""
        facts = [hit.language, hit.date or "no date", *([hit.theme_id] if hit.theme_id else [])]
        why = f"  {hit.score:.2f}  {', '.join(hit.why)}" if hit.why else ""
        yield f"{number:>3} {'  '.join(facts)}{why}"
        yield _INDENT + name(hit.title or source_of(hit))
        for text, marks, start, end in _parts(hit):
            for first, last in lines(text, start, end, width=max(width - len(_INDENT) - 4, _LEAST_WIDTH)):
                line = marked(pieces(text, marks, first, last), mark)
                before = "… " if first == start > 0 else ""
                after = " …" if last == end < len(text) else ""
                yield _INDENT + isolate(f"{before}{line}{after}")
        yield _INDENT + name(source_of(hit))
        run = f", in {name(hit.run)}" if len(runs) > 1 else ""
        yield f"{_INDENT}{hit.doc_id} {hit.passage_id}, {standing(hit)}{run}"


def _parts(hit: Hit) -> Iterator[tuple[str, Sequence[tuple[int, int]], int, int]]:
    """The texts to show, each with its marks and the part to show: with context all of them, else an excerpt."""
    if not (hit.before or hit.after):
        start, end = excerpt(hit, length=_EXCERPT)
        yield hit.text, hit.marks, start, end
        return
    for text, marks in ((hit.before, ()), (hit.text, hit.marks), (hit.after, ())):
        if text:
            yield text, marks, 0, len(text)
