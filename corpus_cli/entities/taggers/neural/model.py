"""The tagger's files: checked against their hashes, then run by onnxruntime."""

from __future__ import annotations

import hashlib
import json
import math
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from corpus_cli.bundled import bundled
from corpus_cli.entities.taggers.neural.decoding import LABELS, NAMES, PROCLITICS, Name
from corpus_cli.entities.taggers.neural.labelling import found
from corpus_cli.entities.taggers.neural.pieces import Pieces
from corpus_cli.entities.taggers.neural.windows import Ids
from corpus_cli.entities.taggers.neural.words import is_arabic
from corpus_cli.errors import ModelMissingError

_ABOUT = "tagger.json"
_NETWORK = "model.onnx"
_TOKENIZER = "tokenizer.json"
_FORMAT = 1
SCRIPTS = ("arabic", "latin")
# Many sentences are worth one call; their outputs must not pile up.
_AT_ONCE = 512


@dataclass(frozen=True, slots=True)
class NamedSpan:
    """A name at ``text[start:end]``; ``score``: the chance that label and edges are right."""

    start: int
    end: int
    label: Name
    score: float


class TaggerModel:
    """Places, organizations and persons in Arabic and English sentences, with calibrated scores.

    ``folder``: what ``scripts/train_ner.py export`` wrote; the shipped one by default. ``threads``: of onnxruntime;
    the result is the same for any number. Raises ``ModelMissingError`` for files that are missing or altered.
    """

    def __init__(self, folder: Path | None = None, *, threads: int = 1) -> None:
        self.folder = folder if folder is not None else bundled("models", "tagger")
        self._threads = threads
        remedy = "install the package again; whoever trained another one: export it anew"
        try:
            about = self._about(remedy)
            self.name: str = about["name"]
            self.sha256: str = about["sha256"][_NETWORK]
            #: Slope and shift of the sigmoid of each script and label: the network is surer of itself in Arabic than
            #: it should be.
            self.calibration: dict[tuple[str, str], tuple[float, float]] = {
                (script, label): (float(slope), float(shift))
                for script in SCRIPTS
                for label in NAMES
                for slope, shift in [about["calibration"][script][label]]
            }
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise ModelMissingError(f"the tagger in {self.folder} cannot be read: {error}", remedy=remedy) from error

    def __getstate__(self) -> dict[str, Any]:
        """Another process loads the files again: onnxruntime's session cannot be handed over."""
        return {key: value for key, value in self.__dict__.items() if key not in {"_session", "pieces"}}

    def _about(self, remedy: str) -> dict[str, Any]:
        about: dict[str, Any] = json.loads((self.folder / _ABOUT).read_text(encoding="utf-8"))
        if about["format"] != _FORMAT or about["labels"] != list(LABELS) or about["proclitics"] != PROCLITICS:
            raise ModelMissingError(f"the tagger in {self.folder} is of another version", remedy=remedy)
        for name in (_NETWORK, _TOKENIZER):
            with (self.folder / name).open("rb") as file:
                if hashlib.file_digest(file, "sha256").hexdigest() != about["sha256"][name]:
                    raise ModelMissingError(f"the tagger's file {self.folder / name} was altered", remedy=remedy)
        return about

    @cached_property
    def pieces(self) -> Pieces:
        """The tokenizer, loaded at the first text."""
        return Pieces.load(self.folder / _TOKENIZER)

    @cached_property
    def _session(self) -> Any:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = self._threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        return onnxruntime.InferenceSession(
            str(self.folder / _NETWORK), sess_options=options, providers=["CPUExecutionProvider"]
        )

    def scores(self, ids: Ids, mask: Ids) -> npt.NDArray[np.float32]:
        """The network's raw scores (windows, pieces, outputs)."""
        result: npt.NDArray[np.float32] = self._session.run(None, {"ids": ids, "mask": mask})[0]
        return result

    def names(self, texts: list[str]) -> list[list[NamedSpan]]:
        """The names of each text, in order, never overlapping.

        Scores may differ in the third digit with the texts that are given at once: int8 scales are taken a batch.
        """
        named: list[list[NamedSpan]] = []
        for start in range(0, len(texts), _AT_ONCE):
            some = texts[start : start + _AT_ONCE]
            named += [
                [
                    NamedSpan(s.start, s.end, s.name, self.chance(s.name, script(text[s.start : s.end]), s.sureness))
                    for s in spans
                ]
                for text, spans in zip(some, found(some, self.pieces, self.scores), strict=True)
            ]
        return named

    def chance(self, name: Name, script: str, sureness: float) -> float:
        """The calibrated score: Platt's sigmoid over the logarithm of the odds, fitted on held-back sentences."""
        slope, shift = self.calibration[script, name]
        clipped = min(max(sureness, 1e-6), 1 - 1e-6)
        return round(1 / (1 + math.exp(-(slope * math.log(clipped / (1 - clipped)) + shift))), 4)


def script(name: str) -> str:
    """Which of ``SCRIPTS`` a name is written in: Arabic if one of its letters is."""
    return SCRIPTS[0] if is_arabic(name) else SCRIPTS[1]
