"""The language of segments and documents."""

from __future__ import annotations

import pytest

from corpus_cli.segment.language import document_language, language_shares, segment_languages

ARABIC = "عاد النازحون إلى المدينة بعد الهدنة وفتحت المدارس أبوابها من جديد."
ENGLISH = "The council and the families agreed that the road should be opened."
FRENCH = "Le conseil local a décidé que les écoles de la ville seront réparées cette année."
PERSIAN = "گزارشی که در این شهر منتشر شد از بازگشت پناهندگان است."


@pytest.mark.parametrize(
    ("texts", "languages"),
    [
        ([ARABIC, "دمشق", ARABIC], ["ar", "ar", "ar"]),
        ([PERSIAN, "دمشق", PERSIAN], ["fa", "fa", "fa"]),
        ([ARABIC, "Nour Hassan", ARABIC], ["ar", "en", "ar"]),
        ([ARABIC, ENGLISH, "12.5 %", ARABIC], ["ar", "en", "en", "ar"]),
        (["2023", ARABIC], ["ar", "ar"]),
        ([FRENCH, "Conclusion", FRENCH], ["fr", "fr", "fr"]),
        ([ENGLISH, FRENCH, "Annexe", ENGLISH], ["en", "fr", "en", "en"]),
        ([ARABIC, "https://example.org/report"], ["ar", "ar"]),
        (["https://example.org/report"], ["en"]),
        ([ARABIC, "map-2.png", ARABIC], ["ar", "ar", "ar"]),
        (["البريد الإلكتروني: info.office@example.org"], ["ar"]),
        (["من أقوال Roland Cassiers وJan Tytgat وFrancis Adyns"], ["ar"]),
        (["Встреча прошла в Дамаске", "Ніч на середу", "ܣܘܪܝܐ", "日本"], ["ru", "uk", "syr", "zh"]),
        (["123", "—"], ["und", "und"]),
        (["A weekly slot, “صحيح أم إشاعة؟” (true or rumour?), in both languages."], ["en"]),
        (["عنوان الفقرة: «The Council and the Families of the Town»"], ["ar"]),
        (['وكان اسم الدراسة "Who can still prove ownership of it"'], ["ar"]),
        (["“The council and the families agreed that the road is open.”"], ["en"]),
        ([], []),
    ],
)
def test_segment_languages(texts: list[str], languages: list[str]) -> None:
    """Script first, then words outside quotation marks; numbers and file names follow what stands around them."""
    assert segment_languages(texts) == languages


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Yerel meclis, mültecilerin dönüşü için okulları onarmaya karar verdi.", "tr"),
        ("Encûmena herêmî biryar da ku dibistanan nû bike.", "ku"),
        ("Der Rat hat beschlossen, dass die Schulen der Stadt repariert werden.", "de"),
        ("El consejo decidió reparar las escuelas de la ciudad este año.", "es"),
        ("Deir ez-Zor, Maarat al-Numan, Tell Rifaat, Khan al-Assal", "en"),
        ("Beneficiaries: Russian Ministry of Defence, Jaap de Hoop Scheffer", "en"),
    ],
)
def test_latin_letters(text: str, language: str) -> None:
    """Other languages are named when a whole sentence shows them; lists of names are not taken for one."""
    assert segment_languages([text]) == [language]


def test_shares() -> None:
    """Letters are counted, rounded to four digits and sorted by code; below four fifths a document is mixed."""
    assert language_shares(["abc 12", "ابت", "x"], ["en", "ar", "en"]) == {"ar": 0.4286, "en": 0.5714}
    assert document_language({"ar": 0.4286, "en": 0.5714}) == "mixed"
    assert document_language({"ar": 0.8, "en": 0.2}) == "ar"
    assert document_language({"fr": 1.0}) == "fr"
    assert language_shares(["12"], ["und"]) == {}
    assert document_language({}) == "und"


@pytest.mark.parametrize(
    ("texts", "stated", "languages"),
    [
        (["Homs", "Halep'e dönüş"], "tr", ["tr", "tr"]),
        (["عاد الناس", "The road is open and the market is not."], "ar", ["ar", "en"]),
        (["عاد الناس إلى حمص بعد الهدنة"], "en", ["ar"]),
        (["گەڕانەوەی خەڵک بۆ شار", "vegera gel"], "ku", ["ku", "ku"]),
        (["Встреча в городе"], "bg", ["bg"]),
        (["123"], "fr", ["und"]),
    ],
)
def test_a_stated_language_is_that_of_the_text_in_its_script(
    texts: list[str], stated: str, languages: list[str]
) -> None:
    """A column can be wrong about a row; about which letters the row is written in it has nothing to say."""
    assert segment_languages(texts, stated=stated) == languages
