"""Organizations of one document: which of its names are one organization, on the word of the document itself.

Three things join names: a second name right beside the first (الأرشيف السوري (Syrian Archive); Autonomous
Administration (AA); X, known as Y), a short form that begins one longer name of the document and no other (Omran Center
← Omran Center for Strategic Studies), and an acronym of the first letters of one of its names. A bare type word (the
Movement, المنظمة) joins nothing. A group with a name of the shipped table or the user's alias file has its id, another
one the id of its fullest name. This is the acronym and alias step of Schwartz and Hearst (2003), for two scripts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from corpus_cli.document import Link
from corpus_cli.entities.gazetteer.organizations import ACRONYM, known_organization, name_of, unknown_organization
from corpus_cli.entities.names import language
from corpus_cli.entities.reading.document_names import is_aside
from corpus_cli.entities.reading.resolve import Mention

#: How sure a link is that rests on a second name beside the first, on a short form, on an acronym's letters alone.
BESIDE, SHORT_FORM, LETTERS = 0.95, 0.9, 0.8
# Between a name and its second name, and what must come after the second.
_SHORTLY = "اختصار(?:اً|ًا|ا|ه)?"
_OPENED = re.compile(rf"[»”\"]?\s*[(（\[]\s*(?:the |or |(?:ال)?معروفة? ب(?:اسم |ـ)?|أو |{_SHORTLY} )?[«“\"]?", re.I)
_KNOWN_AS = re.compile(
    r",?\s+(?:also |better |commonly )?(?:known|referred to) (?:as|by its acronym)\s+(?:the )?[«“\"]?"
    rf"|،?\s*(?:و?(?:ال)?معروفة?|و?تعرف|و?يعرف|و?المسماة|{_SHORTLY})\s*(?:{_SHORTLY}\s*)?(?:باسم\s*|بـ?\s*)[«“\"]?"
)
_DASH = re.compile(r"\s+[-–—/]\s*[«“\"]?|\s*/\s*")
_CLOSED = re.compile(r"[»”\"]?\s*[)）\],،;؛]")
_SMALL = frozenset("of the and for in on to de la du des et".split())
_LEAST_LETTERS = 3


@dataclass(slots=True)
class _Group:
    """The keys of one organization's names, what a table or the user says of it, how surely they belong together."""

    keys: set[str] = field(default_factory=set)
    known: Link | None = None
    score: float = 1.0


def link_organizations(text: str, mentions: Sequence[Mention]) -> dict[int, Link]:
    """The link of each organization by the number of its mention; the mentions stand in text order."""
    names = _all_names(text, mentions)
    groups = _Groups()
    for number, name in names.items():
        groups.add(name.key, _known(mentions[number]))
    for first, second in _beside(text, mentions, names):
        groups.join(names[first].key, names[second].key, BESIDE)
    keys = {name.key: name for name in names.values()}
    for short, full in _short_forms(keys):
        groups.join(short, full, SHORT_FORM)
    for acronym, full in _by_letters(keys):
        groups.join(acronym, full, LETTERS)
    links = groups.links(keys)
    return {number: links[name.key] for number, name in names.items()}


@dataclass(frozen=True, slots=True)
class OrganizationName:
    """A name as its document writes it. ``key``: what it is compared by. ``acronym``: in Latin capitals."""

    shown: str
    key: str
    arabic: bool
    acronym: bool


def _all_names(text: str, mentions: Sequence[Mention]) -> dict[int, OrganizationName]:
    """The names by the numbers of their mentions.

    After ل an article is taken to have lost its alef (للشبكة), unless the document has the name as it stands (للافارج,
    لافارج).
    """
    organizations = [(number, mention) for number, mention in enumerate(mentions) if mention.label == "ORG"]
    names = {number: _name(text, mention) for number, mention in organizations}
    elsewhere = {names[number].key for number, mention in organizations if not _is_after_lam(text, mention)}
    for number, mention in organizations:
        if _is_after_lam(text, mention) and names[number].key not in elsewhere:
            bare = _name(text, mention, before="")
            names[number] = bare if bare.key in elsewhere else names[number]
    return names


def _is_after_lam(text: str, mention: Mention) -> bool:
    return text[mention.start - 1 : mention.start] == "ل"


def _name(text: str, mention: Mention, before: str | None = None) -> OrganizationName:
    before = text[mention.start - 1 : mention.start] if before is None else before
    shown, key = name_of(text[mention.start : mention.end], before=before)
    arabic = any("\u0600" <= char <= "\u08ff" for char in key)
    return OrganizationName(shown, key, arabic, ACRONYM.fullmatch(shown) is not None)


def _known(mention: Mention) -> Link | None:
    if mention.link is not None:
        return mention.link
    return known_organization(mention.candidates[0].entry) if mention.candidates else None


