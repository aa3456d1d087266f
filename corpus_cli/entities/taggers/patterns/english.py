"""Organizations by the head of a capitalised name; places by their type words; twin of ``arabic.py``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus_cli.entities.names.words import Words
from corpus_cli.entities.reading.reading import Reading
from corpus_cli.entities.taggers.patterns import english_cues as cues
from corpus_cli.entities.taggers.patterns.found import Found

# Between two words of a name: a space, a hyphen, an ampersand, a possessive (Ghouta Women's Forum).
_JOINT = re.compile(r"(?:['’]s?)? |[-‐‑]| & ")
_LONGEST = 16


def find(reading: Reading) -> Iterator[Found]:
    """Organizations and unknown places by their cue words; may overlap."""
    words = reading.words
    index = 0
    while index < len(words):
        if not _capital(words, index):
            index += 1
            continue
        last = _run(words, index)
        yield from _organizations(reading, index, last)
        yield from _lower_head(words, index, last)
        yield from _place(words, index, last)
        index = last + 1


def _capital(words: Words, index: int) -> bool:
    surface = words.surface(index)
    return surface[0].isupper() and surface[0] < "\u0590"


def _linked(words: Words, index: int) -> bool:
    return index < len(words) and _JOINT.fullmatch(words.text, words.ends[index - 1], words.starts[index]) is not None


def _run(words: Words, first: int) -> int:
    """The last word of the capitalised sequence that begins here, with the small words inside it."""
    last = index = first
    while _linked(words, index + 1) and index + 1 - first < _LONGEST:
        index += 1
        if _capital(words, index) or (words.surface(index)[0].isdigit() and words.keys[last] in cues.LEADING):
            last = index
        elif words.keys[index] not in cues.SMALL:
            break
    return last


def _organizations(reading: Reading, first: int, last: int) -> Iterator[Found]:
    """The organizations in one capitalised sequence: several may be joined by "and"."""
    words = reading.words
    start = first
    while start <= last and words.keys[start] in cues.STARTERS | cues.SMALL and not words.surface(start).isupper():
        start += 1
    while start <= last:
        head = next((index for index in range(start, last + 1) if _is_head(words, index)), None)
        if head is None:
            return
        start = _after_owner(reading, _after_conjunction(words, start, head), head)
        end = _end(words, head, last)
        score = _score(words, start, head, end)
        if score is not None:
            yield Found(words.starts[start], words.ends[end], "ORG", score)
        start = end + 1
        while start <= last and words.keys[start] in cues.SMALL:
            start += 1


def _is_head(words: Words, index: int) -> bool:
    if words.keys[index] == "unit":  # Documentation Unit for the Missing; an Intensive Care Unit is none of ours
        return _capital(words, index) and words.joined(index + 1) and words.keys[index + 1] == "for"
    return words.keys[index] in cues.HEADS and _capital(words, index)


def _after_conjunction(words: Words, start: int, head: int) -> int:
    """Where the name of this head begins: after "Aleppo and the" in "Aleppo and the Sham Center", if what stands

    before "and" is a name of its own. "Justice and Accountability Centre" has no article and stays whole.
    """
    for index in range(head - 1, start, -1):
        # Youth of the Steppe Movement: its members are part of the name.
        if words.keys[index - 1] == "of" and index - 2 >= start and words.keys[index - 2] in cues.MEMBERS:
            continue
        if words.keys[index] in {"the", "in", "to"} and not _capital(words, index):
            return index + 1
    return start


def _after_owner(reading: Reading, start: int, head: int) -> int:
    """Where the name begins after a place that owns it: Syria's Ministry of Health. Women's Forum has no such owner."""
    ends = {hit.last for hit in reading.places}
    for index in range(head, start, -1):
        if index - 1 in ends and reading.words.gap(index)[:1] in {"'", "’"}:
            return index
    return start


def _end(words: Words, head: int, last: int) -> int:
    """The last word of the name with this head."""
    end = head
    while end + 1 <= last and _is_head(words, end + 1):
        end += 1
    if end + 1 > last:
        return end
    following = words.keys[end + 1]
    if following == "in" and words.keys[head] in cues.WITH_PLACE and end > head - 1:
        return end + 1 if end + 1 == last else end + 2
    if following in cues.COMPLEMENT:
        return _complement(words, end + 1, last)
    if words.keys[head] in cues.LEADING and end == head and following not in cues.SMALL:
        return min(end + 1, last)
    return end


def _complement(words: Words, at: int, last: int) -> int:
    """The end of "of X", "for X and Y": a second head after "and" begins another name."""
    for index in range(at + 1, last):
        if words.keys[index] == "and":
            rest = range(index + 1, last + 1)
            if any(_is_head(words, later) for later in rest):
                return index - 1
        if words.keys[index] in {"in", "to", "on"} and words.keys[at] != words.keys[index]:
            return index - 1
    return last


def _score(words: Words, start: int, head: int, end: int) -> float | None:
    """How telling the name is: a proper word or a complement in it; ``None`` if it is an ordinary phrase."""
    if start == end:
        return None
    own = [words.keys[index] for index in range(start, end + 1) if words.keys[index] not in cues.SMALL]
    proper = [key for key in own if key not in cues.HEADS | cues.GENERIC]
    if end > head and words.keys[head + 1] in cues.COMPLEMENT:
        return 0.75 if len(own) > 1 else None
    if not proper:
        return 0.52 if len(own) > 2 else None
    if len(proper) == 1 and proper[0] in cues.DEMONYMS:
        return 0.6
    return 0.75


def _lower_head(words: Words, first: int, last: int) -> Iterator[Found]:
    """A capitalised name before a head in lower case: Shanan hospital, Thiqa news agency, Syrian air force."""
    if words.keys[first] in cues.STARTERS:
        first += 1
    index = last + 1
    while index <= last + 2 and words.joined(index) and words.keys[index] in cues.LOWER_MODIFIERS:
        index += 1
    if first > last or not words.joined(index) or words.keys[index] not in cues.LOWER_HEADS:
        return
    head, demonym = words.keys[index], _is_demonym(words.keys[last])
    if words.keys[last] in cues.STARTERS or (demonym and head not in cues.NATIONAL_BODIES):
        return
    if head == "force" and words.keys[index - 1] != "air":
        return
    start = last
    while start > first and words.joined(start) and _capital(words, start - 1):
        start -= 1
    if start and words.keys[start - 1] in {"al", "el"} and words.joined(start):
        start -= 1
    yield Found(words.starts[start], words.ends[index], "ORG", 0.6)


def _is_demonym(key: str) -> bool:
    return key in cues.DEMONYMS or (len(key) > 5 and key.endswith(cues.DEMONYM_ENDS))


def _place(words: Words, first: int, last: int) -> Iterator[Found]:
    """A place that the gazetteer does not know: "town of Ibbin", "Ibbin village", "Omar Mosque"."""
    if words.keys[first] in cues.STARTERS:
        first += 1
    if first > last or any(_is_head(words, index) for index in range(first, last + 1)):
        return
    before = words.keys[first - 2] if first > 1 and words.keys[first - 1] == "of" else ""
    after = words.keys[last + 1] if words.joined(last + 1) else ""
    if words.keys[last] in cues.FACILITY and first < last:
        yield Found(words.starts[first], words.ends[last], "PLACE", 0.6)
    elif after in cues.FACILITY and not _is_demonym(words.keys[last]):
        yield Found(words.starts[first], words.ends[last + 1], "PLACE", 0.5)
    elif before in cues.SETTLEMENT_OF or (after in cues.SETTLEMENT and not _is_demonym(words.keys[last])):
        yield Found(words.starts[first], words.ends[last], "PLACE", 0.6)
