"""The document that a person names, or why their file has none."""

from __future__ import annotations

from pathlib import PurePosixPath

from corpus_cli.document import Document, Failure
from corpus_cli.errors import InputError
from corpus_cli.results.run import Results


def find_document(results: Results, name: str) -> Document:
    """The document of that name, as ``Results.document`` takes it.

    Raises ``InputError`` if there is none or more than one; for an input that gave no document (it repeats another
    file, it is a scan) with the reason that ``errors.jsonl`` has.
    """
    try:
        return results.document(name)
    except InputError as error:
        failure = next((one for one in results.failures() if _is_of(one, name)), None)
        if failure is None:
            raise
        raise InputError(
            f"{failure.path} gave no document ({failure.kind}): {failure.reason}", remedy=failure.remedy
        ) from error


def _is_of(failure: Failure, name: str) -> bool:
    wanted = PurePosixPath(name).as_posix()
    paths = (failure.path, f"{failure.path}#{failure.record}")
    return any(path == wanted or path.endswith(f"/{wanted}") for path in paths)
