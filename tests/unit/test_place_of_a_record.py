"""A record of a csv or jsonl file is called the same by every command, and by that name it can be asked for."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from corpus_cli.document import place_of
from corpus_cli.export.mentions import Origin as ExportOrigin
from corpus_cli.relations.described import Described
from corpus_cli.review.mentions import Origin as ReviewOrigin
from corpus_cli.search.showing import source_of
from corpus_cli.themes.display import source_place


def test_every_output_spells_the_place_of_a_record_alike() -> None:
    """What a search, a theme's quote or a relation shows is what `corpus show` takes."""
    shown: Any = SimpleNamespace(path="answers.csv", record_id="q1")
    described = Described(doc_id="a", path="answers.csv", record="q1", title=None, date=None, language="en")
    origins = (ExportOrigin("answers.csv", "q1"), ReviewOrigin("answers.csv", "q1"))
    places = {source_of(shown), source_place(shown), described.place, *(one.place for one in origins)}
    assert places == {place_of("answers.csv", "q1")} == {"answers.csv#q1"}
    assert place_of("report.txt", None) == "report.txt"
