"""What is shown of a document, whatever the format."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus_cli.document import Document, ThemeShare
from corpus_cli.errors import InputError
from corpus_cli.show.names import counted, names_of
from corpus_cli.show.part import around_offsets, around_passage
from corpus_cli.show.view import View, view_of


def text_of(view: View) -> str:
    return "".join(piece.text for band in view.bands for block in band.blocks for piece in block.pieces)


def test_no_letter_is_lost_or_doubled(documents: dict[str, Document]) -> None:
    """Bands, blocks and pieces one after the other are the document's text."""
    for doc in documents.values():
        assert "".join(text_of(view_of(doc)).split()) == "".join((doc.text or "").split())


def test_a_passage_may_end_within_a_paragraph(english: Document) -> None:
    """Then its rest goes on in the next band, and says that it does."""
    first, second = (english.passages or ())[:2]
    cut = (english.text or "").index("The Jasmine")
    doc = replace(english, passages=(replace(first, end=cut - 1), replace(second, start=cut)))
    bands = view_of(doc).bands
    assert [band.passage.id if band.passage else None for band in bands] == ["p0001", "p0002", None]
    assert bands[0].blocks[-1].pieces[-1].text.endswith("2024.")
    assert bands[1].blocks[0].continues
    assert not bands[1].blocks[1].continues
    assert "".join(text_of(view_of(doc)).split()) == "".join((doc.text or "").split())


def test_names_are_numbered_by_their_first_mention_whatever_is_shown(english: Document) -> None:
    """Homs is P1 in the whole and in a part; both spellings of an id are one name."""
    assert [(name.tag, name.written) for name in names_of(english)] == [
        ("P1", "Homs"),
        ("P2", "Aleppo"),
        ("O1", "Jasmine Network"),
    ]
    view = view_of(english, part=around_passage(english, "p0002", context=0))
    assert [(name.tag, len(name.mentions)) for name in view.names or ()] == [("P1", 1)]


def test_names_are_counted(arabic: Document, mixed: Document) -> None:
    """What is not linked is told apart, and none is said."""
    assert counted(names_of(arabic)) == (
        "3 places (5 mentions, 1 without a link), 1 organization (1 mention)"
    )  # fmt: skip
    assert counted(()) == "no places, no organizations"
    assert counted(names_of(mixed)).startswith("2 places (3 mentions)")


def test_a_mention_inside_another_stays_in_the_list(english: Document) -> None:
    """Only other programs write such a thing; the outer one is marked."""
    first = (english.entities or ())[0]
    inner = replace(first, id="e9999", start=first.start + 1, end=first.end, text="oms", link=None)
    view = view_of(replace(english, entities=(*(english.entities or ()), inner)))
    assert "oms" in [name.written for name in view.names or ()]
    assert "".join(text_of(view).split()) == "".join((english.text or "").split())


def test_what_did_not_run_is_told_from_what_found_nothing(english: Document) -> None:
    """For passages, themes and names; and a document without text says so alone."""
    assert view_of(english).notes == ()
    assert "did not run" in view_of(replace(english, entities=None)).notes[0]
    assert "none was found" in view_of(replace(english, entities=())).notes[0]
    assert "was not cut into passages" in view_of(replace(english, passages=None)).notes[0]
    assert "cut into no passages" in view_of(replace(english, passages=())).notes[0]
    assert "topics did not run" in view_of(replace(english, themes=None)).notes[0]
    without = tuple(replace(passage, theme_id=None) for passage in english.passages or ())
    assert "near enough" in view_of(replace(english, passages=without, themes=())).notes[0]
    assert len(view_of(replace(english, text=None, segments=None, passages=None, entities=None)).notes) == 1
    assert "empty" in view_of(replace(english, text="", segments=(), passages=(), entities=())).notes[0]


def test_a_duplicate_says_of_what(english: Document) -> None:
    """With the id to look at."""
    doc = replace(english, source=replace(english.source, duplicate_of="cd34" + "0" * 16))
    assert "repeats cd34" in view_of(doc).notes[0]


def test_a_document_without_segments_is_shown_whole(english: Document) -> None:
    """As one block."""
    view = view_of(replace(english, segments=None, passages=None, entities=None))
    assert text_of(view) == english.text


@pytest.mark.parametrize(
    ("at", "passages"),
    [("0", "p0001"), ("30-40", "p0001"), ("10-300", "p0001 p0002"), ("20–25", "p0001"), ("٢٥", "p0001")],
)
def test_a_place_is_shown_with_its_passages(english: Document, at: str, passages: str) -> None:
    """Those that it lies in, be they two; a dash and digits of either kind."""
    at = at.replace("300", str((english.passages or ())[1].start + 3))
    view = view_of(english, part=around_offsets(english, at, context=0))
    assert " ".join(band.passage.id for band in view.bands if band.passage) == passages
    assert all(band.sought for band in view.bands)


def test_context_is_counted_in_passages(english: Document) -> None:
    """One on either side, as far as there are any."""
    view = view_of(english, part=around_passage(english, "P0002 "))
    assert [band.sought for band in view.bands if band.passage] == [False, True]


def test_without_passages_a_place_is_shown_with_its_paragraph(english: Document) -> None:
    """The segment there, and its neighbours as context."""
    doc = replace(english, passages=None)
    view = view_of(doc, part=around_offsets(doc, "25", context=0))
    assert text_of(view).startswith("Three families")
    assert text_of(view).endswith("no windows.")


@pytest.mark.parametrize("at", ["", "x", "-5", "9999", "10-5", "3-99999", "1e3", "9" * 40])
def test_what_is_no_place_is_refused(english: Document, at: str) -> None:
    with pytest.raises(InputError) as raised:
        around_offsets(english, at)
    assert raised.value.remedy


def test_a_passage_that_is_not_there_is_refused_with_those_that_are(english: Document) -> None:
    with pytest.raises(InputError) as raised:
        around_passage(english, "p0009")
    assert "p0001 to p0002" in raised.value.remedy
    with pytest.raises(InputError) as raised:
        around_passage(replace(english, passages=None), "p0001")
    assert "--at" in raised.value.remedy


def test_shares_that_a_few_votes_leave_are_not_told(english: Document) -> None:
    """The record has them; a theme of a passage is told however small."""
    own = english.themes[0].theme_id
    shares = (
        ThemeShare(theme_id=own, share=0.9),
        ThemeShare(theme_id="t900", share=0.02),
        ThemeShare(theme_id="t901", share=0.001),
    )
    view = view_of(replace(english, themes=shares))
    assert {theme.theme_id for theme in view.themes} >= {"t900", "t901"}
    told = {theme.theme_id for theme in view.chief_themes}
    assert {own, "t900"} <= told
    assert "t901" not in told
