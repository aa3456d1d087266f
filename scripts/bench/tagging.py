"""Measure the shipped tagger's speed beside the same network in PyTorch float32, and the memory of tagging alone.

    python scripts/bench/tagging.py [--sentences 2000]

Both read the same windows of the sample reports, batched alike, on the processors that this process may use. Memory is
the peak of a fresh process that does nothing but tag (`corpus process` adds the gazetteer and the file parsers).
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from corpus_cli.engines.worker import peak_memory
from corpus_cli.entities.taggers.neural.model import TaggerModel
from corpus_cli.entities.taggers.neural.windows import batches, filled, plan
from corpus_cli.entities.taggers.neural.words import split

ROOT = Path(__file__).resolve().parents[2]


def sentences(count: int) -> list[str]:
    """Sentences of the marked-up samples, both languages in turn, repeated up to that many."""
    rows = [json.loads(line) for line in (ROOT / "tests" / "eval" / "samples.gold.jsonl").open(encoding="utf-8")]
    found = [line.strip() for row in rows for line in row["text"].split("\n") if line.strip()]
    return (found * (count // len(found) + 1))[:count]


def inputs(model: TaggerModel, texts: list[str]) -> list[tuple[np.ndarray, np.ndarray]]:
    """The windows of the texts as the model reads them."""
    pieces = [model.pieces.of(text, split(text)) for text in texts]
    windows = [window for n, own in enumerate(pieces) for window in plan(n, [len(bits) for bits in own])]
    return [filled(batch, pieces)[:2] for batch in batches(windows)]


def rate(run: Callable[[np.ndarray, np.ndarray], object], work: list[tuple[np.ndarray, np.ndarray]]) -> float:
    """Pieces a second, padding not counted; the best of three rounds after one to warm up."""
    seconds = []
    for _ in range(4):
        started = time.perf_counter()
        for ids, mask in work:
            run(ids, mask)
        seconds.append(time.perf_counter() - started)
    return sum(int(mask.sum()) for _, mask in work) / min(seconds[1:])


def torch_float32(threads: int, model: TaggerModel) -> Callable[[np.ndarray, np.ndarray], object]:
    """A network of the shipped one's dimensions in PyTorch; its weights do not matter for its speed."""
    import onnx
    import torch
    from transformers import BertConfig, BertModel

    torch.set_num_threads(threads)
    graph = onnx.load(str(model.folder / "model.onnx")).graph
    layers = sum(node.op_type == "Softmax" for node in graph.node)  # one an attention layer
    config = BertConfig(
        vocab_size=48_000, hidden_size=384, num_hidden_layers=layers, num_attention_heads=12, intermediate_size=1536
    )
    network = BertModel(config, add_pooling_layer=False).eval()

    def run(ids: np.ndarray, mask: np.ndarray) -> object:
        with torch.inference_mode():
            return network(input_ids=torch.from_numpy(ids), attention_mask=torch.from_numpy(mask)).last_hidden_state

    return run


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sentences", type=int, default=1000)
    parser.add_argument("--only-tag", action="store_true", help="tag and print the peak memory in MB; nothing else")
    arguments = parser.parse_args()
    texts = sentences(arguments.sentences)
    if arguments.only_tag:
        TaggerModel().names(texts)
        print(round(peak_memory() / 2**20))
        return
    threads = len(os.sched_getaffinity(0))
    model = TaggerModel(threads=threads)
    work = inputs(model, texts)
    ours, theirs = rate(model.scores, work), rate(torch_float32(threads, model), work)
    started = time.perf_counter()
    model.names(texts)
    whole = time.perf_counter() - started
    words = sum(len(split(text)) for text in texts)
    print(f"onnx int8        {ours:8.0f} pieces a second, {threads} threads")
    print(f"torch float32    {theirs:8.0f} pieces a second; ratio {ours / theirs:.1f}")
    print(f"sentence to span {words / whole:8.0f} words a second")
    command = [sys.executable, __file__, "--only-tag", "--sentences", str(arguments.sentences)]
    memory = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
    print(f"a process that only tags: {memory} MB at its peak")


if __name__ == "__main__":
    main()
