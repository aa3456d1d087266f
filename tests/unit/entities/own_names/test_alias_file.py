"""Pairs joined in an alias file: each case, and that nothing else in the file changes."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from corpus_cli.entities.names.words import split_words
from corpus_cli.entities.own_names.alias_file import AliasFile, Side
from corpus_cli.entities.own_names.aliases import COLUMNS, load_aliases
from corpus_cli.errors import ConfigError

HEADER = "id,name_en,name_ar,aliases,label,lat,lon,country,type\n"
DANMAR = Side("org:x-aaaaaaaaaa", "Danmar", None)
DANMAR_AR = Side("org:x-bbbbbbbbbb", None, "دانمار", ("منظمة دانمار",))
BRIDGE = Side("org:bridge", "Bridge Forum", "منتدى الجسر", ("BF",))


def written(folder: Path, text: str, *, bom: bool = False) -> Path:
    path = folder / "aliases.csv"
    path.write_bytes((codecs.BOM_UTF8 if bom else b"") + text.encode())
    return path


def joined(path: Path, *pairs: tuple[Side, Side]) -> list[str]:
    """Joins the pairs and writes; joining them again must change nothing."""
    file = AliasFile.read(path)
    done = [file.join(*pair) for pair in pairs]
    file.write()
    before = path.read_bytes()
    again = AliasFile.read(path)
    assert all(again.joined(*pair) for pair in pairs)
    for pair in pairs:
        again.join(*pair)
    again.write()
    assert path.read_bytes() == before
    load_aliases(str(path))
    return done


def text_of(path: Path) -> str:
    return path.read_bytes().decode("utf-8-sig")


def test_a_missing_file_is_made_with_all_columns(tmp_path: Path) -> None:
    """With a byte order mark, for Excel; both names in their cells, what is left an alias."""
    path = tmp_path / "new" / "aliases.csv"
    assert joined(path, (DANMAR, DANMAR_AR)) == ["a new row, org:x-aaaaaaaaaa"]
    assert path.read_bytes().startswith(codecs.BOM_UTF8)
    assert text_of(path).splitlines() == [
        ",".join(COLUMNS),
        "org:x-aaaaaaaaaa,Danmar,دانمار,منظمة دانمار,ORG,,,,",
    ]


def test_the_new_row_finds_all_names(tmp_path: Path) -> None:
    """What the file is for."""
    path = tmp_path / "aliases.csv"
    joined(path, (DANMAR, DANMAR_AR))
    aliases = load_aliases(str(path))
    hits = list(aliases.index.find(split_words("قالت دانمار وقالت Danmar")))
    assert {hit.candidates[0].entry.id for hit in hits} == {DANMAR.id}
    assert len(hits) == 2


def test_an_id_of_a_table_goes_before_the_one_with_more_mentions(tmp_path: Path) -> None:
    """Its other names are found by the table."""
    path = tmp_path / "aliases.csv"
    joined(path, (DANMAR, BRIDGE))
    assert text_of(path).splitlines()[1] == "org:bridge,Bridge Forum,منتدى الجسر,BF|Danmar,ORG,,,,"


def test_everything_else_stays_as_it_is(tmp_path: Path) -> None:
    """Mark, semicolons, order and number of columns, line ends, quotes, blank lines, a missing last line end."""
    other = 'p:1;"طاحونة; ""قديمة""";PLACE;Old Mill\r\n'
    path = written(
        tmp_path,
        f"ID;name_ar;label;name_en\r\n{other}\r\n'org:bridge;منتدى الجسر;;Bridge, Forum".replace("'", ""),
        bom=True,
    )
    joined(path, (BRIDGE, DANMAR))
    assert path.read_bytes().startswith(codecs.BOM_UTF8)
    assert text_of(path) == (
        "ID;name_ar;label;name_en;aliases\r\n"
        'p:1;"طاحونة; ""قديمة""";PLACE;Old Mill;\r\n'
        "\r\n"
        "org:bridge;منتدى الجسر;;Bridge, Forum;Danmar"
    )


