"""entities.csv and places.geojson as `corpus run` and `corpus process` write them, and `corpus export`."""

from __future__ import annotations

import csv
import json
import shutil
from collections import Counter
from pathlib import Path

from command_line import Corpus, Finished

from corpus_cli.document import from_json

PROCESS = ("process", "reports", "-p", "small.toml", "-o", "out")


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


def test_a_recipe_without_entities_leaves_no_files(corpus: Corpus, workplace: Path, processed: Path) -> None:
    """Those of an earlier run go."""
    shutil.copytree(processed, workplace / "out")
    assert (workplace / "out" / "entities.csv").exists()
    recipe = workplace / "small.toml"
    stages = 'stages = ["ingest", "normalize", "segment"]'
    recipe.write_text(recipe.read_text().replace(recipe.read_text().splitlines()[2], stages))
    done = corpus(*PROCESS)
    assert "settings changed" in done.stderr
    assert "entities.csv" not in done.stderr
    assert not (workplace / "out" / "entities.csv").exists()
    assert not (workplace / "out" / "places.geojson").exists()


def exported(folder: Path, name: str) -> list[dict[str, str]]:
    """The rows of a table that `corpus export --to csv` has written."""
    with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_export_writes_each_format_to_its_folder(corpus: Corpus, finished: Finished, workplace: Path) -> None:
    """Data goes to files, the summary to stderr, and every mention of the documents is a row."""
    shutil.copytree(finished.out, workplace / "out")
    done = corpus("export", "out", "--to", "csv", "--to", "geojson", "-t", "conll")
    assert (done.returncode, done.stdout) == (0, "")
    folder = workplace / "out" / "export"
    assert sorted(path.name for path in folder.iterdir()) == ["conll", "csv", "geojson"]
    documents = [from_json(path.read_bytes()) for path in finished.out.glob("documents/*/*.json")]
    mentions = {(doc.doc_id, ent.id, ent.text) for doc in documents for ent in doc.entities or ()}
    rows = exported(folder / "csv", "entities")
    assert {(row["doc_id"], row["entity"], row["text"]) for row in rows} == mentions
    assert f"entities.csv           {len(mentions)} rows" in done.stderr
    assert corpus("export", "out", "-t", "csv").returncode == 0
    assert exported(folder / "csv", "entities") == rows


def test_redaction_says_what_it_replaced_and_what_it_did_not_find(
    corpus: Corpus, finished: Finished, workplace: Path
) -> None:
    """Homs is listed in English alone: حمص stays, and the summary says so."""
    shutil.copytree(finished.out, workplace / "out")
    (workplace / "names.txt").write_text("Homs\nNobody Here\n", encoding="utf-8")
    done = corpus("export", "out", "--to", "csv", "-o", "safe", "--redact", "names.txt")
    assert done.returncode == 0
    text = "".join(path.read_text(encoding="utf-8-sig") for path in (workplace / "safe").iterdir())
    assert "Homs" not in text
    assert "Nobody" not in text
    assert "حمص" in text
    assert "Nobody Here (line 2)" in done.stderr
    assert "no name in Arabic letters is listed" in done.stderr
    assert "the name of line 1 is also known as حمص (" in done.stderr
    data = json.loads((workplace / "safe" / "redaction.json").read_bytes())
    assert data["never_found"] == [2]
    assert data["names"][0]["replaced"] > 0


def test_export_refuses_what_it_cannot_do(corpus: Corpus, finished: Finished, workplace: Path) -> None:
    """No run, no format, a file for -o, a folder of something else, no list of names: each with what to do."""
    shutil.copytree(finished.out, workplace / "out")
    for code, *arguments in (
        (3, "nowhere", "--to", "csv"),
        (2, "out"),
        (2, "out", "--to", "excel"),
        (2, "out", "--to", "ftm", "-o", "out.json"),
        (7, "out", "--to", "csv", "-o", "reports"),
        (4, "out", "--to", "csv", "--redact", "none.txt"),
    ):
        done = corpus("export", *arguments)
        assert (done.returncode, done.stdout) == (code, ""), done.stderr
        assert "what to do:" in done.stderr
    assert not (workplace / "out" / "export").exists()


def test_a_damaged_document_is_left_out_and_the_exit_code_says_so(
    corpus: Corpus, finished: Finished, workplace: Path
) -> None:
    """The rest is written."""
    shutil.copytree(finished.out, workplace / "out")
    path = next(iter(sorted((workplace / "out").glob("documents/*/*.json"))))
    path.write_bytes(b"{}")
    done = corpus("export", "out", "--to", "ftm")
    assert done.returncode == 6
    assert f"1 of the documents cannot be read and are missing, the first {path.relative_to(workplace)}" in done.stderr
    assert (workplace / "out" / "export" / "ftm" / "entities.ftm.json").exists()
