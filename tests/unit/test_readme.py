"""What README shows is what the command says."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_help_in_the_readme_is_the_help():
    """Generated, not remembered: `COLUMNS=80 corpus --help`."""
    code = "from corpus_cli.commands.main import run; run()"
    shown = subprocess.run(
        [sys.executable, "-c", code, "--help"],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "COLUMNS": "80", "NO_COLOR": "1"},
        cwd=ROOT,
    ).stdout
    lines = [line.rstrip() for line in shown.strip().splitlines()]
    assert "\n".join(lines) in README


def test_its_first_screen_has_the_two_commands():
    """Exactly two commands that do everything, both there and executable."""
    (block,) = re.findall(r"```\n(scripts/.*?)```", README, re.DOTALL)
    commands = [line.split()[0] for line in block.strip().splitlines()]
    assert commands == ["scripts/demo", "scripts/test"]
    assert all(os.access(ROOT / command, os.X_OK) for command in commands)


def test_its_links_lead_somewhere():
    """Every relative link is a file of the repository."""
    targets = re.findall(r"\]\(((?!https?:)[^)#]+)\)", README)
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []
