"""Documents whose organizations have the ids that the whole corpus gives them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import msgspec

from corpus_cli.document import Entity, Link, from_json, to_json
from corpus_cli.engines.journal import Journal
from corpus_cli.entities.counts import organization_counts
from corpus_cli.entities.organizations.across_documents import CorpusNames, merged, own_organizations
from corpus_cli.output import RunFolder, read_each, write_whole
from corpus_cli.pipeline.passes.finished import fingerprint_of, finish, last_finished
from corpus_cli.pipeline.progress import Progress
from corpus_cli.pipeline.record.run_settings import RunSettings


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
    names, naming = CorpusNames(), _Naming()
    damaged: list[Path] = []
    progress.begin("organizations", total=journal.documents, unit="document")
    for path, doc in read_each(folder.document_files(), _decode, damaged=damaged.append):
        names.add(doc.entities or ())
        naming.add(path, doc.entities or ())
        progress.advance(1)
    merges = names.merges()
    changed = 0
    for path, whole in read_each(naming.affected(merges), from_json, damaged=damaged.append):
        own = merged(whole.entities or (), merges)
        if own != whole.entities:
            write_whole(path, to_json(replace(whole, entities=own, organizations=organization_counts(own))))
            changed += 1
    progress.end()
    if not damaged:  # the passes that follow say which are missing
        finish(folder.merge_state, fingerprint)
    return changed


class _Named(msgspec.Struct, frozen=True):
    """A document as far as its entities go."""

    entities: tuple[Entity, ...] | None = None


_decode = msgspec.json.Decoder(_Named).decode


class _Naming:
    """Which documents a merge can change, so that the others need not be read a second time."""

    def __init__(self) -> None:
        self._files: list[Path] = []
        self._by_id: defaultdict[str, list[int]] = defaultdict(list)
        self._merged: set[int] = set()

    def add(self, path: Path, entities: Iterable[Entity]) -> None:
        """One document more, in the order of the ids."""
        ids, was_merged = own_organizations(entities)
        if not ids:
            return
        for one in ids:
            self._by_id[one].append(len(self._files))
        if was_merged:
            self._merged.add(len(self._files))
        self._files.append(path)

    def affected(self, merges: Mapping[str, Link]) -> list[Path]:
        """The files of documents that name what is merged now or was before, in order."""
        numbers = self._merged.union(*(self._by_id.get(one, ()) for one in merges))
        return [self._files[number] for number in sorted(numbers)]
