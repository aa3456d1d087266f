"""The sample corpus and its gold file: complete, true to each other and to their sources."""

from __future__ import annotations

import csv
import datetime
import importlib
import io
import json
import re
import unicodedata
import zipfile
from collections import defaultdict
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "corpus" / "samples"
SOURCES = ROOT / "scripts" / "samples"
SHARED_THEMES = {
    "reconciliation",
    "missing",
    "return",
    "administration",
    "livelihoods",
    "media",
    "dialogue",
    "property",
}
ENCODINGS = {
    "en/2022-12-05_council-elections.txt": "windows-1252",
    "ar/ورشة-نجارة-في-حلب.txt": "windows-1256",
    "ar/tartus-fair.html": "windows-1256",
    "ar/zoning-plans-damascus.txt": "utf-16",
}


@pytest.fixture(scope="module")
def gold() -> list[dict[str, Any]]:
    lines = (ROOT / "tests/eval/samples.gold.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def reports(gold: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [row for row in gold if "#" not in row["id"]]


@pytest.fixture
def builder(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    return importlib.import_module("build_samples")


def surfaces(row: dict[str, Any]) -> list[str]:
    return [row["text"][entity["start"] : entity["end"]] for entity in row["entities"]]


def column(file: str, name: str) -> set[str]:
    with (SOURCES / file).open(encoding="utf-8", newline="") as lines:
        return {row[name] for row in csv.DictReader(lines)}


def flat(text: str) -> str:
    return " ".join(text.split())


def encoding_of(row: dict[str, Any]) -> str:
    return ENCODINGS.get(row["id"], "utf-8")


def test_spans_are_ordered_and_tight(gold: list[dict[str, Any]]) -> None:
    """Every span lies in its text, begins behind the one before, and has no space or mark at its edges."""
    for row in gold:
        at = 0
        for entity, surface in zip(row["entities"], surfaces(row), strict=True):
            assert at <= entity["start"] < entity["end"] <= len(row["text"]), row["id"]
            # A full stop belongs to U.S., an apostrophe to Izra'.
            assert surface == surface.strip(' ,;:،؛«»“”"\n'), (row["id"], surface)
            assert not surface.casefold().startswith("the "), (row["id"], surface)
            at = entity["end"]


def test_spans_end_where_words_end(gold: list[dict[str, Any]]) -> None:
    """A span ends at the end of a word and begins at its start, or in Arabic right behind attached proclitics."""
    for row in gold:
        for entity in row["entities"]:
            before, after = row["text"][: entity["start"]], row["text"][entity["end"] :]
            assert not after[:1].isalnum(), (row["id"], after[:20])
            attached = re.search(r"\w*\Z", before)
            assert attached is not None
            assert re.fullmatch("[وفبلك]{0,2}", attached[0]), (row["id"], attached[0])


def test_names_are_in_the_tables(gold: list[dict[str, Any]]) -> None:
    """A place is called by a canonical name; an organization by its id or, having none, by its English name."""
    places, organizations = column("places.csv", "name"), column("organizations.csv", "id")
    for row in gold:
        for entity in row["entities"]:
            if entity["label"] == "PLACE":
                assert entity["name"] in places, row["id"]
            else:
                assert entity["label"] == "ORG"
                assert entity["name"] in organizations or entity["name"][0].isupper(), row["id"]


def test_one_table_row_a_place() -> None:
    """No two canonical names differ only by article, case or punctuation, and no surface belongs to two places."""
    names = column("places.csv", "name")
    plain = [re.sub(r"^al-|[^a-z]", "", name.casefold()) for name in names]
    assert len(set(plain)) == len(plain)
    aliases = [alias for row in column("places.csv", "aliases") for alias in row.split("|")]
    assert len(set(aliases)) == len(aliases)


def test_an_organization_has_one_id_in_both_languages(gold: list[dict[str, Any]]) -> None:
    """At least ten organizations are named in reports and items of both languages under one id."""
    languages = defaultdict(set)
    for row in gold:
        for entity in row["entities"]:
            if entity["label"] == "ORG":
                languages[entity["name"]].add(row["lang"])
    assert sum(len(found) == 2 for found in languages.values()) >= 10


def test_enough_reports(reports: list[dict[str, Any]]) -> None:
    """Each language has at least 24 reports of 150 to 600 words, over three years, in all five formats."""
    for lang in ("en", "ar"):
        own = [row for row in reports if row["lang"] == lang]
        assert len(own) >= 24
        assert all(150 <= len(row["text"].split()) <= 600 for row in own)
        assert {row["id"].rpartition(".")[2] for row in own} == {"txt", "md", "html", "docx", "pdf"}
        assert len({datetime.date.fromisoformat(row["date"]).year for row in own}) == 3


def test_themes(reports: list[dict[str, Any]]) -> None:
    """Both languages share the eight themes, at least three reports each, and each has one of its own."""
    counts: dict[str, dict[str, int]] = {"en": defaultdict(int), "ar": defaultdict(int)}
    for row in reports:
        counts[row["lang"]][row["theme"]] += 1
    assert set(counts["en"]) == SHARED_THEMES | {"finance"}
    assert set(counts["ar"]) == SHARED_THEMES | {"education"}
    assert all(number >= 3 for found in counts.values() for number in found.values())


def test_files_are_those_of_the_gold(gold: list[dict[str, Any]]) -> None:
    """The folder holds the files of the gold, nothing else, and stays below 2 MB."""
    expected = {row["id"].partition("#")[0] for row in gold}
    paths = [path for path in SAMPLES.rglob("*") if path.is_file()]
    assert {unicodedata.normalize("NFC", path.relative_to(SAMPLES).as_posix()) for path in paths} == expected
    assert sum(path.stat().st_size for path in paths) < 2_000_000


def test_text_files_hold_the_surfaces(reports: list[dict[str, Any]]) -> None:
    """Every mention stands in the bytes of its txt or md file, in the file's encoding."""
    for row in reports:
        if row["id"].endswith((".txt", ".md")):
            data = (SAMPLES / row["id"]).read_bytes()
            codec = {"utf-16": "utf-16-le"}.get(encoding_of(row), encoding_of(row))
            assert all(surface.encode(codec) in data for surface in surfaces(row)), row["id"]


def test_text_files_hold_the_text(reports: list[dict[str, Any]]) -> None:
    """A txt file is its gold text but for list numbers and bullets."""
    for row in reports:
        if row["id"].endswith(".txt"):
            text = (SAMPLES / row["id"]).read_bytes().decode(encoding_of(row))
            assert flat(re.sub(r"^(?:- |\d+\. )", "", text, flags=re.MULTILINE)) == flat(row["text"]), row["id"]


def test_encodings_differ(reports: list[dict[str, Any]]) -> None:
    """The files in Windows and UTF-16 encodings are no UTF-8 by chance; all others are UTF-8."""
    for row in reports:
        if row["id"].endswith((".txt", ".md", ".html")):
            data = (SAMPLES / row["id"]).read_bytes()
            if encoding_of(row) == "utf-8":
                data.decode("utf-8")
            else:
                with pytest.raises(UnicodeDecodeError):
                    data.decode("utf-8")


def test_pages_hold_the_blocks(reports: list[dict[str, Any]]) -> None:
    """Each block of a web page's gold text is a run of text between two tags; Arabic pages run from right to left."""
    from html import unescape

    for row in reports:
        if row["id"].endswith(".html"):
            page = (SAMPLES / row["id"]).read_bytes().decode(encoding_of(row))
            runs = {flat(unescape(run)) for run in re.split(r"<[^>]+>", page)}
            blocks = [cell for block in row["text"].split("\n\n") for cell in block.split(" | ")]
            assert all(flat(block) in runs for block in blocks), row["id"]
            assert f'dir="{"rtl" if row["lang"] == "ar" else "ltr"}"' in page
            assert row["date"] in page


def test_word_files_hold_the_blocks(reports: list[dict[str, Any]]) -> None:
    """A docx file's paragraphs and cells are the gold's; in Arabic each paragraph has the right-to-left property."""
    import docx

    for row in reports:
        if row["id"].endswith(".docx"):
            document = docx.Document(str(SAMPLES / row["id"]))
            cells = [cell.text for table in document.tables for line in table.rows for cell in line.cells]
            found = {paragraph.text for paragraph in document.paragraphs} | set(cells)
            blocks = [cell for block in row["text"].split("\n\n") for cell in block.split(" | ")]
            assert found - {""} == set(blocks), row["id"]
            assert document.core_properties.title == row["title"]
            xml = document.element.xml
            assert ("<w:bidi/>" in xml) == (row["lang"] == "ar")


def test_pdf_text_layers_are_in_order(reports: list[dict[str, Any]]) -> None:
    """PDFium reads each block as written: an Arabic font that draws lam-alef as one glyph would swap its letters."""
    import pypdfium2

    for row in reports:
        if row["id"].endswith(".pdf"):
            document = pypdfium2.PdfDocument(SAMPLES / row["id"])
            pages = [page.get_textpage().get_text_range() for page in document]
            assert document.get_metadata_dict()["Title"] == row["title"]
            document.close()
            # A page's number may stand within a block that goes on overleaf.
            text = flat(re.sub(r"(?:Page|صفحة) \d\s*\Z", "", " ".join(pages[:1])) + " " + " ".join(pages[1:]))
            assert all(flat(block) in text for block in row["text"].split("\n\n")), row["id"]


def test_both_calendars_and_scripts(reports: list[dict[str, Any]]) -> None:
    """Arabic month names of both traditions, both kinds of digits, tatweel and vowel signs occur, and mixed scripts."""
    arabic = " ".join(row["text"] for row in reports if row["lang"] == "ar")
    english = " ".join(row["text"] for row in reports if row["lang"] == "en")
    for token in ("كانون الثاني", "آذار", "يناير", "مارس", "٢٠٢٢", "2023", "\u0640", "\u064e", "KoboToolbox", "«"):
        assert token in arabic, token
    for token in ("مفقود", "e.g.", "Dr.", "U.S.", "“", "Ms."):
        assert token in english, token


def test_no_marks_are_left(gold: list[dict[str, Any]]) -> None:
    """No mark of the sources is left in the gold or in a text file."""
    texts = [row["text"] + row["title"] for row in gold]
    texts += [path.read_text(encoding="utf-8") for path in SAMPLES.rglob("*.md")]
    texts += [(SAMPLES / name).read_text(encoding="utf-8") for name in ("survey.csv", "briefs.jsonl")]
    texts.append((ROOT / "pipelines" / "sample-aliases.csv").read_text(encoding="utf-8"))
    assert not any(re.search(r"\[\[|\]\]|\|[PO]\|", text) for text in texts)
    assert not any("|--" in text for text in texts)


def test_records_are_those_of_the_gold(gold: list[dict[str, Any]]) -> None:
    """Each row of the survey and each brief has its gold, with the same text, title, date, language and theme."""
    with (SAMPLES / "survey.csv").open(encoding="utf-8-sig", newline="") as survey:
        rows = [("survey.csv", row) for row in csv.DictReader(survey)]
    briefs = (SAMPLES / "briefs.jsonl").read_text(encoding="utf-8").splitlines()
    rows += [("briefs.jsonl", json.loads(line)) for line in briefs]
    records = {row["id"]: row for row in gold if "#" in row["id"]}
    assert len(rows) == len(records)
    for file, row in rows:
        assert all(records[f"{file}#{row['id']}"][key] == row[key] for key in row if key != "id")


def test_alias_file_names_every_organization() -> None:
    """The alias file has the organizations of the sources, both names each, and the short forms of the texts."""
    with (ROOT / "pipelines" / "sample-aliases.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    assert set(rows) == column("organizations.csv", "id")
    assert all(row["name_en"] and row["name_ar"] and row["label"] == "ORG" for row in rows.values())
    assert rows["jasmine-network"]["aliases"] == "Jasmine Network|شبكة الياسمين"


def test_samples_are_built_from_the_sources(builder: ModuleType) -> None:
    """Building again gives the committed files; PDF files need a printing package and are left out here."""
    for path, data in builder.build(without_pdf=True).items():
        committed = (ROOT / path).read_bytes()
        if path.endswith(".docx"):  # the template's other parts change with the version of python-docx
            assert main_part(data) == main_part(committed), path
        else:
            assert data == committed, path


def main_part(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("word/document.xml")


@pytest.mark.usefixtures("builder")
@pytest.mark.parametrize(
    "marked",
    ["in [[Homs|P|Homs] and", "in [[Homs|Homs]]", "[[the Hague|P|The Hague]]", "[[ Homs|P|Homs]]", "a **bold word"],
)
def test_malformed_marks_are_refused(marked: str) -> None:
    """A mark that is not closed, lacks its label, takes in an article or a space, stops the build."""
    with pytest.raises(ValueError, match="malformed"):
        importlib.import_module("samples.markup").read_text(marked)


@pytest.mark.usefixtures("builder")
def test_lost_alef_is_known_as_the_name() -> None:
    """In للرقة the article's alef is not written, so the surface لرقة stands for the listed الرقة."""
    names = importlib.import_module("samples.names")
    assert "الرقة" in names.spellings("لرقة")
    assert "حلب" in names.spellings("حلـب")


@pytest.mark.usefixtures("builder")
def test_unknown_names_are_refused() -> None:
    """A place or a surface that the table does not list stops the build, and so does an unknown organization."""
    names = importlib.import_module("samples.names").read_names(SOURCES)
    read_text = importlib.import_module("samples.markup").read_text
    names.check(read_text("[[Homs|P|Homs]] [[UNHCR|O|unhcr]] [[X|O|+Any Council]]"), where="test")
    for marked in ("[[Homs|P|Emesa]]", "[[Emesa|P|Homs]]", "[[UNHCR|O|un-hcr]]"):
        with pytest.raises(ValueError, match="test"):
            names.check(read_text(marked), where="test")
