r"""An RTF file's text: control words obeyed that decide what the words are, all others passed over.

After the RTF 1.9.1 specification and what Word, WordPad and LibreOffice write. Deleted and hidden text, headers and
footers, comments, pictures, field codes and list markers are left out; notes come at the end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from corpus_cli.document import SegmentKind
from corpus_cli.errors import DocumentError
from corpus_cli.ingest.authors import joined
from corpus_cli.ingest.dates.candidates import saved
from corpus_cli.ingest.lines import is_quotation
from corpus_cli.ingest.metadata import clean_title
from corpus_cli.ingest.parsed import Parsed, Piece, laid_out, row
from corpus_cli.ingest.rtf import code_pages
from corpus_cli.ingest.rtf.code_pages import Words
from corpus_cli.ingest.rtf.flow import FinishedRow, Flow, ParagraphFormat, RowBlock
from corpus_cli.ingest.rtf.tables import FontTable, StyleSheet
from corpus_cli.ingest.rtf.tokens import Token, tokens

# Destinations that hold no text of the document. Those marked \* are left out anyway, unless they are in _OPENED.
_SKIPPED = frozenset(
    "fonttbl stylesheet colortbl filetbl listtable listoverridetable revtbl pict object_data fldinst header headerl "
    "headerr headerf footer footerl footerr footerf ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn listtext pntext "
    "pntxta pntxtb nonshppict shprslt sp nonesttables xe tc txe rxe bkmkstart bkmkend annotation atnid atnauthor "
    "atnref atndate atrfstart atrfend upr info template operator themedata generator background mmathPict".split()
)
_OPENED = frozenset("footnote shpinst shptxt ud nesttableprops do dptxbxtext shppict".split())
_FLOWS = frozenset({"footnote", "shptxt", "dptxbxtext", "title", "author"})
_CHARACTERS = {
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    "emspace": " ",
    "enspace": " ",
    "qmspace": " ",
    "tab": " ",
    "line": "\n",
    "zwj": "\u200d",
    "zwnj": "\u200c",
    "ltrmark": "\u200e",
    "rtlmark": "\u200f",
    "~": "\u00a0",
    "_": "-",
    "\\": "\\",
    "{": "{",
    "}": "}",
}
_TIMES = frozenset({"creatim", "revtim", "printim", "buptim"})  # made, changed, printed, saved elsewhere
_PARAGRAPH_ENDS = frozenset({"par", "sect", "page", "column", "\r", "\n"})


@dataclass(slots=True)
class _Group:
    """What holds from here to the closing brace.

    ``skip``: how many characters stand beside a character in Unicode for programs that know none. ``opens``: how
    many flows begin in the group, and end with it. ``ignored_around``: whether what is written twice is read at all.
    """

    font: int = 0
    skip: int = 1
    ignored: bool = False
    marked: bool = False
    hidden: bool = False
    deleted: bool = False
    opens: int = 0
    in_info: bool = False
    ignored_around: bool = False


def parse(data: bytes) -> Parsed:
    """The text's blocks, and title, author and when it was saved from its properties. Runs in the child process.

    Raises ``DocumentError`` for a file that is not RTF.
    """
    if not data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{\\rtf"):
        raise DocumentError("is named like an RTF file but is not one", remedy="get the file again from its source")
    reader = _Reader(data)
    blocks = reader.read()
    everything = [*_words_of(blocks), *reader.properties.values()]
    codec = code_pages.own_code_page(everything, stated=reader.code_page)
    pieces = list(_pieces(blocks, codec))
    title, author = (code_pages.spelt(reader.properties.get(name, []), codec=codec) for name in ("title", "author"))
    dates = saved(reader.day("creatim"), reader.day("revtim"))
    author_names = joined(author.split(";"))
    return Parsed(extracted=laid_out(pieces), title=clean_title(title), author=author_names, dates=dates)


class _Reader:
    """One pass over the tokens."""

    def __init__(self, data: bytes) -> None:
        self.code_page: str | None = None
        self.properties: dict[str, Words] = {}
        self._tokens = tokens(data)
        self._fonts = FontTable()
        self._styles = StyleSheet()
        self._group = _Group()
        self._groups: list[_Group] = []
        self._flow = Flow(self._styles.kinds)
        self._flows: list[tuple[str, Flow]] = []
        self._notes: dict[str, list[RowBlock]] = {"footnotes": [], "endnotes": []}
        self._note_kind = "footnotes"
        self._time: dict[str, int] = {}
        self.saved: dict[str, dict[str, int]] = {}
        self._to_skip = 0
        self._actions = _actions(self)

    def read(self) -> list[RowBlock]:
        """The blocks of the body, then those of its footnotes and endnotes."""
        for token in self._tokens:
            if token.kind == "open":
                self._to_skip = 0
                self._groups.append(self._group)
                self._group = replace(self._group, opens=0, marked=False)
            elif token.kind == "close":
                self._to_skip = 0
                self._close()
            elif token.kind == "data":
                self._data(token.data)
            elif self._to_skip and token.word not in ("u", "uc"):
                self._to_skip -= 1
            else:
                self._word(token)
        while self._flows:
            self._end_flow()
        return [*self._flow.finish(), *self._notes["footnotes"], *self._notes["endnotes"]]

    def day(self, name: str) -> str | None:
        """The day on which the file was made (creatim) or last changed (revtim), as ISO."""
        stated = self.saved.get(name)
        return "{yr:04}-{mo:02}-{dy:02}".format_map({"yr": 0, "mo": 0, "dy": 0, **stated}) if stated else None

    def _close(self) -> None:
        for _ in range(self._group.opens):
            self._end_flow()
        self._group.opens = 0
        if self._groups:
            self._group = self._groups.pop()

    def _end_flow(self) -> None:
        flow, (kind, self._flow) = self._flow, self._flows.pop()
        if kind in ("title", "author"):
            self.properties[kind] = flow.words  # twice, for old programs and in Unicode, which comes second
        elif kind == "footnote":
            self._notes[self._note_kind] += flow.finish()
            self._note_kind = "footnotes"
        else:
            self._flow.add_box(flow.finish())

    def _data(self, data: bytes) -> None:
        if self._to_skip:
            passed = min(self._to_skip, len(data))
            self._to_skip -= passed
            data = data[passed:]
        if data and self._is_read():
            self._add(data)

    def _is_read(self) -> bool:
        return not (self._group.ignored or self._group.hidden or self._group.deleted)

    def _add(self, data: bytes) -> None:
        """Bytes of a font that tells are letters now; two bytes may be one letter, so bytes in a row stay together."""
        codec = self._fonts.codec(self._group.font)
        words = self._flow.words
        if self._fonts.is_symbol(self._group.font) and not data.isascii():
            return
        if codec is None:
            if words and isinstance(words[-1], bytearray):
                words[-1].extend(data)
            else:
                words.append(bytearray(data))
        else:
            words.append(self._decoded(data, codec))

    def _decoded(self, data: bytes, codec: str) -> str:
        decoder = self._fonts.decoder(codec)
        return decoder.decode(data)

    def _word(self, token: Token) -> None:
        word, group = token.word, self._group
        if word == "*":
            group.marked = True
        elif word == "fonttbl":
            self._fonts.read(self._table())
        elif word == "stylesheet":
            self._styles.read(self._table())
        elif (group.marked and word not in _OPENED) or word in _SKIPPED:
            group.in_info = group.in_info or (word == "info" and not group.ignored)
            group.ignored_around = group.ignored
            group.ignored = True
            if word in ("listtext", "pntext"):
                self._flow.format.listed = True
            group.marked = False
        elif group.in_info and word in _TIMES:
            self._time = self.saved.setdefault(word, {})
        elif group.in_info and word in ("yr", "mo", "dy"):
            self._time[word] = token.number or 0
        elif not group.ignored or word == "ud" or (group.in_info and word in ("title", "author")):
            group.marked = False
            self._obey(token)

    def _table(self) -> Iterator[Token]:
        """The tokens of the group that is open, up to its end; that is read too."""
        depth = 1
        for token in self._tokens:
            depth += (token.kind == "open") - (token.kind == "close")
            if not depth:
                self._close()
                return
            yield token

    def _obey(self, token: Token) -> None:
        word, number = token.word, token.number
        if word in _FLOWS:
            self._begin_flow(word)
        elif word in _CHARACTERS:
            if self._is_read():
                self._flow.words.append(_CHARACTERS[word])
        elif word in _PARAGRAPH_ENDS:
            if self._is_read():
                self._flow.end_paragraph()
        elif action := self._actions.get(word):
            action(number)

    def _begin_flow(self, kind: str) -> None:
        # {\*\shpinst … {\shptxt …}}, {\info{\title …}}: the group around it is not text, this one is.
        self._group.ignored = False
        self._group.opens += 1
        self._flows.append((kind, self._flow))
        self._flow = Flow(self._styles.kinds)

    def unicode(self, number: int | None) -> None:
        """The character of that code is there; the characters beside it for old programs will be passed over."""
        if self._is_read():
            self._flow.words.append(chr((number or 0) & 0xFFFF))
        self._to_skip = self._group.skip

    def skip(self, number: int | None) -> None:
        """So many characters follow each character in Unicode."""
        self._group.skip = 1 if number is None else max(0, min(number, 100))

    def font(self, number: int | None) -> None:
        """Bytes are in the encoding of this font."""
        self._group.font = number or 0

    def hide(self, number: int | None) -> None:
        """Text is hidden, or shown again."""
        self._group.hidden = number != 0

    def delete(self, number: int | None) -> None:
        """Text is deleted or moved away, or no longer."""
        self._group.deleted = number != 0

    def plain(self, _: int | None) -> None:
        """Character formatting is the default again."""
        self._group.hidden = self._group.deleted = False
        self._group.font = self._fonts.default

    def fresh(self, _: int | None) -> None:
        """Paragraph formatting is the default again."""
        self._flow.format = ParagraphFormat(listed=self._flow.format.listed)

    def ud(self, _: int | None) -> None:
        """What was written twice is read in Unicode."""
        self._group.ignored = self._group.ignored_around

    def note_mark(self, _: int | None) -> None:
        """The number of a note; LibreOffice writes a space before it that the text does not have."""
        words = self._flow.words
        if words and isinstance(words[-1], bytearray) and words[-1].endswith(b" "):
            del words[-1][-1:]
        elif words and words[-1] == " ":
            words.pop()

    def endnote(self, _: int | None) -> None:
        """The note that is open belongs at the end of the document."""
        self._note_kind = "endnotes"

    def set_code_page(self, number: int | None) -> None:
        """The file says which code page its bytes are in."""
        self.code_page = code_pages.of_number(number or 0)

    def set_default_font(self, number: int | None) -> None:
        """The font of text for which none is named."""
        self._fonts.default = self._group.font = number or 0

    def set_format(self, **values: int | bool) -> None:
        """Paragraph formatting is changed."""
        self._flow.format = replace(self._flow.format, **values)  # type: ignore[arg-type]

    def in_table(self, number: int | None) -> None:
        """The paragraph stands in a table, or in one of that depth."""
        self.set_format(level=max(self._flow.format.level, 1) if number is None else max(0, min(number, 50)))

    def cell(self, _: int | None) -> None:
        """A cell of an outermost table ends."""
        self._flow.end_cell(1)

    def nested_cell(self, _: int | None) -> None:
        """A cell of a table within a table ends."""
        self._flow.end_cell(max(self._flow.format.level, 2))

    def end_row(self, _: int | None) -> None:
        """A row of an outermost table ends, with all that is open in it."""
        for level in range(self._flow.nested_level(), 0, -1):
            self._flow.end_row(level)

    def nested_row(self, _: int | None) -> None:
        """A row of the innermost table ends."""
        self._flow.end_row(max(self._flow.nested_level(), 2))


def _actions(reader: _Reader) -> dict[str, Callable[[int | None], None]]:
    """What each control word does that is neither a character nor a destination."""

    def family(name: str) -> Callable[[int | None], None]:
        def stated(_: int | None) -> None:
            reader.code_page = code_pages.of_family(name)

        return stated

    return {
        "u": reader.unicode,
        "uc": reader.skip,
        "ud": reader.ud,
        "f": reader.font,
        "v": reader.hide,
        "deleted": reader.delete,
        "mvf": reader.delete,
        "plain": reader.plain,
        "pard": reader.fresh,
        "chftn": reader.note_mark,
        "ftnalt": reader.endnote,
        "ansicpg": reader.set_code_page,
        "deff": reader.set_default_font,
        "mac": family("mac"),
        "pc": family("pc"),
        "pca": family("pca"),
        "s": lambda number: reader.set_format(style=number or 0),
        "outlinelevel": lambda number: reader.set_format(heading=number is not None and 0 <= number < 9),
        "ls": lambda number: reader.set_format(listed=bool(number)),
        "intbl": lambda _: reader.in_table(None),
        "itap": reader.in_table,
        "cell": reader.cell,
        "row": reader.end_row,
        "nestcell": reader.nested_cell,
        "nestrow": reader.nested_row,
    }


def _words_of(blocks: list[RowBlock]) -> Iterator[Words]:
    for block in blocks:
        if isinstance(block, FinishedRow):
            for cell in block.cells:
                yield from _words_of(cell)
        else:
            yield block[1]


def _pieces(blocks: list[RowBlock], codec: str) -> Iterator[Piece]:
    for block in blocks:
        if isinstance(block, FinishedRow):
            yield from row([list(_pieces(cell, codec)) for cell in block.cells], layout=block.layout)
            continue
        kind, words = block
        lines = (" ".join(line.split()) for line in code_pages.spelt(words, codec=codec).split("\n"))
        text = "\n".join(filter(None, lines))
        if kind is not None and text:
            shown: SegmentKind = "quote" if kind == "paragraph" and is_quotation(text) else kind
            yield shown, text
