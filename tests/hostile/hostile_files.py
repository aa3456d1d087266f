"""A folder of everything that is made to break a reader, each file with the verdict that it must get.

``write_hostile`` makes it; nothing in it is a real report. A case that this system cannot make (a device node without
root, a name in no encoding) says so and is left out.
"""

from __future__ import annotations

import os
import random
import socket
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import hostile_books
import hostile_mails
import hostile_markup
import hostile_office
import hostile_pdfs
import hostile_tables

ENGLISH = (
    "The local council of {place} met in the library and heard what the families who came back say about the water. "
    "It promised a new pump before winter and the mediators of both neighbourhoods will come again on Monday."
)
ARABIC = (
    "اجتمع المجلس المحلي في {place} في المكتبة واستمع إلى ما تقوله العائلات العائدة عن المياه. "
    "ووعد بمضخة جديدة قبل الشتاء، وسيعود وسطاء الحيين يوم الاثنين."
)
#: Stands in a file outside the folder, which no case may lead into a document.
SECRET = "the-secret-outside-the-folder"
#: What a case would make if its content were carried out.
PWNED = "pwned"
#: What a folder lists under this name was not to be read at all.
OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Case:
    """A file and what must come of it.

    ``path``: from the folder, as bytes. ``verdict``: processed, quarantined, skipped, needs_ocr or duplicate.
    ``reason``: a pattern in what errors.jsonl says.
    ``failures``: whether there are lines in errors.jsonl beside the documents, for broken records.
    """

    path: bytes
    verdict: str
    reason: str = ""
    failures: bool = False


