from corpus_cli.document import EntitySource, Label
from corpus_cli.entities.reading.resolve import Mention, resolve


def mention(
    start: int, end: int, label: Label = "PLACE", *, score: float = 0.6, source: EntitySource = "model"
) -> Mention:
    return Mention(start, end, label, score, (source,), "s0001")


def spans(mentions: list[Mention]) -> list[tuple[int, int, str]]:
    return [(item.start, item.end, item.label) for item in resolve(mentions)]


def test_a_place_inside_an_organization_is_no_mention() -> None:
    """Aleppo in Aleppo Media Center is a part of the name."""
    assert spans([mention(0, 6), mention(0, 19, "ORG")]) == [(0, 19, "ORG")]


def test_the_longest_wins_however_many_overlap() -> None:
    """What is next to it stays."""
    assert spans([mention(0, 5), mention(3, 12), mention(11, 14), mention(12, 15)]) == [
        (3, 12, "PLACE"),
        (12, 15, "PLACE"),
    ]


def test_sources_that_agree_are_surer() -> None:
    """Two sources at 0.6 come to 0.84, and both are named."""
    (merged,) = resolve([mention(0, 4), mention(0, 4, source="gazetteer")])
    assert merged.score == 0.84
    assert merged.source == ("model", "gazetteer")


def test_the_gazetteer_settles_the_label() -> None:
    """A tagger's ORG on a place that the gazetteer knows is a place."""
    assert spans([mention(0, 4, "ORG", score=0.9), mention(0, 4, source="gazetteer")]) == [(0, 4, "PLACE")]


def test_the_users_alias_wins_over_longer_names() -> None:
    """What the user says is so."""
    assert spans([mention(0, 20, "ORG"), mention(5, 9, "ORG", source="alias")]) == [(5, 9, "ORG")]
