"""The order in which files of a run are put into object storage."""

from corpus_cli.storage.names import rank


def test_what_says_that_inputs_are_read_stays_until_the_journal_is_there():
    """A machine lost between the two leaves the next one a reason to hold all documents against their owners."""
    names = ["run.json", ".state/reading", ".state/topics.json", "themes.md", "documents/ab/abc.json"]
    assert sorted(names, key=rank) == [
        "documents/ab/abc.json", "themes.md", ".state/topics.json", ".state/reading", "run.json"
    ]  # fmt: skip
    assert rank(".state/reading") == rank(".state/journal.jsonl")
