"""The judged queries of tests/eval/queries, and a search of the sample corpus held against them."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from search_scores import DEPTH, cross_recall, means, ndcg, places

from corpus_cli.normalize import fold_text

if TYPE_CHECKING:
    from corpus_cli.results.run import Results
    from corpus_cli.search.hit import Hit

QUERIES = Path(__file__).resolve().parents[2] / "tests" / "eval" / "queries"
LANGUAGES = ("en", "ar")
# What is measured of an answer.
FIGURES = ("ndcg", "cross_recall", "other_share", "fair_share")
# A passage: the name of its document below samples/ and where it begins there.
Key = tuple[str, int]
Search = Callable[[str], Sequence["Hit"]]


@dataclass(frozen=True, slots=True)
class Judgement:
    """The passage of the document ``path`` in which ``quote`` stands answers the query (2) or speaks of it (1)."""

    path: str
    quote: str
    grade: int


@dataclass(frozen=True, slots=True)
class Query:
    """A query as somebody types it, in the language ``lang``."""

    id: str
    lang: str
    query: str
    kind: str
    relevant: tuple[Judgement, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage as the product cut it, its text folded."""

    language: str
    folded: str
    text: str


def read_queries(language: str, *, folder: Path = QUERIES) -> list[Query]:
    """The judged queries in one language, in the order of the file."""
    rows = [json.loads(line) for line in (folder / f"{language}.jsonl").read_text(encoding="utf-8").splitlines()]
    return [Query(**{**row, "relevant": tuple(Judgement(**one) for one in row["relevant"])}) for row in rows]


def sample_name(path: str, record: str | None) -> str:
    """What the judgements call a document: its path below samples/, and #record for a row of csv or jsonl."""
    name = path.rsplit("samples/", 1)[-1]
    return name if record is None else f"{name}#{record}"


def passages_of(results: Results) -> dict[Key, Passage]:
    """All passages of a run of the sample corpus."""
    found = {}
    for doc in results.documents():
        name, text = sample_name(doc.source.path, doc.source.record_id), doc.text or ""
        for one in doc.passages or ():
            own = text[one.start : one.end]
            found[name, one.start] = Passage(one.language, fold_text(own), own)
    return found


def grades(query: Query, passages: dict[Key, Passage]) -> dict[Key, int]:
    """The grade of every relevant passage: the best of the quotes in it.

    Raises ``ValueError`` for a quote that stands in no passage: then the corpus or the judgement was changed.
    """
    by_document: dict[str, list[Key]] = defaultdict(list)
    for key in passages:
        by_document[key[0]].append(key)
    found: dict[Key, int] = {}
    for one in query.relevant:
        quote = fold_text(one.quote)
        holding = [key for key in by_document[one.path] if quote in passages[key].folded]
        if not holding:
            raise ValueError(f"{query.id}: no passage of {one.path} holds {one.quote!r}")
        for key in holding:
            found[key] = max(found.get(key, 0), one.grade)
    return found


def measure(search: Search, queries: Sequence[Query], passages: dict[Key, Passage]) -> Iterator[dict[str, Any]]:
    """A query's figures (``FIGURES``), and the grades in the order found; ``search`` gives its best ``DEPTH``."""
    for query in queries:
        judged = grades(query, passages)
        keys = [(sample_name(hit.path, hit.record_id), hit.start) for hit in search(query.query)][:DEPTH]
        per_language = Counter(passages[key].language == query.lang for key in judged)
        own, other = per_language[True], per_language[False]
        foreign = [key for key in keys if passages[key].language != query.lang]
        yield {
            "id": query.id,
            "ndcg": ndcg([judged.get(key, 0) for key in keys], judged.values()),
            "cross_recall": cross_recall(sum(key in judged for key in foreign), own=own, other=other),
            "other_share": len(foreign) / len(keys) if keys else None,
            "fair_share": places(own, other) / min(DEPTH, own + other),
            "found": [judged.get(key, 0) for key in keys],
            "keys": keys,
        }


def figures(rows: Sequence[dict[str, Any]]) -> dict[str, float]:
    """The means over queries."""
    return means([{name: row[name] for name in FIGURES} for row in rows])
