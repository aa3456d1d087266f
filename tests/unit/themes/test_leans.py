"""Sentences that need the one before them, case by case: tests/golden/themes/leans-*.txt."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus_cli.themes.language import standing_of

GOLDEN = Path(__file__).parents[2] / "golden" / "themes"
CASES = [
    (path.stem.removeprefix("leans-"), *line.split("\t"))
    for path in sorted(GOLDEN.glob("leans-*.txt"))
    for line in path.read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("code", "expected", "sentence"), CASES)
def test_leans(code: str, expected: str, sentence: str) -> None:
    """Each line: how much it leans (0, 0.4, 1), a tab, the sentence; the comment above says why."""
    assert standing_of(code).leans(sentence) == float(expected)


@pytest.mark.parametrize(
    ("code", "sentence", "expected"),
    [
        ("en", "The mosque is shown in the image below.", True),
        ("en", "Temperatures fell below zero.", True),  # a false alarm costs a quote its rank, nothing more
        ("en", "The council met.", False),
        ("ar", "كما يَظهر في الصورة أدناه.", True),
        ("ar", "وفي الجدول التالي أنواع الذخائر.", True),
        ("ar", "اجتمع المجلس.", False),
    ],
)
def test_points_elsewhere(code: str, sentence: str, expected: bool) -> None:
    """A sentence that sends the reader to a picture or table says so, vowel signs and hamza or not."""
    assert standing_of(code).points_elsewhere(sentence) is expected


def test_other_languages_lean_on_nothing() -> None:
    """Of a language without a file of its own nothing is known of its sentences."""
    assert standing_of("fa").leans("این گزارش است.") == 0
    assert not standing_of("fa").dangles("این گزارش است.")


@pytest.mark.parametrize(
    ("code", "excerpt", "expected"),
    [
        ("en", "The team verified one video of each of these incidents.", True),
        ("en", "Two incidents were recorded. The team verified one video of each of these incidents.", False),
        ("en", "This refusal was final.", True),
        ("en", "The court refused the claim. This refusal was final.", False),
        ("en", "Prices rose this year, and those who could leave left.", False),
        ("en", "The report says that this is a matter of law.", False),
        ("ar", "جمع الفريق مقطعين متعلقين بهذه الحادثة.", True),  # ب is written together with هذه
        ("ar", "وقعت حادثتان في السوق، وجمع الفريق مقطعين متعلقين بهذه الحوادث.", False),  # a broken plural
        ("ar", "وقعت حادثة في السوق، وجمع الفريق مقطعين متعلقين بهذه الحادثة.", False),
        ("ar", "ارتفعت الأسعار هذا العام في حلب.", False),
        ("ar", "اجتمع المجلس.", False),
        ("fr", "Ces incidents.", False),
    ],
)
def test_dangles(code: str, excerpt: str, expected: bool) -> None:
    """«These incidents» need incidents named before; a time or the report itself does not."""
    assert standing_of(code).dangles(excerpt) is expected
