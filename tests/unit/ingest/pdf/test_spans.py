"""What PDFium leaves out of a page's text is taken from the page's objects."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from corpus_cli.ingest.pdf import glyphs as glyphs_room
from corpus_cli.ingest.pdf import parse
from corpus_cli.ingest.pdf.glyphs import Glyphs
from corpus_cli.ingest.pdf.spans import Drawn, Lost


def test_a_letter_left_out_stands_after_its_neighbour(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two objects with an ActualText in a row PDFium may give the first only."""
    x = np.array([30.0, 20.0, 30.0])
    y = np.array([100.0, 100.0, 80.0])
    box = np.stack([x, y, x + 5, y + 5], axis=1)
    found = Glyphs(
        np.array([ord(char) for char in "باز"], dtype=np.uint32),
        x,
        y,
        np.full(3, 10.0),
        np.zeros(3, dtype=np.int16),
        np.array([1, 2, 3], dtype=np.uint64),
        np.arange(3),
        box,
        box,
    )
    lost = Lost(Drawn(9, 25.0, 100.0, (25.0, 100.0, 29.0, 105.0)), "لا", 10.0, 0)
    monkeypatch.setattr(glyphs_room, "lost_texts", lambda _marked, _known: [lost])
    restored = glyphs_room._restored([], found)
    assert "".join(map(chr, restored.code.tolist())) == "بلااز"
    assert restored.group.tolist() == [0, 1, 1, 3, 4]


def test_the_objects_of_a_page_are_walked_once_for_their_marks(
    make_pdf: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page has up to twenty thousand of them, and mostly no ActualText: nothing then is looked for."""
    calls: list[object] = []
    marked_objects = glyphs_room.marked_objects
    monkeypatch.setattr(glyphs_room, "marked_objects", lambda page: calls.append(page) or marked_objects(page))
    for name in ("actual_text_spans", "lost_texts"):
        monkeypatch.setattr(glyphs_room, name, lambda *_: pytest.fail("looked for marks"))
    assert parse(make_pdf(["Homs"])).extracted.text == "Homs"
    assert len(calls) == 1