class _Groups:
    """Disjoint groups of keys; two that a table tells apart are never joined."""

    def __init__(self) -> None:
        self._of: dict[str, _Group] = {}

    def add(self, key: str, known: Link | None) -> None:
        """The key is in a group; what a table or the user says of it holds for the group."""
        group = self._of.setdefault(key, _Group({key}))
        if group.known is None:
            group.known = known

    def join(self, one: str, other: str, score: float) -> None:
        """Both keys are in one group, unless each has an id of its own."""
        first, second = self._of[one], self._of[other]
        if first is second or (first.known and second.known and first.known.id != second.known.id):
            return
        first.keys |= second.keys
        first.known = first.known or second.known
        first.score = min(first.score, second.score, score)
        for key in second.keys:
            self._of[key] = first

    def links(self, names: dict[str, OrganizationName]) -> dict[str, Link]:
        """The link of each key."""
        links: dict[str, Link] = {}
        for group in {id(group): group for group in self._of.values()}.values():
            link = group.known or _unknown([names[key] for key in sorted(group.keys)])
            for key in group.keys:
                # The name by which a table or the fullest form is known is as sure as that is.
                own = key in _own_keys(link)
                links[key] = link if own else replace(link, score=min(link.score, group.score))
        return links


def _own_keys(link: Link) -> set[str]:
    return {name_of(name, before="")[1] for name in (link.name_en, link.name_ar) if name}


def _unknown(names: Sequence[OrganizationName]) -> Link:
    """The link of a group that no table has: the id is that of the fullest Arabic name, else of the fullest other."""
    arabic = _fullest(name for name in names if name.arabic)
    english = _fullest(name for name in names if not name.arabic)
    first = arabic or english
    assert first is not None
    link = unknown_organization(first.shown, before="")
    if arabic is None or english is None:
        return link
    return replace(link, name_ar=arabic.shown, name_en=english.shown, score=BESIDE)


def _fullest(names: Iterable[OrganizationName]) -> OrganizationName | None:
    """The one with the most words; an acronym only where there is nothing else."""
    ranked = sorted(names, key=lambda name: (name.acronym, -len(name.key.split()), name.key))
    return ranked[0] if ranked else None


def _beside(text: str, mentions: Sequence[Mention], names: dict[int, OrganizationName]) -> Iterator[tuple[int, int]]:
    """Pairs of mentions of which the second is another name of the first."""
    for second, other in names.items():
        first = second - 1
        if first not in names:
            continue
        one = names[first]
        gap = text[mentions[first].end : mentions[second].start]
        closed = _CLOSED.match(text, mentions[second].end) is not None
        if _OPENED.fullmatch(gap):
            named = closed and _is_second_name(one, other) and not is_aside(other.shown)
        elif _KNOWN_AS.fullmatch(gap):
            named = True
        else:
            named = _DASH.fullmatch(gap) is not None and one.arabic != other.arabic and not one.acronym
        if named:
            yield first, second


def _is_second_name(name: OrganizationName, other: OrganizationName) -> bool:
    """Whether what stands in brackets names the same: an acronym or its expansion, the other script, a translation."""
    if name.acronym and other.acronym:
        return False
    if name.acronym != other.acronym:
        acronym, full = (name, other) if name.acronym else (other, name)
        # SNHR begins with a letter of the English name; of an Arabic one any acronym may be the English name's.
        return full.arabic or acronym.key[:1] in _initials(full)
    several = min(len(name.key.split()), len(other.key.split())) > 1
    # سامز, in brackets behind an Arabic name, is how it is called.
    return name.arabic != other.arabic or several or (name.arabic and len(name.key.split()) > 1)


def _initials(name: OrganizationName) -> str:
    return "".join(word[0] for word in name.key.split() if word not in _SMALL)


def _short_forms(names: dict[str, OrganizationName]) -> Iterator[tuple[str, str]]:
    """Names that begin one longer name of the document and no other, with a word that is no type word."""
    by_start: dict[str, set[str]] = {}
    for key in names:
        words = key.split()
        for size in range(2, len(words)):
            by_start.setdefault(" ".join(words[:size]), set()).add(key)
    for key, name in names.items():
        longer = by_start.get(key, set())
        generic = language.of(key or " ").GENERIC
        if len(longer) == 1 and not name.acronym and any(word not in generic for word in key.split()):
            yield key, next(iter(longer))


def _by_letters(names: dict[str, OrganizationName]) -> Iterator[tuple[str, str]]:
    """Acronyms of three letters or more that are the first letters of exactly one name of the document."""
    by_initials: dict[str, set[str]] = {}
    for key, name in names.items():
        if not name.acronym and not name.arabic:
            by_initials.setdefault(_initials(name), set()).add(key)
            by_initials.setdefault("".join(word[0] for word in key.split()), set()).add(key)
    for key, name in names.items():
        full = by_initials.get(key.replace(".", ""), set())
        if name.acronym and len(key) >= _LEAST_LETTERS and len(full) == 1:
            yield key, next(iter(full))
