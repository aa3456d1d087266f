"""The id of an organization: that of a table, or one made from its folded name, the same in every document."""

from __future__ import annotations

import hashlib
import re

from corpus_cli.document import Link
from corpus_cli.entities.gazetteer.entries import Entry
from corpus_cli.entities.names.words import name_key

CORPUS = "corpus"
#: How the ids of organizations begin that no table has.
UNKNOWN = "org:x-"
#: An acronym in Latin letters.
ACRONYM = re.compile(r"[A-Z][A-Za-z&.-]{0,10}[A-Z]|[A-Z]{2,}")
_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")
_ARTICLES = ("the ", "ال")
# Heads of names whose own first letter is ل: nothing was lost before it.
_BEGIN_WITH_LAM = ("لجنه", "لجان", "لواء", "لقاء", "لبنان", "ليبيا", "لندن", "لاجئ")
# Spellings of one word: one hospital has one id.
_SAME = {"مشفي": "مستشفي", "المشفي": "المستشفي", "centre": "center", "organisation": "organization"}


def known_organization(entry: Entry, *, score: float = 1.0) -> Link:
    """The link to an organization of the shipped table or the user's alias file."""
    return Link(
        id=entry.id, kb=CORPUS, name_en=entry.name_en, name_ar=entry.name_ar, lat=entry.lat, lon=entry.lon,
        country=entry.country, admin1=None, type=entry.type, score=score,
    )  # fmt: skip


def name_of(name: str, *, before: str) -> tuple[str, str]:
    """The name as it is shown, and the key that it is compared by: the same with and without article, in any spelling.

    ``before``: the character before the name in the text. After ل the article has lost its alef (للشبكة): the name gets
    it back, so that it has one key with and without ل.
    """
    name = _BRACKETS.sub("", name) or name
    if before == "ل" and name.startswith("ل") and not name_key(name).startswith(_BEGIN_WITH_LAM):
        name = "ا" + name
    key = " ".join(_SAME.get(word, word) for word in name_key(name).split())
    for article in _ARTICLES:
        key = key.removeprefix(article)
    return " ".join(name.split()), key


def unknown_organization(name: str, *, before: str) -> Link:
    """The link of an organization that no table has. ``before``: the character before the name in the text."""
    shown, key = name_of(name, before=before)
    arabic = any("\u0600" <= char <= "\u08ff" for char in key)
    return Link(
        id=organization_id(key),
        kb=CORPUS,
        name_en=None if arabic else shown,
        name_ar=shown if arabic else None,
        lat=None,
        lon=None,
        country=None,
        admin1=None,
        type="organization",
        score=1.0,
    )


def organization_id(key: str) -> str:
    """The id of an organization that no table has, by its name's key."""
    return f"{UNKNOWN}{hashlib.sha256(key.encode()).hexdigest()[:10]}"
