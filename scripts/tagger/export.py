"""The trained network as ONNX: averaged float weights first, then int8, checked against each other and calibrated."""

from __future__ import annotations

import hashlib
import json
import logging
import shutil
import warnings
from itertools import product
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tagger.network import TaggerNetwork
from tagger.sets import Sentence, Span

from corpus_cli.entities.taggers.neural.decoding import LABELS, NAMES, PROCLITICS, Name
from corpus_cli.entities.taggers.neural.model import SCRIPTS, NamedSpan, TaggerModel, script


def to_onnx(network: TaggerNetwork, path: Path) -> None:
    """The network in float32, for any number and length of windows; style is our own, inputs ``ids`` and ``mask``."""
    network.eval()
    ids = torch.ones((2, 9), dtype=torch.long)
    network.encoder.config._attn_implementation = "eager"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            network, (ids, torch.ones_like(ids)), str(path), dynamo=False, opset_version=17,
            input_names=["ids", "mask"], output_names=["scores"],
            dynamic_axes={name: {0: "windows", 1: "pieces"} for name in ("ids", "mask", "scores")},
        )  # fmt: skip


def to_int8(source: Path, target: Path, *, width: int) -> None:
    """All weights, the word table included, in 8 bits a channel; activations are quantised as they come.

    In the lower half of the network the second layer of each feed-forward block is quantised in blocks of 128, its
    inputs row by row: a few of those inputs are fifty times the rest, and one scale for a whole batch cost 1.5 to 3
    points of F1. Fusing attention and GELU into onnxruntime's own operators made it slower, not faster (LOG.md).
    """
    # onnx_ir, which it needs, is no dependency of anything else: without it float32 can still be written.
    from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer

    work = target.with_suffix(".work.onnx")
    model = onnx.load(str(source))
    shapes = {weights.name: tuple(weights.dims) for weights in model.graph.initializer}
    matmuls = [node for node in model.graph.node if node.op_type == "MatMul"]
    wide = [node.name for node in matmuls if shapes.get(node.input[1]) == (4 * width, width)]
    blockwise = set(wide[: len(wide) // 2])
    level = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        blocks = MatMulNBitsQuantizer(
            model, bits=8, block_size=128, is_symmetric=True, accuracy_level=4,
            nodes_to_exclude=[node.name for node in matmuls if node.name not in blockwise],
        )  # fmt: skip
        blocks.process()
        blocks.model.save_model_to_file(str(work))
        quantize_dynamic(
            str(work), str(target), weight_type=QuantType.QInt8, per_channel=True,
            op_types_to_quantize=["MatMul", "Gather"], extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
        )  # fmt: skip
    finally:
        logging.disable(level)
        work.unlink(missing_ok=True)
    onnx.checker.check_model(str(target))


def sha256(path: Path) -> str:
    """The file's hash."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def about(folder: Path, *, name: str, calibration: dict[tuple[str, str], tuple[float, float]]) -> None:
    """Writes ``tagger.json`` beside the model and the tokenizer."""
    record = {
        "format": 1,
        "name": name,
        "labels": list(LABELS),
        "proclitics": PROCLITICS,
        "calibration": {
            script: {label: [round(value, 4) for value in calibration[script, label]] for label in NAMES}
            for script in SCRIPTS
        },
        "sha256": {file: sha256(folder / file) for file in ("model.onnx", "tokenizer.json")},
    }
    (folder / "tagger.json").write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def platt(sureness: list[float], right: list[bool]) -> tuple[float, float]:
    """Slope and shift of the sigmoid over log odds that fits best (Platt 1999), by Newton's steps.

    A step that would fit worse is halved: of few answers, or answers all alike, whole steps overshoot without end.
    """
    clipped = np.clip(np.array(sureness, dtype=np.float64), 1e-6, 1 - 1e-6)
    x = np.log(clipped / (1 - clipped))
    n1, n0 = sum(right), len(right) - sum(right)
    y = np.where(right, (n1 + 1) / (n1 + 2), 1 / (n0 + 2))

    def misfit(line: np.ndarray) -> float:
        odds = line[0] * x + line[1]
        return float((np.logaddexp(0, odds) - y * odds).sum())

    line = np.array([1.0, 0.0])
    for _ in range(50):
        p = np.exp(-np.logaddexp(0, -(line[0] * x + line[1])))
        w = p * (1 - p) + 1e-9
        gradient = np.array([((p - y) * x).sum(), (p - y).sum()])
        hessian = np.array([[(w * x * x).sum(), (w * x).sum()], [(w * x).sum(), w.sum()]]) + 1e-6 * np.eye(2)
        step = np.linalg.solve(hessian, gradient)
        while abs(step).max() >= 1e-8 and misfit(line - step) > misfit(line):
            step = step / 2
        line = line - step
        if abs(step).max() < 1e-8:
            break
    return float(line[0]), float(line[1])


class _Uncalibrated(TaggerModel):
    """The model with the network's own sureness for a score, not rounded: the sigmoid is fitted on what it is fed."""

    def chance(self, name: Name, script: str, sureness: float) -> float:
        del name, script
        return sureness


def calibrated(folder: Path, gold: dict[str, list[Sentence]]) -> dict[tuple[str, str], tuple[float, float]]:
    """Each script's and label's sigmoid, fitted on the sentences of ``gold``, none of which was trained on.

    For places and organizations only sentences of our own convention count.
    """
    model = _Uncalibrated(folder)
    sure: dict[tuple[str, str], list[float]] = {key: [] for key in product(SCRIPTS, NAMES)}
    right: dict[tuple[str, str], list[bool]] = {key: [] for key in product(SCRIPTS, NAMES)}
    for sentences in gold.values():
        for sentence, names in zip(sentences, model.names([s.text for s in sentences]), strict=True):
            for name in names:
                # What a place or an organization is differs between conventions; a person is one in all.
                if name.label in sentence.known and (sentence.style == "ours" or name.label == "PERSON"):
                    key = script(sentence.text[name.start : name.end]), name.label
                    sure[key].append(name.score)
                    right[key].append(any(_agree(name, span, edges=sentence.edges) for span in sentence.spans))
    return {key: platt(sure[key], right[key]) for key in sure}


def _agree(name: NamedSpan, span: Span, *, edges: bool) -> bool:
    """Whether the network's name is the span; where whole words are marked it may begin after proclitics."""
    before = name.start - span.start
    return (name.label, name.end) == (span.label, span.end) and (before == 0 or (not edges and 0 < before <= 3))


def export(out: Path, network: TaggerNetwork, target: Path, *, name: str, gold: dict[str, list[Sentence]]) -> None:
    """Writes model, tokenizer and ``tagger.json`` to ``target``, and the float32 model to ``out`` for comparison."""
    target.mkdir(parents=True, exist_ok=True)
    config = network.encoder.config
    to_onnx(network, out / "float32.onnx")
    to_int8(out / "float32.onnx", target / "model.onnx", width=config.hidden_size)
    shutil.copyfile(out / "tokenizer.json", target / "tokenizer.json")
    about(target, name=name, calibration=dict.fromkeys(product(SCRIPTS, NAMES), (1.0, 0.0)))
    about(target, name=name, calibration=calibrated(target, gold))
