"""Languages as a person reads of them: by name, and in which direction they are written."""

from __future__ import annotations

from dataclasses import dataclass

_NAMES = {"ar": "Arabic", "en": "English"}
# ISO codes of the languages written from right to left that reports of the region hold.
RIGHT_TO_LEFT = frozenset(("ar", "fa", "ur", "ps", "ckb", "he", "syr", "arc", "ug", "sd"))


@dataclass(frozen=True, slots=True)
class Language:
    """``name``: in English; the code of one that has no name here."""

    code: str
    name: str
    right_to_left: bool


def language_of(code: str) -> Language:
    """What is known of the language of that ISO code."""
    return Language(code, _NAMES.get(code, code), code in RIGHT_TO_LEFT)
