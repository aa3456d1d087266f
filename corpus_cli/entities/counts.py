"""How often a document names each place and organization."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from corpus_cli.document import Entity, Label, Link, OrganizationCount, PlaceCount


def place_counts(entities: Iterable[Entity]) -> tuple[PlaceCount, ...]:
    """One row a linked place, the most frequent first."""
    return tuple(
        PlaceCount(id=link.id, name_en=link.name_en, name_ar=link.name_ar, lat=link.lat, lon=link.lon, count=count)
        for link, count in _counted(entities, "PLACE")
    )


def organization_counts(entities: Iterable[Entity]) -> tuple[OrganizationCount, ...]:
    """One row an organization, the most frequent first."""
    return tuple(
        OrganizationCount(id=link.id, name_en=link.name_en, name_ar=link.name_ar, count=count)
        for link, count in _counted(entities, "ORG")
    )


def _counted(entities: Iterable[Entity], label: Label) -> list[tuple[Link, int]]:
    """The links under that label, the most frequent first; of one id's links the first stands for all."""
    linked = [ent.link for ent in entities if ent.label == label and ent.link is not None]
    counts = Counter(link.id for link in linked)
    first = {link.id: link for link in reversed(linked)}
    return [(first[key], count) for key, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]
