"""Documents to relations between them: ``relations.jsonl`` and ``relations.csv``, by text first, then by meaning."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from corpus_cli.document import from_json, to_json
from corpus_cli.engines.journal import Journal
from corpus_cli.engines.work import Done, Engine, Work
from corpus_cli.errors import CorpusError, InputError
from corpus_cli.output import RunFolder, read_each, write_whole
from corpus_cli.pipeline.passes.finished import fingerprint_of
from corpus_cli.pipeline.passes.relations_work import (
    Pair,
    compare_pairs,
    profile_shards,
    set_up_comparing,
    set_up_reading,
    sketch_shards,
)
from corpus_cli.pipeline.passes.shard_pass import over_shards
from corpus_cli.pipeline.progress import Progress
from corpus_cli.pipeline.reading.carriage import carry_pairs
from corpus_cli.relations.as_csv import to_csv
from corpus_cli.relations.as_json import read_relations, to_jsonl
from corpus_cli.relations.candidates import find_candidates
from corpus_cli.relations.compared import pair_keys, read_compared, write_compared
from corpus_cli.relations.counting import left_out
from corpus_cli.relations.described import Described, described
from corpus_cli.relations.reading import read_report
from corpus_cli.relations.relation import TRANSLATIONS, Relation
from corpus_cli.relations.sketch_table import StoredTable, stored
from corpus_cli.relations.sketches import Ordered, Sketches, in_order
from corpus_cli.themes.tally import Left

if TYPE_CHECKING:
    from corpus_cli.relations.candidates import Pairs
    from corpus_cli.relations.profile import Profile
    from corpus_cli.relations.sketch_table import Numbers, Prints
    from corpus_cli.relations.translations import Match
    from corpus_cli.topics.arrays import Floats
    from corpus_cli.topics.encoders.encoder import Encoder

# Fewer pairs are compared by the main process.
FEW_PAIRS = 300
PAIRS_A_TASK = 256
# Far more than books take; only what hangs takes longer.
SECONDS_A_PAIR = 30.0


class RelationsState(msgspec.Struct, frozen=True):
    """Of which documents the relations are, and by which encoder's vectors translations were looked for, if at all."""

    fingerprint: str
    encoder: str = ""


def relate_texts(folder: RunFolder, journal: Journal, *, engine: Engine, progress: Progress) -> tuple[Relation, ...]:
    """The relations files are up to date, but for translations; documents that repeat another to the word say so.

    Such a document has the id of the first one in ``source.duplicate_of``: what it says is not said by two. If no
    document has changed since the last time, nothing is read, and translations found then are still there; else only
    pairs are compared that have a changed document. What results depends on the documents alone, not on their order or
    on how many workers there are.
    """
    fingerprint = fingerprint_of(journal)
    known = _known(folder, fingerprint)
    if known is not None:
        return known
    folder.relations_state.unlink(missing_ok=True)
    tables = _sketched(folder, engine, progress)
    ordered = in_order(tables)
    _write_repeats(folder, tables, ordered)
    keys, relations = _of_texts(folder, tables, ordered, engine, progress)
    _write(folder, relations, RelationsState(fingerprint))
    write_compared(folder.compared, keys, relations)
    return relations


def relate_translations(
    folder: RunFolder, journal: Journal, *, encoder: Encoder, engine: Engine, progress: Progress
) -> tuple[Relation, ...]:
    """The relations files hold translations too, found by the vectors of this encoder, which have been written."""
    from corpus_cli.relations.background import shipped_background
    from corpus_cli.relations.translations import find_matches

    related = relate_texts(folder, journal, engine=engine, progress=progress)
    state = RelationsState(fingerprint_of(journal), encoder.sha256)
    if _read_state(folder) == state:
        return related
    work = Work(set_up_reading, (str(folder.root),), profile_shards)
    profiles = [
        one for part in over_shards(folder, work, name="profiles", engine=engine, progress=progress) for one in part
    ]
    profiles.sort(key=lambda one: one.order)
    progress.begin("translations", total=len(profiles), unit="document")
    matches = find_matches(
        profiles,
        _Vectors(folder).of,
        background=shipped_background(encoder.sha256),
        tell=progress.advance,
    )
    progress.end()
    of_texts = (one for one in related if one.kind not in TRANSLATIONS)
    relations = (*of_texts, *(_translation(folder, profiles, match) for match in matches))
    _write(folder, relations, state)
    return tuple(sorted(relations, key=lambda one: one.order))


