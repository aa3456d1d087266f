"""What this machine has lost of a run is fetched again, and never removed in storage."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from stored_run import ADDRESS, RUN, here, write

from corpus_cli.errors import InputError, OutputError
from corpus_cli.storage.mirror import Mirror, fetched, opened_mirror

pytestmark = pytest.mark.usefixtures("storage")


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


def test_what_may_be_empty_does_not_cost_the_copy(tmp_path: Path, root: Path) -> None:
    """The list of failures of a run that has none any more, and what had never been put with something in it."""
    with opened_mirror(ADDRESS, tmp_path) as (mirror, _):
        write(mirror.root, {"errors.jsonl": "{}\n", "audit.jsonl": "{}\n"})
    write(root, {"errors.jsonl": "", ".state/reviewed.json": "", "documents/ab/ab1.json": "newer {}\n"})
    changed = here(root)
    assert here(fetched(ADDRESS, tmp_path)) == changed
