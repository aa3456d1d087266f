"""Theme cards in a terminal."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus_cli.errors import InputError
from corpus_cli.themes.page import ThemesPage
from corpus_cli.themes.terminal import WIDTH, theme_lines


def test_all_themes(page: ThemesPage) -> None:
    """Both labels, the share and the first warning of each theme."""
    text = theme_lines(page)
    assert "t001  return · families\n  عودة · عائلات\n" in text
    assert "! Only English reports speak of this." in text
    assert text.endswith("\n")


def test_one_theme(page: ThemesPage) -> None:
    """Quotes with their sources, names in both languages, the trend."""
    text = theme_lines(page, "t001")
    for expected in ("Quotes, Arabic", "Quotes, English", "Side by side", "Aleppo · حلب", "Trend: documents a month"):
        assert expected in text
    assert page.themes[0].quotes["en"][0].path in text
    assert "t002" not in text


def test_languages_do_not_share_lines_except_names(page: ThemesPage) -> None:
    """Arabic text stands alone or last in its line: terminals that reorder and those that do not show the same."""
    for line in theme_lines(page).splitlines():
        first_arabic = next((at for at, char in enumerate(line) if "ء" <= char <= "ي"), None)
        if first_arabic is not None:
            assert not any(char.isascii() and char.isalpha() for char in line[first_arabic:])


def test_lines_fit(page: ThemesPage) -> None:
    """No running text is wider than the terminal it is wrapped for."""
    assert all(len(line) <= WIDTH for card in page.themes for line in theme_lines(page, card.theme_id).splitlines())


def test_no_terminal_commands(page: ThemesPage) -> None:
    """An escape sequence in a report's title or text does not reach the terminal."""
    quote = replace(page.themes[0].quotes["en"][0], title="\x1b]0;owned\x07", text="a\x1b[2Jb")
    card = replace(page.themes[0], labels={"en": "\x1b[31mred"}, quotes={"en": (quote,)})
    assert "\x1b" not in theme_lines(replace(page, themes=(card,)), "t001")


def test_unknown_theme(page: ThemesPage) -> None:
    """The error lists the themes there are."""
    with pytest.raises(InputError) as raised:
        theme_lines(page, "t999")
    assert "t001, t002" in raised.value.remedy


def test_contrast_and_companions(full_page: ThemesPage) -> None:
    """Words and places of one language with their counts, themes that go with it, Arabic last in its line."""
    text = theme_lines(full_page, "t001")
    assert "Said in the Arabic passages, hardly in the English ones (uses)\n     14  كفيل\n" in text
    assert "     20      2  Daraya · داريا\n" in text
    assert "      5  (1.2)  t002  banks · sanctions · مصارف\n" in text
    test_languages_do_not_share_lines_except_names(full_page)


def test_doubtful_trends_say_so(page: ThemesPage) -> None:
    """A count too small to read anything from is called doubtful; undated documents are said."""
    assert "doubtful: fewer than 5 documents in every month" in theme_lines(page, "t001")
    assert "Without 1 of the theme's 5 documents" in theme_lines(page, "t002")


def test_why_languages_are_not_compared(page: ThemesPage) -> None:
    """The note stands once, though it holds for both directions."""
    assert theme_lines(page, "t001").count("Too few places are named to compare them") == 1
