import json
import logging

import numpy as np
import onnxruntime
import pytest
import torch
from tagger import export
from tagger.sets import unmarked

from corpus_cli.entities.taggers.neural.decoding import NAMES, OUTPUTS
from corpus_cli.entities.taggers.neural.model import SCRIPTS, TaggerModel


@pytest.fixture(scope="module")
def network(make_network):
    """Its weights are far from zero, as those of a trained one are."""
    network = make_network()
    with torch.no_grad():
        for weights in network.parameters():
            if weights.dim() == 2:
                weights.mul_(8)
    return network.eval()


@pytest.fixture(scope="module")
def float32(network, tmp_path_factory):
    path = tmp_path_factory.mktemp("float32") / "float32.onnx"
    export.to_onnx(network, path)
    return path


def inputs(rows, width):
    """Ids and a mask that leaves out the end of the last row."""
    ids = np.random.default_rng(rows).integers(4, 60, (rows, width))
    mask = np.ones_like(ids)
    mask[-1, width // 2 + 1 :] = 0
    return ids, mask


def by_onnx(path, ids, mask):
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    return session.run(None, {"ids": ids, "mask": mask})[0]


@pytest.mark.parametrize(("rows", "width"), [(1, 1), (2, 9), (5, 33)])
def test_the_float_file_says_what_the_network_says_for_any_shape(network, float32, rows, width):
    ids, mask = inputs(rows, width)
    with torch.inference_mode():
        wanted = network(torch.from_numpy(ids), torch.from_numpy(mask)).numpy()
    assert wanted.shape == (rows, width, OUTPUTS)
    real = mask.astype(bool)
    np.testing.assert_allclose(by_onnx(float32, ids, mask)[real], wanted[real], atol=1e-4)


def test_the_int8_file_says_nearly_the_same(float32, tmp_path):
    export.to_int8(float32, tmp_path / "model.onnx", width=16)
    assert [path.name for path in tmp_path.iterdir()] == ["model.onnx"]
    assert logging.root.manager.disable == logging.NOTSET
    ids, mask = inputs(5, 33)
    real = mask.astype(bool)
    wanted, found = by_onnx(float32, ids, mask)[real], by_onnx(tmp_path / "model.onnx", ids, mask)[real]
    assert np.corrcoef(wanted.ravel(), found.ravel())[0, 1] > 0.9


def test_what_is_exported_is_a_whole_tagger(network, tokenizer, tmp_path):
    out, target = tmp_path / "out", tmp_path / "tagger"
    out.mkdir()
    tokenizer.save(str(out / "tokenizer.json"))
    gold = {"one": [unmarked("in [[Homs|P]]", id="1"), unmarked("و[[حلب|P]]", id="2")]}
    export.export(out, network, target, name="tiny", gold=gold)
    model = TaggerModel(target)  # checks the hashes
    assert model.name == "tiny"
    assert set(model.calibration) == {(script, name) for script in SCRIPTS for name in NAMES}
    assert len(model.names(["in Homs", ""])) == 2
    assert json.loads((target / "tagger.json").read_text(encoding="utf-8"))["sha256"].keys() == {
        "model.onnx", "tokenizer.json",
    }  # fmt: skip


def test_calibration_is_fitted_on_the_sureness_itself_not_on_a_rounded_score(network, tokenizer, tmp_path, monkeypatch):
    (tmp_path / "out").mkdir()
    tokenizer.save(str(tmp_path / "out" / "tokenizer.json"))
    fitted = []

    def platt(sureness, right):
        assert len(sureness) == len(right)
        fitted.extend(sureness)
        return 1.0, 0.0

    monkeypatch.setattr(export, "platt", platt)
    gold = {"one": [unmarked(f"{word} in Homs", id="1") for word in ("Salma", "UNICEF", "WFP", "حلب")]}
    export.export(tmp_path / "out", network, tmp_path / "tagger", name="tiny", gold=gold)
    assert fitted
    assert any(one != round(one, 4) for one in fitted)


def drawn(slope, shift):
    """Many surenesses, and whether each was right with the chance that slope and shift make of it."""
    chance = np.random.default_rng(0)
    sureness = chance.uniform(0.02, 0.98, 40_000)
    odds = slope * np.log(sureness / (1 - sureness)) + shift
    return sureness.tolist(), (chance.uniform(size=len(sureness)) < 1 / (1 + np.exp(-odds))).tolist()


@pytest.mark.parametrize(("slope", "shift"), [(1.0, 0.0), (0.5, -1.0), (2.0, 0.7)])
def test_platt_finds_the_sigmoid_that_was_drawn_from(slope, shift):
    assert export.platt(*drawn(slope, shift)) == pytest.approx((slope, shift), abs=0.06)


@pytest.mark.parametrize("right", [[True] * 5, [False] * 5, []])
def test_platt_of_few_or_one_sided_answers_stays_finite(right):
    assert np.isfinite(export.platt([0.99, 1.0, 0.9, 0.6, 0.7][: len(right)], right)).all()


@pytest.mark.parametrize(
    ("marked", "edges", "agrees"),
    [("و[[حلب|P]]", True, True), ("[[وحلب|P]]", False, True), ("[[وحلب|P]]", True, False), ("و[[حلب|O]]", True, False)],
)
def test_where_whole_words_are_marked_a_name_may_begin_after_its_proclitics(marked, edges, agrees):
    (span,) = unmarked(marked, id="x").spans
    assert export._agree(export.NamedSpan(1, 4, "PLACE", 0.9), span, edges=edges) is agrees
