"""Texts with names marked by hand: [PLACE:Aleppo] in a template becomes a text and its spans."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from corpus_cli.evaluation.scores import Compared, Span

Make = Callable[..., Compared]


def spans(template: str) -> tuple[str, tuple[Span, ...]]:
    """The text of a template without its marks, and what they mark."""
    text, found = "", []
    for piece in re.split(r"(\[[A-Z]+:[^\]]*\])", template):
        if marked := re.fullmatch(r"\[([A-Z]+):([^\]]*)\]", piece):
            found.append(Span(len(text), len(text) + len(marked[2]), marked[1]))
            text += marked[2]
        else:
            text += piece
    return text, tuple(found)


@pytest.fixture
def compared() -> Make:
    """A text as people marked it and as the product did, from two templates of the same text."""

    def make(gold: str, found: str, *, language: str = "en", line: int = 1, **values: object) -> Compared:
        text, marked = spans(gold)
        same, given = spans(found)
        assert text == same
        return Compared(
            line=line,
            id=f"t{line}",
            language=language,
            text=text,
            gold=tuple(span for span in marked if span.label in ("PLACE", "ORG")),
            others=tuple(span for span in marked if span.label not in ("PLACE", "ORG")),
            found=given,
            **values,  # type: ignore[arg-type]
        )

    return make
