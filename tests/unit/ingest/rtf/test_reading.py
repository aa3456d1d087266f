r"""RTF files to blocks: what Word, WordPad and converters write. Backslashes are the file's own."""

from __future__ import annotations

import pytest

from corpus_cli.errors import DocumentError
from corpus_cli.ingest.parsed import Parsed
from corpus_cli.ingest.rtf import parse

ARABIC_FONT = rb"{\fonttbl{\f0\froman\fcharset0 Times New Roman;}{\f1\fswiss\fcharset178 Arial (Arabic);}}"
SENTENCE = "عاد النازحون إلى حمص بعد اتفاق محلي بين الوجهاء"


def hexed(text: str, codec: str = "cp1256") -> bytes:
    return b"".join(rb"\'%02x" % byte for byte in text.encode(codec))


def escaped(text: str, beside: bytes = b"?") -> bytes:
    units = text.encode("utf-16-le")
    numbers = [int.from_bytes(units[at : at + 2], "little", signed=True) for at in range(0, len(units), 2)]
    return b"".join(rb"\u%d" % number + beside for number in numbers)


def shown(parsed: Parsed) -> list[str]:
    text = parsed.extracted.text
    return [f"{block.kind}: {text[slice(*block.slices[0])]}" for block in parsed.extracted.blocks]


def text_of(body: bytes, head: bytes = rb"\ansi\ansicpg1252" + ARABIC_FONT) -> str:
    return parse(rb"{\rtf1" + head + b" " + body + b"}").extracted.text


def test_bytes_are_in_the_encoding_of_their_font() -> None:
    """WordPad on an Arabic Windows writes bytes in fonts of charset 178; Latin accents stand in another font."""
    body = rb"{\f1 " + hexed(SENTENCE) + rb"} {\f0 caf\'e9}"
    assert text_of(body) == f"{SENTENCE} café"


@pytest.mark.parametrize(
    "head", [rb"\ansi\ansicpg1256", rb"\ansi\ansicpg1252", rb"\ansi", rb"\mac", rb"\ansi\ansicpg1251"]
)
@pytest.mark.parametrize("raw", [False, True])
def test_bytes_of_no_telling_font_are_read_as_what_makes_words(head: bytes, raw: bool) -> None:
    """Converters give Arabic bytes a Western font and code page; they are also written without escapes."""
    fonts = rb"{\fonttbl{\f0\froman\fcharset0 Times New Roman;}{\f1\fnil Arial;}}"
    data = SENTENCE.encode("cp1256") if raw else hexed(SENTENCE)
    assert text_of(rb"\f0 " + data, head + fonts) == SENTENCE
    assert text_of(rb"\f1 " + data, head + fonts) == SENTENCE


def test_utf_8_bytes_are_read_as_such() -> None:
    """Programs for the web write them, whatever the head says."""
    assert text_of(SENTENCE.encode(), rb"\ansi\ansicpg1252") == SENTENCE


@pytest.mark.parametrize(
    ("skip", "beside"),
    [
        (rb"\uc1", b"?"),
        (rb"\uc1", rb"\'3f"),
        (rb"\uc0", b""),
        (rb"\uc2", rb"\'d8\'aa"),
        (b"", b"?"),
        (rb"\uc1", rb"\bullet "),
    ],
)
def test_characters_in_unicode_have_others_beside_them_that_are_passed_over(skip: bytes, beside: bytes) -> None:
    r"""As many as ``\uc`` says, one where it says nothing; an escape or a control word is one."""
    assert text_of(skip + b" " + escaped("في حمص", beside) + b"{} end") == "في حمص end"


def test_uc_holds_within_its_group() -> None:
    """After the brace the number is again what it was before."""
    assert text_of(rb"{\uc0 " + escaped("حمص", b"") + b"} " + escaped("حلب") + b" x") == "حمص حلب x"


def test_characters_beyond_the_first_plane_are_put_together() -> None:
    """They are written as two halves; a half alone is no character."""
    assert text_of(escaped("a😀b")) == "a😀b"
    assert text_of(rb"a\u-10179?b") == "a\ufffdb"


def test_marks_of_direction_and_quotes_are_characters() -> None:
    """Joiners too: they decide what a Persian word is."""
    assert text_of(rb"a\rtlmark b\zwnj c \ldblquote d\rdblquote\~e\_f\-g\{\}\\") == "a\u200fb\u200cc “d” e-fg{}\\"


def test_paragraphs_have_kinds_by_style_level_and_numbering() -> None:
    """Lines of a table of contents are left out; styles are followed along what they are based on."""
    sheet = (
        rb"{\stylesheet{\s0 Normal;}{\s1\outlinelevel0 heading 1;}{\s2\sbasedon1 My Head;}{\s3 toc 1;}"
        rb"{\s4 Quote;}{\*\cs10 heading 9;}{\s5 List Bullet;}}"
    )
    body = (
        rb"\pard\s1 One\par\pard\s2 Two\par\pard\s3 One 1\par\pard\s4 Said\par\pard\s5 Item\par"
        rb"\pard\outlinelevel2 Three\par\pard{\listtext\tab 1.\tab}\ls1 Counted\par"
        rb"\pard{\pntext\f1\'B7\tab}{\*\pn\pnlvlblt}Dotted\par\pard\s0 Plain\line line\par"
    )
    assert shown(parse(rb"{\rtf1\ansi" + sheet + body + b"}")) == [
        "heading: One",
        "heading: Two",
        "quote: Said",
        "list_item: Item",
        "heading: Three",
        "list_item: Counted",
        "list_item: Dotted",
        "paragraph: Plain\nline",
    ]


