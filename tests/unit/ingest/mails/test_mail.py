"""Mails to their text and what is attached."""

from __future__ import annotations

import base64
import datetime
from email.message import EmailMessage

import pytest

from corpus_cli.errors import DocumentError
from corpus_cli.ingest.archives.members import Member, NotRead
from corpus_cli.ingest.dates.candidates import Stated
from corpus_cli.ingest.formats import HTML, MAIL, PDF
from corpus_cli.ingest.mails.mail import Mail, parse_web_archive, read_mail

BODY = "عاد مئات النازحين إلى أحياء حمص القديمة بعد اتفاق محلي بين الوجهاء والمجلس."


def shown(mail: Mail) -> list[str]:
    text = mail.parsed.extracted.text
    return [f"{block.kind}: {text[slice(*block.slices[0])]}" for block in mail.parsed.extracted.blocks]


def simple(body: bytes, *headers: bytes) -> Mail:
    return read_mail(b"\r\n".join([*headers, b"", body]))


def message(**headers: str) -> EmailMessage:
    made = EmailMessage()
    for name, value in headers.items():
        made[name] = value
    return made


def test_subject_sender_and_day_are_title_author_and_date() -> None:
    """The subject stands above the text as its heading; the day is that of the sender's calendar."""
    mail = message(Subject="تقرير العودة", From="ليلى الأحمد <l@example.org>", Date="Mon, 17 Apr 2023 23:30:00 +0300")
    mail.set_content(f"{BODY}\n\n> متى التقرير؟\n")
    found = read_mail(mail.as_bytes())
    assert (found.parsed.title, found.parsed.author) == ("تقرير العودة", "ليلى الأحمد")
    assert found.parsed.dates == (Stated(datetime.date(2023, 4, 17)),)
    assert shown(found) == ["heading: تقرير العودة", f"paragraph: {BODY}", "quote: متى التقرير؟"]
    assert found.members == ()


@pytest.mark.parametrize("charset", ["windows-1256", "utf-8", "us-ascii", "iso-8859-1", "x-unknown"])
@pytest.mark.parametrize("packing", ["8bit", "base64"])
def test_texts_are_read_whatever_charset_they_state(charset: str, packing: str) -> None:
    """Old programs send windows-1256 and say nothing or something else."""
    data = BODY.encode("cp1256")
    body = base64.encodebytes(data) if packing == "base64" else data
    head = f"Content-Type: text/plain; charset={charset}\r\nContent-Transfer-Encoding: {packing}\r\nSubject: x".encode()
    found = simple(body, head)
    assert found.parsed.extracted.text == BODY
    assert found.parsed.encoding == "windows-1256"


@pytest.mark.parametrize(
    "subject",
    [
        "دعوة إلى ورشة".encode("cp1256"),
        "دعوة إلى ورشة".encode(),
        b"=?windows-1256?B?" + base64.b64encode("دعوة إلى ورشة".encode("cp1256")) + b"?=",
        # Cut in the middle of a letter, as programs do that count bytes.
        b"=?utf-8?B?" + base64.b64encode("دعوة إلى ورشة".encode()[:9]) + b"?=\r\n =?utf-8?B?"
        + base64.b64encode("دعوة إلى ورشة".encode()[9:]) + b"?=",
    ],
)  # fmt: skip
def test_headers_are_read_whatever_way_they_are_packed(subject: bytes) -> None:
    """Encoded words, several of them, or bytes as they are."""
    found = simple(b"x", b"Subject: " + subject, b"From: " + "سامر".encode("cp1256") + b" <s@example.org>")
    assert (found.parsed.title, found.parsed.author) == ("دعوة إلى ورشة", "سامر")


def test_of_two_forms_the_plain_one_is_read_unless_it_stands_in_for_the_page() -> None:
    """A plain text of one line beside a long page says where to see it."""
    mail = message(Subject="x1")
    mail.set_content(BODY)
    mail.add_alternative(f"<p>{BODY} وأكثر</p>", subtype="html")
    assert shown(read_mail(mail.as_bytes())) == [f"paragraph: {BODY}"]
    mail = message(Subject="x1")
    mail.set_content("See in browser")
    mail.add_alternative(f"<style>p {{}}</style><p>{BODY}</p><p>{BODY}</p>", subtype="html")
    assert shown(read_mail(mail.as_bytes())) == [f"paragraph: {BODY}", f"paragraph: {BODY}"]


