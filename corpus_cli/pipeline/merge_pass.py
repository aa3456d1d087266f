"""Documents whose organizations have the ids that the whole corpus gives them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import msgspec

from corpus_cli.document import Entity, from_json, to_json
from corpus_cli.engines.journal import Journal
from corpus_cli.entities.corpus_names import CorpusNames, merged
from corpus_cli.entities.counts import organization_counts
from corpus_cli.output import RunFolder, write_whole
from corpus_cli.pipeline.finished import fingerprint_of, finish, last_finished
from corpus_cli.pipeline.progress import Progress
from corpus_cli.pipeline.run_settings import RunSettings


def merge_organizations(folder: RunFolder, journal: Journal, *, settings: RunSettings, progress: Progress) -> int:
    """Names that one document says are one organization have one id in all; returns how many documents changed.

    What the documents hold then depends on which documents there are and on nothing else. If none has changed since
    the last time, nothing is read.
    """
    if "entities" not in settings.recipe.stages:
        return 0
    fingerprint = fingerprint_of(journal)
    if last_finished(folder.merge_state) == fingerprint:
        return 0
    folder.merge_state.unlink(missing_ok=True)
    names = CorpusNames()
    progress.begin("organizations", total=2 * journal.documents, unit="document")
    for _, entities in _with_organizations(folder, progress):
        names.add(entities)
    merges = names.merges()
    changed = 0
    for path, entities in _with_organizations(folder, progress):
        if merged(entities, merges) != entities:
            doc = from_json(path.read_bytes())
            own = merged(doc.entities or (), merges)
            write_whole(path, to_json(replace(doc, entities=own, organizations=organization_counts(own))))
            changed += 1
    progress.end()
    finish(folder.merge_state, fingerprint)
    return changed


class _Named(msgspec.Struct, frozen=True):
    """A document as far as its entities go."""

    entities: tuple[Entity, ...] | None = None


_decode = msgspec.json.Decoder(_Named).decode


def _with_organizations(folder: RunFolder, progress: Progress) -> Iterator[tuple[Path, tuple[Entity, ...]]]:
    """Each document's file and entities, in order; files that are no documents are passed over, others say so."""
    for shard in folder.shards():
        for path in sorted(shard.glob("*.json")):
            progress.advance(1)
            try:
                entities = _decode(path.read_bytes()).entities
            except (msgspec.DecodeError, UnicodeDecodeError):
                continue
            if entities:
                yield path, entities
