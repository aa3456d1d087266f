"""Measure names arm by arm: tagger alone, gazetteer alone, both together, in one process; prints a table.

    python scripts/bench/names.py [--sets ar_reports_dev,en_reports_dev] [--taggers bilingual,rules] [--errors FILE]

Needs the evaluation data beside the checkout (../shared). F1 is score_ner.py's exact figure, on raw offsets; texts go
through the product's stages as `corpus evaluate ner` sends them.
"""

import argparse
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from corpus_cli.entities.stage import EntityStage
from corpus_cli.entities.taggers.neural.model import TaggerModel
from corpus_cli.evaluation.gold import GoldText, read_gold
from corpus_cli.evaluation.ner import compare
from corpus_cli.evaluation.scores import Compared, Span, from_word_start, score_texts
from corpus_cli.recipe import EntitySettings, load_recipe

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tagger import material

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
NER = SHARED / "data" / "ner"
EVAL = ROOT / "tests" / "eval"
#: Our own held-back sentences: written to be hard, and written as the field writes.
OWN = {"own": EVAL / "names.gold.jsonl", "field": EVAL / "field.gold.jsonl"}
#: Sets of the evaluation data, our own held-back sentences, and held-back readings (scripts/tagger/held_back).
SETS = (
    "ar_reports_dev", "en_reports_dev", "own_ar", "own_en", "field_ar", "field_en", "voa-3", "newsfane-2b",
    "ar_anercorp_test", "en_ewt_test",
)  # fmt: skip
#: The shipped tagger's own spans, without the gazetteer; not a name that recipes know.
ALONE = "alone"
LABELS = ("PLACE", "ORG")


def gold_texts(name: str) -> list[GoldText]:
    """The texts of a set and what is marked in them, in one language: they are counted together."""
    own, _, code = name.partition("_")
    if own in OWN:
        rows = [row for row in read_gold(OWN[own], labels=LABELS) if row.language == code]
    elif (NER / f"{name}.jsonl").is_file():
        rows = read_gold(NER / f"{name}.jsonl", labels=LABELS)
    elif name in (held_back := dict(material.readings(material.HERE / "held_back", SHARED))):
        rows = [
            GoldText(
                line=n, id=one.id, language="und", text=one.text,
                spans=tuple(Span(s.start, s.end, s.label) for s in one.spans),
            )
            for n, one in enumerate(held_back[name], 1)
        ]  # fmt: skip
    else:
        sys.exit(f"there is no set {name}; there are {', '.join(SETS)}")
    return [replace(row, language="und") for row in rows]


def alone(rows: Iterable[GoldText], model: TaggerModel) -> Iterator[Compared]:
    """What the shipped tagger finds in the raw texts by itself."""
    for row in rows:
        yield Compared(
            line=row.line, id=row.id, language=row.language, text=row.text,
            gold=tuple(span for span in row.spans if span.label in LABELS),
            found=tuple(Span(s.start, s.end, s.label) for s in model.names([row.text])[0] if s.label in LABELS),
        )  # fmt: skip


def cells(compared: list[Compared]) -> str:
    """Precision, recall, F1 of each label."""
    (scores,) = score_texts(compared, labels=LABELS).values()
    exact = {label: scores[label].exact for label in LABELS}
    return "  ".join(f"{label} {one.precision:.3f} {one.recall:.3f} {one.f1:.3f}" for label, one in exact.items())


def differences(compared: Iterable[Compared]) -> Iterator[str]:
    """Each sentence with what was missed (-) and what was wrong (+)."""
    for one in compared:
        gold, found = set(one.gold), set(one.found)
        lines = [f"  - {span.label} {one.text[span.start : span.end]!r}" for span in sorted(gold - found)]
        lines += [f"  + {span.label} {one.text[span.start : span.end]!r}" for span in sorted(found - gold)]
        if lines:
            yield "\n".join([f"{one.id}: {one.text}", *lines])


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
    recipe = load_recipe("default")
    arms = {
        name: TaggerModel()
        if name == ALONE
        else EntityStage(EntitySettings(tagger=name, min_score=arguments.min_score))
        for name in arguments.taggers.split(",")
    }
    report = arguments.errors.open("w", encoding="utf-8") if arguments.errors else None
    for name in arguments.sets.split(","):
        rows = gold_texts(name)
        for arm, finder in arms.items():
            if isinstance(finder, EntityStage):
                compared = list(compare(rows, recipe=recipe, entities=finder, labels=LABELS))
            else:
                compared = list(alone(rows, finder))
            line = f"{name:20} {arm:12} {cells(compared)}"
            if "anercorp" in name:
                line += f"   whole words {cells([from_word_start(one) for one in compared])}"
            print(line, flush=True)
            if report:
                print(f"===== {name} {arm}", *differences(compared), sep="\n", file=report)


if __name__ == "__main__":
    main()
