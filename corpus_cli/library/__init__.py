"""A finished run in Python, with pandas frames: ``from corpus_cli import open_run``. docs/python.md shows how."""

from corpus_cli.library.run import Run, open_run
from corpus_cli.library.shown import Shown

__all__ = ["Run", "Shown", "open_run"]
