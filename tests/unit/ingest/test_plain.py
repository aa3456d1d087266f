"""Plain text files."""

from __future__ import annotations

import pytest

from corpus_cli.ingest.plain import parse

BODY = "عقد المجلس اجتماعه يوم الاثنين في المدرسة وناقش موازنة العام المقبل مع الأهالي."


def kinds(text: str) -> list[str]:
    return [block.kind for block in parse(text.encode()).extracted.blocks]


@pytest.mark.parametrize(
    "title",
    [
        "كيف تتحوّل الإشاعة إلى خطاب كراهية؟",
        "«رجعنا والبيت بلا أبواب»: عائدة من الأردن إلى ريف درعا",
        "«رجعنا والبيت بلا أبواب»",
        "Who can still prove ownership? Survey findings from Homs and from the villages of its countryside",
    ],
)
def test_the_first_line_is_the_title(title: str) -> None:
    """A title may ask, quote, and be longer than a heading farther down."""
    assert kinds(f"{title}\n\n{BODY}\n") == ["heading", "paragraph"]


@pytest.mark.parametrize(
    "line",
    [
        "اجتمع المجلس اليوم.",
        "السيد الوزير،",
        "إدلب، 3 أيار 2023",
        "كلمة " * 30,
        "The first line of a paragraph that is broken by\nits margin",
    ],
)
def test_other_first_lines_are_paragraphs(line: str) -> None:
    """A sentence, a salutation, place and date, a long line and a wrapped paragraph are no titles."""
    assert kinds(f"{line}\n\n{BODY}\n") == ["paragraph", "paragraph"]


def test_a_line_alone_is_no_title() -> None:
    """There is nothing that it heads."""
    assert kinds("كيف تتحوّل الإشاعة إلى خطاب كراهية؟") == ["paragraph"]


def test_a_line_with_a_colon_above_a_list_is_no_heading() -> None:
    """It announces the list and belongs to the running text."""
    assert kinds(f"{BODY}\n\nوتوصي الورقة بما يأتي:\n\n- بند أول\n- بند ثان\n") == [
        "paragraph",
        "paragraph",
        "list_item",
        "list_item",
    ]


def test_questions_of_an_interview_are_paragraphs() -> None:
    """A short line that asks, between two answers, is said and heads nothing."""
    assert kinds(f"{BODY}\n\nومتى عدتم؟\n\n{BODY}\n\nWhy then?\n\n{BODY}\n") == ["paragraph"] * 5


def test_a_lonely_rule_of_a_table_is_no_text() -> None:
    """A line of dashes and bars says nothing."""
    assert kinds(f"{BODY}\n\n|---|---|---|\n\n{BODY}\n") == ["paragraph", "paragraph"]
