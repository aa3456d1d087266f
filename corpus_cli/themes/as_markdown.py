"""``themes.md``: the page a newcomer reads first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from corpus_cli.entities.gazetteer.attribution import ATTRIBUTION
from corpus_cli.themes.advice import left_out_phrase
from corpus_cli.themes.display import both_names, source_name, source_place, standing
from corpus_cli.themes.page import (
    Card,
    Confound,
    Contrast,
    LanguageCounts,
    MonthCount,
    NameCount,
    Pair,
    Quote,
    ThemeKeyword,
    ThemesPage,
)
from corpus_cli.themes.trend import trend_lines, undated_note
from corpus_cli.wording.language import language_of
from corpus_cli.wording.text import one_line, percent, plural

# A bar is a reference too: a backslash before it keeps a table's columns in some renderers only.
_REFERENCES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "&#124;"}
_IN_HTML = re.compile(r"[&<>]")
_SPECIAL = re.compile(r"[&<>|*_`\[\]\\~$]|^[#+\-=]")
_NUMBERED = re.compile(r"^(\d+)([.)])")
# Pairs below this are on one subject; they do not say the same.
_SAYS_THE_SAME = 0.6
LABELS = ("ar", "en")


def to_markdown(page: ThemesPage) -> bytes:
    """The page as Markdown with links to ``documents/``, right-to-left text marked as such; UTF-8."""
    blocks = [
        "# Themes",
        _corpus(page),
        *(f"> **Note.** {escape(message)}" for message in page.messages),
        *([_summary(page)] if page.themes else []),
        *(block for number, card in enumerate(page.themes, 1) for block in _card(number, card, page)),
        *_how_to_read(page),
    ]
    return ("\n\n".join(blocks) + "\n").encode("utf-8")


def escape(text: str) -> str:
    """The text in one line, none of it taken for Markdown or HTML."""
    escaped = _SPECIAL.sub(lambda match: _REFERENCES.get(match.group(), f"\\{match.group()}"), one_line(text))
    return _NUMBERED.sub(r"\1\\\2", escaped)


def _escape_html(text: str) -> str:
    """The text in one line for an HTML block, in which Markdown's marks and its backslashes are plain characters."""
    return _IN_HTML.sub(lambda match: _REFERENCES[match.group()], one_line(text))


def document_link(doc_id: str) -> str:
    """The path of a document's file, from the output folder."""
    return f"documents/{doc_id[:2]}/{doc_id}.json"


def _corpus(page: ThemesPage) -> str:
    languages = ", ".join(
        f"{language_of(counts.language).name} {percent(counts.share)} of the words" for counts in page.languages
    )
    counted = f"{plural(page.documents, 'document')}, {plural(page.passages, 'passage')}, {plural(page.words, 'word')}"
    return f"{plural(len(page.themes), 'theme')} in {counted}" + (f" ({languages})." if languages else ".")


def _summary(page: ThemesPage) -> str:
    codes = [counts.language for counts in page.languages if counts.language in LABELS] or list(LABELS)
    header = ["", *(language_of(code).name for code in LABELS), "of all words"]
    header += [*(f"of {language_of(code).name}" for code in codes), "balance", "warnings"]
    rows = []
    for number, card in enumerate(page.themes, 1):
        shares = {counts.language: counts.share for counts in card.languages}
        rows.append(
            [
                f"[{number}](#{_anchor(card.theme_id)})",
                *(_isolated(card.labels.get(code, ""), code) for code in LABELS),
                percent(card.share),
                *(percent(shares.get(code, 0.0)) for code in codes),
                "–" if card.balance is None else f"{card.balance:.2f}",
                str(len(card.warnings) or ""),
            ]
        )
    return _table(header, rows)


def _card(number: int, card: Card, page: ThemesPage) -> Iterator[str]:
    yield f'<a id="{_anchor(card.theme_id)}"></a>'
    title = " · ".join(_isolated(card.labels[code], code) for code in LABELS if card.labels.get(code))
    yield f"## {number}. {title or escape(card.theme_id)}"
    yield _facts(card)
    yield from (f"> ⚠ {escape(warning)}" for warning in card.warnings)
    yield from (_keywords(code, words) for code, words in card.keywords.items() if words)
    if any(counts.passages for counts in card.languages):
        yield _languages(card.languages)
    for code, quotes in card.quotes.items():
        if quotes:
            yield f"### Quotes, {language_of(code).name}"
            yield from (_quote(quote) for quote in quotes)
    if card.pairs:
        yield "### Side by side"
        yield "Passages of two languages nearest to each other in meaning, each in full; not always translations."
        for pair in card.pairs:
            same = "" if pair.similarity >= _SAYS_THE_SAME else ", on the same subject"
            yield f"Similarity {pair.similarity:.2f}{same}:"
            yield _pair(pair)
    yield from _names("Places", card.places, card)
    yield from _names("Organizations", card.organizations, card)
    yield from _contrasts(card.contrast)
    yield from _companions(card, page)
    yield from _trend(card, page.months)


