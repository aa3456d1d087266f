"""Listed names found in a text: a trie of their folded letters, walked from every place where a name can begin."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from corpus_cli.export.redaction import language
from corpus_cli.export.redaction.comparable import Comparable, comparable

# Signs for ayn and hamza and what keyboards offer for them, left out as often as not: Sa'id, Said.
_APOSTROPHES = frozenset("'’‘`´ʿʾʻʼʽ′")
# What may stand between two words of a name, as often as you like: spaces, line breaks, hyphens, _ and + of file names,
# asterisks of emphasis in plain text and tables.
_GAPS = frozenset(" -‐‑‒–—_+·*") | _APOSTROPHES
_LONGEST_WORD = 40


@dataclass(frozen=True, slots=True)
class Hit:
    """The name with this index in the list stands at ``start:end`` of the text."""

    start: int
    end: int
    name: int


@dataclass(slots=True)
class _Node:
    """What can follow the letters so far. ``gap``: characters that may stand here, None inside a word."""

    children: dict[str, _Node] = field(default_factory=dict)
    gap: frozenset[str] | None = None
    name: int | None = None


class Finder:
    """Finds the names of a list wherever they stand as words.

    Compared is the folded form (``comparable``): in any case, with or without hamza, vowel signs, tatweel, bidi marks,
    with ه for ة, in Persian letters, either digits. A name may have any spaces, line breaks or hyphens between its
    words, or none (file names: AhmadKhalil, ahmad_khalil); proclitics may stand before it (ولأحمد), and after ل the
    article's alef may be gone (للأسد). Each hit is the name alone, without what is written onto it.
    """

    def __init__(self, names: Sequence[str]) -> None:
        self._root = _Node()
        for index, name in enumerate(names):
            self._put(name, index)
        self._first = frozenset(self._root.children) | language.PROCLITICS

    def find(self, text: str) -> list[Hit]:
        """The hits in order, the longest name at a place; hits may overlap, but none lies within another."""
        if not text:
            return []
        form = comparable(text)
        hits: dict[tuple[int, int], Hit] = {}
        for at, char in enumerate(form.text):
            if char not in self._first or not _is_edge(form, at):
                continue
            for begin, node in self._begins(form, at):
                found = self._walk(form, begin, node)
                if found is not None:
                    end, name = found
                    hit = Hit(form.starts[begin], _behind_marks(text, form.ends[end - 1]), name)
                    hits.setdefault((hit.start, hit.end), hit)
        return _outermost(hits.values())

    def _put(self, name: str, index: int) -> None:
        node = self._root
        for before, word in _words(comparable(name).text):
            if node is not self._root:
                node.gap = (node.gap or frozenset()) | _GAPS | set(before)
            joint = language.of(word).joint(word)
            for at, letter in enumerate(word):
                if at == joint:
                    node.gap = (node.gap or frozenset()) | _GAPS
                node = node.children.setdefault(letter, _Node())
        if node.name is None:
            node.name = index

    def _begins(self, form: Comparable, at: int) -> Iterator[tuple[int, _Node]]:
        """Where a name can begin in the word at ``at``, and which letters count as read there."""
        yield at, self._root
        twin, end = language.of(form.text[at]), at
        if form.text[at] not in twin.PROCLITICS:
            return
        kind = _kind(form.text[at])
        while end < len(form.text) and end - at < _LONGEST_WORD and _kind(form.text[end]) == kind:
            end += 1
        word = form.text[at:end]
        for cut, stem in twin.starts(word):
            node: _Node | None = self._root
            for letter in stem[: len(stem) - (len(word) - cut)]:
                node = node.children.get(letter) if node is not None else None
            if node is not None:
                yield at + cut, node

    def _walk(self, form: Comparable, at: int, node: _Node) -> tuple[int, int] | None:
        """The end of the longest name that begins here, in the folded text, and its index."""
        text, best = form.text, None
        while at < len(text):
            char = text[at]
            following = node.children.get(char)
            if following is not None:
                node = following
                at += 1
                if node.name is not None:
                    end = _end(form, at)
                    best = best if end is None else (end, node.name)
            elif (char in _APOSTROPHES and node is not self._root) or _is_gap(node, text, at):
                at += 1
            else:
                break
        return best


def skeleton(name: str) -> str:
    """The letters and digits of a name as they are compared, without anything between them."""
    return "".join(word for _, word in _words(comparable(name).text))


def _is_gap(node: _Node, text: str, at: int) -> bool:
    if node.gap is None:
        return False
    # ahmad.khalil.txt is a name, "… Ahmad. Khalil …" two sentences.
    return text[at] in node.gap or (text[at] == "." and text[at + 1 : at + 2].isalnum())


def _words(folded: str) -> list[tuple[str, str]]:
    """The runs of letters and digits, apostrophes left out, each with what stands before it."""
    words: list[tuple[str, str]] = []
    before, word = "", ""
    for char in folded:
        if char.isalnum():
            word += char
        elif char not in _APOSTROPHES or not word:
            if word:
                words.append((before, word))
                before, word = "", ""
            before += char
    return [*words, (before, word)] if word else words


def _end(form: Comparable, at: int) -> int | None:
    """Where the name ends that has its last letter before ``at``: there, behind an ending, or None inside a word."""
    if _is_edge(form, at):
        return at
    for ending in language.of(form.text[at - 1]).ENDINGS:
        after = at + len(ending)
        if form.text.startswith(ending, at) and _is_edge(form, after):
            return after
    return None


def _behind_marks(text: str, end: int) -> int:
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return end


def _is_edge(form: Comparable, at: int) -> bool:
    """Whether a word ends or begins before the folded character ``at``.

    A change of script or from letters to digits is an edge too, and a capital after a small letter (InterviewAhmad).
    """
    if at <= 0 or at >= len(form.text):
        return True
    before, after = form.text[at - 1], form.text[at]
    if _kind(before) != _kind(after) or not before.isalnum():
        return True
    if form.starts[at] == form.starts[at - 1]:
        # Both come of one character (a ligature): the edge of a name cannot be told, so it counts as one.
        return True
    return form.source[form.ends[at - 1] - 1].islower() and form.source[form.starts[at]].isupper()


def _kind(char: str) -> str:
    if char.isdigit():
        return "digit"
    if not char.isalnum():
        return "other"
    return "arabic" if language.is_arabic(char) else "letter"


def _outermost(hits: Iterable[Hit]) -> list[Hit]:
    """The hits that lie in no other, by their place."""
    ordered = sorted(hits, key=lambda hit: (hit.start, -hit.end))
    kept: list[Hit] = []
    for hit in ordered:
        if not kept or hit.end > kept[-1].end:
            kept.append(hit)
    return kept
