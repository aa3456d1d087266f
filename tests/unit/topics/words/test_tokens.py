"""Running text as numbers."""

from corpus_cli.topics.words.tokens import BREAK, read_tokens


def words(*texts):
    """The surfaces of the tokens, a break as a bar."""
    tokens = read_tokens(texts, list(range(len(texts))))
    return " ".join(tokens.surfaces[number] if number != BREAK else "|" for number in tokens.numbers), tokens


def test_words_follow_one_another_unless_something_stands_between():
    """Commas, digits and line breaks end a phrase, spaces do not, and a passage ends every phrase."""
    assert words("one two, three\nfour 5 five", "six")[0] == "one two | three | four | five | six |"


def test_arabic_words_keep_their_marks():
    """Vowel signs belong to the word; an Arabic comma does not."""
    assert words("العَدالة، ثمّ")[0] == "العَدالة | ثمّ |"


def test_the_possessive_s_is_no_part_of_a_word():
    """Both apostrophes are written."""
    assert words("State's State’s state")[0] == "State State state |"


def test_strings_that_ran_together_are_no_words():
    """Base64 is a break."""
    assert words("a " + "x" * 50 + " b")[0] == "a | b |"


def test_a_hyphened_word_is_opened_where_the_corpus_writes_it_apart_as_often():
    """human-rights is human rights; cross-border, never written apart, is a word."""
    assert words("human rights", "human-rights law")[0] == "human rights | human rights law |"
    assert words("cross-border aid")[0] == "cross-border aid |"


def test_each_token_knows_its_passage():
    """With the number that the caller gave the text."""
    tokens = read_tokens(["one two", "", "three-four three four"], [4, 5, 9])
    assert tokens.passages.tolist() == [4, 4, 4, 5, 9, 9, 9, 9, 9]


def test_no_text_has_no_tokens():
    """Nothing is an empty array."""
    assert len(read_tokens([], []).numbers) == 0
