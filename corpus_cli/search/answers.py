"""Answers out of one index or several: searched, listed, and like a document."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

from corpus_cli.errors import InputError
from corpus_cli.search.analysis import matches
from corpus_cli.search.fusion import Found, fuse
from corpus_cli.search.hit import WAYS, Filters, Hit, Way
from corpus_cli.search.index import Index
from corpus_cli.search.question import Question
from corpus_cli.search.table import quoted

_NO_FILTERS = Filters()
# The first pages say what a long document is about.
_MOST_COMPARED = 20
_SHOWN = (
    "doc_id", "record_id", "path", "title", "date", "language", "theme_id", "passage_id", "start", "end", "raw_start",
    "raw_end", "text", "mention_ids", "mention_starts", "mention_ends", "places",
)  # fmt: skip


def search_runs(
    indexes: Sequence[Index],
    text: str,
    *,
    filters: Filters = _NO_FILTERS,
    limit: int = 10,
    ways: Collection[Way] = WAYS,
    context: int = 0,
) -> list[Hit]:
    """The passages of all runs that answer the query best; one that stands in several runs comes once.

    Raises ``InputError`` for a filter's value that none of the runs has.
    """
    asked = askable(indexes, filters)
    own = [index.question(text) for index in asked]
    if not any(question.says_anything for question in own):
        return []
    evidence = [index.evidence(one, filters=filters, ways=ways) for index, one in zip(asked, own, strict=True)]
    return _hits(asked, fuse(evidence), own, limit=limit, context=context)


def list_runs(
    indexes: Sequence[Index], *, filters: Filters = _NO_FILTERS, limit: int = 10, context: int = 0
) -> list[Hit]:
    """The passages of all runs that the filters leave: the newest documents first, those without a date last."""
    asked = askable(indexes, filters)
    rows = [(date, path, number, row) for number, index in enumerate(asked) for date, path, row in index.dated(filters)]
    rows.sort(key=lambda row: row[1:])
    rows.sort(key=lambda row: row[0], reverse=True)
    return _hits(asked, [Found(index, row, 0.0, ()) for *_, index, row in rows], None, limit=limit, context=context)


def similar_passages(
    indexes: Sequence[Index], document: str, *, filters: Filters = _NO_FILTERS, limit: int = 10, context: int = 0
) -> list[Hit]:
    """The passages of other documents that are most like this document of the first run that has it.

    Raises ``InputError`` if none has, and as ``search_runs`` does.
    """
    holder, doc_id = _holder(indexes, document)
    asked = askable(indexes, filters)
    texts = _passages_of(holder, doc_id)
    found: list[Found] = []
    for number, index in enumerate(asked):
        if not texts or not index.manifest.passages:
            continue
        own = index.rows_where(f"doc_id = {quoted(doc_id)}").tolist()
        vector = index.vectors[own].mean(axis=0) if own else index.encoded(texts).mean(axis=0)
        scores = index.nearness(vector)
        rows = [row for row in index.highest(scores, index.condition(filters).where) if row not in own]
        found += [Found(number, row, float(scores[row]), ("meaning",)) for row in rows if scores[row] > 0]
    found.sort(key=lambda one: (-one.score, one.index, one.row))
    return _hits(asked, found, None, limit=limit, context=context)


def _holder(indexes: Sequence[Index], document: str) -> tuple[Index, str]:
    """The first index whose run has the document, and its id."""
    missing: InputError | None = None
    for index in indexes:
        try:
            return index, index.results.document(document).doc_id
        except InputError as error:
            missing = missing or error
    raise missing or InputError("no run was given", remedy="give the output folder of a run")


def _passages_of(index: Index, doc_id: str) -> list[str]:
    doc = index.results.document(doc_id)
    return [(doc.text or "")[passage.start : passage.end] for passage in doc.passages or ()][:_MOST_COMPARED]


def askable(indexes: Sequence[Index], filters: Filters) -> list[Index]:
    """The indexes whose runs have all that the filters name. Raises the first ``InputError`` if none has.

    Raises ``InputError`` too for a theme in runs of several topic models, where one id is several themes.
    """
    asked, wrong = [], None
    for index in indexes:
        try:
            index.condition(filters)
            asked.append(index)
        except InputError as error:
            wrong = wrong or error
    if not asked and wrong is not None:
        raise wrong
    if filters.themes and len({index.topic_model for index in asked}) > 1:
        raise _several_models(asked, filters.themes[0])
    return asked


def _several_models(indexes: Sequence[Index], theme: str) -> InputError:
    """Says what the theme is in the first run of each model."""
    runs: dict[str, Index] = {}
    for index in indexes:
        runs.setdefault(index.topic_model, index)
    theme_id = theme.strip().casefold()
    meant = [
        f"{index.theme_label(theme_id) or 'a theme without a label'!r} in {index.results.root}"
        for index in runs.values()
    ]
    return InputError(
        f"the runs have several topic models: {theme_id} is {', '.join(meant)}",
        remedy="ask one run at a time, or give all of them one model: `corpus topics assign OUT --model NAME`",
    )


def _hits(
    indexes: Sequence[Index], found: Iterable[Found], questions: Sequence[Question] | None, *, limit: int, context: int
) -> list[Hit]:
    """The first of what was found as hits; a passage that stands in several runs comes once."""
    chosen: list[Found] = []
    rows: dict[tuple[int, int], dict[str, Any]] = {}
    seen = set()
    found = iter(found)
    while len(chosen) < limit:
        some = list(islice(found, max(limit, 1)))
        if not some:
            break
        rows |= _read(indexes, some, _SHOWN)
        for one in some:
            row = rows[one.index, one.row]
            key = row["doc_id"], row["passage_id"]
            if key not in seen and len(chosen) < limit:
                seen.add(key)
                chosen.append(one)
    around = _context(indexes, chosen, rows, context)
    return [
        _hit(rows[one.index, one.row], one, indexes[one.index], questions[one.index] if questions else None, sides)
        for one, sides in zip(chosen, around, strict=True)
    ]


def _read(
    indexes: Sequence[Index], found: Iterable[Found], columns: Sequence[str]
) -> dict[tuple[int, int], dict[str, Any]]:
    """The rows that were found, by index and row."""
    rows: dict[tuple[int, int], dict[str, Any]] = {}
    wanted: dict[int, list[int]] = {}
    for one in found:
        wanted.setdefault(one.index, []).append(one.row)
    for number, numbers in wanted.items():
        read = indexes[number].rows(numbers, columns)
        rows |= {(number, row): values for row, values in zip(numbers, read, strict=True)}
    return rows


def _context(
    indexes: Sequence[Index], chosen: Sequence[Found], rows: Mapping[tuple[int, int], dict[str, Any]], context: int
) -> list[tuple[str, str]]:
    """The text of so many passages of the same document before and after each one."""
    steps = [step for step in range(-context, context + 1) if step]
    near = [
        Found(one.index, one.row + step, 0.0, ())
        for one in chosen
        for step in steps
        if 0 <= one.row + step < indexes[one.index].manifest.passages
    ]
    texts = _read(indexes, near, ("doc_id", "text"))

    def side(one: Found, chosen_steps: Iterable[int]) -> str:
        doc_id = rows[one.index, one.row]["doc_id"]
        found = [texts.get((one.index, one.row + step)) for step in chosen_steps]
        return "\n\n".join(row["text"] for row in found if row is not None and row["doc_id"] == doc_id)

    return [(side(one, range(-context, 0)), side(one, range(1, context + 1))) for one in chosen]


def _hit(row: Mapping[str, Any], found: Found, index: Index, question: Question | None, around: tuple[str, str]) -> Hit:
    ids = set(question.entity_ids) if question is not None else set()
    marks = list(matches(row["text"], set(question.terms))) if question is not None else []
    mentions = zip(row["mention_ids"], row["mention_starts"], row["mention_ends"], strict=True)
    marks += [(start, end) for one, start, end in mentions if one in ids]
    plain = {name: row[name] for name in _SHOWN[:-4]}
    named = {*row["mention_ids"], *row["places"]}
    return Hit(
        **plain,
        score=round(found.score, 4),
        why=found.why,
        marks=_joined(marks),
        names=tuple(one for one in question.entity_ids if one in named) if question is not None else (),
        before=around[0],
        after=around[1],
        run=str(index.results.root),
    )


def _joined(marks: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """The marks in order, those that overlap as one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(marks):
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return tuple(joined)
