"""All figures of one topic model together, as they are stored beside it and shown next to those of other models."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from corpus_cli.evaluation.topics.clusters import Balance
from corpus_cli.evaluation.topics.probe import Agreement
from corpus_cli.evaluation.topics.stability import Stability
from corpus_cli.topics.guard.verdict import Guard

#: The text that words are looked for in: passages the model has not seen; or, of models trained on one half of its
#: passages, the other half; or the very passages it was trained on, which flatters it.
WordsIn = Literal["held-out passages", "the other half", "training passages"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageWords:
    """What is known of the words of one language: see ``Coherence`` and ``diversity``.

    ``npmi`` is None where too few of the words were found to tell.
    """

    npmi: float | None
    words_in: WordsIn
    passages: int
    found: float | None
    diversity: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeFigures:
    """One theme: its labels, its passages by language, how its words hold together by language, how far it is apart."""

    theme_id: str
    labels: dict[str, str]
    passages: dict[str, int]
    npmi: dict[str, float]
    silhouette: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicFigures:
    """What was measured of a model; None where there was too little to measure, or nothing to train with.

    ``passages``: those measured on, by language. ``unassigned``: the share of them without a theme.
    """

    model_sha256: str
    passages: dict[str, int]
    themes: tuple[ThemeFigures, ...]
    words: dict[str, LanguageWords]
    silhouette: float | None
    unassigned: float
    balance: Balance | None
    stability: Stability | None
    guard: Guard
    agreement: Agreement | None
