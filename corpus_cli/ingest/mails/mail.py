"""Mails (eml) and web pages saved as one file (mht): their text, and what is attached as files of their own."""

from __future__ import annotations

import email
import email.policy
import mimetypes
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from pathlib import PurePosixPath

from corpus_cli.errors import DocumentError
from corpus_cli.ingest.archives.members import Inside, Member, NotRead, clean_name, passed_over
from corpus_cli.ingest.encoding import decode
from corpus_cli.ingest.formats import MAIL, PLAIN, media_type, suffix_of
from corpus_cli.ingest.mails.headers import author_of, dates_of, file_name, text_of
from corpus_cli.ingest.metadata import clean_title
from corpus_cli.ingest.parsed import Parsed, Piece, laid_out, of_lines

# A plain text that is so much shorter than the page beside it says "see this mail in your browser".
_STAND_IN = 0.2
_ENCRYPTED = frozenset({"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"})
_PARTS_OF_MAIL = frozenset(
    {"message/delivery-status", "text/rfc822-headers", "message/disposition-notification", "application/pgp-signature"}
    | {"application/pkcs7-signature", "application/x-pkcs7-signature"}
)


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail's own text, its subject as heading, and what is attached to it."""

    parsed: Parsed
    members: tuple[Inside, ...]


def read_mail(data: bytes) -> Mail:
    """The mail's text and its attachments. Runs in the child process.

    A forwarded mail is an attachment. Of a text in two forms the plain one is read. A text that cannot be read is told
    among the members. Raises ``DocumentError`` for an
    encrypted mail and for a file that is none.
    """
    message = _message(data)
    if message.get_content_type() in _ENCRYPTED:
        raise DocumentError("is an encrypted mail", remedy="open it in its mail program and save its text")
    subject = text_of(message, "Subject")
    texts = list(_texts(message))
    unread: list[NotRead] = []
    read = [_pieces(part, unread) for part in texts]
    pieces = [piece for found, _ in read for piece in found]
    title = clean_title(subject)
    if title and not (pieces and pieces[0] == ("heading", title)):
        pieces.insert(0, ("heading", title))
    parsed = Parsed(
        extracted=laid_out(pieces),
        encoding=read[0][1] if read else None,
        title=title,
        author=author_of(message),
        dates=dates_of(message),
    )
    return Mail(parsed, (*unread, *_members(message, texts)))


def parse_web_archive(data: bytes) -> Parsed:
    """The page that a browser saved with its pictures in one file. Runs in the child process.

    The file's own date is the day on which it was saved and says nothing. Raises ``DocumentError`` where no page is in
    it.
    """
    from corpus_cli.ingest.web.html import parse

    message = _message(data)
    for part in (*_root(message), *message.walk()):
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            return parse(_payload(part), charset=part.get_content_charset())
    raise DocumentError("holds no web page", remedy="open it in the browser and save it as HTML")


def _message(data: bytes) -> Message:
    # The old policy keeps header bytes as they are, which the new one gives up on where they are not ASCII.
    message = email.message_from_bytes(data.lstrip(b"\xef\xbb\xbf\r\n"), policy=email.policy.compat32)
    if not message.keys():
        raise DocumentError(
            "is named like a mail but has no mail headers", remedy="save it from the mail program again as .eml"
        )
    return message


def _pieces(part: Message, unread: list[NotRead]) -> tuple[list[Piece], str | None]:
    """The blocks of one of the mail's texts and its encoding; one that cannot be read is noted, the others are read."""
    if part.get_content_type() != "text/html":
        text, encoding = _decoded(part)
        return list(of_lines(text)), encoding
    try:
        return _page(part)
    except DocumentError as error:
        unread.append(NotRead(kind="quarantined", reason=f"its text {error.message}", remedy=error.remedy))
        return [], None


def _page(part: Message) -> tuple[list[Piece], str | None]:
    """The page's blocks and its encoding. Raises ``DocumentError`` for one that is nested too deeply."""
    from corpus_cli.ingest.web.html import body_of, body_pieces

    try:
        return body_pieces(_payload(part), charset=part.get_content_charset())
    except DocumentError:  # no text throughout: as far as it goes
        text, encoding = _decoded(part)
        return body_of(text), encoding


