"""Lines are broken by columns before colours are put in."""

from __future__ import annotations

from corpus_cli.show.styled import Run, lines, painted


def test_a_line_breaks_at_spaces_and_keeps_its_styles() -> None:
    found = [painted(line, color=True) for line in lines([Run("one "), Run("two three", "1")], width=8)]
    assert found == ["one \x1b[1mtwo\x1b[0m", "\x1b[1mthree\x1b[0m"]


def test_what_belongs_together_is_not_broken() -> None:
    """The tag stays with the last word of its name."""
    runs = [Run("[Jasmine Network"), Run(" O1]", together=True)]
    assert ["".join(run.text for run in line) for line in lines(runs, width=9)] == ["[Jasmine", "Network O1]"]


def test_vowel_signs_take_no_column() -> None:
    """حَلَبُ is three columns wide."""
    assert len(list(lines([Run("حَلَبُ حَلَبُ")], width=7))) == 1
    assert len(list(lines([Run("حَلَبُ حَلَبُ")], width=6))) == 2


def test_a_long_word_has_a_line_of_its_own() -> None:
    """An address stays whole, so that it can be copied."""
    assert [line[0].text for line in lines([Run("a https://example.org/long b")], width=10)] == [
        "a",
        "https://example.org/long",
        "b",
    ]


def test_without_colour_styles_are_nothing() -> None:
    assert painted([Run("a", "1"), Run("b")], color=False) == "ab"
