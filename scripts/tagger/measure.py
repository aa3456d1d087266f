"""What the tagger alone finds, measured as score_ner.py does: exact spans, by label."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
import torch
from tagger.network import TaggerNetwork
from tagger.sets import Sentence

from corpus_cli.entities.neural.decoding import runs
from corpus_cli.entities.neural.pieces import Pieces
from corpus_cli.entities.neural.spans import Found, spans
from corpus_cli.entities.neural.windows import BATCH, batches, filled, plan
from corpus_cli.entities.neural.words import split

Forward = Callable[[np.ndarray, np.ndarray], np.ndarray]


def by_network(network: TaggerNetwork, style: int = 0) -> Forward:
    """The trained network as a function of arrays."""

    def forward(ids: np.ndarray, mask: np.ndarray) -> np.ndarray:
        # Few shapes, for the reason given in examples.py.
        rows, width = ids.shape
        wide = -(-width // 16) * 16
        tensors = [torch.zeros((max(BATCH // wide, rows), wide), dtype=torch.long) for _ in range(2)]
        for tensor, array in zip(tensors, (ids, mask), strict=True):
            tensor[:rows, :width] = torch.from_numpy(array)
        tensors[1][rows:, 0] = 1
        with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
            scores = network(*tensors, torch.full_like(tensors[0], style))
        return scores[:rows, :width].float().numpy()

    return forward


def found(texts: Sequence[str], pieces: Pieces, forward: Forward) -> list[list[Found]]:
    """The names in each text."""
    words = [split(text) for text in texts]
    bits = [pieces.of(text, own) for text, own in zip(texts, words, strict=True)]
    outputs = [np.zeros((len(own), 11), dtype=np.float32) for own in words]
    windows = [window for n, own in enumerate(bits) for window in plan(n, [len(word) for word in own])]
    for batch in batches(windows):
        ids, mask, columns = filled(batch, bits)
        scores = forward(ids, mask)
        for row, window in enumerate(batch):
            kept = slice(window.keep_from - window.first, window.keep_to - window.first)
            outputs[window.sentence][window.keep_from : window.keep_to] = scores[row][columns[row]][kept]
    return [list(spans(text, own, runs(out))) for text, own, out in zip(texts, words, outputs, strict=True)]


def f1(
    gold: Sequence[Sentence], names: Sequence[Sequence[Found]], *, whole: bool = False
) -> dict[str, tuple[float, float, float]]:
    """Precision, recall and F1 by label. ``whole``: edges compared after widening both to whole words."""
    right, given, asked = Counter(), Counter(), Counter()

    def edge(text: str, start: int, end: int) -> tuple[int, int]:
        while whole and start and text[start - 1].isalnum():
            start -= 1
        return start, end

    for sentence, own in zip(gold, names, strict=True):
        g = {(s.label, *edge(sentence.text, s.start, s.end)) for s in sentence.spans}
        f = {(s.name, *edge(sentence.text, s.start, s.end)) for s in own if s.name in sentence.known}
        for label in ("PLACE", "ORG", "PERSON"):
            right[label] += len({x for x in g & f if x[0] == label})
            given[label] += sum(x[0] == label for x in f)
            asked[label] += sum(x[0] == label for x in g)
    return {
        label: (
            right[label] / max(given[label], 1), right[label] / max(asked[label], 1),
            2 * right[label] / max(given[label] + asked[label], 1),
        )
        for label in right
    }  # fmt: skip


def line(gold: dict[str, list[Sentence]], pieces: Pieces, forward: Forward) -> str:
    """One line: PLACE/ORG F1 of each set."""
    cells = []
    for name, sentences in gold.items():
        score = f1(sentences, found([s.text for s in sentences], pieces, forward), whole=not sentences[0].edges)
        cells.append(f"{name} " + "/".join(f"{score[label][2]:.3f}" for label in ("PLACE", "ORG") if label in score))
    return "  ".join(cells)
