"""Sentences of one segment."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from types import ModuleType

from corpus_cli.normalize import MARKS, WORD
from corpus_cli.segment import arabic, english
from corpus_cli.segment.scripts import ARABIC, script_of

MAX_WORDS = 120

_CLOSERS = "\"'”’»›)\\]}"
# A run of end marks with the quotes and brackets that close after it, and footnote numbers. ؛ and ; end no sentence.
_END = re.compile(rf"[.!?؟…۔。！？।](?:[{_CLOSERS}.!?؟…۔。！？।]|\[\^?\d{{1,3}}\](?=\s|$)|[¹²³⁰-⁹])*")
_QUOTE_CLOSERS = frozenset("\"'”’»›")
_GOES_ON = ("(", ",", "،")
_MARK = re.compile(r"[.!?؟…۔。！？।]+")
# The word an end mark stands after, dots inside it included (U.S, أ.د, 3.5); marks belong to it.
_TOKEN = re.compile(rf"[^\W_](?:[^\W_]|[{MARKS}\u200c.\-])*$")
# What a list number looks like where a sentence starts: 1. 2.3. (a). أ. iv.
_ENUMERATOR = re.compile(r"[^\w]*(?:\d{1,3}(?:[.\-]\d{1,3})*|[^\W\d_]|[ivxIVX]{1,4})[)\]]?\s*")
# Languages that ``arabic.identify`` may name.
_ARABIC_SCRIPT = frozenset({"ar", "fa", "ur", "ckb", "ug", "ps"})
# How far back a token may reach; longer ones are no abbreviations.
_REACH = 40
_PAUSES = re.compile(r"[،,؛;:](?=\s)")


def split_sentences(
    text: str, start: int, end: int, language: str, *, row: bool = False
) -> tuple[tuple[int, int], ...]:
    """The sentences of ``text[start:end]``: in order, without spaces around them, covering all that is not space.

    None has more than 120 words; one without full stops is cut at a comma or semicolon, or at 120 words. ``row``: of a
    table; what its cells say is no running text, so no mark ends a sentence in it.
    """
    spans: list[tuple[int, int]] = []
    begin = start
    stops = () if row else _stops(text, start, end, language)
    for stop in (*stops, end):
        span = _trimmed(text, begin, stop)
        if span[0] < span[1]:
            # A piece without a letter or digit (a quote mark after a space) belongs to the sentence before it.
            if spans and WORD.search(text, *span) is None:
                spans[-1] = (spans[-1][0], span[1])
            else:
                spans.append(span)
        begin = stop
    return tuple(piece for span in spans for piece in _cut(text, *span))


def _stops(text: str, start: int, end: int, language: str) -> Iterator[int]:
    begin = start
    for match in _END.finditer(text, start, end):
        if _is_end(text, begin, match, end, language):
            begin = match.end()
            yield begin


def _is_end(text: str, begin: int, match: re.Match[str], end: int, language: str) -> bool:
    at, after = match.span()
    mark = _MARK.match(match.group())
    if after >= end or mark is None:
        return False  # the segment's end is the sentence's end anyway
    opened = text[max(at - 1, begin) : at] in ("(", "[")
    if opened and after - at > len(mark.group()):
        return False  # (!) and […] are remarks inside a sentence
    if at - begin < _REACH and _ENUMERATOR.fullmatch(text, begin, at) and match.group() in (".", ".)"):
        return False
    token = _TOKEN.search(text, max(begin, at - _REACH), at)
    word = token.group() if token else ""
    if not text[after].isspace():
        return _is_glued_end(text, word, match.group(), after, end)
    following = text[after : min(after + _REACH, end)].lstrip()
    rules = _rules(word, language)
    stops = mark.group()
    if set(stops) <= {".", "…"}:
        return bool(rules.ends_sentence(word, stops, following, before=text[max(begin, at - _REACH) : at - len(word)]))
    # «صحيح أم إشاعة؟» (true or rumour?) is a title with its gloss.
    glossed = following.startswith(_GOES_ON) and not _QUOTE_CLOSERS.isdisjoint(match.group())
    # «why?» he asked: with capitals in the script, a small letter says that the sentence goes on.
    return not glossed and not following[:1].islower()


def _is_glued_end(text: str, word: str, mark: str, after: int, end: int) -> bool:
    """Whether a mark without a space after it ends a sentence: between two words of one script, or number and word."""
    right = WORD.match(text, after, end)
    if right is None or not word:
        return False
    script = script_of(right.group()[0])
    if script is None or not (word[-1].isdigit() or script_of(word[-1]) == script):
        return False
    if mark in "؟!":
        return script == ARABIC
    rules = arabic if script == ARABIC else english
    return mark == "." and bool(rules.glued(word.rsplit(".", 1)[-1], right.group()))


def _rules(word: str, language: str) -> ModuleType:
    """The rules of the script that the word is in (Dr. in an Arabic text); for a number, of the segment's language."""
    letter = next((char for char in reversed(word) if char.isalpha()), "")
    if letter:
        return arabic if script_of(letter) == ARABIC else english
    return arabic if language in _ARABIC_SCRIPT else english


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentence, in pieces of at most 120 words if it is longer: at its last pause before that, else at a word."""
    words = [match.start() for match in WORD.finditer(text, start, end)]
    done = 0
    while len(words) - done > MAX_WORDS:
        limit, early = words[done + MAX_WORDS], words[done + MAX_WORDS // 2]
        pauses = [pause.end() for pause in _PAUSES.finditer(text, early, limit)]
        stop = pauses[-1] if pauses else limit
        yield _trimmed(text, start, stop)
        start = _trimmed(text, stop, end)[0]
        done = bisect_left(words, start)
    yield start, end
