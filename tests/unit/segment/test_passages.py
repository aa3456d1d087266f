"""Passages: bounds, headings, languages."""

from __future__ import annotations

from corpus_cli.document import Segment, SegmentKind
from corpus_cli.segment.passages import make_passages
from corpus_cli.segment.sentences import split_sentences


def _passages(*blocks: tuple[SegmentKind, str, str], low: int = 6, high: int = 10) -> list[tuple[str, str]]:
    text, segments = "", []
    for kind, language, piece in blocks:
        start = len(text)
        text += piece + "\n\n"
        end = start + len(piece)
        sentences = split_sentences(text, start, end, language)
        segments.append(Segment(id="s", start=start, end=end, kind=kind, language=language, sentences=sentences))
    made = make_passages(text, tuple(segments), min_words=low, max_words=high)
    assert [passage.id for passage in made] == [f"p{number:04}" for number in range(1, len(made) + 1)]
    return [(passage.language, text[passage.start : passage.end]) for passage in made]


def test_one_sentence() -> None:
    """A document of one short sentence is one passage."""
    assert _passages(("paragraph", "ar", "عاد الناس.")) == [("ar", "عاد الناس.")]


def test_closes_before_the_upper_bound() -> None:
    """A sentence that would overrun the upper bound opens the next passage."""
    made = _passages(("paragraph", "en", "One two three four. One two three four. One two three four. One two three."))
    assert made == [("en", "One two three four. One two three four."), ("en", "One two three four. One two three.")]


def test_short_leftover_joins() -> None:
    """What is left over joins the passage before it up to one and a half times the upper bound."""
    long = "One two three four five six seven eight nine ten."
    assert _passages(("paragraph", "en", long), ("paragraph", "en", "Two more.")) == [("en", f"{long}\n\nTwo more.")]
    rest = "Words " * 4 + "end."
    alone = _passages(("paragraph", "en", long[:-1] + " eleven."), ("paragraph", "en", rest))
    assert len(alone) == 2


def test_heading_joins_what_follows() -> None:
    """A heading never ends a passage that goes on, and opens one where the passage before it is long enough."""
    body = "One two three four five six seven."
    made = _passages(("paragraph", "en", body), ("heading", "en", "Second part"), ("paragraph", "en", body))
    assert made == [("en", body), ("en", f"Second part\n\n{body}")]
    long_heading = "A heading of as many words as a passage"
    made = _passages(("paragraph", "en", "One two."), ("heading", "en", long_heading), ("paragraph", "en", body))
    assert made == [("en", "One two."), ("en", f"{long_heading}\n\n{body}")]


def test_change_of_language_closes() -> None:
    """A passage holds one language, so an English quote in an Arabic report is a passage of its own."""
    made = _passages(("paragraph", "ar", "قال نعم."), ("quote", "en", "Yes."), ("paragraph", "ar", "ثم عاد."))
    assert made == [("ar", "قال نعم."), ("en", "Yes."), ("ar", "ثم عاد.")]


def test_no_letters_no_passages() -> None:
    """Without a letter there is nothing to model."""
    assert _passages(("paragraph", "und", "12 / 13")) == []


def test_an_aside_in_another_language_does_not_part_a_passage() -> None:
    """A caption of three Latin words between two Arabic paragraphs belongs to the Arabic passage around it."""
    around = "اجتمع أعضاء اللجنة في قاعة البلدية."
    caption = ("caption", "en", "LiveUMap screenshot")
    made = _passages(("paragraph", "ar", around), caption, ("paragraph", "ar", around), low=20, high=40)
    assert [language for language, _ in made] == ["ar"]
