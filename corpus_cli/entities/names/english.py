"""Names in Latin script: how they are capitalised, and what the words beside them say; twin of ``arabic.py``."""

from __future__ import annotations

import re

from corpus_cli.entities.names.evidence import ANY_CASE, CAPITALS, NONE, Evidence, Kind
from corpus_cli.entities.names.words import Words

_BY_KIND: dict[Kind, str] = {
    "city": "city cities town towns village villages capital municipality",
    "governorate": "governorate governorates province provinces countryside muhafazah state",
    "district": "district districts subdistrict area areas county",
    "neighbourhood": "neighbourhood neighbourhoods neighborhood neighborhoods quarter suburb suburbs street",
    "camp": "camp camps",
    "river": "river valley basin lake dam",
    "mountain": "mountain mountains heights mount hills",
    "region": "region regions canton island peninsula desert plain coast",
    "country": "republic kingdom",
    "facility": "airport airbase crossing prison base bridge",
}
_TYPES: dict[str, Kind] = {word: kind for kind, words in _BY_KIND.items() for word in words.split()}
PREPOSITIONS = frozenset(
    "in at from to near of around across outside inside between toward towards via through into throughout "
    "within beyond "
    "northern southern eastern western northeastern northwestern southeastern southwestern north south east west rural "
    "central greater besieged neighbouring neighboring".split()
)
# Small words that stay in lower case inside names.
_SMALL = frozenset(
    "of the and for in on al el ad an ar as ash at az es ez ul ur de du des la le les del da do a to und von bin ibn "
    "abu y e i".split()
)
# Written small they stand outside the name: the state of Israel.
_OUTSIDE = frozenset({"state", "republic", "kingdom", "city"})
_PERSON = frozenset(
    "mr mrs ms dr prof professor president minister king queen prince princess sheikh sir lady general colonel "
    "captain lieutenant "
    "judge senator ambassador named abu umm bin ibn".split()
)
_ORGANIZATION = frozenset(
    "group organization organisation ngo agency newspaper channel network app platform movement campaign "
    "fighters".split()
)
_NATIONS = {
    "syrian": "SY", "lebanese": "LB", "jordanian": "JO", "iraqi": "IQ", "turkish": "TR", "palestinian": "PS",
    "libyan": "LY", "egyptian": "EG", "tunisian": "TN", "algerian": "DZ", "moroccan": "MA", "saudi": "SA",
    "sudanese": "SD", "yemeni": "YE", "american": "US",
}  # fmt: skip
#: Words of organizations' names that name none by themselves.
GENERIC = frozenset(
    "the of for and in on to center centre organization organisation association network union council committee "
    "agency ministry department directorate office foundation institute university college school group movement "
    "party front army brigade division corps force forces battalion coalition federation alliance assembly "
    "authority administration board bureau commission company court fund government initiative league mission "
    "platform program programme project society team trust unit national syrian arab international local civil "
    "civilian human rights general supreme high free democratic islamic people popular public state social "
    "political security military defence defense interior foreign affairs health education justice women youth "
    "united central northern southern eastern western new hospital clinic customs media news channel radio press "
    "daily times observatory bank air airforce armed municipality campaign club al el".split()
)
_QUOTES = ('"', "“", "'", "‘", "«")


def name_starts(word: str) -> list[tuple[int, str]]:
    """Only at the word's own beginning."""
    del word
    return []


def is_written(words: Words, first: int, last: int, flags: int) -> bool:
    """Whether the words are capitalised as a name is: one of several must be, an acronym must be all capitals.

    An acronym in a line of capitals is not telling: there US may be us.
    """
    if flags & CAPITALS:
        return words.surface(first).isupper() and not _shouted(words, first)
    if flags & ANY_CASE:
        return True
    if last > first:
        # Two words are telling enough: Russian airforce, Syrian Arab red crescent, rural Damascus.
        if words.keys[first] in _OUTSIDE and not words.surface(first)[0].isupper():
            return False
        return any(words.surface(index)[0].isupper() for index in range(first, last + 1))
    for index in range(first, last + 1):
        surface = words.surface(index)
        if not (surface[0].isupper() or surface[0].isdigit() or words.keys[index] in _SMALL):
            return False
    return any(words.surface(index)[0].isupper() for index in range(first, last + 1))


