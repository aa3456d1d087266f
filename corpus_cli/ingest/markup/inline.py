"""Where the words of a Markdown paragraph stand in its source: markdown-it-py gives positions for lines only.

The source is walked along with the parser's inline tokens. Text tokens repeat the source word for word, emphasis is as
wide as its marks; how far links, images, code and HTML reach, the parser's own rules are made to note (``traced``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.parser_inline import RuleFuncInlineType
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

_BREAK = re.compile(r"</?(?:br|p|div|li|tr|t[dh]|hr)\b", re.IGNORECASE)
_BEFORE_IMAGE = " \t[*_"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a paragraph's source that is text or the caption of an image.

    Or an empty one: a break of the paragraph, or a place where a link begins or ends.
    """

    kind: Literal["text", "caption", "break", "link_open", "link_close"]
    start: int
    end: int


def traced(parser: MarkdownIt) -> MarkdownIt:
    """The same parser, whose tokens for links, images, code and HTML have their end in the source in ``meta``."""
    from markdown_it.rules_inline import autolink, backtick, html_inline, image, link

    rules = {"link": link, "image": image, "autolink": autolink, "html_inline": html_inline, "backticks": backtick}
    for name, rule in rules.items():
        parser.inline.ruler.at(name, _noting_end(rule))
    return parser


def _noting_end(rule: RuleFuncInlineType) -> RuleFuncInlineType:
    def noting(state: StateInline, silent: bool) -> bool:
        before = len(state.tokens)
        found = rule(state, silent)
        if found and not silent and len(state.tokens) > before:
            state.tokens[-1].meta["end"] = state.pos
        return found

    return noting


def runs(tokens: Sequence[Token], content: str) -> Iterator[Run]:
    """The text, captions and breaks of one paragraph in order, as offsets into ``content``, its source."""
    at = 0
    for token in tokens:
        end = int(token.meta.get("end", at))
        if token.type == "text":
            start = content.find(token.content, at)
            if token.content and start >= 0:
                at = start + len(token.content)
                yield Run("text", start, at)
        elif token.type == "text_special":
            yield from _special(token, at)
            at += len(token.markup)
        elif token.type in ("softbreak", "hardbreak"):
            at = content.find("\n", at) + 1
            # At a hard break the author ended a line: no name and no sentence runs across it.
            yield Run("text", at - 1, at) if token.type == "softbreak" else Run("break", at, at)
        elif token.type == "code_inline":
            yield Run("text", at + len(token.markup), end - len(token.markup))
            at = end
        elif token.type == "image":
            if _opens_line(content, at):
                yield Run("caption", at + 2, at + 2 + len(token.content))
            at = end
        elif token.type == "html_inline":
            if _BREAK.match(token.content):
                yield Run("break", at, at)
            at = end
        elif token.type in ("link_open", "link_close"):
            yield Run("link_open" if token.nesting > 0 else "link_close", at, at)
            at = at + 1 if token.nesting > 0 else end
        else:  # the end of a link was noted; emphasis is as wide as its marks
            at = end if "end" in token.meta else at + len(token.markup)


def _special(token: Token, at: int) -> Iterator[Run]:
    """An escape without its backslash; an entity as it stands, since normalisation puts its character in its place."""
    end = at + len(token.markup)
    yield Run("text", end - len(token.content) if token.info == "escape" else at, end)


def _opens_line(content: str, at: int) -> bool:
    """An image within a line of text is a symbol, not an illustration with a caption."""
    while at and content[at - 1] in _BEFORE_IMAGE:
        at -= 1
    return at == 0 or content[at - 1] in "\n)>"
