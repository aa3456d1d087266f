"""Measure search in a large index: seconds a query after the start, by ways and filters; the result is JSON.

    python scripts/bench/search_speed.py outputs/demo --passages 200000 -o speed.json

The index is made of the run's passages recombined: each passage is the first half of one and the second half of another
of its language, with the names of both; its vector is the first one's with noise, so that as many passages lie near a
query as in a large corpus. The folder has a journal and a file a document, as that of a run has: opening the index asks
whether they are still those it was made of. Queries are sentences of the run, and names in it.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from line import commit, machine

from corpus_cli.document import Document, Entity, Passage
from corpus_cli.engines.journal import Entry, Journal
from corpus_cli.output import RunFolder
from corpus_cli.results.run import Results, open_results
from corpus_cli.search.answers import search_runs
from corpus_cli.search.build import gather, write_index
from corpus_cli.search.hit import Filters
from corpus_cli.search.index import Index, open_index
from corpus_cli.search.manifest import fingerprint_of, remember
from corpus_cli.search.parts import part_of
from corpus_cli.search.rows import Rows
from corpus_cli.topics.encoders.encoder import Encoder, load_encoder
from corpus_cli.topics.encoders.vectors import passage_texts

ENCODER = "use+e5"
NOISE = 0.6
IN_DOCUMENT = 10
QUERIES = 60
SEED = 11
WORDS_IN_QUERY = 8


def main() -> None:
    """One line a kind of query on stderr, all figures as JSON to -o."""
    arguments = _arguments()
    with tempfile.TemporaryDirectory(dir=arguments.work) as work:
        folder = RunFolder(Path(work) / "run")
        encoder = load_encoder(ENCODER)
        results = open_results(arguments.run)
        started = time.perf_counter()
        make_index(folder, results, encoder, arguments.passages)
        made = time.perf_counter() - started
        size = sum(path.stat().st_size for path in folder.index.rglob("*") if path.is_file())
        started = time.perf_counter()
        index = open_index(Results(folder))
        opened = time.perf_counter() - started
        figures = measure(index, queries(results))
    report = {
        "commit": commit(),
        "machine": machine(),
        "passages": arguments.passages,
        "index_mb": round(size / 1e6),
        "seconds_to_make": round(made, 1),
        "seconds_to_open": round(opened, 3),
        "milliseconds": figures,
    }
    arguments.out.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


def make_index(folder: RunFolder, results: Results, encoder: Encoder, count: int) -> None:
    """The folder has an index of so many recombined passages, as if they stood in documents of ten each."""
    rng = np.random.default_rng(SEED)
    docs = list(results.documents())
    vectors = {doc.doc_id: encoder.encode(passage_texts(doc)) for doc in docs}
    pool = [(doc, number) for doc in docs for number in range(len(doc.passages or ()))]
    rows, parts, journal = Rows(), [], Journal(folder.journal)
    folder.state.mkdir(parents=True, exist_ok=True)
    for doc, sources in recombined(pool, count):
        rows.add(doc)
        _leave_document(folder, doc, journal)
        own = np.stack([vectors[source.doc_id][number] for source, number in sources])
        noise = rng.standard_normal(own.shape, dtype=np.float32) * (NOISE / own.shape[1] ** 0.5)
        parts.append((own + noise).astype(np.float16))
    journal.close()
    part = part_of(rows, parts, folder, name="all", encoder=encoder)
    write_index(folder, gather([part]), to=folder.index, encoder=encoder, fingerprint=fingerprint_of(folder))
    remember(folder, fingerprint_of(folder))


def _leave_document(folder: RunFolder, doc: Document, journal: Journal) -> None:
    """An empty file and a line of the journal: of the documents, opening an index asks for the names alone."""
    path = folder.document(doc.doc_id)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    journal.append(Entry(path=f"reports/{doc.doc_id}.txt", sha256=doc.doc_id * 3, settings="", doc_ids=(doc.doc_id,)))


def recombined(pool: list[tuple[Document, int]], count: int) -> Iterator[tuple[Document, list[tuple[Document, int]]]]:
    """Documents of ten made passages each, with the passages that their vectors are taken from."""
    random.seed(SEED)
    by_language: dict[str, list[tuple[Document, int]]] = {}
    for doc, number in pool:
        by_language.setdefault((doc.passages or ())[number].language, []).append((doc, number))
    for start in range(0, count, IN_DOCUMENT):
        first = random.choice(pool)
        language = (first[0].passages or ())[first[1]].language
        pairs = [random.choices(by_language[language], k=2) for _ in range(min(IN_DOCUMENT, count - start))]
        yield _document(start, first[0], pairs), [pair[0] for pair in pairs]


def _document(number: int, like: Document, pairs: list[list[tuple[Document, int]]]) -> Document:
    text, passages, entities = "", [], []
    for position, pair in enumerate(pairs):
        begin = len(text)
        for half, (doc, at) in enumerate(pair):
            passage = (doc.passages or ())[at]
            middle = (passage.start + passage.end) // 2
            start, end = (passage.start, middle) if half == 0 else (middle, passage.end)
            entities += [
                _moved(entity, len(text) - start)
                for entity in doc.entities or ()
                if start <= entity.start < entity.end <= end
            ]
            text += (doc.text or "")[start:end]
        language = (pair[0][0].passages or ())[pair[0][1]].language
        passages.append(
            Passage(
                id=f"p{position:04}", start=begin, end=len(text), raw_start=begin, raw_end=len(text), language=language,
                theme_id=(pair[0][0].passages or ())[pair[0][1]].theme_id,
            )
        )  # fmt: skip
        text += "\n\n"
    return replace(
        like,
        doc_id=f"{number:020x}"[::-1],
        text=text,
        passages=tuple(passages),
        entities=tuple(entities),
    )


def _moved(entity: Entity, by: int) -> Entity:
    return replace(entity, start=entity.start + by, end=entity.end + by)


def queries(results: Results) -> list[str]:
    """Runs of words out of the run's passages, both languages alike."""
    random.seed(SEED)
    texts = [text.split() for doc in results.documents() for text in passage_texts(doc)]
    chosen = random.sample([words for words in texts if len(words) > WORDS_IN_QUERY], QUERIES)
    starts = [random.randrange(len(words) - WORDS_IN_QUERY) for words in chosen]
    return [" ".join(words[at : at + WORDS_IN_QUERY]) for words, at in zip(chosen, starts, strict=True)]


