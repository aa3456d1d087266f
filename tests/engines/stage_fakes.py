"""A processing worker with a last stage that does what a document's text tells it to."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator

from corpus_cli.document import Document
from corpus_cli.pipeline.reading.stages import Worker, set_up
from corpus_cli.pipeline.redacting.redaction import Redaction
from corpus_cli.recipe import Recipe


def poison(docs: Iterator[Document]) -> Iterator[Document]:
    """``POISON exit`` ends the process, ``POISON hang`` never ends, ``POISON raise`` and ``POISON memory`` raise."""
    for doc in docs:
        text = doc.text or ""
        if text.startswith("POISON exit"):
            os._exit(7)
        if text.startswith("POISON hang"):
            time.sleep(600)
        if text.startswith("POISON raise"):
            raise ZeroDivisionError("a bug in a stage")
        if text.startswith("POISON memory"):
            raise MemoryError
        yield doc


def set_up_with_poison(
    root: str, recipe: Recipe, mapping: dict[str, str], config_hash: str, redaction: Redaction | None = None
) -> Worker:
    worker = set_up(root, recipe, mapping, config_hash, redaction)
    worker.stages = (*worker.stages, ("poison", poison))
    return worker
