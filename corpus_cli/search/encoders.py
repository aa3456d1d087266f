"""The encoder of a query: that of the index, read once."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from corpus_cli.topics.arrays import Floats
    from corpus_cli.topics.encoders.encoder import Encoder


@runtime_checkable
class Asking(Protocol):
    """An encoder that reads questions in a way of its own, and weighs texts for them."""

    def encode_queries(self, texts: Sequence[str]) -> Floats:
        """One unit vector a question. Shape: (len(texts), dim), float32."""

    def for_search(self, vectors: Floats) -> Floats:
        """Vectors of texts as questions are compared with them. Shape: as given, float32."""


@cache
def query_encoder(name: str) -> Encoder:
    """The encoder that a recipe calls so. Its weights are read at its first use and then kept."""
    from corpus_cli.topics.encoders.encoder import load_encoder

    return load_encoder(name)


def encode_queries(encoder: Encoder, texts: Sequence[str]) -> Floats:
    """One unit vector a query. Shape: (len(texts), dim), float32.

    A vocabulary is half a million small objects that all stay: looking for garbage among them while they are made takes
    a fifth of the time.
    """
    with _uncollected():
        return encoder.encode_queries(list(texts)) if isinstance(encoder, Asking) else encoder.encode(list(texts))


def for_search(encoder: Encoder, vectors: Floats) -> Floats:
    """The vectors of passages as queries are compared with them. Shape: as given, float32."""
    return encoder.for_search(vectors) if isinstance(encoder, Asking) else vectors


@contextmanager
def _uncollected() -> Iterator[None]:
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
