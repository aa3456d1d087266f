"""What a name can mean, with the names of the areas that hold each place: for a person who asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus_cli.entities.gazetteer.candidates import Places, Possible
from corpus_cli.entities.gazetteer.entries import Entry
from corpus_cli.entities.gazetteer.gazetteer import load_gazetteer
from corpus_cli.entities.linking.linking import base_of
from corpus_cli.entities.names.words import name_key
from corpus_cli.entities.own_names.user_places import load_user_places


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place that the name can mean. ``within``: the areas that hold it, smallest first; ``kb``: whose id it is."""

    possible: Possible
    within: tuple[Entry, ...]
    kb: str


def find_places(name: str, files: Sequence[str]) -> list[FoundPlace]:
    """The places that a name can mean, the surest first. ``files``: the user's gazetteers."""
    own = load_user_places(files)
    places = Places(own)
    key = name_key(name)
    possible = places.possible(key) if key else ()
    areas = {area for one in possible for area in one.entry.within}
    entries = load_gazetteer().by_id(areas) | {one.id: one for one in (own.entries if own else ()) if one.id in areas}
    return [
        FoundPlace(
            one,
            tuple(entries[area] for area in one.entry.within if area in entries),
            base_of(one.entry.id, own=places.is_own(one.entry.id)),
        )
        for one in possible
    ]
