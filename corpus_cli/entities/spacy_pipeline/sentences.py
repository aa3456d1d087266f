"""The sentences of a spaCy document: its own where it has some, else those that a run of this package would find."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from corpus_cli.segment.scripts import ARABIC, scripts
from corpus_cli.segment.sentences import split_sentences

if TYPE_CHECKING:
    from spacy.tokens import Doc

_LINE = re.compile(r"[^\n]+")


def sentences(doc: Doc) -> Iterator[tuple[int, int, str]]:
    """Start and end in ``doc.text`` (code points) and language of each sentence; by its letters, Arabic or English."""
    if doc.has_annotation("SENT_START"):
        for sent in doc.sents:
            if not sent.text.strip():
                continue
            yield sent.start_char, sent.end_char, _language(sent.text)
        return
    text = doc.text  # put together anew at each call
    for line in _LINE.finditer(text):
        for start, end in split_sentences(text, line.start(), line.end(), _language(line.group())):
            yield start, end, _language(text[start:end])


def _language(text: str) -> str:
    letters = scripts(text)
    return "ar" if 2 * letters[ARABIC] > letters.total() else "en"
