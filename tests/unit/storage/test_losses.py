"""What this machine has lost of a run is fetched again, and never removed in storage."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus_cli.errors import InputError, OutputError
from corpus_cli.storage import lock as lock_module
from corpus_cli.storage import mirror as mirror_module
from corpus_cli.storage.mirror import Mirror, check_run, fetched, opened_mirror
from corpus_cli.storage.place import place_of_mirror

ADDRESS = "memory://bucket/out"
RUN = {
    "documents/ab/ab1.json": "one",
    "documents/cd/cd2.json": "اثنان",
    ".state/journal.jsonl": '{"path":"a.txt","doc_ids":["ab1"]}\n{"path":"b.txt","doc_ids":["cd2"]}\n',
    ".state/topics.json": "{}",
    "export/csv/documents.csv": "x",
    "run.json": "{}",
}

pytestmark = pytest.mark.usefixtures("storage")


@pytest.fixture
def there(storage: Any) -> Callable[[], dict[str, str]]:
    """What lies there, but for what the mirror itself needs."""

    def files() -> dict[str, str]:
        names = [name for name in storage.find("/bucket/out") if not name.endswith((".state/lock", ".state/opened"))]
        return {name.removeprefix("/bucket/out/"): storage.cat_file(name).decode() for name in names}

    return files


def write(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")


def here(root: Path) -> dict[str, str]:
    """The run's files in the folder."""
    files = {path.relative_to(root).as_posix(): path for path in root.rglob("*") if path.is_file()}
    return {name: path.read_text(encoding="utf-8") for name, path in files.items() if name != ".state/opened"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """This machine's copy of the finished run at the address."""
    with opened_mirror(ADDRESS, tmp_path) as (mirror, _):
        write(mirror.root, RUN)
    return mirror.root


# What is removed, by its path from the copy.
LOSSES = {
    "the whole copy": ["."],
    "a shard": ["documents/ab"],
    "a document": ["documents/ab/ab1.json"],
    "an export": ["export"],
    "the journal": [".state/journal.jsonl"],
    "the copy and what was put": [".", "../put.jsonl"],
    "a document and what was put": ["documents/ab/ab1.json", "../put.jsonl"],
    "all that this machine knows": [".", "../put.jsonl", "../opened"],
}


def lose(root: Path, paths: list[str]) -> None:
    for path in [os.path.normpath(root / path) for path in paths]:
        if Path(path).is_dir():
            shutil.rmtree(path)
        else:
            Path(path).unlink()


@pytest.mark.parametrize("paths", LOSSES.values(), ids=LOSSES)
@pytest.mark.parametrize("fails", [False, True], ids=["", "and the command fails"])
def test_what_is_lost_here_stays_there(
    tmp_path: Path, root: Path, there: Callable[[], dict[str, str]], paths: list[str], *, fails: bool
) -> None:
    """Removed by hand, or by what clears a cache of old files: it is here again when the run is opened."""
    lose(root, paths)
    try:
        with opened_mirror(ADDRESS, tmp_path) as (mirror, _):
            found = here(mirror.root)
            if fails:
                raise InputError("holds no run", remedy="none")
    except InputError:
        assert fails
    assert (found, there()) == (RUN, RUN)


@pytest.mark.parametrize("paths", LOSSES.values(), ids=LOSSES)
def test_what_is_lost_here_is_fetched_for_reading(tmp_path: Path, root: Path, paths: list[str]) -> None:
    """An export of half the documents would look like one of all."""
    lose(root, paths)
    assert here(fetched(ADDRESS, tmp_path)) == RUN


def test_a_fetch_that_was_killed_does_not_count(
    tmp_path: Path, root: Path, there: Callable[[], dict[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Though the word that is there was known here before: half a folder is no copy."""
    shutil.rmtree(root)
    again = Mirror(ADDRESS, tmp_path)

    def killed(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(type(again.system), "get", killed)
    with pytest.raises(KeyboardInterrupt):
        again.open()
    monkeypatch.undo()
    with opened_mirror(ADDRESS, tmp_path) as (mirror, _):
        assert here(mirror.root) == RUN
    assert there() == RUN


@pytest.mark.parametrize("loss", [name for name in LOSSES if "export" not in name and "put" not in name])
def test_what_is_lost_while_a_run_is_at_it_ends_the_run(
    tmp_path: Path, root: Path, there: Callable[[], dict[str, str]], loss: str
) -> None:
    """A run never removes its journal, nor a document that the journal owns: somebody else has."""
    with (
        pytest.raises(OutputError, match="has lost") as caught,
        opened_mirror(ADDRESS, tmp_path) as (mirror, _),
    ):
        lose(mirror.root, LOSSES[loss])
        write(mirror.root, {"themes.md": "made of half the documents"})
    assert "run the same command again" in caught.value.remedy
    assert there() == RUN
    assert here(fetched(ADDRESS, tmp_path)) == RUN
    assert root == mirror.root


@pytest.mark.parametrize(
    "name", [".state/redaction.json", ".state/reviewed.json", "audit.jsonl", "errors.jsonl", "run.json"]
)
def test_what_no_run_takes_away_is_not_removed_there(
    tmp_path: Path, there: Callable[[], dict[str, str]], name: str
) -> None:
    """Without the mark of a redaction the next run would write plain names; answers and the audit are nowhere else."""
    with opened_mirror(ADDRESS, tmp_path) as (mirror, _):
        write(mirror.root, {**RUN, name: "kept"})
    with pytest.raises(OutputError, match=f"has lost {name}"), opened_mirror(ADDRESS, tmp_path) as (mirror, _):
        (mirror.root / name).unlink()
    assert there() == {**RUN, name: "kept"}


def test_a_folder_that_is_made_anew_while_a_run_is_at_it_ends_the_run(
    tmp_path: Path, root: Path, there: Callable[[], dict[str, str]]
) -> None:
    """The run went on writing where its folder had been: the half journal there owns none of what is gone."""
    half = {"documents/ef/ef3.json": "three", ".state/journal.jsonl": '{"path":"c.txt","doc_ids":["ef3"]}\n'}
    with pytest.raises(OutputError, match="has lost"), opened_mirror(ADDRESS, tmp_path):
        shutil.rmtree(root)
        write(root, {**half, "run.json": "{}"})
    assert there() == RUN


def test_so_does_one_of_a_new_run(tmp_path: Path, there: Callable[[], dict[str, str]]) -> None:
    """From when something of it has been put there."""
    with pytest.raises(OutputError, match="has lost"), opened_mirror(ADDRESS, tmp_path) as (mirror, _):
        write(mirror.root, RUN)
        mirror.put()
        shutil.rmtree(mirror.root)
        write(mirror.root, {".state/journal.jsonl": "", "run.json": "{}"})
    assert there() == RUN


def test_documents_that_no_input_owns_any_more_are_removed_there(
    tmp_path: Path, root: Path, there: Callable[[], dict[str, str]]
) -> None:
    """The last line for an input counts; the journal has no words for what is left of others."""
    with opened_mirror(ADDRESS, tmp_path) as (mirror, _):
        with (mirror.root / ".state/journal.jsonl").open("a") as journal:
            journal.write('{"path":"b.txt","doc_ids":[],"gone":true}\n{"pa')
        (mirror.root / "documents/cd/cd2.json").unlink()
        shutil.rmtree(root / "export")
    assert set(RUN) - set(there()) == {"documents/cd/cd2.json", "export/csv/documents.csv"}


def test_what_a_run_removed_while_the_storage_did_not_answer_is_removed_by_the_next(
    tmp_path: Path, root: Path, there: Callable[[], dict[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was the run's own doing and is known to be: the folder still counts, with all that has been done in it."""
    mirror = Mirror(ADDRESS, tmp_path)
    mirror.open()
    (root / ".state/topics.json").unlink()
    write(root, {"themes.md": "سلام"})

    def refuse(*_: Any, **__: Any) -> Any:
        raise ConnectionError("no network")

    for call in ("cat_file", "pipe", "pipe_file", "rm_file"):
        monkeypatch.setattr(type(mirror.system), call, refuse)
    with pytest.raises(OutputError, match="no network"):
        mirror.put_last()
    monkeypatch.undo()
    mirror.close()
    with opened_mirror(ADDRESS, tmp_path) as (again, _):
        assert (again.root / "themes.md").read_text() == "سلام"
    assert there() == {name: text for name, text in RUN.items() if name != ".state/topics.json"} | {"themes.md": "سلام"}


def test_what_a_run_removed_just_before_it_was_killed_is_fetched_with_all_the_rest(
    tmp_path: Path, root: Path, there: Callable[[], dict[str, str]]
) -> None:
    """Nobody can tell it from what was lost. The mark alone would say that newer documents had been counted."""
    mirror = Mirror(ADDRESS, tmp_path)
    mirror.open()
    (root / ".state/topics.json").unlink()
    write(root, {"documents/ab/ab1.json": "newer"})
    mirror.close()
    with opened_mirror(ADDRESS, tmp_path) as (again, _):
        assert here(again.root) == RUN
    assert there() == RUN


@pytest.mark.parametrize("call", ["scandir", "stat"])
def test_a_folder_that_cannot_be_read_is_no_empty_one(
    tmp_path: Path, root: Path, there: Callable[[], dict[str, str]], monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    """A disk that fails while the run is at it: what it no longer shows is not gone."""
    real = getattr(os, call)

    def failing(path: Any, *arguments: Any, **named: Any) -> Any:
        if "documents/ab" in str(path):
            raise OSError(5, "Input/output error", str(path))
        return real(path, *arguments, **named)

    with (
        pytest.raises(OutputError, match="Input/output error"),
        opened_mirror(ADDRESS, tmp_path),
    ):
        monkeypatch.setattr(os, call, failing)
    monkeypatch.undo()
    assert there() == RUN
    assert here(root) == RUN


def test_a_file_that_a_walk_passes_over_is_not_gone(
    tmp_path: Path, root: Path, there: Callable[[], dict[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker replaces a document while the folder is listed: the listing may have neither the old nor the new one."""
    walk = os.walk

    def passing_over(*arguments: Any, **named: Any) -> Any:
        for folder, below, names in walk(*arguments, **named):
            yield folder, below, [name for name in names if name not in ("ab1.json", "topics.json")]

    with opened_mirror(ADDRESS, tmp_path) as (mirror, _):
        monkeypatch.setattr(os, "walk", passing_over)
        mirror.put()
        monkeypatch.undo()
    assert there() == RUN
    assert here(root) == RUN


def fill_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on nothing can be added to what is known of the run, beside its copy."""
    real = Path.open

    def full(path: Path, mode: str = "r", *arguments: Any, **named: Any) -> Any:
        if "a" in mode:
            raise OSError(28, "No space left on device", str(path))
        return real(path, mode, *arguments, **named)

    monkeypatch.setattr(Path, "open", full)


def test_a_full_disk_of_this_machine_is_told_as_such(
    tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is no fault of the program, nor of the storage."""
    with pytest.raises(OutputError, match="No space left") as caught, opened_mirror(ADDRESS, tmp_path):
        fill_the_disk(monkeypatch)
    assert str(root.parent) in caught.value.message and ADDRESS not in caught.value.message
    assert "free space" in caught.value.remedy


def test_the_error_that_ended_a_run_is_told_though_the_disk_is_full(
    tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What cannot be put for that is put by the next run."""
    with pytest.raises(InputError, match="the first error"), opened_mirror(ADDRESS, tmp_path):
        write(root, {"themes.md": "x"})
        fill_the_disk(monkeypatch)
        raise InputError("the first error", remedy="none")


def test_a_copy_that_cannot_be_removed_is_not_mixed_with_what_is_fetched(
    tmp_path: Path, root: Path, there: Callable[[], dict[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What another machine has removed there must not come back from here."""
    with opened_mirror(ADDRESS, tmp_path / "other") as (mirror, _):
        shutil.rmtree(mirror.root / "export")

    def refuse(path: Any, ignore_errors: bool = False) -> None:
        if not ignore_errors:
            raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(shutil, "rmtree", refuse)
    with pytest.raises(OutputError, match="Permission denied") as caught, opened_mirror(ADDRESS, tmp_path):
        pass
    assert str(root) in caught.value.message
    monkeypatch.undo()
    assert "export/csv/documents.csv" not in there()


def test_what_was_fetched_is_on_the_disk_before_it_counts(
    tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a power cut leaves empty files that count, and they would be put there."""
    shutil.rmtree(root.parent)
    known: list[bool] = []
    monkeypatch.setattr(os, "sync", lambda: known.append((root.parent / "opened").exists()))
    fetched(ADDRESS, tmp_path)
    assert known == [False]


@pytest.mark.parametrize(
    ("name", "left"),
    [
        ("documents/ab/ab1.json", ""),
        ("documents/ab/ab1.json", "\0\0"),
        ("documents/ef/ef3.json", "{"),
        (".state/journal.jsonl", ""),
        ("run.json", ""),
    ],
)
def test_what_a_power_cut_has_emptied_here_is_not_put_over_the_whole_file_there(
    tmp_path: Path, root: Path, there: Callable[[], dict[str, str]], name: str, left: str
) -> None:
    """Also a document that had not been put: no journal there has it, so its report is read again."""
    write(root, {name: left})
    assert here(fetched(ADDRESS, tmp_path)) == RUN
    write(root, {name: left})
    with opened_mirror(ADDRESS, tmp_path) as (mirror, _):
        assert here(mirror.root) == RUN
    assert there() == RUN


def test_a_copy_is_not_made_anew_below_another_process_that_reads_it(
    tmp_path: Path, root: Path, there: Callable[[], dict[str, str]]
) -> None:
    """Its export would silently have fewer rows. What a reader that has ended leaves behind stands in nobody's way."""
    with opened_mirror(ADDRESS, tmp_path / "other") as (mirror, _):
        write(mirror.root, {"run.json": "newer"})
    reader = f"""
from pathlib import Path
from corpus_cli.storage.place import keep_for_reading
keep_for_reading(Path({str(root.parent)!r}))
print("reads", flush=True)
input()
"""
    command = [sys.executable, "-c", reader]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None and process.stdout.readline() == "reads\n"
        with pytest.raises(OutputError, match="reads its copy"):
            fetched(ADDRESS, tmp_path)
        with pytest.raises(OutputError, match="reads its copy"), opened_mirror(ADDRESS, tmp_path):
            pass
        assert here(root) == RUN
        process.kill()
    assert here(fetched(ADDRESS, tmp_path)) == {**RUN, "run.json": "newer"} == there()
    assert here(fetched(ADDRESS, tmp_path)) == there()


def answers(*pairs: str) -> str:
    """The file of a review in which these were rejected."""
    return json.dumps({"listed": "", "rejected": [{"pair": pair, "first": "هيئة", "second": "b"} for pair in pairs]})


def rejected(text: str) -> list[str]:
    return [one["pair"] for one in json.loads(text)["rejected"]]


def test_answers_given_in_the_copy_outlive_it(
    tmp_path: Path, root: Path, there: Callable[[], dict[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another machine has run since, with answers of its own: both are kept, and put there, though a fetch fails."""
    with opened_mirror(ADDRESS, tmp_path / "other") as (mirror, _):
        write(mirror.root, {".state/reviewed.json": answers("p1", "p3")})
    write(root, {".state/reviewed.json": answers("p2", "p3")})
    system = Mirror(ADDRESS, tmp_path).system
    monkeypatch.setattr(type(system), "get", lambda *_, **__: pytest.fail("cut"))
    with pytest.raises(pytest.fail.Exception, match="cut"):
        fetched(ADDRESS, tmp_path)
    monkeypatch.undo()
    assert rejected(here(fetched(ADDRESS, tmp_path))[".state/reviewed.json"]) == ["p1", "p2", "p3"]
    with opened_mirror(ADDRESS, tmp_path):
        pass
    assert rejected(there()[".state/reviewed.json"]) == ["p1", "p2", "p3"]


@pytest.mark.parametrize("name", ["reviewed.json", "run/.state/reviewed.json"])
def test_a_file_of_answers_that_is_half_costs_no_others(tmp_path: Path, root: Path, name: str) -> None:
    """Beside the copy it gives way to those of the copy; in the copy there is nothing to keep."""
    with opened_mirror(ADDRESS, tmp_path / "other") as (mirror, _):
        write(mirror.root, {".state/reviewed.json": answers("p1")})
    write(root, {".state/reviewed.json": answers("p2")})
    write(root.parent, {name: '{"rejected":['})
    found = rejected(here(fetched(ADDRESS, tmp_path))[".state/reviewed.json"])
    assert found == (["p1", "p2"] if name == "reviewed.json" else ["p1"])


def test_answers_that_were_put_are_those_of_the_run_there(tmp_path: Path, root: Path) -> None:
    """What another machine has taken back since is not said again."""
    with opened_mirror(ADDRESS, tmp_path):
        write(root, {".state/reviewed.json": answers("p1")})
    with opened_mirror(ADDRESS, tmp_path / "other") as (mirror, _):
        write(mirror.root, {".state/reviewed.json": answers()})
    assert rejected(here(fetched(ADDRESS, tmp_path))[".state/reviewed.json"]) == []


def test_what_may_be_empty_does_not_cost_the_copy(tmp_path: Path, root: Path) -> None:
    """The list of failures of a run that has none any more, and what had never been put with something in it."""
    with opened_mirror(ADDRESS, tmp_path) as (mirror, _):
        write(mirror.root, {"errors.jsonl": "{}\n", "audit.jsonl": "{}\n"})
    write(root, {"errors.jsonl": "", ".state/reviewed.json": "", "documents/ab/ab1.json": "newer {}\n"})
    changed = here(root)
    assert here(fetched(ADDRESS, tmp_path)) == changed


def test_a_run_that_is_gone_there_does_not_cost_the_copy_of_who_reads(tmp_path: Path, root: Path, storage: Any) -> None:
    """It may be the last one."""
    storage.rm("/bucket/out", recursive=True)
    with pytest.raises(InputError, match="holds no run"):
        fetched(ADDRESS, tmp_path)
    with pytest.raises(InputError, match="holds no run"):
        check_run(ADDRESS, tmp_path)
    assert here(root) == RUN


def test_a_copy_fetched_beside_a_run_is_not_written_from(
    tmp_path: Path, there: Callable[[], dict[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The machine of that run was lost later: who goes on takes what it had put there by then."""
    lost = Mirror(ADDRESS, tmp_path / "lost")
    lost.open()
    write(lost.root, {name: RUN[name] for name in ("documents/ab/ab1.json", ".state/journal.jsonl")})
    lost.put()
    half = fetched(ADDRESS, tmp_path)
    assert not (half / "run.json").exists()
    write(lost.root, RUN)
    lost.put()
    assert here(fetched(ADDRESS, tmp_path)) == RUN
    monkeypatch.setattr(lock_module, "STALE_SECONDS", -1)
    with opened_mirror(ADDRESS, tmp_path) as (mirror, taken):
        assert taken
        assert here(mirror.root) == RUN
    assert there() == RUN
    lost.close()


def test_a_copy_of_a_finished_run_that_was_read_need_not_be_fetched_to_write(
    tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody was writing there while it was fetched."""
    copy = fetched(ADDRESS, tmp_path / "other")
    assert copy != root
    other = Mirror(ADDRESS, tmp_path / "other")
    monkeypatch.setattr(type(other.system), "get", lambda *_, **__: pytest.fail("fetched again"))
    other.open()
    assert here(copy) == RUN
    other.close()


def test_who_is_taken_over_in_the_middle_of_a_put_stops(
    tmp_path: Path, root: Path, storage: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A machine that slept for an hour must not go on writing over what another has done since."""
    monkeypatch.setattr(mirror_module, "FILES_A_BATCH", 1)
    mirror = Mirror(ADDRESS, tmp_path)
    mirror.open()
    write(root, {"documents/ab/ab1.json": "of the first", ".state/journal.jsonl": "of the first", "run.json": "first"})
    pipe = type(storage).pipe

    def slow(self: Any, data: dict[str, bytes]) -> None:
        pipe(self, data)
        storage.pipe_file("/bucket/out/.state/lock", b'{"owner":"other","machine":"other","beat":0}')

    monkeypatch.setattr(type(storage), "pipe", slow)
    with pytest.raises(OutputError, match="another run has taken over"):
        mirror.put_last()
    assert storage.cat_file("/bucket/out/.state/journal.jsonl").decode() == RUN[".state/journal.jsonl"]
    mirror.close()


def test_what_was_put_is_known_behind_a_torn_line(tmp_path: Path, root: Path) -> None:
    """A kill leaves half a line, which must not swallow the next one."""
    log = place_of_mirror(ADDRESS, tmp_path) / "put.jsonl"
    with log.open("ab") as file:
        file.write(b'{"name":"docum')
    with opened_mirror(ADDRESS, tmp_path):
        write(root, {"themes.md": "x"})
    (root / "themes.md").unlink()
    assert (fetched(ADDRESS, tmp_path) / "themes.md").is_file()


def test_an_export_that_is_being_written_stays_here(
    tmp_path: Path, root: Path, there: Callable[[], dict[str, str]]
) -> None:
    """The folder has a temporary name, its files their last ones."""
    mirror = Mirror(ADDRESS, tmp_path)
    mirror.open()
    write(root, {"export/csv.12.new.part/documents.csv": "half"})
    mirror.put()
    mirror.close()
    assert there() == RUN
