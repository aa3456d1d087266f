"""A run in object storage by its address: read from this machine's copy; what a command makes is put there."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

import fsspec
import pytest
from filelock import FileLock
from typer.testing import CliRunner, Result

from corpus_cli.commands.main import app
from corpus_cli.errors import InputError, OutputError
from corpus_cli.library.run import open_run

ADDRESS = "memory://bucket/out"


class Finished(Protocol):
    """A finished run in ``out``."""

    out: Path


@pytest.fixture
def storage(finished: Finished, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A storage in this process's memory with the run at the address; nothing of it is on this machine."""
    system = fsspec.filesystem("memory")
    system.store.clear()
    for path in finished.out.rglob("*"):
        if path.is_file() and path.name != "lock":
            system.pipe_file(f"/bucket/out/{path.relative_to(finished.out).as_posix()}", path.read_bytes())
    system.pipe_file("/bucket/out/.state/opened", b"0" * 32)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CORPUS_MIRRORS_DIR", str(tmp_path / "mirrors"))
    monkeypatch.setenv("CORPUS_MODELS_DIR", str(tmp_path / "models"))
    yield system
    system.store.clear()


def corpus(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def there(storage: Any) -> set[str]:
    return {name.removeprefix("/bucket/out/") for name in storage.find("/bucket/out")}


@pytest.mark.parametrize(
    "arguments",
    [("themes",), ("relations",), ("entities", "list"), ("topics", "show")],
    ids=" ".join,
)
def test_a_command_that_reads_takes_the_address(storage: Any, finished: Finished, arguments: tuple[str, ...]) -> None:
    """It prints what it prints of the folder, leaves the storage as it is, and makes no folder called s3:."""
    before = there(storage)
    done = corpus(*arguments, ADDRESS)
    assert done.exit_code == 0, done.output
    assert done.stdout.replace(ADDRESS, str(finished.out)) == corpus(*arguments, str(finished.out)).stdout
    assert there(storage) == before
    assert not Path("memory:").exists()


def test_hits_and_documents_are_those_of_the_address(storage: Any) -> None:
    """The run of a hit is named as it was given; its document is shown from the same address."""
    done = corpus("query", ADDRESS, "water", "-f", "json")
    assert done.exit_code == 0, done.output
    hit = json.loads(done.stdout)["hits"][0]
    assert hit["run"] == ADDRESS
    assert corpus("show", ADDRESS, hit["doc_id"]).exit_code == 0
    assert not storage.exists("/bucket/out/.state/lock")


def test_what_a_command_makes_is_put_there(storage: Any, tmp_path: Path) -> None:
    """The page and an export without -o; what goes elsewhere leaves the storage as it is."""
    storage.rm_file("/bucket/out/report.html")
    assert corpus("report", ADDRESS).exit_code == 0
    assert corpus("export", ADDRESS, "--to", "csv").exit_code == 0
    assert {"report.html", "export/csv/documents.csv"} <= there(storage)
    before = there(storage)
    assert corpus("export", ADDRESS, "--to", "csv", "-o", str(tmp_path / "elsewhere")).exit_code == 0
    assert corpus("report", ADDRESS, "--to", str(tmp_path / "page.html")).exit_code == 0
    assert corpus("index", ADDRESS).exit_code == 0
    assert (tmp_path / "elsewhere" / "documents.csv").is_file() and (tmp_path / "page.html").is_file()
    assert there(storage) == before


def test_an_address_that_holds_no_run_stays_empty(storage: Any) -> None:
    """Neither a reader nor a command that would write makes a run of a misspelt address."""
    for arguments in (("themes",), ("report",), ("index",), ("export", "--to", "csv")):
        error = corpus(arguments[0], "memory://bucket/typo", *arguments[1:]).exception
        assert isinstance(error, InputError) and "memory://bucket/typo" in error.message
        assert "corpus run INPUT -o memory://bucket/typo" in error.remedy
    assert not storage.exists("/bucket/typo")


def test_the_copy_is_not_replaced_below_a_command_that_works_in_it(storage: Any, tmp_path: Path) -> None:
    """A reader is told to wait, or to read the copy as it is."""
    assert corpus("themes", ADDRESS).exit_code == 0
    (lock,) = (tmp_path / "mirrors").glob("*.lock")
    (copy,) = (tmp_path / "mirrors").glob("*/run")
    with FileLock(lock):
        error = corpus("themes", ADDRESS).exception
    assert isinstance(error, OutputError) and str(copy) in error.remedy
    assert storage.exists("/bucket/out/run.json")


def test_where_an_address_does_not_serve_the_copy_is_named(storage: Any) -> None:
    """Reviews are kept in a folder, and open_run reads one."""
    error = corpus("entities", "review", ADDRESS).exception
    assert isinstance(error, InputError) and "mirrors" in error.remedy
    with pytest.raises(InputError, match="reads a folder"):
        open_run(ADDRESS)
    assert storage.exists("/bucket/out/run.json")


@pytest.mark.parametrize("part", ["", "documents"])
@pytest.mark.parametrize(
    "arguments", [("index",), ("report",), ("export", "--to", "csv"), ("themes",)], ids=lambda words: words[0]
)
def test_what_is_deleted_here_stays_there(storage: Any, tmp_path: Path, arguments: tuple[str, ...], part: str) -> None:
    """Whoever clears the copy that a command has named: the next command fetches it, and works with all of it."""
    first = corpus(arguments[0], ADDRESS, *arguments[1:])
    assert first.exit_code == 0, first.output
    before = there(storage)
    (copy,) = (tmp_path / "mirrors").glob("*/run")
    shutil.rmtree(copy / part)
    again = corpus(arguments[0], ADDRESS, *arguments[1:])
    assert again.exit_code == 0, again.output
    assert there(storage) == before
    assert list((copy / "documents").rglob("*.json"))


def test_a_run_is_fetched_once_to_be_written_to(storage: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether there is one is asked without fetching it."""
    fetched: list[str] = []
    get = type(storage).get
    monkeypatch.setattr(
        type(storage), "get", lambda self, names, places: (fetched.extend(names), get(self, names, places))
    )
    assert corpus("index", ADDRESS).exit_code == 0
    assert fetched and len(fetched) == len(set(fetched))
