"""Where sentences end."""

from __future__ import annotations

import pytest

from corpus_cli.segment import split_sentences


def _split(text: str, language: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text, 0, len(text), language)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["Dr. Haddad met Mr. Saleh, i.e. the mayor, in St. George.", "They spoke."],
        ["The U.S. and the U.N. agreed.", "No. 5 of Art. 12 stays, see pp. 3–4 and vol. 2."],
        ["He left the U.S.", "The council stayed."],
        ["J. R. Smith wrote it.", "He said no.", "Then he left."],
        ["It cost 3.5 million at 10.30 p.m. on Sunday."],
        ["See https://example.org/a.b?c=1.", "Write to a.b@example.org now!"],
        ["“Why?” he asked.", "“Because of the road.”", "Nobody answered…", "Then they left."],
        ["He waited... and left.", "(The road was closed.)", "All went home."],
        ["1. Open the road.", "2. Close the office."],
        ["The rest [...] was lost (!) in the fire.", "It was noted.[12]", "So it stayed."],
        ["An incident.", "The second one."],
        ["It opened in 2015.", "20 people came."],
    ],
)
def test_english(sentences: list[str]) -> None:
    """Abbreviations, initials, numbers, addresses, bracketed remarks end no sentence; closing quotes belong to it."""
    assert _split(" ".join(sentences), "en") == sentences


@pytest.mark.parametrize(
    "sentences",
    [
        ["التقى د. حداد وأ.د. سالم في المجلس.", "وقال م. خالد إنه راض؟", "نعم!"],
        ["انظر ص. 15 من ج. 2.", "ثم عاد الجميع."],
        ["عقد الاجتماع سنة 1440 ه.", "وحضره كثيرون."],
        ["عقد الاجتماع سنة 2015م.", "وحضره كثيرون."],
        ["تزن كل منها 417 غ.", "قطرها 60 مم."],
        ["عاد الناس؛ وفتحت المدارس؛ وبقي السوق مغلقا.", "لماذا؟"],
        ["قال: «لن نعود.»", "وصمت الجميع..."],
        ["كنا نخاف... ثم تغير كل شيء.", "انتظرنا.. ولم يأت أحد."],
        ["بلغت النسبة 3.5 في المئة عند الساعة 10.30 صباحا."],
        ["التقى Dr. Smith بالوفد.", "وعاد إلى دمشق."],
        ["أ. فتح الطريق.", "ب. إعادة المدارس."],
    ],
)
def test_arabic(sentences: list[str]) -> None:
    """Arabic has no capitals: single letters are titles and pages, after a number eras and units; ؛ goes on."""
    assert _split(" ".join(sentences), "ar") == sentences


def test_missing_space() -> None:
    """A full stop typed without a space still ends an Arabic sentence; a dotted abbreviation does not."""
    assert _split("عاد الناس إلى السورية.وقال رئيس المجلس نعم", "ar") == [
        "عاد الناس إلى السورية.",
        "وقال رئيس المجلس نعم",
    ]
    assert _split("وصل أ.د خالد", "ar") == ["وصل أ.د خالد"]


def test_long_stretch_is_cut() -> None:
    """120 words without a full stop are cut at the last comma, or at a word if there is none."""
    with_comma = " ".join(["كلمة"] * 100 + ["كلمة،"] + ["كلمة"] * 50)
    assert [len(piece.split()) for piece in _split(with_comma, "ar")] == [101, 50]
    without = " ".join(["word"] * 250)
    assert [len(piece.split()) for piece in _split(without, "en")] == [120, 120, 10]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("A weekly slot, “صحيح أم إشاعة؟” (true or rumour?), in both languages.", "en"),
        ("عُرضت فقرة «صحيح أم إشاعة؟» (True or rumour) مرتين كل أسبوع.", "ar"),
        ("عُرضت فقرة «صحيح أم إشاعة؟»، ثم توقفت.", "ar"),
        ("They shouted “Why us!”, and left.", "en"),
    ],
)
def test_a_quoted_question_inside_a_sentence(text: str, language: str) -> None:
    """A bracket or comma after the closing quote says that the sentence goes on; Arabic has no small letters for it."""
    assert _split(text, language) == [text]


def test_a_row_of_a_table_is_one_sentence() -> None:
    """What stands in cells is no running text."""
    text = "Why did you leave? | No school. | 40 %"
    assert split_sentences(text, 0, len(text), "en", row=True) == ((0, len(text)),)


def test_stray_quote_joins() -> None:
    """A closing quote after a space is part of the sentence before it, not one of its own."""
    assert _split("قال نعم. » وعاد.", "ar") == ["قال نعم.", "» وعاد."]
    assert _split("He said yes. ”", "en") == ["He said yes. ”"]
