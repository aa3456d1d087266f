"""Zip archives to their members."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from corpus_cli.errors import DocumentError
from corpus_cli.ingest.archives.archive import Batch, unpacked
from corpus_cli.ingest.archives.members import Member, NotRead, clean_name

MB = 2**20


def zipped(members: dict[str | zipfile.ZipInfo, bytes], *, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, data in members.items():
            archive.writestr(name, data, compress_type=compression)
    return buffer.getvalue()


def old_names(members: dict[bytes, bytes]) -> bytes:
    """An archive whose names are bytes without a word on their encoding."""
    data = zipped({"n" * len(name): content for name, content in members.items()})
    for name in members:
        data = data.replace(b"n" * len(name), name)
    return data


def all_of(data: bytes, *, max_member: int = MB, max_total: int = 100 * MB, max_members: int = 100) -> Batch:
    return unpacked(data, 0, batch=100 * MB, max_member=max_member, max_total=max_total, max_members=max_members)


def brief(found: Batch) -> list[tuple[str, str]]:
    return [(item.name, item.reason if isinstance(item, NotRead) else "read") for item in found.items]


def test_members_are_read_in_order_and_others_told_as_in_folders() -> None:
    """Hidden files, locks, what systems leave behind and other formats are passed over with a reason."""
    found = all_of(
        zipped(
            {
                "b/a.txt": b"one",
                "a.docx": b"two",
                "p.jpg": b"x",
                "__MACOSX/._a.txt": b"x",
                "~$a.docx": b"x",
                ".h.txt": b"",
            }
        )
    )
    assert [(item.name, item.data) for item in found.items if isinstance(item, Member)] == [
        ("b/a.txt", b"one"),
        ("a.docx", b"two"),
    ]
    not_read = [item for item in found.items if isinstance(item, NotRead)]
    assert [item.name for item in not_read] == ["p.jpg", "__MACOSX/._a.txt", "~$a.docx", ".h.txt"]
    assert all(item.kind == "skipped" and item.remedy for item in not_read)
    assert "(.jpg)" in not_read[0].reason


@pytest.mark.parametrize("codec", ["utf-8", "cp1256", "cp720"])
def test_names_are_shown_in_the_encoding_that_makes_words(codec: str) -> None:
    """Arabic Windows writes code page 720, other programs windows-1256 or UTF-8, none of which says so."""
    name = "تقارير/عودة النازحين إلى حمص.txt"
    assert [item.name for item in all_of(old_names({name.encode(codec): b"x"})).items] == [name]


def test_western_and_marked_names_are_kept() -> None:
    """Code page 437 is what names are in that say nothing and are not Arabic; marked ones are UTF-8."""
    assert [item.name for item in all_of(old_names({"Café.txt".encode("cp437"): b"x"})).items] == ["Café.txt"]
    assert [item.name for item in all_of(zipped({"Ürün.txt": b"x"})).items] == ["Ürün.txt"]


def test_a_name_in_unicode_beside_the_old_one_wins() -> None:
    """Info-ZIP's extra field."""
    info = zipfile.ZipInfo("name.txt")
    name = "تقرير.txt".encode()
    info.extra = struct.pack("<HHBL", 0x7075, len(name) + 5, 1, 0) + name
    assert [item.name for item in all_of(zipped({info: b"x"})).items] == ["تقرير.txt"]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd.txt", "etc/passwd.txt"),
        ("/abs/a.txt", "abs/a.txt"),
        ("C:\\users\\a.txt", "users/a.txt"),
        ("a\\b.txt", "a/b.txt"),
        ("a/./b//c.txt", "a/b/c.txt"),
        ("a\nb\x00c.txt", "a\ufffdb\ufffdc.txt"),
        ("..", "unnamed"),
        ("x" * 400 + ".txt", "x" * 255),
        ("a\ud800.txt", "a\ufffd.txt"),
    ],
)
def test_no_name_leads_out(name: str, shown: str) -> None:
    """Whoever makes file names of the ways to members stays where he is."""
    assert clean_name(name) == shown


def test_bombs_are_not_unpacked() -> None:
    """What swells beyond all text, and what is larger than a file may be; the rest is read."""
    found = all_of(zipped({"bomb.txt": b"0" * 30 * MB, "big.txt": b"0" * 2 * MB, "a.txt": b"words"}), max_member=MB)
    assert [reason[:20] for _, reason in brief(found)] == ["is larger than 1 MB", "is larger than 1 MB", "read"]
    found = all_of(zipped({"bomb.txt": b"0" * 30 * MB, "a.txt": b"words"}), max_member=50 * MB)
    assert "times its size" in brief(found)[0][1] and brief(found)[1] == ("a.txt", "read")


def test_what_is_beyond_the_limits_is_told_once() -> None:
    """How many members were left out, and which was the first; what stays packed does not count."""
    data = zipped({"v.mp4": b"0" * MB, "a.txt": b"0" * 100, "b.txt": b"0" * 100, "c.txt": b"0" * 100})
    found = all_of(data, max_total=250)
    assert [name for name, _ in brief(found)] == ["v.mp4", "a.txt", "b.txt", ""]
    assert "1 files from c.txt on" in brief(found)[-1][1]
    assert [name for name, _ in brief(all_of(data, max_members=2))] == ["v.mp4", "a.txt", ""]


def test_a_member_that_is_not_unpacked_leaves_no_other_out() -> None:
    """One that is too large, and one of a format that is not read, take up nothing of what may be unpacked."""
    data = zipped({"big.txt": b"0" * 3 * MB, "film.mp4": b"0" * 3 * MB, "a.txt": b"words"})
    assert [told[:20] for _, told in brief(all_of(data, max_total=2 * MB))] == [
        "is larger than 1 MB", "is of a format that ", "read",
    ]  # fmt: skip


def test_batches_go_on_where_they_ended() -> None:
    """A large archive is not unpacked at once."""
    data = zipped({f"{number}.txt": b"0" * 100 for number in range(5)})
    names = []
    start: int | None = 0
    while start is not None:
        found = unpacked(data, start, batch=150, max_member=MB, max_total=MB, max_members=100)
        names += [item.name for item in found.items]
        start = found.following
    assert names == [f"{number}.txt" for number in range(5)]


def test_encrypted_and_damaged_members_cost_only_themselves() -> None:
    """Each says what to do."""
    data = bytearray(
        zipped({"a.txt": b"locked", "b.txt": b"damaged", "c.txt": b"fine"}, compression=zipfile.ZIP_STORED)
    )
    data[data.index(b"damaged")] ^= 1
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    found = all_of(bytes(data))
    reasons = dict(brief(found))
    assert "password" in reasons["a.txt"] and "damaged" in reasons["b.txt"] and reasons["c.txt"] == "read"
    assert all(item.kind == "quarantined" for item in found.items if isinstance(item, NotRead))


def test_links_are_not_followed() -> None:
    """A member can be a link; what it holds is a way, not a text."""
    info = zipfile.ZipInfo("link.txt")
    info.external_attr = 0o120777 << 16
    assert "link" in brief(all_of(zipped({info: b"/etc/passwd"})))[0][1]


def test_a_damaged_archive_is_refused() -> None:
    """As a whole."""
    with pytest.raises(DocumentError, match="damaged"):
        all_of(zipped({"a.txt": b"x"})[:-10])
