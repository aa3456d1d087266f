"""A topic model as one file, to carry to another machine: a zip archive of its files, each checked on the way in."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from corpus_cli.errors import InputError, ModelMissingError, OutputError
from corpus_cli.output import write_whole

if TYPE_CHECKING:
    from corpus_cli.registry.store import Store, Version
    from corpus_cli.topics.model.topic_model import TopicModel

SUFFIX = ".topics.zip"
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
MEMBERS = ("model.safetensors", "model.json", "model.sha256", "README.md", "figures.json")
REQUIRED = MEMBERS[:3]
# The same model gives the same bytes, whenever it is exported.
TIME = (1980, 1, 1, 0, 0, 0)
# Ten times the largest model and more: 20,000 references of 1,024 dimensions. A zip of zeros is not unpacked.
MOST_BYTES = 1 << 30


def export_model(store: Store, version: Version, target: Path) -> Path:
    """``target`` holds the model: its files, what was measured of it, its name and how it was made.

    The same version always gives the same bytes. Raises ``OutputError`` if it cannot be written.
    """
    if not target.name or target.is_dir():
        raise OutputError(f"{target}: cannot be written: it is a folder", remedy="give a file to -o")
    store.load(version)
    folder, buffer = store.folder(version), io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(_member("version.json"), msgspec.json.encode(version))
        for name in MEMBERS:
            if (folder / name).is_file():
                archive.writestr(_member(name), (folder / name).read_bytes(), zipfile.ZIP_DEFLATED)
    try:
        write_whole(target, buffer.getvalue())
    except OSError as error:
        raise OutputError(f"{target}: cannot be written: {error.strerror}", remedy="give another file to -o") from error
    return target


def _member(name: str) -> zipfile.ZipInfo:
    """A file that everybody may read once it is unpacked; the same on all systems."""
    member = zipfile.ZipInfo(name, TIME)
    member.create_system, member.external_attr = 3, 0o644 << 16
    return member


def import_model(store: Store, source: Path, *, name: str | None) -> Version:
    """The model of the file is the newest version of ``name``, or of the name it had.

    Raises ``InputError`` for a file that is no exported model, or was altered.
    """
    from corpus_cli.registry.store import Version, check_name, is_name

    if name is not None:
        check_name(name)
    files = _unpacked(source)
    try:
        version = msgspec.json.decode(files.pop("version.json"), type=Version)
    except (KeyError, ValueError) as error:
        raise _foreign(source, "it does not say which model it holds") from error
    if not is_name(version.name):
        raise _foreign(source, f"its model is called {version.name!r}")
    model = _model(source, files)
    if model.sha256 != version.sha256:
        raise _foreign(source, "its model is not the one it names")
    made_by = f"import of {version.reference}"
    return store.add(name or version.name, model, made_by=made_by, figures=files.get("figures.json"))


def _model(source: Path, files: Mapping[str, bytes]) -> TopicModel:
    """The model of these files, checked as one on disk is."""
    import tempfile

    from corpus_cli.topics.model.files import load_model

    with tempfile.TemporaryDirectory() as folder:
        for member, data in files.items():
            (Path(folder) / member).write_bytes(data)
        try:
            model = load_model(Path(folder))
        except ModelMissingError as error:
            raise _foreign(source, error.message.removeprefix(f"{folder}: ")) from error
    assert model is not None, "all files are there"
    return model


def _unpacked(source: Path) -> dict[str, bytes]:
    """The members that a model has; others are refused, so nothing can be written outside the store."""
    try:
        with zipfile.ZipFile(source) as archive:
            members = archive.infolist()
            strange = [member.filename for member in members if member.filename not in (*MEMBERS, "version.json")]
            if strange or len({member.filename for member in members}) != len(members):
                raise _foreign(source, f"it holds {strange[0]!r}" if strange else "it holds a file twice")
            if sum(member.file_size for member in members) > MOST_BYTES:
                raise _foreign(source, "it unpacks to more than a gigabyte")
            if any(member.compress_type not in METHODS for member in members):
                raise _foreign(source, "it is packed in another way")
            files = {member.filename: archive.read(member) for member in members}
    except FileNotFoundError as error:
        raise InputError(f"{source}: there is no such file", remedy="check the path") from error
    except (OSError, EOFError, ValueError, RuntimeError, zipfile.BadZipFile, zlib.error) as error:
        raise _foreign(source, str(error) or "it is damaged") from error
    if missing := [name for name in REQUIRED if name not in files]:
        raise _foreign(source, f"{missing[0]} is missing")
    return files


def _foreign(source: Path, why: str) -> InputError:
    return InputError(
        f"{source}: is not a topic model that `corpus topics export` wrote: {why}", remedy="ask for the file again"
    )
