"""Encoders of sentence-transformers: a tiny one made here, so nothing is fetched."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from corpus_cli.errors import ModelMissingError
from corpus_cli.recipe import TopicSettings
from corpus_cli.topics.encoders.encoder import SentenceTransformersEncoder, load_encoder, recipe_name, recorded_name
from corpus_cli.topics.training.train import train_model

pytest.importorskip("sentence_transformers")
pytestmark = pytest.mark.filterwarnings("ignore")  # torch and its friends warn of themselves


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model of one layer that has never learned anything."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.models import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizer

    own = tmp_path_factory.mktemp("plain") / "bert"
    own.mkdir()
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "court", "wheat", "council", "قمح", "محكمة"]
    (own / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    BertTokenizer(str(own / "vocab.txt")).save_pretrained(own)
    sizes = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 16}
    BertModel(BertConfig(vocab_size=len(words), **sizes)).save_pretrained(own)
    place = tmp_path_factory.mktemp("machine") / "tiny-encoder"
    transformer = Transformer(str(own))
    SentenceTransformer(modules=[transformer, Pooling(16)], device="cpu").save(str(place))
    return place


def test_nothing_encoded_has_the_dimensions_of_the_encoder(folder: Path) -> None:
    """A document without passages has an array that lies beside those of others."""
    encoder = SentenceTransformersEncoder(str(folder))
    assert encoder.encode([]).shape == (0, 16)
    assert np.allclose(np.linalg.norm(encoder.encode(["wheat", "قمح"]), axis=1), 1, atol=1e-5)


def test_another_tokenizer_or_pooling_is_another_encoder(folder: Path, tmp_path: Path) -> None:
    """Its vectors are others, so those on disk are stale; a README or weights in another form change nothing."""
    import shutil

    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    before = SentenceTransformersEncoder(str(folder)).sha256
    (copy / "README.md").write_text("other words", encoding="utf-8")
    (copy / "onnx").mkdir()
    (copy / "onnx" / "config.json").write_text("{}", encoding="utf-8")
    assert SentenceTransformersEncoder(str(copy)).sha256 == before
    hashes = {before}
    for name in ("1_Pooling/config.json", "tokenizer.json", "config.json", "model.safetensors"):
        kept = (copy / name).read_bytes()
        (copy / name).write_bytes(kept + b" ")
        hashes.add(SentenceTransformersEncoder(str(copy)).sha256)
        (copy / name).write_bytes(kept)
    assert len(hashes) == 5


def test_results_record_the_name_of_a_folder_and_not_where_it_lies(folder: Path, encoder, make_passages) -> None:
    """A path tells of a machine and its user. With the recipe beside it the folder is found again."""

    class There:
        name, sha256, encode = str(folder), "a" * 64, encoder.encode

    model = train_model(make_passages(12), settings=TopicSettings(), encoder=There())
    assert model.info.encoder == "tiny-encoder"
    assert recorded_name(f"{folder}/.") == "tiny-encoder"
    assert recipe_name("tiny-encoder", recipe=str(folder)) == str(folder)
    assert recipe_name("use+e5", recipe=str(folder)) == "use+e5"
    assert (recorded_name("use"), recorded_name("owner/model")) == ("use", "owner/model")


def test_an_encoder_that_is_not_there_is_an_error_that_says_what_to_do() -> None:
    """At the first use, of its hash too."""
    encoder = load_encoder("owner/no-such-model")
    for use in (lambda: encoder.sha256, lambda: encoder.encode(["a"])):
        with pytest.raises(ModelMissingError, match="not on this machine") as caught:
            use()
        assert "corpus models fetch owner/no-such-model" in caught.value.remedy


def test_the_card_of_the_pooling_is_read(folder: Path) -> None:
    """The fixture is a fair one: it has the modules that a real model has."""
    modules = json.loads((folder / "modules.json").read_bytes())
    assert [Path(module["path"]).name for module in modules] == ["", "1_Pooling"]
