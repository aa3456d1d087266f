"""Which files of a run's folder belong to the run in object storage, and the order in which they are put there."""

from __future__ import annotations

from pathlib import Path

from corpus_cli.output import TEMPORARY, RunFolder

GENERATION = ".state/opened"
LOCK = ".state/lock"
# The rank of the marks of passes: they go first, and come after what they speak of.
MARKS = 3
_LOCAL = (
    LOCK,
    ".state/indexed.json",  # times of files here
    ".state/index/",
    ".state/index.old/",
    ".state/index.parts/",
    ".state/sketches/",
    ".state/topics.new/",
    ".state/topics.old/",
)


def rank(name: str) -> int:
    """The order in which files are put there."""
    if name.startswith(("documents/", ".state/vectors/")):
        return 0
    if name == RunFolder(Path()).run_file.name:
        return 5
    # The files of the topic model fit one another only as they were saved: none waits there for an export or a page.
    if name.startswith(f"{RunFolder(Path()).topics.name}/"):
        return 1
    # That inputs are being read is said there until the journal says what came of them.
    if name in (".state/journal.jsonl", ".state/reading"):
        return 4
    return MARKS if name.startswith(".state/") else 2


def stays_here(name: str) -> bool:
    """Whether it is no file of the run. An export has its last names before it is whole, in a temporary folder."""
    temporary = any(part.endswith(TEMPORARY) for part in name.split("/"))
    return temporary or name.startswith(_LOCAL) or name == GENERATION
