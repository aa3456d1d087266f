"""Listed names are found however they are spelled, and only where they stand as words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus_cli.export.redaction.names import NameList
from corpus_cli.export.redaction.text import redact_text

ListOf = Callable[..., NameList]

FOUND = [
    # Case, hyphens and spaces, the possessive, file names, tags.
    ("Ahmad Khalil", "AHMAD  khalil's house", "[redacted]'s house"),
    ("Ahmad Khalil", "interview_AhmadKhalil_2024.docx", "interview_[redacted]_2024.docx"),
    ("Ahmad Khalil", "InterviewAhmad-KhalilNotes2", "Interview[redacted]Notes2"),
    ("Ahmad Khalil", "Ahmad\n\tKhalil left", "[redacted] left"),
    ("Ahmad Khalil", "https://x.org/ahmad%20khalil", "https://x.org/[redacted]"),
    ("Ahmad Khalil", "Ah\u00admad \u202eKhalil\u202c", "[redacted]\u202c"),
    ("Ahmad Khalil", "Ah\x08mad Khalil", "[redacted]"),
    # Signs for ayn, accents, full-width letters.
    ("Said Ghaleb", "Sa’id Ghāleb", "[redacted]"),
    ("Müller", "MULLER and Muller", "[redacted] and [redacted]"),
    ("Ahmad", "Ａｈｍａｄ", "[redacted]"),
    ("Abdulrahman", "Abdul Rahman and Abdul-Rahman", "[redacted] and [redacted]"),
    ("Abdul Rahman", "Abdulrahman", "[redacted]"),
    # Hamza, vowel signs, tatweel, teh marbuta, alef maksura, Persian letters.
    ("أحمد خليل", "قال احمد خليل", "قال [محجوب]"),
    ("احمد خليل", "أَحْمَدُ خَلِيلٍ هنا", "[محجوب] هنا"),
    ("أحمد", "أحـــمد", "[محجوب]"),
    ("فاطمة", "مع فاطمه", "مع [محجوب]"),
    ("هدى", "هدي وهدى", "[محجوب] و[محجوب]"),
    ("علي كريم", "علی کریم", "[محجوب]"),
    ("مؤمن", "مومن", "[محجوب]"),
    ("أحمد", "ﺃﺣﻤﺪ", "[محجوب]"),
    ("أحمد", "\u202bأح\u200fمد\u202c", "\u202b[محجوب]\u202c"),
    ("أحمد", "%D8%A3%D8%AD%D9%85%D8%AF.pdf", "[محجوب].pdf"),
    # A decomposed hamza, as file names of a Mac have it.
    ("أحمد", "ا\u0654حمد", "[محجوب]"),
    # Proclitics stay; after ل the article of the name has lost its alef.
    ("أحمد", "ولأحمد وبأحمد فأحمد", "ول[محجوب] وب[محجوب] ف[محجوب]"),
    ("الأسد", "للأسد وبالأسد والاسد", "ل[محجوب] وب[محجوب] و[محجوب]"),
    ("اللاذقاني", "للاذقاني", "ل[محجوب]"),
    # Written apart or together.
    ("عبدالله", "عبد الله", "[محجوب]"),
    ("عبد الله", "لعبدالله", "ل[محجوب]"),
    ("أبو بكر", "أبوبكر", "[محجوب]"),
    # The accusative ending goes with the name.
    ("زيد", "رأيت زيدًا وزيدا", "رأيت [محجوب] و[محجوب]"),
    # Both sets of digits.
    ("0912 345 678", "٠٩١٢٣٤٥٦٧٨ ۰۹۱۲-۳۴۵-۶۷۸", "[redacted] [redacted]"),
]
LEFT = [
    ("Hama", "Hamas and Hamat"),
    ("Ahmad Khalil", "We met Ahmad. Khalil left."),
    ("Ahmad Khalil", "Ahmad, Khalil"),
    ("سعيد", "سعيدة والسعيد"),
    ("أحمد", "الأحمد محمدأحمدي"),
    ("هناء", "هنا"),
    ("Ali", "Alia, et al. I say"),
]


@pytest.mark.parametrize(("name", "text", "redacted"), FOUND)
def test_a_name_is_found_in_every_spelling(list_of: ListOf, name: str, text: str, redacted: str) -> None:
    assert redact_text(text, list_of(name)).text == redacted


@pytest.mark.parametrize(("name", "text"), LEFT)
def test_other_words_are_left(list_of: ListOf, name: str, text: str) -> None:
    assert redact_text(text, list_of(name)).text == text


def test_the_longest_name_wins(list_of: ListOf) -> None:
    names = list_of("Ahmad", "Ahmad Khalil", "Khalil")
    done = redact_text("Ahmad Khalil, Ahmad", names)
    assert done.text == "[redacted], [redacted]"
    assert done.names == (1, 0)


def test_names_that_overlap_go_together(list_of: ListOf) -> None:
    """Nothing of the second is left over."""
    done = redact_text("Ahmad Khalil Hasan left", list_of("Ahmad Khalil", "Khalil Hasan"))
    assert done.text == "[redacted] left"
    assert done.names == (0, 1)
