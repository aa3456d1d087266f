"""What holds for the blocks of any text in any of the formats with raw offsets."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from corpus_cli.document import Block
from corpus_cli.errors import DocumentError
from corpus_cli.ingest import lines
from corpus_cli.ingest.encoding import decode
from corpus_cli.ingest.markup import markdown
from corpus_cli.ingest.markup.embedded import html_blocks

MARKS = ["- ", "* ", "1. ", "١- ", "أ- ", "أولاً: ", "> ", "# ", "|", "---", "===", "**", "_", "`", "~~", ":", "«", "»"]
MARKUP = [
    "[",
    "](",
    ")",
    "![",
    "<",
    ">",
    "</b>",
    "<br>",
    "&amp;",
    "&nbsp;",
    "\\",
    "```\n",
    "---\n",
    "title: x\n",
    "<td>",
]
SPACES = ["\n", "\n\n", "\r\n", " ", "    ", "\t", "\u200f", "\x0c", "\0"]
WORDS = ["حمص", "النازحين", "word", "Aleppo", "٢٠٢٣", "🕊", "e\u0301"]
PIECES = st.sampled_from(MARKS) | st.sampled_from(MARKUP) | st.sampled_from(SPACES) | st.sampled_from(WORDS)
TEXTS = st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=200)


def check(text: str, blocks: tuple[Block, ...]) -> None:
    """Slices are in order, within the text, begin and end with text, and hold something to read."""
    last = 0
    for block in blocks:
        assert block.slices
        assert all(start < end for start, end in (block.slices[0], block.slices[-1]))
        for start, end in block.slices:
            assert last <= start <= end <= len(text)
            last = end
        assert "".join(text[start:end] for start, end in block.slices).strip()


@given(TEXTS)
def test_plain_text_blocks_are_ordered_slices(text: str) -> None:
    """Any text gives blocks in reading order."""
    check(text, lines.blocks(text))


@given(
    st.lists(st.sampled_from(["حمص", "word", "Two", "12", "قالت", "."]), max_size=30),
    st.sampled_from([" ", "\n", "\n\n"]),
)
def test_plain_text_loses_no_word(words: list[str], space: str) -> None:
    """Words that are no markers all end up in some block, in order."""
    text = space.join(words)
    kept = " ".join(text[start:end] for block in lines.blocks(text) for start, end in block.slices)
    assert kept.split() == words


@given(TEXTS)
@example("![a\n> b](c)\n")
@example("\x0c\nحمص\n* ")
@example("| a | b |\n|---|---|\n| `x \\| y` | **z** |\n")
def test_markdown_blocks_are_ordered_slices_of_the_file(text: str) -> None:
    """Any Markdown gives blocks whose slices point into the decoded file."""
    data = text.encode("utf-8", "replace")
    try:
        decoded, _ = decode(data)
    except DocumentError:
        return  # control characters make it binary data, which is the business of another test
    parsed = markdown.parse(data)
    assert parsed.extracted.text == decoded
    check(parsed.extracted.text, parsed.extracted.blocks)


@given(st.lists(st.sampled_from(["حمص", "**word**", "_two_", "[l](http://x)", "`c`", "\\*"]), min_size=1, max_size=20))
def test_markdown_keeps_the_words_and_drops_the_marks(words: list[str]) -> None:
    """A paragraph reads like its rendering."""
    shown = {"**word**": "word", "_two_": "two", "[l](http://x)": "l", "`c`": "c", "\\*": "*"}
    parsed = markdown.parse(" ".join(words).encode())
    text = parsed.extracted.text
    kept = " ".join("".join(text[start:end] for start, end in block.slices) for block in parsed.extracted.blocks)
    assert kept == " ".join(shown.get(word, word) for word in words)


@given(TEXTS)
def test_html_blocks_are_ordered_slices(text: str) -> None:
    """Any HTML inside Markdown gives blocks without tags, in order."""
    check(text, tuple(html_blocks(text, 0, len(text))))