def _facts(card: Card) -> str:
    facts = [f"Theme `{escape(card.theme_id)}`", f"{percent(card.share)} of all words"]
    if card.balance is not None:
        facts.append(f"balance {card.balance:.2f}")
    if card.cohesion is not None:
        facts.append(f"cohesion {card.cohesion:.2f}")
    if card.left_out:
        facts.append(f"counted once: {left_out_phrase(card.left_out)} left out")
    if card.lineage and card.lineage.previous:
        similarity = "" if card.lineage.similarity is None else f" (similarity {card.lineage.similarity:.2f})"
        facts.append(f"continues {escape(card.lineage.previous)} of the model before{similarity}")
    elif card.lineage:
        facts.append("new in this model")
    return " · ".join(facts)


def _keywords(code: str, words: Iterable[ThemeKeyword]) -> str:
    language = language_of(code)
    comma = "، " if language.right_to_left else ", "
    listed = comma.join(word.text + ("*" if word.suggested else "") for word in words)
    if language.right_to_left:
        return f"**Keywords, {language.name}**\n\n" + _paragraph(listed, code)
    return f"**Keywords, {language.name}:** {escape(listed)}"


def _languages(languages: Iterable[LanguageCounts]) -> str:
    rows = [
        [
            language_of(item.language).name,
            f"{item.documents:,}",
            f"{item.passages:,}",
            f"{item.words:,}",
            percent(item.share),
        ]
        for item in languages
    ]
    return _table(["", "documents", "passages", "words", "of the language's words"], rows)


def _quote(quote: Quote) -> str:
    return f"> {_paragraph(quote.text, quote.language)}\n>\n> — {_citation(quote)}"


def _citation(quote: Quote) -> str:
    place = f"<bdi>{escape(source_place(quote))}</bdi>"
    parts = [f"[<bdi>{escape(source_name(quote))}</bdi>]({document_link(quote.doc_id)})", place]
    return " · ".join([*parts, escape(quote.date or "no date"), standing(quote)])


def _pair(pair: Pair) -> str:
    header = [language_of(side.language).name for side in pair.sides]
    cells = [f"{_cell_paragraph(side.text, side.language)}<br>— {_citation(side)}" for side in pair.sides]
    return _table(header, [cells])


def _names(title: str, names: tuple[NameCount, ...], card: Card) -> Iterator[str]:
    if not names:
        return
    codes = [counts.language for counts in card.languages if any(counts.language in row.counts for row in names)]
    header = ["English", "Arabic", "mentions", *(f"in {language_of(code).name} text" for code in codes)]
    rows = []
    for row in names:
        english, arabic = both_names(row, names)
        counts = [str(row.counts.get(code, 0)) for code in codes]
        rows.append([_isolated(english, "en"), _isolated(arabic, "ar"), str(row.count), *counts])
    yield f"### {title}"
    yield _table(header, rows)


def _contrasts(contrasts: tuple[Contrast, ...]) -> Iterator[str]:
    """What each language says alone; why it cannot be told is said once."""
    if not contrasts:
        return
    yield "### What one language says and the other does not"
    yield from dict.fromkeys(f"> {escape(item.note)}" for item in contrasts if item.note)
    blocks = [block for item in contrasts for block in _contrast(item)]
    yield from blocks
    if not blocks and any(item.words is not None for item in contrasts):
        yield "Nothing found that the passages of one language say and those of the other do not."


def _contrast(contrast: Contrast) -> Iterator[str]:
    name, other = language_of(contrast.language).name, language_of(contrast.other).name
    if contrast.words:
        yield f"**Said in the {name} passages, hardly in the {other} ones**"
        header = ["", "uses", "documents", f"expected in {other}", f"nearest in {other}", "uses", "similarity"]
        rows = [
            [
                _isolated(word.text, contrast.language),
                f"{word.uses:,}",
                f"{word.documents:,}",
                f"{word.expected:,.0f}",
                _isolated(word.nearest, contrast.other),
                f"{word.nearest_uses:,}",
                f"{word.similarity:.2f}",
            ]
            for word in contrast.words
        ]
        yield _table(header, rows)
    if contrast.places:
        yield f"**Named more in the {name} passages than in the {other} ones**"
        totals = contrast.place_mentions
        header = ["English", "Arabic"]
        header += [f"of {totals[code]:,} mentions in {language_of(code).name}" for code in totals]
        rows = []
        for place in contrast.places:
            english, arabic = both_names(place, contrast.places)
            counts = [f"{place.mentions[code]:,} in {plural(place.documents[code], 'document')}" for code in totals]
            rows.append([_isolated(english, "en"), _isolated(arabic, "ar"), *counts])
        yield _table(header, rows)


