"""Texts that exist in both languages as one pool to search: each a document of one passage, in a run of the product."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from search_scores import DEPTH, mean, means

if TYPE_CHECKING:
    from corpus_cli.search.hit import Hit

LANGUAGES = ("en", "ar")
ENCODERS = ("use", "e5", "use+e5")
# One text is one passage, however long: bounds of passages that no text of the sets reaches.
RECIPE = """schema = 1
description = "One text, one passage, no themes: what searching is measured on"
stages = ["ingest", "normalize", "segment", "entities", "topics", "themes"]

[segment]
min_passage_words = 5000
max_passage_words = 10000
"""
# Asks for the best of the pool: the id of a text, "PAIR:language".
Search = Callable[[str, int], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Question:
    """``text`` in ``lang`` asks for the texts of ``pair``; it may be one of them itself (``own``)."""

    text: str
    lang: str
    pair: str
    own: bool


@dataclass(frozen=True, slots=True)
class Pool:
    """The texts of a set by id, "PAIR:language"; ids may hold colons themselves."""

    name: str
    texts: dict[str, str]

    @property
    def languages(self) -> list[str]:
        """Of each text."""
        return [language_of(one) for one in self.texts]


def language_of(text_id: str) -> str:
    """The language of a text of a pool."""
    return text_id.rpartition(":")[2]


def other(language: str) -> str:
    """The other language of the pairs."""
    return LANGUAGES[1 - LANGUAGES.index(language)]


def read_pool(path: Path) -> Pool:
    """The texts of a file of pairs; a pair without an id is called by its line."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    texts = {f"{row.get('id', n)}:{code}": row[code].strip() for n, row in enumerate(rows, 1) for code in LANGUAGES}
    return Pool(path.stem, texts)


def sentences(pool: Pool, count: int) -> list[Question]:
    """Evenly chosen texts of the pool, ``count`` a language, each asking for its translation."""
    found = []
    for code in LANGUAGES:
        ids = [one for one in pool.texts if language_of(one) == code]
        chosen = ids[:: max(1, len(ids) // count)][:count]
        found += [Question(pool.texts[one], code, one.rpartition(":")[0], own=True) for one in chosen]
    return found


def questions(path: Path, *, kind: str) -> list[Question]:
    """Those of a kind, in both languages: one JSON object a line, with ``id``, ``kind`` and a text a language."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [
        Question(row[code], code, row["id"], own=False) for code in LANGUAGES for row in rows if row["kind"] == kind
    ]


def make_run(pool: Pool, work: Path) -> Path:
    """A run of `corpus process` that holds the pool; one that is there and unchanged costs nothing."""
    recipe, records, run = work / "one-passage.toml", work / f"{pool.name}.jsonl", work / pool.name
    recipe.write_text(RECIPE, encoding="utf-8")
    rows = [{"id": one, "text": text, "lang": language_of(one)} for one, text in pool.texts.items()]
    records.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    corpus("process", records, "-o", run, "--pipeline", recipe)
    return run


def corpus(*arguments: object) -> None:
    """One command of the product; exit code 6 (some records hold no text) is an outcome, not an error."""
    command = [sys.executable, "-c", "from corpus_cli.commands.main import run; run()", *map(str, arguments), "--quiet"]
    finished = subprocess.run(command, check=False)
    if finished.returncode not in (0, 6):
        sys.exit(f"corpus {' '.join(map(str, arguments))} ended with exit code {finished.returncode}")


def measure(search: Search, asked: Sequence[Question]) -> dict[str, float]:
    """How often the wanted text is first and among the first ten, and the other language's share of these.

    ``first``, ``ten``: the translation of the text that asks, which is itself left out of the answer; for questions,
    which are no texts of the pool, ``own_ten`` and ``other_ten``: the paragraph in the question's language and in the
    other.
    """
    return means([_row(question, _answer(search, question)) for question in asked])


def _answer(search: Search, question: Question) -> list[str]:
    """The ids of the first ten, best first, without the text that asks."""
    own = f"{question.pair}:{question.lang}" if question.own else None
    return [one for one in search(question.text, DEPTH + 1) if one != own][:DEPTH]


def _row(question: Question, found: Sequence[str]) -> dict[str, float | None]:
    same, translated = (f"{question.pair}:{code}" for code in (question.lang, other(question.lang)))
    share = mean(float(language_of(one) != question.lang) for one in found) if found else None
    if question.own:
        return {"first": float(found[:1] == [translated]), "ten": float(translated in found), "other_share": share}
    return {"own_ten": float(same in found), "other_ten": float(translated in found), "other_share": share}


def by_vectors(pool: Pool, encoder: str, asked: Sequence[Question], work: Path) -> dict[str, dict[str, float]]:
    """Plain nearest neighbours by an encoder's vectors: as they come, and with each language's mean taken off.

    ``asked``: questions in one language. Means are those of the pool's texts. Vectors are kept in ``work``.
    """
    from corpus_cli.topics.space.centring import centre, language_means

    texts = encoded(encoder, list(pool.texts.values()), work)
    wanted = encoded(encoder, [one.text for one in asked], work)
    means_of = language_means(texts, pool.languages)
    ways = {
        "plain": (texts, wanted),
        "centred": (centre(texts, pool.languages, means_of), centre(wanted, [one.lang for one in asked], means_of)),
    }
    return {name: measure(_nearest(*pair, pool, asked), asked) for name, pair in ways.items()}


def _nearest(texts: Any, wanted: Any, pool: Pool, asked: Sequence[Question]) -> Search:
    import numpy as np

    ids, row_of = list(pool.texts), {one.text: row for row, one in enumerate(asked)}

    def search(text: str, limit: int) -> list[str]:
        likeness = texts @ wanted[row_of[text]]
        return [ids[row] for row in np.argsort(-likeness, kind="stable")[:limit]]

    return search


def encoded(encoder: str, texts: Sequence[str], work: Path) -> Any:
    """Unit vectors of the texts, from ``work`` if these texts are there. Shape: (n, dim), float32."""
    import numpy as np

    from corpus_cli.topics.arrays import unit
    from corpus_cli.topics.encoders.e5 import E5Encoder
    from corpus_cli.topics.encoders.encoder import load_encoder
    from corpus_cli.topics.encoders.paired import WEIGHT

    if encoder == "use+e5":
        # As PairedEncoder does, of vectors that are there already.
        first, second = (encoded(one, texts, work) for one in ("use", "e5"))
        return unit(np.concatenate([first, WEIGHT * unit(second - E5Encoder().mean)], axis=1))
    model = E5Encoder() if encoder == "e5" else load_encoder(encoder)
    whole = hashlib.sha256("\0".join((model.sha256, *texts)).encode()).hexdigest()
    path = work / f"vectors-{whole[:16]}.npy"
    if path.is_file():
        return np.load(path)
    vectors = unit(np.concatenate(list(_each(model.encode, texts)))).astype(np.float32)
    np.save(path, vectors)
    return vectors


def _each(encode: Callable[[Sequence[str]], Any], texts: Sequence[str]) -> Iterator[Any]:
    """One text a call, as the product does: a text's vector does not depend on its company."""
    for text in texts:
        yield encode([text])


def by_product(index: Any, ways: Sequence[str]) -> Search:
    """The product's own search."""
    from corpus_cli.search.answers import search_runs

    def search(text: str, limit: int) -> list[str]:
        hits: Sequence[Hit] = search_runs([index], text, limit=limit, ways=tuple(ways))
        return [str(hit.record_id) for hit in hits]

    return search
