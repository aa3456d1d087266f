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
