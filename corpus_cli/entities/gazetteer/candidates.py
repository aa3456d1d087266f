"""Which places a name can mean: by the name itself, by another spelling of it, by its sound, with a letter wrong."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, Protocol

from corpus_cli.entities.gazetteer.entries import Entry
from corpus_cli.entities.gazetteer.gazetteer import Candidate, load_gazetteer
from corpus_cli.entities.gazetteer.scoring import NEAR
from corpus_cli.entities.names import language
from corpus_cli.entities.names.evidence import NEVER, WEAK
from corpus_cli.entities.names.sounds import likeness, near_keys, sound_keys
from corpus_cli.entities.names.words import name_key

# Where names are Arabic, whatever script a text writes them in.
ARABIC_COUNTRIES = frozenset("SY LB JO IQ PS EG SA YE AE QA BH KW OM LY TN DZ MA SD MR".split())
# Written like the name here, it needs no other spelling. None: rivers, seas, regions.
_HOME = frozenset({"SY", None})
# How surely a name of each kind is the entry's.
_EXACT, _ALTERNATE, _RESPELLED = 1.0, 0.9, 0.85
_SOUND, _MISSPELLED = 0.8, 0.6
# Names that sound alike must be this much alike; with a consonant wrong, more.
_LEAST_LIKENESS, _LEAST_MISSPELLED, _LEAST_BESIDE = 0.7, 0.8, 0.8
# With two or three consonants only, more again.
_SHORT_KEY, _SHORTER = 3, 0.08
_LEAST_KEY, _LEAST_MISSPELLED_KEY = 2, 4
# The most places kept for one sound: the most alike.
_MOST = 12
_TYPE_WORDS = re.compile(
    "^(?:مطار|قاعده|معبر|مركز|ناحيه مركز|محافظه|مدينه|بلده|قريه|ناحيه|منطقه|قضاء|حي|مخيم|نهر|ولايه|مقاطعه|مدينتي|ريف|"
    "city of|town of|province of|governorate of|state of|village of|district of|republic of|greater|mt|mount|mukhayyam|"
    "madinat|qaryat|baldat|nahiyat|nahyt|mantiqat|muhafazat|markaz|mrkz|lake|port of|gulf of|isle of) "
    "| (?:city|province|governorate|state|county|district|region|village|town|river|prefecture|department|refugee camp"
    "|camp|countryside|municipality|parish|oblast|island|islands|peninsula|valley|airport|air base|airbase|"
    "military base|military airbase|base|border crossing|crossing|border)$"
)


def _order(one: Possible) -> tuple[float, bool, bool, int, str]:
    """The surest first; of equals countries, then our region, then by size."""
    entry = one.entry
    return -one.fit, entry.type not in {"country", "continent"}, entry.country not in NEAR, -entry.population, entry.id


How = Literal["name", "other name", "spelling", "sound", "one sound wrong"]


@dataclass(frozen=True, slots=True)
class Possible:
    """A place that the name can mean. ``fit``: how surely the name is the place's, between 0 and 1; ``how``: why."""

    entry: Entry
    fit: float
    how: How = "name"


class OwnPlaces(Protocol):
    """A user's own places, as they are asked for here; ``own_names/`` reads them."""

    @property
    def entries(self) -> Sequence[Entry]:
        """All of them, by number."""

    @property
    def keys(self) -> Sequence[Sequence[str]]:
        """The folded names of each."""

    def __contains__(self, entry_id: str) -> bool: ...

    def shown(self, entry: Entry) -> Entry:
        """The user's entry for a shipped one, or the shipped one."""

    def lookup(self, key: str) -> tuple[Candidate, ...]:
        """The entries of that folded name."""

    def numbers(self, sound: str) -> list[int]:
        """The numbers of the entries with a name of that sound key."""


