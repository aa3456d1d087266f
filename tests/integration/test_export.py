"""entities.csv and places.geojson as `corpus run` and `corpus process` write them."""

from __future__ import annotations

import csv
import json
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Protocol

from corpus_cli.document import from_json

Corpus = Callable[..., CompletedProcess[str]]
PROCESS = ("process", "reports", "-p", "small.toml", "-o", "out")


class Finished(Protocol):
    """The run that all others are held against."""

    out: Path
    done: CompletedProcess[str]


def table(out: Path) -> dict[str, dict[str, str]]:
    """The rows of entities.csv with an id, by English name."""
    with (out / "entities.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["name_en"]: row for row in csv.DictReader(file) if row["id"]}


def test_the_files_hold_what_the_documents_say(finished: Finished) -> None:
    """Every mention is counted once, in its language, and the summary names both files."""
    documents = [from_json(path.read_bytes()) for path in finished.out.glob("documents/*/*.json")]
    mentions: Counter[tuple[str, str]] = Counter()
    for doc in documents:
        languages = {segment.id: segment.language for segment in doc.segments or ()}
        mentions.update((ent.link.id, languages[ent.segment]) for ent in doc.entities or () if ent.link)
    rows = table(finished.out)
    assert {row["id"] for row in rows.values()} == {name_id for name_id, _ in mentions}
    homs = rows["Homs"]
    assert homs["name_ar"] == "حمص"
    assert int(homs["mentions_ar"]) == mentions[homs["id"], "ar"] > 0
    assert int(homs["mentions_en"]) == mentions[homs["id"], "en"] > 0
    assert {"Homs", "حمص"} <= set(homs["written_as"].split(" | "))
    features = {
        feature["properties"]["id"]: feature
        for feature in json.loads((finished.out / "places.geojson").read_bytes())["features"]
    }
    assert features[homs["id"]]["geometry"]["coordinates"] == [float(homs["lon"]), float(homs["lat"])]
    assert "entities.csv, places.geojson" in finished.done.stderr


def test_documents_of_earlier_calls_are_counted(corpus: Corpus, workplace: Path, finished: Finished) -> None:
    """A call with one new file adds its names to those of the inputs that are not given again."""
    shutil.copytree(finished.out, workplace / "out")
    (workplace / "new.csv").write_text("id,text\nq1,عاد السوق في حمص.\nq2,A school in Raqqa.\n", encoding="utf-8")
    corpus("process", "new.csv", "-p", "small.toml", "-o", "out")
    before, after = table(finished.out), table(workplace / "out")
    assert int(after["Homs"]["mentions_ar"]) == int(before["Homs"]["mentions_ar"]) + 1
    assert after["Homs"]["mentions_en"] == before["Homs"]["mentions_en"]
    assert after["Raqqa"]["first_source"] == "new.csv#q2"


def test_a_recipe_without_entities_leaves_no_files(corpus: Corpus, workplace: Path) -> None:
    """Those of an earlier run go."""
    corpus(*PROCESS)
    assert (workplace / "out" / "entities.csv").exists()
    recipe = workplace / "small.toml"
    stages = 'stages = ["ingest", "normalize", "segment"]'
    recipe.write_text(recipe.read_text().replace(recipe.read_text().splitlines()[2], stages))
    done = corpus(*PROCESS)
    assert "settings changed" in done.stderr
    assert "entities.csv" not in done.stderr
    assert not (workplace / "out" / "entities.csv").exists()
    assert not (workplace / "out" / "places.geojson").exists()
