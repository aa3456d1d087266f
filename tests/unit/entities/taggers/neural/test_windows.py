from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from corpus_cli.entities.taggers.neural.windows import BATCH, LENGTH, OVERLAP, batches, plan

SIZES = st.lists(st.integers(1, 16), max_size=900)


@given(SIZES)
def test_every_word_is_kept_once_in_order_and_every_window_fits(sizes):
    windows = plan(3, sizes)
    assert [n for w in windows for n in range(w.keep_from, w.keep_to)] == list(range(len(sizes)))
    for window in windows:
        assert window.sentence == 3
        assert window.first <= window.keep_from < window.keep_to <= window.last
        assert window.pieces == sum(sizes[window.first : window.last]) <= LENGTH - 2


@given(SIZES)
def test_a_word_at_a_cut_has_words_around_it(sizes):
    windows = plan(0, sizes)
    for before, after in pairwise(windows):
        assert sum(sizes[before.keep_to : before.last]) >= OVERLAP
        assert sum(sizes[after.first : after.keep_from]) >= OVERLAP


@given(st.lists(SIZES, max_size=20))
def test_batches_hold_every_window_once_and_stay_within_bounds(sentences):
    windows = [window for n, sizes in enumerate(sentences) for window in plan(n, sizes)]
    grouped = list(batches(windows))
    assert sorted((w.sentence, w.first) for batch in grouped for w in batch) == sorted(
        (w.sentence, w.first) for w in windows
    )
    for batch in grouped:
        assert len(batch) * (max(w.pieces for w in batch) + 2) <= BATCH
