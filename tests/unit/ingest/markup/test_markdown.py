"""Markdown to blocks whose slices point into the file."""

from __future__ import annotations

import pytest

from corpus_cli.ingest.dates.reading import value
from corpus_cli.ingest.markup.markdown import parse
from corpus_cli.ingest.parsed import Parsed
from corpus_cli.normalize.stage import normalize_blocks


def shown(parsed: Parsed) -> list[str]:
    text = parsed.extracted.text
    return [
        # An empty slice is a break that only the markup shows.
        f"{block.kind}: {''.join(text[start:end] or gap for start, end in block.slices)}"
        for block in parsed.extracted.blocks
        for gap in [" | " if block.kind == "table" else " "]
    ]


def dates(parsed: Parsed) -> list[str]:
    readings = filter(None, (value(one.written) for one in parsed.dates))
    return [date for reading in readings for date in reading.dates]


def blocks(text: str) -> list[str]:
    return shown(parse(text.encode()))


def test_front_matter_is_metadata_and_never_text() -> None:
    """Title and date come from the front matter; offsets still count from the start of the file."""
    text = "---\ntitle: عودة النازحين\ndate: 2023-04-17\nlang: ar\n---\n\n# العنوان\n\nفقرة.\n"
    parsed = parse(text.encode())
    assert (parsed.title, dates(parsed)) == ("عودة النازحين", ["2023-04-17"])
    assert shown(parsed) == ["heading: العنوان", "paragraph: فقرة."]
    assert parsed.extracted.text == text


@pytest.mark.parametrize(
    ("matter", "title", "date", "author"),
    [
        ("title: Truce: what next\ndate: 2023-04-17", "Truce: what next", "2023-04-17", None),
        ('Title: "A"B"\ndate: 2023-02-31', None, None, None),
        ("title: 12\ndate: [1]", None, None, None),
        ("date: 2018-02-19T00:04:18.055Z", None, "2018-02-19", None),
        ("title: حلب: تقرير\nauthor: مركز السلام", "حلب: تقرير", None, "مركز السلام"),
        ("author: Peace Centre\nsubject: a: b", None, None, "Peace Centre"),
        ("subject: a: b\nlast-seen: x\ntags:\n- c\n  - d", None, None, None),
    ],
)
def test_front_matter_that_is_no_valid_yaml_still_is_none_of_the_text(
    matter: str, title: str | None, date: str | None, author: str | None
) -> None:
    """Unquoted colons and impossible dates are common; what can be read is, and the rest is left."""
    parsed = parse(f"---\n{matter}\n---\nText of it.\n".encode())
    assert dates(parsed) == ([date] if date else [])
    assert title is None or parsed.title == title
    assert parsed.author == author
    assert shown(parsed) == ["paragraph: Text of it."]


def test_a_rule_at_the_start_is_no_front_matter() -> None:
    """Without fields between the two lines of dashes the text is kept."""
    assert "paragraph: Some words." in blocks("---\n\nSome words.\n\n---\n\nMore.\n")
    assert "paragraph: Note: we heard: no.\nIt went on." in blocks(
        "---\nNote: we heard: no.\nIt went on.\n\n---\n\nMore.\n"
    )


def test_inline_markup_is_left_out_of_the_slices() -> None:
    """Emphasis, links, code marks and escapes go, their words stay joined as they are read."""
    text = "A **bold** and _soft_ [link](http://x.y/a_b 'and a title') `code` \\* ~~gone~~ <span>tag</span> ha**rd**er."
    assert blocks(text) == ["paragraph: A bold and soft link code * gone tag harder."]


def test_link_targets_that_repeat_the_text_do_not_mislead() -> None:
    """The word after a link is found behind it, not inside its target or title."""
    text = "see [x](http://a.b ' word') word [y][ref] and <http://auto.link> word\n\n[ref]: http://c.d ' and word'\n"
    parsed = parse(text.encode())
    assert shown(parsed) == ["paragraph: see x word y and http://auto.link word"]
    (block,) = parsed.extracted.blocks
    assert block.slices[2] == (text.index(") word") + 1, text.index(" [y]") + 2 - 1)


def test_headings_lists_and_quotes_are_told_by_their_marks() -> None:
    """Both heading styles, nested lists, and a paragraph quoted from end to end."""
    text = "# One #\n\nTwo\n---\n\n- a\n  wrapped\n  - b\n\n1. c\n\n> said\n> more\n\n«قالت كل هذا»\n"
    assert blocks(text) == [
        "heading: One",
        "heading: Two",
        "list_item: a\nwrapped",
        "list_item: b",
        "list_item: c",
        "quote: said\nmore",
        "quote: «قالت كل هذا»",
    ]


def test_a_table_row_is_a_block_with_bars_between_its_cells() -> None:
    """Markup inside cells is left out, an escaped bar stays, empty cells vanish."""
    text = "| **a** | b |\n|---|---|\n| c \\| d | [e](http://f.g) |\n| | h |\n"
    assert blocks(text) == ["table: a | b", "table: c \\| d | e".replace("\\", ""), "table: h"]


def test_a_file_name_with_spaces_is_no_caption() -> None:
    """Screen shots are pasted with their file name as alternative text; it says nothing and once became a theme."""
    assert blocks("![Screen Shot 2017-05-10 at 10.31.02 AM.png](a.png)\n\n![صورة ١.jpg](b.jpg)\n") == []


