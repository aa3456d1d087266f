"""Plain text to blocks; the cases are files in tests/golden/ingest: text, a line, its blocks (⏎ is a newline)."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus_cli.document import Block
from corpus_cli.ingest.lines import begins_list_item, blocks, is_quotation

CASES = sorted((Path(__file__).parents[2] / "golden" / "ingest").glob("*.txt"))


def shown(text: str, found: tuple[Block, ...]) -> list[str]:
    return [f"{block.kind}: {''.join(text[start:end] for start, end in block.slices)}" for block in found]


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case.stem))
def test_golden_case(case: Path) -> None:
    """Each case file gives exactly its blocks."""
    text, _, rest = case.read_text(encoding="utf-8").partition("----8<----")
    expected = rest.splitlines()[1:]
    assert [line.replace("\n", "⏎") for line in shown(text, blocks(text))] == expected


@pytest.mark.parametrize("newline", ["\r\n", "\r", "\u2028", "\x0b"])
def test_any_newline_ends_a_line(newline: str) -> None:
    """Files from other systems keep their newlines."""
    text = newline.join(["First paragraph of the text.", "", "- item", "- item two"])
    assert shown(text, blocks(text)) == [
        "paragraph: First paragraph of the text.",
        "list_item: item",
        "list_item: item two",
    ]


def test_direction_marks_before_a_bullet_do_not_hide_it() -> None:
    """Editors put a right-to-left mark before the bullet of an Arabic line."""
    text = "\u200f- بند أول\n\u200f- بند ثان\u200f"
    assert shown(text, blocks(text)) == ["list_item: بند أول", "list_item: بند ثان"]


@pytest.mark.parametrize("bullet", "\uf0b7\uf0a7\uf0a8\uf0d8\uf0fc\uf076")
def test_the_bullets_of_words_own_fonts_are_bullets(bullet: str) -> None:
    """Symbol and Wingdings have no letters, so their bullets come out of a PDF as private characters."""
    assert begins_list_item(f"{bullet} نص")
    text = f"{bullet} عودة النازحين\n{bullet} فتح الطرق"
    assert shown(text, blocks(text)) == ["list_item: عودة النازحين", "list_item: فتح الطرق"]


def test_a_single_line_is_a_paragraph() -> None:
    """A record's field on one line is no heading, since nothing follows it."""
    assert [block.kind for block in blocks("عودة النازحين إلى حمص")] == ["paragraph"]


@pytest.mark.parametrize("text", ["", " \n\t\n", "\u200f", "---", "=====\n\n***", "> \n>"])
def test_no_text_gives_no_blocks(text: str) -> None:
    """White space, marks and rules alone are no text."""
    assert blocks(text) == ()


def test_short_lines_in_a_row_are_no_headings() -> None:
    """More than three are an address or a poem."""
    text = "One thing\n\nTwo things\n\nThree things\n\nFour things\n\nAnd then there came a real paragraph with words."
    assert {block.kind for block in blocks(text)} == {"paragraph"}


def test_quotations_and_list_markers_can_be_asked_for_alone() -> None:
    """Other readers use the same rules."""
    assert is_quotation("«نعم».")
    assert not is_quotation("«نعم» ثم «لا»")
    assert not is_quotation("«»")
    assert begins_list_item("  ١. بند")
    assert not begins_list_item("بند")