def measure(index: Index, texts: list[str]) -> dict[str, Any]:
    """Milliseconds a query by what was asked for: p50 and p95 as the clock has them, and of processor time, which a
    machine that is busy with other work stretches less."""
    kinds: dict[str, dict[str, Any]] = {
        "all ways": {},
        "words": {"ways": ("words",)},
        "meaning": {"ways": ("meaning",)},
        "names": {"ways": ("entity",)},
        "in one language": {"filters": Filters(languages=("ar",))},
        "in a place": {"filters": Filters(places=("Aleppo",))},
        "with context": {"context": 1},
    }
    started = time.perf_counter()
    search_runs([index], texts[0])
    figures: dict[str, Any] = {"first query": round(1000 * (time.perf_counter() - started))}
    for name, options in kinds.items():
        taken = np.zeros((len(texts), 2))
        for row, text in zip(taken, texts, strict=True):
            clock, processor = time.perf_counter(), time.process_time()
            search_runs([index], text, **options)
            row[:] = 1000 * (time.perf_counter() - clock), 1000 * (time.process_time() - processor)
        p50, p95 = np.percentile(taken, (50, 95), axis=0).round(1).tolist()
        figures[name] = {"p50": p50[0], "p95": p95[0], "processor_p50": p50[1], "processor_p95": p95[1]}
        print(name, figures[name], file=sys.stderr)
    return figures


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run", type=Path, help="a finished run, for example of the sample corpus")
    parser.add_argument("--passages", type=int, default=200_000)
    parser.add_argument("--work", type=Path, help="folder for the index (default: the system's)")
    parser.add_argument("-o", "--out", type=Path, required=True)
    return parser.parse_args()


if __name__ == "__main__":
    main()
