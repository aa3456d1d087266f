"""The list of names: what is taken, and what is refused with a reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus_cli.errors import ConfigError
from corpus_cli.export.redaction.names import read_names


def test_a_text_file_has_one_name_a_line(tmp_path: Path) -> None:
    path = tmp_path / "names.txt"
    path.write_bytes("\ufeff# people\r\nAhmad Khalil\r\n\r\nأحمد خليل\r\n".encode())
    names = read_names(path).names
    assert [(name.line, name.text, name.language, name.replacement) for name in names] == [
        (2, "Ahmad Khalil", "en", "[redacted]"),
        (4, "أحمد خليل", "ar", "[محجوب]"),
    ]


def test_a_csv_file_may_say_what_takes_a_names_place(tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    path.write_bytes('\ufeffName,Replacement\n"Khalil, Ahmad",Witness 1\nأحمد,\n'.encode())
    names = read_names(path).names
    assert [(name.text, name.replacement) for name in names] == [("Khalil, Ahmad", "Witness 1"), ("أحمد", "[محجوب]")]


def test_utf_16_is_read(tmp_path: Path) -> None:
    """Excel saves "Unicode text" so."""
    path = tmp_path / "names.txt"
    path.write_text("أحمد خليل\n", encoding="utf-16")
    assert read_names(path).names[0].text == "أحمد خليل"


def test_two_spellings_of_one_name_are_one(tmp_path: Path) -> None:
    path = tmp_path / "names.txt"
    path.write_text("أحمد\nاحمد\n", encoding="utf-8")
    assert [name.line for name in read_names(path).names] == [1]


@pytest.mark.parametrize(
    ("file", "text", "reason"),
    [
        ("n.txt", "", "holds no names"),
        ("n.txt", "# nobody\n", "holds no names"),
        ("n.txt", "Ahmad\nA.\n", "line 2: 'A.' has too few letters"),
        ("n.csv", "person\nAhmad\n", "has the columns person"),
        ("n.csv", "", "has the columns none"),
        ("n.csv", "name\nKhalil, Ahmad\n", "line 2: has more cells than columns"),
        ("n.csv", "name,replacement\nAhmad,X\nAHMAD,Y\n", "line 3: the name of line 2 again"),
        ("n.csv", "name,replacement\nAhmad,friend of Khalil\nKhalil,\n", "line 2: the replacement holds a listed name"),
    ],
)
def test_a_list_that_cannot_be_meant_so_is_refused(tmp_path: Path, file: str, text: str, reason: str) -> None:
    path = tmp_path / file
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=reason) as raised:
        read_names(path)
    assert raised.value.remedy


def test_a_file_that_is_not_there_or_no_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        read_names(tmp_path / "none.txt")
    path = tmp_path / "names.txt"
    path.write_bytes("أحمد".encode("cp1256"))
    with pytest.raises(ConfigError, match="not UTF-8"):
        read_names(path)
