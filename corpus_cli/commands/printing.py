"""Data on stdout: as it is, and text of reports made safe to stand in a line."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.table import Table

    from corpus_cli.commands.settings import Settings


def print_bytes(data: bytes) -> None:
    """The data is on stdout as it is."""
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def print_lines(lines: Iterable[str]) -> None:
    """The lines are on stdout, in UTF-8 whatever the locale says."""
    print_bytes("".join(f"{line}\n" for line in lines).encode())


def print_table(table: Table, *, settings: Settings, width: int) -> None:
    """The table is on stdout, at least ``width`` columns wide: on a narrower screen its lines are broken, not cut."""
    from rich.console import Console

    console = Console(file=sys.stdout, no_color=settings.no_color, highlight=False)
    console.width = max(console.width, width)
    console.print(table)


def safe_name() -> Callable[[str], str]:
    """Makes text of reports safe to stand in a line; on a terminal right-to-left text is isolated."""
    from corpus_cli.commands.console import isolated
    from corpus_cli.wording.text import one_line

    return (lambda text: isolated(one_line(text))) if sys.stdout.isatty() else one_line
