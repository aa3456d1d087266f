"""`corpus run --redact`: names are taken out before anything is written, and no trace of them is in the folder."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import Corpus, Finished, run_here

RUN = ("run", "reports", "-p", "small.toml", "--redact", "names.txt")
ENGLISH, ARABIC = "Salim Haddad", "سليم حداد"
TEXT = (
    "Salim Haddad told the council of Homs that the pump is broken. **Salim** Haddad will come again. The market of "
    "the old town is open on Monday, said SALIM-HADDAD to the families who wait for water.\n"
)
# As they are written in a file, or in a binary one; in JSON, Latin letters are never escaped.
TRACES = [
    form.encode(code)
    for name in (ENGLISH, ARABIC, "Haddad", "حداد", "salim-haddad", "SALIM")
    for form in (name, name.lower(), name.upper())
    for code in ("utf-8", "utf-16-le")
]


def write_named(workplace: Path) -> None:
    """The corpus with two persons' names in texts, titles, file names, record ids, an alias and a broken file."""
    reports = workplace / "reports"
    (reports / "Salim_Haddad.md").write_text(f"---\ntitle: A talk with Salim Haddad\n---\n\n{TEXT}")
    (reports / "salim-haddad 2.md").write_text(f"# What S&#97;lim Haddad says\n\n{TEXT} Twice.")
    (reports / "حديث سليم حداد.txt").write_text("قال سليم حداد إن المضخة في حمص معطلة. ولسليم حداد رأي في السوق.")
    (reports / "answers.csv").write_text(f"id,title,text\nSalim Haddad,of Salim Haddad,{TEXT.replace(',', '')}")
    (reports / "Salim Haddad.pdf").write_bytes(b"%PDF-1.7 broken")
    (reports / "Salim Haddad.xyz").write_bytes(b"x")
    (workplace / "Salim Haddad.csv").write_text("id,name_en,name_ar\norg:pump,Salim Haddad Foundation,لجنة المضخة\n")
    (reports / "pump.txt").write_text("اجتمعت لجنة المضخة في حمص مع المجلس المحلي وتحدثت عن المياه في السوق القديم.")
    (workplace / "names.txt").write_text(f"{ENGLISH}\n{ARABIC}\n")


@pytest.fixture
def named(workplace: Path) -> Path:
    """The workplace with those reports."""
    write_named(workplace)
    return workplace


