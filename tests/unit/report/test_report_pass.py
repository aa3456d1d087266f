"""The page is written at the end of a run, and left alone where nothing has changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from corpus_cli.errors import OutputError
from corpus_cli.output import RunFolder
from corpus_cli.pipeline.passes.report import facts_of, recorded_facts, report_run, write_report
from corpus_cli.recipe import Recipe

Make = Callable[..., Path]


def test_a_second_time_nothing_is_read(make_run: Make, heard: Any) -> None:
    folder = RunFolder(make_run())
    facts = recorded_facts(folder)
    path = report_run(folder, fingerprint="one", facts=facts, progress=heard)
    first = path.read_bytes()
    assert heard.units == 24
    report_run(folder, fingerprint="one", facts=facts, progress=heard)
    assert heard.units == 24
    assert path.read_bytes() == first


@pytest.mark.parametrize("changed", ["fingerprint", "themes.json", "errors.jsonl", "report.html"])
def test_it_is_written_anew_when_something_has_changed(make_run: Make, heard: Any, changed: str) -> None:
    folder = RunFolder(make_run())
    facts = recorded_facts(folder)
    report_run(folder, fingerprint="one", facts=facts, progress=heard)
    if changed == "report.html":
        folder.report.unlink()
    elif changed != "fingerprint":
        path = folder.root / changed
        path.write_bytes(path.read_bytes() + b"\n")
    report_run(folder, fingerprint="two" if changed == "fingerprint" else "one", facts=facts, progress=heard)
    assert heard.units == 48
    assert folder.report.is_file()


def test_the_command_writes_the_page_that_the_run_wrote(make_run: Make, heard: Any, tmp_path: Path) -> None:
    folder = RunFolder(make_run())
    run = report_run(folder, fingerprint="one", facts=recorded_facts(folder), progress=heard).read_bytes()
    elsewhere = tmp_path / "page.html"
    assert write_report(folder.root, elsewhere, progress=heard) == elsewhere
    assert elsewhere.read_bytes() == run
    assert write_report(folder.root, progress=heard).read_bytes() == run


def test_a_run_says_of_itself_what_its_file_will_say(make_run: Make) -> None:
    folder = RunFolder(make_run())
    recipe = Recipe.model_validate({"schema": 1})
    facts = facts_of(recipe, command="run", config_hash="c" * 64, versions={"python": "3.11"})
    assert msgspec.json.encode(facts) == msgspec.json.encode(recorded_facts(folder))


def test_a_place_that_cannot_be_written_is_an_error_with_a_remedy(make_run: Make, heard: Any, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError) as raised:
        write_report(make_run(), tmp_path / "file" / "page.html", progress=heard)
    assert raised.value.remedy
