"""How English writes a listed name; twin of ``arabic.py``."""

from __future__ import annotations

#: What stands in a name's place unless the list says otherwise.
REPLACEMENT = "[redacted]"
#: None: the possessive 's stands behind an apostrophe, which ends the name, and stays.
ENDINGS = ()
#: None: nothing is written onto a name's front.
PROCLITICS: frozenset[str] = frozenset()
#: Articles of romanised names that stand alone, folded.
ARTICLES = frozenset("al el ul ar ash as an".split())
# Abdulrahman is Abdul Rahman and Abdul-Rahman as often.
_SERVANTS = ("abdul", "abdel", "abdal")
_LEAST = 3


def starts(word: str) -> tuple[tuple[int, str], ...]:
    """None."""
    del word
    return ()


def joint(word: str) -> int | None:
    """After how many letters of the folded word a space or hyphen may stand, None: nowhere."""
    return 5 if word.startswith(_SERVANTS) and len(word) >= 5 + _LEAST else None


def is_servant(word: str) -> bool:
    """Whether the folded word makes one name with the next: Abdul Rahman."""
    return word == "abd" or word in _SERVANTS


def attached(replacement: str, *, before: str) -> str:
    """The replacement as it is: in English nothing is written onto a name."""
    del before
    return replacement
