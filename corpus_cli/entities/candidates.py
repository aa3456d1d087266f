"""Which places a name can mean: by the name itself, by another spelling of it, by its sound, with a letter wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from corpus_cli.entities import language
from corpus_cli.entities.entries import Entry
from corpus_cli.entities.evidence import NEVER, WEAK
from corpus_cli.entities.gazetteer import load_gazetteer
from corpus_cli.entities.scoring import NEAR
from corpus_cli.entities.sounds import likeness, near_keys, sound_keys
from corpus_cli.entities.words import name_key

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
    "^(?:مركز|ناحيه مركز|محافظه|مدينه|بلده|قريه|ناحيه|منطقه|قضاء|حي|مخيم|نهر|ولايه|مقاطعه|مدينتي|ريف|city of|town of|"
    "province of|governorate of|state of|village of|district of|republic of|greater|mt|mount|mukhayyam|madinat|qaryat|"
    "baldat|nahiyat|nahyt|mantiqat|muhafazat|markaz|mrkz|lake|port of|gulf of|isle of) "
    "| (?:city|province|governorate|state|county|district|region|village|town|river|prefecture|department|refugee camp"
    "|camp|countryside|municipality|parish|oblast|island|islands|peninsula|valley|airport)$"
)


@dataclass(frozen=True, slots=True)
class Possible:
    """A place that the name can mean. ``fit``: how surely the name is the place's, between 0 and 1."""

    entry: Entry
    fit: float


@lru_cache(maxsize=65536)
def possible_places(name: str) -> tuple[Possible, ...]:
    """The places that a folded name (as ``name_key`` gives it) can mean, each once, the surest fit first.

    What sounds like the name counts where no place of Syria is written like it.
    """
    found = list(_written(name, _EXACT, _ALTERNATE))
    if not found:
        for form in _respelled(name):
            found += _written(form, _RESPELLED, _RESPELLED)
    if not found:
        found += _sounding(name, _LEAST_LIKENESS)
    elif not any(one.entry.country in _HOME or one.entry.type == "country" for one in found):
        found += [one for one in _sounding(name, _LEAST_BESIDE) if one.entry.country in NEAR]
    best: dict[str, Possible] = {}
    for one in found:
        known = best.get(one.entry.id)
        if known is None or one.fit > known.fit:
            best[one.entry.id] = one
    return tuple(sorted(best.values(), key=lambda one: (-one.fit, one.entry.id)))


def _written(name: str, sure: float, alternate: float) -> Iterator[Possible]:
    gazetteer = load_gazetteer()
    for candidate in gazetteer.lookup(name):
        if not candidate.flags & NEVER:
            yield Possible(candidate.entry, alternate if candidate.flags & WEAK else sure)
    for number in gazetteer.far.numbers(name):
        entry = gazetteer.places.entries[number]
        own = name in {name_key(entry.name_en or ""), name_key(entry.name_ar or "")}
        yield Possible(entry, sure if own else alternate)


def _respelled(name: str) -> Iterator[str]:
    """The name without its type word, without or with the article, with one letter for a doubled one."""
    bare = _TYPE_WORDS.sub("", name)
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


def _sounding(name: str, least: float) -> list[Possible]:
    """Places that sound like the name and are at least that much alike; if none does, with one consonant wrong."""
    arabic = language.of(name) is language.named("ar")
    if not arabic and len(name) <= _SHORT_KEY:
        return []  # an acronym
    keys = [key for key in sound_keys(name) if len(key) >= _LEAST_KEY]
    found = _alike(name, keys, least, _SOUND, region_only=not arabic)
    if not found:
        near = {other for key in keys if len(key) >= _LEAST_MISSPELLED_KEY for other in near_keys(key)}
        found = _alike(name, near, max(least, _LEAST_MISSPELLED), _MISSPELLED, region_only=True)
    return sorted(found, key=lambda one: (-one.fit, one.entry.id))[:_MOST]


def _alike(name: str, keys: Iterable[str], least: float, fit: float, *, region_only: bool) -> list[Possible]:
    """``region_only``: only names that come from Arabic are romanised in many ways; Berlin is spelled Berlin."""
    gazetteer = load_gazetteer()
    found = []
    for number in {number for key in keys for number in gazetteer.sounds.numbers(key)}:
        entry = gazetteer.places.entries[number]
        if region_only and entry.country not in ARABIC_COUNTRIES:
            continue
        alike = max(likeness(name, name_key(own)) for own in (entry.name_en, entry.name_ar) if own)
        if alike >= least + (_SHORTER if min(map(len, keys)) <= _SHORT_KEY else 0):
            found.append(Possible(entry, fit * alike))
    return found
