"""Which sentences of a passage are quoted."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus_cli.themes.excerpt import Excerpt, choose_excerpt, sentences_of

LONG = (
    "The council of the town met on Monday in the school and voted for a budget that all of the parties could accept."
)
OTHER = (
    "Farmers of the eastern villages asked for pumps and seed, and for a road that does not drown in every winter rain."
)


@pytest.fixture
def quoted(make_document: Callable, part: Callable) -> Callable[..., str]:
    """The text chosen out of a document of one paragraph."""

    def choose(text: str, language: str = "en", kind: str = "paragraph", keywords: tuple[str, ...] = ()) -> str:
        doc, _ = make_document(1, part(language, "t001", text, kind=kind))
        found: Excerpt = choose_excerpt(doc.text, doc.passages[0], sentences_of(doc), keywords=keywords)
        return doc.text[found.start : found.end]

    return choose


@pytest.fixture
def usable(make_document: Callable, part: Callable) -> Callable[..., bool]:
    """Whether anything of a document of one paragraph can be quoted."""

    def judge(text: str, language: str = "en", kind: str = "paragraph") -> bool:
        doc, _ = make_document(1, part(language, "t001", text, kind=kind))
        return choose_excerpt(doc.text, doc.passages[0], sentences_of(doc)).usable

    return judge


def test_whole_sentences(quoted: Callable) -> None:
    """A quote begins and ends with a sentence."""
    assert quoted(f"{LONG} {OTHER}") in (LONG, OTHER, f"{LONG} {OTHER}")


def test_skips_a_sentence_that_leans_on_the_one_before(quoted: Callable) -> None:
    """«However, they …» is not quoted where a sentence stands that needs nothing before it."""
    assert quoted(f"However, they refused all of it. {LONG}") == LONG


def test_arabic_connective_behind_a_proclitic(quoted: Callable) -> None:
    """«وهذا» is «and this»: و is written together with the pronoun that points back, so it is looked through."""
    leaning = "وهذا ما رفضه الجميع في القرية بعد نقاش طويل استمر حتى منتصف الليل من دون أن يتفقوا على شيء واضح."
    alone = "اجتمع مجلس البلدة يوم الاثنين في المدرسة وصوّت على موازنة يمكن لجميع الأطراف أن تقبل بها بعد نقاش طويل."
    assert quoted(f"{leaning} {alone}", "ar") == alone


def test_arabic_question_mark_ends_a_sentence(usable: Callable) -> None:
    """؟ closes an Arabic sentence as ? does an English one."""
    text = "لماذا لا تعود العائلات إلى قراها في ريف إدلب الجنوبي بعد أن فُتحت الطرق وأُصلحت المدرسة والبئر هذا العام؟"
    assert usable(text, "ar")


@pytest.mark.parametrize("kind", ["heading", "table", "caption"])
def test_headings_tables_and_captions_are_not_quoted(usable: Callable, kind: str) -> None:
    """What is no statement of the report's running text is not usable."""
    assert not usable(LONG, kind=kind)


@pytest.mark.parametrize(
    "text",
    [
        "Types of violations recorded in the reports of the last year, which for the towns of the north include:",
        "See https://example.org/a for the list of all the villages that took part in the survey last year.",
        "– one of many items of a list that goes on for some time and has no place on a page of quotes at all, none.",
        "too short.",
        "b) The council of the town met on Monday in the school and voted for a budget that all could accept.",
        "Beds: about 60 in all Wounded staff: one nurse and two drivers Damage: the northern wall of the clinic.",
        "The council of the town recorded in its minutes one complaint for each of these incidents on the road.",
        "In the same video the head of the council of the town says that the school will be open to all in the spring.",
        "Date: 5 May 2023, Place: the town hall of Tabqa, Chair: the head of the council, Minutes: the town clerk.",
        "On the same day the council of the town met in the school and voted for a budget that all could accept.",
        "The image below shows the square of the town on the morning of the attack, with the tower on its left side.",
    ],
)
def test_fragments_are_not_usable(usable: Callable, text: str) -> None:
    """Announced lists, links, bullets and captions in disguise do not stand alone."""
    assert not usable(text)


def test_a_list_of_names_is_not_usable(usable: Callable) -> None:
    """Items of a few words each are names and not statements, however many stand together."""
    names = "Samir Haddad of the town council. Nour Darwish of the clinic. Rana Saleh of the Jasmine Network. "
    assert not usable(names * 2, kind="list_item")


def test_an_arabic_form_is_not_usable(usable: Callable) -> None:
    """«التاريخ: … المكان: …» are fields of a form, with the Arabic comma between them."""
    text = "التاريخ: الخامس من أيار في ساعات الصباح، المكان: قاعة البلدية في مدينة الطبقة، الحضور: ممثلو الأهالي جميعا."
    assert not usable(text, "ar")


def test_keywords_of_the_theme_decide_between_equals(quoted: Callable) -> None:
    """Of two good sentences the one that speaks of the theme is quoted."""
    filler = "We were there in spring. " * 12
    assert OTHER in quoted(f"{LONG} {filler}{OTHER}", keywords=("seed", "pumps", "road"))


def test_without_sentences_the_passage_is_the_excerpt(make_document: Callable, part: Callable) -> None:
    """A document without segments still gives a span, of no quality."""
    doc, _ = make_document(1, part("en", "t001", " Text without segments. "))
    found = choose_excerpt(doc.text, doc.passages[0], ())
    assert doc.text[found.start : found.end] == "Text without segments."
    assert not found.usable


def test_another_language_is_quoted_by_its_shape(usable: Callable) -> None:
    """A language without a file of its own loses nothing but the test for leaning sentences."""
    assert usable(
        "Le conseil de la ville a voté lundi le budget de l'année, que tous les partis ont accepté hier soir.",
        "fr",
    )
