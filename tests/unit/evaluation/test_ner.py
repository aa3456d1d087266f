"""Gold texts go through the product's stages and come back with offsets into the text as it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from corpus_cli.document import Document
from corpus_cli.errors import ConfigError, InputError
from corpus_cli.evaluation.gold import GoldText
from corpus_cli.evaluation.ner import compare, evaluate
from corpus_cli.evaluation.scores import Counts, Span
from corpus_cli.recipe import EntitySettings, Recipe

RECIPE = Recipe(schema=1, entities=EntitySettings(tagger="gazetteer"))


def row(line: int, text: str, *names: str, label: str = "PLACE") -> GoldText:
    spans = tuple(Span(text.index(name), text.index(name) + len(name), label) for name in names)
    return GoldText(line=line, id=str(line), language="en", text=text, spans=spans)


def test_offsets_are_those_of_the_raw_text() -> None:
    """Spaces, characters beyond the basic plane and invisible ones before a name are counted as they stand."""
    rows = [row(1, "  😀\u200f  They   went to Aleppo \n\n and \u200e Damascus .", "Aleppo", "Damascus")]
    seen: list[int] = []
    result = evaluate(rows, recipe=RECIPE, gold="g", pipeline="p", advance=seen.append)
    assert result.scores["en"]["PLACE"].exact == Counts(2, 2, 2)
    assert result.confusions == ()
    assert seen == [1]
    assert result.model == "gazetteer"


def test_a_text_that_cannot_be_read_counts_as_missed() -> None:
    """Whether it has no words or nothing at all; the texts around it keep their places."""
    rows = [
        row(1, "From Aleppo.", "Aleppo"),
        row(2, "— … —", "…"),
        row(3, " \n", " "),
        row(4, "To Damascus.", "Damascus"),
    ]
    result = evaluate(rows, recipe=RECIPE, gold="g", pipeline="p")
    assert result.scores["en"]["PLACE"].exact == Counts(2, 2, 4)
    assert [(one.line, one.missed) for one in result.unread] == [(3, 1)]
    assert all(one.reason for one in result.unread)


def test_a_fault_in_one_text_costs_that_text() -> None:
    """As in a run: the others are measured, and the fault is told."""

    class Fake:
        def __call__(self, docs: Iterator[Document]) -> Iterator[Document]:
            for doc in docs:
                if "Aleppo" in (doc.text or ""):
                    raise ZeroDivisionError("oh")
                yield replace(doc, entities=())

    rows = [row(1, "From Aleppo.", "Aleppo"), row(2, "To Damascus.", "Damascus")]
    first, second = compare(rows, recipe=RECIPE, entities=Fake(), labels=("PLACE",))  # type: ignore[arg-type]
    assert first.unread == "a fault of the program: ZeroDivisionError: oh"
    assert (second.unread, second.found) == (None, ())


def test_nothing_read_is_an_error() -> None:
    """What failed entirely is no figure."""
    with pytest.raises(InputError, match="none of its texts could be read; line 1: its text is empty"):
        evaluate([row(1, ""), row(2, " ")], recipe=RECIPE, gold="g", pipeline="p")


def test_a_lone_surrogate_is_no_fault() -> None:
    """JSON can hold one; the offsets after it stay."""
    result = evaluate([row(1, "\ud800 in Aleppo.", "Aleppo")], recipe=RECIPE, gold="g", pipeline="p")
    assert result.scores["en"]["PLACE"].exact.right == 1


def test_only_the_labels_asked_for_count() -> None:
    """The others are named."""
    rows = [row(1, "Ali went to Aleppo.", "Ali", label="PERSON"), row(2, "In Damascus.", "Damascus")]
    result = evaluate(rows, recipe=RECIPE, gold="g", pipeline="p", labels=("PLACE",))
    assert list(result.scores["en"]) == ["PLACE"]
    assert result.others == {"PERSON": 1}


def test_a_recipe_without_names_is_refused() -> None:
    """There would be nothing to measure."""
    recipe = RECIPE.model_copy(update={"stages": ("ingest", "normalize", "segment")})
    with pytest.raises(ConfigError, match="does not look for names"):
        evaluate([row(1, "In Homs.", "Homs")], recipe=recipe, gold="g", pipeline="p")
