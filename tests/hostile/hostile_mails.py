"""Mails and mailboxes of the hostile folder: parts without end or in circles, headers that lie, names that lead out."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from hostile_markup import NESTED

if TYPE_CHECKING:
    from hostile_files import HostileFolder

# More than are read out of one file.
_MANY = 12_000


def _mail(*headers: str, text: str) -> str:
    return "\r\n".join([*headers, "", text])


def _parts(*parts: str, kind: str = "mixed", more: str = "") -> str:
    """A mail of these parts, each with its own headers."""
    inside = "".join(f"--b\r\n{part}\r\n" for part in parts)
    return f"Subject: Homs\r\nContent-Type: multipart/{kind}; boundary=b{more}\r\n\r\n{inside}--b--\r\n"


def _attached(name: str, content: str) -> str:
    packed = base64.encodebytes(content.encode()).decode()
    named = f'Content-Disposition: attachment; filename="{name}"'
    return f"{named}\r\nContent-Transfer-Encoding: base64\r\n\r\n{packed}"


def _nested_parts(text: str) -> str:
    levels = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n" for n in range(NESTED))
    return f"{levels}\r\n{text}"


def write(folder: HostileFolder) -> None:
    """The cases are in the folder."""
    _bodies(folder)
    _headers(folder)
    _boxes(folder)


def _bodies(folder: HostileFolder) -> None:
    text = folder.text
    plain = f"Content-Type: text/plain\r\n\r\n{text()}"
    attached = _parts(plain, _attached("notes.txt", text() * 3))
    deep = f"Content-Type: text/html\r\n\r\n<p>{text()}" + "<div>" * NESTED + text()
    root = f"Content-Type: text/html\r\nContent-ID: <a>\r\n\r\n<p>{text()}</p>"
    cases: dict[str, tuple[str, str, bool]] = {
        "good.eml": (_parts(f"\r\n{text()}", _attached("more.txt", text())), "processed", False),
        "cut.eml": (attached[: attached.index("base64\r\n") + 60], "processed", False),
        "no end.eml": (_parts(f"\r\n{text()}").replace("--b--", ""), "processed", False),
        "nested parts.eml": (_nested_parts(text()), "quarantined", False),
        "nested mails.eml": ("Content-Type: message/rfc822\r\n\r\n" * NESTED + text(), "quarantined", False),
        "nested page.eml": (_parts(deep, _attached("kept.txt", text())), "processed", True),
        "related in a circle.eml": (
            _parts(root, kind="related", more='; start="<b>"\r\nContent-ID: <b>'), "processed", False,
        ),
        "alternatives in alternatives.eml": (
            "".join(f"Content-Type: multipart/alternative; boundary=b{n}\r\n\r\n--b{n}\r\n" for n in range(60))
            + f"\r\n{text()}", "processed", False,
        ),
        "many attachments.eml": (_parts(f"\r\n{text()}", *[_attached("x.bin", "x")] * _MANY), "processed", True),
        "paths.eml": (
            _parts(*(_attached(name, text()) for name in ("../../pwned.txt", "/pwned.txt", "..", "C:\\pwned.txt"))),
            "processed", False,
        ),
        "no boundary.eml": (_parts(f"\r\n{text()}").replace("boundary=b", "boundary="), "processed", True),
        "boundary of signs.eml": (_parts(f"\r\n{text()}").replace("=b", '="(.*)+$"'), "processed", True),
        "laughs.eml": (
            _mail("Content-Type: text/html", text=f'<!DOCTYPE x [<!ENTITY a "{"&b;" * 50}">]><p>&a;{text()}'),
            "processed", False,
        ),
        "encrypted.eml": (_mail("Content-Type: multipart/encrypted; boundary=b", text="--b--"), "quarantined", False),
        "no headers.eml": (f"\r\n\r\n{text()}", "quarantined", False),
        "no text.eml": (_mail("Subject: …", text=""), "quarantined", False),
    }  # fmt: skip
    for name, (content, verdict, failures) in cases.items():
        folder.add(f"mail/{name}", content, verdict, failures=failures)


def _headers(folder: HostileFolder) -> None:
    text = folder.text
    headers = {
        "header lines": "\r\n".join(f"X-{number}: x" for number in range(50_000)),
        "folded": "Subject: " + "\r\n x" * NESTED,
        "encoded words": "Subject: " + "=?utf-8?B?2KfZhA==?= " * 20_000,
        "cut encoded word": "Subject: =?utf-8?B?2KfZhA=?= =?utf-8?Q?=D8?= =?x?x?x?=",
        "comments": "From: " + "(" * NESTED + "x",
        "quotes": "From: " + '"\\' * NESTED + " <a@b>",
        "addresses": "From: " + "<" * NESTED + "a@b" + ">" * NESTED,
        "parameters": "Content-Type: text/plain" + "; a=b" * 20_000,
        "continued": "Content-Disposition: inline" + "".join(f"; filename*{n}=x" for n in range(3000)),
        "charset": "Content-Type: text/plain; charset=\x1b[31mhex\0",
        "packing": "Content-Transfer-Encoding: uuencode",
        "date": "Date: " + "mon. " * 20_000 + "2023 99999999999999999999",
        "bytes": "Subject: \udcff\udcfe\ud800".encode("utf-8", "surrogatepass").decode("utf-8", "replace"),
        "half a letter": "From: =?utf-7?Q?+2AA-?=",
    }
    for name, header in headers.items():
        # A text with a name is an attachment, and the mail itself then holds none.
        named = name == "continued"
        folder.add(f"mail/{name} header.eml", _mail(header, text=text()), "processed", failures=named)


def _boxes(folder: HostileFolder) -> None:
    text = folder.text
    begin = "From a@b Mon Apr 17 10:00:00 2023\n"
    letter = f"{begin}Subject: Homs\n\n{{}}\n\n"
    folder.add("mail/good.mbox", letter.format(text()) + letter.format(text()), "processed")
    folder.add("mail/cut.mbox", letter.format(text()) + begin + "Subj", "processed")
    folder.add("mail/no mails.mbox", text() * 50, "quarantined", "no mails")
