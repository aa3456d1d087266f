"""`corpus entities` as a user gives it: pairs listed, decided by number and by answers, written to the alias file."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from corpus_cli.commands.main import app
from corpus_cli.document import from_json, to_json
from corpus_cli.errors import ConfigError, CorpusError, InputError

RECIPE = 'schema = 1\nstages = ["ingest", "normalize", "segment", "entities"]\n'
# Invented; the third is the first in Arabic.
REPORTS = {
    "a.txt": (
        "The Danmar Relief Foundation opened an office in Homs. Staff of the Danmar Relief Foundation met Human Rights "
        "Watch in Aleppo. The Danmar Relief Foundation stayed."
    ),
    "b.txt": (
        "The Danmaar Relief Foundation gave out tents in Homs last week. Human Rights Watch spoke with the Danmaar "
        "Relief Foundation in Aleppo."
    ),
    "c.txt": (
        "افتتحت مؤسسة دانمار الإغاثية مكتبًا في حمص. والتقى موظفو مؤسسة دانمار الإغاثية منظمة هيومن رايتس ووتش في حلب."
    ),
}
PROCESS = ("process", "reports", "-o", "out", "-p", "small.toml", "-j", "1", "-q")
NEW = "\ufeffid,name_en,name_ar,aliases,label,lat,lon,country,type\n"


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with three reports and a finished run of them in ``out``; nobody changes it."""
    folder = tmp_path_factory.mktemp("run")
    (folder / "reports").mkdir()
    for name, text in REPORTS.items():
        (folder / "reports" / name).write_text(text, encoding="utf-8")
    (folder / "small.toml").write_text(RECIPE, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        done = CliRunner().invoke(app, PROCESS)
    assert done.exit_code == 0, done.output
    return folder


@pytest.fixture(autouse=True)
def folder(run: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the run, the working directory of the test."""
    shutil.copytree(run, tmp_path / "run")
    monkeypatch.chdir(tmp_path / "run")
    return Path("out")


def entities(*arguments: str, answers: str | None = None) -> Result:
    return CliRunner().invoke(app, ["entities", *arguments], input=answers)


def review(*arguments: str, answers: str | None = None) -> Result:
    done = entities("review", "out", "--least", "0.5", "-q", *arguments, answers=answers)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


def refused(*arguments: str) -> CorpusError:
    error = entities("review", *arguments, "-q").exception
    assert isinstance(error, CorpusError)
    assert error.remedy
    return error


def pairs(*arguments: str) -> list[dict[str, object]]:
    listed: list[dict[str, object]] = json.loads(review("-f", "json", *arguments).stdout)["pairs"]
    return listed


def test_pairs_are_listed_with_the_evidence(folder: Path) -> None:
    """Numbers, ids, figures in words, counts, quotes with their sources; nothing is asked without a terminal."""
    said = review().stdout
    assert "3 pairs of organizations that may be one, 3 shown" in said
    assert "sounds alike (1.00), means the same (0.93), same company (1.00)" in said
    assert "3 mentions in 1 document, org:x-" in said
    assert "- The [Danmaar Relief Foundation] gave out tents in Homs last week." in said
    assert "reports/b.txt" in said
    assert "مؤسسة دانمار الإغاثية" in said
    assert "2 more with a score" in review("--limit", "1").stdout
    first = pairs("--limit", "1")[0]
    assert first["number"] == 1
    assert first["status"] == "open"
    rows = review("-f", "csv").stdout.splitlines()
    assert rows[0].startswith("\ufeffnumber,id,status,score")
    assert len(rows) == 4
    assert not list(folder.parent.glob("*.csv"))


def test_accepted_pairs_are_one_organization_in_the_next_run() -> None:
    """They are marked until then; the next run has one organization with all names, and no pair is left."""
    review()
    done = review("--accept", "1,2-3", "--aliases", "aliases.csv")
    assert done.exit_code == 0, done.stdout
    assert "a new row, org:x-" in done.stdout
    assert [one["status"] for one in pairs("--aliases", "aliases.csv")] == ["accepted"] * 3
    written = Path("aliases.csv").read_bytes()
    assert written.decode().startswith(NEW)
    assert "nothing to do" in review("--accept", "1-3", "--aliases", "aliases.csv").stdout
    assert Path("aliases.csv").read_bytes() == written

    assert CliRunner().invoke(app, [*PROCESS, "--aliases", "aliases.csv"]).exit_code == 0
    # The run says which alias file it was made with.
    assert pairs() == []
    listed = json.loads(entities("list", "out", "--search", "دانمار", "-f", "json").stdout)
    assert [(one["name_en"], one["name_ar"], one["mentions"]) for one in listed] == [
        ("Danmar Relief Foundation", "مؤسسة دانمار الإغاثية", 7)
    ]


def test_answers_are_kept_at_once() -> None:
    """Yes, a slip, no, and the end of the input; what is not answered stays open."""
    done = review("--ask", "--aliases", "aliases.csv", answers="y\nwhat\nn\n")
    assert "pair 1 of 3" in done.stdout
    assert done.stdout.count("one organization? y yes / n no / s skip / q quit [s]: ") == 4
    assert "1 accepted, 1 rejected, 0 skipped" in done.stdout
    assert Path("aliases.csv").is_file()
    assert "1 rejected pair left out" in review("--aliases", "aliases.csv").stdout
    assert [one["number"] for one in pairs("--aliases", "aliases.csv")] == [1, 3]
    statuses = [one["status"] for one in pairs("--aliases", "aliases.csv", "--all")]
    assert statuses == ["accepted", "rejected", "open"]
    assert "pair 1 of 1" in review("--ask", "--aliases", "aliases.csv", answers="\n").stdout
    assert "0 accepted, 0 rejected, 0 skipped" in review("--ask", "--aliases", "aliases.csv", answers="q\n").stdout


def test_what_to_run_next_is_said() -> None:
    """On stderr, with the alias file."""
    one = str(pairs()[0]["id"])
    done = entities("review", "out", "--accept", one, "--aliases", "my names.csv")
    assert "corpus process INPUT... -o out --aliases 'my names.csv'" in done.stderr


def test_rejected_pairs_can_still_be_accepted(folder: Path) -> None:
    """By id, from --all; the rejection is forgotten."""
    one = str(pairs()[0]["id"])
    assert "rejected  1" in review("--reject", "1").stdout
    assert (
        review("--accept-above", "0.9", "--yes", "--aliases", "a.csv").stdout
        == "no open pair is meant: nothing to do\n"
    )
    review("--accept", one, "--aliases", "a.csv")
    assert pairs("--aliases", "a.csv")[0]["status"] == "accepted"
    assert json.loads((folder / ".state" / "reviewed.json").read_bytes())["rejected"] == []
    assert "is one row of a.csv" in refused("out", "--reject", one, "--aliases", "a.csv").message


def test_accepting_above_a_score_needs_yes() -> None:
    """It decides without looking."""
    done = entities("review", "out", "--accept-above", "0.9", "--aliases", "a.csv")
    assert done.exit_code == 2
    assert not Path("a.csv").exists()
    assert "accepted  1" in review("--accept-above", "0.9", "--yes", "--aliases", "a.csv").stdout


def test_the_workspace_has_an_alias_file() -> None:
    """aliases.csv beside corpus.toml, made when it is needed."""
    Path("corpus.toml").write_text("", encoding="utf-8")
    review()
    review("--accept", "1")
    assert Path("aliases.csv").is_file()


def test_numbers_of_another_list_are_refused(folder: Path) -> None:
    """Never shown, or changed since by a run: a number could mean another pair; ids hold."""
    assert "have not been listed yet" in refused("out", "--accept", "1", "--aliases", "a.csv").message
    one = str(pairs()[0]["id"])
    path = next(path for path in folder.glob("documents/*/*.json") if b"c.txt" in path.read_bytes())
    path.unlink()
    error = refused("out", "--accept", "1", "--aliases", "a.csv")
    assert isinstance(error, InputError)
    assert "have changed since they were listed" in error.message
    assert not Path("a.csv").exists()
    assert "accepted  1" in review("--accept", one, "--aliases", "a.csv").stdout


def test_what_cannot_be_done_is_said(folder: Path) -> None:
    """With the kind of error and what to do; nothing is written."""
    pairs()
    assert "between" not in refused("out", "--accept", "99", "--aliases", "a.csv").message
    assert "there is no alias file" in refused("out", "--accept", "1").message
    assert (
        "both accepted and rejected" in refused("out", "--accept", "1", "--reject", "1", "--aliases", "a.csv").message
    )
    assert entities("review", "out", "--accept", "1;2").exit_code == 2
    Path("bad.csv").write_text("id,name_en\n,Danmar\n", encoding="utf-8")
    error = refused("out", "--aliases", "bad.csv")
    assert isinstance(error, ConfigError)
    assert "line 2: the id is empty" in error.message
    assert "holds no run" in refused("nowhere").message
    assert not Path("a.csv").exists()
    assert not (folder / ".state" / "reviewed.json").read_text(encoding="utf-8").count("pair")


def test_a_run_without_names_is_said(folder: Path) -> None:
    """Not taken for one in which there are none."""
    for path in folder.glob("documents/*/*.json"):
        doc = json.loads(path.read_bytes()) | {"entities": None}
        path.write_bytes(to_json(from_json(json.dumps(doc).encode())))
    assert "names have not been looked for" in refused("out").message
    for path in folder.glob("documents/*/*.json"):
        path.unlink()
    assert "holds no documents" in refused("out").message


def test_the_list_is_searched_in_any_spelling(folder: Path) -> None:
    """مؤسسه for مؤسسة; labels part the rest."""
    table = entities("list", "out", "--search", "مؤسسه").stdout.splitlines()
    assert len(table) == 2
    assert table[1].endswith("مؤسسة دانمار الإغاثية")
    places = json.loads(entities("list", "out", "--label", "place", "--format", "json").stdout)
    assert {one["name_en"] for one in places} == {"Homs", "Aleppo"}
    whole = entities("list", "out", "-f", "csv").stdout_bytes
    assert whole == (folder / "entities.csv").read_bytes()
    assert "no such names" in entities("list", "out", "--search", "Nobody").stderr


def test_a_run_without_the_alias_file_of_the_last_one_says_so() -> None:
    """Else accepted pairs would fall apart in silence."""
    Path("mine.csv").write_text("id,name_en\norg:mine,Nobody At All\n", encoding="utf-8")
    warning = "without --aliases mine.csv its names do not count"
    assert warning not in CliRunner().invoke(app, [*PROCESS, "--aliases", "mine.csv"]).stderr
    assert warning in CliRunner().invoke(app, PROCESS).stderr


def test_the_hint_is_a_command_that_works() -> None:
    """It names the alias file where the run has none; weaker pairs are not passed over in silence."""
    said = review("--least", "0.9").stdout
    assert "not shown: --least 0.3" in said
    hint = next(line for line in review().stdout.splitlines() if line.startswith("to accept the first: "))
    command = hint.removeprefix("to accept the first: corpus ").partition("   ")[0].split()
    assert CliRunner().invoke(app, command).exit_code == 0
