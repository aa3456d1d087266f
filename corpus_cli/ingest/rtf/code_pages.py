"""Which encoding bytes of text are in: by the charset of their font, else by the file's own code page."""

from __future__ import annotations

import codecs
from collections.abc import Iterable

from corpus_cli.errors import DocumentError
from corpus_cli.ingest.encoding import decode

# RTF 1.9.1, \fcharset. 0 (ANSI) and 1 (default) are also given to fonts of Arabic text and say nothing.
_CHARSETS = {
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "cp936",
    136: "cp950",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    179: "cp1256",
    180: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
}
_FAMILIES = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}

#: Text as far as it is known: letters, and bytes that are in the file's own code page.
Words = list[str | bytearray]


def of_charset(number: int) -> str | None:
    """The codec of a font's charset; ``None`` where that does not tell."""
    return _CHARSETS.get(number)


def of_number(number: int) -> str | None:
    """The codec of a code page's number; ``None`` for one that is not known."""
    name = "utf-8" if number == 65001 else "mac_roman" if number == 10000 else f"cp{number}"
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None


def of_family(word: str) -> str | None:
    r"""The codec that ``\mac``, ``\pc`` and ``\pca`` stand for."""
    return _FAMILIES.get(word)


def own_code_page(texts: Iterable[Words], *, stated: str | None) -> str:
    """The codec of all bytes that no font speaks for, by what they say and by what the file states.

    Decided once for the whole file: a word is too little to tell. A file that states a Western code page for Arabic
    bytes, or holds plain UTF-8, is read as what it is.
    """
    sample = b" ".join(part for words in texts for part in words if isinstance(part, bytearray))
    if sample.isascii():
        return stated or "cp1252"
    try:
        return codecs.lookup(decode(sample, declared=stated)[1]).name
    except (DocumentError, LookupError):
        return stated or "cp1252"


def spelt(words: Words, *, codec: str) -> str:
    """The words as one string, halves of characters beyond U+FFFF put together."""
    text = "".join(part if isinstance(part, str) else part.decode(codec, "replace") for part in words)
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
