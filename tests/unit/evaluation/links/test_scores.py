"""The figures are those that one would count by hand, and those of score_links.py."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_cli.document import Link
from corpus_cli.evaluation.links.gold import GoldPlace
from corpus_cli.evaluation.links.scores import (
    FoundPlace,
    LinkCounts,
    class_of,
    count,
    outcomes,
    table,
)

MakeLink = Callable[..., Link]
POINTS = st.tuples(st.floats(-90, 90), st.floats(-180, 180))
SPANS = st.tuples(st.integers(0, 30), st.integers(1, 9))


def to(lat: float | None, lon: float | None, kind: str | None = "city") -> Link:
    return Link(
        id="x", kb="geonames", name_en=None, name_ar=None, lat=lat, lon=lon, country=None, admin1=None, type=kind,
        score=1.0,
    )  # fmt: skip


@st.composite
def some_gold(draw: st.DrawFn) -> GoldPlace:
    start, length = draw(SPANS)
    kind = draw(st.none() | st.sampled_from(("city", "governorate", "river")))
    points = draw(st.lists(POINTS, min_size=1, max_size=3))
    return GoldPlace(start=start, end=start + length, points=tuple(points), type=kind)


@st.composite
def some_found(draw: st.DrawFn) -> FoundPlace:
    start, length = draw(SPANS)
    return FoundPlace(start, start + length, draw(st.none() | POINTS.map(lambda point: to(*point))))


@given(st.lists(some_gold(), max_size=6), st.lists(some_found(), max_size=6))
def test_each_count_is_a_part_of_the_one_before(gold: list[GoldPlace], found: list[FoundPlace]) -> None:
    """Recognised of all, linked of these, near of these, nearer of these; all figures are shares."""
    counts = count(outcomes(gold, found))
    assert counts.gold == len(gold)
    assert counts.gold >= counts.recognised >= counts.linked >= counts.near161 >= counts.near50 >= 0
    assert counts.near161 >= counts.typed >= counts.same_class >= 0
    assert all(share is None or 0 <= share <= 1 for share in counts.shares().values())


@given(st.lists(some_gold(), min_size=1, max_size=6), st.lists(some_found(), max_size=6))
def test_end_to_end_is_the_product_of_its_steps(gold: list[GoldPlace], found: list[FoundPlace]) -> None:
    """Of all places as many are right as are recognised, times those right of these."""
    shares = count(outcomes(gold, found)).shares()
    assert (shares["recognised"] or 0) * (shares["acc161"] or 0) == pytest.approx(shares["end_to_end161"])
    assert (shares["linked"] or 0) * (shares["precision161"] or 0) == pytest.approx(shares["acc161"] or 0)


@given(st.lists(some_gold(), max_size=6))
def test_gold_against_itself_is_perfect(gold: list[GoldPlace]) -> None:
    """Each place linked to any of its points; places that overlap would take each other's."""
    for place in gold:
        for point in place.points:
            counts = count(outcomes([place], [FoundPlace(place.start, place.end, to(*point, place.type))]))
            assert set(counts.shares().values()) <= {1.0, None}


@given(st.lists(st.tuples(st.sampled_from(("ar", "en")), st.lists(some_gold(), max_size=3)), max_size=5))
def test_languages_add_up(texts: list[tuple[str, list[GoldPlace]]]) -> None:
    """The row of all is the sum of the others and comes last; one language has no second row of the same."""
    found = table((language, outcomes(gold, ())) for language, gold in texts)
    languages = sorted({language for language, _ in texts})
    assert list(found) == (languages if len(languages) < 2 else [*languages, "all"])
    if "all" in found:
        assert found["all"] == found["ar"] + found["en"]


def test_a_case_counted_by_hand() -> None:
    """Of six places one is missed, one without a link, one far, one at 111 km, two right: one of another kind."""
    gold = [GoldPlace(start=at, end=at + 5, points=((36.0, 37.0),), type="city") for at in range(0, 60, 10)]
    found = [
        FoundPlace(10, 15, None),
        FoundPlace(20, 25, to(0.0, 0.0)),
        FoundPlace(30, 35, to(37.0, 37.0)),
        FoundPlace(40, 45, to(36.1, 37.0, "governorate")),
        FoundPlace(50, 55, to(36.0, 37.1, "village")),
    ]
    counts = count(outcomes(gold, found))
    assert counts == LinkCounts(gold=6, recognised=5, linked=4, near161=3, near50=2, typed=3, same_class=2)
    assert counts.shares() == pytest.approx(
        {
            "recognised": 5 / 6,
            "linked": 4 / 5,
            "acc161": 3 / 5,
            "acc50": 2 / 5,
            "precision161": 3 / 4,
            "end_to_end161": 3 / 6,
            "same_class": 2 / 3,
        }
    )


def test_the_first_overlapping_place_counts() -> None:
    """Even one with a single character in common; what only touches does not overlap."""
    gold = GoldPlace(start=5, end=10, points=((36.0, 37.0),))
    before, first, second = FoundPlace(0, 5, to(0, 0)), FoundPlace(9, 12, None), FoundPlace(5, 10, to(36, 37))
    (outcome,) = outcomes([gold], [before, first, second])
    assert outcome.found == first


def test_any_of_the_points_is_right() -> None:
    """A river has a source and a mouth."""
    gold = GoldPlace(start=0, end=5, points=((36.0, 37.0), (0.0, 0.0)))
    (outcome,) = outcomes([gold], [FoundPlace(0, 5, to(0.0, 0.1))])
    assert outcome.near


def test_a_link_without_a_point_is_no_link() -> None:
    """It is on no map."""
    (outcome,) = outcomes([GoldPlace(start=0, end=5, points=((0.0, 0.0),))], [FoundPlace(0, 5, to(None, None))])
    assert (outcome.km, count([outcome]).linked) == (None, 0)


def test_classes() -> None:
    """A town is a city here; a governorate is none, nor is a camp a neighbourhood; what is in no class is its own."""
    assert class_of("village") == class_of("capital") == class_of("settlement")
    assert class_of("governorate") == class_of("state") != class_of("city")
    assert class_of("lake") == class_of("river") != class_of("island")
    assert class_of("airport") == class_of("crossing")
    assert len({class_of(kind) for kind in ("camp", "neighbourhood", "country", "district", "city", None)}) == 6


def test_nothing_there_is_no_figure() -> None:
    """Neither zero nor one."""
    assert set(LinkCounts().shares().values()) == {None}
