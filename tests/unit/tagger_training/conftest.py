"""The training code stands in scripts/, which is no package; a vocabulary and a network small enough to train here."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import torch
from tokenizers import Tokenizer, models
from transformers import BertConfig, BertModel

sys.path.append(str(Path(__file__).resolve().parents[3] / "scripts"))

from tagger.network import TaggerNetwork

from corpus_cli.entities.taggers.neural.pieces import SPACE, Pieces

SIGNS = sorted({SPACE, *map(chr, range(0x21, 0x7F)), *map(chr, range(0x621, 0x64B)), "،"} - {"<", ">"})
VOCABULARY = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0), *((sign, -1.0) for sign in SIGNS)]


@pytest.fixture(autouse=True, scope="package")
def one_thread() -> Iterator[None]:
    """Networks this small take longer in two threads than in one."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.fixture(scope="session")
def tokenizer() -> Tokenizer:
    """Every letter is a piece."""
    return Tokenizer(models.Unigram(VOCABULARY, unk_id=3, byte_fallback=False))


@pytest.fixture(scope="session")
def pieces(tokenizer: Tokenizer) -> Pieces:
    return Pieces(tokenizer)


@pytest.fixture(scope="session")
def make_network() -> Callable[[], TaggerNetwork]:
    """The same untrained network each time: two layers, 16 wide."""

    def make() -> TaggerNetwork:
        torch.manual_seed(1)
        config = BertConfig(
            vocab_size=len(VOCABULARY), hidden_size=16, num_hidden_layers=2, num_attention_heads=2,
            intermediate_size=64, max_position_embeddings=192,
        )  # fmt: skip
        return TaggerNetwork(BertModel(config, add_pooling_layer=False))

    return make
