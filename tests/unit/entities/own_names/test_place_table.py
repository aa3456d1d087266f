"""A user's places as a csv file: what is read, and what is said of each thing that is wrong."""

from pathlib import Path

import pytest

from corpus_cli.entities.own_names.place_areas import problems_together
from corpus_cli.entities.own_names.place_table import PlaceTable, read_places, to_csv
from corpus_cli.entities.own_names.user_places import said
from corpus_cli.errors import ConfigError, InputError

HEADER = "id,name_en,name_ar,aliases,lat,lon,type,parent,country\n"


def table(folder: Path, text: str, *, name: str = "mine.csv", encoding: str = "utf-8", **options: object) -> PlaceTable:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return read_places(path, **options)  # type: ignore[arg-type]


def test_a_row_with_everything(tmp_path: Path) -> None:
    """Aliases parted, types in our words, the country in capitals."""
    (row,) = table(tmp_path, HEADER + "v:1,Tell Zurba,تل زربة,Zurba | Tal Zurba,35.9,36.7,قرية,Idlib,sy\n").rows
    assert (row.name_en, row.name_ar, row.aliases) == ("Tell Zurba", "تل زربة", ("Zurba", "Tal Zurba"))
    assert (row.lat, row.lon, row.type, row.parent, row.country, row.line) == (35.9, 36.7, "village", "Idlib", "SY", 2)


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_delimiters_and_the_order_of_columns(tmp_path: Path, mark: str) -> None:
    """Excel writes semicolons in many countries and begins with a byte order mark; two columns are enough."""
    text = f"Name_AR {mark}ID\nتل زربة{mark}1\n{mark}\n"
    (row,) = table(tmp_path, text, encoding="utf-8-sig").rows
    assert (row.id, row.name_ar, row.name_en) == ("1", "تل زربة", "")


def test_a_mapping_reads_the_tables_of_p_codes(tmp_path: Path) -> None:
    """Their own column names, a second line of tags, columns that mean nothing to us, no type."""
    text = "admin3Name_en,admin3Pcode,date\n#adm3+name,#adm3+code,#date\nZurba,SY0701,2020\n"
    mapping = {"id": "admin3Pcode", "name_en": "ADMIN3NAME_EN"}
    found = table(tmp_path, text, mapping=mapping, kind="subdistrict")
    assert [(row.id, row.name_en, row.type) for row in found.rows] == [("SY0701", "Zurba", "subdistrict")]
    assert found.unused == ("date",)
    with pytest.raises(ConfigError, match="colour"):
        table(tmp_path, text, mapping={"colour": "date"})


def test_a_name_in_the_other_scripts_column(tmp_path: Path) -> None:
    """Tables are filled by people: the script tells which name it is; what cannot be seen goes."""
    (row,) = table(tmp_path, HEADER + "1,\u200fتل زربة,,,,,,,\n").rows
    assert (row.name_en, row.name_ar, row.aliases) == ("", "تل زربة", ())
    (row,) = table(tmp_path, HEADER + "1,Zurba,Zurbā,,,,,,\n").rows
    assert (row.name_en, row.name_ar, row.aliases) == ("Zurba", "", ("Zurbā",))


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (",Name,,,,,,,", "line 2: the id is empty"),
        ("x,,,,,,,,", "line 2: x has no name"),
        ("x,17,,,,,,,", "line 2: x has no name"),
        ("x,=cmd(),,,,,,,", "line 2: name_en is '=cmd()', which a spreadsheet takes for a formula"),
        ("@x,A,,,,,,,", "line 2: id is '@x', which"),
        ("x,A,,B|+C,,,,,", "line 2: aliases is 'B|+C', which"),
        ('x,A,,,"=1",36,,,', "line 2: lat is '=1', which"),
        ("x,A,,,north,36,,,", "line 2: lat is 'north'; write degrees with a point"),
        ('x,A,,,"35,9",36,,,', "line 2: lat is '35,9'"),
        ("x,A,,,nan,36,,,", "line 2: lat is 'nan'"),
        ("x,A,,,-95,136,,,", "line 2: lat is -95; write degrees between -90 and 90"),
        ("x,A,,,35,190,,,", "line 2: lon is 190"),
        ("x,A,,,120,36,,,", "line 2: lat is 120, lon 36: they look swapped"),
        ("x,A,,,38.5,35.2,,,", "line 2: lat is 38.5, lon 35.2: they look swapped, the other way round"),
        ("x,A,,,35,,,,", "line 2: only lat is filled"),
        ("x,A,,,0,0,,,", "line 2: lat and lon are 0"),
        ("x,A,,,,,,,Syria", "line 2: country is 'Syria'; write the two-letter code"),
        ("x,A,,", "line 2: the row has 4 cells and the header 9"),
        ('x,"A,,,,,,,\ny,B,,,,,,,', "line 2: the row cannot be read"),
        ("x,A,,,,,,,\nx,B,,,,,,,", "line 3: the id 'x' stands on line 2 too"),
        ("x,A,,,,,,Nowhere at all,", "line 2: nobody knows the parent 'Nowhere at all'; write an id"),
        ("x,A,,,,,,x,", "line 2: 'x' lies in itself"),
        ("x,A,,,,,,y,\ny,B,,,,,,x,", "line 2: 'x' lies in itself"),
        ("", "line 1: no places stand below the header"),
        ("x,—,,,,,,,", "line 2: name_en is '—', in which no letter stands"),
        ("x,A,؟,,,,,,", "line 2: name_ar is '؟', in which no letter stands"),
        ("x,A,,B|?,,,,,", "line 2: aliases is 'B|?', in which no letter stands"),
        ("x,A,,,,,,?,", "line 2: nobody knows the parent '?'"),
        ("x,A,,,,,,gn:²,", "line 2: nobody knows the parent 'gn:²'"),
        (f"x,A,,,,,,gn:{'9' * 5000},", "line 2: nobody knows the parent 'gn:999"),
    ],
)
def test_what_is_wrong_is_said_with_its_line_and_what_to_write(tmp_path: Path, row: str, said: str) -> None:
    """The first of the file's problems, as a person reads it."""
    assert said in messages(table(tmp_path, HEADER + row + "\n"))


