import pytest

from corpus_cli.entities.evidence import Kind
from corpus_cli.entities.gazetteer import load_gazetteer
from corpus_cli.entities.linking import Context, link_place
from corpus_cli.entities.reading import country_behind, read
from corpus_cli.entities.words import name_key


def linked(name: str, *, kind: Kind | None = None, near: tuple[str, ...] = ()) -> str | None:
    gazetteer = load_gazetteer()
    context = Context()
    for other in near:
        context.add(gazetteer.lookup(name_key(other))[0].entry)
    link = link_place(gazetteer.lookup(name_key(name)), kind, context)
    return link.id if link else None


@pytest.mark.parametrize(
    ("kind", "expected"), [(None, "gn:170063"), ("city", "gn:170063"), ("governorate", "sy:aleppo-governorate")]
)
def test_the_type_word_tells_city_and_governorate_apart(kind: Kind | None, expected: str) -> None:
    """Without one the city is meant."""
    assert linked("حلب", kind=kind) == expected


def test_the_documents_country_decides_between_namesakes() -> None:
    """أريحا is a town near Idlib and one in Palestine (Jericho)."""
    syrian = linked("أريحا", near=("إدلب", "سراقب"))
    palestinian = linked("أريحا", near=("فلسطين", "نابلس", "رام الله"))
    assert syrian != palestinian


def test_a_far_small_namesake_needs_its_country() -> None:
    """A Japanese town is not meant in a report that names no Japanese place."""
    assert linked("Naha") is None
    assert linked("Naha", near=("Japan",)) == "gn:1856035"


def test_alternatives_are_kept() -> None:
    """With their scores, at most four."""
    link = link_place(load_gazetteer().lookup(name_key("حلب")), None, Context())
    assert link is not None
    assert {other.id for other in link.alternatives} >= {"sy:aleppo-governorate"}
    assert all(0 <= other.score <= 1 for other in link.alternatives)


def test_no_candidates_no_link() -> None:
    """Abstaining is an answer."""
    assert link_place((), None, Context()) is None


def test_a_far_capital_is_not_meant_before_a_town_near_us() -> None:
    """طرابلس is Lebanon's unless the document speaks of Libya."""
    assert linked("طرابلس") == "gn:266826"
    assert linked("طرابلس", near=("Libya",)) == "gn:2210247"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("في طرابلس شمال لبنان", "LB"),
        ("طرابلس بلبنان", "LB"),
        ("طرابلس، ليبيا", "LY"),
        ("Tripoli in northern Lebanon", "LB"),
        ("Tripoli (Libya)", "LY"),
        ("طرابلس وليبيا", None),
        ("في طرابلس", None),
    ],
)
def test_the_country_behind_a_name_is_read(text: str, code: str | None) -> None:
    """و joins another place, it does not say where the first one lies."""
    reading = read(text)
    assert country_behind(reading, reading.places[0]) == code


def test_the_country_beside_the_name_decides() -> None:
    """Whatever else the document speaks of."""
    gazetteer = load_gazetteer()
    link = link_place(gazetteer.lookup("طرابلس"), None, Context(), country="LY")
    assert link is not None
    assert link.id == "gn:2210247"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Washington", "gn:4140963"),
        ("واشنطن", "gn:4140963"),
        ("Geneva", "gn:2660646"),
        ("لاهاي", "gn:2747373"),
        ("The Hague", "gn:2747373"),
        ("New York", "gn:5128581"),
        ("نيويورك", "gn:5128581"),
        ("عكار", "lb:akkar"),
        ("Hatay", "tr:hatay-province"),
    ],
)
def test_cities_of_the_world_and_areas_of_the_region(name: str, expected: str) -> None:
    """The great Washington is the capital; an area is not its capital town."""
    assert linked(name.removeprefix("The ")) == expected


def test_mansura_beside_tabqa_is_syrian() -> None:
    """Egypt's is greater, but the document does not speak of Egypt."""
    assert linked("Mansura", near=("Raqqa",)) == "gn:8559276"
