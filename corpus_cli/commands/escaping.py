"""Text on its way to a terminal or a log: what could move the cursor, hide or reorder it is spelled out.

File names and error messages come from whoever made the files. Names from reports are also put in one line by
``wording.text.one_line``; this is the last gate, which everything on stderr passes.
"""

from __future__ import annotations

import re

# Control characters but tab and line feed, line and paragraph separators, and what reorders text: embeddings,
# overrides and isolates. Marks (U+200E, U+200F, U+061C) stand in honest Arabic names and reorder nothing for long.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")
# What ``console.isolated`` puts around a name: a pair within a line, with no other such character inside.
_ISOLATED = re.compile("\u2068([^\u2066-\u2069\u202a-\u202e\n]*)\u2069")


def escaped(text: str) -> str:
    """The text with each unsafe character as ``\\x1b`` or ``\\u202e``; pairs of isolates stay."""
    parts: list[str] = []
    done = 0
    for pair in _ISOLATED.finditer(text):
        parts += (_escaped(text[done : pair.start()]), "\u2068", _escaped(pair[1]), "\u2069")
        done = pair.end()
    return "".join([*parts, _escaped(text[done:])])


def escaped_json(line: str) -> str:
    """The JSON with unsafe characters as its own escapes: the same value, safe to look at."""
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", line)


def _escaped(text: str) -> str:
    return _UNSAFE.sub(lambda match: _spelled(ord(match[0])), text)


def _spelled(code: int) -> str:
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