def test_a_row_after_a_missing_line_end(tmp_path: Path) -> None:
    """A new row begins a new line, with the file's own line end."""
    path = written(tmp_path, "id;name_en;name_ar;aliases\r\nx;Old;;Ald")
    joined(path, (DANMAR, DANMAR_AR))
    assert (
        text_of(path) == "id;name_en;name_ar;aliases\r\nx;Old;;Ald\r\norg:x-aaaaaaaaaa;Danmar;دانمار;منظمة دانمار\r\n"
    )


def test_an_id_that_is_there_gets_the_names(tmp_path: Path) -> None:
    """In empty cells for names first; what is spelled alike is not added twice."""
    row = "org:bridge,Bridge Forum,,The Bridge,,,,,ngo\n"
    path = written(tmp_path, HEADER + row)
    other = Side("org:x-cccccccccc", "Forum of the Bridge", "منتدى الجسر", ("منتدي الجسر", "the bridge", "FB|x", "FB"))
    assert joined(path, (other, BRIDGE)) == ["added to the row org:bridge"]
    assert text_of(path) == HEADER + "org:bridge,Bridge Forum,منتدى الجسر,The Bridge|Forum of the Bridge|FB,,,,,ngo\n"


def test_names_with_commas_quotes_and_signs(tmp_path: Path) -> None:
    """Cells hold commas and quotes; what a spreadsheet would take for a formula loses its sign."""
    path = written(tmp_path, HEADER)
    one = Side("org:x-1111111111", 'Peace, Now "PN"', 'وكالة "ثقة"، حلب', ())
    joined(path, (one, Side("org:x-2222222222", "=Peace Now", None)))
    assert text_of(path).splitlines()[1] == (
        'org:x-1111111111,"Peace, Now ""PN""","وكالة ""ثقة""، حلب",Peace Now,ORG,,,,'
    )


def test_a_made_up_id_gives_way_to_a_tables(tmp_path: Path) -> None:
    """An earlier pair's row gets the table's id when one of its names turns out to be known."""
    path = tmp_path / "aliases.csv"
    done = joined(path, (DANMAR, DANMAR_AR), (BRIDGE, DANMAR_AR))
    assert done[1] == "added to the row org:x-aaaaaaaaaa, whose id is now org:bridge"
    assert [line.split(",")[0] for line in text_of(path).splitlines()] == ["id", "org:bridge"]


def test_a_chain_of_pairs_is_one_row(tmp_path: Path) -> None:
    """A and B, B and C: the second pair finds B by its name in A's row."""
    path = tmp_path / "aliases.csv"
    third = Side("org:x-cccccccccc", "Dan Mar", None)
    joined(path, (DANMAR, DANMAR_AR), (DANMAR_AR, third))
    assert text_of(path).splitlines()[1:] == ["org:x-aaaaaaaaaa,Danmar,دانمار,منظمة دانمار|Dan Mar,ORG,,,,"]


def test_two_rows_become_one(tmp_path: Path) -> None:
    """The first takes the names and what it has empty; the second is gone, which is said."""
    rows = "org:x-bbbbbbbbbb,,دانمار,D1|D2,ORG,1.5,2.5,DK,charity\nk,Keep,,,,,,,\norg:x-aaaaaaaaaa,Danmar,,,ORG,,,SY,\n"
    path = written(tmp_path, HEADER + rows)
    assert joined(path, (DANMAR, DANMAR_AR)) == [
        "the row org:x-bbbbbbbbbb is now part of the row org:x-aaaaaaaaaa and gone"
    ]
    assert (
        text_of(path)
        == HEADER + "k,Keep,,,,,,,\norg:x-aaaaaaaaaa,Danmar,دانمار,D1|D2|منظمة دانمار,ORG,1.5,2.5,SY,charity\n"
    )


def test_of_two_rows_the_known_id_stays(tmp_path: Path) -> None:
    """Even if it has fewer mentions."""
    path = written(tmp_path, HEADER + "org:x-aaaaaaaaaa,Danmar,,,ORG,,,,\norg:bridge,Bridge Forum,,,ORG,,,,\n")
    joined(path, (DANMAR, BRIDGE))
    assert text_of(path) == HEADER + "org:bridge,Bridge Forum,,Danmar,ORG,,,,\n"


