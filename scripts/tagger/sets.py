"""The training and measuring sets as sentences with spans, each in the form and with the gaps it has."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tagger.clitics import rejoined

Label = Literal["PLACE", "ORG", "PERSON"]
ALL: frozenset[Label] = frozenset({"PLACE", "ORG", "PERSON"})
#: Conventions that a sentence follows: our own, or those of news and web sets. The network is told which while it
#: learns, and always asked for our own.
Style = Literal["ours", "theirs"]


@dataclass(frozen=True, slots=True)
class Span:
    """``text[start:end]`` is a name of that label."""

    start: int
    end: int
    label: Label


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and its names.

    ``known``: labels whose every mention is marked; of the others nothing is known where no span stands.
    ``edges``: whether spans leave proclitics out; otherwise whole words are marked.
    """

    id: str
    text: str
    spans: tuple[Span, ...]
    known: frozenset[Label] = ALL
    style: Style = "ours"
    edges: bool = True


def read_gold(
    path: Path, *, known: frozenset[Label] = ALL, style: Style = "ours", edges: bool = True
) -> Iterator[Sentence]:
    """Sentences of a ``{"id", "text", "entities"}`` file."""
    for line in path.read_text(encoding="utf-8").strip().split("\n"):
        row = json.loads(line)
        spans = tuple(Span(one["start"], one["end"], one["label"]) for one in row["entities"])
        yield Sentence(str(row["id"]), row["text"], spans, known, style, edges)


_ORG = "Government Non-Governmental Commercial Educational Entertainment Media Religious_ORG Medical-Science Sports"
_PLACE = (
    "Nation Continent State-or-Province County-or-District Population-Center GPE-Cluster Water-Body "
    "Land-Region-Natural Building-Grounds Subarea-Facility Path Airport Plant Land"
)
_PERSON = "Politician Athlete Artist Other_PER Religious_PER Scientist Businessperson Lawyer Engineer"
_FANE: dict[str, Label] = {
    **dict.fromkeys(_ORG.split(), "ORG"),
    **dict.fromkeys(_PLACE.split(), "PLACE"),
    **dict.fromkeys(_PERSON.split(), "PERSON"),
}


def read_fane(path: Path) -> Iterator[Sentence]:
    """The FANE sets, which are split at clitics and finely tagged."""
    for number, line in enumerate(path.read_text(encoding="utf-8").strip().split("\n")):
        row = json.loads(line)
        if any(tag.endswith("-Police") for tag in row["tags"]):  # soldiers, but movements and forces too
            continue
        joined = rejoined(row["tokens"])
        spans: list[Span] = []
        for (start, end), tag in zip(joined.places, row["tags"], strict=True):
            label = _FANE.get(tag[2:])
            if label is None:
                continue
            if tag.startswith("I-") and spans and spans[-1].label == label and start - spans[-1].end <= 1:
                spans[-1] = Span(spans[-1].start, end, label)
            else:
                # للامم is not split there; by our conventions its first letter stands outside.
                spans.append(Span(start + joined.text.startswith("لل", start), end, label))
        yield Sentence(f"{path.stem}-{number}", joined.text, tuple(spans), style="theirs")


_MARK = re.compile(r"\[\[([^\[\]|]+)\|([POH])(?:\|[^\[\]]*)?\]\]")
_MARKS: dict[str, Label] = {"P": "PLACE", "O": "ORG", "H": "PERSON"}


def unmarked(line: str, *, id: str, known: frozenset[Label] = ALL) -> Sentence:
    """A sentence of our own from its marked form: [[حلب|P]], [[UNICEF|O]], [[Salma|H]]."""
    text, at = "", 0
    spans: list[Span] = []
    for mark in _MARK.finditer(line):
        text += line[at : mark.start()]
        spans.append(Span(len(text), len(text) + len(mark[1]), _MARKS[mark[2]]))
        text += mark[1]
        at = mark.end()
    return Sentence(id, text + line[at:], tuple(spans), known)


def read_marked(folder: Path) -> Iterator[Sentence]:
    """The sentences that were written for this project: one a line, lines that begin with # say what they are."""
    for path in sorted(folder.glob("*.txt")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.strip() and not line.startswith("#"):
                yield unmarked(line.strip(), id=f"{path.stem}-{number}")


def read_samples(folder: Path) -> Iterator[Sentence]:
    """The marked-up sample reports, by paragraph; persons are not marked in them."""
    for path in sorted(folder.glob("*.md")):
        body = path.read_text(encoding="utf-8").split("---\n", 2)[2]
        for number, line in enumerate(body.splitlines()):
            plain = re.sub(r"^(?:#+|-|\d+\.|>)\s+", "", line.replace("**", "")).strip()
            if plain and not plain.startswith("|"):
                yield unmarked(plain, id=f"{path.stem}-{number}", known=frozenset({"PLACE", "ORG"}))


def occurrences(text: str, surface: str) -> Iterator[tuple[int, int]]:
    """Where the surface stands in the text as whole words; Arabic proclitics may stand before it."""
    at = text.find(surface)
    while at >= 0:
        end = at + len(surface)
        ends = end == len(text) or not text[end].isalnum() or not surface[-1].isalnum()
        begin = at
        while begin and text[begin - 1].isalnum():
            begin -= 1
        before = text[begin:at] if surface[0].isalnum() else ""
        arabic = "\u0600" <= surface[0] <= "\u06ff"
        if ends and (not before or (arabic and re.fullmatch("[وف]?[بلكس]?ل?", before))):
            yield at, end
        at = text.find(surface, at + 1)


def read_reading(path: Path, texts: Callable[[str], str | None]) -> Iterator[Sentence]:
    """Public sentences annotated by reading: ``id<TAB>surface|label…``; the text itself stays in its own file.

    A surface marks all its whole-word occurrences that no longer mark covers. Rows marked !|X are left out, as are
    those whose text is gone or no longer holds a surface.
    """
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if not row or row[0].startswith("#") or (text := texts(row[0])) is None:
                continue
            marks = dict.fromkeys(
                cell.strip().rpartition("|")[::2] for cell in row[1:] if cell.strip() not in {"", "-"}
            )
            if ("!", "X") in marks:
                continue
            spans: list[Span] = []
            whole = True
            for surface, mark in sorted(marks, key=lambda one: -len(one[0])):
                found = list(occurrences(text, surface)) if surface and mark in _MARKS else []
                whole = whole and bool(found)
                spans += [
                    Span(start, end, _MARKS[mark])
                    for start, end in found
                    if all(end <= s.start or s.end <= start for s in spans)
                ]
            if whole:
                yield Sentence(f"{path.stem}-{row[0]}", text, tuple(sorted(spans, key=lambda s: s.start)))


def lengths(sentences: Iterable[Sentence]) -> dict[str, int]:
    """How many sentences and names of each label."""
    counts = {"sentences": 0, **dict.fromkeys(sorted(ALL), 0)}
    for sentence in sentences:
        counts["sentences"] += 1
        for span in sentence.spans:
            counts[span.label] += 1
    return counts
