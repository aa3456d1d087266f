"""The dates in a text's head that are its own, and those that are not."""

from __future__ import annotations

import pytest

from corpus_cli.document import Block, Extracted
from corpus_cli.ingest.dates.candidates import Candidate
from corpus_cli.ingest.dates.datelines import own_dates
from corpus_cli.ingest.dates.order import Order
from corpus_cli.ingest.markup.markdown import parse as parse_markdown
from corpus_cli.ingest.plain import parse as parse_plain

AR = "اجتمعت العائلات العائدة إلى الحي مع المجلس المحلي واتفقت على تقاسم نقاط المياه بين الحارتين خلال أشهر الصيف."
EN = "Families who came back met with the local council and agreed on how water points would be shared in summer."


def own(extracted: Extracted) -> Candidate | None:
    found = own_dates(extracted, Order(extracted.text))
    return found[0] if found else None


def date_of(head: str, body: str = EN) -> str | None:
    found = own(parse_plain(f"{head}\n\n{body}\n".encode()).extracted)
    return found.dates[0] if found is not None and len(found.dates) == 1 else None


@pytest.mark.parametrize(
    "head",
    [
        "دمشق – 12 آذار 2023",
        "دمشق، الأحد 12 آذار 2023",
        "الرباط في 12 مارس 2023",
        "(القامشلي، 12 آذار 2023) – أعلنت شبكة من المنظمات المحلية عن خطة لتوزيع المياه.",
        "12 آذار 2023",
        "الأحد 12 آذار 2023 م",
        "تاريخ النشر: 12 آذار 2023",
        "نُشر بتاريخ الأحد 12 آذار 2023، الساعة 14:20",
        "آخر تحديث: 12/3/2023",
        "التاريخ : 12 آذار 2023",
        "تاريخ الاجتماع: 12 آذار 2023",
        "اليوم والتاريخ: الأحد 12-3-2023",
        "المكان والتاريخ: حماة، 12 آذار 2023",
        "بقلم: فريق التحرير – 12 آذار 2023",
        "مركز دراسات السلم الأهلي | 12 آذار 2023",
        "محضر اجتماع لجنة الصلح – ١٢ آذار ٢٠٢٣",
    ],
)
def test_arabic_datelines(head: str) -> None:
    """A line of its own, a label, a place, an author, a body or the name of a kind of document beside it."""
    assert date_of(head, AR) == "2023-03-12"


@pytest.mark.parametrize(
    "head",
    [
        "Damascus, 12 March 2023",
        "DAMASCUS, Syria, March 12, 2023 -- Local groups have set out a plan to share water.",
        "Sunday, 12th March 2023",
        "March 12, 2023 · 8 min read",
        "Published: 12 March 2023 | Updated: 14 March 2023",
        "Posted on Sunday, 12 March 2023 at 10:45 pm",
        "Last updated: 12 March 2023",
        "Meeting date: Sunday, 12 March 2023",
        "Date and place: town hall, 12 March 2023",
        "By the Research Unit | 12 March 2023",
        "Policy paper, 12 March 2023",
        "News | 12 March 2023",
        "FOR IMMEDIATE RELEASE: March 12, 2023",
        "Published\n12 March 2023",
    ],
)
def test_english_datelines(head: str) -> None:
    """The same in English."""
    assert date_of(head) == "2023-03-12"


@pytest.mark.parametrize(
    "head",
    [
        "القانون رقم 10 الصادر بتاريخ 2 نيسان 2018",
        "استناداً إلى أحكام القانون رقم 107 تاريخ 23/8/2011",
        "قرار مجلس الأمن 2254 – 18 كانون الأول 2015",
        "اتفاق 14 تموز 2018 وما بعده",
        "مجزرة القرية، 25 أيار 2012",
        "حماة، 2 شباط 1982",
        "تاريخ صدور القانون\n3 أيار 2014",
        "ذكرى الثورة – 18 آذار 2015",
        "منذ 15 آذار 2011",
        "مواليد 12 آذار 1975",
        "آخر موعد لتقديم الطلبات: 15 حزيران 2023",
        "تاريخ التأسيس: 3 أيار 2014",
        "تاريخ صدور القانون: 3 أيار 2014",
        "في 12 آذار 2016 خرج الأهالي إلى الساحة وطالبوا بفتح الطريق.",
        "كانون الثاني – آذار 2022",
        "هاتف: 12-03-2021",
        "Law No. 10 of 2 April 2018: what it means for owners",
        "Security Council Resolution 2254, 18 December 2015",
        "On 12 March 2016 people gathered in the square.",
        "Homs, 12 March 2016. People gathered in the square and asked for the road to be opened.",
        "By 12 March 2023 all families had returned.",
        "Deadline: 15 June 2023",
        "Deadline:\n15 June 2023",
        "Next meeting: 14 June 2023",
        "Born: 12 May 1975, Homs",
        "What happened on 8 March 1963?",
        "12 March 2016: the square",
        "Annual report\n1 January 2022 – 31 December 2022",
        "Sources: Annual review, published on 3 May 2019, accessed 7 June 2020.",
        "Q1 2023",
        "2010-11",
        "2021",
    ],
)
def test_dates_of_other_things(head: str) -> None:
    """Laws, agreements, attacks, births, deadlines, periods, events in sentences: none is the document's."""
    assert date_of(head, AR) is None


