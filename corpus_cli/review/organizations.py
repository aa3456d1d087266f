"""The organizations of all documents: how often, where, beside what, and how texts write them."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from corpus_cli.entities.gazetteer.organizations import name_of
from corpus_cli.entities.names import language
from corpus_cli.entities.organizations.pairs import Organization, Pair
from corpus_cli.entities.own_names.alias_file import Side
from corpus_cli.review.mentions import NamingText

# A name of two letters is too short to mean one thing wherever it stands.
_LEAST_KEY = 3
# A theme with this share of a document's words is one of those that it is about.
_MAIN_THEME = 0.2


@dataclass(slots=True)
class _Found:
    """What documents say of one organization. ``spellings``: as it is shown, by what it is compared by."""

    organization: Organization
    english: Counter[str] = field(default_factory=Counter)
    arabic: Counter[str] = field(default_factory=Counter)
    spellings: dict[str, Counter[str]] = field(default_factory=dict)


@dataclass(slots=True)
class OrganizationTally:
    """Organizations by their ids; its size grows with the names, not with the text of the documents."""

    documents: int = 0
    #: Documents in which names have been looked for.
    with_names: int = 0
    #: The ids of all that is named in a document, and of its main themes, by its id; if it names an organization.
    beside: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _found: dict[str, _Found] = field(default_factory=dict)
    _ids_of: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _places: set[str] = field(default_factory=set)
    # One string an id, however many documents have it.
    _known: dict[str, str] = field(default_factory=dict)

    def add(self, doc: NamingText) -> None:
        """The document's organizations are counted."""
        self.documents += 1
        if doc.entities is None:
            return
        self.with_names += 1
        text = doc.text or ""
        if any(mention.label == "ORG" and mention.link is not None for mention in doc.entities):
            named = (self._one(mention.link.id) for mention in doc.entities if mention.link is not None)
            themes = (self._one(f"theme:{one.theme_id}") for one in doc.themes or () if one.share >= _MAIN_THEME)
            self.beside[doc.doc_id] = tuple(dict.fromkeys((*self.beside.get(doc.doc_id, ()), *named, *themes)))
        for mention in doc.entities:
            before = text[max(0, mention.start - 1) : mention.start]
            shown, key = name_of(text[mention.start : mention.end], before=before)
            name_id = self._one(mention.link.id) if mention.link is not None else mention.label
            # A place of that name counts too: as an alias the name would be an organization wherever it stands.
            self._ids_of[key].add(name_id)
            if mention.label == "PLACE":
                self._places.add(key)
            if mention.label != "ORG" or mention.link is None:
                continue
            found = self._found.setdefault(name_id, _Found(Organization(name_id, None, None)))
            found.organization.mentions += 1
            found.organization.documents.add(doc.doc_id)
            found.english.update(name for name in (mention.link.name_en,) if name)
            found.arabic.update(name for name in (mention.link.name_ar,) if name)
            found.spellings.setdefault(key, Counter())[shown] += 1

    def organizations(self) -> list[Organization]:
        """All of them, each with the names given to it most often."""
        for found in self._found.values():
            found.organization.name_en = _commonest(found.english)
            found.organization.name_ar = _commonest(found.arabic)
        return [found.organization for found in self._found.values()]

    def sides(self, pair: Pair) -> tuple[Side, Side]:
        """Both organizations as rows of an alias file would have them."""
        ids = {pair.first.id, pair.second.id}
        return self._side(pair.first, ids), self._side(pair.second, ids)

    def place_names(self, pair: Pair) -> tuple[str, ...]:
        """Those of the two organizations' names that texts also use for a place, which they would no longer find."""
        names = (name for side in (pair.first, pair.second) for name in (side.name_en, side.name_ar) if name)
        return tuple(name for name in dict.fromkeys(names) if name_of(name, before="")[1] in self._places)

    def _side(self, organization: Organization, ids: set[str]) -> Side:
        """A spelling that a text also uses for something else, or that is a type word alone (المنظمة), is left out."""
        found = self._found[organization.id]
        keys = sorted(found.spellings, key=lambda key: (-found.spellings[key].total(), key))
        spellings = (_commonest(found.spellings[key]) for key in keys if self._ids_of[key] <= ids and _says_enough(key))
        return Side(
            organization.id, organization.name_en, organization.name_ar, tuple(name for name in spellings if name)
        )

    def _one(self, name_id: str) -> str:
        return self._known.setdefault(name_id, name_id)


def _commonest(names: Counter[str]) -> str | None:
    return min(names, key=lambda name: (-names[name], name), default=None)


def _says_enough(key: str) -> bool:
    return len(key) >= _LEAST_KEY and any(word not in language.of(word).GENERIC for word in key.split())
