"""The second encoder: one made in the test, whose vectors are known beforehand, and the shipped one."""

import hashlib
import json

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer, models, pre_tokenizers

from corpus_cli.errors import ModelMissingError
from corpus_cli.topics.encoders.e5 import E5Encoder

WORDS = ["▁passage:", "▁حلب", "▁Aleppo", "▁مياه", "▁water"]
WINDOW = 8


def write_encoder(folder):
    """Each piece's vector is a row of a table, and a text's the mean over its pieces."""
    pieces = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0), *((word, -1.0) for word in WORDS)]
    table = np.zeros((len(pieces), 4), dtype=np.float32)
    table[5:7, 0], table[7:9, 1], table[3, 2], table[:3, 3] = 1, 1, 1, 0.1
    nodes = [
        helper.make_node("Gather", ["table", "ids"], ["rows"]),
        helper.make_node("ReduceMean", ["rows"], ["vectors"], axes=[1], keepdims=0),
    ]
    ids = helper.make_tensor_value_info("ids", TensorProto.INT64, ["texts", "pieces"])
    vectors = helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["texts", 4])
    graph = helper.make_graph(nodes, "tiny", [ids], [vectors], [numpy_helper.from_array(table, "table")])
    onnx.save(
        helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8), folder / "model.onnx"
    )
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=3, byte_fallback=False))
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.save(str(folder / "tokenizer.json"))
    about = {
        "format": 1, "dimensions": 4, "window": WINDOW, "prefix_pieces": [4], "mean": [0.0, 0.0, 0.0, 0.1],
        "sha256": {
            name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in ("model.onnx", "tokenizer.json")
        },
    }  # fmt: skip
    (folder / "encoder.json").write_text(json.dumps(about), encoding="utf-8")
    return folder


@pytest.fixture
def tiny(tmp_path):
    return E5Encoder(write_encoder(tmp_path))


def test_a_vector_has_length_one_and_says_what_the_text_says(tiny):
    """Both languages' words for a thing give one vector."""
    arabic, english, other = tiny.encode(["حلب", "Aleppo", "water"])
    assert np.allclose(np.linalg.norm([arabic, english, other], axis=1), 1)
    assert np.array_equal(arabic, english)
    assert arabic @ other < 0.2


def test_a_question_is_read_as_one(tiny):
    """Behind another word than a text, so its vector differs; it still lies nearest to what it asks for."""
    (question,) = tiny.encode_queries(["حلب"])
    (text,) = tiny.encode(["حلب"])
    (other,) = tiny.encode(["water"])
    assert not np.array_equal(question, text)
    assert question @ text > question @ other


def test_no_text_is_no_vector_and_an_empty_one_is_one(tiny):
    """Shapes and types hold at the edges."""
    assert tiny.encode([]).shape == (0, 4)
    empty = tiny.encode(["", " \n"])
    assert empty.shape == (2, 4) and empty.dtype == np.float32
    assert np.allclose(np.linalg.norm(empty, axis=1), 1)


def test_a_text_longer_than_the_window_is_read_whole(tiny):
    """What stands at its end counts as what stands at its beginning."""
    for count in (5, 6, 40, 1000):
        half = tiny.encode(["Aleppo " * count + "water " * count])[0]
        assert half[0] == pytest.approx(half[1], rel=1e-4)
        assert half[0] > 0.6
    assert tiny.encode(["Aleppo " * 999 + "water"])[0, 1] > 0


def test_pieces_are_counted_with_what_stands_around_them(tiny):
    """Begin, prefix and end in each window; here a window has room for five."""
    assert [tiny.count_pieces("water " * count) for count in (0, 1, 5, 6, 10)] == [3, 4, 8, 12, 16]


def test_white_space_changes_nothing(tiny):
    """Line breaks of a source are no words."""
    assert np.array_equal(*tiny.encode(["Aleppo water", "  Aleppo\n\n water "]))


def test_the_mean_is_what_the_file_says(tiny):
    """Shape and type."""
    assert tiny.mean.tolist() == pytest.approx([0, 0, 0, 0.1])
    assert tiny.mean.dtype == np.float32


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_altered_files_are_refused(tiny, name):
    """The message names the file and the error says what to do."""
    with (tiny.folder / name).open("ab") as file:
        file.write(b" ")
    with pytest.raises(ModelMissingError, match=f"{name}.* altered") as caught:
        tiny.encode(["Aleppo"])
    assert caught.value.remedy


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"format": 2, "dimensions": 1, "mean": [0]}'])
def test_a_file_that_says_nothing_or_something_else_is_refused(tiny, text):
    """However it is broken."""
    (tiny.folder / "encoder.json").write_text(text, encoding="utf-8")
    with pytest.raises(ModelMissingError):
        tiny.encode(["Aleppo"])


def test_missing_files_are_refused(tmp_path):
    """At the first use, not before: a recipe may name an encoder that is not there yet."""
    encoder = E5Encoder(tmp_path / "nowhere")
    with pytest.raises(ModelMissingError):
        _ = encoder.sha256


def test_another_mean_is_another_encoder(tiny):
    """Vectors of different files are never taken for each other's."""
    path = tiny.folder / "encoder.json"
    before = tiny.sha256
    path.write_text(path.read_text(encoding="utf-8").replace("0.1]", "0.2]"), encoding="utf-8")
    assert E5Encoder(tiny.folder).sha256 != before


PAIRS = [
    ("يحتاج النازحون إلى مياه الشرب في المخيم.", "The displaced people in the camp need drinking water."),
    ("تعرضت المدرسة للقصف وتوقفت الدروس.", "The school was shelled and classes stopped."),
    ("شاركت النساء في لجنة المصالحة المحلية.", "Women took part in the local reconciliation committee."),
]


@pytest.fixture(scope="module")
def shipped():
    return E5Encoder()


def test_the_shipped_one_puts_translations_next_to_each_other(shipped):
    """Each Arabic sentence is nearest to its own translation, once the mean is taken off."""
    arabic, english = (shipped.encode([pair[side] for pair in PAIRS]) - shipped.mean for side in (0, 1))
    assert arabic.shape == (3, 384)
    likeness = arabic @ english.T
    assert likeness.argmax(axis=1).tolist() == [0, 1, 2]
    assert likeness.argmax(axis=0).tolist() == [0, 1, 2]


def test_the_shipped_ones_vectors_do_not_depend_on_company(shipped):
    """To the last bit: int8 scales are taken over one text."""
    texts = [text for pair in PAIRS for text in pair] + ["", "x", PAIRS[0][0] * 30]
    together = shipped.encode(texts)
    assert all(np.array_equal(shipped.encode([text])[0], row) for text, row in zip(texts, together, strict=True))
