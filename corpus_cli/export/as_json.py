"""Places and organizations as JSON."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from corpus_cli.export.tally import NamedEntity


def to_json(entities: Sequence[NamedEntity]) -> bytes:
    """A list of objects with the columns of ``entities.csv``: UTF-8."""
    return msgspec.json.format(msgspec.json.encode(entities), indent=1) + b"\n"