def test_lines_that_are_nothing_but_dates_are_a_chronology() -> None:
    """One is a dateline, several are what the text tells of; the same day in two calendars is one."""
    assert date_of("Timeline\n\n12 March 2016\n\nThe square.\n\n20 March 2016\n\nThe road.") is None
    assert date_of("الأمانة العامة\n\n29 رجب 1443 هـ\n1 آذار 2022", AR) == "2022-03-01"


def test_a_date_among_the_facts_of_an_incident_is_that_of_the_incident() -> None:
    """A plain «Date:» beside killed, attacks or targets; beside place and present it is that of the gathering."""
    assert date_of("Location: a village\nDate: 17 April 2017\nTime: 12:25\nReported killed: five") is None
    assert date_of("الموقع: قرية\nالتاريخ: 17 نيسان 2017\nالهجمات: ثلاث غارات\nالقتلى: خمسة", AR) is None
    plain, held = (
        own(parse_plain(f"{head}\n\n{EN}\n".encode()).extracted)
        for head in ("Date: 17 April 2017\nNumber: 4", "Date: 17 April 2017\nPresent: nine people")
    )
    assert plain is not None and held is not None
    assert plain.worth > held.worth and not held.decisive


def test_a_broken_line_of_running_text_is_no_dateline() -> None:
    """A margin may leave a date alone on its line."""
    assert (
        date_of("The parties to the ceasefire announced in the city hall on\n12 March 2016\nTwo weeks passed.") is None
    )


def test_below_running_text_only_labels_of_publication_count() -> None:
    """What stands alone there is a heading of the text."""
    assert date_of(f"{EN} {EN}\n\n12 March 2016\n\n{EN}") is None
    assert date_of(f"{EN} {EN}\n\nPublished: 12 March 2016\n\n{EN}") == "2016-03-12"


@pytest.mark.parametrize("kind", ["quote", "caption", "table"])
def test_quotations_captions_and_tables_hold_no_datelines(kind: str) -> None:
    """«Aleppo, 12 March 2010» below a picture is when it was taken."""
    text = f"Aleppo, 12 March 2010\n\n{EN}"
    blocks = (Block(kind, ((0, 21),)), Block("paragraph", ((23, len(text)),)))  # type: ignore[arg-type]
    assert own(Extracted(text, blocks)) is None


def test_a_row_of_facts_states_a_date() -> None:
    """Word files and pages have their facts in tables."""
    text = f"Date | 12 March 2023\n\n{EN}"
    found = own(Extracted(text, (Block("table", ((0, 20),)), Block("paragraph", ((22, len(text)),)))))
    assert found is not None and found.dates == ("2023-03-12",)


def test_a_year_alone_is_a_date_only_behind_a_label() -> None:
    """A cover's lone year may be a part of its title."""
    assert date_of("سنة النشر: ٢٠١٨", AR) == "2018"
    assert date_of("Year of publication: 2018") == "2018"
    assert date_of("Survey, 2018") is None


def test_the_place_in_the_text_is_that_of_the_date() -> None:
    """Through marks of direction, vowel marks and Markdown's asterisks."""
    source = f"# ورشة\n\n**\u200fالسلمية،** *١٩ حزيـران* ٢٠٢٢\n\n{AR}\n"
    extracted = parse_markdown(source.encode()).extracted
    found = own(extracted)
    assert found is not None and found.place is not None
    assert found.dates == ("2022-06-19",)
    assert extracted.text[slice(*found.place)] == "١٩ حزيـران* ٢٠٢٢"
    assert found.written == "١٩ حزيـران ٢٠٢٢"


def test_the_weekday_decides_and_a_wrong_one_costs_trust() -> None:
    """3 April 2023 was a Monday and 4 March a Saturday; a day that fits neither is a slip of the pen."""
    assert date_of("Monday, 3/4/2023") == "2023-04-03"
    assert date_of("Saturday, 3/4/2023") == "2023-03-04"
    right, wrong = (
        own(parse_plain(f"{day}, 17 April 2023\n\n{EN}\n".encode()).extracted) for day in ("Monday", "Friday")
    )
    assert right is not None and wrong is not None
    assert right.dates == wrong.dates and right.worth > wrong.worth
