"""A query as it is read: its words, the names in it and its language."""

from __future__ import annotations

from dataclasses import dataclass

from corpus_cli.normalize.stage import normalize_text
from corpus_cli.normalize.words import WORD
from corpus_cli.search.analysis import analyse
from corpus_cli.search.names import Named, Names
from corpus_cli.segment.language import segment_languages

# A page of text says what it is about long before its end.
LONGEST = 2000
_MOST_TERMS = 200


@dataclass(frozen=True, slots=True)
class Question:
    """What is looked for. ``text``: normalised, cut to its first ``LONGEST`` characters.

    ``terms``: of its words and of the names in it under which the same is known in the other language. ``names``: what
    it names. ``notes``: what whoever asks should know of how it was read.
    """

    text: str
    language: str
    terms: tuple[str, ...]
    names: tuple[Named, ...]
    notes: tuple[str, ...]

    @property
    def says_anything(self) -> bool:
        """Whether there is anything to look for: stop words, signs and emoji alone are nothing."""
        return bool(self.terms or self.names)

    @property
    def entity_ids(self) -> tuple[str, ...]:
        """The ids of all that its names can mean, each once."""
        return tuple(dict.fromkeys(entity.id for named in self.names for entity in named.entities))


def read_question(text: str, names: Names) -> Question:
    """The query as a question to an index with these names."""
    given = text.strip()
    notes = []
    if len(given) > LONGEST:
        notes.append(f"the query has {len(given):,} characters; the first {LONGEST:,} are searched for")
    shown = normalize_text(given[:LONGEST].encode("utf-8", "replace").decode())
    found = names.find(shown)
    terms = [term for _, _, own in analyse(shown) for term in own]
    for named in found:
        # What most passages mean by the name: its other name finds the other language's words.
        both = (named.entities[0].name_en, named.entities[0].name_ar)
        terms += [term for name in both if name for _, _, own in analyse(name) for term in own]
    if not terms and not found:
        notes.append(_nothing(given, shown))
    language = segment_languages([shown])[0] if shown else "und"
    return Question(shown, language, tuple(dict.fromkeys(terms))[:_MOST_TERMS], found, tuple(notes))


def _nothing(given: str, shown: str) -> str:
    if not given:
        return "the query is empty"
    if WORD.search(shown):
        return "the query holds only words that stand in every text: add one that tells"
    return "the query holds no word: neither letters nor digits"
