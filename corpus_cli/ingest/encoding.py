"""From the bytes of a text file to its text: which encoding it is in, decided by evidence in the bytes."""

from __future__ import annotations

import codecs
import re

from corpus_cli.errors import DocumentError
from corpus_cli.ingest import arabic, english

_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before utf-16-le, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# In this order, so that a tie (accents that both share) goes to the first.
_COMMON = {"windows-1252": "cp1252", "windows-1256": "cp1256"}
# Only where it fits far better: windows-1256 read as this one still makes words of Arabic letters, if not real ones.
_RARE = {"iso-8859-6": "iso8859_6"}
_ARABIC = {"windows-1256": "cp1256", "iso-8859-6": "iso8859_6"}
_ARABIC_CODECS = frozenset(codecs.lookup(codec).name for codec in _ARABIC.values())
_CONTROLS = bytes([*range(0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20), 0x7F])
_CONTROL_CHARS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffe\uffff]")
_WORDS = re.compile(r"(?:[^\W\d_]|[ً-ْ])+")  # letters with Arabic marks; symbols such as € prove nothing
_SAMPLE = 200_000  # bytes looked at to decide; a file does not change its encoding later on
# A word beyond ASCII: the others say nothing, and a report in English may quote its first Arabic on page 80. Behind its
# first such byte comes whatever is the second half of a letter where letters have two. Possessive, and begun at no
# letter but a word's first, so that it takes one step a byte.
_EVIDENCE = re.compile(rb"(?<![A-Za-z])[A-Za-z]*+[\x80-\xff][\x40-\x7e\x80-\xff]*+")


def decode(data: bytes, *, declared: str | None = None) -> tuple[str, str]:
    """The text of the bytes and the name of their encoding. Newlines are kept, a byte order mark is left out.

    ``declared`` is what the file says of itself (an HTML meta tag). It counts after a byte order mark and valid UTF-8,
    since pages saved by a browser keep a charset that no longer holds; only UTF-7, which is ASCII, counts before it.
    The mark of UTF-8 is no proof of it: scripts put it before bytes of any encoding.
    Bytes that fit the chosen encoding nowhere become U+FFFD. Raises ``DocumentError`` for binary data and for encodings
    that cannot be told.
    """
    data = data.removeprefix(codecs.BOM_UTF8)
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _text(data[len(mark) :].decode(name, errors="replace")), name
    if (name_16 := _utf_16(data)) is not None:
        return _text(data.decode(name_16, errors="replace")), name_16
    if _mostly(len(data) - len(data.translate(None, _CONTROLS)), len(data)):
        raise _not_text()
    if declared is not None and (seven := _utf_7(data, declared)) is not None:
        return seven, "utf-7"
    if (text := _utf_8(data)) is not None:
        return text, "utf-8"
    if declared is not None and (found := _as_declared(data, declared)) is not None:
        return found
    return _single_byte(data)


def _mostly(controls: int, total: int) -> bool:
    """More control characters than a text has: two are forgiven, then one in fifty."""
    return controls * 50 > total and (controls > 2 or controls * 2 >= total)


def _not_text() -> DocumentError:
    return DocumentError(
        "does not look like text: it holds binary data",
        remedy="open it in the program that made it and save it as UTF-8 text, docx or pdf",
    )


def _text(text: str) -> str:
    if _mostly(len(_CONTROL_CHARS.findall(text)), len(text)):
        raise _not_text()
    return text


