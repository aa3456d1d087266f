"""What is shown while a command works: bars on a terminal, lines in a log, JSON for programs."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from corpus_cli.commands import console as module
from corpus_cli.commands.console import ISOLATE, POP, Console, isolated, make_console
from corpus_cli.commands.settings import Settings


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def report(console: Console) -> None:
    console.begin("documents", total=2, unit="file")
    console.advance(1, words=100)
    console.say("settings changed")
    console.warn("little text")
    console.advance(1, words=100)
    console.end()
    console.begin("topic model", total=None, unit="step")
    console.step("clusters")
    console.end()
    console.summary("documents 2", {"documents": 2})
    console.close()


def shown(stream: io.StringIO, **settings: bool) -> str:
    report(make_console(Settings(jobs=1, models_dir=Path("models"), **settings), stream=stream))
    return stream.getvalue()


def test_a_log_gets_plain_lines() -> None:
    """No colours, no bars, no control characters."""
    assert shown(io.StringIO()).splitlines() == [
        "documents: 2 files",
        "settings changed",
        "warning: little text",
        "topic model: begins",
        "topic model: clusters",
        "documents 2",
    ]


def test_a_log_gets_progress_at_intervals(monkeypatch: pytest.MonkeyPatch) -> None:
    """With how many there are, the rate and the time left."""
    monkeypatch.setattr(module, "SECONDS_BETWEEN_LINES", 0.0)
    assert "documents: 1 of 2 files, " in shown(io.StringIO())
    assert "s left" in shown(io.StringIO())


def test_json_logs_are_one_object_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also on a terminal, where a program may be reading."""
    monkeypatch.setattr(module, "SECONDS_BETWEEN_LINES", 0.0)
    lines = [json.loads(line) for line in shown(Terminal(), json_logs=True).splitlines()]
    events = [line["event"] for line in lines]
    assert events == [
        "begin",
        "progress",
        "message",
        "warning",
        "progress",
        "end",
        "begin",
        "step",
        "end",
        "summary",
    ]
    assert lines[1]["done"] == 1
    assert lines[-1]["documents"] == 2


@pytest.mark.parametrize("stream", [io.StringIO, Terminal])
def test_quiet_leaves_only_warnings(stream: type[io.StringIO]) -> None:
    """A summary that nobody asked for would fill a mailbox."""
    assert shown(stream(), quiet=True) == "warning: little text\n"
    assert json.loads(shown(stream(), quiet=True, json_logs=True)) == {"event": "warning", "message": "little text"}


def test_a_terminal_gets_bars_and_the_summary() -> None:
    """A bar a pass, messages above, the summary below."""
    text = shown(Terminal())
    for part in ("documents", "100 %", "2 files", "topic model", "settings changed", "warning: little text"):
        assert part in text


def test_no_color_means_no_colour_codes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The cursor may move, but nothing is coloured."""
    monkeypatch.setenv("TERM", "xterm-256color")
    assert "\x1b[33m" in shown(Terminal())
    assert "\x1b[33m" not in shown(Terminal(), no_color=True)


def test_arabic_names_are_isolated_on_a_terminal_only() -> None:
    """حلب is written right to left: without isolates a number beside it would jump to its other side."""
    assert isolated("حلب") == f"{ISOLATE}حلب{POP}"
    assert isolated("Aleppo") == "Aleppo"
    settings = Settings(jobs=1, models_dir=Path("models"))
    assert make_console(settings, stream=Terminal()).name("حلب") == f"{ISOLATE}حلب{POP}"
    assert make_console(settings, stream=io.StringIO()).name("حلب") == "حلب"


@pytest.mark.parametrize("stream", [io.StringIO, Terminal])
def test_names_from_reports_cannot_command_the_terminal(stream: type[io.StringIO]) -> None:
    """Escape sequences and bidi overrides in a file name are not passed on."""
    console = make_console(Settings(jobs=1, models_dir=Path("models")), stream=stream())
    assert console.name("a\x1b[2J\u202eb\nc") == "a[2Jb c"
