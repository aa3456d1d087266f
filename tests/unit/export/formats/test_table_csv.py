"""The four tables as CSV, read back as a spreadsheet and pandas read them."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_excel_knows_the_encoding_and_sees_no_formula(export_as: Callable[..., Path]) -> None:
    """The byte order mark stands at the very beginning, once; a title that is a formula is text."""
    folder = export_as("csv")
    for path in folder.glob("*.csv"):
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
        assert path.read_bytes().count(b"\xef\xbb\xbf") == 1
    assert rows(folder / "documents.csv")[0]["title"] == "'=Market, Homs"


def test_every_mention_says_where_it_stands_and_what_it_means(export_as: Callable[..., Path]) -> None:
    found = rows(export_as("csv") / "entities.csv")
    assert [row["text"] for row in found] == ["Homs", "Barada Clinic", "حمص", "عيادة بردى", "Tal Xyz"]
    row = found[2]
    assert row["doc_id"] == f"{2:020x}"
    assert (row["path"], row["title"], row["date"]) == ("ar/سوق أحمد خليل.txt", "السوق", "2024-04")
    assert (row["start"], row["end"], row["raw_start"], row["raw_end"]) == ("11", "14", "111", "114")
    assert (row["link_id"], row["name_en"], row["name_ar"]) == ("gn:169577", "Homs", "حمص")
    assert (row["theme_id"], row["theme_en"], row["theme_ar"]) == ("t001", "markets · shops", "الأسواق · المحال")
    assert row["within"] == "sy:homs-governorate | iso:SY"
    assert row["sentence"] == "عاد السوق بحمص."
    assert (found[4]["record_id"], found[4]["link_id"], found[4]["lat"]) == ("q7", "", "")


def test_a_passage_names_what_is_linked_in_it_in_both_languages(export_as: Callable[..., Path]) -> None:
    row = rows(export_as("csv") / "passages.csv")[1]
    assert (row["place_ids"], row["places_en"], row["places_ar"]) == ("gn:169577", "Homs", "حمص")
    assert (row["organizations_en"], row["organizations_ar"]) == ("Barada Clinic", "عيادة بردى")
    assert row["text"] == "عاد السوق بحمص. ساعدت عيادة بردى أحمد خليل ولأحمد خليل ولدان."


def test_documents_and_themes_have_their_rows(export_as: Callable[..., Path]) -> None:
    folder = export_as("csv")
    docs = rows(folder / "documents.csv")
    assert [row["date_precision"] for row in docs] == ["day", "month", "", ""]
    assert [row["mentions"] for row in docs] == ["2", "2", "1", "0"]
    assert docs[3]["theme_ids"] == ""
    assert "text" not in docs[0]
    themes = rows(folder / "themes.csv")
    assert [(row["label_en"], row["label_ar"], row["keywords_en"]) for row in themes] == [
        ("markets · shops", "الأسواق · المحال", "market | Ahmad Khalil"),
        ("water", "", "wells"),
    ]