def _shouted(words: Words, index: int) -> bool:
    """Whether the words around are all in capitals too."""
    around = [words.surface(near) for near in range(max(0, index - 3), min(len(words), index + 4)) if near != index]
    letters = [word for word in around if word.isalpha() and word.isascii() and len(word) > 1]
    return len(letters) > 1 and all(word.isupper() for word in letters)


def evidence(words: Words, first: int, last: int, start: int) -> Evidence:
    """What the words around an English name say about it."""
    del start
    before = words.keys[first - 1] if first else ""
    gap = words.gap(first)
    if not first or not (gap.isspace() or gap.strip() in {",", "/", "(", "-", *_QUOTES}):
        before = ""
    adjacent = bool(before) and gap.isspace()
    after = words.keys[last + 1] if words.joined(last + 1) or _possessed(words, last) else ""
    earlier = words.keys[first - 2] if adjacent and first > 1 else ""
    kind = _TYPES.get(after)
    if kind is None and adjacent:
        kind = _TYPES.get(earlier if before == "of" else before) if not _taken(words, first, before) else None
    if kind is None and adjacent and before == "rural":
        kind = "governorate"  # rural Aleppo is Aleppo's countryside
    found = Evidence(
        kind=kind,
        preposition=adjacent and (before in PREPOSITIONS or (before == "the" and earlier in PREPOSITIONS)),
        coordinated=bool(before) and (before == "and" or gap.strip() in {",", "/"}),
        person=_is_person(words, first, last, before if adjacent else ""),
        organization=(adjacent and before in _ORGANIZATION) or after in _ORGANIZATION or gap.strip() in _QUOTES,
        country=_nation(words, first) if adjacent else None,
        shared=after in _TYPES and after.endswith("s"),
    )
    return found if found != NONE else NONE


def _possessed(words: Words, last: int) -> bool:
    """Whether a possessive joins the name to the next word: Homs' countryside, Aleppo's countryside."""
    return last + 1 < len(words) and re.fullmatch("['’]s? ", words.gap(last + 1)) is not None


def own_kind(name: str) -> Kind | None:
    """What a type word at the end of a folded name says: Granville County."""
    rest, _, last = name.rpartition(" ")
    return _TYPES.get(last) if rest else None


def _taken(words: Words, first: int, before: str) -> bool:
    """Whether the type word before "of" belongs to the name before it: Waer district of Homs."""
    at = first - 3
    if before != "of" or at < 0 or not words.joined(first - 1) or not words.joined(first - 2):
        return False
    return _capitalised(words, at) and words.keys[at] not in _SMALL | PREPOSITIONS


def _nation(words: Words, first: int) -> str | None:
    """The country of a nationality before the name: Lebanese Tripoli, the Lebanese city of Tripoli."""
    at = first - 1
    if words.keys[at] == "of" and words.joined(first):
        at -= 1
    if at >= 0 and words.keys[at] in _TYPES and words.joined(at + 1):
        at -= 1
    return _NATIONS.get(words.keys[at]) if at >= 0 and words.joined(at + 1) else None


def _is_person(words: Words, first: int, last: int, before: str) -> bool:
    """Whether a title stands before the name, or it is one word of what looks like a person's name (Jordan Smith)."""
    if before in _PERSON:
        return True
    if first != last:
        return False
    if before and _capitalised(words, first - 1) and before not in PREPOSITIONS | _TYPES.keys() | _SMALL and first > 1:
        # A capital at the sentence's beginning says nothing: "Meanwhile Aleppo …".
        return words.gap(first - 1).isspace() and before.isalpha()
    after = last + 1
    if (
        after < len(words)
        and words.gap(after) == " "
        and _capitalised(words, after)
        and words.keys[after] not in _TYPES
    ):
        return before not in PREPOSITIONS
    return False


def _capitalised(words: Words, index: int) -> bool:
    surface = words.surface(index)
    return surface[0].isupper() and not surface.isupper()
