"""What a run has done is put into object storage before each pass, in one walk over its folder."""

from __future__ import annotations

from pathlib import Path

import fsspec
import pytest

from corpus_cli.pipeline.mirrored import MirroredProgress
from corpus_cli.pipeline.progress import Silence
from corpus_cli.storage.mirror import Mirror, opened_mirror

ADDRESS = "memory://bucket/mirrored"


def test_between_two_passes_the_folder_is_walked_over_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Millions of files are seen once; at the next pass all of the last one is there, but for the marks it removes."""
    system = fsspec.filesystem("memory")
    puts: list[str] = []
    put = Mirror.put

    def noted(self: Mirror) -> None:
        puts.append("put")
        put(self)

    monkeypatch.setattr(Mirror, "put", noted)
    with opened_mirror(ADDRESS, tmp_path) as (mirror, _):
        progress = MirroredProgress(Silence(), mirror)
        progress.begin("first", total=1, unit="file")
        (mirror.root / ".state").mkdir()
        (mirror.root / ".state/topics.json").write_text("made")
        (mirror.root / "errors.jsonl").write_text("")
        progress.end()
        progress.begin("second", total=1, unit="file")
        assert puts == ["put", "put"]
        assert system.exists("/bucket/mirrored/errors.jsonl") and system.exists("/bucket/mirrored/.state/topics.json")
        (mirror.root / ".state/topics.json").unlink()
        progress.end()
        progress.begin("third", total=1, unit="file")
        assert not system.exists("/bucket/mirrored/.state/topics.json")
        progress.end()
    system.rm("/bucket/mirrored", recursive=True)
