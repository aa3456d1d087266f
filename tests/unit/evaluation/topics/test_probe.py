"""The bundled probe is sound, and agreement on it is corrected for chance."""

from __future__ import annotations

import json
from collections import Counter

import numpy as np
import pytest

from corpus_cli.errors import InputError
from corpus_cli.evaluation.topics.probe import ProbePair, agreement, disagreements, probe_labels, read_probe

PAIRS = (
    ProbePair(id="a", topic="justice", ar="محكمة عدالة", en="court justice"),
    ProbePair(id="b", topic="water", ar="قمح ري", en="wheat irrigation"),
    ProbePair(id="c", topic="councils", ar="مجلس انتخاب", en="wheat wheat"),
    ProbePair(id="d", topic="councils", ar="شيء آخر", en="council ballot"),
)


def sides(arabic, english):
    return {"ar": np.asarray(arabic, dtype=np.int32), "en": np.asarray(english, dtype=np.int32)}


def test_the_bundled_probe_is_parallel_text_of_many_subjects():
    """Between 150 and 200 pairs, each side once and in its script, at least 20 of no subject of ours."""
    pairs = read_probe()
    assert 150 <= len(pairs) <= 200
    for texts in ([pair.id for pair in pairs], [pair.ar for pair in pairs], [pair.en for pair in pairs]):
        assert len(set(texts)) == len(pairs)
    topics = Counter(pair.topic for pair in pairs)
    assert len(topics) >= 20
    assert topics["other"] >= 20
    for pair in pairs:
        arabic, latin = (sum(low <= char <= high for char in pair.ar) for low, high in (("ء", "ي"), ("A", "z")))
        assert (arabic > 20, latin) == (True, 0), pair.id
        assert not any("\u0600" <= char <= "\u06ff" for char in pair.en), pair.id
        assert 0.3 < len(pair.ar) / len(pair.en) < 1.6, pair.id


def test_some_of_its_arabic_is_written_as_reports_often_do():
    """Without hamza on alef, and with vowel signs: a model must not mind."""
    pairs = read_probe()
    assert sum(" الى " in pair.ar or " ان " in pair.ar or " او " in pair.ar for pair in pairs) >= 5
    assert any(sum("\u064b" <= char <= "\u0652" for char in pair.ar) > 5 for pair in pairs)


def test_a_probe_of_ones_own_can_be_given(tmp_path):
    """One JSON object a line; the topic may be missing."""
    path = tmp_path / "own.jsonl"
    path.write_text(json.dumps({"id": 1, "ar": "نص", "en": "text"}, ensure_ascii=False) + "\n\n", "utf-8")
    assert read_probe(path) == (ProbePair(id="1", topic="", ar="نص", en="text"),)


@pytest.mark.parametrize("content", ["", "{", "[1]", '{"id": "a", "ar": "نص"}', '{"id": "a", "ar": "", "en": "x"}'])
def test_a_file_that_is_no_probe_is_an_input_error(tmp_path, content):
    """With a remedy, whatever is wrong with it; so is one that is not there."""
    path = tmp_path / "own.jsonl"
    path.write_text(content, "utf-8")
    for wrong in (path, tmp_path / "none.jsonl"):
        with pytest.raises(InputError) as error:
            read_probe(wrong)
        assert "bundled probe" in error.value.remedy


def test_both_sides_get_themes_and_far_ones_none(model, encoder):
    """-1 where a side is far from every theme."""
    found = probe_labels(model(far=0.9), PAIRS, encoder=encoder)
    assert found["ar"].tolist() == [0, 1, 2, -1]
    assert found["en"].tolist() == [0, 1, 1, 2]


def test_agreement_is_above_chance_or_nothing():
    """All alike over several themes is 1; one giant theme is 0, though all agree; opposite labels are below 0."""
    assert agreement(sides([0, 1, 2, 0], [0, 1, 2, 0])).kappa == 1
    giant = agreement(sides([0] * 9, [0] * 9))
    assert (giant.same, giant.kappa) == (1, 0)
    against = agreement(sides([0, 1] * 4, [1, 0] * 4)).kappa
    assert against is not None
    assert against < 0


def test_agreement_has_its_interval_and_leaves_out_the_unassigned():
    """Pairs with a theme on both sides are compared; the share without one is of all sides."""
    rng = np.random.default_rng(1)
    arabic = rng.integers(0, 5, size=100)
    english = np.where(rng.random(100) < 0.7, arabic, rng.integers(0, 5, size=100))
    english[:10] = -1
    found = agreement(sides(arabic, english))
    assert (found.pairs, found.compared, found.unassigned) == (100, 90, 0.05)
    assert found.low is not None
    assert found.kappa is not None
    assert found.high is not None
    assert 0.4 < found.low < found.kappa < found.high < 0.9
    assert found == agreement(sides(arabic, english))


def test_agreement_of_nothing_is_none():
    """No pair has themes on both sides."""
    found = agreement(sides([-1, 0], [0, -1]))
    assert (found.compared, found.kappa, found.low) == (0, None, None)


def test_pairs_with_different_themes_are_shown(model, encoder):
    """Those of which one side has none, too."""
    labels = probe_labels(model(far=0.9), PAIRS, encoder=encoder)
    found = disagreements(PAIRS, labels, theme_ids=model().theme_ids)
    assert [(pair.id, pair.theme_ar, pair.theme_en) for pair in found] == [("c", "t003", "t002"), ("d", None, "t003")]
