"""Lines as they stand on the page, from left to right, come out as they are read."""

from __future__ import annotations

import pytest

from corpus_cli.ingest.pdf.bidi import drawn, logical, unpaired


def stands(*runs: str) -> list[str]:
    """The pieces of a line given by its runs from left to right; Arabic runs are written here as they are read."""
    pieces: list[str] = []
    for run in runs:
        arabic = any("\u0600" <= char <= "\u06ff" and char.isalpha() for char in run)
        pieces += reversed(run) if arabic else run
    return pieces


@pytest.mark.parametrize(
    ("line", "read"),
    [
        (stands("في حلب"), "في حلب"),
        (stands("2011", "قانون رقم "), "قانون رقم 2011"),
        (stands("١٬٢٥٠", "بلغ العدد "), "بلغ العدد ١٬٢٥٠"),
        (stands("10:30", "الساعة "), "الساعة 10:30"),
        # UAX #9 lays a date with hyphens behind Arabic out as three numbers, from right to left.
        (stands("2023", "-", "09", "-", "30", "حتى "), "حتى 30-09-2023"),
        (stands(" مدينة", "UNDP", "مع "), "مع UNDP مدينة"),
        (stands(" لقاح", "COVID-19", "وصل "), "وصل COVID-19 لقاح"),
        (stands("info@example.org", "مراسلة "), "مراسلة info@example.org"),
        (stands(".", "UNICEF", " و ", "UNDP", "مع "), "مع UNDP و UNICEF."),
        (stands("%", "46.8", "بنسبة "), "بنسبة 46.8%"),
        # Set without regard to direction, the sign stands on the other side.
        (stands("46.8%", "بنسبة "), "بنسبة 46.8%"),
    ],
)
def test_right_to_left_lines(line: list[str], read: str) -> None:
    """Numbers and Latin words keep their direction inside Arabic."""
    assert logical(line, rtl=True) == read


def test_a_date_that_begins_a_paragraph_is_one_number() -> None:
    """Nothing Arabic stands before it, so it was laid out from left to right."""
    assert logical(stands(" افتُتح المركز", "30-09-2023"), rtl=True, follows=False) == "30-09-2023 افتُتح المركز"


def test_arabic_words_in_an_english_line() -> None:
    """The words around them stay where they are."""
    line = stands("The word ", "بيت الشعب", " means house.")
    assert logical(line, rtl=False) == "The word بيت الشعب means house."


@pytest.mark.parametrize("shapes", ["()", ")("])
def test_brackets_open_where_a_space_is_before_them(shapes: str) -> None:
    """Files say either how a bracket looks or what it means, and PDFium mirrors some: the letters beside it tell."""
    first, second = shapes
    assert logical(["ن", "م", " ", first, "م", "ع", "ن", second, " ", "ل", "ا", "ق"], rtl=True) == "قال (نعم) من"


def test_an_english_line_in_arabic_text_ends_with_the_stop_at_its_left() -> None:
    """In a right-to-left paragraph the full stop stands left of the words."""
    assert logical(list(".translated as settlement"), rtl=True) == "translated as settlement."


def test_lines_drawn_in_reading_order_are_left_as_they_stand() -> None:
    """The pieces stand from left to right as they are read."""
    assert drawn(list("في (حلب)")) == "في (حلب)"


def test_a_year_after_a_comma_is_part_of_the_latin_words() -> None:
    """A comma that touches the word at its left belongs to it, and so does the number behind it."""
    pieces = ["،", ")", *list("Alone, 2000"), "(", " ", *list("فورعملا")]
    assert "(Alone, 2000)" in logical(pieces, rtl=True)


def test_a_cell_of_a_figure_has_its_sign_behind() -> None:
    """Set from right to left the sign stands left of the number."""
    assert logical(["%", "3", ".", "9"], rtl=True) == "3.9%"


def test_latin_brackets_of_an_arabic_page_are_the_right_way_round() -> None:
    """TCPDF mirrors one of them."""
    assert logical(list("by Homs (hom.org("), rtl=True) == "by Homs (hom.org)"


def test_a_lone_bracket_of_latin_words_in_arabic_text() -> None:
    """The bracket of a pair that runs over two lines stands at the end of the first line and the start of the next."""
    assert logical([*"Inception", "("], rtl=True) == "(Inception"
    assert logical([")", *"Report"], rtl=True) == "Report)"
    assert logical([*"Report", ")"], rtl=False) == "Report)"


@pytest.mark.parametrize(("text", "count"), [("(a) [b]", 0), ("a) (b", 2), ("(a", 1), ("", 0)])
def test_brackets_without_another(text: str, count: int) -> None:
    """Whatever kind of brackets they are."""
    assert unpaired(text) == count


def test_the_sign_of_a_number_alone_in_an_arabic_cell() -> None:
    """It stands to the right, where the text begins."""
    assert logical(stands("29.0", "%", "-"), rtl=True) == "-29.0%"
    assert logical(stands("29.0", "%", "-"), rtl=False) == "29.0%-"


def test_a_number_after_an_address_and_an_arabic_comma() -> None:
    """A comma that touches the Latin word at its left goes on from the left."""
    line = stands("a@b.org", "، ", "041-555", "راسلونا ")
    assert logical(line, rtl=True) == "راسلونا a@b.org، 041-555"
