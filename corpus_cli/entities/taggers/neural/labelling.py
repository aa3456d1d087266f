"""Texts through a network, whatever runs it: words, pieces, windows and back to names."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from corpus_cli.entities.taggers.neural.decoding import OUTPUTS, Scores, runs
from corpus_cli.entities.taggers.neural.pieces import Pieces
from corpus_cli.entities.taggers.neural.spans import Found, spans
from corpus_cli.entities.taggers.neural.windows import Ids, batches, filled, plan
from corpus_cli.entities.taggers.neural.words import split

#: From input ids and mask, both (windows, pieces), to raw scores (windows, pieces, OUTPUTS).
Network = Callable[[Ids, Ids], Scores]


def found(texts: Sequence[str], pieces: Pieces, network: Network) -> list[list[Found]]:
    """The names in each text, in order, never overlapping."""
    words = [split(text) for text in texts]
    bits = [pieces.of(text, own) for text, own in zip(texts, words, strict=True)]
    outputs = [np.zeros((len(own), OUTPUTS), dtype=np.float32) for own in words]
    windows = [window for n, own in enumerate(bits) for window in plan(n, [len(word) for word in own])]
    for batch in batches(windows):
        ids, mask, columns = filled(batch, bits)
        scores = network(ids, mask)
        for row, window in enumerate(batch):
            kept = slice(window.keep_from - window.first, window.keep_to - window.first)
            outputs[window.sentence][window.keep_from : window.keep_to] = scores[row][columns[row]][kept]
    return [list(spans(text, own, runs(out))) for text, own, out in zip(texts, words, outputs, strict=True)]