def _texts(part: Message) -> Iterator[Message]:
    """The parts that are the mail's own text, in order: one of each set of alternatives, no attachments."""
    kind = part.get_content_type()
    if kind == "multipart/alternative":
        yield from _chosen([list(_texts(choice)) for choice in _parts(part)])
    elif kind == "multipart/related":
        for root in _root(part):
            yield from _texts(root)
    elif part.is_multipart() and part.get_content_maintype() == "multipart":
        for inner in _parts(part):
            yield from _texts(inner)
    elif _is_text(part) and _payload(part).strip():
        yield part


def _root(related: Message) -> list[Message]:
    """The part that the others belong to: the one that ``start`` names, else the first; none where there are none."""
    parts = _parts(related)
    start = related.get_param("start")
    named = [part for part in parts if start and _identity(part.get("Content-ID")) == _identity(start)]
    return (named or parts)[:1]


def _identity(name: object) -> str:
    return str(name or "").strip().strip("<>")


def _chosen(choices: list[list[Message]]) -> list[Message]:
    choices = [choice for choice in choices if choice]
    plain = [choice for choice in choices if choice[0].get_content_type() == "text/plain"]
    pages = [choice for choice in choices if choice[0].get_content_type() == "text/html"]
    if plain and pages and _length(plain[0]) < _STAND_IN * _length(pages[0]):
        return pages[0]
    return (plain or pages or choices or [[]])[0]


def _length(choice: list[Message]) -> int:
    """Letters and digits of the text that is read."""
    total = 0
    for part in choice:
        total += sum(map(str.isalnum, "".join(text for _, text in _pieces(part, [])[0])))
    return total


def _is_text(part: Message) -> bool:
    if part.get_content_type() not in ("text/plain", "text/html", "text/enriched"):
        return False
    return part.get_content_disposition() != "attachment" and not file_name(part)


def _members(message: Message, texts: list[Message]) -> Iterator[Inside]:
    """What is attached, in order; pictures and the like are told as not read.

    A text that is neither among those that were read nor another form of one is attached too.
    """
    number = 0
    read = set(map(id, texts))
    for part, is_form in _leaves(message):
        if part.get_content_type() in _PARTS_OF_MAIL:
            continue
        if _is_text(part) and (is_form or id(part) in read or not _payload(part).strip()):
            continue
        number += 1
        yield _member(part, number)


def _member(part: Message, number: int) -> Inside:
    kind = part.get_content_type()
    if kind == "message/rfc822" or (part.is_multipart() and kind.startswith("message/")):
        inner = _parts(part)
        subject = text_of(inner[0], "Subject") if inner else ""
        name = clean_name(file_name(part) or subject or f"mail-{number}")
        name = name.replace("/", "-")
        try:
            data = inner[0].as_bytes() if inner else b""
        except (UnicodeError, LookupError, ValueError) as error:
            return NotRead(
                name=name, kind="quarantined", reason=f"cannot be taken out: {error}", remedy="save it alone"
            )
        return Member(name if media_type(name) == MAIL else f"{name}.eml", data, MAIL)
    name = _name(part, number)
    if kind == "application/ms-tnef":
        return NotRead(
            name=name,
            kind="quarantined",
            reason="is Outlook's own package of attachments",
            remedy="ask the sender for the mail as HTML or plain text, or save its attachments in Outlook",
        )
    return passed_over(name) or Member(name, _payload(part), media_type(name) or "")


def _name(part: Message, number: int) -> str:
    """As the part is named, with the suffix of its kind where its own tells nothing.

    What is sent as plain text is of any kind, and keeps the suffix that it has.
    """
    kind = part.get_content_type()
    named = file_name(part)
    name = clean_name(named or f"attachment-{number}").replace("/", "-")
    if media_type(name) is None and not (kind == PLAIN and PurePosixPath(name).suffix):
        name += suffix_of(kind) or ("" if named else mimetypes.guess_extension(kind) or "")
    return name


def _leaves(part: Message, *, is_form: bool = False) -> Iterator[tuple[Message, bool]]:
    """The parts that hold no others, each with whether it stands among alternatives."""
    if part.get_content_maintype() == "multipart" and part.is_multipart():
        is_form = is_form or part.get_content_type() == "multipart/alternative"
        for inner in _parts(part):
            yield from _leaves(inner, is_form=is_form)
    else:
        yield part, is_form


def _parts(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [inner for inner in payload if isinstance(inner, Message)] if isinstance(payload, list) else []


def _payload(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _decoded(part: Message) -> tuple[str, str | None]:
    """The part's text and its encoding. One that is no text is shown as far as it goes: the mail holds other parts."""
    data = _payload(part)
    try:
        return decode(data, declared=part.get_content_charset())
    except DocumentError:
        return data.decode("utf-8", errors="replace"), None