def _companions(card: Card, page: ThemesPage) -> Iterator[str]:
    if not card.companions:
        return
    shown = {other.theme_id for other in page.themes}
    yield "### Themes that go with it"
    rows = []
    for item in card.companions:
        link = f"[`{escape(item.theme_id)}`](#{_anchor(item.theme_id)})"
        rows.append(
            [
                link if item.theme_id in shown else f"`{escape(item.theme_id)}`",
                *(_isolated(item.labels.get(code, ""), code) for code in LABELS),
                f"{item.documents:,} of {card.documents:,}",
                f"{item.documents_by_chance:,.1f}",
                f"{item.neighbours:,}",
                f"{item.neighbours_by_chance:,.1f}",
            ]
        )
    header = ["", *(language_of(code).name for code in LABELS)]
    yield _table([*header, "shared documents", "by chance", "following one another", "by chance"], rows)


def _trend(card: Card, months: tuple[MonthCount, ...]) -> Iterator[str]:
    label, lines = trend_lines(card.trend, months=months)
    if not lines:
        return
    yield "### Trend"
    rows = [
        [language_of(code).name, f"`{line.bars}`", "; ".join(part for part in (line.most, line.doubt) if part)]
        for code, line in lines.items()
    ]
    yield _table(["", label, ""], rows)
    if card.undated_documents:
        yield undated_note(card.undated_documents, card.documents)


_HOW_TO_READ = (
    "**balance**: of each language the share of its words that the theme takes, the smallest over the largest. "
    "1: spread as the corpus is. 0: one language only.",
    "**cohesion**: how near the passages are to the theme's centre in meaning, on average; 1: all alike.",
    "**keywords** with \\* were not found in the theme's text of that language; they are near in meaning.",
    "**quotes**: the characters are where the words stand in the document's `text`; in the source, where the passage "
    "that holds them stands in the text as extracted.",
    "**what one language says and the other does not**: words that set the theme apart within their language, used in "
    "at least two documents and so often that the other language's passages should have at least five, where those "
    "have few words near in meaning and no passages near to the ones that use them. It says where to look and proves "
    "no silence. Places: their share of the language's place mentions is the larger, with a log-likelihood ratio of at "
    "least 6.63 and five mentions, be it in one document.",
    "**themes that go with it**: they share documents, or follow one another in them, more than by chance (the same "
    "test).",
    "**trend**: fewer than five documents are doubtful; `themes.json` has each month's share of the documents with its "
    "95 % interval.",
    "`cube.csv` and `cube.parquet` count mentions, passages and documents by place, theme, month and language.",
)


def _how_to_read(page: ThemesPage) -> Iterator[str]:
    yield "## How to read this page"
    model = page.model
    lines = [
        *_HOW_TO_READ,
        _confound(page.confound),
        _without_theme(page),
        f"Topic model `{model.sha256[:12]}`: method {escape(model.method)}, encoder {escape(model.encoder)}.",
        *(escape(note) for note in model.notes),
    ]
    if any(card.places for card in page.themes):
        lines.append(f"{escape(ATTRIBUTION)}.")
    yield "\n".join(f"- {line}" for line in lines)


def _without_theme(page: ThemesPage) -> str:
    said = f"{percent(page.unassigned_share)} of the words are in passages without a theme"
    if not page.unassigned_share:
        return f"{said}."
    counted = "; ".join(
        f"{language_of(item.language).name} {percent(item.share)}, {plural(item.passages, 'passage')}"
        for item in page.unassigned
    )
    return f"{said} ({counted})."


def _confound(confound: Confound | None) -> str:
    if confound is None:
        return "**language and theme**: not measured, for want of two themes and two languages."
    alone = ", ".join(f"`{escape(theme_id)}`" for theme_id in confound.one_language)
    return (
        f"**language and theme**: normalised mutual information {confound.nmi:.3f}, by chance {confound.chance:.3f}; "
        f"0 means that themes are independent of language, 1 that they are languages. "
        f"Themes of one language only: {alone or 'none'}."
    )


def _paragraph(text: str, code: str) -> str:
    """The text, in an HTML block of its own if it runs from right to left."""
    if not language_of(code).right_to_left:
        return escape(text)
    return f'<p dir="rtl" lang="{escape(code)}">{_escape_html(text)}</p>'


def _cell_paragraph(text: str, code: str) -> str:
    """The same for a table cell, where Markdown goes on inside elements."""
    if not language_of(code).right_to_left:
        return escape(text)
    return f'<div dir="rtl" lang="{escape(code)}">{escape(text)}</div>'


def _isolated(text: str, code: str) -> str:
    """The text for a line or cell that others share, kept from reordering them."""
    escaped = escape(text)
    return (
        f'<bdi dir="rtl" lang="{escape(code)}">{escaped}</bdi>'
        if escaped and language_of(code).right_to_left
        else escaped
    )


def _anchor(theme_id: str) -> str:
    return "theme-" + re.sub(r"[^A-Za-z0-9-]", "-", theme_id)


def _table(header: list[str], rows: Iterable[list[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
