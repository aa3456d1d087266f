"""A BERT encoder as an ONNX graph in int8: input ``ids``, output the mean over each text's pieces. No padding, no mask.

Written node by node. The word table keeps the 4-bit blocks it came in. The layers' weights are in 8 bits a channel,
their inputs are quantised as they come, all of a call with one scale: onnxruntime's products of 4-bit blocks are as
slow as float32, less than half the speed of this. In several layers one channel of the input is ten to fifty times the
rest and would take that scale for itself; such channels stay in float32 (Dettmers et al. 2022, LLM.int8).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from sentence_encoder.blocks import SIZE, in_blocks

_MICROSOFT = "com.microsoft"
_QKV = ("query", "key", "value")


def linear_names(layers: int) -> list[str]:
    """The products whose inputs may have channels apart, as ``graph`` and a ``BertModel``'s modules name them."""
    parts = ("attention.self.query", "attention.output.dense", "intermediate.dense", "output.dense")
    return [f"encoder.layer.{number}.{part}" for number in range(layers) for part in parts]


class _Graph:
    """Nodes and weights gathered one by one; each method gives the name of its output."""

    def __init__(self, weights: Mapping[str, np.ndarray], apart: Mapping[str, Sequence[int]]) -> None:
        self.weights, self.apart = weights, apart
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, onnx.TensorProto] = {}

    def node(self, kind: str, inputs: list[str], output: str, *, domain: str = "", **attributes: object) -> str:
        self.nodes.append(helper.make_node(kind, inputs, [output], output, domain=domain, **attributes))
        return output

    def constant(self, name: str, array: np.ndarray) -> str:
        self.constants[name] = numpy_helper.from_array(np.array(array, order="C"), name)
        return name

    def weight(self, name: str) -> str:
        return self.constant(name, self.weights[name].astype(np.float32))

    def norm(self, name: str, source: str, epsilon: float) -> str:
        parts = [self.weight(f"{name}.{part}") for part in ("weight", "bias")]
        return self.node("LayerNormalization", [source, *parts], name, axis=-1, epsilon=epsilon)

    def product(self, name: str, source: str, matrix: np.ndarray, bias: np.ndarray) -> str:
        """``source`` times ``matrix`` (inputs, outputs) plus ``bias``; channels apart are in float32."""
        channels = list(self.apart.get(name, ()))
        rest = source
        if channels:
            kept = np.ones(len(matrix), dtype=np.float32)
            kept[channels] = 0
            rest = self.node("Mul", [source, self.constant(f"{name}.kept", kept)], f"{name}.rest")
            some = self.constant(f"{name}.channels", np.array(channels, dtype=np.int64))
            loud = self.node("Gather", [source, some], f"{name}.loud", axis=2)
            loud = self.node("MatMul", [loud, self.constant(f"{name}.apart", matrix[channels])], f"{name}.loud.product")
            matrix = matrix * kept[:, None]
        scale = np.maximum(np.abs(matrix).max(axis=0), 1e-12) / 127
        whole = [
            self.constant(f"{name}.int8", np.rint(matrix / scale).astype(np.int8)),
            self.constant(f"{name}.scale", scale.astype(np.float32)),
            "",
            self.constant(f"{name}.bias", bias.astype(np.float32)),
        ]
        result = f"{name}.quiet" if channels else name
        self.node("DynamicQuantizeMatMul", [rest, *whole], result, domain=_MICROSOFT)
        return self.node("Add", [result, loud], name) if channels else name

    def linear(self, name: str, source: str) -> str:
        return self.product(name, source, self.weights[f"{name}.weight"].T, self.weights[f"{name}.bias"])

    def embeddings(self, epsilon: float) -> str:
        """Word, place and type of each piece, added and normalised."""
        words = in_blocks(self.weights["embeddings.word_embeddings.weight"])
        table = self.constant("words.nibbles", words.nibbles)
        scales = self.constant("words.half", words.scales)
        scales = self.node("Cast", [scales], "words.scales", to=TensorProto.FLOAT)
        word = self.node(
            "GatherBlockQuantized", [table, "ids", scales], "words",
            domain=_MICROSOFT, bits=4, block_size=SIZE, gather_axis=0, quantize_axis=1,
        )  # fmt: skip
        # All pieces are of the first type.
        places = self.weights["embeddings.position_embeddings.weight"]
        places = places + self.weights["embeddings.token_type_embeddings.weight"][0]
        table = self.constant("places", places.astype(np.float32))
        length = self.node("Shape", ["ids"], "length", start=1, end=2)
        start = self.constant("start", np.zeros(1, dtype=np.int64))
        place = self.node("Slice", [table, start, length, start], "places.some")
        return self.norm("embeddings.LayerNorm", self.node("Add", [word, place], "embedded"), epsilon)

    def attention(self, at: str, hidden: str, heads: int) -> str:
        """What each piece takes from the others. Plain operators: onnxruntime's fused one is slower on processors."""
        names = [f"{at}attention.self.{part}" for part in _QKV]
        matrix = np.concatenate([self.weights[f"{name}.weight"].T for name in names], axis=1)
        bias = np.concatenate([self.weights[f"{name}.bias"] for name in names])
        width = len(matrix)
        three = self.product(names[0], hidden, matrix, bias)
        split = self.constant("heads", np.array([0, 0, 3, heads, width // heads], dtype=np.int64))
        three = self.node("Reshape", [three, split], f"{at}three")
        three = self.node("Transpose", [three], f"{at}turned", perm=[2, 0, 3, 1, 4])
        parts = [
            self.node("Gather", [three, self.constant(f"part.{place}", np.array(place))], f"{at}{part}", axis=0)
            for place, part in enumerate(_QKV)
        ]
        likeness = self.node(
            "FusedMatMul", parts[:2], f"{at}likeness", domain=_MICROSOFT, transB=1, alpha=(width // heads) ** -0.5
        )
        taken = self.node("MatMul", [self.node("Softmax", [likeness], f"{at}shares", axis=-1), parts[2]], f"{at}taken")
        taken = self.node("Transpose", [taken], f"{at}taken.turned", perm=[0, 2, 1, 3])
        flat = self.constant("flat", np.array([0, 0, width], dtype=np.int64))
        return self.linear(f"{at}attention.output.dense", self.node("Reshape", [taken, flat], f"{at}taken.flat"))

    def layer(self, number: int, hidden: str, *, heads: int, epsilon: float) -> str:
        """One layer: attention and feed-forward, each added to what went in and normalised."""
        at = f"encoder.layer.{number}."
        attended = self.node("Add", [self.attention(at, hidden, heads), hidden], f"{at}attended")
        attended = self.norm(f"{at}attention.output.LayerNorm", attended, epsilon)
        wide = self.node("Gelu", [self.linear(f"{at}intermediate.dense", attended)], f"{at}gelu", domain=_MICROSOFT)
        narrow = self.node("Add", [self.linear(f"{at}output.dense", wide), attended], f"{at}narrow")
        return self.norm(f"{at}output.LayerNorm", narrow, epsilon)


def graph(
    weights: Mapping[str, np.ndarray], *, layers: int, heads: int, epsilon: float, apart: Mapping[str, Sequence[int]]
) -> onnx.ModelProto:
    """The model. ``weights``: of a Hugging Face ``BertModel``, by their names there; ``apart``: channels by product."""
    made = _Graph(weights, apart)
    hidden = made.embeddings(epsilon)
    for number in range(layers):
        hidden = made.layer(number, hidden, heads=heads, epsilon=epsilon)
    made.node("ReduceMean", [hidden], "vectors", axes=[1], keepdims=0)
    width = len(weights["embeddings.LayerNorm.weight"])
    inputs = [helper.make_tensor_value_info("ids", TensorProto.INT64, ["texts", "pieces"])]
    output = helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["texts", width])
    whole = helper.make_graph(made.nodes, "encoder", inputs, [output], list(made.constants.values()))
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid(_MICROSOFT, 1)]
    return helper.make_model(whole, opset_imports=opsets, ir_version=8, producer_name="build_encoder.py")
