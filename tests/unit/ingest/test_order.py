"""The order score tells text in reading order from mirrored text."""

from __future__ import annotations

import unicodedata

from corpus_cli.ingest import arabic, english
from corpus_cli.ingest.order import order_score

ARABIC = "عاد مئات من النازحين إلى الأحياء القديمة في مدينة حمص بعد اتفاق بين الوجهاء والمجلس المحلي على فتح الطرق"
ENGLISH = "The families went back to the old quarters of the city and the schools, with the help of this station."


def test_text_in_order_scores_zero_and_mirrored_text_one() -> None:
    """The article ال, the endings ة ات ين and words such as في show which way the letters run."""
    assert order_score(ARABIC, arabic.CLUES)[0] == 0
    assert order_score(ARABIC[::-1], arabic.CLUES)[0] == 1
    assert order_score(ENGLISH, english.CLUES)[0] == 0
    assert order_score(ENGLISH[::-1], english.CLUES)[0] == 1


def test_presentation_forms_and_diacritics_do_not_hide_the_order() -> None:
    """Mirrored layers are often made of presentation forms, and vowel marks stand between the letters."""
    forms = "ﻓﻲ ﺍﻟﻤﺪﻳﻨﺔ"
    assert order_score(forms, arabic.CLUES) == (0.0, 2)
    assert order_score(unicodedata.normalize("NFKC", forms)[::-1], arabic.CLUES) == (1.0, 2)
    assert order_score("فِي المَدِينَةِ", arabic.CLUES) == (0.0, 2)


def test_adverbs_in_la_alone_are_little_evidence() -> None:
    """مثلا and أصلا end like a mirrored article, but few such words stand in a text."""
    score, evidence = order_score(ARABIC + " مثلاً", arabic.CLUES)
    assert 0 < score < 0.2
    assert evidence > 10


def test_no_clue_words_is_no_evidence() -> None:
    """A text in another language says nothing."""
    assert order_score("12 Homs", arabic.CLUES) == (0.0, 0)
