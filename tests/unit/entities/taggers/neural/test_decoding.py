import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from corpus_cli.entities.taggers.neural.decoding import LABELS, OUTPUTS, log_softmax, runs


def outputs(*labels):
    scores = np.zeros((len(labels), OUTPUTS), dtype=np.float32)
    for at, label in enumerate(labels):
        scores[at, LABELS.index(label)] = 5
    return scores


def test_no_words_no_names():
    assert runs(np.zeros((0, OUTPUTS), dtype=np.float32)) == []


def test_runs_begin_at_b_and_go_on_at_i_of_the_same_label():
    found = runs(outputs("B-PLACE", "B-PLACE", "I-PLACE", "O", "B-ORG", "I-ORG", "B-PERSON"))
    assert [(run.first, run.last, run.name) for run in found] == [
        (0, 0, "PLACE"), (1, 2, "PLACE"), (4, 5, "ORG"), (6, 6, "PERSON"),
    ]  # fmt: skip


def lawful(path):
    return all(
        not b.startswith("I-") or (a in (f"B-{b[2:]}", f"I-{b[2:]}")) for a, b in itertools.pairwise(["O", *path])
    )


@given(arrays(np.float32, st.tuples(st.integers(1, 4), st.just(OUTPUTS)), elements=st.floats(-4, 4, width=32)))
def test_the_best_lawful_sequence_is_found(scores):
    chances = log_softmax(scores[:, : len(LABELS)])
    paths = [
        path for path in itertools.product(range(len(LABELS)), repeat=len(scores)) if lawful([LABELS[i] for i in path])
    ]
    best = max(sum(chances[at, label] for at, label in enumerate(path)) for path in paths)
    labels = ["O"] * len(scores)
    for run in runs(scores):
        labels[run.first] = f"B-{run.name}"
        labels[run.first + 1 : run.last + 1] = [f"I-{run.name}"] * (run.last - run.first)
        assert 0 <= run.sureness <= 1
    own = sum(chances[at, LABELS.index(label)] for at, label in enumerate(labels))
    assert abs(own - best) < 1e-3
