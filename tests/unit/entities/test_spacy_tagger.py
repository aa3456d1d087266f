import pytest

from corpus_cli.entities.spacy_tagger import _trimmed


@pytest.mark.parametrize(
    ("name", "kind", "kept"),
    [
        ("the northern Aleppo countryside", "GPE", "Aleppo"),
        ("Idlib Governorate", "GPE", "Idlib"),
        ("Homs's", "GPE", "Homs"),
        ("the Berghof Foundation", "ORG", "Berghof Foundation"),
        ("Kafr Nasih", "ORG", "Kafr Nasih"),
    ],
)
def test_edges_follow_our_conventions(name: str, kind: str, kept: str) -> None:
    """Articles, compass words, type words and possessives are outside."""
    span = _trimmed(name, 0, len(name), kind)
    assert span is not None
    assert name[span.start : span.end] == kept


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Syrian", "NORP"),
        ("Rome Statute", "ORG"),
        ("SU-24", "ORG"),
        ("the Syrian Government", "ORG"),
        ("September", "GPE"),
    ],
)
def test_what_our_conventions_leave_out(name: str, kind: str) -> None:
    """Peoples, texts, designations, governments and months are neither places nor organizations."""
    assert _trimmed(name, 0, len(name), kind) is None


def test_villages_are_not_organizations() -> None:
    """A name that begins with Kafr is a village, whatever the model says."""
    span = _trimmed("Kafr Nasih", 0, 10, "ORG")
    assert span is not None
    assert span.label == "PLACE"


@pytest.mark.parametrize(
    ("text", "name", "kind", "kept"),
    [
        ("the Wheat Foundation on January", "Wheat Foundation on January", "ORG", "Wheat Foundation"),
        ("of Wheat Foundation and", "of Wheat Foundation and", "ORG", "Wheat Foundation"),
        ("Wheat Foundation Location: Idlib", "Wheat Foundation Location: Idlib", "ORG", "Wheat Foundation"),
    ],
)
def test_what_is_loose_at_the_ends_is_cut(text: str, name: str, kind: str, kept: str) -> None:
    """Small words, months, and the label of the next line."""
    start = text.index(name)
    span = _trimmed(text, start, start + len(name), kind)
    assert span is not None
    assert text[span.start : span.end] == kept


@pytest.mark.parametrize("name", ["COLLECTION", "DATA ANALYSIS"])
def test_headings_in_capitals_are_no_names(name: str) -> None:
    """No acronym is that long."""
    assert _trimmed(name, 0, len(name), "ORG") is None
    assert _trimmed(name, 0, len(name), "GPE") is None


def test_one_word_alone_is_a_place_only_after_a_preposition() -> None:
    """Supports, MM and States were places to the model."""
    loose, placed = _trimmed("The VX was", 4, 6, "GPE"), _trimmed("went to Qorshel", 8, 15, "GPE")
    assert loose is not None
    assert placed is not None
    assert loose.score < 0.5 < placed.score
