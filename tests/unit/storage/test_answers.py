"""What people have said in this machine's copy of a run outlives the copy."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from stored_run import ADDRESS, here, write

from corpus_cli.storage.mirror import Mirror, fetched, opened_mirror

pytestmark = pytest.mark.usefixtures("storage")


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
