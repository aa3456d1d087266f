"""Where a name begins in the words that a tagger took for it, if that tagger leaves و ف ب ل ك on the name."""

from __future__ import annotations

from corpus_cli.entities.names.arabic import name_starts
from corpus_cli.entities.names.words import word_key
from corpus_cli.entities.reading.reading import read
from corpus_cli.entities.taggers.patterns import arabic_cues as cues
from corpus_cli.entities.taggers.tagger import SpanLabel

_CUES = cues.STRONG | cues.WEAK | cues.MEDIA
_ARTICLE = "ال"
# With the article and three letters: والي and فالح are words of their own.
_LONG_ENOUGH = 5


def name_start(text: str, start: int, end: int, label: SpanLabel) -> int:
    """Where the name in ``text[start:end]`` begins: behind proclitics, if what follows them is known.

    Known is what the gazetteer has (a name that it has whole keeps all its letters: باريس), for organizations a cue
    word (بمنظمة), and the article (والغوطة). Persons keep their letters: nothing tells وليد from و and ليد.
    """
    if label == "PERSON":
        return start
    name = text[start:end]
    reading = read(name)
    for hit in reading.places if label == "PLACE" else reading.organizations:
        if hit.first == 0:
            return start + hit.start
    words = reading.words
    if not words.keys:
        return start
    first = words.surface(0)
    # The fewest letters off first.
    for cut, stem in sorted(name_starts(first)):
        cue = label == "ORG" and stem in _CUES and word_key(first) not in _CUES
        if cue or (stem.startswith(_ARTICLE) and len(stem) >= _LONG_ENOUGH):
            return start + words.starts[0] + cut
    return start
