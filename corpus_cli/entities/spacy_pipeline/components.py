"""Two components for spaCy pipelines, found by their entry points: ``corpus_tagger`` and ``corpus_linker``.

``nlp.add_pipe("corpus_tagger")`` fills ``doc.ents`` with the places, organizations and persons that a tagger of this
package finds; ``nlp.add_pipe("corpus_linker")`` says which places and organizations they are. spaCy ends an entity
where its tokens end, so in وحلب the entity holds the و; the exact name is in ``ent._.corpus_start`` and
``ent._.corpus_end``, code points of ``doc.text``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, cast

# spaCy loads this file, nothing of ours does: its imports cost nobody else anything.
from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as SpacySpan
from spacy.util import filter_spans

from corpus_cli.document import Label
from corpus_cli.entities.spacy_pipeline.links import Names
from corpus_cli.entities.spacy_pipeline.sentences import sentences
from corpus_cli.entities.taggers.by_name import load_tagger
from corpus_cli.entities.taggers.gazetteer import GazetteerTagger
from corpus_cli.entities.taggers.tagger import Span, Tagger

if TYPE_CHECKING:
    from corpus_cli.document import Link

#: The key of ``doc.spans`` under which all that was found stands, overlapping or not.
SPANS = "corpus"
_EXTENSIONS = ("corpus_start", "corpus_end", "corpus_label", "corpus_score", "corpus_link")


class CorpusTagger:
    """Fills ``doc.ents`` and ``doc.spans["corpus"]`` with what the tagger finds; replaces the entities there were.

    ``min_score``: what is below is left out. ``labels``: other names for PLACE, ORG and PERSON, for instance
    ``{"PLACE": "GPE"}``. Spans have ``._.corpus_score``, ``._.corpus_start``, ``._.corpus_end`` and
    ``._.corpus_label`` (the label before it is renamed). Of what overlaps, ``doc.ents`` has the longest.
    """

    def __init__(self, tagger: Tagger, *, min_score: float = 0.5, labels: dict[str, str] | None = None) -> None:
        _declare()
        self._tagger = tagger
        self._least = min_score
        self._labels = labels or {}

    def __call__(self, doc: Doc) -> Doc:
        """The document, tagged."""
        self._fill(doc, self._found(doc))
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 128) -> Iterator[Doc]:
        """The documents, tagged, in order; each by itself, so that none depends on what stands beside it."""
        del batch_size  # spaCy gives it to every component
        for doc in stream:
            yield self(doc)

    def _found(self, doc: Doc) -> list[Span]:
        text = doc.text
        places = list(sentences(doc))
        found: list[Span] = []
        for language in sorted({language for _, _, language in places}):
            own = [(start, end) for start, end, code in places if code == language]
            tagged = self._tagger.tag([text[start:end] for start, end in own], language=language)
            for (start, _), spans in zip(own, tagged, strict=True):
                found += [_moved(span, start) for span in spans if span.score >= self._least]
        return found

    def _fill(self, doc: Doc, found: list[Span]) -> None:
        spans: dict[tuple[int, int], SpacySpan] = {}
        # spaCy keeps one set of extras for each extent, so each has one span: the surest.
        for span in sorted(found, key=lambda one: (-one.score, one.start, one.end, one.label)):
            # Contracting would leave nothing of وحلب and half of بالأمم المتحدة.
            label = self._labels.get(span.label, span.label)
            wide = doc.char_span(span.start, span.end, label=label, alignment_mode="expand")
            if wide is None or (wide.start, wide.end) in spans:
                continue
            spans[wide.start, wide.end] = wide
            for name in _EXTENSIONS[:4]:
                wide._.set(name, getattr(span, name.removeprefix("corpus_")))
        doc.spans[SPANS] = [spans[key] for key in sorted(spans)]
        doc.ents = tuple(filter_spans(list(doc.spans[SPANS])))


class CorpusLinker:
    """Sets ``ent.kb_id_`` and ``ent._.corpus_link`` of the places and organizations in ``doc.ents``.

    The link is a dict with ``id``, ``kb``, ``name_en``, ``name_ar``, ``lat``, ``lon``, ``country``, ``type`` and
    ``score``; it stays ``None`` where no entry is likely enough. Entities of other components are linked too, if their
    labels are PLACE, GPE, LOC, FAC or ORG, or one of ``labels``: label to PLACE or ORG.
    """

    def __init__(self, *, labels: dict[str, str] | None = None) -> None:
        _declare()
        known = {"PLACE": "PLACE", "GPE": "PLACE", "LOC": "PLACE", "FAC": "PLACE", "ORG": "ORG"}
        self._labels = {**known, **(labels or {})}

    def __call__(self, doc: Doc) -> Doc:
        """The document, its entities linked."""
        if not doc.ents:
            return doc
        labelled = [(ent, self._labels.get(ent._.corpus_label or ent.label_)) for ent in doc.ents]
        known = [(ent, label, *_edges(ent)) for ent, label in labelled if label in ("PLACE", "ORG")]
        links = Names(doc).links((start, end, cast(Label, label)) for _, label, start, end in known)
        for ent, _, start, end in known:
            link = links.get((start, end))
            if link is not None:
                ent._.corpus_link = _as_dict(link)
                for token in ent:
                    token.ent_kb_id_ = link.id
        return doc


def _edges(ent: SpacySpan) -> tuple[int, int]:
    """The exact name's, where our own tagger has found it."""
    if ent._.corpus_start is None:  # another component's entity
        return ent.start_char, ent.end_char
    return ent._.corpus_start, ent._.corpus_end


def _moved(span: Span, offset: int) -> Span:
    return Span(span.start + offset, span.end + offset, span.label, span.score, span.source)


def _as_dict(link: Link) -> dict[str, str | float | None]:
    return {
        "id": link.id,
        "kb": link.kb,
        "name_en": link.name_en,
        "name_ar": link.name_ar,
        "lat": link.lat,
        "lon": link.lon,
        "country": link.country,
        "type": link.type,
        "score": link.score,
    }


def _declare() -> None:
    """Makes the extensions known to spaCy."""
    for name in _EXTENSIONS:
        if not SpacySpan.has_extension(name):
            SpacySpan.set_extension(name, default=None)


@Language.factory(
    "corpus_tagger",
    assigns=["doc.ents", "doc.spans", *(f"span._.{name}" for name in _EXTENSIONS[:4])],
    default_config={"tagger": "bilingual", "min_score": 0.5, "labels": {}},
)
def make_tagger(nlp: Language, name: str, tagger: str, min_score: float, labels: dict[str, str]) -> CorpusTagger:
    """The component with that tagger (a name that ``--tagger`` accepts). Raises what ``load_tagger`` raises."""
    del nlp, name
    return CorpusTagger(load_tagger(tagger) or GazetteerTagger(), min_score=min_score, labels=labels)


@Language.factory(
    "corpus_linker",
    requires=["doc.ents"],
    assigns=["token.ent_kb_id", "span._.corpus_link"],
    default_config={"labels": {}},
)
def make_linker(nlp: Language, name: str, labels: dict[str, str]) -> CorpusLinker:
    """The component; ``labels`` adds to the labels that it links."""
    del nlp, name
    return CorpusLinker(labels=labels)
