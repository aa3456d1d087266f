"""Columns are read one after the other, tables row by row, each in the direction of its language."""

from __future__ import annotations

from collections.abc import Callable

import pytest

MakeGlyphs = Callable[..., list[str]]


@pytest.fixture
def read() -> MakeGlyphs:
    """Lines given as (left edge, height, words), drawn in that order in type of 10 points, as the page is read."""
    import numpy as np

    from corpus_cli.ingest.pdf.clusters import clusters
    from corpus_cli.ingest.pdf.columns import regions
    from corpus_cli.ingest.pdf.glyphs import Glyphs
    from corpus_cli.ingest.pdf.lines import paragraph_directions

    def reader(
        *lines: tuple[float, float, str],
        rules: list[tuple[float, float, float]] | None = None,
        uprights: list[tuple[float, float, float]] | None = None,
    ) -> list[str]:
        code: list[int] = []
        x: list[float] = []
        y: list[float] = []
        for left, height, words in lines:
            arabic = any("\u0600" <= char <= "\u06ff" for char in words)
            places = [left + 5 * at for at in range(len(words))]
            # PDFium gives right-to-left text in reading order, that is from right to left.
            x += places[::-1] if arabic else places
            code += [ord(char) for char in words]
            y += [height] * len(words)
        count = len(code)
        box = np.stack([np.array(x), np.array(y), np.array(x) + 5, np.array(y) + 7], axis=1)
        glyphs = Glyphs(
            np.array(code, dtype=np.uint32),
            np.array(x),
            np.array(y),
            np.full(count, 10.0),
            np.zeros(count, dtype=np.int16),
            np.ones(count, dtype=np.uint64),
            np.arange(count),
            box,
            box.copy(),
        )
        found = []
        for region in regions(clusters(glyphs), rules or [], uprights or []):
            turns = paragraph_directions(region)
            found += [line.text(rtl=rtl) for line, rtl in zip(region, turns, strict=True)]
        return found

    return reader


LEFT = [
    "The families went back to the",
    "old quarters of the city after",
    "the truce held for one year.",
    "They ask for water.",
]
RIGHT = [
    "The council has no money left",
    "for the pumps, and the school",
    "has neither doors nor teachers",
    "since the last winter came.",
]


def test_columns_are_read_one_after_the_other(read: MakeGlyphs) -> None:
    """A gutter that stays white parts them, also where their lines do not stand at the same heights."""
    lines = [(50.0, 700.0 - 14 * at, text) for at, text in enumerate(LEFT)]
    lines += [(230.0, 695.0 - 14 * at, text) for at, text in enumerate(RIGHT)]
    assert read(*lines) == [*LEFT, *RIGHT]


def test_arabic_columns_begin_at_the_right(read: MakeGlyphs) -> None:
    """The first column of an Arabic page is the right one."""
    first = [
        "عاد مئات من النازحين إلى الأحياء",
        "القديمة في مدينة حمص خلال شهر",
        "واحد بعد اتفاق بين الوجهاء في",
        "المدينة على فتح الطرق كلها.",
    ]
    second = [
        "وقال المجلس إن شبكة المياه هي",
        "الحاجة الأولى، وإن المدارس بلا",
        "أبواب ولا معلمين منذ الشتاء في",
        "الأحياء الشرقية من المدينة.",
    ]
    lines = [(400.0 - 5 * len(text), 700.0 - 14 * at, text) for at, text in enumerate(first)]
    lines += [(200.0 - 5 * len(text), 700.0 - 14 * at, text) for at, text in enumerate(second)]
    assert read(*lines) == [*first, *second]


def test_tables_are_read_row_by_row(read: MakeGlyphs) -> None:
    """Short cells that stand in columns, drawn row by row, are a table; a bar stands between cells."""
    lines = [(60.0, 700.0, "Town"), (200.0, 700.0, "Families"), (60.0, 680.0, "Homs"), (200.0, 680.0, "120")]
    lines += [(60.0, 660.0, "Tartus"), (200.0, 660.0, "45")]
    assert read(*lines) == ["Town | Families", "Homs | 120", "Tartus | 45"]


def test_rows_of_an_arabic_table_begin_at_the_right(read: MakeGlyphs) -> None:
    """Numbers alone do not turn a row around."""
    lines = [(200.0, 700.0, "المدينة"), (60.0, 700.0, "العائلات"), (200.0, 680.0, "حمص"), (60.0, 680.0, "120")]
    lines += [(200.0, 660.0, "طرطوس"), (60.0, 660.0, "45")]
    assert read(*lines) == ["المدينة | العائلات", "حمص | 120", "طرطوس | 45"]


def test_lines_of_a_cell_stay_together(read: MakeGlyphs) -> None:
    """Between two drawn rules there is one row, however many lines its cells have."""
    lines = [(60.0, 700.0, "Need"), (200.0, 700.0, "Who")]
    lines += [(60.0, 680.0, "Water for the"), (200.0, 680.0, "Council"), (60.0, 668.0, "old quarters")]
    lines += [(60.0, 648.0, "Schools"), (200.0, 648.0, "Ministry")]
    rules = [(height, 55.0, 300.0) for height in (712.0, 693.0, 661.0, 640.0)]
    assert read(*lines, rules=rules) == ["Need | Who", "Water for the old quarters | Council", "Schools | Ministry"]


def test_list_markers_are_no_column(read: MakeGlyphs) -> None:
    """The white space behind bullets and numbers is no gutter."""
    lines = [(60.0, 700.0, "1."), (85.0, 700.0, "Repair the pumps"), (60.0, 680.0, "2."), (85.0, 680.0, "New teachers")]
    assert read(*lines) == ["1. Repair the pumps", "2. New teachers"]


def test_a_line_above_a_table_is_no_row_of_it(read: MakeGlyphs) -> None:
    """The last line of a paragraph covers some of the gaps between the cells below it."""
    rows = [(left, height, word) for height in (70, 55, 40) for left, word in ((50, "Homs"), (100, "yes"), (150, "no"))]
    assert read((50, 90, "the last of it as"), *rows)[1:] == ["Homs | yes | no"] * 3


def test_a_drawn_line_parts_cells_that_touch(read: MakeGlyphs) -> None:
    """Some programs fill a cell to its edge; the line between the cells tells where it is."""
    places = ((50, "Homs"), (80, "2024"), (100, "ةداعإ"[::-1]))
    rows = [(left, height, word) for height in (70, 55, 40) for left, word in places]
    assert read(*rows, uprights=[(100.0, 30.0, 85.0)]) == ["إعادة | 2024 | Homs"] * 3


def test_a_word_that_runs_over_a_drawn_line_is_one(read: MakeGlyphs) -> None:
    """An address that is too long for its cell."""
    places = ((50, "info@ngo.org"), (150, "no"))
    rows = [(left, height, word) for height in (70, 55, 40) for left, word in places]
    assert read(*rows, uprights=[(85.0, 30.0, 85.0)]) == ["info@ngo.org | no"] * 3


def test_a_space_over_a_letter_parts_no_words(read: MakeGlyphs) -> None:
    """Typst lets the space at a line's end take no room: it lies over the last letter."""
    assert read((50, 40, "ىلع"[::-1]), (50, 40, " ")) == ["على"]


def test_words_strewn_over_a_map_are_read(read: MakeGlyphs) -> None:
    """Left and right of a gap by turns, half a line apart: no row has two sides, so there is no table."""
    words = ((50, 70, "Homs"), (150, 62, "Hama"), (50, 54, "Idlib"), (150, 46, "Raqqa"))
    assert read(*words) == ["Homs", "Hama", "Idlib", "Raqqa"]
