"""What the topic pass tells a reader of the page."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np

from corpus_cli.pipeline.passes.topic import guard_messages, trained_otherwise, unheeded_themes
from corpus_cli.pipeline.record.run_settings import GivenModel
from corpus_cli.recipe import TopicSettings
from corpus_cli.topics.guard.judge import guard


def test_that_all_text_is_in_one_language_is_said_once() -> None:
    """The page says it of its words; what the guard says of passages with a theme stands where it is news."""
    labels = np.repeat(np.arange(2), 5).astype(np.int32)
    found = guard(np.eye(10, dtype=np.float32), labels, ["en"] * 10, theme_ids=("t001", "t002"))
    (said,) = found.warnings
    assert guard_messages(found, Counter(en=100, ar=1)) == ()
    assert guard_messages(found, Counter(en=100, ar=90)) == (said,)


def test_without_a_passage_there_is_nothing_to_warn_of() -> None:
    """The page says that there is no text."""
    found = guard(np.zeros((0, 2), dtype=np.float32), np.zeros(0, dtype=np.int32), [], theme_ids=())
    assert guard_messages(found, Counter()) == ()


def test_a_number_of_themes_that_the_promoted_model_does_not_heed_is_said() -> None:
    """Not where none is asked for, nor where it has as many, nor where it was trained for as many."""
    model: Any = SimpleNamespace(info=SimpleNamespace(themes=(1, 2, 3), settings={"themes": 4}))
    given = GivenModel("field@1", Path("models"), "0" * 64)
    assert [unheeded_themes(wanted, model, given) for wanted in (0, 3, 4)] == ["", "", ""]
    message = unheeded_themes(12, model, given)
    assert "12 themes" in message and "field@1" in message and "--retrain" in message


def test_settings_that_wait_for_the_next_training_are_noticed() -> None:
    """Another number of themes, another seed, other lemmas; the model has the name of what gave its lemmas."""
    settings = TopicSettings(themes=4, seed=1, lemmas="camel")
    info: Any = SimpleNamespace(settings={"themes": 4, "seed": 1}, lemmas="camel")
    assert not trained_otherwise(info, settings)
    others = [{"themes": 5}, {"seed": 2}, {"lemmas": "corpus"}]
    assert all(trained_otherwise(info, settings.model_copy(update=other)) for other in others)