def test_two_known_organizations_are_never_joined(tmp_path: Path) -> None:
    """Not by way of a third one either; the file stays as it is."""
    path = tmp_path / "aliases.csv"
    joined(path, (BRIDGE, DANMAR))
    file = AliasFile.read(path)
    with pytest.raises(ConfigError, match="org:bridge and org:hrw"):
        file.join(Side("org:hrw", "Human Rights Watch", None), DANMAR)
    assert file.to_bytes() == path.read_bytes()


def test_a_shared_name_alone_joins_nothing(tmp_path: Path) -> None:
    """Two organizations with one English name and two Arabic ones are one only when all names are in the row."""
    path = tmp_path / "aliases.csv"
    joined(path, (DANMAR, DANMAR_AR))
    other = Side("org:x-dddddddddd", "Danmar", "دنمار الخيرية")
    assert not AliasFile.read(path).joined(DANMAR, other)
    joined(path, (DANMAR, other))
    assert "دنمار الخيرية" in text_of(path)


def test_a_place_is_no_organization(tmp_path: Path) -> None:
    """The user gave this id to a place."""
    path = written(tmp_path, HEADER + "org:bridge,Bridge,,,PLACE,,,,\n")
    with pytest.raises(ConfigError, match="is a PLACE there"):
        AliasFile.read(path).join(BRIDGE, DANMAR)


def test_a_file_with_errors_is_refused(tmp_path: Path) -> None:
    """With the line, as a run would."""
    with pytest.raises(ConfigError, match="line 2"):
        AliasFile.read(written(tmp_path, HEADER + ",Name,,,,,,,\n"))


def test_a_cell_over_two_lines_stays(tmp_path: Path) -> None:
    """A record is not a line."""
    row = 'k,Keep,,"a|\nb",ORG,,,,\n'
    path = written(tmp_path, HEADER + row)
    joined(path, (DANMAR, DANMAR_AR))
    assert text_of(path).startswith(HEADER + row)


BOTH = Side("org:x-eeeeeeeeee", "Danmar|Bridge Forum", None)


def test_a_name_with_a_bar_is_refused_as_an_alias(tmp_path: Path) -> None:
    """It would be two aliases, often of two organizations; the file stays as it is, and so do later pairs."""
    path = written(tmp_path, HEADER + "k,Keep,,,,,,,\n")
    file = AliasFile.read(path)
    with pytest.raises(ConfigError, match=r"Danmar\|Bridge Forum"):
        file.join(DANMAR, BOTH)
    assert not file.joined(DANMAR, BOTH)
    assert file.to_bytes() == path.read_bytes()
    file.join(DANMAR, DANMAR_AR)
    assert file.joined(DANMAR, DANMAR_AR)


def test_a_name_with_a_bar_has_a_cell_of_its_own(tmp_path: Path) -> None:
    """There it is one name."""
    path = tmp_path / "aliases.csv"
    joined(path, (DANMAR_AR, BOTH))
    assert text_of(path).splitlines()[1] == "org:x-bbbbbbbbbb,Danmar|Bridge Forum,دانمار,منظمة دانمار,ORG,,,,"


def test_rows_are_not_merged_where_a_name_would_be_lost(tmp_path: Path) -> None:
    """The second row's name has a bar, and the first has a name of that language already."""
    rows = "org:x-aaaaaaaaaa,Danmar,,,ORG,,,,\norg:x-eeeeeeeeee,Danmar|Bridge Forum,,,ORG,,,,\n"
    path = written(tmp_path, HEADER + rows)
    file = AliasFile.read(path)
    with pytest.raises(ConfigError, match="bar"):
        file.join(DANMAR, BOTH)
    assert file.to_bytes() == path.read_bytes()


def test_a_name_in_a_third_row_is_no_silent_failure(tmp_path: Path) -> None:
    """An earlier row has the name of the second already, so the two would still not be one."""
    third = "org:third,Third,دنمار الخيرية,,ORG,,,,\n"
    path = written(tmp_path, HEADER + third + "org:x-aaaaaaaaaa,Danmar,,,ORG,,,,\norg:x-old,Dan Mar,,,ORG,,,,\n")
    file = AliasFile.read(path)
    with pytest.raises(ConfigError, match="another row"):
        file.join(DANMAR, Side("org:x-dddddddddd", "Dan Mar", "دنمار الخيرية"))
    assert file.to_bytes() == path.read_bytes()
