"""Gold places go through the product's stages and come back with the distance of their links."""

from __future__ import annotations

import pytest

from corpus_cli.errors import ConfigError, InputError
from corpus_cli.evaluation.gold import GoldText
from corpus_cli.evaluation.links.gold import GoldPlace, PlaceText, Point
from corpus_cli.evaluation.links.measuring import evaluate_links
from corpus_cli.evaluation.links.scores import LinkCounts
from corpus_cli.recipe import EntitySettings, Recipe

RECIPE = Recipe(schema=1, entities=EntitySettings(tagger="gazetteer"))
ALEPPO, DAMASCUS, OCEAN = (36.2, 37.16), (33.51, 36.29), (0.0, -150.0)


def text(line: int, words: str, language: str = "en", **places: Point) -> PlaceText:
    marked = tuple(
        GoldPlace(start=words.index(name), end=words.index(name) + len(name), points=(point,), type="city")
        for name, point in places.items()
    )
    row = GoldText(line=line, id=str(line), language=language, text=words, spans=())
    return PlaceText(row=row, places=marked, others=1)


def test_links_are_measured_by_the_offsets_of_the_raw_text() -> None:
    """Spaces, characters beyond the basic plane and invisible ones before a name are counted as they stand."""
    texts = [
        text(1, "  😀\u200f  They   went to Aleppo \n\n and \u200e Damascus .", Aleppo=ALEPPO, Damascus=OCEAN),
        text(2, "وصل إلى دمشق أمس.", "ar", دمشق=DAMASCUS),
        text(3, "Nothing here.", "fr"),
    ]
    seen: list[int] = []
    result = evaluate_links(texts, recipe=RECIPE, gold="g", pipeline="p", advance=seen.append)
    assert list(result.scores) == ["ar", "en", "all"]
    assert result.scores["en"] == LinkCounts(gold=2, recognised=2, linked=2, near161=1, near50=1, typed=1, same_class=1)
    assert result.scores["ar"].shares()["end_to_end161"] == 1.0
    ((fault,),) = [group.faults for group in result.faults]
    assert fault.mention == "Damascus"
    assert (seen, result.texts, result.others, result.model) == ([1, 1, 1], 3, 3, "gazetteer")


def test_a_text_that_cannot_be_read_counts_as_not_recognised() -> None:
    """Its places are places all the same."""
    texts = [text(1, "From Aleppo.", Aleppo=ALEPPO), text(2, " ", **{" ": ALEPPO})]
    result = evaluate_links(texts, recipe=RECIPE, gold="g", pipeline="p")
    assert (result.scores["en"].gold, result.scores["en"].recognised) == (2, 1)
    assert [(one.line, one.missed) for one in result.unread] == [(2, 1)]


def test_nothing_read_is_an_error() -> None:
    """What failed entirely is no figure."""
    with pytest.raises(InputError, match="none of its texts could be read; line 1"):
        evaluate_links([text(1, " ", **{" ": ALEPPO})], recipe=RECIPE, gold="g", pipeline="p")


def test_a_recipe_without_names_is_refused() -> None:
    """There would be nothing to link."""
    recipe = RECIPE.model_copy(update={"stages": ("ingest", "normalize", "segment")})
    with pytest.raises(ConfigError, match="does not look for names"):
        evaluate_links([text(1, "In Aleppo.", Aleppo=ALEPPO)], recipe=recipe, gold="g", pipeline="p")
