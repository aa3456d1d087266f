"""Theme cards as plain text for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from corpus_cli.errors import InputError
from corpus_cli.themes.advice import left_out_phrase
from corpus_cli.themes.display import both_names, source_name, source_place
from corpus_cli.themes.page import Card, Contrast, DistinctPlace, NameCount, Quote, ThemesPage
from corpus_cli.themes.trend import trend_lines, undated_note
from corpus_cli.wording.language import language_of
from corpus_cli.wording.text import one_line, percent, plural

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
    if card.left_out:
        yield f"  counted once: {left_out_phrase(card.left_out)} left out"


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
    yield from _contrasts(card.contrast)
    yield from _companions(card)
    label, lines = trend_lines(card.trend, months=page.months)
    if lines:
        yield from _section(f"Trend: {label}")
        for code, line in lines.items():
            yield f"  {line.bars}  {language_of(code).name}, {line.most}"
            if line.doubt:
                yield f"    {line.doubt}"
        if card.undated_documents:
            yield f"  {undated_note(card.undated_documents, card.documents)}"


def _contrasts(contrasts: tuple[Contrast, ...]) -> Iterator[str]:
    for note in dict.fromkeys(item.note for item in contrasts if item.note):
        yield from _section("What one language says and the other does not")
        yield from _wrapped(note, indent="  ")
    for item in contrasts:
        name, other = language_of(item.language).name, language_of(item.other).name
        if item.words:
            yield from _section(f"Said in the {name} passages, hardly in the {other} ones (uses)")
            for word in item.words:
                yield f"  {word.uses:>5}  {one_line(word.text)}"
        if item.places:
            yield from _section(
                f"Named more in the {name} passages than in the {other} ones (mentions in {name}, in {other})"
            )
            yield from (_place(place, item) for place in item.places)


def _place(place: DistinctPlace, contrast: Contrast) -> str:
    names = " · ".join(name for name in both_names(place, contrast.places or ()) if name)
    return f"  {place.mentions[contrast.language]:>5}  {place.mentions[contrast.other]:>5}  {names}"


def _companions(card: Card) -> Iterator[str]:
    if not card.companions:
        return
    yield from _section("Themes that go with it, with the documents they share and what chance would give")
    for item in card.companions:
        english = [one_line(label) for code, label in item.labels.items() if not language_of(code).right_to_left]
        others = [one_line(label) for code, label in item.labels.items() if language_of(code).right_to_left]
        shared = f"{item.documents:>5}  ({item.documents_by_chance:.1f})"
        yield f"  {shared}  {one_line(item.theme_id)}  {' · '.join([*english, *others])}".rstrip()


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
