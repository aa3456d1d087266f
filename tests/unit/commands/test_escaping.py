"""What reaches a terminal from names and messages can neither move the cursor nor reorder what is read."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from corpus_cli.commands.console import make_console
from corpus_cli.commands.escaping import escaped, escaped_json
from corpus_cli.commands.settings import Settings


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[2Jb", "a\\x1b[2Jb"),
        ("a\u202etxt.exe", "a\\u202etxt.exe"),
        ("two\r\x85lines\u2028", "two\\x0d\\x85lines\\u2028"),
        ("\u2068محجوب\u2069 and \u2066bare\u2069", "\u2068محجوب\u2069 and \\u2066bare\\u2069"),
        ("\u2068a\u202eb\u2069", "\\u2068a\\u202eb\\u2069"),
        ("تقرير عن «المياه» 2024\n\tسطر", "تقرير عن «المياه» 2024\n\tسطر"),
    ],
)
def test_unsafe_characters_are_spelled_out(text: str, shown: str) -> None:
    """Arabic, line ends and the isolates that the console itself puts around a name stay."""
    assert escaped(text) == shown


def test_json_keeps_its_value() -> None:
    """A program reads the same, a person's terminal is safe."""
    line = json.dumps({"name": "a\u202eb\x9b"}, ensure_ascii=False)
    assert json.loads(escaped_json(line)) == {"name": "a\u202eb\x9b"}
    assert "\u202e" not in escaped_json(line)


@pytest.mark.parametrize("json_logs", [True, False])
def test_all_that_the_console_says_is_safe(json_logs: bool) -> None:
    """Messages quote file names."""
    stream = io.StringIO()
    console = make_console(Settings(jobs=1, models_dir=Path("models"), json_logs=json_logs), stream=stream)
    evil = "\x1b]0;x\x07\u202e.txt"
    console.begin(evil, total=1, unit="file")
    console.say(evil)
    console.warn(evil)
    console.summary(evil, {"path": evil})
    assert not set(stream.getvalue()) & {"\x1b", "\x07", "\u202e"}