def translations_known(folder: RunFolder, journal: Journal) -> bool:
    """Whether the relations files are there, of these documents, with translations."""
    state = _read_state(folder)
    return bool(state and state.encoder) and _known(folder, fingerprint_of(journal)) is not None


def not_counted(folder: RunFolder) -> dict[str, Left]:
    """The documents that are not counted where every report counts once. Needs the relations files."""
    relations = read_relations(folder.relations)
    return left_out(relations, {doc_id: one.order for doc_id, one in describe(folder, relations).items()})


def describe(folder: RunFolder, relations: Iterable[Relation]) -> dict[str, Described]:
    """What the documents of these relations are called, by id; those that cannot be read are left out."""
    related = sorted({doc_id for one in relations for doc_id in (one.doc_id_a, one.doc_id_b)})
    reports = read_each((folder.document(doc_id) for doc_id in related), read_report)
    return {path.stem: described(report) for path, report in reports}


def _sketched(folder: RunFolder, engine: Engine, progress: Progress) -> list[StoredTable]:
    """The sketches of all documents, on disk."""
    work = Work(set_up_reading, (str(folder.root),), sketch_shards)
    for _ in over_shards(folder, work, name="duplicates", engine=engine, progress=progress):
        pass
    shards = {shard.name for shard in folder.shards()}
    tables = []
    for path in sorted(folder.sketches.glob("*.safetensors")) if folder.sketches.is_dir() else ():
        if path.stem not in shards:
            path.unlink()
        elif (table := stored(path)) is not None:
            tables.append(table)
    return tables


def _write_repeats(folder: RunFolder, tables: Sequence[StoredTable], ordered: Ordered) -> None:
    """Each document says which one it repeats, and none does that no longer repeats one."""
    changed = []
    for table, places in zip(tables, ordered.places, strict=True):
        for doc_id, said, place in zip(table.about.doc_ids, table.about.duplicate_of, places.tolist(), strict=True):
            first = int(ordered.firsts[place])
            repeats = None if first == place else ordered.doc_id(first)
            if said != repeats:
                changed.append((doc_id, repeats))
    if changed:  # what was made of all documents is to be made again, now or after a kill
        for state in (folder.topic_state, folder.export_state, folder.report_state):
            state.unlink(missing_ok=True)
    first_of = {folder.document(doc_id): repeats for doc_id, repeats in sorted(changed)}
    for path, doc in read_each(first_of, from_json):
        repeats = first_of[path]
        write_whole(path, to_json(replace(doc, source=replace(doc.source, duplicate_of=repeats))))


def _of_texts(
    folder: RunFolder, tables: Sequence[StoredTable], ordered: Ordered, engine: Engine, progress: Progress
) -> tuple[Numbers, tuple[Relation, ...]]:
    """The numbers of all pairs that were worth comparing, and what the two of each are to each other."""
    import numpy as np

    # Rows: what is compared, and of what is the same to the word only the first.
    places = np.arange(len(ordered.firsts))
    repeats = ordered.firsts != places
    own = ordered.compared & ~repeats
    rows = np.where(own, np.cumsum(own) - 1, -1)
    at = np.flatnonzero(own)
    candidates = find_candidates(Sketches(tables, [rows[part] for part in ordered.places]), work=folder.state)
    pairs = np.concatenate(
        [at[candidates.pairs], np.stack([ordered.firsts[repeats], places[repeats]], axis=1).astype(np.int64)]
    )
    states = ordered.contents.copy()
    states[at] ^= candidates.marks
    keys = pair_keys(states, pairs)
    before = read_compared(folder.compared, _relations_on_disk(folder))
    new = ~np.isin(keys, before.keys)
    known = (frozenset(pair) for task in _tasks(ordered, pairs[~new]) for pair in task)
    found = [before.found[both] for both in known if both in before.found]
    todo = _tasks(ordered, pairs[new])
    count = int(new.sum())
    found.extend(_compared(folder, todo, count=count, formulas=candidates.formulas, engine=engine, progress=progress))
    return keys, tuple(sorted(found, key=lambda one: one.order))


