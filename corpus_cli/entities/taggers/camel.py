"""Arabic names by CAMeL Tools: its fine-tuned AraBERT, where its model data is installed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from corpus_cli.entities.taggers.camel_data import data_folder, has_catalogue
from corpus_cli.entities.taggers.neural.windows import plan
from corpus_cli.entities.taggers.neural.words import Word, is_arabic, shape, split
from corpus_cli.entities.taggers.proclitics import name_start
from corpus_cli.entities.taggers.tagger import Span, SpanLabel
from corpus_cli.errors import ModelMissingError

# The package that holds the default model in CAMeL Tools' catalogue 1.6 (component NamedEntityRecognition).
PACKAGE = "ner-arabert"
_FOLDER = Path("data", "ner", "arabert")
_REMEDY = (
    f"corpus models fetch camel-ner, or camel_data -i {PACKAGE}  (the network is needed once; the data goes to "
    "~/.camel_tools, or to the folder that the environment variable CAMELTOOLS_DATA names)"
)
_LABELS: dict[str, SpanLabel] = {"LOC": "PLACE", "ORG": "ORG", "PERS": "PERSON"}
# The library gives labels without chances. One score for all: above the usual threshold, below what a table knows.
_SCORE = 0.7
# Letters, so at most as many pieces; one character can stand for many letters (\ufdf2 is الله).
_LONGEST = 48
# Its predictions for one call lie in memory together, padded to 256 pieces.
_AT_ONCE = 256
_NEEDED = ("config.json", "vocab.txt")
_HASHED = (*_NEEDED, "model.safetensors", "pytorch_model.bin")


class Recognizer(Protocol):
    """What ``camel_tools.ner.NERecognizer`` offers, as far as it is used here."""

    tokenizer: Any

    def predict(self, sentences: list[list[str]]) -> list[list[str]]:
        """A label such as B-LOC or O for each word of each sentence."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """The words of a text that the model can read, how it reads them, and of how many pieces each is."""

    words: list[Word]
    forms: list[str]
    sizes: list[int]


class CamelTagger:
    """Places, organizations and persons in Arabic texts by CAMeL Tools, proclitics cut off; nothing in other texts.

    ``recognizer``: one that is loaded already; by default the pretrained one. ``use_gpu``: take one if there is one;
    results then may differ in rare cases from those of other machines. Raises ``ModelMissingError`` if the
    library's model data is not installed. Obeid et al. 2020, "CAMeL Tools: An Open Source Python Toolkit for Arabic
    NLP".
    """

    name = "camel"
    # It reads Arabic only: that it finds nothing in an English sentence says nothing.
    trained = frozenset({"ar"})

    def __init__(self, recognizer: Recognizer | None = None, *, use_gpu: bool = False) -> None:
        self._recognizer = recognizer if recognizer is not None else _pretrained(use_gpu=use_gpu)
        self.model_sha256: str | None = _sha256(self._recognizer)

    def tag(self, texts: Sequence[str], *, language: str) -> list[list[Span]]:
        """The spans of each Arabic text in order, never overlapping; every score is the same."""
        if language != "ar":
            return [[] for _ in texts]
        readings = [self._read(text) for text in texts]
        windows = [window for n, reading in enumerate(readings) for window in plan(n, reading.sizes)]
        labels: list[list[str]] = [[] for _ in texts]
        for start in range(0, len(windows), _AT_ONCE):
            some = windows[start : start + _AT_ONCE]
            sentences = [readings[window.sentence].forms[window.first : window.last] for window in some]
            # The windows of one sentence come in order, and each word is kept by one of them.
            for window, found in zip(some, self._recognizer.predict(sentences), strict=True):
                labels[window.sentence] += found[window.keep_from - window.first : window.keep_to - window.first]
        return [
            list(_spans(text, reading.words, found))
            for text, reading, found in zip(texts, readings, labels, strict=True)
        ]

    def _read(self, text: str) -> _Reading:
        reading = _Reading([], [], [])
        for word in split(text):
            form = shape(text[word.start : word.end])[:_LONGEST]
            # The library leaves words without pieces out of its answer: all labels behind them would be off by one.
            if size := len(self._recognizer.tokenizer.tokenize(form)):
                reading.words.append(word)
                reading.forms.append(form)
                reading.sizes.append(size)
        return reading


def _spans(text: str, words: Sequence[Word], labels: Sequence[str]) -> Iterator[Span]:
    """The runs of one kind; an inside label after something else begins a run as well."""
    at = 0
    while at < len(labels):
        _, _, kind = labels[at].partition("-")
        last = at
        while last + 1 < len(labels) and kind and labels[last + 1] == f"I-{kind}":
            last += 1
        label = _LABELS.get(kind)
        start, end = words[at].start, words[last].end
        if label is not None and any(char.isalnum() for char in text[start:end]):
            if is_arabic(text[start : words[at].end]):
                start = name_start(text, start, end, label)
            yield Span(start, end, label, _SCORE, "model")
        at = last + 1


def _pretrained(*, use_gpu: bool) -> Recognizer:
    data = data_folder()
    if not has_catalogue() or not (data / _FOLDER).is_dir():
        raise ModelMissingError(f"CAMeL Tools' model {PACKAGE} is not installed in {data}", remedy=_REMEDY)
    if not all((data / _FOLDER / name).is_file() for name in _NEEDED):
        # Without one of them transformers would go on with settings of another model.
        raise ModelMissingError(f"CAMeL Tools' model in {data} lacks one of {', '.join(_NEEDED)}", remedy=_REMEDY)
    from transformers.utils import logging

    progress: Any = logging
    shown = progress.is_progress_bar_enabled()
    try:
        from camel_tools.ner import NERecognizer

        progress.disable_progress_bar()
        recognizer: Recognizer = NERecognizer.pretrained(use_gpu=use_gpu)
    except (OSError, KeyError, ValueError, RuntimeError) as error:
        raise ModelMissingError(f"CAMeL Tools' model in {data} cannot be read: {error}", remedy=_REMEDY) from error
    finally:
        if shown:
            progress.enable_progress_bar()
    return recognizer


def installed() -> bool:
    """Whether the library's own model is on this machine, as far as names of files say."""
    return has_catalogue() and all((data_folder() / _FOLDER / name).is_file() for name in _NEEDED)


def installed_sha256() -> str | None:
    """Over the files of the model that is installed; ``None`` where none is. Imports nothing of the library."""
    return _sha256_of(data_folder() / _FOLDER)


def _sha256(recognizer: Recognizer) -> str | None:
    """Over the files that the recognizer was loaded from; ``None`` for one that was not loaded from a folder."""
    place = getattr(getattr(recognizer, "model", None), "name_or_path", "")
    return _sha256_of(Path(place)) if place else None


def _sha256_of(folder: Path) -> str | None:
    files = [folder / name for name in _HASHED if (folder / name).is_file()]
    if not files:
        return None
    whole = hashlib.sha256()
    for file in files:
        with file.open("rb") as opened:
            whole.update(hashlib.file_digest(opened, "sha256").digest())
    return whole.hexdigest()
