"""Documents as spaCy's DocBin, one series of files a language: for training and for spaCy's own tools."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from corpus_cli.document import Entity, Passage
from corpus_cli.export.formats.exporter import Setting, Written
from corpus_cli.export.pieces import apart, cut
from corpus_cli.export.record import Outgoing
from corpus_cli.export.theme_names import LANGUAGES, ThemeNames

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, DocBin, Span

# A DocBin is held in memory until it is written: so many characters of text. `spacy train` takes a folder of files as
# well as one.
_CHARACTERS = 5_000_000
_ATTRIBUTES = ("ORTH", "SPACY", "SENT_START", "ENT_IOB", "ENT_TYPE", "ENT_KB_ID", "ENT_ID")
# spaCy's code for documents of more than one language or none that it knows.
_ANY = "xx"
_TEXT_FIELDS = ("path", "record_id", "title", "date")


class SpacyExporter:
    """``LANG/00001.spacy`` and so on, where LANG is what ``spacy.blank`` takes: ar, en, or xx for mixed documents.

    ``doc.text`` is the document's text. ``doc.ents`` are the mentions with their exact edges: spaCy's tokens are cut
    where a mention begins or ends. ``doc.spans`` has all mentions, even those that overlap, and the passages, whose
    label is the theme. ``doc.user_data`` says where the document comes from.
    """

    def __init__(self, setting: Setting) -> None:
        self._folder = setting.folder
        self._themes = setting.themes
        self._bins: dict[str, DocBin] = {}
        self._characters: dict[str, int] = {}
        self._written: list[Written] = []
        self._parts: dict[str, int] = {}

    def add(self, out: Outgoing) -> None:
        """The document is in its language's DocBin."""
        from spacy.tokens import DocBin

        code = out.doc.language if out.doc.language in LANGUAGES else _ANY
        if code not in self._bins:
            self._bins[code] = DocBin(attrs=_ATTRIBUTES, store_user_data=True)
            self._characters[code] = 0
        self._bins[code].add(make_doc(_pipeline(code), out, self._themes))
        self._characters[code] += len(out.text)
        if self._characters[code] >= _CHARACTERS:
            self._flush(code)

    def finish(self) -> list[Written]:
        """What is held is written."""
        for code in sorted(self._bins):
            self._flush(code)
        return sorted(self._written, key=lambda one: one.file)

    def close(self) -> None:
        """Nothing is open between calls."""

    def _flush(self, code: str) -> None:
        self._parts[code] = self._parts.get(code, 0) + 1
        name = f"{code}/{self._parts[code]:05}.spacy"
        held = self._bins.pop(code)
        (self._folder / code).mkdir(exist_ok=True)
        (self._folder / name).write_bytes(held.to_bytes())
        self._written.append(Written(name, len(held), "document"))


@cache
def _pipeline(code: str) -> Language:
    import spacy

    return spacy.blank(code)


def make_doc(nlp: Language, out: Outgoing, themes: ThemeNames) -> Doc:
    """The document as spaCy's own, its text unchanged and every mention in ``spans["mentions"]``."""
    from spacy.tokens import Doc

    passages = out.doc.passages or ()
    sentences = [start for start, _ in out.sentences()]
    spans = [*((ent.start, ent.end) for ent in out.entities), *((one.start, one.end) for one in passages)]
    cuts = sorted({*sentences, *(edge for span in spans for edge in span)})
    words, spaces, starts = _words(nlp, out.text, cuts)
    first = set(sentences)
    doc = Doc(
        nlp.vocab, words=words, spaces=spaces, sent_starts=[start in first for start in starts] if first else None
    )
    mentions = _spans(doc, out.entities, keys=lambda ent: (ent.label, ent.link.id if ent.link else ""))
    flat = {ent.id for ent in apart(out.entities)[0]}
    if out.doc.entities is not None:
        doc.set_ents([span for span in mentions if span.id_ in flat], default="outside")
    doc.spans["mentions"] = mentions
    doc.spans["passages"] = _spans(doc, passages, keys=lambda one: (one.theme_id or "", ""))
    doc.user_data.update(_user_data(out, themes))
    return doc


def _words(nlp: Language, text: str, cuts: Sequence[int]) -> tuple[list[str], list[bool], list[int]]:
    """spaCy's tokens cut at the offsets: their texts, whether a space follows, and where they begin."""
    words: list[str] = []
    spaces: list[bool] = []
    starts: list[int] = []
    for token in nlp.tokenizer(text):
        parts = cut((token.idx, token.idx + len(token.text)), cuts)
        for start, end in parts:
            words.append(text[start:end])
            spaces.append(False)
            starts.append(start)
        spaces[-1] = bool(token.whitespace_)
    return words, spaces, starts


def _spans(doc: Doc, ones: Iterable[Entity | Passage], *, keys: Callable[[Any], tuple[str, str]]) -> list[Span]:
    """The mentions or passages as whole tokens; ``keys`` gives label and linked id.

    An edge that is a space, which is part of no token, goes to the token beside it. Blank ones are left out.
    """
    spans = []
    for one in ones:
        label, kb_id = keys(one)
        span = doc.char_span(one.start, one.end, label=label, kb_id=kb_id, span_id=one.id, alignment_mode="expand")
        if span is not None and not doc.text[one.start : one.end].isspace() and one.start < one.end:
            spans.append(span)
    return spans


def _user_data(out: Outgoing, themes: ThemeNames) -> dict[str, Any]:
    source = out.doc.source
    return {
        "doc_id": out.doc.doc_id,
        **{name: getattr(source, name) for name in _TEXT_FIELDS},
        "language": out.doc.language,
        "redacted": out.redacted,
        "mentions": {
            ent.id: {
                **dict(zip(("raw_start", "raw_end"), out.raw(ent), strict=True)),
                "score": ent.score,
                "name_en": ent.link.name_en if ent.link else None,
                "name_ar": ent.link.name_ar if ent.link else None,
            }
            for ent in out.entities
        },
        "passages": {
            one.id: {
                **dict(zip(("raw_start", "raw_end"), out.raw(one), strict=True)),
                **{f"theme_{language}": themes.label(one.theme_id, language) for language in LANGUAGES},
            }
            for one in out.doc.passages or ()
        },
    }
