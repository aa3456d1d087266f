"""`corpus gazetteer` in a workspace: what it takes, what it says, and that runs use it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import Corpus

# Invented villages in a file as Excel saves it where the comma is the decimal sign.
VILLAGES = """\
id;name_en;name_ar;aliases;lat;lon;type;parent
v:zurbani;Tell Zurbani;تل الزرباني;;35.95;36.70;village;Idlib
v:qarbash;;قربش الغربية;;35.96;36.71;village;v:zurbani
"""
REPORTS = {
    "ar.txt": "وصلت المساعدات إلى تل الزرباني ثم إلى قربش الغربية يوم الاثنين وعاد الأهالي إلى حلب.\n",
    "en.txt": "The aid reached Tell Zurbani on Monday and people went back to Aleppo the day after.\n",
}


@pytest.fixture
def workspace(workplace: Path) -> Path:
    """The workplace as a workspace with two reports and a table of villages."""
    (workplace / "corpus.toml").write_text("pipeline = 'fast'\n", encoding="utf-8")
    (workplace / "villages.csv").write_text(VILLAGES, encoding="utf-8-sig")
    (workplace / "few").mkdir()
    for name, text in REPORTS.items():
        (workplace / "few" / name).write_text(text, encoding="utf-8")
    return workplace


def places(out: Path) -> set[str]:
    """The ids of all linked places."""
    docs = [json.loads(path.read_bytes()) for path in out.glob("documents/*/*.json")]
    return {place["id"] for doc in docs for place in doc["places"]}


def test_runs_use_what_was_added(corpus: Corpus, workspace: Path) -> None:
    """Documents of an earlier run are read again, and once more when the places are gone."""
    run = ("process", "few", "-o", "out", "-j", "1")
    assert corpus(*run).returncode == 0
    assert places(workspace / "out") == {"gn:170063"}

    added = corpus("gazetteer", "add", "villages.csv")
    assert added.returncode == 0, added.stderr
    assert "added villages: 2 places in " in added.stderr
    stored = workspace / "models" / "gazetteer" / "villages.csv"
    assert stored.read_text(encoding="utf-8-sig").splitlines()[1:] == [
        "v:zurbani,Tell Zurbani,تل الزرباني,,35.95,36.7,village,sy:idlib-governorate,",
        "v:qarbash,,قربش الغربية,,35.96,36.71,village,v:zurbani,",
    ]
    done = corpus(*run)
    assert "2 new" in done.stderr, done.stderr
    assert places(workspace / "out") == {"gn:170063", "v:zurbani", "v:qarbash"}
    assert "2 unchanged" in corpus(*run).stderr

    again = corpus("gazetteer", "add", "villages.csv")
    assert "replaced villages: 2 places" in again.stderr
    assert "2 unchanged" in corpus(*run).stderr

    listed = corpus("gazetteer", "list")
    assert listed.stdout.splitlines()[1].split() == ["villages", "2", "2", "2", "1", str(stored)]

    assert corpus("gazetteer", "remove", "villages").returncode == 0
    assert corpus(*run).returncode == 0
    assert places(workspace / "out") == {"gn:170063"}
    assert "there are none" in corpus("gazetteer", "list").stderr


def test_a_file_with_problems_leaves_no_trace(corpus: Corpus, workspace: Path) -> None:
    """All problems with their lines, exit code 3; what was there before stays."""
    assert corpus("gazetteer", "add", "villages.csv").returncode == 0
    stored = workspace / "models" / "gazetteer" / "villages.csv"
    before = stored.read_bytes()
    (workspace / "villages.csv").write_text(VILLAGES + "v:3;;;;;;;\n;A;;;95;;;\n", encoding="utf-8")
    done = corpus("gazetteer", "add", "villages.csv")
    assert done.returncode == 3
    for said in (
        "villages.csv: 3 problems, and nothing was taken from it",
        "villages.csv, line 4: v:3 has no name; fill name_en or name_ar",
        "villages.csv, line 5: the id is empty; give each place an id",
        "villages.csv, line 5: only lat is filled",
        "what to do: ",
    ):
        assert said in done.stderr
    assert stored.read_bytes() == before
    assert [path.name for path in stored.parent.iterdir()] == ["villages.csv"]


def test_tables_of_p_codes(corpus: Corpus, workspace: Path) -> None:
    """Areas first, then what lies in them; the columns mapped in one option or in several."""
    (workspace / "adm2.csv").write_text("admin2Pcode,name,admin1Name\nSY0799,Zurb,Idleb\n", encoding="utf-8")
    (workspace / "adm3.csv").write_text("code,name,ADM2_PCODE\nSY079901,Qarbash,SY0799\n", encoding="utf-8")
    wrong = corpus("gazetteer", "add", "adm3.csv", "--map", "id=code,name_en=name", "--map", "parent=ADM2_PCODE")
    assert wrong.returncode == 3
    assert "line 2: nobody knows the parent 'SY0799'" in wrong.stderr
    mapping = ("--map", "id=admin2Pcode,name_en=name,parent=admin1Name")
    assert corpus("gazetteer", "add", "adm2.csv", *mapping, "--type", "district").returncode == 0
    right = corpus(
        "gazetteer", "add", "adm3.csv", "--name", "nahias", "--type", "subdistrict",
        "--map", "id=code", "--map", "name_en=name,parent=ADM2_PCODE",
    )  # fmt: skip
    assert right.returncode == 0, right.stderr
    found = json.loads(corpus("gazetteer", "find", "قربش", "-f", "json").stdout)
    assert [(one["id"], one["type"], one["kb"], one["how"]) for one in found] == [
        ("SY079901", "subdistrict", "user", "sound")
    ]
    assert [area["id"] for area in found[0]["within"]] == ["SY0799", "sy:idlib-governorate", "iso:SY"]
    removed = corpus("gazetteer", "remove", "adm2")
    assert "warning: 1 place of your other gazetteers lay in areas that are gone now" in removed.stderr


def test_the_example_of_the_help(corpus: Corpus, workspace: Path) -> None:
    """Governorates, districts and subdistricts as OCHA writes them: each keeps its own level, up to the country."""
    codes, names = ("admin1Pcode", "admin2Pcode", "admin3Pcode"), "admin{0}Name_en,admin{0}Name_ar,admin{0}Pcode"
    tables = (
        (1, "admin0Pcode", "Ar-Raqqa,الرقة,SY11,SY"),
        (2, codes[0], "Ath-Thawrah,الثورة,SY1103,SY11"),
        (3, codes[1], "Ath-Thawrah,الثورة,SY110300,SY1103\nQarbash,قربش,SY110309,SY1103"),
    )
    for level, parent, rows in tables:
        text = f"{names.format(level)},{parent}\n#adm+name,#adm+name,#adm+code,#adm+code\n{rows}\n"
        (workspace / f"adm{level}.csv").write_text(text, encoding="utf-8")
        kind = ("governorate", "district", "subdistrict")[level - 1]
        pairs = [f"id=admin{level}Pcode", f"name_en=admin{level}Name_en", f"name_ar=admin{level}Name_ar"]
        if level > 1:
            pairs.append(f"parent={parent}")
        mapping = [part for pair in pairs for part in ("--map", pair)]
        done = corpus("gazetteer", "add", f"adm{level}.csv", "--type", kind, *mapping)
        assert done.returncode == 0, done.stderr
        assert ("1 place of the shipped gazetteer now has your ids" in done.stderr) == (level == 1)
    found = {one["id"]: one for one in json.loads(corpus("gazetteer", "find", "الثورة", "-f", "json").stdout)}
    for code, kind, within in (
        ("SY1103", "district", ["SY11", "iso:SY"]),
        ("SY110300", "subdistrict", ["SY1103", "SY11", "iso:SY"]),
    ):
        assert found[code]["type"] == kind
        assert [area["id"] for area in found[code]["within"]] == within


def test_what_could_not_be_loaded_is_not_stored(corpus: Corpus, workspace: Path) -> None:
    """Or every later run would fail: a type that a spreadsheet takes for a formula, areas in areas without end."""
    (workspace / "bare.csv").write_text("id,name_en\nx,Abcd\n", encoding="utf-8")
    done = corpus("gazetteer", "add", "bare.csv", "--type", "=village()")
    assert done.returncode == 3
    assert "type is '=village()'" in done.stderr
    rows = "".join(f"r{number},Abcd,r{number + 1}\n" for number in range(1500))
    (workspace / "deep.csv").write_text(f"id,name_en,parent\n{rows}r1500,Abcd,\n", encoding="utf-8")
    done = corpus("gazetteer", "add", "deep.csv")
    assert done.returncode == 3
    assert "line 2: more than 10 areas hold 'r0'" in done.stderr
    assert not (workspace / "models").exists()


def test_find_shows_what_a_name_can_mean(corpus: Corpus, workspace: Path) -> None:
    """Without files of one's own too; words need no quotation marks."""
    done = corpus("gazetteer", "find", "kafr", "nabel")
    assert done.returncode == 0, done.stderr
    header, first = done.stdout.splitlines()[:2]
    assert header.split()[:3] == ["fit", "how", "id"]
    for shown in ("gn:168661", "كفرنبل", "town", "Idlib < Syria", "35.6"):
        assert shown in first
    nothing = corpus("gazetteer", "find", "Xqzvbn")
    assert (nothing.returncode, nothing.stdout) == (0, "")
    assert json.loads(corpus("gazetteer", "find", "Xqzvbn", "--format", "json").stdout) == []
    assert not (workspace / "models").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("add", "absent.csv"), 3, "absent.csv: cannot be read"),
        (("add", "villages.csv", "--name", "../outside"), 3, "is no name for a gazetteer"),
        (("add", "villages.csv", "--map", "colour=id"), 4, "unknown column name(s) in the mapping: colour"),
        (("add", "villages.csv", "--map", "id=pcode"), 3, "there is no column 'pcode'"),
        (("remove", "none"), 3, "there is no gazetteer 'none'"),
        (("find",), 2, "TEXT"),
    ],
)
def test_what_cannot_be_done_is_said(
    corpus: Corpus, workspace: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    """With the exit code of its kind and what to do."""
    done = corpus("gazetteer", *arguments)
    assert done.returncode == code, done.stderr
    assert said in done.stderr
    assert "what to do: " in done.stderr
    assert not (workspace / "models").exists()
