import json
import shutil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_cli.entities.taggers.neural.model import TaggerModel
from corpus_cli.errors import ModelMissingError


def found(model, text):
    (names,) = model.names([text])
    return [(text[name.start : name.end], name.label) for name in names]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", []),
        ("   \n ", []),
        ("nothing here", []),
        ("وحلب وAleppo", [("حلب", "PLACE"), ("Aleppo", "PLACE")]),
        ("وَحَلَب", [("حَلَب", "PLACE")]),
        ("The Ministry's UNICEF.", [("Ministry", "ORG"), ("UNICEF", "ORG")]),
        ("in 'Ayn, and", [("'Ayn", "PLACE")]),
        ("in 'Ayn', and", [("Ayn", "PLACE")]),
        ("(New York), Salma", [("New York", "PLACE"), ("Salma", "PERSON")]),
    ],
)
def test_names_have_exact_edges(tiny, text, names):
    assert found(tiny, text) == names


def test_scores_are_probabilities_of_the_calibration(tiny):
    (names,) = tiny.names(["Aleppo"])
    assert 0.9 < names[0].score <= 1


def test_a_name_in_a_sentence_far_longer_than_the_window_is_found_once_wherever_it_stands(tiny):
    for at in (0, 150, 189, 190, 191, 200, 700, 999):
        words = ["a"] * 1000
        words[at] = "Aleppo"
        text = " ".join(words)
        assert found(tiny, text) == [("Aleppo", "PLACE")], at
        (names,) = tiny.names([text])
        assert names[0].start == 2 * at


def test_texts_are_answered_in_their_own_order(tiny):
    texts = ["Aleppo", "a " * 500 + "UNICEF", "", "Salma and New York"]
    assert [len(names) for names in tiny.names(texts)] == [1, 1, 0, 2]


@pytest.mark.parametrize(
    "text", ["x" * 10_000, "ح" * 10_000, "😀" * 3000, "中文" * 2000, "\u0000\ud7ff\uffff", "ـ" * 5000, "َ" * 99]
)
def test_strange_texts_give_nothing_and_do_not_fail(tiny, text):
    assert tiny.names([text]) == [[]]


def test_a_line_of_megabytes_is_answered_whole(tiny):
    text = "Aleppo and (((( وحلب " * 20_000 + "New York"
    (names,) = tiny.names([text])
    assert len(names) == 40_001
    assert text[names[-1].start : names[-1].end] == "New York"


@given(
    st.lists(
        st.text(max_size=80)
        | st.lists(st.sampled_from(["Aleppo", "وحلب", "(", "'s", "New", "York", "The"])).map(" ".join)
    )
)
@settings(max_examples=150, deadline=None)
def test_spans_lie_in_their_text_in_order_and_never_overlap(tiny, texts):
    for text, names in zip(texts, tiny.names(texts), strict=True):
        end = 0
        for name in names:
            assert end <= name.start < name.end <= len(text)
            assert text[name.start : name.end].strip() == text[name.start : name.end]
            assert 0 <= name.score <= 1
            end = name.end


@pytest.mark.parametrize("file", ["model.onnx", "tokenizer.json"])
def test_an_altered_file_is_refused(tiny_folder, tmp_path, file):
    folder = shutil.copytree(tiny_folder, tmp_path / "tagger")
    with (folder / file).open("ab") as end:
        end.write(b" ")
    with pytest.raises(ModelMissingError, match="altered"):
        TaggerModel(folder)


@pytest.mark.parametrize("file", ["model.onnx", "tokenizer.json", "tagger.json"])
def test_a_missing_file_is_refused(tiny_folder, tmp_path, file):
    folder = shutil.copytree(tiny_folder, tmp_path / "tagger")
    (folder / file).unlink()
    with pytest.raises(ModelMissingError, match="cannot be read"):
        TaggerModel(folder)


def test_a_tagger_of_another_version_is_refused(tiny_folder, tmp_path):
    folder = shutil.copytree(tiny_folder, tmp_path / "tagger")
    about = json.loads((folder / "tagger.json").read_text())
    (folder / "tagger.json").write_text(json.dumps({**about, "format": 2}))
    with pytest.raises(ModelMissingError, match="another version"):
        TaggerModel(folder)
