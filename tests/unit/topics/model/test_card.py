"""A model's card says what it was made of, what it holds and what people changed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus_cli.recipe import TopicSettings
from corpus_cli.topics.guidance.edits import merge_themes, rename_theme
from corpus_cli.topics.model.card import card
from corpus_cli.topics.training.train import train_model
from corpus_cli.topics.words.stop_words import StopWord


@pytest.fixture(scope="module")
def model(make_subjects, encoder):
    return train_model(make_subjects(0, 1, 2, each=4), settings=TopicSettings(themes=3), encoder=encoder)


def test_the_card_names_the_model_its_passages_and_every_theme(model):
    text = card(model)
    assert text.startswith(f"# Topic model {model.sha256[:12]}\n")
    assert "ar 12, en 12" in text
    rows = [line for line in text.splitlines() if line.startswith("| t0")]
    assert [row.split(" | ")[0] for row in rows] == [f"| {theme_id}" for theme_id in model.theme_ids]
    assert "- seed: " in text
    assert "by chance" in text
    assert "Changed by hand" not in text


def test_the_card_tells_what_people_changed(model):
    edited = rename_theme(merge_themes(model, model.theme_ids[:2]), "t003", {"ar": "المجالس"})
    text = card(edited)
    assert f"- merge {', '.join(model.theme_ids[:2])} → {edited.info.edits[0].results[0]}" in text
    assert "- rename t003 → t003 (ar: المجالس)" in text
    assert "label ar given by hand" in text
    assert f"given before and never again: {', '.join(edited.info.retired)}" in text


def test_a_label_breaks_neither_the_table_nor_the_page(model):
    edited = rename_theme(model, "t001", {"en": "a | b <script>"})
    assert "a \\| b &lt;script>" in card(edited)


def test_stop_words_are_told_the_first_of_them_and_how_many_more(model):
    words = tuple(
        StopWord(term=f"w{n}", text=f"كلمة{n}", passages=0.5, documents=0.5, informative=0.1) for n in range(22)
    )
    text = card(replace(model, info=replace(model.info, stop_words={"ar": words, "en": ()})))
    assert "- ar: كلمة0, " in text
    assert "كلمة19 and 2 more" in text
    assert "- en:" not in text.split("## Words that say nothing")[1]
