"""What the topic pass tells a reader of the page."""

from __future__ import annotations

from collections import Counter

import numpy as np

from corpus_cli.pipeline.topic_pass import guard_messages
from corpus_cli.topics.guard import guard


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
