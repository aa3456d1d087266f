import pytest
import torch
from tagger.examples import IGNORED, Batch
from tagger.network import TaggerNetwork

from corpus_cli.entities.taggers.neural.decoding import LABELS, OUTPUTS


def batch(allowed, proclitic=IGNORED):
    ids = torch.zeros((1, 1), dtype=torch.long)
    row = torch.tensor([[label in allowed for label in LABELS]])
    where = torch.tensor([0])
    return Batch(ids, ids + 1, ids, where, where, row, torch.tensor([proclitic]))


@pytest.fixture
def loss(make_network, monkeypatch):
    """The loss where the network gives these probabilities at the only word."""
    network = make_network()

    def of(chances, one, proclitics=(0.0, 0.0, 0.0, 0.0)):
        filled = torch.tensor([chances.get(label, 0.01) for label in LABELS])
        scores = torch.cat([(filled / filled.sum()).log(), torch.tensor(proclitics)])
        assert scores.shape == (OUTPUTS,)
        monkeypatch.setattr(network, "forward", lambda *_: scores[None, None])
        return network.loss(one).item()

    return of


def test_the_loss_does_not_say_which_of_the_possible_labels_it_is(loss):
    partial = batch({"O", "B-ORG", "I-ORG"})
    first = loss({"O": 0.7, "B-ORG": 0.1, "I-ORG": 0.1}, partial)
    assert first == pytest.approx(loss({"O": 0.05, "B-ORG": 0.8, "I-ORG": 0.05}, partial), abs=1e-5)
    assert first < loss({"O": 0.3, "B-ORG": 0.1, "I-ORG": 0.1, "B-PLACE": 0.4}, partial)


def test_where_the_label_is_known_the_loss_is_cross_entropy(loss):
    chances = {label: 0.1 for label in LABELS} | {"B-PLACE": 0.4}
    assert loss(chances, batch({"B-PLACE"})) == pytest.approx(-torch.tensor(0.4).log().item(), abs=1e-5)


def test_proclitics_count_only_where_they_are_known(loss):
    one = {"B-PLACE": 0.9}
    right, wrong = (0.0, 5.0, 0.0, 0.0), (5.0, 0.0, 0.0, 0.0)
    assert loss(one, batch({"B-PLACE"}, 1), right) < loss(one, batch({"B-PLACE"}, 1), wrong)
    assert loss(one, batch({"B-PLACE"}), right) == loss(one, batch({"B-PLACE"}), wrong)


def test_the_loss_of_a_label_that_remains_possible_has_finite_gradients(make_network):
    network: TaggerNetwork = make_network()
    network.loss(batch({"O", "B-ORG"}, 2)).backward()
    grads = [weights.grad for weights in network.parameters() if weights.grad is not None]
    assert grads
    assert all(torch.isfinite(grad).all() for grad in grads)


def test_the_word_table_is_not_trained_and_styles_begin_alike(make_network):
    network: TaggerNetwork = make_network()
    assert not network.encoder.embeddings.word_embeddings.weight.requires_grad
    ids = torch.tensor([[0, 9, 2]])
    network.eval()
    assert torch.equal(network(ids, ids * 0 + 1), network(ids, ids * 0 + 1, ids * 0 + 1))
