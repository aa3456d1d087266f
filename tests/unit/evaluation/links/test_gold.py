"""Gold places that cannot be used are refused with their line and what to do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus_cli.errors import InputError
from corpus_cli.evaluation.links.gold import GoldPlace, read_places

PLACE = {"start": 3, "end": 7, "label": "PLACE", "lat": 34.73, "lon": 36.71}


def write(folder: Path, *entities: object) -> Path:
    """A file of one line an entity."""
    path = folder / "gold.jsonl"
    rows = [json.dumps({"lang": "en", "text": "In Homs.", "entities": [entity]}) for entity in entities]
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


def test_places_are_read(tmp_path: Path) -> None:
    """With all points that are right and their type; what has no point or another label is counted as left out."""
    path = tmp_path / "gold.jsonl"
    entities = [
        {**PLACE, "also": [[34.7, 36.8]], "type": "City "},
        {"start": 0, "end": 2, "label": "PLACE", "lat": None, "lon": None},
        {"start": 0, "end": 2, "label": "ORG", "lat": 1000},
    ]
    path.write_text(json.dumps({"id": 7, "text": "In Homs.", "entities": entities}), encoding="utf-8")
    (text,) = read_places(path)
    assert text.places == (GoldPlace(start=3, end=7, points=((34.73, 36.71), (34.7, 36.8)), type="city"),)
    assert (text.row.id, text.row.language, text.others) == ("7", "und", 2)


def test_a_place_given_twice_counts_twice(tmp_path: Path) -> None:
    """As in score_links.py."""
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({"text": "In Homs.", "entities": [PLACE, PLACE]}), encoding="utf-8")
    assert len(read_places(path)[0].places) == 2


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"lat": 91}, "its lat is 91, not between -90 and 90"),
        ({"lat": -90.01}, "its lat is -90.01"),
        ({"lon": 180.5}, "its lon is 180.5, not between -180 and 180"),
        ({"lat": float("nan")}, "its lat is nan"),
        ({"lon": float("inf")}, "its lon is inf"),
        ({"lat": "34.73"}, "its lat is not a number but a string"),
        ({"lat": True}, "its lat is not a number but true or false"),
        ({"lat": None}, "has no lat"),
        ({"lon": None}, "has no lon"),
        ({"also": [34.7, 36.8]}, "(also) are not a list of pairs"),
        ({"also": "x"}, "(also) are not a list of pairs"),
        ({"also": [[34.7, 36.8, 3]]}, "(also) are not a list of pairs"),
        ({"also": [[34.7, 36.8], [134.7, 36.8]]}, "other point 2: its lat is 134.7"),
        ({"lat": None, "lon": None, "also": [[34.7, 36.8]]}, "has other points (also) but no lat and lon"),
        ({"type": 3}, "its type is not a string but a number"),
        ({"end": 9}, "characters 3 to 9 are no part"),
        ({"label": ""}, "has no label"),
    ],
)
def test_a_bad_place_is_named(tmp_path: Path, values: dict[str, object], said: str) -> None:
    """The second line, its first entity, and what to do about it."""
    with pytest.raises(InputError) as caught:
        read_places(write(tmp_path, PLACE, {**PLACE, **values}))
    assert "gold.jsonl, line 2, entity 1" in caught.value.message
    assert said in caught.value.message
    assert caught.value.remedy


@pytest.mark.parametrize("entity", [{"start": 3, "end": 7, "label": "PLACE"}, {**PLACE, "label": "LOC"}])
def test_gold_without_points_is_refused(tmp_path: Path, entity: dict[str, object]) -> None:
    """There would be nothing to measure: a gold file for names is the likeliest mistake."""
    with pytest.raises(InputError, match="none of its PLACE entities has a point"):
        read_places(write(tmp_path, entity))
