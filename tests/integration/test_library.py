"""Every example of docs/python.md runs on a finished run, and its frames agree with the run's files."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from command_line import Finished

from corpus_cli import open_run

PAGE = Path(__file__).parents[2] / "docs" / "python.md"


@pytest.fixture(scope="module")
def examples(searched: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the page's names stand for after all its blocks have run one after the other, as a reader would."""
    place = tmp_path_factory.mktemp("reader")
    shutil.copytree(searched, place / "outputs" / "reports")
    names: dict[str, Any] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(place)
        for number, block in enumerate(re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)):
            exec(compile(block, f"{PAGE.name}, example {number + 1}", "exec"), names)
    return names


def test_places_by_theme_and_month_add_up(examples: dict[str, Any]) -> None:
    """No mention of a linked place is lost on the way to the table, with a month or without."""
    run = examples["run"]
    mentions = run.entities()
    kept = mentions[mentions["doc_id"].isin(run.documents().query("duplicate_of.isna()")["doc_id"])]
    linked = kept[(kept["label"] == "PLACE") & kept["id"].notna() & kept["passage_id"].notna()]
    assert examples["by_month"].to_numpy().sum() == len(linked) > 0
    assert examples["by_quarter"].sum() == len(linked)


def test_every_quote_is_where_it_says(examples: dict[str, Any]) -> None:
    """The document's text between its offsets."""
    run = examples["run"]
    quotes = examples["quotes"]
    assert len(quotes) == len(run.quotes()) > 0
    for quote in quotes.itertuples():
        assert (run.document(quote.doc_id).text or "")[quote.start : quote.end] == quote.text


def test_passages_of_a_place_are_found_in_both_languages(examples: dict[str, Any]) -> None:
    """And name it in their own letters."""
    found = examples["side_by_side"]
    assert set(found) == {"ar", "en"}
    assert all("حلب" in text for text in found["ar"])
    assert all("Aleppo" in text for text in found["en"])
    listed = examples["run"].query(place=examples["place_id"], limit=1000)
    assert sorted(listed["text"]) == sorted(found["ar"] + found["en"])


def test_a_query_finds_both_languages(examples: dict[str, Any]) -> None:
    """Arabic words, answered in Arabic and English."""
    answer = examples["run"].query("عودة اللاجئين إلى بيوتهم", limit=20)
    assert set(answer["language"]) == {"ar", "en"}


def test_words_are_counted_by_language(examples: dict[str, Any]) -> None:
    assert set(examples["words"]) == {"ar", "en"}


def test_frames_agree_with_the_files(finished: Finished) -> None:
    """Documents with run.json, passages and themes with themes.json, mentions with entities.csv."""
    run = open_run(finished.out)
    page = json.loads((finished.out / "themes.json").read_bytes())
    record = json.loads((finished.out / "run.json").read_bytes())
    documents, passages, themes, mentions = run.documents(), run.passages(), run.themes(), run.entities()
    assert len(documents) == record["counts"]["documents"]
    originals = documents[documents["duplicate_of"].isna()]
    assert page["documents"] <= len(originals)
    assert passages["doc_id"].isin(originals["doc_id"]).sum() == page["passages"]
    assert documents["passages"].sum() == len(passages)
    assert themes["passages"].tolist() == [card["passages"] for card in page["themes"]]
    assert themes["passages"].sum() + passages["theme_id"].isna().sum() >= page["passages"]
    assert run.places()["mentions"].sum() + run.organizations()["mentions"].sum() == len(mentions)
    assert documents["mentions"].sum() == len(mentions)
    assert len(run.failures()) == len((finished.out / "errors.jsonl").read_bytes().splitlines())
    assert run.theme(themes["theme_id"].iloc[0]).documents == themes["documents"].iloc[0]
