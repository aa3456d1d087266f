import pytest

from corpus_cli.entities.taggers.neural.decoding import Run
from corpus_cli.entities.taggers.neural.spans import spans
from corpus_cli.entities.taggers.neural.words import split


def exact(text, run):
    """What is left of the run, whose words are given as a part of the text."""
    words = split(text)
    start = text.index(run)
    inside = [n for n, word in enumerate(words) if start <= word.start and word.end <= start + len(run)]
    found = spans(text, words, [Run(inside[0], inside[-1], "ORG", 0.9, 0)])
    return [text[one.start : one.end] for one in found]


@pytest.mark.parametrize(
    ("text", "run", "name"),
    [
        ('مشفى "الرحمة" في دوما', 'مشفى "الرحمة"', 'مشفى "الرحمة"'),
        ('مشفى "الرحمة" في دوما', 'مشفى "الرحمة', 'مشفى "الرحمة"'),
        ('في "الرحمة" أمس', '"الرحمة"', "الرحمة"),
        ('في "الرحمة" أمس', '"الرحمة', "الرحمة"),
        ("قالت وكالة «عين على وطن» إن", "وكالة «عين على وطن", "وكالة «عين على وطن»"),
        ("the Hope (Syria) Trust said", "Hope (Syria) Trust", "Hope (Syria) Trust"),
        ("by Hope (Syria) in June", "Hope (Syria", "Hope (Syria)"),
        ("the party (SDF) said", "(SDF)", "SDF"),
        ("the party (SDF) said", "(SDF", "SDF"),
        ("(Syria) Trust said", "(Syria) Trust", "(Syria) Trust"),
        ('he said "the SDF" left', "SDF", "SDF"),
    ],
)
def test_pairs_of_signs_inside_a_name_stay_whole_and_those_around_it_fall_away(text, run, name):
    assert exact(text, run) == [name]


def test_a_run_of_signs_is_no_name():
    assert exact("a ((()))..!! b", "((()))..!!") == []
