"""The guard tells a theme that one language speaks of from a theme that the model split by language."""

from __future__ import annotations

from collections import Counter

import msgspec
import numpy as np
import pytest

from corpus_cli.topics.guard.dependence import entropy, language_nmi
from corpus_cli.topics.guard.judge import guard, judge
from corpus_cli.topics.guard.tally import KEPT, GuardTally
from corpus_cli.topics.guard.verdict import Guard

THEMES = 6
EACH = 20


def corpus(themes: int = THEMES, each: int = EACH):
    """Unit vectors of some themes, each with as many passages in Arabic as in English; labels; languages."""
    rng = np.random.default_rng(0)
    middles = rng.normal(size=(themes, 24))
    labels = np.repeat(np.arange(themes, dtype=np.int32), 2 * each)
    rows = middles[labels] + rng.normal(size=(len(labels), 24)) * 0.4
    unit = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    return unit, labels, ["ar", "en"] * (themes * each)


def ids(count: int):
    return [f"t{number:03d}" for number in range(1, count + 1)]


def test_themes_of_both_languages_need_no_warning():
    """Independent themes give no information on the language, and nothing is to be done."""
    found = guard(*corpus(), theme_ids=ids(THEMES))
    assert found.verdict == "independent"
    assert found.nmi == 0
    assert found.warnings == ()
    assert found.languages == {"ar": 120, "en": 120}


def test_a_theme_that_was_split_by_language_is_found_with_its_other_half():
    """The Arabic and the English passages of one subject are two themes: one warning names both, and the remedy."""
    rows, labels, languages = corpus()
    labels[(labels == 2) & (np.asarray(languages) == "en")] = THEMES
    found = guard(rows, labels, languages, theme_ids=ids(THEMES + 1))
    assert found.verdict == "split"
    assert {(one.theme_id, one.twin) for one in found.one_sided} == {("t003", "t007"), ("t007", "t003")}
    assert all(one.near_share is not None and one.near_share > 0.5 for one in found.one_sided)
    assert len([warning for warning in found.warnings if "`corpus topics merge`" in warning]) == 1


def test_a_theme_of_which_only_one_language_speaks_is_no_fault():
    """With the English passages of a theme gone, nothing in English is near the Arabic ones."""
    rows, labels, languages = corpus()
    kept = ~((labels == 2) & (np.asarray(languages) == "en"))
    found = guard(rows[kept], labels[kept], list(np.asarray(languages)[kept]), theme_ids=ids(THEMES))
    (one,) = found.one_sided
    assert (one.theme_id, one.language, one.reason, one.near_share) == ("t003", "ar", "one language", 0)
    assert found.verdict == "subjects"
    (warning,) = found.warnings
    assert warning.startswith("Only Arabic reports speak of t003")


def test_a_small_theme_of_one_language_may_be_chance():
    """Three passages in one language happen without a reason: listed, with no warning."""
    rows, labels, languages = corpus()
    labels[[0, 2, 4]] = THEMES
    found = guard(rows, labels, languages, theme_ids=ids(THEMES + 1))
    assert [(one.theme_id, one.reason) for one in found.one_sided] == [("t007", "few")]
    assert found.warnings == ()


def test_without_themes_of_both_languages_nothing_can_be_told():
    """Every theme is of one language: a strong warning that does not pretend to know why."""
    rows, labels, languages = corpus(themes=3)
    found = guard(rows, labels * 2 + (np.asarray(languages) == "en"), languages, theme_ids=ids(6))
    assert found.verdict == "unclear"
    assert found.confounded
    assert {one.reason for one in found.one_sided} == {"unclear"}
    assert "either the reports of the languages differ in subject, or the model" in found.warnings[0]


@pytest.mark.parametrize(
    ("labels", "languages", "verdict"),
    [
        ([], [], "nothing"),
        ([-1, -1], ["ar", "en"], "nothing"),
        ([0, 1, 1], ["ar", "ar", "ar"], "one language"),
        ([0, 0, 0, 0], ["ar", "en", "ar", "en"], "few themes"),
    ],
)
def test_where_there_is_nothing_to_compare_it_says_so(labels, languages, verdict):
    """No themes, one language, one theme: no figure, and a sentence."""
    rows = np.ones((len(labels), 4), dtype=np.float32) / 2
    found = guard(rows, np.asarray(labels, dtype=np.int32), languages, theme_ids=ids(2))
    assert (found.verdict, found.nmi, found.one_sided) == (verdict, None, ())
    assert found.says


def test_a_few_foreign_quotes_are_no_language_to_compare_with():
    """A corpus with 2 % French is a corpus of one language."""
    rows, labels, _ = corpus()
    found = guard(rows, labels, ["fr" if at % 50 == 0 else "ar" for at in range(len(labels))], theme_ids=ids(THEMES))
    assert found.verdict == "one language"
    assert found.one_sided == ()


def test_passages_without_a_theme_count_in_nothing_but_their_number():
    """The unassigned are told, and take no part in what theme and language have in common."""
    rows, labels, languages = corpus()
    labels[labels == 5] = -1
    found = guard(rows, labels, languages, theme_ids=ids(THEMES))
    assert (found.unassigned, found.passages) == (40, 200)


def test_neither_order_nor_grouping_changes_the_guard():
    """A run counts its shards apart and in any order; the result is the same to the last digit."""
    rows, labels, languages = corpus(each=120)
    labels[(labels == 2) & (np.asarray(languages) == "en")] = THEMES
    keys = [f"doc{at}" for at in range(len(labels))]
    whole, left, right = GuardTally(), GuardTally(), GuardTally()
    whole.add(rows, labels, languages, keys=keys)
    parts = np.random.default_rng(3).permutation(len(labels))
    for tally, part in ((left, parts[:500]), (right, parts[500:])):
        tally.add(rows[part], labels[part], [languages[at] for at in part], keys=[keys[at] for at in part])
    left.merge(right)
    assert judge(left, theme_ids=ids(THEMES + 1)) == judge(whole, theme_ids=ids(THEMES + 1))
    assert max(len(cell.kept) for cell in whole.cells.values()) == KEPT


def test_the_guard_survives_its_json():
    """It is stored with a model's figures."""
    rows, labels, languages = corpus()
    labels[(labels == 2) & (np.asarray(languages) == "en")] = THEMES
    found = guard(rows, labels, languages, theme_ids=ids(THEMES + 1))
    assert msgspec.json.decode(msgspec.json.encode(found), type=Guard) == found


def test_information_is_one_for_languages_in_disguise_and_entropy_has_no_empty_classes():
    """Two themes that are two languages tell everything; an empty class adds nothing to the entropy."""
    split = language_nmi({"a": Counter(ar=50), "b": Counter(en=50)})
    assert split is not None
    assert split[0] == 1
    assert 0 < split[1] < 0.02
    assert language_nmi({"a": Counter(ar=50, en=1)}) is None
    assert entropy([5, 0, 5]) == entropy([1, 1])
