"""A run's search index opened: what it says of its passages for a question, and its passages as hits."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from corpus_cli.errors import CorpusError, InputError
from corpus_cli.results.run import Results
from corpus_cli.search.encoders import encode_queries, query_encoder
from corpus_cli.search.filters import Condition, to_condition
from corpus_cli.search.fusion import Evidence
from corpus_cli.search.hit import Filters, Way
from corpus_cli.search.manifest import (
    AXES,
    LANGUAGES,
    NAMES,
    VECTORS,
    Manifest,
    damaged,
    digest,
    read_manifest,
    remedy,
    topic_model_of,
)
from corpus_cli.search.names import Names, NamesFile
from corpus_cli.search.question import Question, read_question
from corpus_cli.search.rows import INSIDE, entity_term
from corpus_cli.search.table import PassageTable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from corpus_cli.topics.arrays import Floats

# So many passages are taken from each way, and from each language by meaning: what none of them has is no answer.
CANDIDATES = 200
_Read = TypeVar("_Read")


@dataclass(frozen=True)
class Index:
    """An open index. ``notices``: what whoever asks should know of it.

    Methods that take filters raise ``InputError`` for a value that the run does not have; all raise it where the
    index's files are damaged.
    """

    results: Results
    manifest: Manifest
    names: Names
    notices: tuple[str, ...] = ()
    _conditions: dict[Filters, Condition] = field(default_factory=dict, repr=False)

    def question(self, text: str) -> Question:
        """The query as this index reads it."""
        return read_question(text, self.names)

    def notes(self, filters: Filters) -> tuple[str, ...]:
        """How the names in the filters were understood."""
        return self.condition(filters).notes

    def condition(self, filters: Filters) -> Condition:
        """The filters as a condition on the table."""
        if filters not in self._conditions:
            condition = to_condition(filters, results=self.results, manifest=self.manifest, names=self.names)
            self._conditions[filters] = condition
        return self._conditions[filters]

    def evidence(self, question: Question, *, filters: Filters, ways: Collection[Way]) -> Evidence:
        """What the index says of its passages for the question, by the ways asked for."""
        where = self.condition(filters).where
        # The encoder is read while the table is asked: at the first query that is most of the time.
        with ThreadPoolExecutor(1) as beside:
            wanted = "meaning" in ways and self.manifest.passages > 0
            vector = beside.submit(self.encoded, [question.text]) if wanted else None
            words = self._full_text("terms", " ".join(question.terms), where) if "words" in ways else {}
            entity = self._full_text("named", _as_terms(question), where) if "entity" in ways else {}
        if vector is None:
            return Evidence(words, entity, None, {*words, *entity})
        meaning = self.nearness(vector.result()[0])
        candidates = {*words, *entity, *self.highest(meaning, where)}
        own = self._language_number(question.language)
        foreign = {row for row in candidates if self._languages[row] != own}
        return Evidence(words, entity, meaning, candidates, foreign)

    def encoded(self, texts: Sequence[str]) -> Floats:
        """Queries in the space of search. Shape: (len(texts), dim), float32.

        Raises ``InputError`` where the encoder is not that of the index.
        """
        encoder = query_encoder(self._encoder)
        if encoder.sha256 != self.manifest.encoder_sha256:
            raise InputError(
                f"{self.results.folder.index}: was made with another version of the encoder {encoder.name!r}",
                remedy=remedy(self.results.folder),
            )
        return encode_queries(encoder, texts) @ self._axes

    def nearness(self, vector: Floats) -> Floats:
        """How near each passage is to a vector in the space of search, standardised. Shape: (passages,), float32."""
        from corpus_cli.search.space import standardised

        return standardised(self.vectors @ vector, self._languages)

    def highest(self, scores: Floats, where: str | None) -> list[int]:
        """The rows of the highest scores in each language, of those of which the condition holds."""
        import numpy as np

        languages = self._languages
        allowed = None if where is None else self.rows_where(where)
        found: list[int] = []
        for number in range(len(self.manifest.languages)):
            rows = np.flatnonzero(languages == number) if allowed is None else allowed[languages[allowed] == number]
            if len(rows) > CANDIDATES:
                rows = rows[np.argpartition(-scores[rows], CANDIDATES)[:CANDIDATES]]
            found += rows.tolist()
        return found

    def rows_where(self, where: str | None) -> NDArray[np.int64]:
        """The numbers of the rows of which the condition holds, in order. Shape: (rows,)."""
        import numpy as np

        if where is None or not self.manifest.passages:
            return np.arange(self.manifest.passages, dtype=np.int64)
        found = self.read(lambda table: table.columns(["n"], where=where))
        return np.sort(found["n"].to_numpy()).astype(np.int64)

    def rows(self, numbers: Sequence[int], columns: Sequence[str]) -> Sequence[dict[str, Any]]:
        """These columns of the rows with these numbers, in that order."""
        return self.read(lambda table: table.rows(numbers, columns)) if numbers else []

    def dated(self, filters: Filters) -> Iterator[tuple[str, str, int]]:
        """Date (empty if unknown), path and number of each row that the filters leave."""
        where = self.condition(filters).where
        if self.manifest.passages:
            found = self.read(lambda table: table.columns(["n", "date", "path"], where=where))
            for row in found.to_pylist():
                yield row["date"] or "", row["path"], row["n"]

    @property
    def topic_model(self) -> str:
        """The digest of the model that the theme ids are of; for an index of an earlier version, the run's now."""
        return self.manifest.topic_model or topic_model_of(self.results.folder)

    def theme_label(self, theme_id: str) -> str:
        """What the run's page calls the theme; empty where it does not say."""
        try:
            page = self.results.themes()
        except InputError:
            return ""
        labels = [card.labels for card in (page.themes if page else ()) if card.theme_id == theme_id]
        return " | ".join(labels[0][code] for code in ("en", "ar") if labels[0].get(code)) if labels else ""

    @cached_property
    def vectors(self) -> Floats:
        """The passages in the space of search. Shape: (passages, dim), float32."""
        vectors: Floats = self._array(VECTORS, dimensions=2)
        return vectors

    def read(self, work: Callable[[PassageTable], _Read]) -> _Read:
        """What ``work`` gets out of the table. Raises ``InputError`` where that cannot be read."""
        try:
            return work(self._table)
        except CorpusError:
            raise
        except Exception as error:  # LanceDB's errors have no common kind
            raise damaged(self.results.folder, error) from error

    @cached_property
    def _encoder(self) -> str:
        """What the encoder is called here: of a folder the manifest says less than the run's recipe."""
        from corpus_cli.topics.encoders.encoder import recipe_name

        recorded, recipe = self.manifest.encoder, self.results.record().encoder
        return recipe_name(recorded, recipe=recipe) if recipe else recorded

    @cached_property
    def _table(self) -> PassageTable:
        return PassageTable(self.results.folder.index)

    @cached_property
    def _languages(self) -> NDArray[np.int32]:
        """The number of each row's language in the manifest. Shape: (passages,)."""
        numbers: NDArray[np.int32] = self._array(LANGUAGES, dimensions=1)
        return numbers

    def _array(self, name: str, *, dimensions: int) -> Any:
        """The array in that file, one row a passage, mapped into memory."""
        import numpy as np

        try:
            array = np.load(self.results.folder.index / name, mmap_mode="r", allow_pickle=False)
        except (OSError, ValueError, EOFError) as error:
            raise damaged(self.results.folder, error) from error
        if array.ndim != dimensions or len(array) != self.manifest.passages:
            raise damaged(self.results.folder, f"{name} is not of {self.manifest.passages:,} passages")
        return array

    def _language_number(self, language: str) -> int:
        known = self.manifest.languages
        return known.index(language) if language in known else -1

    @cached_property
    def _axes(self) -> Floats:
        from safetensors import SafetensorError
        from safetensors.numpy import load

        path = self.results.folder.index / AXES
        try:
            data = path.read_bytes()
            if digest(path) != self.manifest.sha256.get(AXES):
                raise damaged(self.results.folder, f"{AXES} was altered")
            axes: Floats = load(data)["axes"]
            return axes
        except (OSError, KeyError, SafetensorError) as error:
            raise damaged(self.results.folder, error) from error

    def _full_text(self, column: str, terms: str, where: str | None) -> dict[int, float]:
        if not terms or not self.manifest.passages:
            return {}
        found = self.read(lambda table: table.find(column, terms, limit=CANDIDATES, where=where))
        return dict(zip(*found, strict=True))


def open_index(results: Results) -> Index:
    """The run's search index.

    One whose documents have changed since is opened all the same, and its notices say so. Raises ``InputError`` where
    there is none, or one that is damaged or of another version.
    """
    folder = results.folder
    manifest = read_manifest(folder)
    path = folder.index / NAMES
    try:
        data = path.read_bytes()
        if digest(path) != manifest.sha256.get(NAMES):
            raise damaged(folder, f"{NAMES} was altered")
        names = Names(msgspec.json.decode(data, type=NamesFile))
    except (OSError, msgspec.DecodeError) as error:
        raise damaged(folder, error) from error
    stale = not manifest.is_of(folder)
    notice = f"{results.root}: documents have changed since the search index was made; {remedy(folder)} to search them"
    return Index(results, manifest, names, (notice,) if stale else ())


def _as_terms(question: Question) -> str:
    """The words of the column ``named`` that the question's names are: each place itself, and what lies in it."""
    terms = [entity_term(one) for one in question.entity_ids]
    return " ".join([*terms, *(INSIDE + term for term in terms)])
