"""The trained tagger and the gazetteer heard together: each corrects what the other is weak at.

The tagger reads the sentence: it knows that الباب is a door here, that Halabi is a person, and villages nobody listed.
The gazetteer knows names: it is sure of Kafr Nabl in a heading that gives no other hint. Where both name a span the
score rises (``resolve``); where they differ, the rules here say whose word counts.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from corpus_cli.entities.reading.resolve import Mention
from corpus_cli.entities.taggers.tagger import Span

# Set on annotated sentences of several kinds of text (scripts/bench/names.py), kept round.
#: What the gazetteer alone takes for a place loses this much: the tagger has read the sentence and saw nothing.
UNSEEN_PLACE = 0.25
#: Names in our table of organizations are long and telling; acronyms among them have their own evidence.
UNSEEN_ORGANIZATION = 0.2
#: What the tagger takes for a place and the gazetteer does not know loses this much, by language: in Arabic no capital
#: letter tells a name from a word.
UNKNOWN_PLACE = {"ar": 0.2, "en": 0.1}
#: What the tagger takes for an organization of one word, by language, loses this much for the same reason.
UNKNOWN_WORD = {"ar": 0.1, "en": 0.0}
#: In a text with capitals, what the tagger takes for an organization without one (livelihoods unit) loses this much.
UNCAPITALISED = 0.3
#: A tagger's span of this score overrules a gazetteer place inside it or of the same extent.
SURE = 0.6
#: But a place that the gazetteer is this sure of stays one, unless the tagger is surer that it is an organization.
KNOWN_PLACE, SURER = 0.7, 0.9
_PROCLITIC = re.compile("[وف]?[بلكس]?")
_ADJECTIVE = re.compile("(?: ال[^ ]+ي\u0651?[ةه]?)+")


def corrected(known: Iterable[Mention], spans: Sequence[Span]) -> list[Mention]:
    """The gazetteer's mentions with scores that heed the tagger's spans; both in offsets of one text.

    A place inside a person's name or a longer organization goes, as does an organization inside a person's. What no
    span touches loses some of its score, but for places with a type word beside them (مدينة, governorate), which is
    evidence of its own.
    """
    return [kept for mention in known if (kept := _corrected(mention, _touching(mention, spans))) is not None]


def unknown_organization_score(text: str, span: Span, language: str) -> float:
    """The score of a tagger's organization that no table knows; ``text`` is its sentence."""
    name = text[span.start : span.end]
    lost = UNKNOWN_WORD[language] if " " not in name else 0.0
    return span.score - lost - (UNCAPITALISED if name.islower() and not text.islower() else 0.0)


def fitted(text: str, span: Span, known: Collection[tuple[int, int]]) -> Span:
    """A tagger's place with the edges of the known place in it, where only a proclitic or an adjective stands around.

    بعمان is ب and عمان if the gazetteer knows عمان and not بعمان; حلب الشمالي and طرابلس اللبنانية are حلب and طرابلس,
    while كوريا الجنوبية is known as it stands. ``known``: places of the text by start and end.
    """
    if span.label != "PLACE" or (span.start, span.end) in known:
        return span
    for start, end in known:
        if span.start <= start and end <= span.end:
            before, behind = text[span.start : start], text[end : span.end]
            if (not behind and _PROCLITIC.fullmatch(before)) or (not before and _ADJECTIVE.fullmatch(behind)):
                return replace(span, start=start, end=end)
    return span


def _touching(mention: Mention, spans: Sequence[Span]) -> list[Span]:
    return [span for span in spans if span.start < mention.end and mention.start < span.end]


def _corrected(mention: Mention, spans: list[Span]) -> Mention | None:
    same = [span for span in spans if (span.start, span.end) == (mention.start, mention.end)]
    if any(span.label == mention.label for span in same):
        return mention
    around = [span for span in spans if span.start <= mention.start and mention.end <= span.end and span.score >= SURE]
    if any(span.label == "PERSON" for span in around):
        return None
    if mention.label == "ORG":
        return replace(mention, score=mention.score - (0 if spans else UNSEEN_ORGANIZATION))
    if any(span.label == "ORG" for span in around):
        # محافظة and the like stand before a place that acts as well; the longer organization still holds it.
        doubtful = mention.score >= KNOWN_PLACE and max((span.score for span in same), default=1.0) < SURER
        return mention if same and (mention.kind is not None or doubtful) else None
    if spans or mention.kind is not None:
        return mention
    return replace(mention, score=mention.score - UNSEEN_PLACE)