@pytest.fixture(scope="module")
def redacted(make_workplace: Callable[[Path], None], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with those reports and a whole run of them in ``out``, redacted; nobody changes it."""
    folder = tmp_path_factory.mktemp("redacted")
    make_workplace(folder)
    write_named(folder)
    done = run_here(folder, *RUN, "--aliases", "Salim Haddad.csv", "-o", "out")
    assert done.returncode == 6, done.stderr
    return folder


def traces(folder: Path) -> list[str]:
    """Where a listed name stands in a file or a file's name."""
    found = []
    for path in [folder, *folder.rglob("*")]:
        data = path.read_bytes() if path.is_file() else b""
        found += [f"{path}: {trace!r}" for trace in TRACES if trace in data or trace in path.name.encode()]
    return found


def documents(out: Path) -> list[dict[str, dict[str, str]]]:
    return [json.loads(path.read_bytes()) for path in sorted(out.glob("documents/*/*.json"))]


def test_no_listed_name_is_written_anywhere(redacted: Path) -> None:
    """Documents, journal, errors, vectors, themes, index, page, run.json and audit: none holds one, nor a file name."""
    assert traces(redacted / "reports")
    assert (redacted / "out" / "report.html").is_file() and (redacted / "out" / "index").is_dir()
    assert traces(redacted / "out") == []
    shown = json.dumps(documents(redacted / "out"), ensure_ascii=False)
    assert "[redacted] told the council" in shown and "ل[محجوب]" in shown
    hit = run_here(redacted, "query", "out", "pump of Homs", "--format", "json")
    assert json.loads(hit.stdout)["hits"] and "Haddad" not in hit.stdout


def test_paths_that_lose_a_name_stay_apart(corpus: Corpus, redacted: Path, named: Path) -> None:
    """Every input is in documents or errors.jsonl under a path of its own, and the next run knows them all again."""
    shutil.copytree(redacted / "out", named / "out")
    paths = {doc["source"]["path"] for doc in documents(named / "out")}
    assert len({path for path in paths if "~" in path}) == 3
    errors = [json.loads(line) for line in (named / "out" / "errors.jsonl").read_bytes().splitlines()]
    assert len({failure["path"] for failure in errors if "~" in failure["path"]}) == 2
    before = {path: path.read_bytes() for path in (named / "out").glob("documents/*/*.json")}
    again = corpus("process", *RUN[1:], "--aliases", "Salim Haddad.csv", "-o", "out")
    assert " 0 new" in again.stderr
    assert {path: path.read_bytes() for path in (named / "out").glob("documents/*/*.json")} == before


def test_offsets_are_those_of_the_text_and_hashes_are_keyed(redacted: Path) -> None:
    """Neither the length of a name nor a guess at it can be tried out on what is written."""
    source = (redacted / "reports" / "Salim_Haddad.md").read_bytes()
    written = b"".join(path.read_bytes() for path in (redacted / "out").rglob("*") if path.is_file())
    assert hashlib.sha256(source).hexdigest()[:20].encode() not in written
    assert hashlib.sha256((redacted / "names.txt").read_bytes()).hexdigest().encode() not in written
    for path in (redacted / "out").glob("documents/*/*.json"):
        doc = json.loads(path.read_bytes())
        assert path.stem == doc["doc_id"]
        for one in [*doc["entities"], *doc["passages"]]:
            if "[redacted]" in doc["text"] or "[محجوب]" in doc["text"]:
                assert (one["raw_start"], one["raw_end"]) == (one["start"], one["end"])
        for ent in doc["entities"]:
            assert doc["text"][ent["start"] : ent["end"]] == ent["text"]


def test_a_run_says_what_it_replaced_and_what_it_never_found(corpus: Corpus, named: Path) -> None:
    """Counts of what was read now; a second run, which reads nothing, calls no name missing that the first found."""
    with (named / "names.txt").open("a") as names:
        names.write("\n# not in the reports\nNobody Else\n")
    first = corpus("process", *RUN[1:], "-o", "out")
    assert "redacted       19 replacements in 4 documents\n" in first.stderr
    missing = "warning: 1 listed name never found, in any spelling that is looked for: Nobody Else (line 5)"
    assert missing in first.stderr
    counts = json.loads((named / "out" / "run.json").read_bytes())["counts"]
    assert (counts["replacements"], counts["redacted_documents"], counts["names_never_found"]) == (19, 4, 1)
    again = corpus("process", *RUN[1:], "-o", "out")
    assert "nothing was read now" in again.stderr and missing in again.stderr
    (named / "reports" / "more.txt").write_text("Nobody Else asked for water in the old town of Homs.")
    more = corpus("process", *RUN[1:], "-o", "out")
    assert "1 replacement in 1 document of those read now" in more.stderr and "never found" not in more.stderr


def test_a_folder_is_redacted_with_one_list_or_not_at_all(
    corpus: Corpus, processed: Path, redacted: Path, named: Path
) -> None:
    """What an earlier run wrote would keep the names, and a run without the list would write them."""
    process = ("process", "reports", "-p", "small.toml", "-o")
    shutil.copytree(processed, named / "plain")
    refused = corpus(*process, "plain", "--redact", "names.txt")
    assert refused.returncode == 7 and "new folder" in refused.stderr
    shutil.copytree(redacted / "out", named / "out")
    without = corpus(*process, "out")
    assert without.returncode == 7 and "--redact" in without.stderr
    (named / "more.txt").write_text(f"{ENGLISH}\n{ARABIC}\nNobody Else\n")
    assert corpus(*process, "out", "--redact", "more.txt").returncode == 7
    assert traces(named / "out") == []


def test_a_model_that_holds_a_listed_name_is_refused(corpus: Corpus, finished: Finished, named: Path) -> None:
    """Its words would stand on every page."""
    models = {"CORPUS_MODELS_DIR": str(named / "models")}
    taken = corpus("topics", "import", str(finished.out), "--name", "mine", **models)
    assert taken.returncode == 0, taken.stderr
    model = json.loads((finished.out / "topics" / "model.json").read_bytes())
    (named / "words.txt").write_text(model["themes"][0]["keywords"]["en"][0]["text"] + "\n")
    done = corpus("run", "reports", "-p", "small.toml", "--redact", "words.txt", "--model", "mine", "-o", "x", **models)
    assert done.returncode == 4 and "holds listed names" in done.stderr
    corpus("process", "reports", "-p", "small.toml", "--redact", "words.txt", "-o", "out")
    unsaid = corpus("topics", "assign", "out", "--model", "mine", **models)
    assert unsaid.returncode == 7 and "made with --redact" in unsaid.stderr
    held = corpus("topics", "assign", "out", "--model", "mine", "--redact", "words.txt", **models)
    assert held.returncode == 4 and "holds listed names" in held.stderr
    assert not (named / "out" / "topics").exists()


def test_names_that_cannot_be_taken_out_cost_only_what_bears_them(corpus: Corpus, workplace: Path) -> None:
    """A replacement that makes new names: a file of such a name is read, a record of such an id is a failure."""
    (workplace / "names.csv").write_text("name,replacement\nAhmad Khalil,Ahmad\n")
    stubborn = f"Ahmad{' Khalil' * 6}"
    reports = workplace / "few"
    reports.mkdir()
    (reports / f"{stubborn}.txt").write_text("The market of Homs is open on Monday.")
    (reports / "answers.csv").write_text(f"id,text\n{stubborn},No water.\nq2,The pump of Homs is broken.\n")
    done = corpus("process", "few", "-p", "small.toml", "--redact", "names.csv", "-o", "out")
    assert done.returncode == 6, done.stderr
    assert {doc["text"] for doc in documents(workplace / "out")} == {  # type: ignore[comparison-overlap]
        "The market of Homs is open on Monday.",
        "The pump of Homs is broken.",
    }
    (failure,) = [json.loads(line) for line in (workplace / "out" / "errors.jsonl").read_bytes().splitlines()]
    assert "cannot be taken out" in failure["reason"] and "another replacement" in failure["remedy"]
    assert not any(b"Khalil" in path.read_bytes() for path in (workplace / "out").rglob("*") if path.is_file())


def test_an_export_leaves_out_what_its_list_cannot_be_taken_from(corpus: Corpus, workplace: Path) -> None:
    """The other documents are exported, and the one that is missing is named."""
    (workplace / "names.csv").write_text("name,replacement\nAhmad Khalil,Ahmad\n")
    reports = workplace / "few"
    reports.mkdir()
    (reports / "a.txt").write_text(f"Ahmad{' Khalil' * 6} spoke.")
    (reports / "b.txt").write_text("The pump of Homs is broken.")
    corpus("process", "few", "-p", "small.toml", "-o", "out")
    done = corpus("export", "out", "--to", "csv", "--redact", "names.csv", "-o", "export")
    assert done.returncode == 6, done.stderr
    assert "another replacement" in done.stderr
    assert b"b.txt" in (workplace / "export" / "documents.csv").read_bytes()
    assert not any(b"Khalil" in path.read_bytes() for path in (workplace / "export").rglob("*") if path.is_file())
