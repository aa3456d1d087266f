"""The shipped tagger as the entity stage uses it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from corpus_cli.entities.taggers.neural.model import TaggerModel
from corpus_cli.entities.taggers.tagger import Span


class NeuralTagger:
    """Places, organizations and persons of both languages, from one small network; loaded at the first text.

    Raises ``ModelMissingError`` at once if the model's files are missing or altered.
    """

    trained = frozenset({"ar", "en"})

    def __init__(self, folder: Path | None = None, *, threads: int = 1) -> None:
        self._model = TaggerModel(folder, threads=threads)
        self.name = self._model.name
        self.model_sha256: str | None = self._model.sha256

    def tag(self, texts: Sequence[str], *, language: str) -> list[list[Span]]:
        """The spans of each text in order; ``language`` does not matter, sentences may mix both."""
        del language
        return [
            [Span(name.start, name.end, name.label, name.score, "model") for name in names]
            for names in self._model.names(list(texts))
        ]
