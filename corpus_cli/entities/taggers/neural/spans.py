"""Runs of words to exact spans: proclitics, the English article, possessives, quotation marks and stops fall away."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus_cli.entities.taggers.neural.decoding import Name, Run
from corpus_cli.entities.taggers.neural.words import Word, is_arabic

# What may be written onto the front of an Arabic name, as many letters as the network counted.
_PROCLITICS = re.compile("[وف]|[بلكس]|[وف][بلكس]")
_MARK = re.compile("[\u0640\u064b-\u065f\u0670]")
_LEFT = frozenset("\"'“”‘’«»`()[]{}.,;:!?،؛؟-–—•*/|\\_@#&")
_RIGHT = _LEFT - {"."}
_PAIRS = {")": "(", "]": "[", "»": "«", "”": "“"}
_OPEN = {open_: close for close, open_ in _PAIRS.items()} | {'"': '"'}
# So many words at most stand between the two signs of a pair; no line of signs takes quadratic time.
_REACH = 30


@dataclass(frozen=True, slots=True)
class Found:
    """A name at ``text[start:end]``; ``sureness`` between 0 and 1, before calibration."""

    start: int
    end: int
    name: Name
    sureness: float


def spans(text: str, words: Sequence[Word], runs: Sequence[Run]) -> Iterator[Found]:
    """The names in the text with exact edges, in order; a run of nothing but signs gives none."""
    for run in runs:
        first, last = _trimmed(text, words, run.first, run.last)
        if first > last:
            continue
        start = words[first].start
        if first == run.first:
            start += _proclitic(text[start : words[first].end], run.proclitic)
        if any(char.isalnum() for char in text[start : words[last].end]):
            yield Found(start, words[last].end, run.name, run.sureness)


def _trimmed(text: str, words: Sequence[Word], first: int, last: int) -> tuple[int, int]:
    def at(index: int) -> str:
        return text[words[index].start : words[index].end]

    while (
        first <= last
        and not _is_ayn(text, words, first, last)
        and (
            (
                at(first) in _LEFT
                and not any(at(n) == _OPEN.get(at(first)) for n in range(first + 1, min(last, first + _REACH)))
            )
            or (first < last and at(first).lower() == "the")
        )
    ):
        first += 1
    while first <= last:
        word = at(last)
        if (word in _RIGHT and not _closes(word, [at(n) for n in range(max(first, last - _REACH), last)])) or (
            word == "." and not (last > first and len(at(last - 1)) <= 3 and at(last - 1)[:1].isupper())
        ):
            last -= 1
        elif word in {"s", "S"} and last > first + 1 and at(last - 1) in {"'", "’"} and not words[last].spaced:
            last -= 2
        else:
            break
    # مشفى "الرحمة" and وكالة «عين على وطن» end with what they opened.
    if first < last < len(words) - 1 and _closes(
        at(last + 1), [at(n) for n in range(max(first, last - _REACH), last + 1)]
    ):
        last += 1
    return first, last


def _closes(word: str, before: Sequence[str]) -> bool:
    """Whether the sign closes a quotation or bracket that was opened in the words before it."""
    if word == '"':
        return before.count(word) % 2 == 1
    return word in _PAIRS and before.count(_PAIRS[word]) > before.count(word)


def _is_ayn(text: str, words: Sequence[Word], first: int, last: int) -> bool:
    """Whether the sign in front is a letter of the name ('Umar, ‘Ayn) and no quotation mark, which would be closed."""
    if first == last or text[words[first].start] not in "'‘’ʿ" or words[first + 1].spaced:
        return False
    after = text[words[last].end : words[last].end + 1]
    return text[words[first + 1].start].isupper() and not ({after, text[words[last].start]} & set("'’"))


def _proclitic(word: str, letters: int) -> int:
    """How many signs of the word stand before the name: those letters and their marks, if they are proclitics."""
    if not letters or not is_arabic(word):
        return 0
    at = taken = 0
    while at < len(word) and (taken < letters or _MARK.match(word[at])):
        taken += not _MARK.match(word[at])
        at += 1
    plain, rest = _MARK.sub("", word[:at]), _MARK.sub("", word[at:])
    return at if _PROCLITICS.fullmatch(plain) and len(rest) > 1 else 0
