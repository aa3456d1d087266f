"""One or two short quotes for an organization: the sentence around a mention."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from corpus_cli.review.mentions import Mention, NamingText, Written
from corpus_cli.wording.text import one_line

LENGTH = 140
_MOST = 2
# A heading or a cell that holds little more than the name shows nothing.
_SAYS_SOMETHING = 30
_CUT = "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A sentence, or as much of it as is shown, in one line: what stands before the name, the name, what follows."""

    before: str
    name: str
    after: str
    source: str

    @property
    def marked(self) -> str:
        """The quote with the name in brackets."""
        return f"{self.before}[{self.name}]{self.after}"


@dataclass(slots=True)
class _Kept:
    quote: Quote
    doc_id: str
    telling: bool


@dataclass(slots=True)
class QuoteCollector:
    """Quotes for these ids alone, gathered from one document after the other."""

    ids: frozenset[str]
    _kept: defaultdict[tuple[str, bool], list[_Kept]] = field(default_factory=lambda: defaultdict(list))

    def add(self, doc: NamingText) -> None:
        """The document's sentences are quoted where they are better than nothing, or than what there is."""
        segments: dict[str, Written] = {}
        for mention in doc.entities or ():
            if mention.label != "ORG" or mention.link is None or mention.link.id not in self.ids:
                continue
            segments = segments or {segment.id: segment for segment in doc.segments or ()}
            segment = segments.get(mention.segment)
            if segment is not None and doc.text is not None:
                self._keep(doc, doc.text, mention, mention.link.id, segment)

    def of(self, name_id: str) -> tuple[Quote, ...]:
        """Its quotes: one from an Arabic and one from another text where it stands in both, else up to two of one."""
        arabic, other = self._kept.get((name_id, True), []), self._kept.get((name_id, False), [])
        chosen = [other[0], arabic[0]] if arabic and other else [*other, *arabic]
        return tuple(kept.quote for kept in chosen[:_MOST])

    def _keep(self, doc: NamingText, text: str, mention: Mention, name_id: str, segment: Written) -> None:
        kept = self._kept[name_id, segment.language == "ar"]
        if len(kept) == _MOST and all(one.telling for one in kept):
            return
        start, end = _sentence(segment, mention)
        telling = (end - start) - (mention.end - mention.start) >= _SAYS_SOMETHING
        bare = next((number for number, one in enumerate(kept) if telling and not one.telling), None)
        # A second quote is from another document, and says something.
        second = telling and len(kept) < _MOST and all(one.doc_id != doc.doc_id for one in kept)
        if kept and bare is None and not second:
            return
        quote = _quote(text, (start, end), (mention.start, mention.end), doc.source.place)
        if any(one.quote.marked == quote.marked for one in kept):
            return
        one = _Kept(quote, doc.doc_id, telling)
        if bare is None:
            kept.append(one)
        else:
            kept[bare] = one


def _sentence(segment: Written, mention: Mention) -> tuple[int, int]:
    """Where the sentences with the mention stand: mostly one; a name may run over a sentence's end."""
    inside = [(start, end) for start, end in segment.sentences if start < mention.end and end > mention.start]
    spans: Iterable[tuple[int, int]] = [*inside, (mention.start, mention.end)]
    return min(start for start, _ in spans), max(end for _, end in spans)


def _quote(text: str, sentence: tuple[int, int], name: tuple[int, int], source: str) -> Quote:
    before, after = _line(text[sentence[0] : name[0]]), _line(text[name[1] : sentence[1]])
    shown = one_line(text[name[0] : name[1]])
    room = max(0, LENGTH - len(shown))
    # What one side does not need the other has.
    left = max(room // 2, room - len(after))
    right = max(room - room // 2, room - len(before))
    return Quote(before=_last(before.lstrip(), left), name=shown, after=_first(after.rstrip(), right), source=source)


def _line(text: str) -> str:
    """The text in one line; unlike there, a space at its edge stays."""
    return one_line(f"|{text}|")[1:-1]


def _first(text: str, length: int) -> str:
    if len(text) <= length:
        return text
    at = text.rfind(" ", 0, length + 1)
    return f"{text[: at if at > 0 else length].rstrip()} {_CUT}"


def _last(text: str, length: int) -> str:
    if len(text) <= length:
        return text
    at = text.find(" ", len(text) - length - 1)
    return f"{_CUT} {text[at if 0 <= at < len(text) - 1 else len(text) - length :].lstrip()}"
