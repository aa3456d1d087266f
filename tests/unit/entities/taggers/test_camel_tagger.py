import json
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from corpus_cli.entities.taggers.by_name import load_tagger
from corpus_cli.entities.taggers.camel import CamelTagger
from corpus_cli.errors import ModelMissingError

LABELS = {"وحلب": "B-LOC", "لمنظمة": "B-ORG", "بيتنا": "I-ORG", "باريس": "B-LOC", "أحمد": "B-PERS", "كأس": "B-MISC"}
LABELS |= {"للرقة": "I-LOC", "وليد": "B-PERS", "والغوطة": "B-LOC", "الشرقية": "I-LOC", "،": "I-LOC"}


class FakeTokenizer:
    """One piece a letter; none for marks, as BERT's has it."""

    def tokenize(self, word: str) -> list[str]:
        return [letter for letter in word if letter != "\u200f"]


class FakeRecognizer:
    """Knows the words of ``LABELS``."""

    def __init__(self) -> None:
        self.tokenizer = FakeTokenizer()
        self.seen: list[list[str]] = []

    def predict(self, sentences: list[list[str]]) -> list[list[str]]:
        self.seen += sentences
        return [[LABELS.get(word, "O") for word in sentence] for sentence in sentences]


def found(text: str) -> list[tuple[str, str]]:
    (spans,) = CamelTagger(FakeRecognizer()).tag([text], language="ar")
    return [(text[span.start : span.end], span.label) for span in spans]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("زرت وحلب أمس", [("حلب", "PLACE")]),  # و before a name that the gazetteer knows
        ("إلى باريس", [("باريس", "PLACE")]),  # its own ب: the gazetteer knows it whole
        ("طريق للرقة", [("لرقة", "PLACE")]),  # ل has swallowed the alef; a run may begin with I-
        ("قال لمنظمة بيتنا", [("منظمة بيتنا", "ORG")]),  # ل before a cue word
        ("والغوطة الشرقية", [("الغوطة الشرقية", "PLACE")]),  # و before the article
        ("جاء وليد أحمد", [("وليد", "PERSON"), ("أحمد", "PERSON")]),  # وليد is no و and ليد
        ("كأس ، العالم", []),  # MISC is none of our labels, a comma no name
        ("\u200f وحلب \u200f باريس", [("حلب", "PLACE"), ("باريس", "PLACE")]),  # marks shift no label
    ],
)
def test_spans_are_names_without_proclitics(text: str, names: list[tuple[str, str]]) -> None:
    """LOC, ORG and PERS in exact characters of the text."""
    assert found(text) == names


def test_vowel_signs_are_kept_from_the_model_but_not_from_the_span() -> None:
    """The model reads bare words; the span holds what is written."""
    recognizer = FakeRecognizer()
    (spans,) = CamelTagger(recognizer).tag(["في بَارِيس"], language="ar")
    assert recognizer.seen == [["في", "باريس"]]
    assert [(span.start, span.end) for span in spans] == [(3, 10)]


def test_other_languages_give_nothing() -> None:
    """The model reads Arabic only."""
    assert CamelTagger(FakeRecognizer()).tag(["Aleppo", "حلب"], language="en") == [[], []]


def test_long_sentences_are_read_in_windows() -> None:
    """No window passes what BERT can read, and every word is labelled once."""
    recognizer = FakeRecognizer()
    text = " ".join(["كلمة", "باريس"] * 300)
    (spans,) = CamelTagger(recognizer).tag([text], language="ar")
    assert len(spans) == 300
    assert {text[span.start : span.end] for span in spans} == {"باريس"}
    assert max(sum(map(len, words)) for words in recognizer.seen) <= 254
    assert len(recognizer.seen) > 1


def test_ligatures_are_no_way_around_the_bound() -> None:
    """One character of them can be four letters."""
    recognizer = FakeRecognizer()
    CamelTagger(recognizer).tag(["\ufdf2" * 400 + " باريس"], language="ar")
    assert [len(word) for word in recognizer.seen[0]] == [48, 5]


def test_missing_data_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """At construction, without going to the network."""
    monkeypatch.setenv("CAMELTOOLS_DATA", str(tmp_path))
    with pytest.raises(ModelMissingError) as caught:
        load_tagger("camel")
    assert "camel_data -i ner-arabert" in caught.value.remedy
    assert "CAMELTOOLS_DATA" in caught.value.remedy


@pytest.fixture
def camel_data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """A data folder as camel_data makes it, with a tiny model that has learnt nothing."""
    import torch
    from transformers import BertConfig, BertForTokenClassification, BertTokenizer

    folder = tmp_path / "data" / "ner" / "arabert"
    folder.mkdir(parents=True)
    component = {"default": "arabert", "datasets": {"arabert": {"path": "ner/arabert"}}}
    catalogue = {"version": "1.6", "packages": {}, "components": {"NamedEntityRecognition": component}}
    (tmp_path / "catalogue.json").write_text(json.dumps(catalogue), encoding="utf-8")
    letters = "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءأإآئؤ.،"
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *letters, *(f"##{letter}" for letter in letters)]
    (folder / "vocab.txt").write_text("\n".join(vocabulary), encoding="utf-8")
    BertTokenizer(str(folder / "vocab.txt"), do_lower_case=False).save_pretrained(folder)
    labels = ["B-LOC", "B-ORG", "B-PERS", "B-MISC", "I-LOC", "I-ORG", "I-PERS", "I-MISC", "O"]
    torch.manual_seed(13)
    config = BertConfig(
        vocab_size=len(vocabulary), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16,
        id2label=dict(enumerate(labels)), label2id={label: at for at, label in enumerate(labels)},
        initializer_range=1.0,
    )  # fmt: skip
    BertForTokenClassification(config).save_pretrained(folder)
    monkeypatch.setenv("CAMELTOOLS_DATA", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    # The library reads its folder's place when it is imported.
    loaded = [name for name in sys.modules if name.startswith(("camel_tools.data", "camel_tools.ner"))]
    for name in loaded:
        monkeypatch.delitem(sys.modules, name)
    yield folder
    for name in [name for name in sys.modules if name.startswith(("camel_tools.data", "camel_tools.ner"))]:
        del sys.modules[name]


@pytest.mark.usefixtures("camel_data")
def test_the_pretrained_model_is_loaded_and_run() -> None:
    """CAMeL Tools' own recognizer on a model in its own folder: spans lie in the text, twice the same."""
    tagger = CamelTagger()
    texts = ["وصل أحمد إلى حلب، ثم دمشق.", "", " ".join(["من"] * 700), "\u200f"]
    tagged = tagger.tag(texts, language="ar")
    assert tagger.model_sha256 is not None
    assert len(tagged) == len(texts)
    assert tagged[1] == tagged[3] == []
    assert any(tagged)
    for text, spans in zip(texts, tagged, strict=True):
        assert all(0 <= span.start < span.end <= len(text) for span in spans)
        assert all(one.end <= other.start for one, other in pairwise(spans))
        assert {span.label for span in spans} <= {"PLACE", "ORG", "PERSON"}
    assert tagger.tag(texts, language="ar") == tagged


@pytest.mark.parametrize(("name", "problem"), [("config.json", "lacks"), ("model.safetensors", "cannot be read")])
def test_a_broken_model_says_how_to_get_it_again(camel_data: Path, name: str, problem: str) -> None:
    """Half a model never tags."""
    (camel_data / name).unlink()
    with pytest.raises(ModelMissingError, match=problem) as caught:
        CamelTagger()
    assert "ner-arabert" in caught.value.remedy
