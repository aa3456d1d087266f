"""A trained topic model: what it says of itself, and the arrays that give any passage its theme."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from corpus_cli import __version__
from corpus_cli.topics.clustering.clusters import Method
from corpus_cli.topics.guard.verdict import Guard
from corpus_cli.topics.model.hierarchy import Merge
from corpus_cli.topics.space.alignment import Space
from corpus_cli.topics.words.keywords import Keyword
from corpus_cli.topics.words.stop_words import StopWord

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from corpus_cli.topics.arrays import Floats, Ints

FORMAT = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """What a model knows of one theme; ``labels`` and ``keywords`` by language code (ar, en).

    ``renamed``: the languages whose label a person has given; they outlive retraining. ``seed``: the id of the user's
    seed theme that it is, if any.
    """

    theme_id: str
    labels: dict[str, str]
    keywords: dict[str, tuple[Keyword, ...]]
    trained_passages: dict[str, int]
    renamed: tuple[str, ...] = ()
    seed: str | None = None

    @property
    def size(self) -> int:
        """Training passages in all languages."""
        return sum(self.trained_passages.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Lineage:
    """How a theme relates to the model before: the same id kept, or newly appeared.

    ``similarity``: cosine of the centroids; ``shared``: of the passages of both, 0 to 1. ``sources``: other themes of
    the model before that have gone into it, wholly or in part.
    """

    theme_id: str
    previous: str | None
    similarity: float | None
    shared: float | None = None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What a person has changed by hand, in order; done again after every training.

    ``themes``: the ids it was about; ``results``: the ids after it; ``labels``: for a rename. Its anchors, a unit
    vector for each theme it was about (of a split: for each part), are the rows ``anchors.N`` of the model's arrays.
    """

    kind: Literal["merge", "split", "rename", "drop"]
    themes: tuple[str, ...]
    results: tuple[str, ...]
    labels: dict[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelInfo:
    """The JSON half of a model.

    ``corpus_fingerprint``: a hash over the passages it was trained on. ``hierarchy``: how its themes join, nearest
    first. ``guard``: how far theme and language went together in training. ``stop_words``: by language, words that say
    nothing of any theme of this corpus. ``unassigned``: training passages without a theme, by language.
    """

    format: int = FORMAT
    package_version: str = __version__
    method: Method
    notes: tuple[str, ...]
    encoder: str
    encoder_sha256: str
    settings: dict[str, int | float | str]
    versions: dict[str, str]
    corpus_fingerprint: str
    passages: dict[str, int]
    themes: tuple[Theme, ...]
    lineage: tuple[Lineage, ...]
    retired: tuple[str, ...] = ()
    previous_sha256: str | None = None
    edits: tuple[Edit, ...] = ()
    hierarchy: tuple[Merge, ...] = ()
    guard: Guard | None = None
    stop_words: dict[str, tuple[StopWord, ...]] = field(default_factory=dict)
    unassigned: dict[str, int] = field(default_factory=dict)

    @property
    def lemmas(self) -> Literal["corpus", "camel"]:
        """What the recipe of its training said of them; ``settings`` have the name of what gave them."""
        return "camel" if str(self.settings.get("lemmas", "")).startswith("camel") else "corpus"


@dataclass(frozen=True, slots=True, eq=False)
class TopicModel:
    """Everything that assigns a theme to a vector.

    ``space``: brings the encoder's vectors of all languages into one space, the model's own.
    ``references``: unit vectors of training passages in it. Shape: (n, dim), float32.
    ``labels``: index into ``info.themes`` for each reference; -1: near it is no theme. Shape: (n,), int32.
    ``centroids``: unit mean of each theme's training passages. Shape: (themes, dim), float32.
    ``encoder_centroids``: the same in the encoder's space with each language's mean taken off, in which models are
    compared. Shape: (themes, dim of the encoder), float32.
    ``documents``: which documents it knows, as numbers (``known.py``). Shape: (documents,), int64.
    ``anchors``: for each of ``info.edits`` what it was about, in the encoder's space. Shapes: (themes of it, dim).
    """

    info: ModelInfo
    space: Space
    references: Floats
    labels: Ints
    centroids: Floats
    encoder_centroids: Floats
    documents: NDArray[np.int64]
    sha256: str
    anchors: tuple[Floats, ...] = ()

    @property
    def theme_ids(self) -> tuple[str, ...]:
        """The ids of the themes, in the order of ``centroids``."""
        return tuple(theme.theme_id for theme in self.info.themes)

    @property
    def means(self) -> dict[str, Floats]:
        """Each language's mean in the encoder's space. Shapes: (dim of the encoder,), float32."""
        return self.space.means

    def project(self, vectors: Floats, languages: Sequence[str]) -> Floats:
        """The encoder's vectors in the model's own space, unit length. Shape: (n, dim of ``centroids``), float32."""
        return self.space.project(vectors, languages)