def test_attachments_are_files_and_pictures_are_told() -> None:
    """Names may be in Arabic, lead upwards or be missing; a forwarded mail is a file too."""
    mail = message(Subject="x1")
    mail.set_content(BODY)
    mail.add_attachment(b"%PDF-1", maintype="application", subtype="pdf", filename="تقرير حمص.pdf")
    mail.add_attachment(b"%PDF-2", maintype="application", subtype="pdf", filename="../../etc/up.pdf")
    mail.add_attachment(b"%PDF-3", maintype="application", subtype="pdf")
    mail.add_attachment(b"png", maintype="image", subtype="png", filename="logo.png")
    mail.add_attachment("words in a file", filename="note.txt")
    inner = message(Subject="رسالة محولة")
    inner.set_content("inner words")
    mail.add_attachment(inner)
    found = read_mail(mail.as_bytes())
    assert shown(found) == [f"paragraph: {BODY}"]
    assert [(item.name, item.data[:6], item.media_type) for item in found.members if isinstance(item, Member)] == [
        ("تقرير حمص.pdf", b"%PDF-1", PDF),
        ("etc-up.pdf", b"%PDF-2", PDF),
        ("attachment-3.pdf", b"%PDF-3", PDF),
        ("note.txt", b"words ", "text/plain"),
        ("رسالة محولة.eml", inner.as_bytes()[:6], MAIL),
    ]
    (picture,) = [item for item in found.members if isinstance(item, NotRead)]
    assert (picture.name, picture.kind) == ("logo.png", "skipped")


def test_what_the_program_adds_is_not_told() -> None:
    """Signatures and delivery reports are no attachments."""
    raw = (
        b"Subject: x1\r\nContent-Type: multipart/signed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n"
        b"words\r\n--b\r\nContent-Type: application/pgp-signature; name=s.asc\r\n\r\n-----\r\n--b--\r\n"
    )
    found = read_mail(raw)
    assert (shown(found), found.members) == (["paragraph: words"], ())


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"just words", "no mail headers"),
        (b"Content-Type: multipart/encrypted; boundary=b\r\n\r\n--b--", "encrypted"),
    ],
)
def test_what_cannot_be_read_says_so(data: bytes, message: str) -> None:
    """With a remedy."""
    with pytest.raises(DocumentError, match=message) as caught:
        read_mail(data)
    assert caught.value.remedy


def test_a_page_saved_with_its_pictures_is_a_page() -> None:
    """Browsers write it as a mail; the day on which it was saved is not its date."""
    article = f"<html><head><title>عودة النازحين</title></head><body><p>{BODY}</p><p>{BODY}</p></body></html>"
    raw = (
        b"From: <Saved by Blink>\r\nDate: Mon, 17 Apr 2023 10:00:00 -0000\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; type="text/html"; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n'
        b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(article.encode("cp1256")) + b"\r\n--b\r\n"
        b"Content-Type: image/png\r\n\r\nx\r\n--b--\r\n"
    )
    parsed = parse_web_archive(raw)
    assert BODY in parsed.extracted.text
    assert (parsed.title, parsed.dates, parsed.encoding) == ("عودة النازحين", (), "windows-1256")
    with pytest.raises(DocumentError, match="no web page"):
        parse_web_archive(b"Subject: x\r\n\r\nwords")


def test_an_answer_to_a_hundred_answers_is_read_to_the_first() -> None:
    """Each answer of a thread stands in the quotation of the next, so that pages of mails are nested hundreds deep."""
    answers = "".join(f"<blockquote><div>answer {number}" for number in range(130))
    text = simple(f"{answers}{'</div></blockquote>' * 130}".encode(), b"Content-Type: text/html").parsed.extracted.text
    assert "answer 0" in text and "answer 129" in text


def test_of_a_mail_whose_page_is_nested_thousands_deep_the_attachments_are_kept() -> None:
    """What is lost is told; where the text stands there a second time, plain, it is not lost."""
    mail = message(Subject="Minutes")
    mail.set_content("<p>first</p>" + "<div>" * 5000 + "<p>deep</p>", subtype="html", cte="base64")
    mail.add_attachment(b"%PDF-1", maintype="application", subtype="pdf", filename="minutes.pdf")
    found = read_mail(mail.as_bytes())
    assert shown(found) == ["heading: Minutes"]
    told, attached = found.members
    assert isinstance(told, NotRead) and "nested too deeply" in told.reason and told.kind == "quarantined"
    assert isinstance(attached, Member) and attached.name == "minutes.pdf"
    mail = message(Subject="Minutes")
    mail.set_content("The council met.")
    mail.add_alternative("<div>" * 5000 + "<p>The council met.</p>", subtype="html", cte="base64")
    found = read_mail(mail.as_bytes())
    assert (shown(found), found.members) == (["heading: Minutes", "paragraph: The council met."], ())


@pytest.mark.parametrize("page", ["<pre>The families returned.</pre>", "<form><p>The families returned.</p></form>"])
def test_a_mail_that_is_all_preformatted_or_one_form_has_its_text(page: str) -> None:
    """It would be its subject alone."""
    assert shown(simple(page.encode(), b"Subject: Homs", b"Content-Type: text/html")) == [
        "heading: Homs",
        "paragraph: The families returned.",
    ]


def test_a_header_may_hold_letters_and_encoded_words() -> None:
    """An old program put its own word for "Re:" before a subject that another one had encoded."""
    found = simple(b"text", "Subject: رد: =?utf-8?B?2KfZhNmF2YrYp9mH?= =?utf-8?Q?_=D8=AD=D9=85=D8=B5?=".encode())
    assert found.parsed.title == "رد: المياه حمص"


