"""What is shown of a document, whatever the format: its text in bands of one theme, with its names in place."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby, pairwise

from corpus_cli.document import Document, Entity, Passage, Segment, SegmentKind
from corpus_cli.show.names import Name, names_of, within
from corpus_cli.show.notes import notes_of
from corpus_cli.show.part import Part, whole
from corpus_cli.show.visible import visible
from corpus_cli.wording.language import language_of

Labels = Mapping[str, Mapping[str, str]]
UNKNOWN = "und"


# A smaller share of a document is what single votes of a few passages leave; the record has all.
LEAST_SHARE = 0.01


@dataclass(frozen=True, slots=True)
class Piece:
    """Text that is all of one mention or of none. ``tag``: of the mention's name.

    ``asked``: whether it lies between edges that were asked for.
    """

    start: int
    text: str
    mention: Entity | None = None
    tag: str = ""
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A segment, or the part of one that lies in the band. ``continues``: it began in the band before."""

    kind: SegmentKind
    language: str
    start: int
    end: int
    continues: bool
    pieces: tuple[Piece, ...]

    @property
    def right_to_left(self) -> bool:
        """Whether its language is written so."""
        return language_of(self.language).right_to_left


@dataclass(frozen=True, slots=True)
class Band:
    """The blocks of one passage, or those between two passages, of which ``passage`` is None.

    ``sought``: whether some of it was asked for.
    """

    passage: Passage | None
    blocks: tuple[Block, ...]
    sought: bool


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme of the document. ``labels`` by language, empty where the run has no page of themes.

    ``share``: of the document's words; None for one that passages have and the document does not list.
    """

    theme_id: str
    share: float | None
    labels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class View:
    """A document as it is shown. ``names``: those of the part; None where they are not to be shown.

    ``notes``: what a reader should know of the document, in plain English.
    """

    doc: Document
    part: Part
    bands: tuple[Band, ...]
    themes: tuple[Theme, ...]
    names: tuple[Name, ...] | None
    notes: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        """Whether nothing of the text is left out."""
        return self.part.start == 0 and self.part.end >= len(self.doc.text or "")

    @property
    def chief_themes(self) -> tuple[Theme, ...]:
        """The themes to tell a reader of: of its passages, and those that passages lean to for a hundredth or more."""
        own = {passage.theme_id for passage in self.doc.passages or ()}
        return tuple(theme for theme in self.themes if theme.theme_id in own or (theme.share or 0) >= LEAST_SHARE)

    def theme(self, theme_id: str | None) -> Theme | None:
        """The theme of that id."""
        return next((theme for theme in self.themes if theme.theme_id == theme_id), None)


def view_of(
    doc: Document,
    *,
    labels: Labels | None = None,
    part: Part | None = None,
    names: bool = True,
    relatives: tuple[str, ...] = (),
) -> View:
    """The document, or ``part`` of it, ready to be shown.

    ``labels``: of themes, by theme id and language; None if the run has no page of themes. ``names``: whether places
    and organizations are marked and listed. ``relatives``: what it is to other documents, a note each.
    """
    part = part or whole(doc)
    found = names_of(doc) if names else ()
    tags = {mention.id: name.tag for name in found for mention in name.mentions}
    marks = _apart(sorted(doc.entities or (), key=lambda one: (one.start, -one.end))) if names else []
    return View(
        doc=doc,
        part=part,
        bands=tuple(_bands(doc, part, marks, tags)),
        themes=_themes(doc, labels or {}),
        names=within(found, part.start, part.end) if names else None,
        notes=(*notes_of(doc, names=names), *map(visible, relatives)),
    )


def _themes(doc: Document, labels: Labels) -> tuple[Theme, ...]:
    listed = {theme.theme_id: theme.share for theme in doc.themes or ()}
    others = {passage.theme_id for passage in doc.passages or () if passage.theme_id} - listed.keys()
    ranked = sorted(listed, key=lambda theme_id: (-listed[theme_id], theme_id))
    return tuple(Theme(one, listed.get(one), labels.get(one, {})) for one in [*ranked, *sorted(others)])


def _apart(marks: list[Entity]) -> list[Entity]:
    """Without those that begin inside the one before: only other programs write such; the list of names has them."""
    kept: list[Entity] = []
    for mark in marks:
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return kept


def _bands(doc: Document, part: Part, marks: list[Entity], tags: Mapping[str, str]) -> Iterator[Band]:
    text = doc.text or ""
    passages = sorted(doc.passages or (), key=lambda passage: passage.start)
    pieces = _Pieces(text, marks, tags, part.asked if part.exact else None)
    cuts = sorted({part.start, part.end, *(edge for passage in passages for edge in (passage.start, passage.end))})
    blocks = (
        (_passage_at(passages, start), pieces.block(segment, start, end))
        for segment in doc.segments or _unsplit(doc)
        for start, end in _cut(text, segment, cuts, part)
    )
    for passage, run in groupby(blocks, key=lambda item: item[0]):
        found = tuple(block for _, block in run)
        yield Band(passage, found, part.asked is not None and any(_overlap(block, part.asked) for block in found))


def _overlap(block: Block, asked: tuple[int, int]) -> bool:
    return block.start < asked[1] and block.end > asked[0]


def _unsplit(doc: Document) -> tuple[Segment, ...]:
    """The text of a document without segments, as one."""
    text = doc.text or ""
    language = doc.language or UNKNOWN
    whole_text = Segment(id="", start=0, end=len(text), kind="paragraph", language=language, sentences=())
    return (whole_text,) if text.strip() else ()


def _cut(text: str, segment: Segment, cuts: list[int], part: Part) -> Iterator[tuple[int, int]]:
    """The parts of the segment between two cuts that are shown, without the spaces at their ends."""
    inner = [cut for cut in cuts if segment.start < cut < segment.end]
    for left, right in pairwise([segment.start, *inner, segment.end]):
        found = text[left:right]
        start, end = left + len(found) - len(found.lstrip()), left + len(found.rstrip())
        if start < end and part.start <= start < part.end:
            yield start, end


def _passage_at(passages: list[Passage], offset: int) -> Passage | None:
    at = bisect_right(passages, offset, key=lambda passage: passage.start) - 1
    return passages[at] if at >= 0 and offset < passages[at].end else None


@dataclass(frozen=True, slots=True)
class _Pieces:
    text: str
    marks: list[Entity]
    tags: Mapping[str, str]
    asked: tuple[int, int] | None

    def block(self, segment: Segment, start: int, end: int) -> Block:
        return Block(
            kind=segment.kind,
            language=segment.language,
            start=start,
            end=end,
            continues=bool(self.text[segment.start : start].strip()),
            pieces=tuple(self._between(start, end)),
        )

    def _between(self, start: int, end: int) -> Iterator[Piece]:
        first = bisect_right(self.marks, start, key=lambda mark: mark.end)
        inside = []
        for mark in self.marks[first:]:
            if mark.start >= end:
                break
            inside.append(mark)
        edges = {start, end, *(edge for mark in inside for edge in (mark.start, mark.end)), *(self.asked or ())}
        for left, right in pairwise(sorted(edge for edge in edges if start <= edge <= end)):
            mention = next((mark for mark in inside if mark.start <= left and right <= mark.end), None)
            asked = self.asked is not None and self.asked[0] <= left and right <= self.asked[1]
            tag = self.tags.get(mention.id, "") if mention else ""
            yield Piece(left, self.text[left:right], mention, tag, asked)
