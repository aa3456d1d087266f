"""What a command says when a shell starts it is what it says in this process, where most tests give it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from command_line import Corpus, Finished

GOLD = (
    ("Two buses left Aleppo.", "en", "Aleppo", (36.2, 37.16)),
    ("وصلت حافلة إلى حمص.", "ar", "حمص", (34.73, 36.71)),
)


def write_gold(path: Path) -> None:
    """Two sentences with a place each."""
    lines = []
    for text, language, name, (lat, lon) in GOLD:
        start = text.index(name)
        place = {"start": start, "end": start + len(name), "label": "PLACE", "lat": lat, "lon": lon}
        lines.append(json.dumps({"text": text, "lang": language, "entities": [place]}) + "\n")
    path.write_text("".join(lines), encoding="utf-8")


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("query out حمص -f csv", 0),
        ("show out ar/return-0.txt", 0),
        ("show out broken.pdf", 3),
        ("themes out", 0),
        ("relations out --format json", 0),
        ("export out --to csv --to geojson", 0),
        ("index out", 0),
        ("entities list out -f csv", 0),
        ("gazetteer find حمص", 0),
        ("gazetteer add absent.csv", 3),
        ("topics show out --cut 99", 3),
        ("evaluate ner gold.jsonl --tagger gazetteer", 0),
        ("evaluate links gold.jsonl --tagger gazetteer --format json", 0),
        ("process reports --no-such-option", 2),
    ],
)
def test_a_command_says_the_same_in_a_process_of_its_own(  # noqa: PLR0917  (fixtures)
    corpus: Corpus, corpus_process: Corpus, workplace: Path, finished: Finished, line: str, code: int
) -> None:
    """The same exit code, the same bytes in both streams and on disk."""
    write_gold(workplace / "gold.jsonl")
    said, written = [], []
    for give in (corpus_process, corpus):
        shutil.copytree(finished.out, workplace / "out")
        done = give(*line.split())
        said.append((done.returncode, done.stdout, done.stderr))
        written.append({path.name: path.read_bytes() for path in workplace.glob("out/export/**/*") if path.is_file()})
        shutil.rmtree(workplace / "out")
    assert said[0] == said[1]
    assert written[0] == written[1]
    assert said[0][0] == code, said[0]