@pytest.mark.parametrize(
    "row",
    [
        "x,A,,,-3.5,-70.1,,,",
        "x,A,,,38.5,35.2,,,TR",
        "x,A,,,36.2,37.1,,,",
        "x,A,,,35.1,36.2,,حلب,",
        "x,A,,,,,,gn:170063,",
        "x,A,,,,,,As-Sweida,",
        "x,A,,,,,,Ar-Raqqa,",
        "x,A,,,,,,Idleb Governorate,",
        "x,A,,,,,,Rural Damascus,",
        "x,A,,,,,,ريف حلب,",
        "gn:²,A,,,,,,,",
        f"gn:{'9' * 5000},A,,,,,,,",
    ],
)
def test_what_is_right_is_not_refused(tmp_path: Path, row: str) -> None:
    """Degrees below zero are no formulas; Kayseri lies in Türkiye; parents by name and by a shipped id."""
    found = table(tmp_path, HEADER + row + "\n")
    assert [*found.problems, *problems_together(found, [])] == []


@pytest.mark.parametrize(
    "parent", ["ALP-07", "HMA_01", "DRA1", "Idlib 2", "Dura", "Hama district", "Homs Airport", "منطقة حماة"]
)
def test_what_only_sounds_like_a_governorate_is_none(tmp_path: Path, parent: str) -> None:
    """A code of another table, a village, a district: each would put its places into a governorate without a word."""
    assert f"nobody knows the parent {parent!r}" in messages(table(tmp_path, f"{HEADER}x,A,,,,,,{parent},\n"))


def test_chains_that_no_country_has(tmp_path: Path) -> None:
    """Ten areas may hold a place; what is deeper, or lies in what lies in itself, is said."""
    rows = "".join(f"r{number},A,,,,,,r{number + 1},\n" for number in range(1500))
    found = table(tmp_path, f"{HEADER}{rows}r1500,A,,,,,,,\n")
    problems = list(problems_together(found, []))
    assert [problem.line for problem in problems] == list(range(2, 1492))
    assert problems[0].what == "more than 10 areas hold 'r0', one in the other"
    found = table(tmp_path, f"{HEADER}x,A,,,,,,y,\ny,A,,,,,,z,\nz,A,,,,,,y,\n")
    assert [problem.line for problem in problems_together(found, [])] == [3, 4]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "line 1: there is no column id; the columns are: none"),
        ("name_en\nA\n", "line 1: there is no column id; the columns are: name_en"),
        ("id,lat\n1,2\n", "line 1: there is no column name_en or name_ar"),
        ("id,name_en,name_en\n1,A,B\n", "line 1: the column 'name_en' stands there twice"),
    ],
)
def test_a_header_that_cannot_be_used(tmp_path: Path, text: str, said: str) -> None:
    """Line 1, with the columns that there are."""
    assert said in messages(table(tmp_path, text))


def test_a_mapped_column_that_is_not_there(tmp_path: Path) -> None:
    """The columns that there are stand beside it."""
    found = table(tmp_path, "code,name_en\n1,A\n", mapping={"id": "pcode"})
    assert "there is no column 'pcode'; the columns are: code, name_en; correct --map id=pcode" in messages(found)


def test_all_problems_are_listed_up_to_twenty(tmp_path: Path) -> None:
    """Then a count; they stand in the order of their lines, whatever found them."""
    rows = "\n".join(f"x{number},,,,,,,," for number in range(25))
    found = messages(table(tmp_path, f"{HEADER}a,A,,,,,,Nowhere at all,\n{rows}\n")).splitlines()
    assert found[0].endswith("26 problems, and nothing was taken from it")
    assert "line 2: nobody knows" in found[1]
    assert len(found) == 22
    assert found[-1] == "  … and 6 more"


def test_files_that_are_no_text(tmp_path: Path) -> None:
    """With the line of the first byte that is wrong."""
    (tmp_path / "bad.csv").write_bytes(b"id,name_en\nx,\xe3\xe4\n")
    with pytest.raises(InputError, match="line 2: not UTF-8"):
        read_places(tmp_path / "bad.csv")
    with pytest.raises(InputError, match="cannot be read"):
        read_places(tmp_path / "none.csv")


def test_an_id_of_another_file(tmp_path: Path) -> None:
    """Two files are one gazetteer; a parent may stand in the other."""
    other = table(tmp_path, "id,name_en\nx,A\n", name="other.csv")
    found = table(tmp_path, "id,name_en,parent\nx,B,\ny,C,x\n")
    (problem,) = problems_together(found, [other])
    assert "other.csv too" in problem.what
    assert problem.line == 2


def test_what_is_kept_reads_the_same(tmp_path: Path) -> None:
    """The form in which files are stored, with parents as ids."""
    text = HEADER + 'v:1,"Tell, Zurba",تل زربة,Zurba|Z,35.9,-36.75,town,,SY\nv:2,B,,,,,,,\n'
    found = table(tmp_path, text)
    (tmp_path / "kept.csv").write_bytes(to_csv(found.rows, parents=lambda row: row.parent))
    assert read_places(tmp_path / "kept.csv").rows == found.rows


def messages(found: PlaceTable) -> str:
    found.problems += problems_together(found, [])
    return said(found)
