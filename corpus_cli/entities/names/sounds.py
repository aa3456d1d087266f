"""Names by their sound, from either script: the consonants that any romanisation keeps, and how alike two names are.

Arabic writes no short vowels, romanisations write them as they please (Hamah, Hama, Ḩamāh, حماة) and have several
letters for one consonant (Qamishli, Kamishly, القامشلي). A sound key holds what they agree on, so a village with an
Arabic name alone is found from its English spelling; ``likeness`` then tells حمص from حماص. The idea is that of Soundex
for Arabic names (Aqeel, Beitzel, Jensen, Grossman and Frieder 2006), with keys that lead from one script to the other.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice, product

#: Keys shorter than this say too little: حمّة, حماة and الحامة share one.
SHORT_KEY = 2
_MOST_KEYS = 12

_ARABIC = re.compile("[\u0621-\u06d3]")
# What each letter may be in Latin script, as consonant classes; "" is heard and not written, or a vowel.
_ARABIC_SOUNDS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys("بپ", ("b",)), **dict.fromkeys("تطث", ("t",)), **dict.fromkeys("جچژ", ("j",)),
    **dict.fromkeys("حه", ("h",)), **dict.fromkeys("خ", ("x",)), **dict.fromkeys("دض", ("d",)),
    **dict.fromkeys("ذظ", ("d", "z")), "ر": ("r",), "ز": ("z",), **dict.fromkeys("سص", ("s",)), "ش": ("c",),
    "غ": ("g",), "ف": ("f",), **dict.fromkeys("قكگک", ("k",)), "ل": ("l",), "م": ("m",), "ن": ("n",),
    **dict.fromkeys("وؤ", ("w",)), **dict.fromkeys("يئیى", ("y",)), **dict.fromkeys("اآأإٱ", ("a",)),
    **dict.fromkeys("ءع", ("",)), "ة": ("a",),
}  # fmt: skip
_LATIN_SOUNDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("sch", ("c",)), ("tch", ("c",)), ("kh", ("x",)), ("gh", ("g",)), ("sh", ("c",)), ("ch", ("c",)), ("th", ("t",)),
    ("dh", ("d",)), ("dj", ("j",)), ("ph", ("f",)), ("ck", ("k",)), ("ou", ("w",)), ("oo", ("w",)), ("ee", ("y",)),
    ("ei", ("y",)), ("ay", ("y",)), ("ai", ("y",)), ("ey", ("y",)), ("ie", ("y",)), ("iy", ("y",)), ("aw", ("w",)),
    ("au", ("w",)), ("ow", ("w",)), ("uw", ("w",)), ("aa", ("a",)),
    ("g", ("j", "g", "k")), ("q", ("k",)), ("c", ("k", "s")), ("x", ("ks",)), ("p", ("b",)), ("v", ("w", "f")),
    ("e", ("e",)), ("i", ("y",)), ("o", ("w",)), ("u", ("w",)), ("w", ("w",)), ("y", ("y",)), ("a", ("a",)),
)  # fmt: skip
_LATIN = dict(_LATIN_SOUNDS)
_LATIN_UNIT = re.compile("|".join(sorted(_LATIN, key=len, reverse=True)) + "|[a-z]")
_ARTICLES = frozenset("al el ul l ar er as es ash esh ad ed an en az ez uz at et ath adh".split())
_VOWELS = frozenset("aewy")
# What it costs that a vowel stands in one name alone, by its letter, or is another in the other.
_EXTRA = {"e": 0.1, "a": 0.25, "y": 0.4, "w": 0.4}
_OTHER_VOWEL = 0.5
_OTHER_CONSONANT = 1.5


@lru_cache(maxsize=16384)
def sound_keys(name: str) -> frozenset[str]:
    """The keys of a folded name (as ``name_key`` gives it); none for one without consonants or in other scripts."""
    return frozenset(
        key for sounds in _readings(name) if (key := _squeezed("".join(s for s in sounds if s not in _VOWELS)))
    )


def near_keys(key: str) -> frozenset[str]:
    """The keys that differ from this one by one consonant: written wrongly, left out or too many."""
    found = set()
    for at in range(len(key) + 1):
        found.add(key[:at] + key[at + 1 :])
        for sound in "bcdfghjklmnrstxz":
            found.add(key[:at] + sound + key[at:])
            found.add(key[:at] + sound + key[at + 1 :])
    return frozenset(found - {key})


@lru_cache(maxsize=16384)
def likeness(name: str, other: str) -> float:
    """How alike two folded names sound, in either script: 1 the same, 0 nothing in common.

    Of names with several words none may differ much: مطار حميميم العسكري is not مطار حماة العسكري, whatever they share.
    """
    alike = max((_alike(one, two) for one in _readings(name)[:_FEW] for two in _readings(other)[:_FEW]), default=0.0)
    words, others = _own_words(name), _own_words(other)
    if len(words) == len(others) > 1:
        alike = min(alike, _SLACK + min(map(likeness, words, others)))
    return alike


_FEW = 4
_SLACK = 0.2


def _own_words(name: str) -> list[str]:
    return [word for word in name.split() if word not in _ARTICLES]


def _alike(one: str, two: str) -> float:
    """One minus the cost of the cheapest alignment, a part of the longer name's consonants."""
    costs = [0.0]
    for sound in two:
        costs.append(costs[-1] + _extra(sound))
    for sound in one:
        previous, costs = costs, [costs[0] + _extra(sound)]
        for at, opposite in enumerate(two, 1):
            costs.append(
                min(
                    previous[at] + _extra(sound),
                    costs[at - 1] + _extra(opposite),
                    previous[at - 1] + _exchange(sound, opposite),
                )
            )
    size = max(sum(1.0 if sound not in _VOWELS else 0.4 for sound in name) for name in (one, two))
    return max(0.0, 1 - costs[-1] / size) if size else 0.0


