"""What is remembered of a review."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus_cli.errors import InputError
from corpus_cli.review.reviewed import Rejected, Reviewed, read_reviewed, write_reviewed

ONE = Rejected(pair="p00000001", first="org:a", second="org:x-b")
TWO = Rejected(pair="p00000002", first="org:a", second="org:x-c")


def test_it_is_read_as_it_was_written(tmp_path: Path) -> None:
    """The same bytes in whichever order pairs were rejected, and however often."""
    path = tmp_path / ".state" / "reviewed.json"
    assert read_reviewed(path) == Reviewed()
    reviewed = Reviewed(listed="f").rejecting(TWO).rejecting(ONE).rejecting(TWO)
    write_reviewed(path, reviewed)
    assert read_reviewed(path) == reviewed == Reviewed("f", (ONE, TWO))
    assert reviewed.without(ONE.pair).rejected_ids == {TWO.pair}


def test_a_damaged_file_is_not_taken_for_none(tmp_path: Path) -> None:
    """Decisions are not thrown away in silence."""
    path = tmp_path / "reviewed.json"
    path.write_text("{")
    with pytest.raises(InputError, match="cannot be read") as caught:
        read_reviewed(path)
    assert caught.value.remedy
