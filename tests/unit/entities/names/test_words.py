from corpus_cli.entities.names.words import name_key, split_words


def test_words_stand_where_they_are_in_the_text() -> None:
    """Every key's offsets cut the word it was made from out of the text."""
    words = split_words("In Dar'a and دِمَشْق, 2021.")
    assert [words.surface(index) for index in range(len(words))] == ["In", "Dar'a", "and", "دِمَشْق", "2021"]
    assert words.keys == ["in", "dara", "and", "دمشق", "2021"]


def test_possessive_is_no_part_of_a_word() -> None:
    """Syria's ends before 's, but the apostrophe of Dar'a, which stands for ayn, stays inside."""
    words = split_words("Syria's, Dara’a’s and Homs'")
    assert [words.surface(index) for index in range(len(words))] == ["Syria", "Dara’a", "and", "Homs"]


def test_spelling_variants_have_one_key() -> None:
    """Hyphens, accents, hamza, teh marbuta and tatweel do not tell names apart."""
    assert name_key("Al-Ḩasakah") == name_key("al Hasakah")
    assert name_key("إدلب") == name_key("ادلب")
    assert name_key("حمـــاة") == name_key("حماه")


def test_names_do_not_run_across_punctuation() -> None:
    """Words can belong to one name across a space or hyphen only."""
    words = split_words("Deir ez-Zor. Homs, Hama\nIdlib")
    assert [words.joined(index) for index in range(len(words))] == [False, True, True, False, False, False]


def test_dotted_acronyms_are_one_word() -> None:
    """U.S. has the key of US."""
    assert split_words("the U.S. army").keys == ["the", "us", "army"]
