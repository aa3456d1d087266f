"""What a format is to the export: something that takes documents one by one and then says what it has written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from corpus_cli.export.record import Outgoing
from corpus_cli.export.theme_names import ThemeNames
from corpus_cli.themes.page import Card


@dataclass(frozen=True, slots=True)
class Setting:
    """Where an exporter writes, and the themes of the run. ``folder`` is there and is the exporter's alone."""

    folder: Path
    cards: Sequence[Card]
    themes: ThemeNames


@dataclass(frozen=True, slots=True)
class Written:
    """A file in the folder and how many rows, features, sentences or entities it holds; ``unit`` in the singular."""

    file: str
    count: int
    unit: str


class Exporter(Protocol):
    """Documents come in the order of their ids; nothing but counts and names is kept of them."""

    def add(self, out: Outgoing) -> None:
        """The document is written."""

    def finish(self) -> Sequence[Written]:
        """All files are complete and closed; returns them."""

    def close(self) -> None:
        """No file is open, whether or not all was written."""
