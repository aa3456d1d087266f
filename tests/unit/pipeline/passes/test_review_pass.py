"""Proposed pairs of a run whose documents change meanwhile."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from corpus_cli.output import RunFolder
from corpus_cli.pipeline.passes.review import review_organizations
from corpus_cli.pipeline.progress import Silence


class Listener(Silence):
    """Keeps the warnings."""

    def __init__(self) -> None:
        self.warnings: list[str] = []

    def warn(self, message: str) -> None:
        self.warnings.append(message)


def test_a_document_that_is_gone_is_left_out(tmp_path: Path) -> None:
    """A run beside this one has removed it after it was listed: a link to nothing is as one that is gone."""
    shard = tmp_path / "documents" / "00"
    shard.mkdir(parents=True)
    (shard / "a.json").write_text('{"doc_id": "a", "source": {"path": "a.txt"}, "entities": []}', encoding="utf-8")
    (shard / "b.json").symlink_to("gone.json")
    progress = Listener()
    review = review_organizations(
        RunFolder(tmp_path), encode=lambda names: np.ones((len(names), 4), np.float32), aliases=None, progress=progress
    )
    assert review.tally.documents == 1
    (warning,) = progress.warnings
    assert warning.startswith("1 of the documents cannot be read") and str(shard / "b.json") in warning
