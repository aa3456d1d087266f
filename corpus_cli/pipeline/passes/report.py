"""A run to ``report.html``: written at the end of a run, and left as it is where nothing has changed."""

from __future__ import annotations

import hashlib
from collections.abc import Container
from contextlib import nullcontext
from pathlib import Path

import msgspec

from corpus_cli import __version__
from corpus_cli.bundled import bundled
from corpus_cli.errors import InputError
from corpus_cli.export.from_csv import read_entities
from corpus_cli.export.tally import NamedEntity
from corpus_cli.output import RunFolder, existing, opened, write_whole
from corpus_cli.pipeline.models import model_store
from corpus_cli.pipeline.passes.finished import finish, last_finished
from corpus_cli.pipeline.passes.relations import not_counted
from corpus_cli.pipeline.progress import Progress
from corpus_cli.pipeline.record.recorded_run import recorded_settings
from corpus_cli.recipe import Recipe
from corpus_cli.report import page_files
from corpus_cli.report.as_html import to_html
from corpus_cli.report.assemble import RunFacts, assemble
from corpus_cli.results.run import Results, open_results
from corpus_cli.results.run_record import read_run_record


def report_run(
    folder: RunFolder, *, fingerprint: str, facts: RunFacts, progress: Progress, documents: int | None = None
) -> Path:
    """The page is that of what lies in the folder; returns its path. If nothing has changed, nothing is read.

    ``fingerprint``: of the run's documents (``finished.fingerprint_of``). ``documents``: how many, for the progress.
    """
    state = _state(folder, fingerprint, facts)
    if folder.report.is_file() and last_finished(folder.report_state) == state:
        return folder.report
    folder.report_state.unlink(missing_ok=True)
    write_whole(folder.report, _page(Results(folder), facts=facts, progress=progress, documents=documents))
    finish(folder.report_state, state)
    return folder.report


def write_report(out: Path, to: Path | None = None, *, progress: Progress) -> Path:
    """The page of the finished run in ``out`` is written to ``to``, or to its place in ``out``; returns the path.

    Nothing else in the folder changes. Raises ``InputError`` if there is no run or it is of another version,
    ``OutputError`` if the page cannot be written, or another command is writing in ``out``, where it is to lie.
    """
    from corpus_cli.themes.write import write_files

    existing(out)
    results = open_results(out)
    path = to or results.folder.report
    # A run that ends meanwhile would take this page for its own.
    with opened(out) if to is None and results.folder.state.is_dir() else nullcontext():
        page = _page(results, facts=recorded_facts(results.folder), progress=progress)
        write_files([(path.name, page)], path.parent)
    return path


def facts_of(recipe: Recipe, *, command: str, config_hash: str, versions: dict[str, str]) -> RunFacts:
    """How a run that is just being made is made."""
    return RunFacts(
        package_version=__version__,
        command=command,
        config_hash=config_hash,
        recipe=recipe.model_dump(mode="json", by_alias=True),
        versions=versions,
    )


def recorded_facts(folder: RunFolder) -> RunFacts:
    """How the run was made, from run.json; what it does not say is left empty: a run that was killed has none."""
    record = read_run_record(folder.run_file)
    try:
        recipe, (_, config_hash) = recorded_settings(folder.run_file)
    except InputError:
        return RunFacts(package_version=record.package_version, command="", config_hash="", recipe={}, versions={})
    return RunFacts(
        package_version=record.package_version,
        command=record.command,
        config_hash=config_hash,
        recipe=recipe.model_dump(mode="json", by_alias=True),
        versions=record.versions,
    )


def _page(results: Results, *, facts: RunFacts, progress: Progress, documents: int | None = None) -> bytes:
    progress.begin("report", total=documents, unit="document")
    try:
        data = assemble(
            results, entities=_entities(results.folder, progress), facts=facts,
            not_counted=lambda: _not_counted(results.folder, progress), warn=progress.warn, advance=progress.advance,
        )  # fmt: skip
        progress.step("writing the page")
        return to_html(data)
    finally:
        progress.end()


def _entities(folder: RunFolder, progress: Progress) -> list[NamedEntity] | None:
    """The rows of entities.csv; None where the run did not look for names."""
    if not folder.entities.is_file():
        return None
    try:
        return read_entities(folder.entities)
    except InputError as error:
        progress.warn(f"{error.message}; the page is made without places and organizations: {error.remedy}")
        return None


def _not_counted(folder: RunFolder, progress: Progress) -> Container[str]:
    """The documents that are left out where every report counts once, as far as the relations are there to tell."""
    try:
        return not_counted(folder)
    except InputError as error:
        progress.warn(f"{error.message}; the page may warn of documents that do not count: {error.remedy}")
        return frozenset()


def _state(folder: RunFolder, fingerprint: str, facts: RunFacts) -> str:
    """SHA-256 over all that the page is made of; the files of tables are small beside the documents."""
    parts = [__version__, fingerprint, str(model_store.digest(folder)), page_files.digest()]
    tables = (folder.themes, folder.errors, folder.entities, folder.root / "cube.parquet")
    for path in (*tables, bundled("models", "outlines", "outlines.json")):
        parts.append(hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "")
    parts.append(hashlib.sha256(msgspec.json.encode(facts, order="sorted")).hexdigest())
    return hashlib.sha256(" ".join(parts).encode()).hexdigest()
