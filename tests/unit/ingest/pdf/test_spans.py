"""What PDFium leaves out of a page's text is taken from the page's objects."""

from __future__ import annotations

import numpy as np
import pytest

from corpus_cli.ingest.pdf import glyphs as glyphs_room
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
    monkeypatch.setattr(glyphs_room, "lost_texts", lambda _page, _known: [lost])
    restored = glyphs_room._restored(None, found)
    assert "".join(map(chr, restored.code.tolist())) == "بلااز"
    assert restored.group.tolist() == [0, 1, 1, 3, 4]
