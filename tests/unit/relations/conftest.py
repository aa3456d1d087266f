"""Reports as relations read them, made of paragraphs."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus_cli.relations.reading import Place, Report, _Origin

Make = Callable[..., Report]
# Forty different words a paragraph: no two paragraphs share three in a row.
ENGLISH = [" ".join(f"{name}{number}" for number in range(40)) for name in ("alpha", "beta", "gamma", "delta", "omega")]


@pytest.fixture
def make_report() -> Make:
    """Makes a report of these paragraphs, each a passage."""

    def make(number: int, *paragraphs: str, language: str = "en", date: str | None = None, title: str = "") -> Report:
        text, places = "", []
        for count, paragraph in enumerate(paragraphs):
            start = len(text)
            text += paragraph
            places.append(Place(f"p{count + 1}", start, len(text), language))
            text += "\n\n"
        origin = _Origin(path=f"reports/{number:02d}.txt", title=title or None, date=date)
        return Report(f"{number:020x}", origin, language, text, (), tuple(places))

    return make


@pytest.fixture
def paragraphs() -> list[str]:
    """Five paragraphs that have nothing in common."""
    return list(ENGLISH)
