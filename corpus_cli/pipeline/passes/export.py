"""Documents to the two files about all of them: ``entities.csv`` and ``places.geojson``."""

from __future__ import annotations

from pathlib import Path

from corpus_cli.engines.journal import Journal
from corpus_cli.export.as_csv import to_csv
from corpus_cli.export.as_geojson import to_geojson
from corpus_cli.export.mentions import read_mentions
from corpus_cli.export.tally import MentionTally
from corpus_cli.output import RunFolder, read_each, write_whole
from corpus_cli.pipeline.damaged import warn_of_damaged
from corpus_cli.pipeline.passes.finished import fingerprint_of, finish, last_finished
from corpus_cli.pipeline.progress import Progress
from corpus_cli.pipeline.record.run_settings import RunSettings


def export_entities(folder: RunFolder, journal: Journal, *, settings: RunSettings, progress: Progress) -> bool:
    """The two files are those of all documents in the folder; returns whether there are any.

    Without the stage that finds names there are none, nor any of an earlier run. If no document has changed since the
    last time, nothing is read. Documents that cannot be read are left out, which is said.
    """
    if "entities" not in settings.recipe.stages:
        _remove(folder)
        return False
    fingerprint = fingerprint_of(journal)
    there = folder.entities.is_file() and folder.places.is_file()
    if there and last_finished(folder.export_state) == fingerprint:
        return True
    # A run killed between here and the end must not leave files that pass for those of other documents.
    folder.export_state.unlink(missing_ok=True)
    tally, damaged = _tally(folder, journal.documents, progress)
    entities = tally.entities()
    write_whole(folder.entities, to_csv(entities))
    write_whole(folder.places, to_geojson(entities))
    warn_of_damaged(damaged, missing_from=folder.entities, progress=progress)
    if not damaged:
        finish(folder.export_state, fingerprint)
    return True


def _tally(folder: RunFolder, documents: int, progress: Progress) -> tuple[MentionTally, list[Path]]:
    """The mentions of all documents, one read after the other, and the files that are no documents."""
    tally = MentionTally()
    damaged: list[Path] = []
    progress.begin("names", total=documents, unit="document")
    for _, doc in read_each(folder.document_files(), read_mentions, damaged=damaged.append):
        tally.add(doc)
        progress.advance(1)
    progress.end()
    return tally, damaged


def _remove(folder: RunFolder) -> None:
    for path in (folder.export_state, folder.entities, folder.places):
        path.unlink(missing_ok=True)
