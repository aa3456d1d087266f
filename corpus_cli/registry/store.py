"""The topic models of a workspace: each name a list of versions that never change, one of them in use.

    models/topics/NAME/versions.jsonl      a line a version, the newest last
    models/topics/NAME/<12 hex>/           a version: the model's files, and figures.json
    models/topics/in_use.json              which version new runs take, and which they took before

A version is named NAME, for the newest, or NAME@HASH with the first digits of its hash.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec

from corpus_cli.errors import ConfigError, InputError, ModelMissingError, OutputError
from corpus_cli.output import TEMPORARY, write_whole

if TYPE_CHECKING:
    from corpus_cli.topics.model.topic_model import TopicModel

NAME = re.compile(r"[^\W_][\w.-]{0,63}")
# The store's own file, and what commands take for no model.
RESERVED = ("in_use.json", "none")
# In the folder of a name until its first version is listed: a list that is missing later was there.
BEGUN = ".begun"
# Digits of the hash that name a version's folder.
SHORT = 12
LEAST_DIGITS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of a model. ``made_by``: train, update, merge t003 t007, …; ``at``: when, in UTC."""

    name: str
    sha256: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
    made_by: str
    at: str

    @property
    def reference(self) -> str:
        """What commands call it: name@hash."""
        return f"{self.name}@{self.sha256[:SHORT]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class InUse:
    """The version that new runs take, and those they took before, the latest last."""

    current: Version
    before: tuple[Version, ...] = ()


