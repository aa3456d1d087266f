"""Measure names arm by arm: tagger alone, gazetteer alone, both together, in one process; prints a table.

    python scripts/bench/names.py [--sets ar_reports_dev,en_reports_dev] [--taggers bilingual,rules] [--errors FILE]

Needs the evaluation data beside the checkout (../shared). F1 is score_ner.py's exact figure, on raw offsets.
"""

import argparse
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

from corpus_cli.document import Document, Provenance
from corpus_cli.entities.neural.model import TaggerModel
from corpus_cli.entities.stage import EntityStage
from corpus_cli.ingest.reader import read_documents
from corpus_cli.normalize.stage import Normalizer
from corpus_cli.recipe import EntitySettings, load_recipe
from corpus_cli.segment.stage import Segmenter

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tagger import material

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
NER = SHARED / "data" / "ner"
OWN = ROOT / "tests" / "eval" / "names.gold.jsonl"
#: Sets of the evaluation data, our own held-back sentences, and held-back readings (scripts/tagger/held_back).
SETS = (
    "ar_reports_dev",
    "en_reports_dev",
    "own_ar",
    "own_en",
    "voa-3",
    "newsfane-2b",
    "ar_anercorp_test",
    "en_ewt_test",
)
#: The shipped tagger's own spans, without the gazetteer; not a name that recipes know.
ALONE = "alone"
LABELS = ("PLACE", "ORG")


def documents(rows: list[dict], folder: Path) -> list[Document | None]:
    """Each row's text as the stages before the entities leave it; ``None`` if it is no document (no words)."""
    recipe = load_recipe("default")
    path = folder / "gold.jsonl"
    path.write_text(
        "".join(
            json.dumps({"id": f"r{n}", "text": row["text"]}, ensure_ascii=False) + "\n" for n, row in enumerate(rows)
        ),
        encoding="utf-8",
    )
    mapping = {"id": "id", "text": "text"}
    provenance = Provenance(package_version="0", config_hash="0", stages=())
    stages = (Normalizer(recipe.normalize), Segmenter(recipe.segment))
    found: dict[str, Document] = {}
    for item in read_documents(str(path), settings=recipe.ingest, mapping=mapping, config=provenance):
        if isinstance(item, Document):
            staged: Iterator[Document] = iter((item,))
            for stage in stages:
                staged = stage(staged)
            (doc,) = staged
            found[str(doc.source.record_id)] = doc
    return [found.get(f"r{n}") for n in range(len(rows))]


def gold_rows(name: str) -> list[dict]:
    """The rows of a set in the form of ``{"id", "text", "entities"}``."""
    if name.startswith("own_"):
        rows = [json.loads(line) for line in OWN.read_text(encoding="utf-8").strip().split("\n")]
        return [row for row in rows if row["lang"] == name.removeprefix("own_")]
    if (NER / f"{name}.jsonl").is_file():
        return [json.loads(line) for line in (NER / f"{name}.jsonl").read_text(encoding="utf-8").strip().split("\n")]
    held_back = dict(material.readings(material.HERE / "held_back", SHARED))
    if name not in held_back:
        sys.exit(f"there is no set {name}; there are {', '.join(SETS)}")
    return [{"id": one.id, "text": one.text, "entities": [asdict(s) for s in one.spans]} for one in held_back[name]]


Finder = Callable[[str, Document | None], set[tuple[str, int, int]]]


def through(stage: EntityStage) -> Finder:
    """What the whole stage finds, by label and raw offsets."""

    def find(_: str, doc: Document | None) -> set[tuple[str, int, int]]:
        if doc is None:
            return set()
        (filled,) = stage(iter((doc,)))
        return {(entity.label, entity.raw_start, entity.raw_end) for entity in filled.entities or ()}

    return find


def alone() -> Finder:
    """What the shipped tagger finds in the raw text by itself."""
    model = TaggerModel()
    return lambda text, _: {(name.label, name.start, name.end) for name in model.names([text])[0]}


def whole(text: str, span: tuple[str, int, int]) -> tuple[str, int, int]:
    """The span widened to the beginning of its word: what a set marks that does not part proclitics."""
    label, start, end = span
    while start and text[start - 1].isalnum():
        start -= 1
    return label, start, end


def score(gold: list[set], found: list[set]) -> dict[str, tuple[float, float, float]]:
    """Precision, recall and F1 by label."""
    counts = {label: Counter() for label in LABELS}
    for wanted, given in zip(gold, found, strict=True):
        for label in LABELS:
            w, g = {s for s in wanted if s[0] == label}, {s for s in given if s[0] == label}
            counts[label].update(right=len(w & g), wanted=len(w), given=len(g))
    return {label: rates(count["right"], count["given"], count["wanted"]) for label, count in counts.items()}


def rates(right: int, given: int, wanted: int) -> tuple[float, float, float]:
    """Precision, recall and F1."""
    return right / max(given, 1), right / max(wanted, 1), 2 * right / max(given + wanted, 1)


def differences(rows: list[dict], gold: list[set], found: list[set]) -> Iterator[str]:
    """Each sentence with what was missed (-) and what was wrong (+)."""
    for row, wanted, given in zip(rows, gold, found, strict=True):
        text = row["text"]
        lines = [f"  - {label} {text[a:b]!r}" for label, a, b in sorted(wanted - given, key=lambda s: s[1])]
        lines += [f"  + {label} {text[a:b]!r}" for label, a, b in sorted(given - wanted, key=lambda s: s[1])]
        if lines:
            yield "\n".join([f"{row['id']}: {text}", *lines])


def main() -> None:
    """Prints a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sets", default=",".join(SETS))
    parser.add_argument("--taggers", default="gazetteer,rules,alone,bilingual")
    parser.add_argument("--min-score", type=float, default=EntitySettings().min_score)
    parser.add_argument("--errors", type=Path)
    arguments = parser.parse_args()
    if not NER.is_dir():
        sys.exit(f"{NER} is missing: the evaluation data lies beside the repository, in ../shared")
    stages = {
        name: alone()
        if name == ALONE
        else through(EntityStage(EntitySettings(tagger=name, min_score=arguments.min_score)))
        for name in arguments.taggers.split(",")
    }
    report = arguments.errors.open("w", encoding="utf-8") if arguments.errors else None
    for name in arguments.sets.split(","):
        rows = gold_rows(name)
        with tempfile.TemporaryDirectory() as folder:
            docs = documents(rows, Path(folder))
        gold = [{(e["label"], e["start"], e["end"]) for e in row["entities"] if e["label"] in LABELS} for row in rows]
        for tagger, stage in stages.items():
            found = [stage(row["text"], doc) for row, doc in zip(rows, docs, strict=True)]
            print(f"{name:20} {tagger:12} {cells(score(gold, found))}", end="")
            if "anercorp" in name:
                wide = [
                    [{whole(row["text"], s) for s in one} for row, one in zip(rows, side, strict=True)]
                    for side in (gold, found)
                ]
                print(f"   whole words {cells(score(*wide))}", end="")
            print(flush=True)
            if report:
                print(f"===== {name} {tagger}", *differences(rows, gold, found), sep="\n", file=report)


def cells(scores: dict[str, tuple[float, float, float]]) -> str:
    """Precision, recall, F1 of each label."""
    return "  ".join(f"{label} {p:.3f} {r:.3f} {f:.3f}" for label, (p, r, f) in scores.items())


if __name__ == "__main__":
    main()