def _tasks(ordered: Ordered, pairs: Pairs) -> Iterator[list[Pair]]:
    """The ids of these pairs, so many at a time."""
    for first in range(0, len(pairs), PAIRS_A_TASK):
        yield [(ordered.doc_id(one), ordered.doc_id(two)) for one, two in pairs[first : first + PAIRS_A_TASK].tolist()]


def _compared(
    folder: RunFolder, tasks: Iterator[list[Pair]], *, count: int, formulas: Prints, engine: Engine, progress: Progress
) -> Iterator[Relation]:
    """What is found of these pairs, ``count`` in all. A few are compared here: workers take longer to start."""
    arguments = (str(folder.root), formulas.tobytes())
    if count < FEW_PAIRS:
        state = set_up_comparing(*arguments)
        yield from (one for task in tasks for one in compare_pairs(state, task))
        return
    work = Work(set_up_comparing, arguments, compare_pairs, carry_pairs(folder))
    progress.begin("comparisons", total=count, unit="pair")
    with closing(engine.run_tasks(work, tasks, limit=lambda items: 60 + SECONDS_A_PAIR * len(items))) as results:
        for result in results:
            if not isinstance(result, Done):
                raise CorpusError(
                    f"the documents {' and '.join(result.item)} cannot be compared: {result.reason}",
                    remedy="run the same command again; if it stays, report it with these two documents",
                )
            progress.advance(len(result.items))
            yield from result.result
    progress.end()


def _translation(folder: RunFolder, profiles: list[Profile], match: Match) -> Relation:
    """The match as a relation, its passages by the numbers they have in the record."""
    from corpus_cli.relations.comparing import aligned_passages
    from corpus_cli.relations.relation import DIGITS, Evidence

    a, b = profiles[match.a], profiles[match.b]
    alignment = match.alignment
    pairs = [(int(a.rows[one]), int(b.rows[two]), margin) for one, two, margin in alignment.pairs]
    reports = [read_report(folder.document(one.doc_id).read_bytes()) for one in (a, b)]
    names, numbers = match.names.share, match.numbers.share
    return Relation(
        doc_id_a=a.doc_id,
        doc_id_b=b.doc_id,
        kind=match.kind,
        score=round(match.score, DIGITS),
        evidence=Evidence(
            aligned_a=round(alignment.aligned_a, DIGITS),
            aligned_b=round(alignment.aligned_b, DIGITS),
            order=round(alignment.order, DIGITS),
            names=None if names is None else round(names, DIGITS),
            numbers=None if numbers is None else round(numbers, DIGITS),
        ),
        aligned=aligned_passages(reports[0], reports[1], pairs),
    )


class _Vectors:
    """The vectors of single documents, read from the shards' files as they are asked for."""

    def __init__(self, folder: RunFolder) -> None:
        self._folder = folder
        self._open = lru_cache(maxsize=None)(self._opened)

    def of(self, doc_id: str) -> Floats:
        """The document's vectors, one a passage. Shape: (passages, dim), float32."""
        vectors: Floats = self._open(doc_id[:2]).get_tensor(doc_id).astype("float32")
        return vectors

    def _opened(self, shard: str):  # type: ignore[no-untyped-def]  # safetensors has no type for it
        from safetensors import safe_open

        from corpus_cli.topics.encoders.vectors import vector_file

        return safe_open(vector_file(self._folder.root, shard), framework="numpy")


def _write(folder: RunFolder, relations: tuple[Relation, ...], state: RelationsState) -> None:
    folder.relations_state.unlink(missing_ok=True)
    write_whole(folder.relations, to_jsonl(relations))
    write_whole(folder.relations_table, to_csv(relations, describe(folder, relations)))
    write_whole(folder.relations_state, msgspec.json.encode(state))


def _relations_on_disk(folder: RunFolder) -> tuple[Relation, ...]:
    try:
        return read_relations(folder.relations)
    except InputError:
        return ()


def _known(folder: RunFolder, fingerprint: str) -> tuple[Relation, ...] | None:
    """The relations on disk, if they are of these documents and can be read."""
    state = _read_state(folder)
    if state is None or state.fingerprint != fingerprint or not folder.relations_table.is_file():
        return None
    try:
        return read_relations(folder.relations)
    except InputError:
        return None


def _read_state(folder: RunFolder) -> RelationsState | None:
    try:
        return msgspec.json.decode(folder.relations_state.read_bytes(), type=RelationsState)
    except (OSError, msgspec.DecodeError):
        return None
