"""The data of the page: themes, places by theme, the map of passages, and what is missing, said and not hidden."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from corpus_cli.document import from_json, to_json
from corpus_cli.export.from_csv import read_entities
from corpus_cli.output import RunFolder, write_whole
from corpus_cli.pipeline.passes.relations import not_counted
from corpus_cli.pipeline.passes.report import recorded_facts
from corpus_cli.relations.as_json import to_jsonl
from corpus_cli.relations.relation import Evidence, Relation
from corpus_cli.report import names, reading
from corpus_cli.report.assemble import assemble
from corpus_cli.report.page_data import ReportData
from corpus_cli.results.run import open_results
from corpus_cli.themes.as_json import read_page
from corpus_cli.themes.write import write_themes

Make = Callable[..., Path]
ALIGNED = Evidence(aligned_a=1.0, aligned_b=1.0, order=1.0)


def data_of(out: Path, heard: Any) -> ReportData:
    results = open_results(out)
    there = results.folder.entities.is_file()
    entities = read_entities(results.folder.entities) if there else None
    facts = recorded_facts(results.folder)
    return assemble(
        results, entities=entities, facts=facts, not_counted=lambda: not_counted(results.folder), warn=heard.warn,
        advance=heard.advance,
    )  # fmt: skip


def counting_once(out: Path) -> None:
    """The first theme's third report, with most of its passages, is a translation of the second, and left out."""
    folder = RunFolder(out)
    docs = sorted((from_json(path.read_bytes()) for path in folder.document_files()), key=lambda doc: doc.source.path)
    (passage,) = docs[2].passages or ()
    first, second = docs[1], replace(docs[2], passages=tuple(replace(passage, id=f"p{row}") for row in range(10)))
    write_whole(folder.document(second.doc_id), to_json(second))
    ids = sorted((first.doc_id, second.doc_id))
    related = Relation(doc_id_a=ids[0], doc_id_b=ids[1], kind="translation", score=0.9, evidence=ALIGNED)
    write_whole(folder.relations, to_jsonl([related]))
    page = read_page(folder.themes)
    cards = tuple(
        replace(card, passages=2, documents=2, left_out={"translation": 1}) if card.theme_id == "t001" else card
        for card in page.themes
    )
    write_themes(replace(page, themes=cards, left_out={"translation": 1}), out)


def test_themes_come_with_their_numbers_and_flags(make_run: Make, heard: Any) -> None:
    data = data_of(make_run(), heard)
    assert data.themes_state == "ok"
    assert [theme["theme_id"] for theme in data.themes] == ["t001", "t002"]
    assert all("warnings" not in theme and "flags" in theme for theme in data.themes)
    assert heard.units == 24


def test_what_is_not_counted_is_not_warned_of(make_run: Make, heard: Any) -> None:
    """Ten of two passages of a theme would be those of a report that its card leaves out."""
    out = make_run(documents=3, languages=("en",))
    counting_once(out)
    flags = next(theme["flags"] for theme in data_of(out, heard).themes if theme["theme_id"] == "t001")
    assert "few" in [flag["kind"] for flag in flags]
    assert "half_one_document" not in [flag["kind"] for flag in flags]


def test_a_page_that_counts_all_reports_looks_at_no_relations(make_run: Make, heard: Any) -> None:
    """A run has none of them where they were never looked for."""
    out = make_run()
    assert not (out / "relations.jsonl").exists()
    assert data_of(out, heard).themes_state == "ok" and heard.warnings == []


def test_every_passage_has_a_place_on_the_map_and_themes_lie_apart(make_run: Make, heard: Any) -> None:
    points = data_of(make_run(), heard).points
    assert points is not None
    assert points.method == "pca"
    assert points.of == len(points.x) == 24
    assert set(points.theme) == {0, 1}
    assert all(0 <= value <= 1 for value in (*points.x, *points.y))
    middle = [sum(x for x, theme in zip(points.x, points.theme, strict=True) if theme == one) / 12 for one in (0, 1)]
    assert abs(middle[0] - middle[1]) > 0.5