@pytest.mark.parametrize(
    ("sender", "author"),
    [
        ("=?utf-8?Q?Smith=2C_John?= <j@x.org>", "Smith, John"),
        ('"=?utf-8?Q?Smith=2C_John?=" <j@x.org>', "Smith, John"),
        ("=?utf-8?B?2YTZitmE2Yk=?= =?utf-8?B?INin2YTYo9it2YXYrw==?= <l@x.org>", "ليلى الأحمد"),
        ('"Smith, John" <j@x.org>', "Smith, John"),
        ("ليلى الأحمد <l@x.org>", "ليلى الأحمد"),
        ("j@x.org", "j@x.org"),
        ("=?utf-8?Q?j=40x=2Eorg?=", "j@x.org"),
        ("=?utf-7?Q?a+2AA-?=", "a\ufffd"),  # half a letter, which no file can hold
        ("=?utf-7?Q?+2AA-?=", None),
    ],
)
def test_the_sender_is_parted_from_the_address_before_the_name_is_decoded(sender: str, author: str | None) -> None:
    """A comma inside an encoded name ends no address."""
    assert simple(b"text", f"From: {sender}".encode()).parsed.author == author


@pytest.mark.parametrize(
    ("headers", "name"),
    [
        ('Content-Disposition: attachment; filename="تقرير.pdf"'.encode(), "تقرير.pdf"),
        ('Content-Disposition: attachment; filename="تقرير.pdf"'.encode("cp1256"), "تقرير.pdf"),
        ('Content-Type: application/pdf;\r\n name="تقرير أول.pdf"'.encode(), "تقرير أول.pdf"),
        ('Content-Disposition: attachment; filename="\u202bتقرير.pdf\u202c"'.encode(), "تقرير.pdf"),
        (b"Content-Disposition: attachment; filename*=utf-8''%E2%80%8Fa.pdf%E2%80%8F", "a.pdf"),
        (b'Content-Type: application/pdf\r\nContent-Disposition: attachment; filename="report"', "report.pdf"),
        (
            b'Content-Type: application/pdf; name="report.2023"',
            "report.2023.pdf",
        ),
        (b'Content-Type: text/rtf\r\nContent-Disposition: attachment; filename="report"', "report.rtf"),
        (b'Content-Type: text/plain\r\nContent-Disposition: attachment; filename="notes"', "notes.txt"),
    ],
)
def test_attached_files_are_read_by_their_names_and_kinds(headers: bytes, name: str) -> None:
    """Names in bytes of any encoding, with marks of direction around them, or without a suffix."""
    head = b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\ntext\r\n--b\r\n"
    (member,) = read_mail(b"Subject: x\r\n" + head + headers + b"\r\n\r\n%PDF-1\r\n--b--").members
    assert isinstance(member, Member)
    assert member.name == name


def test_what_is_attached_as_plain_text_under_another_suffix_is_not_read() -> None:
    """Mail programs send scripts and tables so."""
    head = b"Content-Type: text/plain\r\nContent-Disposition: attachment; filename=run.sh\r\n\r\nrm -rf"
    (member,) = read_mail(head).members
    assert isinstance(member, NotRead) and member.kind == "skipped"


def related(start: str, *parts: str) -> bytes:
    return (
        f"Content-Type: multipart/related; boundary=b{start}\r\n\r\n" + "".join(f"--b\r\n{part}\r\n" for part in parts)
    ).encode() + b"--b--"


@pytest.mark.parametrize("start", ['; start="<r>"', "; start=r"])
def test_the_page_that_start_names_is_the_mails_text(start: str) -> None:
    """It need not be the first part; what is no part of it is attached."""
    pages = (
        "Content-Type: text/html\r\n\r\n<p>beside</p>",
        "Content-Type: text/html\r\nContent-ID: <r>\r\n\r\n<p>root</p>",
    )
    found = read_mail(related(start, *pages))
    assert shown(found) == ["paragraph: root"]
    (member,) = found.members
    assert isinstance(member, Member)
    assert (member.name, member.media_type, member.data) == ("attachment-1.html", HTML, b"<p>beside</p>")
    assert parse_web_archive(related(start, *pages)).extracted.text == "root"
    assert shown(read_mail(related('; start="<lost>"', *pages))) == ["paragraph: beside"]


def test_a_sender_made_of_brackets_costs_only_itself() -> None:
    """Comments stand in each other without end; the text is read."""
    found = simple(b"text", b"From: " + b"(" * 50_000)
    assert (found.parsed.author, found.parsed.extracted.text) == (None, "text")


def test_the_encoding_recorded_is_the_one_that_the_page_was_read_in() -> None:
    """A page in a mail may state a charset of its own where the mail states none."""
    page = "<meta charset=iso-8859-2><p>Łódź"
    assert simple(page.encode("iso8859_2"), b"Content-Type: text/html").parsed.encoding == "iso8859-2"
    assert simple(b"<p>text", b"Content-Type: text/html").parsed.encoding == "utf-8"
    assert simple("نص".encode("cp1256"), b"Content-Type: text/plain").parsed.encoding == "windows-1256"
