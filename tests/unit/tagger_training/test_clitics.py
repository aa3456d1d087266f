import pytest
from hypothesis import given
from hypothesis import strategies as st
from tagger.clitics import rejoined

TOKENS = st.lists(st.sampled_from("و ف ب ك ل س ه ها هم ي نا د ا عاصمة مدينة سوريا في 2002 ( ) . WFP".split()))


@pytest.mark.parametrize(
    ("tokens", "text"),
    [
        ("و سوريا", "وسوريا"),
        ("و ب سوريا", "وبسوريا"),
        ("في عاصمة ها دمشق", "في عاصمتها دمشق"),  # ة opens to ت before a suffix
        ("بيت هم و بيت نا", "بيتهم وبيتنا"),
        ("( د ب ا )", "( د ب ا )"),  # an agency's initials: ب is no proclitic here
        ("و 2002", "و 2002"),  # no word to lean on
        ("ك سوريا", "كسوريا"),  # ك is a proclitic before a word,
        ("بيت ك", "بيتك"),  # and a suffix after one
        ("و", "و"),
        ("", ""),
    ],
)
def test_clitics_are_written_onto_their_words(tokens, text):
    assert rejoined(tokens.split()).text == text


@given(TOKENS)
def test_no_letter_is_lost_and_every_token_is_where_it_is_said_to_be(tokens):
    joined = rejoined(tokens)
    assert joined.text.replace(" ", "").replace("ت", "ة") == "".join(tokens).replace("ت", "ة")
    assert [joined.text[a:b].replace("ت", "ة") for a, b in joined.places] == [one.replace("ت", "ة") for one in tokens]
    assert joined.text == joined.text.strip()
