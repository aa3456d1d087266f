"""What a reader should know of a document before reading: what did not run, what was not found, what it repeats."""

from __future__ import annotations

from collections.abc import Iterator

from corpus_cli.document import Document
from corpus_cli.show.visible import visible


def notes_of(doc: Document, *, names: bool = True) -> tuple[str, ...]:
    """The notes in plain English, each a sentence or two; a stage that did not run is told from one that found nothing.

    ``names``: whether names are shown; without them nothing is said of names.
    """
    return tuple([*_about_source(doc), *_about_text(doc), *(_about_names(doc) if names else ())])


def _about_source(doc: Document) -> Iterator[str]:
    if doc.source.duplicate_of is not None:
        repeated = visible(doc.source.duplicate_of)
        yield f"This document repeats {repeated}; themes and their counts leave it out."
    if doc.source.ocr:
        yield "Its text was read from pictures (OCR) and may hold wrong letters."


def _about_text(doc: Document) -> Iterator[str]:
    if doc.text is None:
        yield "It has no text: the stage normalize did not run."
        return
    if not doc.text.strip():
        yield "Its text is empty."
        return
    if doc.passages is None:
        yield "It was not cut into passages: the stage segment did not run. So it has no themes."
    elif not doc.passages:
        yield "It was cut into no passages: nothing in it is running text of a known language. So it has no themes."
    elif doc.themes is None:
        yield "Themes were not looked for: the stage topics did not run."
    elif not any(passage.theme_id for passage in doc.passages):
        yield "None of its passages is near enough to any theme."


def _about_names(doc: Document) -> Iterator[str]:
    if doc.text is None or not doc.text.strip():
        return
    if doc.entities is None:
        yield "Places and organizations were not looked for: the stage entities did not run."
    elif not doc.entities:
        yield "Places and organizations were looked for; none was found."
