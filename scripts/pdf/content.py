"""What stands in a file of the set: blocks of this project's own sample reports, and the text that is to be found."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from samples.markup import Block, Report, Text, read_report

SCRIPTS = Path(__file__).resolve().parents[1]
_FOLDERS = (SCRIPTS / "samples" / "ar", SCRIPTS / "samples" / "en", SCRIPTS / "pdf" / "texts")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spec:
    """One file of the set. ``half``: as catalogue.py names them. ``sources``: ids of its reports.

    ``layout``: "across" the columns stands the title; "aside": the last source stands in a narrow column at the side;
    "boxed" quotations; a "titled" page of its own for title and first paragraph; table heads "shaded". Only from
    LibreOffice and web pages: a "banner" of colour behind the title, "bold" words, a "picture" beside the first
    paragraph; only from LibreOffice: "tagged". ``latin``: font of its Latin letters, where LibreOffice has another.
    """

    name: str
    half: str
    producer: str
    font: str
    sources: tuple[str, ...]
    lang: str = "ar"
    latin: str = ""
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
_LATER_NOTES = {
    "fresh": {
        "ar": (
            Note(0, "حُفظت الأوراق الأصلية لدى أمين السر، ويمكن الاطلاع عليها بموعد مسبق."),
            Note(1, "انظر نشرة «الجسر»، العدد 5 (2022)، ص. 8–11."),
        ),
        "en": (
            Note(0, "Place names follow the spelling used by the families themselves."),
            Note(1, "Two facilitators took notes; no recording was made."),
        ),
    },
    "unseen": {
        "ar": (
            Note(0, "جُمعت المعلومات بالهاتف والزيارة المباشرة، ولم تُنشر أسماء من طلبوا ذلك."),
            Note(1, "المصدر: دفاتر الراصدين، كانون الأول 2024، ص. 17 وما بعدها."),
        ),
        "en": (
            Note(0, "Names have been changed where families asked for it."),
            Note(1, "Source: field diaries, December 2024, pp. 17 ff."),
        ),
    },
}
HEADERS = {"ar": "نشرة السلم الأهلي – العدد 14", "en": "Local Peace Bulletin – Issue 14"}
FOOTERS = {"ar": "صفحة", "en": "Page"}
_LATER_HEADERS = {
    "fresh": {"ar": "مركز الجسر للحوار | أوراق العمل", "en": "Bridge Centre for Dialogue | Working Papers"},
    "unseen": {"ar": "شبكة ميسلون للسلم المحلي (تقارير ميدانية، 2025)", "en": "Maysaloun Network, Field Reports 2025"},
}
PICTURE = (  # a PNG of one colour
    "iVBORw0KGgoAAAANSUhEUgAAAAQAAAADCAIAAAA7ljmRAAAAFElEQVR42mOctmoBAwwwMSABFA4ARfIB5oEPwnwAAAAASUVORK5CYII="
)
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
    return _LATER_NOTES.get(spec.half, NOTES)[spec.lang] if spec.notes else ()


def header(spec: Spec) -> str:
    """The running header of the file."""
    return _LATER_HEADERS.get(spec.half, HEADERS)[spec.lang]


def later(spec: Spec) -> bool:
    """Whether it belongs to a part made after the first ones were measured, whose files stay as they were."""
    return spec.half in ("fresh", "unseen")


def indic(spec: Spec) -> bool:
    """Whether pages are numbered in Arabic-Indic digits."""
    return later(spec) and spec.lang == "ar"


def footer(spec: Spec, number: int) -> str:
    """The running footer of a page."""
    return f"{FOOTERS[spec.lang]} {str(number).translate(_INDIC) if indic(spec) else number}"


def paper(spec: Spec) -> tuple[float, float]:
    """Width and height of its pages in points."""
    width, height = (420.0, 595.0) if "A5" in spec.paper else (595.0, 842.0)
    return (height, width) if "landscape" in spec.paper else (width, height)


def pieces(spec: Spec, text: Text) -> list[tuple[str, bool]]:
    """The text cut where bold type begins and ends, each piece with whether it is bold."""
    edges = [0, *(edge for span in text.bold for edge in span if "bold" in spec.layout), len(text.plain)]
    cut = [text.plain[start:end] for start, end in pairwise(edges)]
    return [(piece, bool(at % 2)) for at, piece in enumerate(cut) if piece]


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
