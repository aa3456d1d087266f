"""The list of models: one that is broken does not hide the others, and nothing in it moves the cursor."""

from __future__ import annotations

import json
from collections.abc import Callable

from corpus_cli.registry.listing import list_json, list_lines
from corpus_cli.registry.store import Store
from corpus_cli.topics.model.topic_model import TopicModel

Make = Callable[..., TopicModel]


def test_an_empty_store_says_how_to_begin(store: Store) -> None:
    """And where it is."""
    first, second = list_lines(store)
    assert str(store.root) in first
    assert "corpus topics train" in second
    assert json.loads(list_json(store)) == []


def test_every_version_has_a_line_and_the_one_in_use_is_marked(store: Store, make: Make) -> None:
    """By name, with languages as people call them."""
    store.add("ميدان", make("one", themes=1), made_by="train")
    old = store.add("field", make("two"), made_by="train")
    new = store.add("field", make("three"), made_by="merge t001 t002 → t001")
    store.promote(old)
    lines = list_lines(store)
    assert lines[0] == "field  in use"
    assert lines[1] == "  3 themes from Arabic 6, English 6 passages"
    assert lines[2].startswith(f"  {old.reference}  ")
    assert lines[2].endswith("  train  in use")
    assert lines[3].startswith(f"  {new.reference}  ")
    assert lines[3].endswith("  merge t001 t002 → t001")
    assert lines[4] == "ميدان"
    assert lines[5].startswith("  1 theme from")
    first, second = json.loads(list_json(store))
    assert (first["name"], first["in_use"], first["themes"]) == ("field", old.reference, 3)
    assert [version["reference"] for version in first["versions"]] == [old.reference, new.reference]
    assert second["in_use"] is None


def test_a_broken_model_says_why_and_does_not_hide_the_others(store: Store, make: Make) -> None:
    """Neither one whose files are altered nor one whose list is; its versions are shown if they are known."""
    broken = store.add("broken", make("one"), made_by="train")
    store.add("empty", make("two"), made_by="train")
    store.add("whole", make("three"), made_by="train")
    (store.folder(broken) / "model.json").write_text("{}")
    (store.root / "empty" / "versions.jsonl").write_text("")
    text = "\n".join(list_lines(store))
    assert "altered" in text
    assert broken.reference in text
    assert "versions.jsonl: was altered" in text
    assert "3 themes" in text
    assert [row["name"] for row in json.loads(list_json(store)) if "error" in row] == ["broken", "empty"]


def test_an_altered_note_of_what_is_in_use_is_told_and_hides_nothing(store: Store, make: Make) -> None:
    """With what to do."""
    store.promote(store.add("field", make(), made_by="train"))
    (store.root / "in_use.json").write_text("{")
    lines = list_lines(store)
    assert lines[0].startswith("! ")
    assert "promote a model again" in lines[0]
    assert lines[1] == "field"
    assert json.loads(list_json(store))[0]["in_use"] is None


def test_what_a_file_says_cannot_move_the_cursor(store: Store, make: Make) -> None:
    """Escapes, line breaks and bidi controls in how a version was made are left out."""
    store.add("field", make(), made_by="import\x1b[2J\n of \u202eevil")
    text = "".join(list_lines(store))
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "import[2J of evil" in text


def test_a_model_in_use_that_is_not_there_is_told(store: Store, make: Make) -> None:
    """New runs would end at it; the list says so before they do."""
    store.promote(store.add("field", make("one"), made_by="train"))
    store.add("other", make("two"), made_by="train")
    assert not any(line.startswith("!") for line in list_lines(store))
    (store.root / "field").rename(store.root / "elsewhere")
    first, *rest = list_lines(store)
    assert first.startswith("! new runs have no model to take: ")
    assert "field@" in first
    assert "restore" in first
    assert "other" in rest
