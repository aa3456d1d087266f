"""Cleaning that is the same for every language: invisible characters, spaces, presentation forms, NFC.

Mojibake is not repaired here: a silent guess would break the promise that a quote can be found in its source.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from corpus_cli.normalize.mapped import Mapped, compose, edit
from corpus_cli.normalize.words import MARKS, is_wordlike

# Control characters that separate (tab, line ends, FS to US), every Unicode space, and the object replacement
# character, which stands where a picture stood between two words.
_SPACES = "\t\n\v\f\r\x1c-\x1f \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u2800\u3000\ufffc"
# Other controls, soft hyphen, bidi marks, embeddings and isolates, word joiner, variation selectors, BOM,
# interlinear annotation, tags, noncharacters. None of them has a width: out, without a trace.
_INVISIBLE = (
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u180b-\u180f\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e0fff"
)
_ZWSP, _ZWNJ, _ZWJ, _TATWEEL = "\u200b", "\u200c", "\u200d", "\u0640"

_OTHERS = "".join(part for part in (_SPACES.replace(" ", ""), _INVISIBLE, _ZWSP, _ZWNJ, _ZWJ, _TATWEEL))
# A single plain space between two characters is what most matches would be; it needs no work and does not match.
_RUN = re.compile(rf"(?:\A | [ {_OTHERS}]|[{_OTHERS}])[ {_OTHERS}]*| \Z")
_TO_SPACE = re.compile(f"[{_SPACES}]")
_TO_NOTHING = re.compile(f"[{_INVISIBLE}]+")
# A soft hyphen at a line end was a hyphenation: word and rest belong together, and the line end is no space.
_HYPHENATION = re.compile(rf"\xad[ \t{_INVISIBLE}]*(?:\r\n|[\n\r\v\f\x85\u2028\u2029])[ \t{_INVISIBLE}]*")
_BLANK = re.compile(f"[ {_ZWSP}{_ZWNJ}{_ZWJ}]+")
_KASHIDAS = re.compile(f"{_TATWEEL}+")
_ARABIC_SCRIPT = re.compile("[\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefc]")
_INDIC = re.compile("[\u0900-\u0dff]")

# Unicode's stream-safe limit: no language puts more marks on a letter, and sorting very many takes minutes.
_MOST_MARKS = 30
_HEAP_OF_MARKS = re.compile(f"[{MARKS}]{{{_MOST_MARKS + 1},}}")
_FORMS = re.compile("[\ufb00-\ufb06\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdfd\ufe70-\ufefc\ud800-\udfff]")
# Ligatures that are whole words or phrases: ﷰ to ﷽ but ﷲ, which is written into words (وﷲ, باﷲ, عبدﷲ).
_PHRASES = frozenset("\ufdf0\ufdf1\ufdf3\ufdf4\ufdf5\ufdf6\ufdf7\ufdf8\ufdf9\ufdfa\ufdfb\ufdfc\ufdfd")
_ALLAH = "\ufdf2"
_ALEFS = frozenset("\u0627\u0671\ufe8d\ufe8e")


def clean(source: Mapped) -> Mapped:
    """The text in NFC, in letters instead of presentation forms, without invisible characters, singly spaced.

    ZWNJ and ZWJ stay where they may be spelling: inside Arabic-script words (whether the text is Arabic, where ZWNJ is
    noise, or Persian, where it is not, is not known yet) and in Indic scripts.
    """
    letters = edit(edit(source, _RUN, _tidy), _FORMS, _letters)
    # Composing can make two marks of one (U+0344), so the limit is kept before and after.
    return _limit_marks(compose(_limit_marks(letters)))


def _limit_marks(source: Mapped) -> Mapped:
    return edit(source, _HEAP_OF_MARKS, lambda match: match.group()[:_MOST_MARKS])


def _neighbours(match: re.Match[str]) -> tuple[str, str]:
    """The characters just before and after the match, empty at the ends of the text."""
    start, end = match.span()
    return match.string[max(start - 1, 0) : start], match.string[end : end + 1]


def is_arabic_letter(char: str) -> bool:
    """Whether the character (or none, as an empty string) is a letter or a mark of the Arabic script."""
    return _ARABIC_SCRIPT.match(char) is not None and (char.isalpha() or unicodedata.category(char) == "Mn")


def _tidy(match: re.Match[str]) -> str:
    """What a run of spaces and invisible characters becomes: nothing, one space, a joiner or a dash."""
    run = match.group()
    before, after = _neighbours(match)
    if "\xad" in run and after.isalpha():
        run = _HYPHENATION.sub("", run)
    run = _TO_NOTHING.sub("", _TO_SPACE.sub(" ", run))
    if _TATWEEL in run:
        run = _without_kashida(run, before, after)
    if " " in run:
        run = _BLANK.sub(" ", run)
        run = run.lstrip() if not before else run
        return run.rstrip() if not after else run
    if "-" in run:
        return run
    if _ZWSP in run:
        # Zero-width space marks a word boundary, but beside punctuation (web pages put it into URLs) it is noise.
        return " " if is_wordlike(before) and is_wordlike(after) else ""
    return _joiner(run, before, after)


def _without_kashida(run: str, before: str, after: str) -> str:
    """Tatweel beside an Arabic letter only stretches it; anywhere else (١ـ, حلب ـ دمشق) people type it as a dash."""
    run = run.replace(_ZWSP, "").replace(_ZWNJ, "").replace(_ZWJ, "")

    def dash(match: re.Match[str]) -> str:
        left = run[match.start() - 1] if match.start() else before
        right = run[match.end()] if match.end() < len(run) else after
        return "" if is_arabic_letter(left) or is_arabic_letter(right) else "-"

    return _KASHIDAS.sub(dash, run)


def _joiner(run: str, before: str, after: str) -> str:
    if not before or not after:
        return ""
    if _ZWNJ in run and is_arabic_letter(before) and is_arabic_letter(after):
        return _ZWNJ
    return run[:1] if _INDIC.match(before) else ""


@cache
def _form_table() -> dict[str, str]:
    """Each presentation form in letters, by camel-tools' compatibility normalisation (which adds ﷼ and ﷽)."""
    from camel_tools.utils.normalize import normalize_unicode

    ranges = ((0xFB00, 0xFB07), (0xFB50, 0xFDFE), (0xFE70, 0xFEFD))
    table = {}
    for char in (chr(code) for low, high in ranges for code in range(low, high)):
        letters = normalize_unicode(char).replace(_TATWEEL, "")
        # An isolated vowel sign is decomposed to a space and the sign; old PDF fonts draw it after its letter.
        table[char] = letters.strip() or char
    return table


def _letters(match: re.Match[str]) -> str:
    char = match.group()
    if "\ud800" <= char <= "\udfff":
        return "\ufffd"  # half a surrogate pair cannot be written as UTF-8
    letters = _form_table().get(char, char)
    before, after = _neighbours(match)
    if char == _ALLAH and before in _ALEFS:
        return letters[1:]  # fonts that draw ﷲ without its alef: اﷲ is الله, not االله
    if char in _PHRASES:
        letters = (" " if is_wordlike(before) and before not in _PHRASES else "") + letters
        letters += " " if is_wordlike(after) or after in _PHRASES else ""
    return letters
