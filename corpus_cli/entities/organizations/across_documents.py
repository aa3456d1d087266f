"""Organizations across documents: what one document says of two names holds in the others.

Where a document names an organization in both languages side by side, or with its acronym, the names that no table has
are one organization in the whole corpus, if no other document says otherwise. Nothing here rests on likeness: that is
for a person to decide (``pairs.py``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from corpus_cli.document import Alternative, Entity, Link
from corpus_cli.entities.gazetteer.organizations import UNKNOWN, name_of, organization_id
from corpus_cli.entities.names import language
from corpus_cli.entities.organizations.in_document import BESIDE

#: How sure a link is that rests on another document.
ELSEWHERE = 0.9
# Two letters are too few to mean the same in two documents.
_LEAST_KEY = 3


@dataclass(slots=True)
class CorpusNames:
    """What documents have said of names: from the id of a name alone to the links that documents give it."""

    _said: defaultdict[str, dict[str, Link]] = field(default_factory=lambda: defaultdict(dict))

    def add(self, entities: Iterable[Entity]) -> None:
        """What the document says of its organizations is counted; what it only has from others is not."""
        for entity in entities:
            link = _alone(entity.link) if entity.label == "ORG" and entity.link is not None else None
            if link is None or link.score != BESIDE:
                continue
            for key in _keys(entity.text):
                alone = organization_id(key)
                if alone != link.id:
                    self._said[alone].setdefault(link.id, _plain(link))

    def merges(self) -> dict[str, Link]:
        """From the ids of names alone to the organizations that they are; what documents disagree about is left out."""
        agreed = {alone: next(iter(links.values())) for alone, links in self._said.items() if len(links) == 1}
        found = {}
        for alone, link in agreed.items():
            target, seen = link, {alone}
            while target.id in agreed and target.id not in seen:
                seen.add(target.id)
                target = agreed[target.id]
            if target.id not in seen:
                found[alone] = target
        return found


def _keys(name: str) -> set[str]:
    """What other documents may call it; none for a word that may be anybody's (الهيئة, AA).

    Behind ل the name may have lost an alef: whether it has, its document knows and an entity does not.
    """
    keys = {name_of(name, before=before)[1] for before in ("", "ل")}
    return {key for key in keys if len(key) >= _LEAST_KEY and not language.of(key).GENERIC.issuperset(key.split())}


def merged(entities: Iterable[Entity], merges: dict[str, Link]) -> tuple[Entity, ...]:
    """The entities with the organizations that the corpus says they are; what it said before and no longer is undone.

    The name alone stays in the link as its alternative, so that nothing is lost.
    """
    return tuple(_merged(entity, merges) for entity in entities)


def own_organizations(entities: Iterable[Entity]) -> tuple[set[str], bool]:
    """The ids that the document alone gives its organizations, and whether others have given one another id."""
    links = [entity.link for entity in entities if entity.label == "ORG" and entity.link is not None]
    own = [_alone(link) for link in links]
    return {link.id for link in own}, any(one is not link for one, link in zip(own, links, strict=True))


def _merged(entity: Entity, merges: dict[str, Link]) -> Entity:
    link = entity.link
    if entity.label != "ORG" or link is None:
        return entity
    own = _alone(link)
    target = merges.get(own.id)
    if target is None:
        return replace(entity, link=own) if own is not link else entity
    score = round(ELSEWHERE * own.score, 4)
    kept = Alternative(id=own.id, name_en=own.name_en, name_ar=own.name_ar, score=round(own.score - score, 4))
    return replace(entity, link=replace(target, score=score, alternatives=(kept,)))


def _alone(link: Link) -> Link:
    """The link as the document alone gives it."""
    for other in link.alternatives:
        if other.id.startswith(UNKNOWN):
            return Link(
                id=other.id, kb=link.kb, name_en=other.name_en, name_ar=other.name_ar, lat=None, lon=None, country=None,
                admin1=None, type="organization", score=round(link.score + other.score, 4),
            )  # fmt: skip
    return link


def _plain(link: Link) -> Link:
    """The organization, whoever names it."""
    return replace(link, score=1.0, alternatives=())
