"""From scores of labels at words to spans: the best sequence that BIO allows, and how sure each span is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float32]
Name = Literal["PLACE", "ORG", "PERSON"]

NAMES: tuple[Name, ...] = ("PLACE", "ORG", "PERSON")
#: The network's outputs at each word: outside, then begin and inside of each name; then how many proclitic letters
#: (none to three) stand before a name that begins in the word.
LABELS = ("O", *(f"{part}-{name}" for name in NAMES for part in "BI"))
PROCLITICS = 4
OUTPUTS = len(LABELS) + PROCLITICS
_NEVER = np.float32(-1e4)


def _transitions() -> Scores:
    """0 where ``LABELS[j]`` may follow ``LABELS[i]``: an inside label follows its own begin or inside only."""
    allowed = np.zeros((len(LABELS), len(LABELS)), dtype=np.float32)
    for j, label in enumerate(LABELS):
        if label.startswith("I-"):
            allowed[:, j] = _NEVER
            allowed[[j - 1, j], j] = 0.0
    return allowed


_MOVES = _transitions()


@dataclass(frozen=True, slots=True)
class Run:
    """Words ``first`` to ``last`` (inclusive) are one name; ``sureness`` between 0 and 1, before calibration."""

    first: int
    last: int
    name: Name
    sureness: float
    proclitic: int


def log_softmax(scores: Scores) -> Scores:
    """Natural logarithms of the probabilities along the last axis."""
    shifted = scores - scores.max(axis=-1, keepdims=True)
    result: Scores = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return result


def runs(outputs: Scores) -> list[Run]:
    """The names in one sentence. ``outputs``: (words, OUTPUTS), the network's raw scores at each word's first piece."""
    if not len(outputs):
        return []
    chances = log_softmax(outputs[:, : len(LABELS)])
    # Nearly every sentence has a lawful best path already, and most have no name at all.
    path = chances.argmax(axis=1)
    if not path.any():
        return []
    if (_MOVES[path[:-1], path[1:]] < 0).any() or LABELS[path[0]].startswith("I-"):
        path = _best_path(chances)
    found: list[Run] = []
    at = 0
    while at < len(path):
        label = int(path[at])
        if label % 2 == 0:  # outside; an inside label never begins a run here
            at += 1
            continue
        end = at + 1
        while end < len(path) and path[end] == label + 1:
            end += 1
        sure = float(chances[np.arange(at, end), path[at:end]].min())
        proclitic = int(outputs[at, len(LABELS) :].argmax())
        found.append(Run(at, end - 1, NAMES[label // 2], float(np.exp(sure)), proclitic))
        at = end
    return found


def _best_path(chances: Scores) -> npt.NDArray[np.int64]:
    """Viterbi over the lawful sequences; (words,)."""
    best = chances[0] + np.where([label.startswith("I-") for label in LABELS], _NEVER, np.float32(0.0))
    back = np.zeros(chances.shape, dtype=np.int64)
    for at in range(1, len(chances)):
        ways = best[:, None] + _MOVES
        back[at] = ways.argmax(axis=0)
        best = ways.max(axis=0) + chances[at]
    path = np.zeros(len(chances), dtype=np.int64)
    path[-1] = best.argmax()
    for at in range(len(chances) - 1, 0, -1):
        path[at - 1] = back[at, path[at]]
    return path
