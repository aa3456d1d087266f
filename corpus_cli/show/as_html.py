"""A document as one HTML file that needs nothing else: no script, no picture, no request.

Not by displaCy. Its template puts spaces and padding around every mention, which takes an Arabic proclitic off its name
(بحلب becomes ب حلب); it has one direction a page, where a report has one a paragraph; it knows no tooltips, offsets or
passages; and importing it takes two seconds.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

from corpus_cli.document import Entity, SegmentKind
from corpus_cli.entities.gazetteer.attribution import ATTRIBUTION
from corpus_cli.show.as_text import extent, language_line, source_of
from corpus_cli.show.dating import date_line
from corpus_cli.show.links import page_of
from corpus_cli.show.names import KINDS, Name, counted
from corpus_cli.show.page_style import COLORS, POLICY, STYLE
from corpus_cli.show.view import UNKNOWN, Band, Block, Piece, View
from corpus_cli.show.visible import directed, runs_right_to_left, visible
from corpus_cli.wording.language import language_of
from corpus_cli.wording.text import percent

_ELEMENTS: dict[SegmentKind, tuple[str, str]] = {
    "heading": ("h2", ""),
    "paragraph": ("p", ""),
    "list_item": ("div", "item"),
    "quote": ("blockquote", ""),
    "table": ("div", "row"),
    "caption": ("p", "caption"),
}
# Letters and their signs, which join to the word that a mention is a part of.
_JOINED_BEFORE = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u064b-\u065f\u0670'’])*\Z")
_JOINED_AFTER = re.compile(r"(?:[^\W\d_]|[\u0300-\u036f\u064b-\u065f\u0670]|['’](?=[^\W\d_]))+")


def to_html(view: View) -> bytes:
    """The document as a page: UTF-8, well formed as XML too, all text escaped.

    Every block has the direction of its language; every mention is isolated as the whole word that it stands in, since
    letters do not join across an isolate's edge and بحلب would be drawn as ب and حلب.
    """
    title = visible(view.doc.source.title or source_of(view))
    parts = [
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8"/>',
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}"/>',
        '<meta name="viewport" content="width=device-width, initial-scale=1"/>',
        f"<title>{_escaped(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>",
        *_header(view, title),
        "<main>",
        *([] if view.part.start == 0 else ['<p class="skipped">…</p>']),
        *(line for band in view.bands for line in _band(view, band)),
        *([] if view.is_whole else ['<p class="skipped">…</p>']),
        "</main>",
        *_names(view.names or ()),
        *_footer(view),
        "</body>\n</html>",
    ]
    return ("\n".join(parts) + "\n").encode("utf-8", "replace")


def _header(view: View, title: str) -> Iterator[str]:
    doc = view.doc
    yield f'<header>\n<h1 dir="auto">{_escaped(title)}</h1>\n<dl>'
    yield _fact("document", f'<bdi class="raw">{_safe(doc.doc_id)}</bdi>')
    yield _fact("source", f'<bdi class="raw">{_safe(source_of(view))}</bdi>')
    if doc.source.author:
        yield _fact("author", f"<bdi>{_safe(doc.source.author)}</bdi>")
    yield _fact("date", f"<bdi>{_safe(date_line(doc.source))}</bdi>")
    if doc.language is not None:
        yield _fact("language", _escaped(language_line(view)))
    if view.names is not None and doc.entities is not None:
        yield _fact("names", _escaped(counted(view.names)))
    yield _fact("text", _escaped(extent(view)))
    yield "</dl>"
    if view.chief_themes:
        yield '<ul class="legend" aria-label="Themes of the document">'
        for number, theme in enumerate(view.chief_themes):
            share = "" if theme.share is None else f" {percent(theme.share)} of the words"
            labels = "".join(
                f" · {_labelled(label, code)}" for code, label in sorted(theme.labels.items(), reverse=True)
            )
            yield f'<li class="c{number % COLORS}"><bdi>{_safe(theme.theme_id)}</bdi>{share}{labels}</li>'
        yield "</ul>"
    yield "</header>"
    if view.notes:
        yield '<div class="notes" role="note">'
        yield from (f"<p>{_escaped(note)}</p>" for note in view.notes)
        yield "</div>"


def _fact(term: str, markup: str) -> str:
    return f"<dt>{term}</dt><dd>{markup}</dd>"


def _band(view: View, band: Band) -> Iterator[str]:
    passage = band.passage
    if passage is None:
        yield "<section>"
    else:
        ids = [theme.theme_id for theme in view.chief_themes]
        classes = [f"c{ids.index(passage.theme_id) % COLORS}"] if passage.theme_id in ids else []
        classes += ["sought"] if band.sought else []
        yield f'<section id="{_anchor(passage.id)}"{_class(classes)} {_direction(passage.language)}>'
        yield f'<p class="theme">{_about(view, band)}</p>'
    for block in band.blocks:
        yield _block(block)
    yield "</section>"


def _about(view: View, band: Band) -> str:
    """The passage and its theme, in the passage's direction; its own language's label first."""
    passage = band.passage
    assert passage is not None
    theme = view.theme(passage.theme_id)
    parts = [f"<bdi>{_safe(passage.id)}</bdi>"]
    if theme is None:
        parts.append("<bdi>no theme</bdi>")
    else:
        own_first = sorted(theme.labels.items(), key=lambda item: (item[0] != passage.language, item[0]))
        parts.append(f"<bdi>{_safe(theme.theme_id)}</bdi>")
        parts += [_labelled(label, code) for code, label in own_first]
    if passage.score is not None:
        parts.append(f"<bdi>score {passage.score:.2f}</bdi>")
    parts.append(f'<bdi class="at">characters {passage.start}–{passage.end}</bdi>')
    parts.append(f'<bdi class="at">in the source {passage.raw_start}–{passage.raw_end}</bdi>')
    return " · ".join(parts)


def _block(block: Block) -> str:
    element, css = _ELEMENTS[block.kind]
    classes = [*([css] if css else []), *(["continues"] if block.continues else [])]
    return f"<{element}{_class(classes)} {_direction(block.language)}>{_line(block.pieces)}</{element}>"


def _class(names: Sequence[str]) -> str:
    return f' class="{" ".join(names)}"' if names else ""


def _line(pieces: Sequence[Piece]) -> str:
    """The pieces one after the other; the letters on either side of a mention go into its isolate."""
    texts = [piece.text for piece in pieces]
    heads, tails = [""] * len(pieces), [""] * len(pieces)
    for at, piece in enumerate(pieces):
        if piece.mention is None:
            continue
        if at and pieces[at - 1].mention is None and (joined := _JOINED_BEFORE.search(texts[at - 1])):
            heads[at], texts[at - 1] = joined.group(), texts[at - 1][: joined.start()]
        if at + 1 < len(pieces) and pieces[at + 1].mention is None and (joined := _JOINED_AFTER.match(texts[at + 1])):
            tails[at], texts[at + 1] = joined.group(), texts[at + 1][joined.end() :]
    return "".join(
        _piece(piece, text, head, tail) for piece, text, head, tail in zip(pieces, texts, heads, tails, strict=True)
    )


def _piece(piece: Piece, text: str, head: str, tail: str) -> str:
    if piece.mention is None:
        markup = _safe(text)
    else:
        css = ' class="org"' if piece.mention.label == "ORG" else ""
        # Of a mention in two pieces the first carries the id.
        anchor = f' id="{_anchor(piece.mention.id)}"' if piece.start == piece.mention.start else ""
        link = f'<a href="#{_anchor(piece.tag)}" title="{_tooltip(piece.mention)}">{_safe(text)}</a>'
        marked = f'<mark{css}{anchor} data-tag="{_safe(piece.tag)}">{link}</mark>'
        markup = f"<bdi>{_safe(head)}{marked}{_safe(tail)}</bdi>"
    return f'<span class="asked">{markup}</span>' if piece.asked and markup else markup


def _tooltip(mention: Entity) -> str:
    link = mention.link
    facts = [KINDS[mention.label]]
    if link is not None:
        facts += [_in_line(name) for name in (link.name_en, link.name_ar) if name]
        facts += [visible(link.id), *([visible(link.type)] if link.type else [])]
    else:
        facts.append("no link")
    facts += [f"score {mention.score:.2f}", *([f"link {link.score:.2f}"] if link else []), _place(mention)]
    return _escaped(" · ".join(facts))


def _place(mention: Entity) -> str:
    return f"characters {mention.start}–{mention.end}, in the source {mention.raw_start}–{mention.raw_end}"


def _names(names: Sequence[Name]) -> Iterator[str]:
    if not names:
        return
    yield '<div class="scroll"><table>\n<caption>Places and organizations</caption>'
    heads = ("", "English", "Arabic", "kind", "id", "mentions")
    cells = "".join(f'<th scope="col">{head}</th>' for head in heads)
    yield f"<thead><tr>{cells}</tr></thead>\n<tbody>"
    for name in names:
        yield f'<tr id="{_anchor(name.tag)}">{"".join(f"<td>{cell}</td>" for cell in _cells(name))}</tr>'
    yield "</tbody>\n</table></div>"


def _cells(name: Name) -> Iterator[str]:
    link = name.link
    yield _safe(name.tag)
    if link is None:
        language = "ar" if runs_right_to_left(name.written) else "en"
        names = {language: name.written}
    else:
        names = {code: text for code, text in (("en", link.name_en), ("ar", link.name_ar)) if text}
    yield from (_labelled(names[code], code) if code in names else "" for code in ("en", "ar"))
    kind = (link.type if link else None) or KINDS[name.label]
    area = ", ".join(part for part in (link.admin1, link.country) if part) if link else ""
    yield f"<bdi>{_safe(kind)}</bdi>" + (f", <bdi>{_safe(area)}</bdi>" if area and area != names.get("en") else "")
    yield _identified(link.id) if link else "no link"
    yield ", ".join(
        f'<a href="#{_anchor(one.id)}" title="{_escaped(f"score {one.score:.2f}, {_place(one)}")}">{one.start}</a>'
        for one in name.mentions
    )


def _identified(link_id: str) -> str:
    shown = f'<bdi class="raw">{_safe(link_id)}</bdi>'
    page = page_of(link_id)
    return shown if page is None else f'<a href="{_escaped(page)}" rel="noreferrer noopener">{shown}</a>'


def _footer(view: View) -> Iterator[str]:
    made = view.doc.provenance
    yield "<footer>\n<p>Numbers of characters count from 0 in the document's text; those in the source, in the text as"
    yield "extracted. A solid line is under places, a dotted one under organizations.</p>"
    yield f"<p>corpus {_safe(made.package_version)}, settings <bdi>{_safe(made.config_hash[:12])}</bdi>."
    yield f"{_escaped(ATTRIBUTION)}.</p>\n</footer>" if view.names else "</p>\n</footer>"


def _labelled(text: str, language: str) -> str:
    return f"<bdi {_direction(language)}>{_safe(text)}</bdi>"


def _direction(language: str) -> str:
    if language == UNKNOWN:
        return 'dir="auto"'
    direction = "rtl" if language_of(language).right_to_left else "ltr"
    return f'dir="{direction}" lang="{_safe(language)}"'


def _in_line(text: str) -> str:
    """For a tooltip, which holds no elements."""
    shown = visible(text)
    return directed(shown, right_to_left=True) if runs_right_to_left(shown) else shown


def _anchor(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9_-]", "-", name)


def _safe(text: str) -> str:
    """Text of a report: what would turn the reading order is shown, none of it is markup."""
    return _escaped(visible(text))


def _escaped(text: str) -> str:
    return html.escape(text)
