import pytest

from corpus_cli.entities.evidence import Kind
from corpus_cli.entities.gazetteer import load_gazetteer
from corpus_cli.entities.linking import Context, link_place
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