class Places:
    """What names can mean: the shipped places and, beside them or in their place, a user's own."""

    def __init__(self, own: OwnPlaces | None = None) -> None:
        self._own = own
        self._cached = lru_cache(maxsize=16384)(self._possible)

    def is_own(self, entry_id: str) -> bool:
        """Whether it is the id of a place of the user's."""
        return self._own is not None and entry_id in self._own

    def possible(self, name: str) -> tuple[Possible, ...]:
        """The places that a folded name (as ``name_key`` gives it) can mean, each once, the surest fit first.

        What sounds like the name counts where no place of Syria, and none of the user's, is written like it.
        """
        return self._cached(name) if name else ()

    def _possible(self, name: str) -> tuple[Possible, ...]:
        found = list(self._written(name))
        if not found:
            for form in _respelled(name):
                found += [Possible(one.entry, _RESPELLED, "spelling") for one in self._written(form)]
        if not found:
            found += self._sounding(name, _LEAST_LIKENESS)
        elif not any(self._is_home(one.entry) for one in found):
            beside = self._sounding(name, _LEAST_BESIDE)
            found += [one for one in beside if one.entry.country in NEAR or self.is_own(one.entry.id)]
        best: dict[str, Possible] = {}
        for one in found:
            known = best.get(one.entry.id)
            if known is None or one.fit > known.fit:
                best[one.entry.id] = one
        return tuple(sorted(best.values(), key=_order))

    def _is_home(self, entry: Entry) -> bool:
        return entry.country in _HOME or entry.type == "country" or self.is_own(entry.id)

    def _shown(self, entry: Entry) -> Entry:
        return self._own.shown(entry) if self._own is not None else entry

    def _written(self, name: str) -> Iterator[Possible]:
        gazetteer = load_gazetteer()
        for candidate in gazetteer.lookup(name):
            if not candidate.flags & NEVER:
                yield _by_name(self._shown(candidate.entry), other=bool(candidate.flags & WEAK))
        for number in gazetteer.far.numbers(name):
            entry = gazetteer.places.entries[number]
            own = name in {name_key(entry.name_en or ""), name_key(entry.name_ar or "")}
            yield _by_name(self._shown(entry), other=not own)
        if self._own is not None:
            for candidate in self._own.lookup(name):
                yield _by_name(candidate.entry, other=bool(candidate.flags & WEAK))

    def _sounding(self, name: str, least: float) -> list[Possible]:
        """Places that sound like the name and are at least that much alike; if none does, with one consonant wrong."""
        arabic = language.of(name) is language.named("ar")
        if not arabic and len(name) <= _SHORT_KEY:
            return []  # an acronym
        keys = [key for key in sound_keys(name) if len(key) >= _LEAST_KEY]
        found = self._alike(name, keys, least, "sound", region_only=not arabic)
        if not found:
            near = {other for key in keys if len(key) >= _LEAST_MISSPELLED_KEY for other in near_keys(key)}
            found = self._alike(name, near, max(least, _LEAST_MISSPELLED), "one sound wrong", region_only=True)
        return sorted(found, key=lambda one: (-one.fit, one.entry.id))[:_MOST]

    def _alike(self, name: str, keys: Collection[str], least: float, how: How, *, region_only: bool) -> list[Possible]:
        """``region_only``: only names that come from Arabic are romanised in many ways; Berlin is spelled Berlin."""
        fit = _SOUND if how == "sound" else _MISSPELLED
        found = []
        for entry, names in self._with_sounds(keys):
            if region_only and entry.country not in ARABIC_COUNTRIES and not self.is_own(entry.id):
                continue
            alike = max(likeness(name, own) for own in names)
            if alike >= least + (_SHORTER if min(map(len, keys)) <= _SHORT_KEY else 0):
                found.append(Possible(entry, fit * alike, how))
        return found

    def _with_sounds(self, keys: Collection[str]) -> Iterator[tuple[Entry, Sequence[str]]]:
        """The entries under these sound keys, and the folded names by which they are compared."""
        gazetteer = load_gazetteer()
        for number in {number for key in keys for number in gazetteer.sounds.numbers(key)}:
            entry = gazetteer.places.entries[number]
            yield self._shown(entry), [name_key(own) for own in (entry.name_en, entry.name_ar) if own]
        if self._own is not None:
            for number in {number for key in keys for number in self._own.numbers(key)}:
                yield self._own.entries[number], self._own.keys[number]


@cache
def shipped_places() -> Places:
    """The shipped places alone."""
    return Places()


def possible_places(name: str) -> tuple[Possible, ...]:
    """The shipped places that a folded name can mean."""
    return shipped_places().possible(name)


def _by_name(entry: Entry, *, other: bool) -> Possible:
    return Possible(entry, _ALTERNATE, "other name") if other else Possible(entry, _EXACT)


def without_type_word(name: str) -> str:
    """The folded name without a type word at its beginning or end: ادلب of محافظه ادلب."""
    return _TYPE_WORDS.sub("", name)


def _respelled(name: str) -> Iterator[str]:
    """The name without its type word, without or with the article, with one letter for a doubled one."""
    bare = without_type_word(name)
    forms = dict.fromkeys((bare, re.sub(r"(\w)\1", r"\1", bare)))
    for form in list(forms):
        if form.startswith("ال"):
            forms[form[2:]] = None
        elif form[:1] >= "\u0600":
            forms["ال" + form] = None
        if match := re.match(r"(?:al|el|ar|as|ash|ad|an|az|at) (?=\w{3})", form):
            forms[form[match.end() :]] = None
        else:
            forms["al " + form] = None
    forms.pop(name, None)
    yield from forms
