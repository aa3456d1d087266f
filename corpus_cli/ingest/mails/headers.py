"""A mail's headers as people read them, whatever way their letters were packed."""

from __future__ import annotations

import re
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import collapse_rfc2231_value, parseaddr, parsedate_to_datetime

from corpus_cli.errors import DocumentError
from corpus_cli.ingest.authors import clean_author
from corpus_cli.ingest.dates.candidates import Stated
from corpus_cli.ingest.encoding import decode
from corpus_cli.ingest.formats import without_marks_around
from corpus_cli.ingest.parsed import without_surrogates

_FOLDS = re.compile(r"\r?\n[ \t]*")
_ENCODED = re.compile(r"=\?[^?\s]+\?[bq]\?[^?\s]*\?=(?:\s*=\?[^?\s]+\?[bq]\?[^?\s]*\?=)*", re.IGNORECASE)


def text_of(message: Message, name: str) -> str:
    """The header on one line; empty where there is none."""
    return decoded(_raw(message, name))


def _raw(message: Message, name: str) -> str:
    """The header as it was sent, on one line."""
    # The public way to a header replaces its bytes that are not ASCII, which may be all that there is of it.
    raw = next((value for key, value in message.raw_items() if key.casefold() == name.casefold()), "")
    return _FOLDS.sub(" ", str(raw))


def decoded(raw: str) -> str:
    """The text of a header or of a parameter in one.

    Encoded words beside each other are put together before they are decoded: many programs cut them in the middle of a
    letter. Letters that stand there unencoded are in whatever encoding makes words of them.
    """
    raw = _FOLDS.sub(" ", raw)
    if not raw.isascii():
        return " ".join(_ENCODED.sub(lambda words: decoded(words[0]), _letters(raw, None)).split())
    try:
        parts = decode_header(raw)
    except (HeaderParseError, ValueError):
        parts = [(raw, None)]
    words = (part if isinstance(part, str) else _letters(part, charset) for part, charset in parts)
    return " ".join("".join(words).split())


def _letters(part: str | bytes, charset: str | None) -> str:
    data = part.encode("utf-8", "surrogateescape") if isinstance(part, str) else part
    try:
        return decode(data, declared=charset)[0] if data else ""
    except DocumentError:
        return data.decode("utf-8", "replace")


def author_of(message: Message) -> str | None:
    """Whom the mail is from: the name, or the address where there is none."""
    # Read first and decoded then: a comma in an encoded name parts no addresses.
    try:
        name, address = parseaddr(_raw(message, "From"))
        if not address:
            name, address = parseaddr(text_of(message, "From"))
    except RecursionError:  # comments in comments without end; the mail's text is worth more than its sender
        return None
    shown = without_surrogates(decoded(address))
    return clean_author(decoded(name)) or (shown if any(map(str.isalnum, shown)) else None)


def dates_of(message: Message) -> tuple[Stated, ...]:
    """The day on which the mail was sent, as its sender's calendar had it; nothing where that cannot be read."""
    try:
        return (Stated(parsedate_to_datetime(text_of(message, "Date")).date()),)
    except (TypeError, ValueError, IndexError, OverflowError):
        return ()


def file_name(part: Message) -> str:
    """The name of an attached file, without unseen marks around it; empty where it has none."""
    found = _parameter(part, "Content-Disposition", "filename") or _parameter(part, "Content-Type", "name")
    if isinstance(found, tuple):  # RFC 2231: charset, language, text
        found = " ".join(collapse_rfc2231_value(found).split())
    elif found:
        found = decoded(found)
    return without_marks_around(found or "")


def _parameter(part: Message, header: str, name: str) -> str | tuple[str | None, str | None, str] | None:
    """The value of a parameter in a header; letters that stand there unencoded are letters."""
    raw = _raw(part, header)
    alone = Message()
    alone[header] = raw if raw.isascii() else _letters(raw, None)
    found: str | tuple[str | None, str | None, str] | None = alone.get_param(name, None, header)
    return found
