"""The order in which files of a run are put into object storage."""

from corpus_cli.storage.names import rank


def test_what_says_that_inputs_are_read_stays_until_the_journal_is_there():
    """A machine lost between the two leaves the next one a reason to hold all documents against their owners."""
    names = ["run.json", ".state/reading", ".state/topics.json", "themes.md", "documents/ab/abc.json"]
    assert sorted(names, key=rank) == [
        "documents/ab/abc.json", "themes.md", ".state/topics.json", ".state/reading", "run.json"
    ]  # fmt: skip
    assert rank(".state/reading") == rank(".state/journal.jsonl")


def test_the_topic_model_is_put_in_a_step_of_its_own():
    """Lost between two of its files, a machine leaves a hash that is not the model's: they follow one another."""
    ranks = {name: rank(f"topics/{name}") for name in ("model.json", "model.safetensors", "model.sha256", "README.md")}
    assert len(set(ranks.values())) == 1
    others = ["documents/ab/abc.json", "themes.md", ".state/topics.json", ".state/journal.jsonl", "run.json"]
    assert not {rank(name) for name in others} & set(ranks.values())
    assert rank("documents/ab/abc.json") < ranks["model.json"] < rank(".state/topics.json")
