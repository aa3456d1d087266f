"""Places marked with their points, as the benches of linking read them: TR-News, GeoVirus and our own sentences."""

import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from corpus_cli.document import Document
from corpus_cli.entities.linking.linking import link_places
from corpus_cli.entities.linking.weights import Weights
from corpus_cli.entities.reading.resolve import Mention, resolve
from corpus_cli.entities.stage import EntityStage
from corpus_cli.evaluation.documents import read_texts
from corpus_cli.evaluation.gold import GoldText
from corpus_cli.evaluation.links.gold import LABEL, GoldPlace, PlaceText, read_places
from corpus_cli.evaluation.links.scores import FoundPlace, LinkCounts, count, outcomes
from corpus_cli.recipe import Recipe

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
GAZETTEER = SHARED / "data" / "gazetteer"
OWN = ROOT / "tests" / "eval" / "links.gold.jsonl"
SETS = ("trnews", "geovirus", "own_ar", "own_en")


@dataclass(frozen=True, slots=True)
class Unlinked:
    """A gold text up to linking: the product's text and mentions, and their offsets in the gold text."""

    gold: PlaceText
    text: str
    mentions: list[Mention]
    raw: list[tuple[int, int]]


def need_shared() -> None:
    """Ends the script, with what to do, if the evaluation data does not lie beside the checkout."""
    if not GAZETTEER.is_dir():
        sys.exit(f"{GAZETTEER} is missing: the evaluation data lies beside the repository, in ../shared")


def gold_texts(name: str) -> list[PlaceText]:
    """The texts of a set."""
    own, _, code = name.partition("_")
    if own == "own":
        return [text for text in read_places(OWN) if text.row.language == code]
    path = GAZETTEER / f"toponyms_{name}.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
    return [_place_text(number, row) for number, row in enumerate(rows, 1)]


def _place_text(number: int, row: dict) -> PlaceText:
    """Without ``read_places``: offsets of these sets run over the ends of texts, and overlap decides anyway."""
    places = tuple(
        GoldPlace(
            start=place["start"], end=place["end"],
            points=((place["lat"], place["lon"]), *(tuple(other) for other in place.get("also", ()))),
        )
        for place in row["entities"]
        if place["label"] == LABEL and place.get("lat") is not None
    )  # fmt: skip
    text = GoldText(line=number, id=str(row["id"]), language=row["lang"], text=row["text"], spans=())
    return PlaceText(row=text, places=places, others=len(row["entities"]) - len(places))


def mentions_of(stage: EntityStage, doc: Document) -> list[Mention]:
    """What the stage links, as it stands before that. Private methods: nothing but benches stops there."""
    assert doc.text is not None
    assert doc.segments is not None
    return resolve(stage._mentions(doc.text, stage._units(doc.text, doc.segments)), least=stage._least)


def unlinked(texts: list[PlaceText], *, recipe: Recipe, stage: EntityStage) -> list[Unlinked]:
    """The texts up to linking, so that linking can be repeated with other weights at its own cost."""
    found = []
    for gold, doc in zip(texts, read_texts([one.row for one in texts], recipe=recipe, entities=None), strict=True):
        if not isinstance(doc, Document):
            sys.exit(f"{gold.row.id}: {doc}")
        assert doc.text is not None
        assert doc.offsets is not None
        # The gazetteer's own candidates would keep its entries in memory; linking looks them up again.
        mentions = [replace(one, candidates=()) for one in mentions_of(stage, doc)]
        found.append(Unlinked(gold, doc.text, mentions, [doc.offsets.span(one.start, one.end) for one in mentions]))
    return found


def relinked(docs: Iterable[Unlinked], weights: Weights) -> LinkCounts:
    """The counts of these documents linked with these weights."""
    counts = LinkCounts()
    for doc in docs:
        links = link_places(doc.text, doc.mentions, weights=weights)
        found = [
            FoundPlace(start, end, mention.link or links.get(number))
            for number, (mention, (start, end)) in enumerate(zip(doc.mentions, doc.raw, strict=True))
            if mention.label == LABEL
        ]
        counts += count(outcomes(doc.gold.places, found))
    return counts
