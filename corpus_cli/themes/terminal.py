"""Theme cards as plain text for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from corpus_cli.errors import InputError
from corpus_cli.themes.display import both_names, one_line, percent, plural, source_name, source_place, trend_bars
from corpus_cli.themes.language import language_of
from corpus_cli.themes.page import Card, NameCount, Quote, ThemesPage

WIDTH = 100
KEYWORDS_IN_LIST = 6


def theme_lines(page: ThemesPage, theme_id: str | None = None) -> str:
    """All themes in short, or one theme in full; ends with a newline.

    Arabic stands in lines of its own or at a line's end, so that it reads the same in terminals that reorder
    right-to-left text and in those that do not. Raises ``InputError`` if there is no such theme.
    """
    lines = _list(page) if theme_id is None else _full(_find(page, theme_id), page)
    return "\n".join(lines) + "\n"


def _find(page: ThemesPage, theme_id: str) -> Card:
    for card in page.themes:
        if card.theme_id == theme_id:
            return card
    known = ", ".join(card.theme_id for card in page.themes) or "none"
    raise InputError(f"there is no theme {theme_id!r}", remedy=f"use one of: {known}")


def _list(page: ThemesPage) -> Iterator[str]:
    corpus = f"{plural(page.documents, 'document')}, {plural(page.passages, 'passage')}"
    yield f"{plural(len(page.themes), 'theme')} in {corpus}"
    for message in page.messages:
        yield from _wrapped(f"! {message}", indent="  ")
    for card in page.themes:
        yield ""
        yield from _head(card)
        for code, words in card.keywords.items():
            if words:
                listed = (one_line(word.text) for word in words[:KEYWORDS_IN_LIST])
                yield f"  {_comma(code).join(listed)}"
        if card.warnings:
            yield from _wrapped(f"! {card.warnings[0]}", indent="  ")


def _head(card: Card) -> Iterator[str]:
    balance = "" if card.balance is None else f", balance {card.balance:.2f}"
    english = [one_line(label) for code, label in card.labels.items() if not language_of(code).right_to_left]
    others = [one_line(label) for code, label in card.labels.items() if language_of(code).right_to_left]
    yield f"{one_line(card.theme_id)}  {' · '.join(english)}".rstrip()
    yield from (f"  {label}" for label in others)
    yield f"  {percent(card.share)} of all words, {plural(card.passages, 'passage')}{balance}"


def _full(card: Card, page: ThemesPage) -> Iterator[str]:
    yield from _head(card)
    for counts in card.languages:
        yield (
            f"  {language_of(counts.language).name}: {percent(counts.share)} of its words, "
            f"{plural(counts.passages, 'passage')} in {plural(counts.documents, 'document')}"
        )
    for warning in card.warnings:
        yield from _wrapped(f"! {warning}", indent="  ")
    for code, words in card.keywords.items():
        if words:
            yield from _section(f"Keywords, {language_of(code).name}")
            yield from _wrapped(_comma(code).join(one_line(word.text) for word in words), indent="  ")
    for code, quotes in card.quotes.items():
        if quotes:
            yield from _section(f"Quotes, {language_of(code).name}")
            yield from _separated(list(_quote(quote)) for quote in quotes)
    if card.pairs:
        yield from _section("Side by side")
        yield from _separated([line for side in pair.sides for line in _quote(side)] for pair in card.pairs)
    yield from _names("Places", card.places)
    yield from _names("Organizations", card.organizations)
    label, bars = trend_bars(card.trend, months=page.months)
    if bars:
        yield from _section(f"Trend: {label}")
        yield from (f"  {bar}  {language_of(code).name}, {most}" for code, (bar, most) in bars.items())


def _quote(quote: Quote) -> Iterator[str]:
    yield from _wrapped(one_line(quote.text), indent="  ")
    name, place = source_name(quote), source_place(quote)
    if name != place:
        yield f"    {name}"
    yield f"    {quote.date or 'no date'}  {quote.start}-{quote.end}  {place}"


def _names(title: str, names: tuple[NameCount, ...]) -> Iterator[str]:
    if names:
        yield from _section(title)
        for row in names:
            yield f"  {row.count:>5}  {' · '.join(name for name in both_names(row, names) if name)}"


def _section(title: str) -> Iterator[str]:
    yield ""
    yield title


def _separated(groups: Iterator[list[str]]) -> Iterator[str]:
    for number, lines in enumerate(groups):
        if number:
            yield ""
        yield from lines


def _wrapped(text: str, *, indent: str) -> list[str]:
    return textwrap.wrap(
        text, WIDTH, initial_indent=indent, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )


def _comma(code: str) -> str:
    return "، " if language_of(code).right_to_left else ", "
