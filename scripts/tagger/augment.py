"""Sentences varied as real files vary: spelling without hamza, capitals, bare list items, places nobody wrote about."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tagger.sets import Sentence, Span

_ARABIC = re.compile("[\u0621-\u064a]")
_HAMZA = str.maketrans("أإآ", "ااا")


@dataclass(frozen=True, slots=True)
class Chances:
    """How often each change is made. A sentence may undergo several."""

    hamza: float = 0.2
    endings: float = 0.05
    capitals: float = 0.05
    title: float = 0.04
    lower: float = 0.05
    swap: float = 0.15
    excerpt: float = 0.08
    stop: float = 0.08


class Augmenter:
    """Changes sentences by chance; the same seed and order give the same changes.

    ``places``: names to put in for places, by language ("ar", "en").
    """

    def __init__(self, places: dict[str, Sequence[str]], chances: Chances, seed: int) -> None:
        self._places, self._chances = places, chances
        self._random = random.Random(seed)

    def __call__(self, sentence: Sentence) -> Sentence:
        """The sentence or a variation of it; spans and text stay true to each other."""
        chances, happens = self._chances, self._happens
        arabic = bool(_ARABIC.search(sentence.text))
        if happens(chances.swap):
            sentence = self._swapped(sentence)
        if happens(chances.excerpt):
            sentence = self._excerpt(sentence)
        text = sentence.text
        if (
            happens(chances.stop)
            and text[-1:] in {".", "،", ":"}
            and all(span.end < len(text) for span in sentence.spans)
        ):
            text = text[:-1]
        if arabic:
            if happens(chances.hamza):
                text = text.translate(_HAMZA)
            if happens(chances.endings):
                text = re.sub(r"ة(?!\w)", "ه", text)
            if happens(chances.endings):
                text = re.sub(r"ى(?!\w)", "ي", text)
        elif text.isascii():
            if happens(chances.capitals):
                text = text.upper()
            elif happens(chances.title):
                text = re.sub(r"\b[a-z](?=[a-z]{3})", lambda match: match.group().upper(), text)
            elif happens(chances.lower):
                text = text.lower()
        return replace(sentence, text=text)

    def _happens(self, chance: float) -> bool:
        return self._random.random() < chance

    def _swapped(self, sentence: Sentence) -> Sentence:
        """With another place in each place's stead, after the same proclitics; fixed short forms of states stay."""
        text, at = "", 0
        spans: list[Span] = []
        for span in sentence.spans:
            text += sentence.text[at : span.start]
            name = sentence.text[span.start : span.end]
            before = sentence.text[span.start - 1 : span.start]
            if span.label == "PLACE" and len(name) > 3 and self._happens(0.7):
                names = self._places["ar" if _ARABIC.search(name) else "en"]
                other = names[self._random.randrange(len(names))]
                # After ل the article loses its alef (للرقة); a name without one is always right.
                if not (before == "ل" and (other.startswith("ال") or name.startswith("ل"))):
                    name = other
            spans.append(Span(len(text), len(text) + len(name), span.label))
            text += name
            at = span.end
        return replace(sentence, text=text + sentence.text[at:], spans=tuple(spans))

    def _excerpt(self, sentence: Sentence) -> Sentence:
        """A few words of the sentence, no name cut through: what headings, cells and list items look like."""
        words = [match.span() for match in re.finditer(r"\S+", sentence.text)]
        if len(words) < 6:
            return sentence
        size = self._random.randint(1, 6)
        first = self._random.randrange(len(words) - size + 1)
        if sentence.spans and self._happens(0.7):  # rather around a name
            target = self._random.choice(sentence.spans)
            inside = [n for n, (start, end) in enumerate(words) if start < target.end and target.start < end]
            first, size = inside[0] - self._random.randint(0, min(2, inside[0])), max(size, len(inside))
        start, end = words[first][0], words[min(first + size, len(words)) - 1][1]
        # Widening for one name may cut into the next, where words share a name's edge (Tel Aviv-New York).
        while cut := [s for s in sentence.spans if s.start < start < s.end or s.start < end < s.end]:
            start = min(start, *(sentence.text.rfind(" ", 0, s.start) + 1 for s in cut))
            end = max(end, *(s.end for s in cut))
        kept = tuple(
            Span(s.start - start, s.end - start, s.label) for s in sentence.spans if start <= s.start and s.end <= end
        )
        return replace(sentence, text=sentence.text[start:end], spans=kept)
