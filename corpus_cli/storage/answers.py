"""What people have said of pairs of organizations in this machine's copy of a run, which must outlive that copy."""

from __future__ import annotations

from pathlib import Path

import msgspec

from corpus_cli.output import write_whole


class _Answers(msgspec.Struct):
    """What the file of a review holds; each rejected pair has an id."""

    listed: str = ""
    rejected: tuple[dict[str, str], ...] = ()


def unite(one: Path, other: Path) -> bool:
    """Each pair that is rejected in the one is so in the other too, which need not be there.

    Returns False, with all as it was, if the other cannot be read. Where the one cannot, it has nothing to keep: a
    power cut has emptied it.
    """
    ours, theirs = _read(one), _read(other)
    if ours is None or theirs is None:
        return ours is None
    known = {pair.get("pair") for pair in theirs.rejected}
    if new := [pair for pair in ours.rejected if pair.get("pair") not in known]:
        united = sorted([*theirs.rejected, *new], key=lambda pair: pair.get("pair", ""))
        theirs.rejected = tuple(united)
        write_whole(other, msgspec.json.format(msgspec.json.encode(theirs), indent=1) + b"\n")
    return True


def _read(path: Path) -> _Answers | None:
    """None for what is no such file; no answers where there is none."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=_Answers)
    except FileNotFoundError:
        return _Answers()
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
