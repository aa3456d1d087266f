import json

import pytest
import torch
from safetensors import safe_open
from tagger.augment import Chances
from tagger.examples import collated
from tagger.sets import unmarked
from tagger.training import Stage, epochs, groups, train

LINES = [
    "in [[Homs|P]]",
    "و[[حلب|P]]",
    "[[UNICEF|O]] in [[Homs|P]] today",
    "nothing here at all",
    "ذهبت [[سلمى|H]] إلى [[حلب|P]]",
    "ل[[لأمم المتحدة|O]] في [[دمشق|P]]",
    "[[Salma|H]] met them",
    "لا شيء هنا",
    "the [[Red Crescent|O]] of [[Hama|P]] said so",
]
SETS = {"a": [unmarked(line, id="a") for line in LINES], "b": [unmarked(line, id="b") for line in LINES[::2]]}
PLACES = {"ar": ["درعا", "الرقة"], "en": ["Raqqa", "Idlib"]}
STAGE = Stage("tiny", {"a": 2.0, "b": 0.5}, epochs=3, rate=5e-3, batch=128)


class CutOffError(Exception):
    """What a kill looks like to the loop."""


@pytest.fixture
def make(pieces):
    """Five batches, then four, then three: real epochs differ too, by what variation makes of their sentences."""

    def of(epoch):
        return epochs(STAGE, SETS, PLACES, pieces, epoch=epoch, seed=3)[: 5 - epoch]

    return of


def state(network):
    return {name: weights.clone() for name, weights in network.state_dict().items()}


def same(one, other):
    return one.keys() == other.keys() and all(torch.equal(one[name], other[name]) for name in one)


def trained(make_network, make, folder, say=lambda _: None, **more):
    network = make_network()
    train(network, STAGE, make, folder=folder, seed=3, say=say, **more)
    return network


def test_the_same_seed_and_epoch_give_the_same_batches(pieces):
    def of(epoch, seed=3):
        return [[one.ids for one in group] for group in epochs(STAGE, SETS, PLACES, pieces, epoch=epoch, seed=seed)]

    assert of(0) == of(0)
    assert of(0) != of(1)
    assert of(0) != of(0, seed=4)


def test_a_share_above_one_takes_a_set_more_than_once_and_below_one_a_part(pieces):
    plain = Stage("plain", STAGE.share, epochs=1, rate=1.0, chances=Chances(*[0.0] * 8))
    taken = [one for group in epochs(plain, SETS, PLACES, pieces, epoch=0, seed=3) for one in group]
    assert len(taken) == 2 * len(SETS["a"]) + round(0.5 * len(SETS["b"]))


def test_the_averaged_weights_have_learned(make_network, make, tmp_path):
    def loss(network):
        network.eval()
        return sum(network.loss(collated(group, pieces=STAGE.batch)).item() for group in make(0))

    assert loss(trained(make_network, make, tmp_path)) < 0.8 * loss(make_network())


def test_training_lowers_the_loss_and_measures_every_epoch_without_dropout(make_network, make, tmp_path):
    lines, modes = [], []

    def measure(network):
        modes.append(network.training)
        return "measured"

    network = trained(make_network, make, tmp_path, lines.append, measure=measure)
    losses = [float(line.split("loss ")[1].split()[0]) for line in lines if "done" in line]
    assert losses[-1] < losses[0]
    assert modes == [False] * 3
    assert not network.training


@pytest.mark.parametrize("cut", [1, 5, 7, 10])
def test_a_run_that_was_cut_off_ends_in_the_very_weights_of_one_that_was_not(make_network, make, tmp_path, cut):
    """Wherever it was cut: in the first epoch, at its end, in a later epoch of other length."""
    whole = state(trained(make_network, make, tmp_path / "whole"))
    saves = 0

    def say(line):
        nonlocal saves
        saves += " step " in line
        if saves == cut:
            raise CutOffError

    with pytest.raises(CutOffError):
        trained(make_network, make, tmp_path / "cut", say, save_every=-1.0)
    with safe_open(tmp_path / "cut" / "tiny.checkpoint.safetensors", "pt") as file:
        assert json.loads(file.metadata()["at"])[2] == cut  # steps done
    assert same(whole, state(trained(make_network, make, tmp_path / "cut")))


def test_measuring_changes_nothing(make_network, make, tmp_path):
    plain = state(trained(make_network, make, tmp_path / "plain"))
    measured = trained(make_network, make, tmp_path / "measured", measure=lambda _: str(torch.rand(1).item()))
    assert same(plain, state(measured))


def test_every_trained_weight_has_one_rate_the_head_the_highest(make_network):
    network = make_network()
    found = groups(network, STAGE)
    grouped = [id(weights) for group in found for weights in group["params"]]
    wanted = [id(weights) for weights in network.parameters() if weights.requires_grad]
    assert sorted(grouped) == sorted(wanted)
    rates = {id(weights): group["lr"] for group in found for weights in group["params"]}
    assert rates[id(network.head.weight)] == max(rates.values()) == STAGE.rate * 5
    first, last = (layer.output.dense.weight for layer in network.encoder.encoder.layer)
    assert rates[id(first)] < rates[id(last)] == STAGE.rate
