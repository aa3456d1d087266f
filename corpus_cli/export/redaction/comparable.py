"""A text as listed names are looked for in it, and the way back to the text as it is."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from corpus_cli.normalize.folding import fold_text

_ESCAPED = re.compile(r"(?:%[0-9A-Fa-f]{2})+")


@dataclass(frozen=True, slots=True)
class Comparable:
    """``text[i]`` was made of ``source[starts[i]:ends[i]]``."""

    source: str
    text: str
    starts: list[int]
    ends: list[int]


def comparable(source: str) -> Comparable:
    """The text folded further than for search, since what is overlooked here is published.

    Beyond ``fold_text``: compatibility forms are taken apart (ﺃﺣﻤﺪ, ﷲ, full-width letters), ؤ and ئ lose their hamza,
    and invisible characters go (bidi marks, soft hyphens, control characters, the same that ``one_line`` drops).
    Percent-escapes of addresses and file names are read: %D8%AD is ح.
    """
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for char, start, end in _characters(source):
        folded = _folded(char)
        parts.append(folded)
        starts += [start] * len(folded)
        ends += [end] * len(folded)
    return Comparable(source, "".join(parts), starts, ends)


def _characters(source: str) -> list[tuple[str, int, int]]:
    if "%" not in source:
        return [(char, at, at + 1) for at, char in enumerate(source)]
    found: list[tuple[str, int, int]] = []
    done = 0
    for match in _ESCAPED.finditer(source):
        found += [(source[at], at, at + 1) for at in range(done, match.start())]
        found += _unescaped(match.group(), match.start())
        done = match.end()
    return found + [(source[at], at, at + 1) for at in range(done, len(source))]


def _unescaped(escapes: str, start: int) -> list[tuple[str, int, int]]:
    """The characters that the escapes stand for; as they are written where they stand for none."""
    try:
        text = bytes.fromhex(escapes.replace("%", "")).decode("utf-8")
    except UnicodeDecodeError:
        return [(char, start + at, start + at + 1) for at, char in enumerate(escapes)]
    found = []
    for char in text:
        end = start + 3 * len(char.encode("utf-8"))
        found.append((char, start, end))
        start = end
    return found


@lru_cache(maxsize=65536)
def _folded(char: str) -> str:
    if char.isspace():
        return " "
    apart = unicodedata.normalize("NFKD", char)
    return "".join(_bare(part) for part in apart)


def _bare(char: str) -> str:
    category = unicodedata.category(char)
    if category in ("Mn", "Me") or (category[0] == "C" and not char.isspace()):
        return ""
    # Folding may take apart once more (ǆ), and what it gives may carry marks.
    folded = unicodedata.normalize("NFKD", fold_text(char))
    return "".join(part for part in folded if unicodedata.category(part) not in ("Mn", "Me"))
