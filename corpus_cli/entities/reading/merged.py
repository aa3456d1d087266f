"""What the shipped gazetteer and a user's own places find in one text, as one reading."""

from __future__ import annotations

from dataclasses import replace

from corpus_cli.entities.gazetteer.gazetteer import Candidate, Hit
from corpus_cli.entities.names.evidence import OWN
from corpus_cli.entities.own_names.user_places import UserPlaces
from corpus_cli.entities.reading.reading import Reading
from corpus_cli.entities.reading.resolve import without_overlap


def merged(reading: Reading, own: UserPlaces) -> Reading:
    """The reading with the user's places in it: of one span both say what it can mean, of what overlaps the longer.

    A shipped place that one of the user's replaces is that one.
    """
    hits: dict[tuple[int, int], Hit] = {
        (hit.start, hit.end): replace(hit, candidates=_own(hit.candidates, own)) for hit in reading.places
    }
    for hit in own.index.find(reading.words):
        span = hit.start, hit.end
        shipped = hits[span].candidates if span in hits else ()
        hits[span] = replace(hit, candidates=_once((*hit.candidates, *shipped)))
    longest_first = sorted(hits.values(), key=lambda hit: (hit.start - hit.end, hit.start))
    return replace(reading, places=tuple(without_overlap(longest_first)))


def _own(candidates: tuple[Candidate, ...], own: UserPlaces) -> tuple[Candidate, ...]:
    found = []
    for candidate in candidates:
        entry = own.shown(candidate.entry)
        found.append(Candidate(entry, candidate.flags | (OWN if entry.id in own else 0)))
    return _once(found)


def _once(candidates: tuple[Candidate, ...] | list[Candidate]) -> tuple[Candidate, ...]:
    """Each entry by its first candidate."""
    return tuple({candidate.entry.id: candidate for candidate in reversed(candidates)}.values())[::-1]
