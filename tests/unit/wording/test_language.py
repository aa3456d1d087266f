"""Languages by name and direction."""

from corpus_cli.wording.language import language_of


def test_a_language_without_a_name_here_has_its_code_and_its_direction():
    """Persian and Uyghur run from right to left, French does not."""
    assert (language_of("ar").name, language_of("fa").name) == ("Arabic", "fa")
    assert [language_of(code).right_to_left for code in ("ar", "en", "fa", "ug", "fr")] == [
        True, False, True, True, False
    ]  # fmt: skip