def test_a_larger_run_is_laid_out_by_neighbourhoods(make_run: Make, heard: Any) -> None:
    points = data_of(make_run(documents=30), heard).points
    assert points is not None
    assert (points.method, len(points.x)) == ("tsne", 120)


def test_a_sample_says_of_how_many(make_run: Make, heard: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_PASSAGES", 10)
    points = data_of(make_run(), heard).points
    assert points is not None
    assert (points.of, len(points.x)) == (24, 10)


def test_mentions_of_places_are_told_by_theme_and_language(make_run: Make, heard: Any) -> None:
    found = data_of(make_run(), heard).names
    assert found is not None
    aleppo = next(number for number, row in enumerate(found.places.rows) if row.name_en == "Aleppo")
    cells = [cell[1:] for cell in found.cells if cell[0] == aleppo]
    assert cells == [(0, "ar", 2), (0, "en", 2), (1, "ar", 2), (1, "en", 2)]
    assert found.places.rows[aleppo].mentions == 8
    assert found.organizations.rows[0].name_ar == "مبادرة العاصي"
    assert found.unlinked.total > 0


def test_lists_are_cut_where_they_are_long_and_their_totals_stay(
    make_run: Make, heard: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(names, "MOST_PLACES", 2)
    found = data_of(make_run(), heard).names
    assert found is not None
    assert (found.places.total, len(found.places.rows)) == (5, 2)
    assert {cell[0] for cell in found.cells} <= {0, 1}


def test_a_run_without_themes_or_names_has_none(make_run: Make, heard: Any) -> None:
    data = data_of(make_run(themes=False, names=False), heard)
    assert (data.themes_state, data.points, data.names) == ("none", None, None)
    assert heard.warnings == []


def test_themes_of_another_version_are_warned_of_and_left_out(make_run: Make, heard: Any) -> None:
    out = make_run()
    (out / "themes.json").write_bytes(b'{"schema_version": 99}')
    assert data_of(out, heard).themes_state == "unreadable"
    assert "themes.json" in heard.warnings[0]


def test_a_topic_model_that_cannot_be_read_costs_the_map_alone(make_run: Make, heard: Any) -> None:
    out = make_run()
    (out / "topics" / "model.safetensors").write_bytes(b"altered")
    data = data_of(out, heard)
    assert data.points is None
    assert len(data.themes) == 2
    assert "altered" in heard.warnings[0]


def test_a_cube_that_is_none_costs_the_table_of_themes_alone(make_run: Make, heard: Any) -> None:
    out = make_run()
    (out / "cube.parquet").write_bytes(b"no cube")
    found = data_of(out, heard).names
    assert found is not None
    assert found.cells == []
    assert found.places.total == 5


def test_vectors_that_are_gone_cost_the_map_alone(make_run: Make, heard: Any) -> None:
    out = make_run()
    shutil.rmtree(out / ".state" / "vectors")
    assert data_of(out, heard).points is None


def test_failures_come_with_reason_and_remedy_the_gravest_first(make_run: Make, heard: Any) -> None:
    data = data_of(make_run(), heard)
    assert [row.kind for row in data.failures.rows] == ["quarantined", "needs_ocr"]
    assert data.failure_kinds == {"quarantined": 1, "needs_ocr": 1}
    assert all(row.reason and row.remedy for row in data.failures.rows)


def test_a_run_that_was_killed_has_no_settings_to_show(make_run: Make, heard: Any) -> None:
    out = make_run()
    (out / "run.json").unlink()
    made = data_of(out, heard).provenance
    assert (made.command, made.recipe) == ("", {})


def test_outlines_have_land_borders_and_lines_that_are_no_borders(make_run: Make, heard: Any) -> None:
    outlines = data_of(make_run(), heard).outlines
    for level in (outlines["region"], outlines["world"]):
        assert level["land"]["type"] == "MultiPolygon"
        assert level["borders"]["coordinates"]
        assert level["unsettled"]["coordinates"]
    west, south, east, north = outlines["region"]["bounds"]
    inside = [
        west - 1 <= x <= east + 1 and south - 1 <= y <= north + 1
        for line in outlines["region"]["borders"]["coordinates"]
        for x, y in line
    ]
    assert all(inside)
