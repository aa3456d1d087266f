"""The one to three sentences of a passage that a reader understands without the rest of the report."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus_cli.document import Document, Passage, SegmentKind
from corpus_cli.normalize.words import count_words
from corpus_cli.themes.language import Standing, standing_of

MIN_WORDS, MAX_WORDS, IDEAL_WORDS = 20, 60, 35
MAX_SENTENCES = 3
# From here on an excerpt can stand on a page by itself.
USABLE = 0.5

# What a segment's kind costs: headings, tables and captions are not statements, list items lean on their list.
_KIND_COST: dict[SegmentKind, float] = {
    "paragraph": 0.0,
    "quote": 0.0,
    "list_item": 0.3,
    "heading": 1.0,
    "table": 1.0,
    "caption": 1.0,
}
_ENDS = frozenset(".!?؟…۔")
_ANNOUNCES = frozenset(":;؛,،")
_CLOSERS = "\"'”’»)]› "
_OPENERS = frozenset("\"'“‘«([‹")
_CLUTTER = re.compile(r"https?://|www\.|\S@\S|\.{4,}|_{3,}|[©|#<>{}]", re.IGNORECASE)
# «Date: 5 May», «المكان: حلب»: one to three words and a colon, where a sentence or a field begins.
_FIELD = re.compile(r"(?:^|[.;؛،,|–-]\s|\n)\s*[^\W\d_]+(?: [^\W\d_]+){0,2}\s?:(?=\s)")
_FORM_FIELDS = 3
# «A. », «ب) »: the mark of a list item that a reader did not take for one.
_ITEM_MARK = re.compile(r"\(?[^\W\d_][.)]\s")
# Items that are no longer than this are names of people and places, not statements.
_NAME_WORDS = 6
_PAIRED = (("(", ")"), ("[", "]"), ("«", "»"), ("“", "”"))
_KEYWORD_GAIN, _KEYWORDS_COUNTED = 0.1, 3


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a document, with the number and kind of its segment."""

    start: int
    end: int
    segment: int
    kind: SegmentKind


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Where the sentences stand in the document's text, and how well they read alone, from 0 to 1."""

    start: int
    end: int
    quality: float

    @property
    def usable(self) -> bool:
        """Whether it can stand on a page by itself."""
        return self.quality >= USABLE


def sentences_of(doc: Document) -> list[Sentence]:
    """All sentences of the document in reading order."""
    found = [
        Sentence(start, end, number, segment.kind)
        for number, segment in enumerate(doc.segments or ())
        for start, end in segment.sentences
    ]
    return sorted(found, key=lambda sentence: sentence.start)


def choose_excerpt(
    text: str, passage: Passage, sentences: Sequence[Sentence], *, keywords: Sequence[str] = ()
) -> Excerpt:
    """The best one to three neighbouring sentences of one segment, or the whole passage where it has none.

    ``sentences``: of the document, in order. ``keywords``: the theme's, in the passage's language; an excerpt that
    holds some of them is preferred.
    """
    standing = standing_of(passage.language)
    terms = [keyword.casefold() for keyword in keywords]
    best: tuple[float, Excerpt] | None = None
    for run in _runs(passage, sentences):
        quality = _quality(text, run, standing)
        start, end = run[0].start, run[-1].end
        words = count_words(text[start:end])
        spoken = text[start:end].casefold()
        told = min(sum(term in spoken for term in terms), _KEYWORDS_COUNTED)
        value = quality + _KEYWORD_GAIN * told - abs(words - IDEAL_WORDS) / 1000
        if best is None or value > best[0]:
            best = value, Excerpt(start, end, quality)
    return best[1] if best else _whole(text, passage)


def _runs(passage: Passage, sentences: Sequence[Sentence]) -> Iterator[Sequence[Sentence]]:
    first = bisect_left(sentences, passage.start, key=lambda sentence: sentence.start)
    for at in range(first, len(sentences)):
        if sentences[at].start >= passage.end:
            return
        for stop in range(at + 1, min(at + MAX_SENTENCES, len(sentences)) + 1):
            run = sentences[at:stop]
            if run[-1].segment != run[0].segment or run[-1].end > passage.end:
                break
            yield run


def _quality(text: str, run: Sequence[Sentence], standing: Standing) -> float:
    spoken = text[run[0].start : run[-1].end]
    words = count_words(spoken)
    quality = min(1.0, words / MIN_WORDS) if words <= MAX_WORDS else max(0.0, 1 - (words - MAX_WORDS) / 40)
    quality -= _KIND_COST[run[0].kind] + standing.leans(spoken)
    quality -= _ending_cost(spoken)
    quality -= 0.6 if standing.points_elsewhere(spoken) or standing.dangles(spoken) else 0.0
    quality -= 0.0 if _opens_cleanly(spoken) else 0.6
    quality -= 0.5 if _CLUTTER.search(spoken) else 0.0
    quality -= 0.5 if sum(char.isdigit() for char in spoken) > 0.12 * len(spoken) else 0.0
    quality -= 0.6 if _is_form(spoken) or _is_list_of_names(text, run) else 0.0
    quality -= 0.3 if any(spoken.count(left) != spoken.count(right) for left, right in _PAIRED) else 0.0
    quality -= 0.3 if spoken.count('"') % 2 else 0.0
    return min(1.0, max(0.0, quality))


def _is_form(spoken: str) -> bool:
    return max(len(_FIELD.findall(spoken)), spoken.count(": ")) >= _FORM_FIELDS


def _is_list_of_names(text: str, run: Sequence[Sentence]) -> bool:
    """Whether most sentences are list items too short to say something."""
    short = [item for item in run if item.kind == "list_item" and _words_of(text, item) <= _NAME_WORDS]
    return len(short) * 2 > len(run)


def _words_of(text: str, sentence: Sentence) -> int:
    return count_words(text[sentence.start : sentence.end])


def _ending_cost(spoken: str) -> float:
    """What an unfinished sentence costs; one that announces a list («as follows:») is worth nothing without it."""
    last = spoken.rstrip(_CLOSERS)[-1:]
    if last in _ENDS:
        return 0.0
    return 0.8 if last in _ANNOUNCES else 0.6


def _opens_cleanly(spoken: str) -> bool:
    """Whether it opens with a word, a number or an opening quotation mark, not with a list's or a stray mark."""
    if _ITEM_MARK.match(spoken):
        return False
    return spoken[:1] in _OPENERS or unicodedata.category(spoken[:1] or " ")[0] in "LN"


def _whole(text: str, passage: Passage) -> Excerpt:
    inside = text[passage.start : passage.end]
    start = passage.start + len(inside) - len(inside.lstrip())
    return Excerpt(start, max(start, passage.start + len(inside.rstrip())), 0.0)