def _utf_16(data: bytes) -> str | None:
    """UTF-16 without a mark: every second byte says which block a letter is from, mostly 00 (Latin) or 06 (Arabic)."""
    sample = data[: _SAMPLE // 2 * 2]
    if len(sample) < 4:
        return None
    for name, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        blocks = high.count(0x00) + high.count(0x06)
        # U+20xx holds dashes and quotes, U+FBxx to U+FExx the Arabic presentation forms.
        others = sum(high.count(byte) for byte in (0x01, 0x20, 0xFB, 0xFC, 0xFD, 0xFE))
        if blocks * 2 < len(high) or (blocks + others) * 10 < len(high) * 9:
            continue
        text = sample[: len(sample) // 2 * 2].decode(name, errors="replace")
        if not _mostly(len(_CONTROL_CHARS.findall(text)), len(text)) and "\ufffd" not in text[:-1]:
            return name
    return None


def _utf_8(data: bytes) -> str | None:
    """The text if it is UTF-8, also where a few bytes are damaged; single-byte Arabic hardly ever fits its pattern."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", errors="replace")
    damaged = text.count("\ufffd")
    intact = sum(not char.isascii() for char in text) - damaged
    return text if intact >= 10 * damaged else None


def _utf_7(data: bytes, declared: str) -> str | None:
    """The text of a mail in UTF-7, which is ASCII to look at: only where it is declared and holds throughout."""
    if _codec(declared) != "utf-7" or not data.isascii():
        return None
    try:
        return data.decode("utf-7")
    except UnicodeDecodeError:
        return None


def _codec(declared: str) -> str | None:
    """What Python calls the declared encoding; ``None`` for one that it does not know."""
    try:
        return codecs.lookup(declared.strip().strip("\"'")).name
    except (LookupError, UnicodeError, ValueError):  # ValueError: a NUL in the name
        return None


def _as_declared(data: bytes, declared: str) -> tuple[str, str] | None:
    """The text in the declared encoding if it holds; Western ones are also declared for Arabic by mistake."""
    codec = _codec(declared)
    if codec is None:
        return None
    if codec in ("ascii", "iso8859-1", "cp1252") or codec.startswith(("utf", "idna", "punycode")):
        return None
    try:
        text = data.decode(codec)
    except (UnicodeError, LookupError):  # LookupError: hex and the like are codecs but not of text
        return None
    if (true := _arabic_after_all(data, codec)) is not None:
        return true
    known = {"cp1256": "windows-1256", "iso8859-6": "iso-8859-6"}
    return text, known.get(codec, codec)


def _evidence(data: bytes) -> bytes:
    """The words of the data that tell its encoding, as many as are looked at."""
    words: list[bytes] = []
    size = 0
    for word in _EVIDENCE.finditer(data):
        words.append(word.group())
        size += len(words[-1]) + 1
        if size > _SAMPLE:
            break
    return b" ".join(words)[:_SAMPLE]


def _arabic_after_all(data: bytes, declared: str) -> tuple[str, str] | None:
    """The text in an Arabic encoding where it makes far better words than the declared one, frequent ones among them.

    A page keeps the charset of the template that it was copied from, and every byte of windows-1256 is some letter in
    other encodings too.
    """
    sample = _evidence(data)
    claimed = max(plausibility(sample.decode(declared, errors="replace")), 0)
    for name, codec in _ARABIC.items():
        other = sample.decode(codec, errors="replace")
        if codecs.lookup(codec).name == declared or plausibility(other) <= 1.5 * claimed:
            continue
        # Words in capitals of another script can be Arabic letters, but not Arabic words.
        if declared in _ARABIC_CODECS or not arabic.FUNCTION_WORDS.isdisjoint(_WORDS.findall(other)):
            return data.decode(codec, errors="replace"), name
    return None


def _single_byte(data: bytes) -> tuple[str, str]:
    sample = _evidence(data)
    best, score = "", 0.0
    for name, codec in (_COMMON | _RARE).items():
        found = plausibility(sample.decode(codec, errors="replace"))
        if found >= 0 and (not best or found > (1.5 * score if name in _RARE else score)):
            best, score = name, found
    if best == "windows-1252" and _is_turkish(sample.decode("cp1252", errors="replace")):
        return data.decode("cp1254", errors="replace"), "windows-1254"
    return (data.decode((_COMMON | _RARE)[best], errors="replace"), best) if best else _guess(data, sample)


def _is_turkish(western: str) -> bool:
    """Whether text read as windows-1252 is windows-1254, which has ĞİŞğış where that has ÐÝÞðýþ.

    Icelandic and Czech, which have some of these, have about as many of other accents that Turkish has not.
    """
    letters = sum(char in "ÐÝÞðýþ" for char in western)
    return letters > 4 * sum(char in "ÁÍÓÚÆáíóúæ" for char in western)


def plausibility(text: str) -> int:
    """How many more letters stand in words that could be words than in words that could not, beyond ASCII."""
    score = -3 * text.count("\ufffd")
    for word in _WORDS.findall(text):
        if word.isascii():
            continue
        if word in arabic.FUNCTION_WORDS:
            score += 3 * len(word)
        elif arabic.plausible(word) or english.plausible(word):
            score += len(word)
        else:
            score -= len(word)
    return score


def _guess(data: bytes, sample: bytes) -> tuple[str, str]:
    """The last resort for encodings that are not weighed above, Cyrillic or Japanese ones for example."""
    from charset_normalizer import from_bytes

    match = from_bytes(sample).best()
    if match is None:
        raise DocumentError(
            "its character encoding could not be told", remedy="open it in a text editor and save it as UTF-8"
        )
    return data.decode(match.encoding, errors="replace"), match.encoding.replace("_", "-")
