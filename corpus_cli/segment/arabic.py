"""Arabic-script text: its language, and which full stops end a sentence. The twin of ``english.py``."""

from __future__ import annotations

import re

from corpus_cli.normalize import arabic

DEFAULT = "ar"


def _words(line: str) -> frozenset[str]:
    return frozenset(line.split())


# Abbreviations of more than one letter that stand before what they belong to, and the commonest titles with و. Single
# letters and dotted ones (د. أ.د. ص. ر.ت) need no list: no Arabic word has one letter.
_BEFORE_MORE = _words("صص مج هاتف فاكس تلفون ود وم وأ")
_CONJUNCTIONS = frozenset("وفل")
# A single letter after a number is an era or a unit (١٤٤٠ هـ., 2015 م., 417 غ.) and may well end the sentence.
_NUMBER = re.compile(r"\d\s?$")
_PAUSE_GOES_ON = _words("ثم لكن ولكن بل أو حتى إلا")


def identify(text: str) -> str | None:
    """The language of the clean text, which is in Arabic script; ``None`` if the text itself does not tell."""
    return arabic.variety(text)


def ends_sentence(token: str, mark: str, following: str, *, before: str = "") -> bool:
    """Whether ``mark`` (a run of full stops, or …) after ``token`` ends a sentence that goes on with ``following``.

    ``before`` is the text before ``token``. Arabic has no capitals, so only the token can tell.
    """
    if mark == "..":
        return False  # two dots are a pause inside a sentence, written like a dash
    if len(mark) > 1 or mark == "…":
        return following.split(" ", 1)[0] not in _PAUSE_GOES_ON
    if token in _BEFORE_MORE:
        return False
    first, *rest = token.split(".")
    if rest and len(first) == 2 and first[0] in _CONJUNCTIONS:
        first = first[1]  # وأ.د.; without the dots this would be a word (له.)
    short = all(len(part) == 1 and part.isalpha() for part in (first, *rest))
    return not short or (not rest and _NUMBER.search(before) is not None)


def glued(left: str, right: str) -> bool:
    """Whether a full stop with no space after it, between these two words, still ends a sentence.

    Common in typed Arabic (السورية.وقال, 1917.في); dotted abbreviations (أ.د) have single letters.
    """
    return len(left) > 2 and len(right) > 1
