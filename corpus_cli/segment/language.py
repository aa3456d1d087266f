"""The language of each segment: by its script first, then by its words, and where those are too few, by its context."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from corpus_cli.segment import arabic, english
from corpus_cli.segment.scripts import ARABIC, CYRILLIC, LATIN, OTHER, scripts

UNDETERMINED = "und"
MIXED = "mixed"
# Below this share of the letters a document is in no one language: a fifth in another one is worth saying.
MAIN_SHARE = 0.8

# As many Latin letters as this for one Arabic letter.
_SAID_IN_ARABIC = 4
# Addresses and file names are in Latin letters in every language.
_ADDRESS = re.compile(
    r"(?<!\S)\S*?(?:(?:@|://|www\.)\S*|\.(?:png|jpe?g|gif|svg|mp4|pdf|docx?|xlsx?|html?)\b)", re.IGNORECASE
)
_QUOTED = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"]*\"")
_UKRAINIAN = re.compile("[іїєґ]", re.IGNORECASE)


def _cyrillic(text: str) -> str:
    return "uk" if _UKRAINIAN.search(text) else "ru"  # told apart no further: these two are what reports quote


_DEFAULTS = {LATIN: english.DEFAULT, ARABIC: arabic.DEFAULT, OTHER: UNDETERMINED}
_IDENTIFY: dict[str, Callable[[str], str | None]] = {
    LATIN: english.identify,
    ARABIC: arabic.identify,
    CYRILLIC: _cyrillic,
}


# Languages that are not written in Latin letters, as far as reports state them; Kurdish is written in two scripts.
_WRITTEN_IN: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("ar", "fa", "ur", "ckb", "ps", "ug"), (ARABIC,)),
    **dict.fromkeys(("ru", "uk", "bg", "be", "mk", "sr"), (CYRILLIC,)),
    **{code: (code,) for code in ("el", "he", "hy", "ka", "syr", "am", "hi", "bn", "th", "ko", "ja", "zh")},
    "ku": (LATIN, ARABIC),
}


def segment_languages(texts: Sequence[str], *, stated: str | None = None) -> list[str]:
    """The language of each text, in the order in which they stand in a document.

    A text too short to tell has the language on which its neighbours of the same script agree, else the usual one of
    its script in this document, else ``en`` or ``ar``. A text without letters outside addresses has that of the text
    before it, else of the first one after it, else ``und``. Letters in quotation marks decide on the script only
    where none are outside.

    ``stated``: the language that the source says the document is in. It is that of all text in its script; what is
    written in another script is in no such language, whatever is said.
    """
    said = [_said(_ADDRESS.sub("", text)) for text in texts]
    if not any(map(scripts, said)):
        said = list(texts)
    counts = [scripts(text) for text in said]
    leading = [_leading_script(text, count) for text, count in zip(said, counts, strict=True)]
    own = [_own_language(text, script) for text, script in zip(texts, leading, strict=True)]
    if stated is not None:
        written = _WRITTEN_IN.get(stated, (LATIN,))
        own = [stated if script in written else language for script, language in zip(leading, own, strict=True)]
    weights: dict[str, Counter[str]] = {}
    for script, language, count in zip(leading, own, counts, strict=True):
        if script is not None and language is not None:
            weights.setdefault(script, Counter())[language] += count[script]
    usual = {script: max(sorted(seen), key=lambda code: seen[code]) for script, seen in weights.items()}
    by_script = {**_DEFAULTS, **usual}
    agreed = _agreed(leading, own)
    return _filled(
        [own[at] or agreed[at] or by_script[script] if script else None for at, script in enumerate(leading)]
    )


def _said(text: str) -> str:
    """The text outside its quotation marks: what is quoted may be in any language. All of it if nothing is outside."""
    outside = _QUOTED.sub(" ", text)
    return outside if any(map(str.isalpha, outside)) else text


def _leading_script(text: str, count: Counter[str]) -> str | None:
    # Ties go to the script first in the alphabet: any rule will do, but it must not depend on the order of counting.
    leading = max(sorted(count), key=lambda name: count[name], default=None)
    # An Arabic line that is mostly foreign names or a file name is still Arabic: nothing in it is said in English.
    if (
        leading == LATIN
        and count[ARABIC] * _SAID_IN_ARABIC >= count[LATIN]
        and english.identify(text) != english.DEFAULT
    ):
        return ARABIC
    return leading


def _own_language(text: str, script: str | None) -> str | None:
    if script is None:
        return None
    if script in _IDENTIFY:
        return _IDENTIFY[script](text)
    return _DEFAULTS.get(script, script)


def _agreed(leading: list[str | None], own: list[str | None]) -> list[str | None]:
    """For each text, what the nearest texts of its script before and after say, if they do not differ."""
    before = _last_known(leading, own)
    after = _last_known(leading[::-1], own[::-1])[::-1]
    return [
        left or right if left is None or right is None or left == right else None
        for left, right in zip(before, after, strict=True)
    ]


def _last_known(leading: list[str | None], own: list[str | None]) -> list[str | None]:
    last: dict[str | None, str] = {}
    known = []
    for script, language in zip(leading, own, strict=True):
        known.append(last.get(script))
        if language is not None:
            last[script] = language
    return known


def _filled(languages: list[str | None]) -> list[str]:
    """The languages with the gaps filled from the one before, at the start from the first one after."""
    before = next((language for language in languages if language not in (None, UNDETERMINED)), None) or UNDETERMINED
    filled: list[str] = []
    for language in languages:
        filled.append(language or before)
        before = filled[-1] if filled[-1] != UNDETERMINED else before
    return filled


def language_shares(texts: Sequence[str], languages: Sequence[str]) -> dict[str, float]:
    """Each language's share of the letters, rounded to 4 digits, sorted by code; empty if there are no letters."""
    letters: Counter[str] = Counter()
    for text, language in zip(texts, languages, strict=True):
        letters[language] += sum(map(str.isalpha, text))
    total = sum(letters.values())
    return {language: round(count / total, 4) for language, count in sorted(letters.items()) if count}


def document_language(shares: dict[str, float]) -> str:
    """The language with at least 80 % of the letters, ``mixed`` if there is none, ``und`` if there are no letters."""
    if not shares:
        return UNDETERMINED
    main = max(shares, key=lambda language: shares[language])
    return main if shares[main] >= MAIN_SHARE else MIXED
