"""PDF files to blocks, what is repaired, and the refusals: scans, fonts without letters, damage."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus_cli.errors import DocumentError
from corpus_cli.ingest.parsed import Parsed
from corpus_cli.ingest.pdf import parse
from corpus_cli.ingest.pdf.pages import PageText
from corpus_cli.ingest.pdf.paragraphs import TextLine

MakePdf = Callable[..., bytes]

ENGLISH = [
    "Return of displaced families to Homs",
    "",
    "Hundreds of families went back to the old quarters of Homs in the",
    "spring, after a local agreement between the elders and the council",
    "in the city had been signed.",
    "",
    "The council says that water is the first need. It asks for these:",
    "- Repair of the water network",
    "- New teachers",
]
ARABIC = [
    "عودة النازحين إلى مدينة حمص",
    "",
    "عاد مئات من النازحين إلى الأحياء القديمة في مدينة حمص خلال الأشهر",
    "الثلاثة الماضية بعد اتفاق بين الوجهاء والمجلس المحلي في المدينة",
    "على فتح الطرق الرئيسية.",
    "",
    "وقال المجلس إن شبكة المياه هي الحاجة الأولى.",
]


def shown(parsed: Parsed) -> list[str]:
    text = parsed.extracted.text
    return [f"{block.kind}: {text[slice(*block.slices[0])]}" for block in parsed.extracted.blocks]


def test_lines_are_put_together_into_paragraphs(make_pdf: MakePdf) -> None:
    """A PDF knows lines only; gaps and short last lines show the paragraphs, bullets the items."""
    assert shown(parse(make_pdf(ENGLISH))) == [
        "heading: Return of displaced families to Homs",
        "paragraph: Hundreds of families went back to the old quarters of Homs in the spring, after a local agreement "
        "between the elders and the council in the city had been signed.",
        "paragraph: The council says that water is the first need. It asks for these:",
        "list_item: Repair of the water network",
        "list_item: New teachers",
    ]


def test_items_with_bullets_of_words_own_fonts_are_items(make_pdf: MakePdf) -> None:
    """On the side where their script begins, and not part of the text."""
    parsed = parse(make_pdf([f"\uf0b7 {item}" for item in ("Bread", "Water", "خبز وماء", "دواء ومال")]))
    assert shown(parsed) == [f"list_item: {item}" for item in ("Bread", "Water", "خبز وماء", "دواء ومال")]
    assert parsed.pages is not None and parsed.pages[0].verdict == "good"


def test_arabic_shown_from_right_to_left_is_read_in_order(make_pdf: MakePdf) -> None:
    """Glyphs stand in the file from left to right; the text comes out in logical order."""
    assert shown(parse(make_pdf(ARABIC))) == [
        "heading: عودة النازحين إلى مدينة حمص",
        "paragraph: عاد مئات من النازحين إلى الأحياء القديمة في مدينة حمص خلال الأشهر الثلاثة الماضية بعد اتفاق بين "
        "الوجهاء والمجلس المحلي في المدينة على فتح الطرق الرئيسية.",
        "paragraph: وقال المجلس إن شبكة المياه هي الحاجة الأولى.",
    ]


def test_a_reversed_text_layer_is_put_right(make_pdf: MakePdf) -> None:
    """Arabic put down from left to right as it is read would be garbage (في comes out as يف); the order score tells."""
    parsed = parse(make_pdf(ARABIC, visual=False))
    assert shown(parsed) == shown(parse(make_pdf(ARABIC)))
    assert [(page.verdict, page.method) for page in parsed.pages or ()] == [("repaired", "mirrored")]


def test_a_single_reversed_page_is_put_right_by_itself(make_pdf: MakePdf) -> None:
    """Each page is judged alone: the others stay as their glyphs stand."""
    other = ["واجتمع الوجهاء في المدرسة القديمة من أجل الصلح بين العائلات.", "", "وحضرت المعلمات والطالبات من الأحياء."]
    parsed = parse(make_pdf(ARABIC, [line[::-1] for line in other]))
    assert [page.verdict for page in parsed.pages or ()] == ["good", "repaired"]
    assert other[0] in parsed.extracted.text


def test_paragraphs_go_on_over_the_page_and_page_numbers_are_left_out(make_pdf: MakePdf) -> None:
    """A sentence that a page breaks off is one paragraph; the number at the foot is no text."""
    first = ["Hundreds of families went back to the old quarters of Homs in the", "", "Page 1 of 2"]
    second = ["spring, after a local agreement.", "", "- 2 -"]
    assert shown(parse(make_pdf(first, second))) == [
        "paragraph: Hundreds of families went back to the old quarters of Homs in the spring, after a local agreement."
    ]
    assert shown(parse(make_pdf([*ARABIC, "", "صفحة ٣"]))) == shown(parse(make_pdf(ARABIC)))


def test_larger_type_is_a_heading_whatever_its_wording(make_pdf: MakePdf) -> None:
    """A question or a date line does not look like a heading, but is one when it is set like one."""
    page = ["Who comes back, and when?", "21 November 2022, Homs", "", *ENGLISH[2:5]]
    assert [block.kind for block in parse(make_pdf(page, first_size=18)).extracted.blocks][:2] == [
        "heading",
        "paragraph",
    ]


@pytest.mark.parametrize("pages", [[[]], [["1"], ["2"]]])
def test_a_pdf_without_text_needs_ocr(make_pdf: MakePdf, pages: list[list[str]]) -> None:
    """A scan has no text layer, or only page numbers in it."""
    with pytest.raises(DocumentError, match="scan") as caught:
        parse(make_pdf(*pages))
    assert caught.value.kind == "needs_ocr"
    assert "OCR" in caught.value.remedy


def test_a_font_without_letters_needs_ocr(make_pdf: MakePdf) -> None:
    """Private-use characters show that nobody knows which letters the glyphs are."""
    with pytest.raises(DocumentError, match="fonts") as caught:
        parse(make_pdf(["\ue001\ue002\ue003 \ue004\ue005 a"]))
    assert caught.value.kind == "needs_ocr"


def test_the_title_comes_from_the_properties_unless_it_is_a_file_name(make_pdf: MakePdf) -> None:
    """Programs fill in the name of the file that was printed."""
    assert parse(make_pdf(ENGLISH, title="Homs after the truce")).title == "Homs after the truce"
    assert parse(make_pdf(ENGLISH, title="Microsoft Word - report.docx")).title is None


@pytest.mark.parametrize("cut", [9, 300, 1000])
def test_damaged_files_are_refused(make_pdf: MakePdf, cut: int) -> None:
    """A file that was cut off gives an error with a remedy, not a crash."""
    with pytest.raises(DocumentError) as caught:
        parse(make_pdf(ENGLISH)[:cut])
    assert caught.value.remedy


def test_running_lines_are_left_out_and_counted(make_pdf: MakePdf) -> None:
    """What stands apart at the head of every page, numbers aside, is no text; nothing goes without being counted."""
    pages = [
        [
            f"Local Peace Bulletin {number}",
            "",
            "",
            f"{word} families came home.",
            "They ask for water.",
            "And for schools.",
        ]
        for number, word in enumerate(("Ten", "Twelve", "Thirty"), 1)
    ]
    parsed = parse(make_pdf(*pages))
    assert "Bulletin" not in parsed.extracted.text
    assert "Thirty families" in parsed.extracted.text
    assert [page.left_out for page in parsed.pages or ()] == [1, 1, 1]


def test_a_blank_page_is_no_scan(make_pdf: MakePdf) -> None:
    """Nothing is drawn on it, so there is nothing to recognise."""
    assert [page.verdict for page in parse(make_pdf(ENGLISH, [])).pages or ()][:1] == ["good"]


def test_recognised_text_takes_the_place_of_a_scan(make_pdf: MakePdf) -> None:
    """OCR's lines go through the same assembly, and its confidence stays with the page."""
    line = TextLine("عاد مئات من النازحين إلى حمص.", 100, 500, 700, 12, True)
    page = PageText(((line,),), "repaired", "ocr", confidence=0.87)
    parsed = parse(make_pdf([]), recognised={0: page})
    assert shown(parsed) == [f"paragraph: {line.text}"]
    assert [(page.method, page.confidence) for page in parsed.pages or ()] == [("ocr", 0.87)]


def test_when_it_was_made_is_a_weak_date(make_pdf: Callable[..., bytes]) -> None:
    """A PDF made again years later has a new one."""
    assert parse(make_pdf(["Some words in it."])).dates == ()
    made = parse(make_pdf(["Some words in it."], title="A title) /CreationDate (D:20230417101500"))
    assert [(one.written, one.role) for one in made.dates] == [("D:20230417101500", "saved")]
