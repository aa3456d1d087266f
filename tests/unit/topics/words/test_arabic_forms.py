"""Which Arabic forms are one word: by what the corpus attests."""

from collections import Counter

import pytest

from corpus_cli.normalize import fold_text
from corpus_cli.topics.words.forms import arabic


def base(text):
    counts, surfaces = Counter(), {}
    for word in text.split():
        counts[fold_text(word)] += 1
        surfaces.setdefault(fold_text(word), Counter())[word] += 1
    found = arabic.base_forms(counts, surfaces=surfaces)
    return {word: found[fold_text(word)] for word in text.split()}


def test_forms_with_proclitics_count_with_the_attested_bare_form():
    """و، لل، ب and the article are taken off where the corpus has the bare word."""
    assert set(base("عدالة عدالة العدالة والعدالة للعدالة بعدالة").values()) == {"عداله"}


def test_a_particle_is_taken_off_where_the_word_stands_only_with_its_article():
    """لضحايا counts with الضحايا."""
    assert base("لضحايا الضحايا الضحايا")["لضحايا"] == "الضحايا"


def test_letters_that_only_look_like_proclitics_stay():
    """The و of وزارة and the ال of ألمانيا are part of the word: nothing bare is attested."""
    assert base("وزارة ألمانيا بناء") == {"وزارة": "وزاره", "ألمانيا": "المانيا", "بناء": "بناء"}


def test_a_root_letter_is_not_taken_for_a_proclitic_where_the_short_word_is_rare():
    """لجان (committees) does not become جان because that name occurs once."""
    assert base("لجان لجان لجان جان")["لجان"] == "لجان"


def test_two_letters_without_an_article_are_as_risky_as_one():
    """وكالة (power of attorney) does not become آلة (machine) because that word occurs once."""
    assert base("وكالة وكالة وكالة آلة")["وكالة"] == fold_text("وكالة")


def test_parents_are_no_religion():
    """والدين is not و + الدين, however common دين is."""
    assert base("والدين دين دين الدين")["والدين"] == "والدين"


def test_a_conjunction_on_a_verbal_noun_that_is_never_bare_is_dropped():
    """وتوثيق alone is the second half of a pair; توثيق, however rare, takes it in: no root begins with و and is so
    long."""
    assert base("وتوثيق ووثق") == {"وتوثيق": "", "ووثق": ""}
    assert base("وتوثيق وتوثيق توثيق")["وتوثيق"] == "توثيق"


def test_a_conjunction_before_a_hamza_on_its_alif_is_dropped_with_its_word():
    """وإصابة is no label where the corpus never says إصابة; where it does, they are one. واجب and فأر are words."""
    assert base("وإصابة فأسفر واجب فأر") == {"وإصابة": "", "فأسفر": "", "واجب": "واجب", "فأر": "فار"}
    assert base("وإصابة إصابة")["وإصابة"] == fold_text("إصابة")


@pytest.mark.parametrize(
    ("word", "stem"),
    [("حقوقهم", "حقوق"), ("منازلهم", "منازل"), ("مناطقنا", "مناطق"), ("تحليلهما", "تحليل"), ("وعائلاتهم", "عائلات")],
)
def test_possessive_endings_count_with_the_commoner_word_without(word, stem):
    """Their rights are rights."""
    assert base(f"{word} {stem} {stem} و{stem}")[word] == stem


def test_a_possessive_on_ta_marbuta_is_taken_off():
    """منظمتهم is منظمة: ة is written ت before an ending."""
    assert base("منظمتهم منظمة منظمة")["منظمتهم"] == "منظمه"


def test_a_word_with_the_article_has_no_possessive_ending():
    """التفاهم (understanding) ends in هم by its root: nothing of theirs has an article."""
    assert base("التفاهم تفاهم تفا تفا تفا تفا")["التفاهم"] == "تفاهم"


def test_an_ending_stays_where_the_word_without_is_rarer():
    """بيانات (data) is commoner than بيان (statement) here, and another word."""
    assert base("بيانات بيانات بيانات بيان")["بيانات"] == "بيانات"


def test_his_and_the_feminine_ending_are_told_apart_by_spelling():
    """منزله is his house; مدرسة (school) is no feminine of مدرس (teacher), though both fold to ه."""
    found = base("منزله منزل منزل مدرسة مدرس مدرس")
    assert found["منزله"] == "منزل"
    assert found["مدرسة"] == "مدرسه"


def test_sound_plurals_count_with_their_singulars():
    """غارات with غارة, مدنيون with مدنيين, and both with مدني where it is commoner."""
    found = base("غارات غارة غارة مدنيون مدنيين مدنيين مدني مدني مدني مدني")
    assert found["غارات"] == "غاره"
    assert found["مدنيون"] == found["مدنيين"] == "مدني"


def test_relative_adjectives_count_with_the_commoner_masculine():
    """محلية with محلي; جمعية (association), commoner than جمعي, stays."""
    found = base("محلية محلي محلي جمعية جمعية جمعي")
    assert found["محلية"] == "محلي"
    assert found["جمعية"] == "جمعيه"


def test_verbs_are_no_words_to_show():
    """يدل beside تدل and استهدف beside استهدفت, never with the article, are verbs; so are قتلوا and قمنا."""
    found = base("يدل تدل استهدف استهدفت قتلوا قمنا")
    assert set(found.values()) == {""}


def test_nouns_with_the_letters_of_verbs_stay():
    """تحقيق has التحقيق beside it, and يدوي no تدوي; هدف is a noun although هدفت is a verb."""
    found = base("تحقيق التحقيق يحقيق يدوي الهدف هدف هدفت مكانا مكان مكان")
    assert found["تحقيق"] == "تحقيق"
    assert found["يدوي"] == "يدوي"
    assert found["هدف"] == "هدف"
    assert found["هدفت"] == ""
    assert found["مكانا"] == "مكان"


def test_adverbs_of_attested_adjectives_are_no_words_to_show():
    """رقميا is digitally; قضايا (cases) has no قضاي beside it."""
    found = base("رقميا رقمي قضايا")
    assert found["رقميا"] == ""
    assert found["قضايا"] == "قضايا"


def test_a_word_is_shown_without_an_ending_that_was_taken_off():
    """منازلهم may be the commonest single form; the word is shown as المنازل."""
    surfaces = {form: Counter({form: count}) for form, count in (("منازلهم", 4), ("المنازل", 3), ("منازل", 2))}
    forms = Counter({"منازلهم": 4, "المنازل": 3, "منازل": 2})
    assert arabic.display("منازل", forms, surfaces) == "المنازل"


def test_an_accusative_marked_by_its_tanwin_counts_with_its_word():
    """دمارًا is دمار, also where that stands only with its article; what is not marked, or has no such word, stays."""
    counts = Counter({"دمارا": 5, "دمار": 1, "مشروعا": 2, "المشروع": 1, "سوريا": 3, "سوري": 1, "قسرا": 2})
    surfaces = {
        "دمارا": Counter({"دمارًا": 3, "دمارا": 2}),
        "مشروعا": Counter({"مشروعاً": 2}),
        "سوريا": Counter({"سوريا": 3}),
        "قسرا": Counter({"قسراً": 2}),
    }
    found = arabic.base_forms(counts, surfaces=surfaces)
    assert found["دمارا"] == "دمار"
    assert found["مشروعا"] == "المشروع"
    assert found["قسرا"] == "قسرا"
    assert found["سوريا"] in ("سوريا", "")
