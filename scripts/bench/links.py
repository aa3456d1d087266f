"""Measure linking: distances on three gold sets, one id for the two names of a place, and what it costs; a table.

    python scripts/bench/links.py [-o links.json]

Needs the evaluation data beside the checkout (../shared). Figures of the sets are score_links.py's, texts go through
the product's stages as `corpus evaluate links` sends them. What is asked of pairs stands in link_pairs.py. The cost is
processor time of linking places as a part of the tagger's, on the same reports in one process, caches cold.
"""

import argparse
import json
import time
from collections.abc import Sequence
from pathlib import Path

from line import commit, machine
from link_pairs import pair_figures, read_pairs
from link_sets import SETS, SHARED, gold_texts, mentions_of, need_shared

from corpus_cli import __version__
from corpus_cli.document import Document, Provenance
from corpus_cli.entities.linking.linking import link_places
from corpus_cli.entities.stage import EntityStage
from corpus_cli.entities.taggers.by_name import load_tagger
from corpus_cli.entities.taggers.tagger import Span, Tagger
from corpus_cli.evaluation.links.measuring import linked_texts
from corpus_cli.evaluation.links.scores import LinkCounts, count
from corpus_cli.ingest.reader import read_documents
from corpus_cli.normalize.stage import Normalizer
from corpus_cli.recipe import Recipe, load_recipe
from corpus_cli.segment.stage import Segmenter

REPORTS = SHARED / "data" / "reports"


class TimedTagger:
    """A tagger that counts the processor seconds it takes."""

    def __init__(self, tagger: Tagger) -> None:
        self._tagger = tagger
        self.name, self.model_sha256, self.trained = tagger.name, tagger.model_sha256, tagger.trained
        self.seconds = 0.0

    def tag(self, texts: Sequence[str], *, language: str) -> list[list[Span]]:
        """The tagger's spans."""
        started = time.process_time()
        spans = self._tagger.tag(texts, language=language)
        self.seconds += time.process_time() - started
        return spans


def set_figures(name: str, *, recipe: Recipe, stage: EntityStage) -> dict[str, float | int | None]:
    """The figures of a set."""
    linked = linked_texts(gold_texts(name), recipe=recipe, entities=stage)
    counts = sum((count(one.outcomes) for one in linked), LinkCounts())
    shares = counts.shares().items()
    return {"gold": counts.gold, **{key: None if share is None else round(share, 4) for key, share in shares}}


def cost(recipe: Recipe) -> dict[str, float | int]:
    """Seconds of the tagger and of linking on the reports."""
    tagger = load_tagger(recipe.entities.tagger)
    assert tagger is not None
    timed = TimedTagger(tagger)
    stage = EntityStage(recipe.entities, tagger=timed)
    for code in ("ar", "en"):
        timed.tag(["حلب Aleppo"], language=code)  # the model is loaded at its first use
    timed.seconds = linking = 0.0
    documents = places = 0
    for doc in _reports(recipe):
        mentions = mentions_of(stage, doc)
        started = time.process_time()
        link_places(doc.text or "", mentions)
        linking += time.process_time() - started
        documents += 1
        places += sum(mention.label == "PLACE" for mention in mentions)
    return {
        "documents": documents,
        "places": places,
        "tagger_seconds": round(timed.seconds, 2),
        "linking_seconds": round(linking, 2),
        "ratio": round(linking / timed.seconds, 4),
    }


def _reports(recipe: Recipe) -> list[Document]:
    provenance = Provenance(package_version=__version__, config_hash=recipe.process_hash)
    docs = []
    for path in sorted(path for path in REPORTS.rglob("*") if path.is_file()):
        for doc in read_documents(str(path), settings=recipe.ingest, mapping={}, config=provenance):
            if isinstance(doc, Document):
                (normal,) = Normalizer(recipe.normalize)(iter((doc,)))
                docs += Segmenter(recipe.segment)(iter((normal,)))
    return docs


def main() -> None:
    """Prints the tables, writes the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-o", "--output", type=Path)
    arguments = parser.parse_args()
    need_shared()
    recipe = load_recipe("default")
    result: dict = {"commit": commit(), "machine": machine(), "cost": cost(recipe), "sets": {}}
    stage = EntityStage(recipe.entities)
    shown = ("recognised", "linked", "acc161", "acc50", "precision161", "end_to_end161", "same_class")
    print(f"{'set':10} {'gold':>6}", *(f"{key:>13}" for key in shown))
    for name in SETS:
        figures = result["sets"][name] = set_figures(name, recipe=recipe, stage=stage)
        cells = ("–" if figures[key] is None else f"{figures[key]:.3f}" for key in shown)
        print(f"{name:10} {figures['gold']:6}", *(f"{cell:>13}" for cell in cells), flush=True)
    result["pairs"] = pair_figures(read_pairs())
    for title in ("pairs", "cost"):
        print(f"\n{title}", *(f"  {key:18} {value}" for key, value in result[title].items()), sep="\n")
    if arguments.output:
        arguments.output.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
