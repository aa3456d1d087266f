"""Other spellings of a listed name are told, in either script."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus_cli.export.redaction.alike import SoundAlikes
from corpus_cli.export.redaction.names import NameList

ListOf = Callable[..., NameList]


@pytest.mark.parametrize(
    ("listed", "text", "found"),
    [
        ("محمد العلي", "seen by Mohammad al-Ali today", "Mohammad al-Ali"),
        ("Mohamed Al Ali", "قال محمد العلي إن", "محمد العلي"),
        ("Mazen Tallaa", "وقال مازن طلاع", "مازن طلاع"),
        ("أحمد خليل", "Ahmed Khaleel's house", "Ahmed Khaleel"),
        ("Youssef Ibrahim", "with Yusuf Ebrahim", "Yusuf Ebrahim"),
        ("عبد الرحمن الحسن", "Abdul Rahman Hassan", "Abdul Rahman Hassan"),
        ("Abdulrahman al-Hasan", "مع عبد الرحمن الحسن", "عبد الرحمن الحسن"),
        # The proclitic is shown: what is written is what is to be looked for.
        ("George Haddad", "بجورج حداد", "بجورج حداد"),
    ],
)
def test_a_name_is_heard_in_another_spelling(list_of: ListOf, listed: str, text: str, found: str) -> None:
    alikes = SoundAlikes(list_of(listed))
    alikes.add(text)
    assert alikes.found == {1: {found: 1}}


@pytest.mark.parametrize(
    ("listed", "text"),
    [
        ("أحمد خليل", "Ahmad Qasem, Khalil Ahmad"),
        ("Mazen Tallaa", "مازن. طلاع"),
        ("Mazen", "مازن"),
        ("Ahmad Khalil", "Ahmad"),
    ],
)
def test_other_names_and_single_words_are_not(list_of: ListOf, listed: str, text: str) -> None:
    alikes = SoundAlikes(list_of(listed))
    alikes.add(text)
    assert alikes.found == {}
