"""Names left in a text that sound like a listed one: other spellings, and the same name in the other script."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from corpus_cli.entities.names.sounds import SHORT_KEY, likeness, sound_keys
from corpus_cli.entities.names.words import split_words
from corpus_cli.export.redaction import language
from corpus_cli.export.redaction.names import NameList

# Chosen on twenty pairs of names in both scripts: one name in two spellings has 0.84 to 0.98. Some that are two names
# have as much (محمد and محمود): this is for a person to look at.
_ALIKE = 0.8


@dataclass(frozen=True, slots=True)
class _Unit:
    """A word as names are heard, عبد and the next as one, and where it stands. ``runs_on``: from the one before."""

    key: str
    start: int
    end: int
    runs_on: bool


@dataclass(frozen=True, slots=True)
class _Sought:
    line: int
    keys: tuple[str, ...]


class SoundAlikes:
    """Counts what sounds like a listed name of two words or more, by the line of the name and as it is written.

    Single words are left out: too many words of a language sound like a first name.
    """

    def __init__(self, names: NameList) -> None:
        self._sought: dict[str, list[_Sought]] = defaultdict(list)
        for name in names.names:
            keys = tuple(unit.key for unit in _units(name.text))
            for sound in sound_keys(keys[0]) if len(keys) > 1 else ():
                self._sought[sound].append(_Sought(name.line, keys))
        self._known: dict[str, tuple[_Sought, ...]] = {}
        self.found: dict[int, Counter[str]] = defaultdict(Counter)

    def add(self, text: str) -> None:
        """The names in this text, from which the listed ones are gone, are counted."""
        units = _units(text) if self._sought else []
        for first, unit in enumerate(units):
            # The name as it stands, or else behind what may be proclitics.
            for key in (unit.key, *(stem for _, stem in language.of(unit.key).starts(unit.key))):
                heard = {
                    one.line: units[first + len(one.keys) - 1].end
                    for one in self._begin_so(key)
                    if _sounds_so(units, first, key, one)
                }
                for line, end in heard.items():
                    self.found[line][" ".join(text[unit.start : end].split())] += 1
                if heard:
                    break

    def _begin_so(self, key: str) -> tuple[_Sought, ...]:
        """The listed names whose first word may sound like this one."""
        found = self._known.get(key)
        if found is None:
            sounds = sorted(sound_keys(key)) if len(key) > SHORT_KEY else ()
            found = tuple(dict.fromkeys(one for sound in sounds for one in self._sought.get(sound, ())))
            self._known[key] = found
        return found


def _sounds_so(units: list[_Unit], first: int, key: str, sought: _Sought) -> bool:
    rest = units[first + 1 : first + len(sought.keys)]
    if len(rest) < len(sought.keys) - 1 or not all(unit.runs_on for unit in rest):
        return False
    return likeness(" ".join([key, *(unit.key for unit in rest)]), " ".join(sought.keys)) >= _ALIKE


def _units(text: str) -> list[_Unit]:
    words = split_words(text)
    units: list[_Unit] = []
    held, start, runs_on = "", 0, False
    for at, key in enumerate(words.keys):
        twin = language.of(key)
        if not held:
            start, runs_on = words.starts[at], words.joined(at)
        if twin.is_servant(key) or (key in twin.ARTICLES and (held or words.joined(at))):
            held = held + key if twin.is_servant(key) or held else ""
            continue
        units.append(_Unit(held + key, start, words.ends[at], runs_on))
        held = ""
    return units
