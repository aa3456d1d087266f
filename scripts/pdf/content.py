"""What stands in a file of the set: blocks of this project's own sample reports, and the text that is to be found."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from samples.markup import Block, Report, read_report

SCRIPTS = Path(__file__).resolve().parents[1]
_FOLDERS = (SCRIPTS / "samples" / "ar", SCRIPTS / "samples" / "en", SCRIPTS / "pdf" / "texts")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spec:
    """One file of the set. ``half``: tuning, second, third, held_out, fresh or scan. ``sources``: ids of its reports.

    ``layout``: "across" the columns stands the title; "aside": the last source stands in a narrow column at the side;
    "boxed" quotations; a "titled" page of its own for title and first paragraph; table heads "shaded".
    """

    name: str
    half: str
    producer: str
    font: str
    sources: tuple[str, ...]
    lang: str = "ar"
    columns: int = 1
    running: bool = False  # header, footer and page numbers
    notes: bool = False
    borders: bool = True
    justify: bool = False
    rotate: int = 0
    rewritten: bool = False  # by Ghostscript
    shaping: bool = True
    size: float = 12
    paper: str = "A4"  # or A5, A4 landscape
    layout: tuple[str, ...] = ()
    about: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote, and the number of the paragraph at whose end its mark stands."""

    paragraph: int
    text: str


NOTES = {
    "ar": (
        Note(0, "قُدّرت الأعداد بحسب سجلات اللجان المحلية في كل حي، وقد تختلف عن أرقام البلدية."),
        Note(2, "مقابلة مع عضو في لجنة الحي، آذار 2024."),
    ),
    "en": (
        Note(0, "Numbers follow the registers of the neighbourhood committees and may differ from the council's."),
        Note(2, "Interview with a member of the committee, March 2024."),
    ),
}
_FRESH_NOTES = {
    "ar": (
        Note(0, "حُفظت الأوراق الأصلية لدى أمين السر، ويمكن الاطلاع عليها بموعد مسبق."),
        Note(1, "انظر نشرة «الجسر»، العدد 5 (2022)، ص. 8–11."),
    ),
    "en": (
        Note(0, "Place names follow the spelling used by the families themselves."),
        Note(1, "Two facilitators took notes; no recording was made."),
    ),
}
HEADERS = {"ar": "نشرة السلم الأهلي – العدد 14", "en": "Local Peace Bulletin – Issue 14"}
FOOTERS = {"ar": "صفحة", "en": "Page"}
_FRESH_HEADERS = {"ar": "مركز الجسر للحوار | أوراق العمل", "en": "Bridge Centre for Dialogue | Working Papers"}
_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def report(name: str) -> Report:
    """The report of this id, wherever it stands."""
    for folder in _FOLDERS:
        if (folder / f"{name}.md").is_file():
            return read_report(folder / f"{name}.md")
    raise ValueError(f"no report {name}")


def blocks(spec: Spec) -> list[Block]:
    """The blocks of the file in reading order."""
    return [block for source in spec.sources for block in report(source).blocks]


def notes(spec: Spec) -> tuple[Note, ...]:
    """The footnotes of the file; those of its main language."""
    known = _FRESH_NOTES if spec.half == "fresh" else NOTES
    return known[spec.lang] if spec.notes else ()


def header(spec: Spec) -> str:
    """The running header of the file."""
    return (_FRESH_HEADERS if spec.half == "fresh" else HEADERS)[spec.lang]


def indic(spec: Spec) -> bool:
    """Whether pages are numbered in Arabic-Indic digits."""
    return spec.half == "fresh" and spec.lang == "ar"


def footer(spec: Spec, number: int) -> str:
    """The running footer of a page."""
    return f"{FOOTERS[spec.lang]} {str(number).translate(_INDIC) if indic(spec) else number}"


def paper(spec: Spec) -> tuple[float, float]:
    """Width and height of its pages in points."""
    width, height = (420.0, 595.0) if "A5" in spec.paper else (595.0, 842.0)
    return (height, width) if "landscape" in spec.paper else (width, height)


def marks(spec: Spec) -> dict[int, int]:
    """From the number of a paragraph to that of the footnote whose mark ends it."""
    return {note.paragraph: number for number, note in enumerate(notes(spec), 1)}


def lines(spec: Spec) -> list[str]:
    """The text of the file, a line a block; running headers and footers are not part of it."""
    found: list[str] = []
    marked = marks(spec)
    paragraph = number = 0
    for block in blocks(spec):
        number = number + 1 if block.kind == "number" else 0
        if block.kind == "table":
            found += [" | ".join(cell.plain for cell in row) for row in block.rows]
            continue
        text = block.text.plain
        if block.kind == "number":
            text = f"{number}. {text}"
        if block.kind == "paragraph":
            text += str(marked.get(paragraph, ""))
            paragraph += 1
        found.append(text)
    return found + [f"{number} {note.text}" for number, note in enumerate(notes(spec), 1)]
