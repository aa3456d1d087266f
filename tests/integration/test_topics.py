"""`corpus topics` as a maintainer gives it: a finished run to models that are trained, corrected, promoted, carried."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from pathlib import Path

import pytest
from command_line import Corpus, Finished
from filelock import FileLock
from typer.testing import CliRunner, Result

from corpus_cli.commands.main import app
from corpus_cli.document import from_json
from corpus_cli.errors import ConfigError, CorpusError, InputError, ModelMissingError, OutputError

MORE = {
    "wells.txt": (
        "Engineers of the water board in Homs repaired two wells near the mill. The pumps run on solar panels now, and "
        "families no longer buy water from trucks. A guard writes down how many hours each pump runs. "
    ),
    "آبار.txt": (
        "أصلح مهندسو مؤسسة المياه في حمص بئرين قرب المطحنة. وتعمل المضخات الآن بألواح شمسية، ولم تعد العائلات "
        "تشتري الماء من الصهاريج. ويسجل حارس عدد الساعات التي تعمل فيها كل مضخة كل يوم. "
    ),
}


@pytest.fixture(scope="module")
def shop(finished: Finished, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the run in ``out``, more reports processed in ``more``, and the model field in ``models``.

    Nobody changes it.
    """
    folder = tmp_path_factory.mktemp("shop")
    shutil.copytree(finished.out, folder / "out")
    shutil.copytree(finished.out.parent / "reports", folder / "reports")
    shutil.copy(finished.out.parent / "small.toml", folder)
    (folder / "new").mkdir()
    for name, text in MORE.items():
        (folder / "new" / name).write_text(text, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("CORPUS_MODELS_DIR", str(folder / "models"))
        runner = CliRunner()
        done = runner.invoke(app, ["process", "new", "-o", "more", "-p", "small.toml", "-j", "1"])
        assert done.exit_code == 0, done.output
        done = runner.invoke(app, ["topics", "train", "out", "--name", "field", "--themes", "3", "-j", "1"])
    assert done.exit_code == 0, done.output
    for said in ("field@", "3 themes from Arabic", "without a theme", "corpus topics promote field"):
        assert said in done.stderr
    assert done.stdout == ""
    return folder


@pytest.fixture
def folder(shop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, the working directory of the test."""
    shutil.copytree(shop, tmp_path / "shop")
    monkeypatch.chdir(tmp_path / "shop")
    monkeypatch.setenv("CORPUS_MODELS_DIR", str(tmp_path / "shop" / "models"))
    return tmp_path / "shop"


def topics(*arguments: str) -> Result:
    """The command, which succeeds."""
    done = CliRunner().invoke(app, ["topics", *arguments])
    assert done.exit_code == 0, (done.output, done.exception)
    return done


def refused(*arguments: str) -> CorpusError:
    """The error of the command, which says what to do."""
    error = CliRunner().invoke(app, ["topics", *arguments]).exception
    assert isinstance(error, CorpusError), error
    assert error.remedy
    return error


def model(name: str = "field") -> dict[str, object]:
    found: dict[str, object] = json.loads(topics("show", name, "-f", "json").stdout)
    return found


def ids(name: str = "field") -> list[str]:
    return sorted(theme["theme_id"] for theme in model(name)["info"]["themes"])  # type: ignore[index]


def references(name: str = "field") -> list[str]:
    rows = json.loads(topics("list", "-f", "json").stdout)
    return [version["reference"] for row in rows if row["name"] == name for version in row["versions"]]


def in_use() -> str | None:
    path = Path("models/topics/in_use.json")
    if not path.is_file():
        return None
    current = json.loads(path.read_text())["current"]
    return f"{current['name']}@{current['sha256'][:12]}"


def given(out: str) -> set[str | None]:
    """The themes that the passages of the run have."""
    documents = [from_json(path.read_bytes()) for path in Path(out).glob("documents/*/*.json")]
    return {passage.theme_id for doc in documents for passage in doc.passages or ()}


@pytest.mark.usefixtures("folder")
def test_a_model_is_listed_and_shown() -> None:
    """Versions, themes in both languages, groups of the hierarchy; the run's own model by its folder."""
    listed = topics("list").stdout
    (reference,) = references()
    assert reference in listed
    assert "3 themes from Arabic" in listed
    shown = topics("show", "field", "--cut", "2").stdout
    assert "group 2" in shown
    assert "t001" in shown
    assert any("\u0600" <= char <= "\u06ff" for char in shown)
    assert topics("show", "out").stdout.startswith("out: ")
    assert "only 3 themes" in refused("show", "field", "--cut", "9").message


def test_corrections_are_versions_and_survive_training(folder: Path) -> None:
    """Rename, merge, split, drop: each a version, each said; a new training does them again."""
    before = ids()
    done = topics("rename", "field", before[0], "--ar", "العودة\u202e", "--en", "Return")
    assert "new runs do not take it yet" in done.stderr
    assert "العودة" in topics("show", "field").stdout
    assert "\u202e" not in done.stderr + (folder / "models" / "topics" / "field" / "versions.jsonl").read_text()

    done = topics("merge", "field", before[0], before[1], "--en", "Home and talk")
    assert f"merge {before[0]} {before[1]} →" in done.stderr
    assert "--ar" in done.stderr
    merged = ids()
    assert len(merged) == 2
    both = (set(before[:2]) & set(merged)).pop()
    topics("split", "field", both, "out", "--into", "2", "-j", "1")
    divided = ids()
    assert "t004" in divided
    gone = (set(divided) - {both, "t004"}).pop()
    topics("drop", "field", gone)
    assert ids() == sorted({both, "t004"})
    assert len(references()) == 5

    done = topics("train", "out", "--name", "field", "--themes", "3", "-j", "1")
    assert "against the model before:" in done.stderr
    info = model()["info"]
    assert isinstance(info, dict)
    assert [edit["kind"] for edit in info["edits"]] == ["rename", "merge", "rename", "split", "drop"]
    assert sum("done" in note for note in info["notes"]) >= 3, info["notes"]
    assert not {gone, *(set(before[:2]) - {both})} & set(ids())

    from_old = topics("drop", references()[0], "t003")
    assert "drop t003" in from_old.stderr
    assert set(ids()) == {"t001", "t002"}
    retired = model()["info"]["retired"]  # type: ignore[index]
    assert {"t003", "t004"} <= set(retired), "what goes on from an older version gives no id again"


@pytest.mark.usefixtures("folder")
def test_corrections_that_cannot_be_done_change_nothing() -> None:
    """An unknown model, theme, one theme twice, a label without a word, too many parts."""
    before = references()
    assert "no topic model named 'nobody'" in refused("drop", "nobody", "t001").message
    assert "'t099'" in refused("drop", "field", "t099").message
    assert "two different themes" in refused("merge", "field", "t001", "T001").message
    assert "holds no word" in refused("rename", "field", "t001", "--en", "…").message
    assert "different passages" in refused("split", "field", "t001", "out", "--into", "20", "-j", "1").message
    assert isinstance(refused("split", "field", "t001", "reports", "-j", "1"), InputError)
    for name in ("../x", "", " ", "a/b"):
        assert isinstance(refused("train", "out", "--name", name), ConfigError)
        assert isinstance(refused("drop", name, "t001"), InputError)
    assert references() == before


def test_models_are_measured_and_compared(folder: Path) -> None:
    """As a table, as JSON, as a page; without a store that can be written the figures are shown all the same."""
    with FileLock(folder / "models" / "topics" / ".lock"):
        done = topics("evaluate", "field", "out", "--format", "json", "-o", "page.md", "-j", "1")
    assert "the figures are not kept" in done.stderr
    measured = json.loads(done.stdout)
    assert measured["passages"].keys() == {"ar", "en"}
    assert measured["model_sha256"] == model()["sha256"]
    assert (folder / "page.md").read_text(encoding="utf-8").startswith("# ")

    topics("merge", "field", "t001", "t002")
    old, new = references()
    done = topics("compare", old, new, "--run", "out", "-o", "compare.html", "-j", "1")
    assert "1 merged" in done.stdout
    page = (folder / "compare.html").read_text(encoding="utf-8")
    assert 'dir="rtl"' in page
    assert all(f'<th scope="col"><bdi>{name}</bdi></th>' in page for name in (old, new)), "figures side by side"
    record = json.loads(topics("compare", old, new, "--format", "json").stdout)
    assert [row["fate"] for row in record["rows"]] == ["merged", "persists", "persists"], "told without a run, too"


@pytest.mark.usefixtures("folder")
def test_promoting_refuses_what_is_worse_and_goes_back() -> None:
    """By force it is done; rollback takes what was before; new figures decide, not old ones."""
    topics("promote", "field")
    (first,) = references()
    assert in_use() == first
    topics("drop", "field", "t003")
    worse = references()[-1]
    figures = Path("models/topics/field") / worse.partition("@")[2] / "figures.json"
    measured = json.loads((Path("models/topics/field") / first.partition("@")[2] / "figures.json").read_text())
    measured["agreement"] |= {"kappa": -0.5, "low": -0.6, "high": -0.4}
    measured["model_sha256"] = (figures.parent / "model.sha256").read_text(encoding="ascii").strip()
    figures.write_text(json.dumps(measured))
    error = refused("promote", "field")
    assert "falls below the model in use" in error.message
    assert "--force" in error.remedy
    assert in_use() == first
    done = topics("promote", "field", "--force")
    assert "promoted although it is worse" in done.stderr
    assert in_use() == worse
    assert first in topics("rollback").stderr
    assert in_use() == first
    assert isinstance(refused("rollback"), InputError)


def test_a_model_is_carried_as_a_file_and_taken_from_a_run(folder: Path) -> None:
    """Export and import give the same model, under any name; a run's model needs one."""
    topics("export", "field")
    archive = folder / "field.topics.zip"
    topics("import", str(archive), "--name", "ميدان")
    assert model("ميدان")["sha256"] == model()["sha256"]
    archive.write_bytes(archive.read_bytes()[:-100])
    before = references()
    assert "is not a topic model" in refused("import", str(archive)).message
    assert references() == before
    assert CliRunner().invoke(app, ["topics", "import", "out"]).exit_code == 2
    topics("import", "out", "--name", "of-run")
    assert model("of-run")["sha256"] == (folder / "out" / "topics" / "model.sha256").read_text().strip()
    assert "no run with a topic model" in refused("import", "reports", "--name", "x").message


@pytest.mark.usefixtures("folder")
def test_new_reports_are_taken_in_once() -> None:
    """The update says what came; the same again is refused."""
    done = topics("update", "field", "out", "more", "-j", "1")
    assert "2 new documents, Arabic 1, English 1 passages" in done.stderr.replace("  ", " ")
    assert ids() == ["t001", "t002", "t003"]
    assert "knows all documents" in refused("update", "field", "more", "out", "-j", "1").message
    assert len(references()) == 2


def test_runs_take_the_model_that_is_promoted_or_named(folder: Path, finished: Finished) -> None:
    """A new run the promoted one, a finished one what `assign` or --model names; `none` trains one of its own."""
    topics("rename", "field", "t001", "--ar", "الباب الأول", "--en", "First of all")
    digest = str(model()["sha256"])
    topics("assign", "out", "--model", "field", "-j", "1")
    assert (folder / "out" / "topics" / "model.sha256").read_text().strip() == digest
    assert given("out") <= {None, "t001", "t002", "t003"}
    assert "الباب الأول" in (folder / "out" / "themes.md").read_text(encoding="utf-8")

    shutil.rmtree(folder / "out")
    shutil.copytree(finished.out, folder / "out")
    run = ["run", "reports", "-p", "small.toml", "-j", "1"]
    CliRunner().invoke(app, [*run, "-o", "out", "--model", "field"])
    assert (folder / "out" / "topics" / "model.sha256").read_text().strip() == digest

    topics("promote", "field")
    run[1] = "new"
    refused_number = CliRunner().invoke(app, [*run, "-o", "none", "--model", "field", "--themes", "2"])
    assert refused_number.exit_code == 2 and "--retrain" in refused_number.stderr
    done = CliRunner().invoke(app, [*run, "-o", "fresh", "--themes", "2"])
    assert "2 themes are asked for" in done.stderr and "with --retrain" in done.stderr
    assert done.exit_code == 0, done.output
    assert "themes are those of the topic model field@" in done.stderr
    assert (folder / "fresh" / "topics" / "model.sha256").read_text().strip() == digest
    CliRunner().invoke(app, [*run, "-o", "more", "--model", "none"])
    assert (folder / "more" / "topics" / "model.sha256").read_text().strip() != digest


def test_a_model_s_encoder_goes_before_the_recipe_s_and_the_user_is_told(folder: Path) -> None:
    """Vectors of another encoder would say nothing to it; who asked for the quick one hears why it is not quick."""
    topics("promote", "field")
    assert 'encoder = "use"\n' in (folder / "small.toml").read_text(encoding="utf-8")
    done = CliRunner().invoke(app, ["run", "new", "-o", "quick", "-p", "small.toml", "-j", "1"])
    assert done.exit_code == 0, done.output
    assert "encoded by use+e5, as this topic model takes them, not by the recipe's use" in " ".join(done.stderr.split())
    assert model("quick")["info"]["encoder"] == "use+e5"  # type: ignore[index]


def test_a_finished_run_has_the_themes_that_the_training_counted(folder: Path) -> None:
    """Trained on its passages, stored, read again: every passage counts where it did in training."""
    topics("assign", "out", "--model", "field", "-j", "1")
    found: dict[str, Counter[str]] = {}
    for path in (folder / "out").glob("documents/*/*.json"):
        doc = from_json(path.read_bytes())
        for passage in doc.passages or () if doc.source.duplicate_of is None else ():
            found.setdefault(passage.theme_id or "", Counter())[passage.language] += 1
    themes = model()["info"]["themes"]  # type: ignore[index]
    assert found == {theme["theme_id"]: theme["trained_passages"] for theme in themes}


def test_two_commands_at_once_and_what_a_user_sees(folder: Path, corpus: Corpus) -> None:
    """The second command is told to wait, with its own exit code and no traceback; nothing changes."""
    store = folder / "models" / "topics"
    before = {path: path.read_bytes() for path in store.rglob("*") if path.is_file()}
    with FileLock(store / ".lock"):
        assert isinstance(refused("drop", "field", "t001"), OutputError)
        done = corpus("topics", "rename", "field", "t001", "--en", "x", CORPUS_MODELS_DIR=str(folder / "models"))
        assert topics("list").stdout
    assert done.returncode == 7
    assert "another command is changing the topic models" in done.stderr
    assert "what to do: wait" in done.stderr
    assert "Traceback" not in done.stderr
    assert {path: path.read_bytes() for path in store.rglob("*") if path.is_file()} == before


def test_altered_files_are_told_and_other_models_go_on(folder: Path) -> None:
    """A changed array, a list of versions that is no list, a note of what is in use that is none."""
    topics("import", str(folder / "out"), "--name", "other")
    path = next((folder / "models" / "topics" / "field").glob("*/model.safetensors"))
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    assert isinstance(refused("show", "field"), ModelMissingError)
    assert isinstance(refused("promote", "field"), ModelMissingError)
    assert isinstance(refused("assign", "out", "--model", "field", "-j", "1"), ModelMissingError)
    assert given("out"), "the run keeps what it has"
    listed = topics("list").stdout
    assert "altered" in listed
    assert "other" in listed
    (folder / "models" / "topics" / "field" / "versions.jsonl").write_text("{")
    topics("evaluate", "other", "out", "-j", "1")
    topics("promote", "other")
    (folder / "models" / "topics" / "in_use.json").write_text("{")
    assert "in_use.json" in refused("promote", "other").message
    assert "! " in topics("list").stdout