def _extra(sound: str) -> float:
    return _EXTRA.get(sound, 1.0)


def _exchange(sound: str, other: str) -> float:
    if sound == other:
        return 0.0
    if sound in _VOWELS and other in _VOWELS:
        return min(_OTHER_VOWEL, 0.1 + abs(_EXTRA[sound] - _EXTRA[other]))
    return _OTHER_CONSONANT


@lru_cache(maxsize=16384)
def _readings(name: str) -> tuple[str, ...]:
    """The sounds of a name, vowels among them, in the ways it can be read: not all where there are very many."""
    words = name.split()
    arabic = _ARABIC.search(name) is not None
    parts = [_arabic_word(word, last) if arabic else _latin_word(word) for word, last in _marked(words)]
    # The first word's readings vary first.
    choices = islice(product(*(part for part in reversed(parts) if part)), _MOST_KEYS)
    readings = dict.fromkeys(_squeezed("".join(reversed(choice))) for choice in choices)
    return tuple(reading for reading in readings if reading)


def _marked(words: list[str]) -> list[tuple[str, bool]]:
    """Each word but articles that stand alone, and whether it is the last."""
    kept = [word for word in words if word not in _ARTICLES] or words
    return [(word, at == len(kept) - 1) for at, word in enumerate(kept)]


def _arabic_word(word: str, last: bool) -> list[str]:
    if word.startswith("ال") and len(word) > 3:
        word = word[2:]
    # A final ه may be ة: a vowel, and before another word also a t.
    endings = [""]
    if word.endswith(("ه", "ة")) and len(word) > 2:
        word, endings = word[:-1], ["a"] if last else ["a", "t"]
    letters = [_ARABIC_SOUNDS.get(letter, ("",)) for letter in word]
    return ["".join(choice) + ending for ending in endings for choice in _few(letters)]


def _latin_word(word: str) -> list[str]:
    units = [match.group() for match in _LATIN_UNIT.finditer(word)]
    letters = [_LATIN.get(unit, (unit,)) for unit in units]
    found = ["".join(choice) for choice in _few(letters)]
    # Hamah: the h is no sound; Malah: it is.
    if word.endswith("h") and len(word) > 2 and units[-1] == "h":
        found = [reading[:-1] for reading in found] + found
    # Alhasakah: the article written onto the name.
    if word.startswith(("al", "el")) and len(word) > 5:
        found += [reading[2:] for reading in found]
    return found


def _few(letters: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The readings of a word, at most ``_MOST_KEYS``."""
    return list(islice(product(*letters), _MOST_KEYS))


def _squeezed(sounds: str) -> str:
    """Without letters that follow themselves: Raqqa, ash-Shaykh."""
    return re.sub(r"(.)\1+", r"\1", sounds)
