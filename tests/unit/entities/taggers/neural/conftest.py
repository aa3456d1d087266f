"""A tagger made in the test: each piece's scores are a row of a table, so what it finds is known beforehand."""

import hashlib
import json
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer, models

from corpus_cli.entities.taggers.neural.decoding import LABELS, OUTPUTS
from corpus_cli.entities.taggers.neural.model import TaggerModel

#: Word → its label, and letters of proclitics before the name.
KNOWN = {
    "حلب": ("B-PLACE", 0),
    "وحلب": ("B-PLACE", 1),
    "Aleppo": ("B-PLACE", 0),
    "New": ("B-PLACE", 0),
    "York": ("I-PLACE", 0),
    "UNICEF": ("B-ORG", 0),
    "The": ("B-ORG", 0),
    "Ministry": ("I-ORG", 0),
    "'": ("B-PLACE", 0),
    "Ayn": ("I-PLACE", 0),
    "Salma": ("B-PERSON", 0),
}


def write_tagger(folder: Path, *, name: str = "tiny") -> Path:
    """The folder with a whole tagger in it."""
    words = [*KNOWN, *(f"\u2581{word}" for word in KNOWN)]
    signs = sorted({char for word in KNOWN for char in word} | set("abcdefghijklmnopqrstuvwxyz.,()'\u2581"))
    pieces = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0)]
    pieces += [(word, -1.0) for word in words] + [(sign, -9.0) for sign in signs if sign not in words]
    table = np.zeros((len(pieces), OUTPUTS), dtype=np.float32)
    table[:, 0] = 6.0
    for at, (piece, _) in enumerate(pieces):
        if (word := piece.strip("\u2581")) in KNOWN:
            label, letters = KNOWN[word]
            table[at, 0] = 0.0
            table[at, LABELS.index(label)] = 6.0
            table[at, len(LABELS) + letters] = 6.0
    inputs = [helper.make_tensor_value_info(each, TensorProto.INT64, ["b", "n"]) for each in ("ids", "mask")]
    output = helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["b", "n", OUTPUTS])
    nodes = [helper.make_node("Gather", ["table", "ids"], ["scores"])]
    graph = helper.make_graph(nodes, "tiny", inputs, [output], [numpy_helper.from_array(table, "table")])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    folder.mkdir(parents=True, exist_ok=True)
    onnx.save(model, folder / "model.onnx")
    Tokenizer(models.Unigram(pieces, unk_id=3, byte_fallback=False)).save(str(folder / "tokenizer.json"))
    about = {
        "format": 1, "name": name, "labels": list(LABELS), "proclitics": 4,
        "calibration": {s: {label: [1.0, 0.0] for label in ("PLACE", "ORG", "PERSON")} for s in ("arabic", "latin")},
        "sha256": {
            file: hashlib.sha256((folder / file).read_bytes()).hexdigest() for file in ("model.onnx", "tokenizer.json")
        },
    }  # fmt: skip
    (folder / "tagger.json").write_text(json.dumps(about), encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def tiny_folder(tmp_path_factory):
    return write_tagger(tmp_path_factory.mktemp("tagger"))


@pytest.fixture(scope="session")
def tiny(tiny_folder):
    return TaggerModel(tiny_folder)
