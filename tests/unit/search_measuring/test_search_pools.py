"""Parallel texts as one pool to search."""

import json

import pytest
from search_pools import Pool, Question, measure, questions, read_pool, sentences

POOL = Pool("pairs", {"1:en": "sea", "1:ar": "بحر", "2:en": "wind", "2:ar": "ريح", "a:b:en": "sun", "a:b:ar": "شمس"})


def test_a_pair_without_an_id_is_called_by_its_line(tmp_path):
    path = tmp_path / "pairs.jsonl"
    path.write_text(json.dumps({"en": " sea ", "ar": "بحر"}) + "\n", encoding="utf-8")
    assert read_pool(path) == Pool("pairs", {"1:en": "sea", "1:ar": "بحر"})


def test_sentences_are_chosen_in_both_languages_and_ask_for_their_pair():
    chosen = sentences(POOL, 2)
    assert [(one.text, one.lang, one.pair) for one in chosen] == [
        ("sea", "en", "1"), ("wind", "en", "2"), ("بحر", "ar", "1"), ("ريح", "ar", "2"),
    ]  # fmt: skip


def test_an_id_may_hold_colons():
    assert sentences(POOL, 3)[2].pair == "a:b"


def test_the_sentence_that_asks_is_left_out_of_its_answer():
    asked = [Question("sea", "en", "1", own=True)]
    assert measure(lambda *_: ["1:en", "1:ar"], asked) == {"first": 1, "ten": 1, "other_share": 1}


def test_a_translation_at_the_eleventh_place_is_not_in_the_ten():
    asked = [Question("sea", "en", "1", own=True)]
    answer = [f"{n}:en" for n in range(2, 12)] + ["1:ar"]
    assert measure(lambda *_: answer, asked) == {"first": 0, "ten": 0, "other_share": 0}


def test_questions_of_another_kind_are_left_out(tmp_path):
    path = tmp_path / "questions.jsonl"
    path.write_text(
        json.dumps({"id": "1", "kind": "detail", "en": "How deep?", "ar": "كم عمقه؟"}) + "\n", encoding="utf-8"
    )
    assert questions(path, kind="about") == []


def test_a_question_asks_for_its_paragraph_in_both_languages(tmp_path):
    path = tmp_path / "questions.jsonl"
    path.write_text(
        json.dumps({"id": "1", "kind": "about", "en": "Which sea?", "ar": "أي بحر؟"}) + "\n", encoding="utf-8"
    )
    asked = questions(path, kind="about")
    assert [one.lang for one in asked] == ["en", "ar"]
    assert measure(lambda *_: ["1:ar", "2:ar"], asked) == {
        "own_ten": 0.5, "other_ten": 0.5, "other_share": pytest.approx(0.5),
    }  # fmt: skip
