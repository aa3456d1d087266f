"""A model as people and programs read it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from corpus_cli.errors import InputError
from corpus_cli.registry.showing import edit_line, show_json, show_lines
from corpus_cli.registry.store import Store
from corpus_cli.topics.guidance.edits import drop_theme, merge_themes, rename_theme
from corpus_cli.topics.model.topic_model import Edit, TopicModel
from corpus_cli.topics.words.keywords import Keyword

Make = Callable[..., TopicModel]


def text(model: TopicModel, *, cut: int | None = None) -> str:
    return "\n".join(show_lines(model, name="field", versions=[], cut=cut))


def test_a_model_is_shown_with_its_themes_in_both_languages(make: Make) -> None:
    """Arabic stands in lines of its own, words between Arabic commas."""
    model = make()
    theme = model.info.themes[0]
    words = (Keyword(text="بئر", weight=0.5), Keyword(text="مضخة", weight=0.4))
    theme = replace(theme, keywords={"ar": words, "en": (Keyword(text="pump", weight=0.1, suggested=True),)})
    model = replace(model, info=replace(model.info, themes=(theme, *model.info.themes[1:])))
    lines = show_lines(model, name="field@abc", versions=[], cut=None)
    assert lines[0] == "field@abc: 3 themes from 6 Arabic, 6 English passages"
    at = lines.index("t001  4 passages (2 Arabic, 2 English)")
    assert lines[at + 1 : at + 5] == ["  المياه والآبار", "    بئر، مضخة", "  Water and wells", "    pump (suggested)"]


def test_a_theme_that_a_seed_asked_for_is_marked(make: Make) -> None:
    """And only that."""
    first, *others = make().info.themes
    model = replace(make(), info=replace(make().info, themes=(replace(first, seed="s1"), *others)))
    assert [line for line in text(model).splitlines() if line.endswith("asked for")] == [
        "t001  4 passages (2 Arabic, 2 English)  asked for"
    ]


def test_edits_descent_and_retired_ids_are_told(make: Make) -> None:
    """What was merged, dropped and renamed, and that training does it again."""
    model = rename_theme(drop_theme(merge_themes(make(), ["t001", "t002"]), "t003"), "t001", {"ar": "الماء"})
    shown = text(model)
    assert "merge t001 t002 → t001" in shown
    assert "drop t003" in shown
    assert "rename t001 ar: الماء" in shown
    assert "  الماء [given by hand]" in shown
    assert "ids no longer in use: t002, t003" in shown
    assert "4 passages of the training stayed without a theme" in shown


def test_versions_are_listed(store: Store, make: Make) -> None:
    """With how each was made."""
    store.add("field", make("one"), made_by="train")
    store.add("field", make("two"), made_by="update")
    lines = show_lines(make("two"), name="field", versions=store.versions("field"), cut=None)
    assert [line.split()[-1] for line in lines[-2:]] == ["train", "update"]


def test_a_cut_puts_every_theme_into_one_group(make: Make) -> None:
    """As many groups as asked for; more than there are themes is an error that says how many there are."""
    model = make(themes=4)
    for cut in (1, 2, 4):
        groups = json.loads(show_json(model, name="field", versions=[], cut=cut))["groups"]
        assert len(groups) == cut
        assert sorted(theme for group in groups for theme in group) == list(model.theme_ids)
        assert sum(line.startswith("group ") for line in text(model, cut=cut).splitlines()) == cut
    with pytest.raises(InputError, match="only 4 themes") as caught:
        text(model, cut=5)
    assert "--cut 4" in caught.value.remedy
    assert json.loads(show_json(model, name="field", versions=[], cut=None))["groups"] is None


def test_hostile_words_and_labels_stay_in_their_line(make: Make) -> None:
    """No escapes, no bidi controls, no line breaks."""
    model = make(labels={"en": "evil\u202e\x1b[31m\nsecond", "ar": "شر\u2067"})
    shown = text(model)
    assert not {"\u202e", "\u2067", "\x1b"} & set(shown)
    assert "  evil[31m second" in shown


def test_edits_as_lines() -> None:
    """Each kind with what it was about."""
    assert edit_line(Edit(kind="split", themes=("t001",), results=("t001", "t007"))) == "split t001 → t001 t007"
    assert edit_line(Edit(kind="drop", themes=("t001",), results=())) == "drop t001"
    given = Edit(kind="rename", themes=("t001",), results=("t001",), labels={"ar": "الماء", "en": "Water\n"})
    assert edit_line(given) == "rename t001 ar: الماء en: Water"
