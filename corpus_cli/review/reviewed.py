"""``.state/reviewed.json``: what people have said of pairs that are not one, and which list they last saw."""

from __future__ import annotations

from pathlib import Path

import msgspec

from corpus_cli.errors import InputError, OutputError
from corpus_cli.output import write_whole


class Rejected(msgspec.Struct, frozen=True, order=True):
    """Two organizations that are not one, and the pair's id."""

    pair: str
    first: str
    second: str


class Reviewed(msgspec.Struct, frozen=True):
    """``listed``: the fingerprint of the list whose numbers were last shown, empty before the first."""

    listed: str = ""
    rejected: tuple[Rejected, ...] = ()

    @property
    def rejected_ids(self) -> frozenset[str]:
        """The ids of the rejected pairs."""
        return frozenset(one.pair for one in self.rejected)

    def rejecting(self, one: Rejected) -> Reviewed:
        """The same with one pair more that is not one."""
        return msgspec.structs.replace(self, rejected=tuple(sorted({*self.rejected, one})))

    def without(self, pair: str) -> Reviewed:
        """The same as if nobody had rejected this pair."""
        return msgspec.structs.replace(self, rejected=tuple(one for one in self.rejected if one.pair != pair))


def read_reviewed(path: Path) -> Reviewed:
    """What has been decided; nothing if there is no file. Raises ``InputError`` for a file that is not ours."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Reviewed)
    except FileNotFoundError:
        return Reviewed()
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InputError(
            f"{path}: cannot be read: {error}", remedy="put back an earlier copy, or remove it to decide anew"
        ) from error


def write_reviewed(path: Path, reviewed: Reviewed) -> None:
    """The decisions are on disk."""
    try:
        write_whole(path, msgspec.json.format(msgspec.json.encode(reviewed), indent=1) + b"\n")
    except OSError as error:
        raise OutputError(
            f"{path}: cannot be written: {error.strerror}", remedy="check the folder's permissions and the free space"
        ) from error
