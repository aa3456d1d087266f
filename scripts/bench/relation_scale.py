"""Time and memory of finding relations among many documents, made up of random words of a real distribution."""

from __future__ import annotations

import resource
import time

import numpy as np

from corpus_cli.relations.candidates import find_candidates
from corpus_cli.relations.profile import Profile
from corpus_cli.relations.sketch import sketch
from corpus_cli.relations.sketch_table import SketchRow, to_table
from corpus_cli.relations.sketches import held_in_memory
from corpus_cli.relations.translations import find_matches

WORDS = 300
PASSAGES = 4
DIMENSIONS = 896


def measure_scale(documents: int) -> dict[str, float]:
    """Processor seconds, on one of them, and the memory of the process after each step, in MB, printed and returned.

    Every tenth document is a copy with a tenth of its words changed; of every ten two are a translated pair.
    """
    found: dict[str, float] = {"documents": documents}
    draw = np.random.default_rng(5)
    vocabulary = np.array([f"w{number}" for number in range(50_000)])
    chances = 1 / np.arange(1, len(vocabulary) + 1)
    pool = draw.choice(len(vocabulary), size=WORDS * 20_000, p=chances / chances.sum())
    started, sketches, last = time.process_time(), [], pool[:WORDS]
    for number in range(documents):
        if number % 10 == 9:
            words = np.where(draw.random(WORDS) < 0.1, draw.choice(pool, WORDS), last)
        else:
            words = draw.choice(pool, WORDS)
        last = words
        one = sketch(" ".join(vocabulary[words]))
        assert one is not None
        sketches.append(SketchRow(f"{number:020x}", ("", "", "", ""), None, 0, number, one))
    _note(found, "sketches", started)
    started = time.process_time()
    found["pairs"] = len(find_candidates(held_in_memory(to_table(sketches))).pairs)
    _note(found, "candidates", started)
    del sketches
    _translations(found, documents, draw)
    for name, value in found.items():
        print(f"{name:<28}{value:>12,.1f}")
    return found


def _translations(found: dict[str, float], documents: int, draw: np.random.Generator) -> None:
    """Vectors are made anew from the document's number when they are asked for, as a run reads them from disk."""
    subjects = draw.standard_normal((200, DIMENSIONS)).astype(np.float32)

    def vectors(doc_id: str) -> np.ndarray:
        number = int(doc_id)
        own = number - 1 if number % 10 == 1 else number  # a translation is drawn like its original
        base = np.random.default_rng(own)
        made = subjects[own % len(subjects)] + 1.5 * base.standard_normal((PASSAGES, DIMENSIONS))
        made += 0.5 * np.random.default_rng(number + documents).standard_normal((PASSAGES, DIMENSIONS))
        return (made / np.linalg.norm(made, axis=1, keepdims=True)).astype(np.float32)

    profiles = [
        Profile(
            doc_id=str(number),
            order=("", str(number), "", ""),
            language=("ar", "en")[number % 2],
            rows=np.arange(PASSAGES, dtype=np.int32),
            words=np.full(PASSAGES, 80, dtype=np.int32),
            total=vectors(str(number)).sum(axis=0),
            names=frozenset(),
            numbers=frozenset(),
        )
        for number in range(documents)
    ]
    started = time.process_time()
    found["translations_found"] = len(find_matches(profiles, vectors, background={}))
    _note(found, "translations", started)


def _note(found: dict[str, float], name: str, started: float) -> None:
    found[f"{name}_seconds"] = round(time.process_time() - started, 1)
    found[f"{name}_peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