def test_image_captions_are_blocks_of_their_own() -> None:
    """The alternative text of an image is a caption; file names and images within a line are not."""
    text = (
        "![سوق حلب القديم](a.jpg)\n\n![IMG_001](b.jpg)\n\nText ![flag icon](c.png) goes on.\n![The old market](d.jpg)\n"
    )
    assert blocks(text) == ["caption: سوق حلب القديم", "paragraph: Text  goes on.", "caption: The old market"]


def test_code_comments_and_players_are_left_out() -> None:
    """Code blocks, HTML comments, scripts and embedded players are not what a report says."""
    text = (
        "```\ncode\n```\n\n    indented\n\n<!-- note -->\n\n<iframe src='x'>no frames</iframe>\n\nIn <!-- x -->line.\n"
    )
    assert blocks(text) == ["paragraph: In line."]


def test_words_in_html_blocks_are_kept_without_their_tags() -> None:
    """HTML inside Markdown keeps its words: cells do not run into each other, list items stay items."""
    text = (
        "<div class='a'>\n<h2>Head</h2>\n<p>One <b>two</b>&nbsp;three.</p>\n<ul><li>item</li></ul>\n</div>\n\n"
        "<table>\n<tr>\n<td>a</td>\n<td>b</td>\n</tr>\n</table>\n"
    )
    assert blocks(text) == [
        "heading: Head",
        "paragraph: One two",
        "paragraph: three.",
        "list_item: item",
        "table: a | \nb",
    ]


@pytest.mark.parametrize(
    ("source", "rows"),
    [
        ("<table><tr><td>Reference Code</td><td>COLLECTION</td></tr></table>", ["Reference Code | COLLECTION"]),
        ("<table><tr><td><p>a</p></td><td></td><td>b</td></tr>\n<tr><td>ج</td></tr></table>", ["a | b", "ج"]),
        ("<td>a</td>\n<td>b</td>", ["a | \nb"]),
    ],
)
def test_cells_of_an_html_table_keep_their_borders(source: str, rows: list[str]) -> None:
    """A row is a block; an empty slice stands for the border between two cells, none for an empty cell."""
    assert blocks(source) == [f"table: {row}" for row in rows]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("مؤتمر[أستانة](http://a.b)تحليلا", "مؤتمر أستانة تحليلا"),
        ("in[Khan Sheikhoun](http://a.b)on Tuesday", "in Khan Sheikhoun on Tuesday"),
        ("السلاح [الكيميائي](x)ة", "السلاح الكيميائية"),
        ("ب[حلب](x) ول[حمص](y) وال[حلبي](z)ون", "بحلب ولحمص والحلبيون"),
        ("[نشر فيدي](x)و يوثق اللحظات", "نشر فيديو يوثق اللحظات"),
        ("[حلب](x)و[إدلب](y)في الربيع", "حلب وإدلب في الربيع"),
        ("[farmer](x)s, [x](y)2 and **[a](b)**", "farmers, x2 and a"),
    ],
)
def test_a_link_ends_a_word(source: str, text: str) -> None:
    """Words typed against a link are words of their own; proclitics and endings (ة، ون، s) belong to the word in it."""
    assert blocks(source) == [f"paragraph: {text}"]


def test_breaks_show_in_the_display_text() -> None:
    """A break becomes a space, between cells a bar, and both lead back to where the words stand in the file."""
    source = "مؤتمر[أستانة](http://a.b)\n\n<table><tr><td>a</td>\n<td>b</td></tr></table>\n"
    found = normalize_blocks(parse(source.encode()).extracted, digits="western")
    assert [mapped.text for _, mapped in found] == ["مؤتمر أستانة", "a | b"]
    assert [source[start:end] for _, mapped in found for start, end in [(mapped.starts[0], mapped.ends[-1])]] == [
        "مؤتمر[أستانة",
        "a</td>\n<td>b",
    ]


def test_the_rule_of_a_table_is_no_text() -> None:
    """A line of dashes and bars that no table took up is dropped."""
    assert blocks("|---|---|---|\n\nText of it.\n") == ["paragraph: Text of it."]


def test_entities_are_left_to_normalisation() -> None:
    """They stand in the slices as they are written; tests/unit/normalize/test_entities.py shows the rest."""
    assert blocks("A &amp; B") == ["paragraph: A &amp; B"]
    assert blocks("one&nbsp;two") == ["paragraph: one&nbsp;two"]
    assert blocks("say &quot;yes&quot; now") == ["paragraph: say &quot;yes&quot; now"]


def test_other_newlines_and_encodings_keep_offsets_right() -> None:
    """Windows newlines and windows-1256 bytes: slices count code points of the decoded file."""
    text = "# عنوان\r\n\r\nسطر أول\r\nسطر **ثان** هنا\r\n"
    parsed = parse(text.encode("cp1256"))
    assert parsed.encoding == "windows-1256"
    assert parsed.extracted.text == text
    assert shown(parsed) == ["heading: عنوان", "paragraph: سطر أول\nسطر ثان هنا"]


def test_deep_nesting_is_read() -> None:
    """Thousands of nested quotes or brackets neither crash nor hang."""
    assert blocks(">" * 3000 + " deep") is not None
    assert blocks("[" * 3000 + "deep") is not None


@pytest.mark.parametrize("end", ["\\\n", "  \n"])
def test_a_hard_break_ends_a_block(end: str) -> None:
    """The author ended the line: "Shanan Hospital" and "Date" once became one organization."""
    assert blocks(f"Location: Shanan Hospital{end}Date: 5 May") == [
        "paragraph: Location: Shanan Hospital",
        "paragraph: Date: 5 May",
    ]
