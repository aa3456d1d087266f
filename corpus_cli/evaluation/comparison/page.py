"""A comparison as one HTML file, as Markdown and as JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from corpus_cli.evaluation.comparison.comparing import Comparison, Row, Side
from corpus_cli.evaluation.comparison.terminal import HEADS, facts, summary
from corpus_cli.evaluation.html_page import escape_html, html_page, isolated
from corpus_cli.evaluation.report import write_page
from corpus_cli.evaluation.topics.as_html import FIGURES_STYLE, html_figures
from corpus_cli.evaluation.topics.as_markdown import markdown_figures
from corpus_cli.evaluation.topics.page import topic_page
from corpus_cli.themes.as_markdown import escape
from corpus_cli.wording.language import language_of
from corpus_cli.wording.text import plural

_FIGURES = "Figures of both, on the same passages"
_STYLE = """
section { border-top: 1px solid var(--line); padding: .6rem 0 1rem; }
section h2 { font-size: 1.05rem; margin: .2rem 0 .5rem; border: 0; }
h2 small { font-weight: normal; opacity: .75; }
.sides { display: grid; grid-template-columns: 1fr 1fr; gap: 1.5rem; }
article { margin-bottom: .8rem; }
article p { margin: .1rem 0; }
.label { font-weight: 600; }
.words, .count { opacity: .8; font-size: .92rem; }
.none { opacity: .6; }
@media (max-width: 40rem) { .sides { grid-template-columns: 1fr; gap: .4rem; } }
"""


def to_json(comparison: Comparison) -> bytes:
    """The comparison for programs."""
    return msgspec.json.format(msgspec.json.encode(comparison), indent=1) + b"\n"


def to_html(comparison: Comparison) -> bytes:
    """Both models in two columns, a section a change; all text escaped, nothing loaded from elsewhere."""
    title = f"{comparison.names[0]} → {comparison.names[1]}"
    body = [
        "<ul>",
        *(f"<li>{escape_html(line)}</li>" for line in summary(comparison)),
        "</ul>",
        *(_section(row) for row in comparison.rows),
    ]
    if comparison.figures is not None:
        body += [f"<h2>{_FIGURES}</h2>", *html_figures(topic_page(comparison.figures))]
    heading = " → ".join(map(isolated, comparison.names))
    return html_page(title, body, style=FIGURES_STYLE + _STYLE, heading=heading)


def to_markdown(comparison: Comparison) -> bytes:
    """The same as Markdown."""
    blocks = [
        f"# {escape(comparison.names[0])} → {escape(comparison.names[1])}",
        "\n".join(f"- {escape(line)}" for line in summary(comparison)),
    ]
    for row in comparison.rows:
        told = facts(row)
        blocks.append(f"## {HEADS[row.fate]}{f' ({told})' if told else ''}")
        lines = [line for mark, sides in (("before", row.first), ("after", row.second)) for line in _items(mark, sides)]
        blocks.append("\n".join(lines))
    if comparison.figures is not None:
        blocks += [f"## {_FIGURES}", markdown_figures(topic_page(comparison.figures))]
    return ("\n\n".join(blocks) + "\n").encode("utf-8", "replace")


FORMATS: dict[str, Callable[[Comparison], bytes]] = {".html": to_html, ".md": to_markdown}


def write_comparison(path: Path, comparison: Comparison) -> None:
    """``path`` holds the page in the format of its suffix. Raises ``OutputError`` if it cannot be written."""
    write_page(path, FORMATS[path.suffix.lower()](comparison))


def _section(row: Row) -> str:
    told = f" <small>{escape_html(facts(row))}</small>" if facts(row) else ""
    columns = "".join(
        f"<div>{''.join(map(_article, sides)) or '<p class=none>–</p>'}</div>" for sides in (row.first, row.second)
    )
    return f'<section><h2>{HEADS[row.fate]}{told}</h2><div class="sides">{columns}</div></section>'


def _article(side: Side) -> str:
    parts = [f'<p class="count">{escape_html(side.theme_id)} · {plural(side.passages, "passage")}</p>']
    for code, direction, label, words in _texts(side):
        if label:
            parts.append(f'<p class="label" lang="{escape_html(code)}" dir="{direction}">{escape_html(label)}</p>')
        if words:
            parts.append(f'<p class="words" lang="{escape_html(code)}" dir="{direction}">{escape_html(words)}</p>')
    return f"<article>{''.join(parts)}</article>"


def _items(mark: str, sides: tuple[Side, ...]) -> Iterator[str]:
    for side in sides:
        yield f"- {mark}: {escape(side.theme_id)}, {plural(side.passages, 'passage')}"
        for _, direction, label, words in _texts(side):
            if label or words:
                strong = f"<strong>{escape_html(label)}</strong> " if label else ""
                yield f'  <p dir="{direction}">{strong}{escape_html(words)}</p>'


def _texts(side: Side) -> Iterator[tuple[str, str, str, str]]:
    """Code, direction, label and words of each language."""
    for code in sorted({*side.labels, *side.words}):
        right_to_left = language_of(code).right_to_left
        words = ("، " if right_to_left else ", ").join(side.words.get(code, ()))
        yield code, "rtl" if right_to_left else "ltr", side.labels.get(code, ""), words
