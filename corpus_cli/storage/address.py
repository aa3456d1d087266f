"""Addresses of object storage and what lies there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from corpus_cli.errors import InputError, ModelMissingError

# A Windows drive has one letter.
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file in object storage. ``mark``: changes with its content; empty where the storage has no such thing."""

    address: str
    size_bytes: int
    mark: str


def is_address(path: str) -> bool:
    """Whether the path is an address and no file's name."""
    return _ADDRESS.match(path) is not None


def filesystem(address: str) -> tuple[Any, str]:
    """The file system of the address, of fsspec, and the address in its own words.

    Raises ``ModelMissingError`` where the package for this kind of storage is missing, ``InputError`` for a kind that
    there is not.
    """
    import fsspec

    scheme = address.partition("://")[0]
    try:
        system, path = fsspec.core.url_to_fs(address)
    except ImportError as error:
        raise ModelMissingError(
            f"{address}: reading {scheme}:// needs a package that is not installed: {error}",
            remedy="for s3:// python -m pip install 'corpus-cli[s3]'",
        ) from error
    except ValueError as error:
        raise InputError(f"{address}: {error}", remedy="use s3://bucket/folder, or a folder's path") from error
    system.invalidate_cache()
    return system, str(path).rstrip("/")


def list_files(address: str) -> Iterator[StoredFile]:
    """The file at the address, or those below it, or those that a pattern with ``*`` matches, by name.

    Raises ``InputError`` where the storage cannot be read.
    """
    system, path = filesystem(address)
    try:
        if "*" in path:
            found = {name: info for name, info in system.glob(path, detail=True).items() if info["type"] == "file"}
        else:
            found = system.find(path, detail=True)
    except Exception as error:  # every storage has errors of its own
        raise InputError(
            f"{address}: cannot be read: {reason_of(error)}",
            remedy="check the address and the access to it (for s3:// as for the AWS command line)",
        ) from error
    for name, info in sorted(found.items()):
        if not name.endswith("/"):  # the empty object that stands for a folder
            mark = str(info.get("ETag") or info.get("etag") or info.get("created") or "")
            yield StoredFile(system.unstrip_protocol(name), int(info.get("size") or 0), mark)


def read_bytes(address: str, *, most: int) -> bytes:
    """The file's first ``most`` bytes. Raises ``OSError``, also for errors of the storage's own."""
    system, path = filesystem(address)
    try:
        found: bytes = system.cat_file(path, start=0, end=most)
    except FileNotFoundError:
        raise
    except Exception as error:
        if _is_empty(system, path):  # S3 has no first bytes of nothing
            return b""
        raise OSError(reason_of(error)) from error
    return found


def _is_empty(system: Any, path: str) -> bool:
    try:
        return bool(system.size(path) == 0)
    except Exception:
        return False


def exists(address: str) -> bool:
    """Whether something lies there. Where the storage does not answer, nothing is taken for gone."""
    system, path = filesystem(address)
    try:
        system.info(path)  # not ``exists``, which in most storages answers no to whatever goes wrong
    except FileNotFoundError:
        return False
    except Exception:
        return True
    return True


def reason_of(error: BaseException) -> str:
    """The first line of what went wrong."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:300]
