"""How likely a name in a text is a place: a base for what the gazetteer knows, and weights for what stands around it.

The weights were set by looking at annotated sentences of several kinds of text and are kept round on purpose.
"""

from __future__ import annotations

from corpus_cli.entities.gazetteer.entries import Entry
from corpus_cli.entities.gazetteer.gazetteer import Candidate, Hit
from corpus_cli.entities.names.evidence import AMBIGUOUS, CAPITALS, HOMOGRAPH, OWN, STRICT, WEAK, Evidence

# Where reports of our field are at home: even small places are likely meant.
NEAR = frozenset({"SY", "LB", "JO", "IQ", "PS", "TR"})
_OWN_PREFIXES = ("sy:", "lb:", "jo:", "iq:", "ps:", "tr:")
_SURE_TYPES = frozenset(
    {"country", "continent", "region", "water", "river", "mountain", "state", "governorate", "capital", "seat"}
)

STRICT_BASE = 0.05
AMBIGUOUS_BASE = 0.2
AMBIGUOUS_TOWN = 0.3  # a town of Syria that reports speak of: الباب, الطبقة
HOMOGRAPH_BASE = 0.42
OWN_BASE = 0.75  # what a user lists is likely meant, of whatever type it is
TYPE_WORD = 0.45
COORDINATED = 0.25
PREPOSITION = 0.1
DOCUMENT = 0.3  # the same name stands elsewhere in the document with evidence of its own
NEIGHBOURHOOD = 0.05  # other places of its country stand in the document
SURROUNDED = 0.12  # at least SURROUNDING of them do
SURROUNDING = 3
SHORT = -0.3  # two letters in Arabic: قم, بن
PERSON = -0.4


def base(candidate: Candidate, *, words: int) -> float:
    """How likely the name alone means this place."""
    entry, flags = candidate.entry, candidate.flags
    if flags & STRICT:
        return STRICT_BASE
    if flags & AMBIGUOUS:
        town = entry.country == "SY" and entry.type in {"city", "town"} and entry.population > 0
        return AMBIGUOUS_TOWN if town else AMBIGUOUS_BASE
    if flags & HOMOGRAPH:
        return HOMOGRAPH_BASE
    score = _by_entry(entry, words)
    if flags & OWN:
        score = max(score, OWN_BASE)
    if flags & WEAK:
        score -= 0.15
    return score + (0.1 if flags & CAPITALS else 0)


def _by_entry(entry: Entry, words: int) -> float:
    """Countries and what our own tables hold are sure; towns by size, small foreign ones hardly ever."""
    if entry.type == "neighbourhood":
        return 0.5 if words == 1 else 0.65
    if entry.type in _SURE_TYPES or entry.id.startswith(_OWN_PREFIXES):
        return 0.8
    if entry.type in {"town", "village", "camp"}:
        # GeoNames' own settlements have the type city: these stand in our tables.
        return 0.75
    return _by_size(entry) + (0.15 if words > 1 else 0)


def _by_size(entry: Entry) -> float:
    near = entry.country in NEAR
    for least, nearby, elsewhere in (
        (1_000_000, 0.8, 0.75),
        (300_000, 0.75, 0.6),
        (100_000, 0.65, 0.45),
        (15_000, 0.6, 0.3),
    ):
        if entry.population >= least:
            return nearby if near else elsewhere
    return 0.45 if entry.country == "SY" else 0.25


def place_score(hit: Hit, evidence: Evidence, *, in_document: bool, compatriots: int) -> float:
    """Between 0 and 1: how likely the name is a place here."""
    words = hit.last - hit.first + 1
    score = max(base(candidate, words=words) for candidate in hit.candidates)
    score += TYPE_WORD * (evidence.kind is not None)
    score += COORDINATED * evidence.coordinated + PREPOSITION * evidence.preposition
    # That Syrian places stand around does not make the verb تدمر (destroys) a town.
    word = all(candidate.flags & HOMOGRAPH for candidate in hit.candidates)
    if not word or evidence.kind is not None or evidence.coordinated or evidence.preposition:
        score += SURROUNDED if compatriots >= SURROUNDING else NEIGHBOURHOOD * (compatriots > 0)
    score += DOCUMENT * in_document + PERSON * evidence.person
    return round(min(max(score, 0.0), 0.99), 4)