def test_tables_are_rows_and_tables_within_tables_are_their_own() -> None:
    """A table that was cut off loses nothing."""
    row = rb"\trowd\cellx100\cellx200\intbl a\par b\cell c\cell\row"
    nested = (
        rb"\pard\intbl x\par\pard\intbl\itap2 n1\nestcell n2\nestcell{\*\nesttableprops\trowd\nestrow}"
        rb"{\nonesttables\par}\pard\intbl\itap1\cell y\cell\row"
    )
    assert shown(parse(rb"{\rtf1\ansi before\par" + row + nested + rb"\pard after\par\intbl cut\cell}")) == [
        "paragraph: before",
        "table: a b | c",
        "paragraph: x",
        "table: n1 | n2",
        "paragraph: y",
        "paragraph: after",
        "paragraph: cut",
    ]


def test_only_what_is_printed_with_changes_accepted_is_read() -> None:
    """Deleted, moved away and hidden text, headers, comments, pictures, codes of fields and unknown destinations go."""
    body = (
        rb"{\header Top\par}{\footerf Bottom}{\*\unknown thing}Kept {\deleted gone}{\revised added} {\v hidden}"
        rb"{\mvf moved}"
        rb"{\field{\*\fldinst HYPERLINK x}{\fldrslt link}}{\pict\wmetafile8 0102}{\*\annotation note}"
        rb"{\*\bkmkstart name}{\xe entry}{\bin3 }}}}.\par"
    )
    assert text_of(body.replace(rb"{\bin3 }}}}", rb"{\bin3 }}}} end")) == "Kept added link end."


def test_a_deleted_end_joins_paragraphs() -> None:
    """As it does when the change is accepted."""
    assert text_of(rb"one {\deleted two\par}three\par four") == "one three\n\nfour"


def test_notes_come_at_the_end_and_text_boxes_behind_their_paragraph() -> None:
    """Endnotes after footnotes; the copy of a text box for old programs is not read."""
    body = (
        rb"First{\super\chftn{\footnote\ftnalt\pard\plain\chftn Late.}} half"
        rb"{\super\chftn{\footnote\pard\plain\chftn Early.}}"
        rb"{\shp{\*\shpinst{\sp{\sn x}{\sv 1}}{\shptxt Boxed\par}}{\shprslt Copy}}.\par Second."
    )
    assert text_of(body) == "First half.\n\nBoxed\n\nSecond.\n\nEarly.\n\nLate."


def test_title_and_author_come_from_the_properties() -> None:
    """They may be written twice, for old programs and in Unicode; other properties are not read."""
    info = (
        rb"{\info{\upr{\title ????}{\*\ud{\title " + escaped("عودة النازحين") + rb"}}}{\author " + hexed("سامر الأحمد")
        + rb"}{\operator Nobody}{\company X}{\creatim\yr2023\mo4\dy3\hr1}{\revtim\yr2023\mo4\dy17}}"
    )  # fmt: skip
    parsed = parse(rb"{\rtf1\ansi\ansicpg1256" + info + hexed(SENTENCE) + b"}")
    assert (parsed.title, parsed.author, parsed.extracted.text) == ("عودة النازحين", "سامر الأحمد", SENTENCE)
    assert [str(one.written) for one in parsed.dates] == ["2023-04-17"]


def test_text_in_unicode_within_a_header_stays_there() -> None:
    """What is written twice is read only where it is read at all."""
    header = rb"{\header{\upr{x}{\*\ud{" + escaped("رأس") + b"}}}}"
    assert text_of(header + b"body") == "body"


def test_deep_and_broken_files_come_to_an_end() -> None:
    """Braces too many, too few and fifty thousand deep."""
    assert parse(rb"{\rtf1 a}}}} b").extracted.text == "a b"
    assert parse(rb"{\rtf1 " + b"{" * 50_000 + b"deep").extracted.text == "deep"
    assert parse(rb"{\rtf1\bin99999999999 a").extracted.text == ""
    assert parse(rb"{\rtf1 a\footnote b\footnote c}}\footnote d").extracted.text == "a\n\nc\n\nb\n\nd"
    assert parse(rb"{\rtf1 \uc9999999999\u99999999999 a\itap99999\par\nestrow\row\cell b\'").extracted.text


def test_what_is_no_rtf_is_refused() -> None:
    """By its first bytes."""
    with pytest.raises(DocumentError, match="not one"):
        parse(b"hello")


def test_the_day_of_printing_is_not_the_day_of_the_last_change() -> None:
    """Printed years later, or never, which is a year 0: the last change is what it was."""
    info = rb"{\info{\creatim\yr2023\mo4\dy3}{\revtim\yr2023\mo4\dy17}{\printim%s}{\buptim\yr2024\mo1\dy1}}"
    for printed in (rb"\yr0\mo0\dy0", rb"\yr2025\mo2\dy2"):
        (stated,) = parse(rb"{\rtf1\ansi " + info % printed + b"text}").dates
        assert (stated.written, stated.role) == ("2023-04-17", "saved")


def test_a_nested_table_whose_row_does_not_end_is_kept() -> None:
    """The file ends in it, before any cell of the outer table was begun."""
    assert text_of(rb"before\par\pard\intbl\itap2 one\nestcell two\nestcell") == "before\n\none | two"
    assert text_of(rb"before\par\pard\intbl\itap3 one\nestcell two") == "before\n\none | two"
