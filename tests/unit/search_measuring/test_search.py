"""The command that measures search, as far as it goes without models."""

import json

import pytest
import search


def test_missing_evaluation_data_is_said_and_is_no_error(monkeypatch, tmp_path, capsys):
    arguments = ["--only", "parallel", "xquad", "--shared", str(tmp_path), "--work", str(tmp_path / "work"), "--json"]
    monkeypatch.setattr("sys.argv", ["search.py", *arguments])
    monkeypatch.setenv("CORPUS_MODELS_DIR", "")  # main sets it; put back afterwards
    search.main()
    said = capsys.readouterr()
    assert "the evaluation data is not there" in said.err
    assert set(json.loads(said.out)) == {"commit", "machine", "versions"}


def test_the_table_has_a_line_for_each_way_and_language():
    figures = {"en": {"ndcg": 0.5}, "ar": {"ndcg": 0.25}}
    lines = search.tables({"judged": {"ways": {"hybrid": figures, "words": figures}}})
    assert [line.split() for line in lines[2:]] == [
        ["hybrid", "en", "0.500"], ["hybrid", "ar", "0.250"], ["words", "en", "0.500"], ["words", "ar", "0.250"],
    ]  # fmt: skip


def test_an_unknown_set_is_refused(monkeypatch):
    monkeypatch.setattr("sys.argv", ["search.py", "--sets", "news"])
    with pytest.raises(SystemExit):
        search.main()
