"""Measure names arm by arm: tagger alone, gazetteer alone, both together, in one process; prints a table.

    python scripts/bench/names.py [--sets ar_reports_dev,en_reports_dev] [--taggers bilingual,rules] [--errors FILE]

Needs the evaluation data beside the checkout (../shared). F1 is score_ner.py's exact figure, on raw offsets.
"""

import argparse
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from corpus_cli.document import Document, Provenance
from corpus_cli.entities.stage import EntityStage
from corpus_cli.ingest.reader import read_documents
from corpus_cli.normalize.stage import Normalizer
from corpus_cli.recipe import EntitySettings, load_recipe
from corpus_cli.segment.stage import Segmenter

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
NER = SHARED / "data" / "ner"
SETS = ("ar_reports_dev", "en_reports_dev", "ar_anercorp_test", "en_ewt_test")
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
            for stage in stages:
                (item,) = stage(iter((item,)))
            found[str(item.source.record_id)] = item
    return [found.get(f"r{n}") for n in range(len(rows))]


def spans(doc: Document | None, stage: EntityStage) -> set[tuple[str, int, int]]:
    """The document's names by label and raw offsets."""
    if doc is None:
        return set()
    (filled,) = stage(iter((doc,)))
    return {(entity.label, entity.raw_start, entity.raw_end) for entity in filled.entities or ()}


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
    return {
        label: (c["right"] / max(c["given"], 1), c["right"] / max(c["wanted"], 1), 2 * c["right"] / max(c["given"] + c["wanted"], 1))
        for label, c in counts.items()
    }  # fmt: skip


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
    parser.add_argument("--taggers", default="gazetteer,rules,bilingual")
    parser.add_argument("--errors", type=Path)
    arguments = parser.parse_args()
    if not NER.is_dir():
        sys.exit(f"{NER} is missing: the evaluation data lies beside the repository, in ../shared")
    stages = {name: EntityStage(EntitySettings(tagger=name)) for name in arguments.taggers.split(",")}
    report = arguments.errors.open("w", encoding="utf-8") if arguments.errors else None
    for name in arguments.sets.split(","):
        path = NER / f"{name}.jsonl" if "/" not in name else Path(name)
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").strip().split("\n")]
        with tempfile.TemporaryDirectory() as folder:
            docs = documents(rows, Path(folder))
        gold = [{(e["label"], e["start"], e["end"]) for e in row["entities"] if e["label"] in LABELS} for row in rows]
        for tagger, stage in stages.items():
            found = [spans(doc, stage) for doc in docs]
            print(f"{path.stem:20} {tagger:12} {cells(score(gold, found))}", end="")
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
