"""Documents and the inputs that own them: what several own, and what was last written for an input that is not first.

The same record can stand in two csv files, the same report beside an archive and in it: that is one document, which
names the first of its owners as its source, whichever was read last.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

import msgspec

from corpus_cli.document import Failure
from corpus_cli.engines.journal import Journal
from corpus_cli.ingest.archives.members import WITHIN
from corpus_cli.ingest.formats import CONTAINERS, media_type
from corpus_cli.ingest.inputs import InputFile
from corpus_cli.output import RunFolder, read_each
from corpus_cli.pipeline.reading.plan import Job


class _Source(msgspec.Struct, frozen=True):
    path: str
    record_id: str | None = None


class _Sourced(msgspec.Struct, frozen=True):
    source: _Source


_decode = msgspec.json.Decoder(_Sourced).decode


def all_documents(journal: Journal) -> set[str]:
    """The ids of the documents of all finished inputs."""
    return {doc_id for entry in journal.entries() for doc_id in entry.doc_ids}


def written_for_others(folder: RunFolder, journal: Journal, doc_ids: Collection[str]) -> dict[str, list[str]]:
    """The owners, in order, of those of these documents that do not name the first of them as their source."""
    owners = journal.owners(doc_ids)
    return {doc_id: paths for doc_id, paths in owners.items() if paths and not _written_for(folder, doc_id, paths[0])}


def to_read_again(journal: Journal, given: Mapping[str, InputFile], wrong: Mapping[str, list[str]]) -> Iterator[Job]:
    """The first owners of ``wrong`` documents, as far as they are ``given``; they write no document of others."""
    owners = journal.owners(journal.shared())
    for path in sorted({paths[0] for paths in wrong.values()} & given.keys()):
        entry = journal.get(path)
        file = given[path]
        others = frozenset(doc_id for doc_id, paths in owners.items() if paths[0] != path)
        if entry is not None:
            yield Job(file.path, file.size_bytes, file.media_type, entry.sha256, others, file.alias)


def not_found_again(given: Collection[str], wrong: Mapping[str, list[str]]) -> list[str]:
    """The owners of ``wrong`` documents that are not given, by path, where no later run would look at them by itself.

    It does at documents that several own.
    """
    return sorted({paths[0] for paths in wrong.values() if len(paths) == 1 and paths[0] not in given})


def shared_records(folder: RunFolder, journal: Journal) -> Iterator[Failure]:
    """One line for each owner but the first of each document."""
    for doc_id, (first, *others) in journal.owners(journal.shared()).items():
        source = _source(folder, doc_id)
        record = source.record_id if source else None
        for other in others:
            within = media_type(other) in CONTAINERS
            what = "a file in it" if within else "the same record" if record is not None else "the same file"
            yield Failure(
                path=other,
                record=record,
                kind="duplicate",
                reason=f"{what} stands in {source.path if source else first}",
                remedy="nothing needs to be done: it was processed once",
            )


def _written_for(folder: RunFolder, doc_id: str, owner: str) -> bool:
    """Whether the document on disk names this input as its source, or a file that lies in it."""
    source = _source(folder, doc_id)
    return source is not None and (source.path == owner or source.path.startswith(f"{owner}{WITHIN}"))


def _source(folder: RunFolder, doc_id: str) -> _Source | None:
    """Where the document on disk says that it is from; None where it cannot be read."""
    return next((doc.source for _, doc in read_each([folder.document(doc_id)], _decode)), None)
