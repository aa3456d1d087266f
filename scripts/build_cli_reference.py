"""Write docs/cli.md from the commands themselves; with --check, say whether it is up to date and exit 1 if not."""

import argparse
import re
import sys
from pathlib import Path

import typer
from typer.cli import get_docs_for_click

from corpus_cli.commands.main import app

PAGE = Path(__file__).resolve().parent.parent / "docs" / "cli.md"
HEAD = "<!-- Made by scripts/build_cli_reference.py from the commands' own help. -->\n\n"


def reference() -> str:
    """Every command with its arguments and options, as Markdown."""
    command = typer.main.get_command(app)
    with typer.Context(command, info_name="corpus") as context:
        page = get_docs_for_click(obj=command, ctx=context, name="corpus", title="The commands")
    # A help text's example is a line of its own; as Markdown it would run into the sentence before it.
    page = re.sub(r"^(Examples?): (.+)$", r"\n\1: `\2`", page, flags=re.MULTILINE)
    return HEAD + re.sub(r"\n{3,}", "\n\n", page).strip() + "\n"


def main() -> None:
    """Write or check the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    text = reference()
    if not parser.parse_args().check:
        PAGE.write_text(text, encoding="utf-8")
    elif not PAGE.is_file() or PAGE.read_text(encoding="utf-8") != text:
        sys.exit("stale: docs/cli.md; run python scripts/build_cli_reference.py and commit the result")


if __name__ == "__main__":
    main()
