"""A run's redaction of what is no text."""

from __future__ import annotations

from pathlib import Path

from corpus_cli.pipeline.redaction import read_redaction


def test_the_way_to_a_file_in_an_archive_begins_with_the_archives_path(tmp_path: Path) -> None:
    """Whose document it is, is told by that; names go from both, and different ways stay different."""
    names = tmp_path / "names.txt"
    names.write_text("Ahmad Khalil\n", encoding="utf-8")
    redaction = read_redaction(names)
    archive = redaction.path("reports/Ahmad Khalil.zip")
    inside = redaction.path("reports/Ahmad Khalil.zip!/from Ahmad Khalil.txt")
    assert inside.startswith(f"{archive}!/")
    assert "Khalil" not in inside
    assert inside != redaction.path("reports/Ahmad Khalil.zip!/to Ahmad Khalil.txt")
    assert redaction.path("reports/a.zip!/b.txt") == "reports/a.zip!/b.txt"
