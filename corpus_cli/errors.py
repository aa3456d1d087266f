"""Every error the package raises on purpose: each with an exit code and a message that says what to do next.

Only ``commands/main.py`` turns them into an exit; the library raises. Errors about one document are not raised through
a batch but become a ``Failure`` line in ``errors.jsonl`` (exit code 6 at the end).
"""

from __future__ import annotations

from enum import IntEnum
from typing import ClassVar


class ExitCode(IntEnum):
    """What the process ends with. 6: some documents failed, the rest is written."""

    OK = 0
    INTERNAL = 1
    USAGE = 2
    INPUT = 3
    CONFIG = 4
    MODEL = 5
    PARTIAL = 6
    OUTPUT = 7
    INTERRUPTED = 130


class CorpusError(Exception):
    """Base of all errors raised on purpose. ``remedy`` says what the user can do."""

    exit_code: ClassVar[ExitCode] = ExitCode.INTERNAL

    def __init__(self, message: str, *, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __reduce__(self) -> tuple[object, ...]:
        return _restore, (type(self), self.message, self.remedy)


def _restore(kind: type[CorpusError], message: str, remedy: str) -> CorpusError:
    """Keyword-only arguments do not survive pickling between processes; this puts them back."""
    return kind(message, remedy=remedy)


class InputError(CorpusError):
    """The inputs cannot be used at all: nothing there, not readable, not a kind that is known."""

    exit_code = ExitCode.INPUT


class ConfigError(CorpusError):
    """A recipe, setting or alias file is wrong."""

    exit_code = ExitCode.CONFIG


class ModelMissingError(CorpusError):
    """A model or an optional package is not installed, or a shipped model file is missing or altered."""

    exit_code = ExitCode.MODEL


class OutputError(CorpusError):
    """The output folder cannot be written, is in use by another run, or holds something else."""

    exit_code = ExitCode.OUTPUT


class DocumentError(CorpusError):
    """One document cannot be read or processed; the engine turns it into a line of ``errors.jsonl``."""

    exit_code = ExitCode.PARTIAL

    def __init__(self, message: str, *, remedy: str = "", kind: str = "quarantined") -> None:
        super().__init__(message, remedy=remedy)
        self.kind = kind

    def __reduce__(self) -> tuple[object, ...]:
        return _restore_document, (self.message, self.remedy, self.kind)


def _restore_document(message: str, remedy: str, kind: str) -> DocumentError:
    return DocumentError(message, remedy=remedy, kind=kind)