class HostileFolder:
    """The folder being written. Texts are numbered, so that no two files have the same bytes by accident."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.cases: list[Case] = []
        self.left_out: list[str] = []
        self._random = random.Random(7)
        self._number = 0

    def text(self, template: str = ENGLISH) -> str:
        """A harmless text that stands nowhere else."""
        self._number += 1
        return f"{template.format(place='Homs' if template is ENGLISH else 'حمص')} {self._number}.\n"

    def noise(self, size: int) -> bytes:
        """Seeded random bytes."""
        return self._random.randbytes(size)

    def add(
        self, path: str | bytes, content: str | bytes, verdict: str, reason: str = "", *, failures: bool = False
    ) -> None:
        """A file with this content."""
        data = content.encode() if isinstance(content, str) else content
        self.make(path, lambda place: place.write_bytes(data), verdict, reason, failures=failures)

    def make(
        self,
        path: str | bytes,
        maker: Callable[[Path], object],
        verdict: str,
        reason: str = "",
        *,
        failures: bool = False,
        named: str | None = None,
    ) -> None:
        """Whatever ``maker`` puts at the path; a case that the system refuses is noted as left out.

        ``named``: the path under which the case is found again, if it is another one.
        """
        raw = path.encode() if isinstance(path, str) else path
        place = self.root / os.fsdecode(raw)
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            maker(place)
        except OSError as error:
            self.left_out.append(f"{raw!r}: {error.strerror}")
            return
        self.cases.append(Case(raw if named is None else named.encode(), verdict, reason, failures))


def write_hostile(root: Path, *, large: bool = False) -> HostileFolder:
    """The folder ``root`` holds the cases; beside it lies one that links lead to. ``large``: also those of 20 MB."""
    outside = root.parent / OUTSIDE
    outside.mkdir(parents=True)
    (outside / "secret.txt").write_text(f"{SECRET} {ENGLISH}", encoding="utf-8")
    folder = HostileFolder(root)
    for write in (_extensions, _names, _no_files, _links, _texts):
        write(folder)
    hostile_tables.write(folder)
    hostile_markup.write(folder, secret=(outside / "secret.txt").resolve())
    hostile_office.write(folder, secret=(outside / "secret.txt").resolve())
    hostile_books.write(folder, secret=(outside / "secret.txt").resolve())
    hostile_mails.write(folder)
    hostile_pdfs.write(folder)
    _sizes(folder, large=large)
    return folder


def extensions() -> list[str]:
    """The suffixes that are read, in order: new ones are tried without a line here."""
    from corpus_cli.ingest.formats import SUFFIXES

    return sorted(suffix.removeprefix(".") for suffix in SUFFIXES)


def _extensions(folder: HostileFolder) -> None:
    """The same nonsense under every suffix."""
    for suffix in extensions():
        folder.add(f"suffix/empty.{suffix}", b"", "quarantined", "empty")
        folder.add(f"suffix/random.{suffix}", folder.noise(5000), "quarantined")
        folder.add(f"suffix/zeros.{suffix}", bytes(3000 + len(folder.cases)), "quarantined")
    for name, magic in (("gzip.txt", b"\x1f\x8b\x08\0"), ("old.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
        folder.add(f"suffix/{name}", magic + folder.noise(600), "quarantined", "not read")
    folder.add("suffix/picture.txt", b"\x89PNG\r\n\x1a\n" + folder.noise(400), "needs_ocr", "image")
    folder.add("suffix/photo.jpg", b"\xff\xd8\xff" + folder.noise(400), "skipped", "format")
    folder.add("suffix/run.exe", b"MZ" + folder.noise(100), "skipped", "format")
    folder.add("suffix/report.txt.exe", folder.text(), "skipped", "format")
    folder.add("suffix/no suffix", folder.text(), "skipped", "no suffix")
    folder.add("suffix/TEXT.TXT", folder.text(), "processed")
    folder.add("suffix/a page.txt", f"<!DOCTYPE html><html><body><p>{folder.text()}</p>", "processed")


def _names(folder: HostileFolder) -> None:
    """Names that a shell, a terminal, a csv or a page could stumble over."""
    names = [
        "two\nlines.txt", "tab\there.txt", "return\rover.txt", "\x1b[2J\x1b]0;title\x07.txt", "bell\x07.txt",
        "😀🏳️‍🌈.txt", "-rf.txt", "--help.txt", " leading and trailing .txt", "\u202etxt.exe.txt", "\u2066isolated.txt",
        "line\u2028separator.txt", "$(touch pwned).txt", "`touch pwned`; rm -rf *.txt", "'quotes'\".txt",
        "back\\slash.txt",
        "=1+1.txt", "%s%n%x.txt", "<script>alert(1)</script>.txt", "تقرير عن المياه.txt", "..txt", "...txt.txt",
        "CON.txt", "a*?[b].txt", "{braces}.txt", "e\u0301.txt", "\u00e9.txt", "~.txt", "[0].txt",
    ]  # fmt: skip
    for name in names:
        path = f"names/{name}"
        verdict, reason = ("skipped", "hidden") if name.startswith(".") else ("processed", "")
        folder.add(path, folder.text(), verdict, reason)
    folder.add("names/" + "n" * 251 + ".txt", folder.text(), "processed")
    folder.add("names/" + "ن" * 125 + ".txt", folder.text(ARABIC), "processed")
    folder.add(b"names/latin \xe9 bytes \xff.txt", folder.text(), "processed")
    folder.add(b"names/lone \xed\xa0\x80 surrogate.txt", folder.text(), "processed")
    folder.add("names/suffix.حص".encode("cp1256"), folder.text(), "skipped", "format")
    folder.add("names/.hidden.txt", folder.text(), "skipped", "hidden")
    folder.add("-o/outside.txt", folder.text(), "processed")


def _no_files(folder: HostileFolder) -> None:
    """What has the name of a file and is none."""
    folder.add("a folder.pdf/inside.txt", folder.text(), "processed")
    folder.add("a folder.docx/word/document.xml", "<x/>", "skipped", "format")
    folder.make("a run/.state", lambda place: place.mkdir(), "skipped", "results of a run", named="a run")
    folder.make("special/pipe.txt", os.mkfifo, "skipped", "not a regular file")
    folder.make("special/device.txt", _device, "skipped", "not a regular file")
    folder.make("special/socket.txt", _socket, "skipped", "not a regular file")
    folder.make("special/terabyte.txt", _sparse, "quarantined", "larger than")
    may_read_all = os.geteuid() == 0
    text = folder.text()
    folder.make(
        "special/locked.txt",
        lambda place: (place.write_text(text), place.chmod(0)),
        "processed" if may_read_all else "quarantined",  # root may read what nobody may
    )
    bottom = "/".join(["deep", *["d"] * 1500, "bottom.txt"])
    folder.make("deep", lambda place: _deep(place, 1500, folder.text()), "processed", named=bottom)


def _device(place: Path) -> None:
    os.mknod(place, 0o600 | stat.S_IFCHR, os.makedev(1, 5))  # /dev/zero


def _socket(place: Path) -> None:
    """Bound by a short name: the name of a socket has 108 bytes."""
    before = Path.cwd()
    os.chdir(place.parent)
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(place.name)
    finally:
        os.chdir(before)


def _sparse(place: Path) -> None:
    with place.open("wb") as file:
        file.truncate(2**40)


def _deep(place: Path, depth: int, text: str) -> None:
    """Folders in each other, more than Python functions may call each other."""
    before = Path.cwd()
    place.mkdir()
    os.chdir(place)
    try:
        for _ in range(depth):
            os.mkdir("d")  # noqa: PTH102  # Path would make it absolute, and the name too long
            os.chdir("d")
        Path("bottom.txt").write_text(text, encoding="utf-8")
    finally:
        os.chdir(before)


def _links(folder: HostileFolder) -> None:
    """Links in circles, to nowhere, to elsewhere."""
    links = {
        "self.txt": ("self.txt", "nowhere"),
        "ping.txt": ("pong.txt", "nowhere"),
        "pong.txt": ("ping.txt", "nowhere"),
        "dangling.txt": ("gone.txt", "nowhere"),
        "long.txt": ("x" * 3000, "nowhere"),
        "up": ("..", "leads out|read anyway"),
        "here": (".", "read anyway"),
        "root": ("/", "leads out"),
        "zero.txt": ("/dev/zero", "leads out"),
        "passwd.txt": ("/etc/passwd", "leads out"),
        "out.txt": (f"../../{OUTSIDE}/secret.txt", "leads out"),
        "out": (f"../../{OUTSIDE}", "leads out"),
    }
    for name, (target, reason) in links.items():
        folder.make(f"links/{name}", lambda place, target=target: place.symlink_to(target), "skipped", reason)
    text = folder.text()
    folder.add("links/original.txt", text, "processed")
    folder.make("links/to original.txt", lambda place: place.symlink_to("original.txt"), "duplicate", "same bytes")
    original = folder.root / "links" / "original.txt"
    folder.make("links/zz hard.txt", lambda place: place.hardlink_to(original), "duplicate", "same bytes")


def _texts(folder: HostileFolder) -> None:
    """Text that is hardly text."""
    text = folder.text
    cases: dict[str, tuple[str | bytes, str]] = {
        "blank.txt": (" \n\t \r\n" * 100, "quarantined"),
        "punctuation.txt": ("… — ، ؛ ! ?\n" * 50, "quarantined"),
        "marks only.txt": ("\u064b\u0301" * 300, "quarantined"),
        "one letter.txt": ("م", "processed"),
        "two nuls.txt": (text()[:40] + "\0" + text() + "\0", "processed"),
        "many nuls.txt": ("\0".join(text()), "processed"),
        "escape codes.txt": ("\x1b[2J\x1b[31m" + text() + "\x1b]0;x\x07", "processed"),
        "overrides.txt": ("\u202e" + text() + "\u2067" * 50 + text(ARABIC), "processed"),
        "zalgo.txt": ("".join(letter + "\u0300\u0301\u0489" * 40 for letter in text()), "processed"),
        "one mark too many.txt": ("a" + "\u0301" * 100_000 + " " + text(), "processed"),
        "one word.txt": ("ا" * 500_000 + " " + text(ARABIC), "processed"),
        "only newlines.txt": ("\n" * 100_000 + text(), "processed"),
        "surrogates.txt": (b"\xed\xa0\x80\xed\xb0\x80 " + text().encode(), "processed"),
        "overlong.txt": (b"\xc0\xaf\xe0\x80\xaf " + text().encode(), "processed"),
        "cut letter.txt": (text(ARABIC).encode()[:-3], "processed"),
        "utf16.txt": (text(ARABIC).encode("utf-16"), "processed"),
        "utf16 odd.txt": (text().encode("utf-16") + b"\0", "processed"),
        "utf32.txt": (text().encode("utf-32"), "processed"),
        "windows.txt": (text(ARABIC).encode("cp1256"), "processed"),
        "marks at the start.txt": (b"\xef\xbb\xbf" * 50 + text().encode(), "processed"),
        "private.txt": ("\ue000\uf8ff" * 200 + text(), "processed"),
        "joiners.txt": ("\u200d\u200c\u00ad\ufeff" * 5000 + text(), "processed"),
        "quotes.txt": ("«" * 20_000 + text() + "»" * 20_000, "processed"),
        "sentences.txt": ("a. " * 60_000 + text(), "processed"),
        "commas.txt": ("في، " * 60_000 + text(ARABIC), "processed"),
        "table.txt": ("a | b\n" * 8_000 + text(), "processed"),
        "weekdays.txt": ("3 May 2023 " + "mon." * 35 + "x\n\n" + text(), "processed"),
        "labels.txt": ("Published " + "on at a.m. " * 13 + "3 May 2023 x\n\n" + text(), "processed"),
        "weekdays in Arabic.txt": ("3 أيار 2023 " + "الموافق في " * 12 + "\n\n" + text(ARABIC), "processed"),
        "list.txt": ("- a\n" * 20_000 + text(), "processed"),
    }
    for name, (content, verdict) in cases.items():
        folder.add(f"text/{name}", content, verdict)


def _sizes(folder: HostileFolder, *, large: bool) -> None:
    words = f"{ENGLISH.format(place='Aleppo')} {ARABIC.format(place='حلب')} "
    for name, size, end in (("5 MB line.txt", 5, ""), *((("20 MB.txt", 20, "\n\n"),) if large else ())):
        count = size * 10**6 // len(words.encode())
        folder.add(f"size/{name}", (words + end) * count, "processed")


def shown(cases: list[Case]) -> Iterator[str]:
    """The paths of the cases as errors.jsonl and documents spell them."""
    from corpus_cli.ingest.inputs import shown_path

    for case in cases:
        yield shown_path(os.fsdecode(case.path))


def _small_texts(folder: HostileFolder, *, secret: Path) -> None:  # noqa: ARG001  (the same for all writers)
    _texts(folder)


def _small_tables(folder: HostileFolder, *, secret: Path) -> None:  # noqa: ARG001
    hostile_tables.write(folder)


def _small_pdfs(folder: HostileFolder, *, secret: Path) -> None:  # noqa: ARG001
    hostile_pdfs.write(folder)


#: Writers whose files are ordinary ones, for the fuzz job to start from.
SMALL = (_small_texts, _small_tables, hostile_markup.write, _small_pdfs)
