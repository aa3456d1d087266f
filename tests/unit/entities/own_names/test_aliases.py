from pathlib import Path

import pytest

from corpus_cli.entities.names.words import split_words
from corpus_cli.entities.own_names.aliases import load_aliases
from corpus_cli.errors import ConfigError

HEADER = "id,name_en,name_ar,aliases,label,lat,lon,country,type\n"


def write(folder: Path, text: str, *, encoding: str = "utf-8") -> str:
    path = folder / "aliases.csv"
    path.write_text(text, encoding=encoding)
    return str(path)


def test_all_names_lead_to_one_id(tmp_path: Path) -> None:
    """Both names and every alias, Arabic ones after proclitics too."""
    path = write(tmp_path, HEADER + "org:bridge,Bridge Forum,منتدى الجسر,BF|ملتقى الجسر,,,,,\n")
    aliases = load_aliases(path)
    text = "Bridge Forum وبمنتدى الجسر والملتقى BF ملتقى الجسر"
    hits = list(aliases.index.find(split_words(text)))
    assert [text[hit.start : hit.end] for hit in hits] == ["Bridge Forum", "منتدى الجسر", "BF", "ملتقى الجسر"]
    assert {hit.candidates[0].entry.id for hit in hits} == {"org:bridge"}
    assert aliases.labels == {"org:bridge": "ORG"}


def test_excel_files_are_read(tmp_path: Path) -> None:
    """Excel writes a byte order mark, and semicolons where the comma is the decimal sign."""
    path = write(tmp_path, "id;name_en;label;lat;lon\np:1;Old Mill;PLACE;36.1;37.2\n", encoding="utf-8-sig")
    aliases = load_aliases(path)
    assert aliases.labels == {"p:1": "PLACE"}
    assert aliases.index.entries[0].lat == 36.1


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ("x,Name,,,RIVER,,,,\n", "line 2: unknown label 'RIVER'"),
        (",Name,,,,,,,\n", "line 2: the id is empty"),
        ("x,,,,,,,,\n", "line 2: x has no name"),
        ("x,A,,,PLACE,north,3,,\n", "line 2: lat is 'north'"),
        ("x,A,,,PLACE,95,3,,\n", "line 2: lat is '95'"),
        ("x,A,,,PLACE,3,,,\n", "line 2: only one of lat and lon"),
        ("x,A,,,,,,Syria,\n", "line 2: unknown country 'Syria'"),
        ("x,A,,,,,,,\nx,B,,,,,,,\n", "line 3: the id 'x' stands on an earlier line"),
        ("x,A,,\n", "line 2: more or fewer cells"),
    ],
)
def test_a_bad_row_is_said_with_its_line_and_a_remedy(tmp_path: Path, rows: str, problem: str) -> None:
    """Nothing is half read."""
    with pytest.raises(ConfigError, match=problem) as caught:
        load_aliases(write(tmp_path, HEADER + rows))
    assert caught.value.remedy


@pytest.mark.parametrize("text", ["", "name_en\nA\n", "id,name_en,colour\nx,A,red\n"])
def test_a_bad_header_is_said(tmp_path: Path, text: str) -> None:
    """Line 1 with the columns that are known."""
    with pytest.raises(ConfigError, match="line 1"):
        load_aliases(write(tmp_path, text))


def test_a_file_that_is_not_there_or_not_text(tmp_path: Path) -> None:
    """Both are the configuration's fault."""
    with pytest.raises(ConfigError, match="cannot be read"):
        load_aliases(str(tmp_path / "none.csv"))
    (tmp_path / "bad.csv").write_bytes(b"id,name_en\nx,\xe3\xe4\n")
    with pytest.raises(ConfigError, match="not UTF-8"):
        load_aliases(str(tmp_path / "bad.csv"))
