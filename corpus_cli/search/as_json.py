"""Hits as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

import msgspec

from corpus_cli.search.hit import Hit


def to_json(hits: Sequence[Hit], *, query: str | None, notes: Sequence[str] = ()) -> bytes:
    """``{query, notes, hits}``, best first; ``marks`` are half-open offsets into ``text``. UTF-8."""
    answer = {"query": query, "notes": list(notes), "hits": [asdict(hit) for hit in hits]}
    return msgspec.json.format(msgspec.json.encode(answer), indent=1) + b"\n"
