from __future__ import annotations

import pytest

from corpus_cli.errors import InputError
from corpus_cli.search.answers import list_runs
from corpus_cli.search.hit import Filters
from corpus_cli.search.index import Index


def found(index: Index, **values: object) -> set[str]:
    """The beginnings of the passages that the filters leave."""
    return {hit.text[:12] for hit in list_runs([index], filters=Filters(**values), limit=50)}  # type: ignore[arg-type]


def test_a_governorate_finds_its_towns(index: Index) -> None:
    """By either name: what lies inside counts."""
    wanted = {"Farmers in D", "The judge in", "طالب الأهالي", "قال قاض في ن"}
    assert found(index, places=("Daraa",)) == found(index, places=("محافظة درعا",)) == wanted


def test_the_town_alone_is_had_by_its_id(index: Index) -> None:
    """The note says which."""
    assert found(index, places=("gn:170905",)) == {"Farmers in D", "طالب الأهالي"}
    (note,) = index.notes(Filters(places=("Daraa",)))
    assert "sy:daraa-governorate" in note and "gn:170905" in note


def test_organizations_are_found_by_either_name(index: Index) -> None:
    """One id in both languages."""
    assert found(index, organizations=("مركز الفرات",)) == found(index, organizations=("Furat Center",))
    assert len(found(index, organizations=("Furat Center",))) == 2


@pytest.mark.parametrize(
    ("values", "count"),
    [
        ({"languages": ("AR",)}, 5),
        ({"themes": ("t001",)}, 3),
        ({"themes": ("t001", "t002")}, 5),
        ({"documents": ("wells.txt",)}, 3),
        ({"since": "2022"}, 4),
        ({"until": "2021-05"}, 3),
        ({"since": "٢٠٢٢", "until": "2022-12-31"}, 2),
        ({"since": "2022-07-15", "until": "2022-07-20"}, 2),  # a document of July 2022 may be of these days
        ({"languages": ("ar",), "themes": ("t003",)}, 1),
    ],
)  # fmt: skip
def test_filters_leave_what_they_say(index: Index, values: dict[str, object], count: int) -> None:
    """One of the values of a kind, and every kind; a passage without a date is in no period."""
    assert len(found(index, **values)) == count


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"places": ("x' OR 1=1",)}, "no place"),
        ({"places": ("Raqa'; DROP TABLE passages",)}, "no place"),
        ({"places": ("",)}, "no place"),
        ({"organizations": ("') OR ('1'='1",)}, "no organization"),
        ({"languages": ("ar' OR '1'='1",)}, "no language"),
        ({"themes": ("t999",)}, "no theme"),
        ({"documents": ("' OR ''='",)}, "no document"),
        ({"since": "yesterday"}, "no date"),
        ({"since": "2021-13"}, "no date"),
        ({"until": "2021-02-30"}, "no date"),
        ({"since": "2021-01-01' OR '1'='1"}, "no date"),
        ({"since": "2023", "until": "2021"}, "after"),
    ],
)  # fmt: skip
def test_wrong_values_are_errors(index: Index, values: dict[str, object], said: str) -> None:
    """Never another answer than the one that was asked for."""
    with pytest.raises(InputError, match=said) as error:
        found(index, **values)
    assert error.value.remedy


def test_a_known_place_that_nobody_names_gives_nothing(index: Index) -> None:
    """It is no slip of the pen: an empty answer, and why."""
    filters = Filters(places=("Berlin",))
    assert list_runs([index], filters=filters) == [] and "no passage names Berlin" in index.notes(filters)[0]
