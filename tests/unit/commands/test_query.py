from __future__ import annotations

from pathlib import Path

import pytest

from corpus_cli.commands.query import _runs_and_text


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory: two runs, and a folder that is none and is called like a word."""
    for name in ("first/documents", "second/.state", "water"):
        (tmp_path / name).mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("arguments", "runs", "text"),
    [
        (["first"], ["first"], None),
        (["first", "water"], ["first"], "water"),
        (["first", "second", "water", "in", "Homs"], ["first", "second"], "water in Homs"),
        (["first", ""], ["first"], ""),
        (["nowhere", "water"], ["nowhere"], "water"),
        (["first", "water", "second"], ["first"], "water second"),
        (["first", "x" * 10_000], ["first"], "x" * 10_000),
        (["first", "a\0b"], ["first"], "a\0b"),
        (["s3://a/out", "first", "s3://b/out", "water"], ["s3://a/out", "first", "s3://b/out"], "water"),
        (["first", "https://example.org/wells"], ["first"], "https://example.org/wells"),
    ],
)  # fmt: skip
def test_runs_stand_first(arguments: list[str], runs: list[str], text: str | None) -> None:
    """The first argument is a run whatever it is; the others as long as they hold one; the rest is the text."""
    assert _runs_and_text(arguments) == (runs, text)
