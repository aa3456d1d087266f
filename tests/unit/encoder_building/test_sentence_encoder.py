"""What models/encoder is written with: 4-bit blocks, and a network in ONNX like the one in PyTorch."""

import numpy as np
import onnxruntime
import pytest
import torch
from sentence_encoder.blocks import in_blocks
from sentence_encoder.channels import loud_channels
from sentence_encoder.graph import graph
from transformers import BertConfig, BertModel

LAYERS, HEADS, WIDTH = 2, 2, 64


@pytest.fixture(scope="module")
def network():
    torch.manual_seed(3)
    config = BertConfig(
        vocab_size=50, hidden_size=WIDTH, num_hidden_layers=LAYERS, num_attention_heads=HEADS, intermediate_size=128,
        max_position_embeddings=16, type_vocab_size=2,
    )  # fmt: skip
    made = BertModel(config, add_pooling_layer=False).eval()
    for parameter in made.parameters():
        parameter.requires_grad_(False)
    words = made.embeddings.word_embeddings.weight
    words.copy_(torch.from_numpy(in_blocks(words.numpy()).weights()))
    return made


def weights(network):
    return {name: value.numpy() for name, value in network.state_dict().items()}


def vectors(network, ids, apart):
    made = graph(weights(network), layers=LAYERS, heads=HEADS, epsilon=1e-12, apart=apart)
    session = onnxruntime.InferenceSession(made.SerializeToString(), providers=["CPUExecutionProvider"])
    return session.run(None, {"ids": np.array(ids)})[0]


def likeness(first, second):
    return (first * second).sum(axis=1) / np.linalg.norm(first, axis=1) / np.linalg.norm(second, axis=1)


IDS = [[0, 7, 8, 9, 30, 2], [0, 40, 41, 42, 43, 2]]


def test_weights_out_of_blocks_go_into_the_same_blocks():
    """What was rounded to 4 bits once is not rounded again; nothing is far off the first time."""
    weights = np.random.default_rng(1).normal(size=(5, 96)).astype(np.float32)
    weights[2] = 0
    once = in_blocks(weights).weights()
    assert np.array_equal(in_blocks(once).weights(), once)
    assert np.abs(once - weights).max() < 0.6
    assert not np.array_equal(once, weights)


def test_the_network_in_onnx_gives_the_vectors_of_the_one_in_pytorch(network):
    """The mean over each text's pieces, up to 8 bits."""
    expected = network(input_ids=torch.tensor(IDS)).last_hidden_state.mean(dim=1).numpy()
    assert likeness(vectors(network, IDS, {}), expected).min() > 0.999


def test_a_loud_channel_is_heard_and_kept_apart(network):
    """With it the others keep their scale, and the vectors are nearer to the exact ones."""
    loud = 5
    norm = network.encoder.layer[0].attention.output.LayerNorm
    before = norm.weight[loud].clone()
    norm.weight[loud] = 300.0
    try:
        apart = loud_channels(network, LAYERS, IDS)
        expected = network(input_ids=torch.tensor(IDS)).last_hidden_state.mean(dim=1).numpy()
        assert apart["encoder.layer.0.intermediate.dense"] == [loud]
        with_it, without = (likeness(vectors(network, IDS, some), expected).min() for some in (apart, {}))
    finally:
        norm.weight[loud] = before
    assert with_it > 0.999
    assert with_it > without