@dataclass(frozen=True, slots=True)
class Store:
    """The topic models under ``root``. Making one touches nothing.

    Everything that changes it runs under ``locked``; reading needs no lock, since every file appears whole.
    """

    root: Path

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Nobody else changes the store within the block; what a killed command left half done is removed.

        Raises ``OutputError`` if another command is changing it, or it cannot be written.
        """
        from filelock import FileLock, Timeout

        lock = FileLock(self.root / ".lock")
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            lock.acquire(timeout=0)
        except Timeout as error:
            raise OutputError(
                f"{self.root}: another command is changing the topic models",
                remedy="wait until it has ended; the models that are there can be used meanwhile",
            ) from error
        except OSError as error:
            raise _unwritable(self.root, error) from error
        try:
            self._remove_leftovers()
            yield
        except OSError as error:
            raise _failed(self.root, error) from error
        finally:
            lock.release()

    def names(self) -> list[str]:
        """The names that have a version, in order; those whose list of versions is missing too."""
        if not self.root.is_dir():
            return []
        return sorted(path.name for path in self.root.iterdir() if is_name(path.name) and self._is_there(path))

    def versions(self, name: str) -> list[Version]:
        """The versions of that name, the newest last; none if there is no such name.

        Raises ``ModelMissingError`` if their list is missing or altered.
        """
        if not is_name(name) or not self._is_there(self.root / name):
            return []
        path = self.root / name / "versions.jsonl"
        if not path.is_file():
            raise ModelMissingError(
                f"{path}: is missing, and with it which versions there are and in what order",
                remedy="restore it from a copy, or move the folder away and train again",
            )
        try:
            found = [msgspec.json.decode(line, type=Version) for line in path.read_bytes().splitlines() if line]
            if not found:
                raise ValueError("it names no version")
        except (OSError, ValueError) as error:
            raise ModelMissingError(
                f"{path}: was altered: {error}", remedy="restore it from a copy, or remove the folder and train again"
            ) from error
        # A folder that was copied or renamed by hand is what it is called now.
        return [replace(version, name=name) for version in found]

    def find(self, reference: str) -> Version:
        """The version that NAME or NAME@HASH means. Raises ``InputError`` naming those there are."""
        name, at, digits = reference.partition("@")
        versions = self.versions(name)
        if not versions:
            known = ", ".join(self.names()) or "none yet: make one with `corpus topics train RUN --name NAME`"
            raise InputError(f"there is no topic model named {name!r} in {self.root}", remedy=f"there are: {known}")
        if not at:
            return versions[-1]
        found = {version.sha256: version for version in versions if version.sha256.startswith(digits)}
        if len(digits) < LEAST_DIGITS or len(found) != 1:
            known = ", ".join(version.reference for version in versions)
            raise InputError(f"{reference!r} does not name one version of {name}", remedy=f"there are: {known}")
        return next(iter(found.values()))

    def folder(self, version: Version) -> Path:
        """Where the version's files lie."""
        return self.root / version.name / version.sha256[:SHORT]

    def load(self, version: Version) -> TopicModel:
        """The model. Raises ``ModelMissingError`` if a file is missing or altered, or it is another model."""
        from corpus_cli.topics.model.files import load_model

        folder = self.folder(version)
        remedy = "restore the folder from a copy or import the model again; other versions are not touched by this"
        model = load_model(folder, remedy=remedy)
        if model is None or model.sha256 != version.sha256:
            raise ModelMissingError(f"{folder}: the topic model {version.reference} is not there", remedy=remedy)
        return model

    def figures(self, version: Version) -> bytes | None:
        """What was measured of it, as ``corpus topics evaluate --format json`` prints it; None if nothing was."""
        path = self.folder(version) / "figures.json"
        return path.read_bytes() if path.is_file() else None

    def add(self, name: str, model: TopicModel, *, made_by: str, figures: bytes | None = None) -> Version:
        """The model is the newest version of that name; one that is the newest already stays as it is.

        Raises ``ConfigError`` for a name that cannot be one.
        """
        check_name(name)
        versions = self.versions(name)
        there = bool(versions) and versions[-1].sha256 == model.sha256
        version = versions[-1] if there else Version(name=name, sha256=model.sha256, made_by=made_by, at=now())
        begun = self.root / name / BEGUN
        if not versions:
            write_whole(begun, b"")
        if not self._holds(version):
            self._write_model(version, model)
        if figures is not None:
            self.keep_figures(version, figures)
        if not there:
            self._write_versions(name, [*versions, version])
        begun.unlink(missing_ok=True)
        return version

    def continued(self, name: str, model: TopicModel) -> TopicModel:
        """The model with all ids retired that other versions of the name have given: no later edit gives them again.

        What goes on from the newest version is not changed by this; what goes on from an older one would else give
        the ids of the versions between to other themes.
        """
        given = {theme_id for version in self.versions(name) for theme_id in self._ids(version)}
        retired = tuple(sorted({*model.info.retired, *given} - set(model.theme_ids)))
        return model if retired == model.info.retired else replace(model, info=replace(model.info, retired=retired))

    def keep_figures(self, version: Version, figures: bytes) -> None:
        """``figures`` lie beside the version's model."""
        write_whole(self.folder(version) / "figures.json", figures)

    def in_use(self) -> InUse | None:
        """What new runs take; None if no model was promoted."""
        path = self.root / "in_use.json"
        if not path.is_file():
            return None
        try:
            use = msgspec.json.decode(path.read_bytes(), type=InUse)
            if not all(is_name(version.name) for version in (use.current, *use.before)):
                raise ValueError("it holds what is no name")
            return use
        except (OSError, ValueError) as error:
            raise ModelMissingError(
                f"{path}: was altered: {error}", remedy="remove it and promote a model again"
            ) from error

    def promote(self, version: Version) -> InUse:
        """New runs take this version. Its files have been checked."""
        self.load(version)
        last = self.in_use()
        if last is not None and last.current.reference == version.reference:
            return last
        before = (*last.before, last.current) if last else ()
        return self._use(InUse(current=version, before=before))

    def rollback(self) -> InUse:
        """New runs take the version that they took before the last promotion.

        Raises ``InputError`` if there was none.
        """
        last = self.in_use()
        if last is None or not last.before:
            raise InputError(
                "there is no earlier promotion to go back to", remedy="name a model: `corpus topics promote NAME`"
            )
        self.load(last.before[-1])
        return self._use(InUse(current=last.before[-1], before=last.before[:-1]))

    def _is_there(self, folder: Path) -> bool:
        """Whether the folder of a name has versions, listed or not; a killed first one does not count."""
        if (folder / "versions.jsonl").is_file():
            return True
        return any(folder.glob("*/model.sha256")) and not (folder / BEGUN).is_file()

    def _holds(self, version: Version) -> bool:
        """Whether the version's files are there, whole: an older version is the newest again, or is imported again."""
        try:
            self.load(version)
        except ModelMissingError:
            return False
        return True

    def _write_model(self, version: Version, model: TopicModel) -> None:
        """The version's folder holds the model, and what else was in it if it was there."""
        from corpus_cli.topics.model.files import save_model

        folder = self.folder(version)
        if folder.is_dir():  # damaged: its files are replaced one by one
            save_model(model, folder)
            return
        new = folder.with_name(f".{folder.name}.new")
        save_model(model, new)
        new.rename(folder)

    def _ids(self, version: Version) -> Iterator[str]:
        """The ids that the version has or had; none if it cannot be read."""
        from corpus_cli.topics.model.files import ModelFiles

        try:
            info = msgspec.json.decode(ModelFiles(self.folder(version)).info.read_bytes(), type=_Ids)
        except (OSError, ValueError):
            return
        yield from (theme.theme_id for theme in info.themes)
        yield from info.retired

    def _use(self, use: InUse) -> InUse:
        write_whole(self.root / "in_use.json", msgspec.json.format(msgspec.json.encode(use), indent=1) + b"\n")
        return use

    def _write_versions(self, name: str, versions: Sequence[Version]) -> None:
        lines = b"".join(msgspec.json.encode(version) + b"\n" for version in versions)
        write_whole(self.root / name / "versions.jsonl", lines)

    def _remove_leftovers(self) -> None:
        for leftover in self.root.glob("*/.*.new"):
            shutil.rmtree(leftover, ignore_errors=True)
        for pattern in (f"*{TEMPORARY}", f"*/*{TEMPORARY}", f"*/*/*{TEMPORARY}"):
            for leftover in self.root.glob(pattern):
                leftover.unlink(missing_ok=True)


class _Id(msgspec.Struct):
    theme_id: str


class _Ids(msgspec.Struct):
    """What of ``model.json`` says which ids are taken."""

    themes: list[_Id]
    retired: list[str] = msgspec.field(default_factory=list)


def is_name(name: str) -> bool:
    """Whether a model can be called that."""
    return NAME.fullmatch(name) is not None and name.casefold() not in RESERVED and not name.endswith(TEMPORARY)


def check_name(name: str) -> None:
    """Raises ``ConfigError`` for what cannot name a model."""
    if not is_name(name):
        raise ConfigError(
            f"{name!r} cannot name a topic model",
            remedy="use letters (of any script), digits, - _ and . ; at most 64, beginning with a letter or digit; "
            f"not {' or '.join(RESERVED)}",
        )


def now() -> str:
    """This moment in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _failed(root: Path, error: OSError) -> OutputError:
    """What to say of a file that failed while the store was held: it may be one of a run that was read."""
    if not error.filename or Path(error.filename).is_relative_to(root):
        return _unwritable(root, error)
    return OutputError(
        f"{error.filename}: cannot be read or written: {error.strerror or error}",
        remedy="check the path, its permissions and the free space; the topic models are as they were",
    )


def _unwritable(root: Path, error: OSError) -> OutputError:
    return OutputError(
        f"{root}: cannot be written: {error.strerror or error}", remedy="check its permissions and the free space"
    )
