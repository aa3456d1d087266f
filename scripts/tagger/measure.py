"""What the tagger alone finds, measured as `corpus evaluate ner` does: exact spans, by label."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from tagger.network import TaggerNetwork
from tagger.sets import Sentence

from corpus_cli.entities.taggers.neural.decoding import NAMES
from corpus_cli.entities.taggers.neural.labelling import Network, found
from corpus_cli.entities.taggers.neural.pieces import Pieces
from corpus_cli.entities.taggers.neural.windows import BATCH
from corpus_cli.evaluation.scores import Compared, Scores, Span, from_word_start, score_texts


def by_network(network: TaggerNetwork, style: int = 0) -> Network:
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


def exact(gold: Sequence[Sentence], pieces: Pieces, network: Network) -> dict[str, Scores]:
    """The scores of each label; where a set marks whole words, names are compared from their words' beginnings."""
    compared = []
    for sentence, names in zip(gold, found([one.text for one in gold], pieces, network), strict=True):
        one = Compared(
            line=0, id=sentence.id, language="und", text=sentence.text,
            gold=tuple(Span(span.start, span.end, span.label) for span in sentence.spans),
            found=tuple(Span(name.start, name.end, name.name) for name in names if name.name in sentence.known),
        )  # fmt: skip
        compared.append(one if sentence.edges else from_word_start(one))
    return score_texts(compared, labels=NAMES)["und"]


def line(gold: dict[str, list[Sentence]], pieces: Pieces, network: Network) -> str:
    """One line: PLACE/ORG F1 of each set."""
    cells = []
    for name, sentences in gold.items():
        scores = exact(sentences, pieces, network)
        cells.append(f"{name} " + "/".join(f"{scores[label].exact.f1:.3f}" for label in ("PLACE", "ORG")))
    return "  ".join(cells)
