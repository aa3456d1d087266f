"""The door: quick help, errors with what to do, exit codes as documented."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from corpus_cli import __version__
from corpus_cli.commands import main
from corpus_cli.errors import ConfigError, ExitCode

ROOT = Path(__file__).parents[3]
HEAVY = ("torch", "spacy", "camel_tools", "sklearn", "numpy", "trafilatura", "rich.progress")
COMMANDS = ("run", "process", "themes", "evaluate", "gazetteer", "entities", "init", "doctor")


def code(*arguments: str) -> int:
    with pytest.raises(SystemExit) as caught:
        main.run(list(arguments))
    assert isinstance(caught.value.code, int)
    return caught.value.code


def leaves(path: tuple[str, ...], command: Any) -> Iterator[tuple[tuple[str, ...], Any]]:
    """The commands that do something, by the words that lead to them."""
    below = getattr(command, "commands", {})
    if not below:
        yield path, command
    for name, one in below.items():
        yield from leaves((*path, name), one)


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_loads_nothing_heavy(command: str) -> None:
    """Asking for help must not take seconds: no models, no arrays."""
    script = (
        "import sys\nfrom corpus_cli.commands.main import run\n"
        f"try:\n    run({[*command.split(), '--help']!r})\n"
        f"except SystemExit as end:\n    print(end.code, [name for name in {HEAVY!r} if name in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.splitlines()[-1] == "0 []"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_an_example(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The quickest way to learn a command."""
    assert code(command, "--help") == 0
    assert f"Example: corpus {command} " in capsys.readouterr().out.replace("doctor\n", "doctor \n")


def test_whoever_can_silence_a_command_can_read_it_by_program_too() -> None:
    """The options of messages come together: a script that gives --json-logs must not stumble over one command."""
    alone = {}
    for path, command in leaves((), typer.main.get_command(main.app)):
        given = {option for parameter in command.params for option in parameter.opts}
        if "--quiet" in given:
            alone[path] = {"--json-logs", "--no-color"} - given
    assert len(alone) > 10
    assert {path: missing for path, missing in alone.items() if missing} == {}


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """On stdout, for scripts."""
    assert code("--version") == 0
    assert capsys.readouterr().out == f"corpus {__version__}\n"


@pytest.mark.parametrize(
    "arguments", [("no-such-command",), ("run",), ("run", "x", "-o", "y", "--jobs", "0"), ("themes", "x", "-f", "xml")]
)
def test_wrong_usage_ends_with_2(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    """With what is wrong and what to do, on stderr."""
    assert code(*arguments) == ExitCode.USAGE
    said = capsys.readouterr()
    assert said.err.startswith("error: ")
    assert "what to do: " in said.err
    assert said.out == ""


def test_no_command_shows_help_and_ends_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing was done."""
    assert code() == ExitCode.USAGE
    assert "corpus [OPTIONS] COMMAND" in capsys.readouterr().out


def test_nothing_to_read_ends_with_3_and_makes_no_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A slip in the input must not leave an empty output folder."""
    assert code("run", str(tmp_path / "absent"), "-o", str(tmp_path / "out")) == ExitCode.INPUT
    assert "absent" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("--pipeline", "no-such-recipe"), "no-such-recipe"),
        (("--map", "text"), "OURS=THEIRS"),
        (("--map", "body=text"), "body"),
    ],
)
def test_a_wrong_setting_ends_with_4(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], named: str
) -> None:
    """Before anything is read."""
    (tmp_path / "a.txt").write_text("x")
    assert code("run", str(tmp_path / "a.txt"), "-o", str(tmp_path / "out"), *arguments) == ExitCode.CONFIG
    assert named in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_folder_with_other_things_ends_with_7(tmp_path: Path) -> None:
    """Results are not mixed into somebody's folder."""
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.docx").touch()
    assert code("run", str(tmp_path / "a.txt"), "-o", str(tmp_path / "mine")) == ExitCode.OUTPUT


@pytest.mark.parametrize(
    ("error", "expected", "said"),
    [
        (
            ConfigError("the file is wrong", remedy="correct it"),
            4,
            "error: the file is wrong\nwhat to do: correct it\n",
        ),
        (KeyboardInterrupt(), 130, "error: interrupted; "),
        (ZeroDivisionError("a bug"), 1, "error: internal error: ZeroDivisionError: a bug"),
    ],
)
def test_errors_become_messages_and_codes(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: BaseException,
    expected: int,
    said: str,
) -> None:
    """Raised anywhere below, explained here."""

    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(main, "app", fail)
    assert code("run") == expected
    assert said in capsys.readouterr().err


def test_error_messages_are_safe_for_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    """A file name in a message is written by whoever made the file."""
    assert code("themes", "\x1b[2J\u202eno such folder") == ExitCode.INPUT
    assert not set(capsys.readouterr().err) & {"\x1b", "\u202e"}


def test_with_json_logs_the_last_error_is_json_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A program that watches a run reads one object a line, to the end."""
    assert code("process", str(tmp_path / "nothing"), "-o", str(tmp_path / "out"), "--json-logs") == ExitCode.INPUT
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert lines[-1]["event"] == "error"
    assert "nothing" in lines[-1]["message"] and lines[-1]["remedy"]
