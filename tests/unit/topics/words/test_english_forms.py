"""Which English forms are one word: by what the corpus attests."""

from collections import Counter

from corpus_cli.topics.words.forms import english


def base(text):
    return english.base_forms(Counter(text.split()), surfaces={})


def test_plurals_count_with_attested_singulars():
    """refugees with refugee, countries with country; class has no singular clas."""
    found = base("refugees refugee countries country class women woman crises crisis")
    assert found["refugees"] == "refugee"
    assert found["countries"] == "country"
    assert found["class"] == "class"
    assert found["women"] == "woman"
    assert found["crises"] == "crisis"


def test_words_that_only_look_like_plurals_stay():
    """news is not new, goods are not good, status is not statu."""
    found = base("news new goods good status statu")
    assert found["news"] == "news"
    assert found["goods"] == "goods"
    assert found["status"] == "status"


def test_british_and_american_spelling_are_one_word():
    """organisations counts with organization, where both are attested; alone it stays."""
    assert base("organisations organization organizations")["organisations"] == "organization"
    assert base("organisation")["organisation"] == "organisation"
    assert base("centre center")["centre"] == "center"


def test_a_hyphen_makes_no_other_word():
    """cease-fire is ceasefire; de-escalation, never written without, stays."""
    found = base("cease-fire ceasefire de-escalation")
    assert found["cease-fire"] == "ceasefire"
    assert found["de-escalation"] == "de-escalation"


def test_the_commonest_written_form_is_shown():
    """Small letters where both are as common."""
    surfaces = {"custom": Counter({"custom": 1}), "export": Counter({"Export": 2, "export": 2})}
    assert english.display("custom", Counter({"custom": 1}), surfaces) == "custom"
    assert english.display("export", Counter({"export": 4}), surfaces) == "export"


def test_capitals_of_headings_and_list_items_are_not_shown():
    """PROCESSING and Boundary stand so in headings and small in the text; a slip in a name does not count."""

    def shown(**counts):
        return english.commonest(Counter(counts))

    assert shown(PROCESSING=8, Processing=2, processing=1) == "Processing"
    assert shown(Boundary=4, boundary=1) == "boundary"
    assert shown(Belgian=9, belgian=1) == "Belgian"
    assert shown(UNICEF=30, Unicef=1) == "UNICEF"
    assert shown(SunCalc=4, suncalc=2) == "SunCalc"
    assert english.commonest(Counter({"Enforced disappearance": 3, "enforced disappearance": 1})) == (
        "enforced disappearance"
    )
    assert english.commonest(Counter({"AO-2": 2})) == "AO-2"
