"""Words to the pieces that the encoder knows, by the unigram vocabulary that was cut from the encoder's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from corpus_cli.entities.taggers.neural.words import LONGEST, Word, shape

if TYPE_CHECKING:
    from tokenizers import Tokenizer

BEGIN, PAD, END, UNKNOWN = 0, 1, 2, 3
# SentencePiece's sign for the space before a word.
SPACE = "\u2581"
# A word of more pieces is no name; what it would push out of the window is.
_MOST = 16
# Reports repeat their words: a few hundred thousand cover any batch, and bound what a flood of rubbish can hold.
_CACHED = 200_000


class Pieces:
    """Gives each word its piece ids, at least one, at most ``_MOST``."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._known: dict[tuple[str, bool], tuple[int, ...]] = {}

    @classmethod
    def load(cls, path: Path) -> Pieces:
        """From a ``tokenizer.json`` of the Hugging Face tokenizers library. Raises what that library raises."""
        from tokenizers import Tokenizer

        return cls(Tokenizer.from_file(str(path)))

    def of(self, text: str, words: list[Word]) -> list[tuple[int, ...]]:
        """The piece ids of each word of the text."""
        return [self._ids(text[word.start : min(word.end, word.start + LONGEST)], word.spaced) for word in words]

    def _ids(self, word: str, spaced: bool) -> tuple[int, ...]:
        known = self._known.get((word, spaced))
        if known is None:
            if len(self._known) >= _CACHED:
                self._known.clear()
            ids = self._tokenizer.encode(as_read(word, spaced), add_special_tokens=False).ids[:_MOST]
            known = self._known[word, spaced] = tuple(ids) or (UNKNOWN,)
        return known


def as_read(word: str, spaced: bool) -> str:
    """The word as the vocabulary holds words: its shape, behind the sign for a space where one stands before it."""
    return SPACE + shape(word) if spaced else shape(word)
