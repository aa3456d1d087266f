"""Encoders by name: what is not on this machine is named with a remedy that can be followed."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus_cli.errors import ModelMissingError
from corpus_cli.topics.encoders.encoder import load_encoder


@pytest.mark.parametrize(
    ("name", "fetched"),
    [("example/not-here", True), ("LaBSE", False), ("models/a/b", False), ("/srv/encoder", False)],
)
def test_only_a_name_of_the_hub_is_to_be_fetched(name: str, fetched: bool) -> None:
    """`corpus models fetch` takes OWNER/NAME and no other encoder."""
    with pytest.raises(ModelMissingError) as raised:
        load_encoder(name).encode(["عودة"])
    assert (f"corpus models fetch {name}" in raised.value.remedy) is fetched
    assert "the folder of a sentence-transformers model" in raised.value.remedy


def test_a_folder_that_is_there_is_not_to_be_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Though its path looks like OWNER/NAME."""
    (tmp_path / "models" / "mine").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ModelMissingError) as raised:
        load_encoder("models/mine").encode(["عودة"])
    assert "corpus models fetch" not in raised.value.remedy
