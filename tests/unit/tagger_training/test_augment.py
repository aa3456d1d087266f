from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tagger.augment import Augmenter, Chances
from tagger.sets import Sentence, Span

PLACES = {"ar": ["الرقة", "درعا", "القامشلي"], "en": ["Raqqa", "Deir ez-Zor"]}
ALL = Chances(*[0.5] * 8)
ONLY = dict.fromkeys(("hamza", "endings", "capitals", "title", "lower", "swap", "excerpt", "stop"), 0.0)
ENGLISH = ["Aleppo", "in", "Homs", "the", "Council", "met", "of", "x1"]
ARABIC = ["حلب", "أريحا", "سلمى", "القاهرة", "في", "مجلس", "إلى", "لرقة"]


@st.composite
def sentences(draw, words=None):
    """Words with spaces or hyphens between them; some runs of words are names, perhaps after a proclitic."""
    chosen = draw(st.lists(st.sampled_from(words or draw(st.sampled_from([ENGLISH, ARABIC]))), min_size=1, max_size=20))
    text, spans, start, left = "", [], 0, 0
    for number, word in enumerate(chosen):
        text += draw(st.sampled_from([" ", " ", "-"])) if number else ""
        if not left and draw(st.booleans()):
            text += draw(st.sampled_from(["", "و", "ل"])) if word in ARABIC else ""
            start, left = len(text), draw(st.integers(1, 3))
        text += word
        if left and (left == 1 or number == len(chosen) - 1):
            spans.append(Span(start, len(text), draw(st.sampled_from(["PLACE", "ORG", "PERSON"]))))
        left = max(0, left - 1)
    return Sentence("s", text + draw(st.sampled_from(["", ".", "،"])), tuple(spans))


def folded(name):
    return name.translate(str.maketrans("أإآةى", "اااهي")).lower()


@given(sentences(), st.integers())
def test_every_span_still_covers_its_name_or_one_put_in_for_it(sentence, seed):
    wanted = {(folded(sentence.text[s.start : s.end]), s.label) for s in sentence.spans}
    wanted |= {(folded(name), "PLACE") for names in PLACES.values() for name in names}
    varied = Augmenter(PLACES, ALL, seed)(sentence)
    end = 0
    for span in varied.spans:
        assert end <= span.start < span.end <= len(varied.text)
        assert (folded(varied.text[span.start : span.end]), span.label) in wanted
        end = span.end


@given(sentences(), st.integers())
def test_the_same_seed_gives_the_same_variation(sentence, seed):
    assert Augmenter(PLACES, ALL, seed)(sentence) == Augmenter(PLACES, ALL, seed)(sentence)


def excerpt_is_true(sentence, seed):
    """A run of the sentence's text, with all of the names it touches, whole, and no others."""
    varied = Augmenter(PLACES, Chances(**{**ONLY, "excerpt": 1.0}), seed)(sentence)
    at = sentence.text.index(varied.text)
    touched = [s for s in sentence.spans if s.start < at + len(varied.text) and at < s.end]
    assert [(s.start + at, s.end + at, s.label) for s in varied.spans] == [(s.start, s.end, s.label) for s in touched]
    assert varied.edges == sentence.edges


@given(sentences(words=["word"]), st.integers())
def test_an_excerpt_keeps_every_name_that_it_touches_whole(sentence, seed):
    text = sentence.text
    for number in range(text.count("word")):  # each word once, so that the excerpt's place is known
        text = text.replace("word", chr(0x100 + number) * 4, 1)
    excerpt_is_true(replace(sentence, text=text, edges=False), seed)


def test_names_that_share_a_word_stay_whole_together():
    """An excerpt from School on reaches back to London, and with that word to New York."""
    text = "New York-London School one two three four"
    for seed in range(200):
        excerpt_is_true(Sentence("s", text, (Span(0, 8, "PLACE"), Span(9, 22, "ORG"))), seed)


@pytest.mark.parametrize(
    ("chance", "text", "varied"),
    [
        ("hamza", "أريحا إلى آفس", "اريحا الى افس"),
        ("endings", "القاهرة إلى", "القاهره إلي"),
        ("capitals", "in Homs", "IN HOMS"),
        ("title", "the council of Homs", "the Council of Homs"),
        ("lower", "In Homs", "in homs"),
        ("stop", "In Homs.", "In Homs"),
        ("hamza", "In Homs.", "In Homs."),
        ("capitals", "in Café", "in Café"),  # lengths could change
    ],
)
def test_what_each_change_does(chance, text, varied):
    assert Augmenter(PLACES, Chances(**{**ONLY, chance: 1.0}), 0)(Sentence("s", text, ())).text == varied


def test_a_stop_that_belongs_to_a_name_stays():
    sentence = Sentence("s", "the U.S.", (Span(4, 8, "PLACE"),))
    assert Augmenter(PLACES, Chances(**{**ONLY, "stop": 1.0}), 0)(sentence) == sentence


@pytest.mark.parametrize(
    ("text", "start"),
    [("للرقة", 1), ("قال لدرعا", 5)],  # لل is already without the article's alef; ل before ال would need it gone
)
def test_after_lam_no_article_is_put_in(text, start):
    for seed in range(30):
        varied = Augmenter(PLACES, Chances(**{**ONLY, "swap": 1.0}), seed)(
            Sentence("s", text, (Span(start, len(text), "PLACE"),))
        )
        assert "لال" not in varied.text
        if text.startswith("لل"):
            assert varied.text == text
