"""What this machine knows of the files that it has put into storage: a line each, added to as they are put."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

# The size of what a run has removed here and what is still to be removed there.
TO_GO = -1


class Stamp(msgspec.Struct, frozen=True):
    """A file as it was when it was put there; with ``TO_GO`` for its size, one that is to be removed there."""

    name: str
    size: int
    changed: int


def read_stamps(path: Path) -> Iterator[Stamp]:
    """The lines that can be read, of which the last one for a name counts."""
    if path.is_file():
        decoder = msgspec.json.Decoder(Stamp)
        with path.open("rb") as file:
            for line in file:
                with suppress(msgspec.DecodeError):
                    yield decoder.decode(line)
