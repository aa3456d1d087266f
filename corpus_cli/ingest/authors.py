"""Who wrote a document, as its metadata says: names of persons and offices, not of the computer or the program."""

from __future__ import annotations

import re
from collections.abc import Iterable

from corpus_cli.ingest.parsed import without_surrogates

_LONGEST = 200  # characters
# What programs put there by themselves, and the owners of machines: nobody's name.
_NOBODY = frozenset(
    "admin administrator author user users owner guest unknown anonymous none pc hp dell lenovo asus acer toshiba "
    "sony compaq laptop computer root home office python-docx calibre word wordpress webmaster editor "
    "مستخدم المستخدم مجهول المؤلف".split()
)
_PROGRAMS = re.compile(
    r"(?:microsoft|windows|openoffice|libreoffice|adobe|acrobat|apache)\b.*|(?:user|pc|admin)[\W_]*\d*|غير معروف",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?://\S+|\S+@\S+")


def clean_author(value: object) -> str | None:
    """The author on one line, or ``None`` where nobody is named: a program, a computer, a web address."""
    if not isinstance(value, str):
        return None
    name = " ".join(_ADDRESS.sub(" ", without_surrogates(value).replace("\x00", " ")).split()).strip(" ;,،؛-–|<>()\"'")
    if sum(char.isalpha() for char in name) < 2 or len(name) > _LONGEST:
        return None
    if name.casefold() in _NOBODY or _PROGRAMS.fullmatch(name):
        return None
    return name


def joined(values: Iterable[object]) -> str | None:
    """Several authors as one line, each once, in order."""
    names = dict.fromkeys(filter(None, map(clean_author, values)))
    return clean_author("; ".join(names))
