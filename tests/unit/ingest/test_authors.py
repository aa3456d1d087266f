"""Who wrote a document, as metadata says."""

from __future__ import annotations

import pytest

from corpus_cli.ingest.authors import clean_author, joined


@pytest.mark.parametrize(
    ("value", "author"),
    [
        ("ليلى الأحمد", "ليلى الأحمد"),
        ("  Rim \n Khoury ", "Rim Khoury"),
        ("معروف الحلبي", "معروف الحلبي"),
        ("Office of the Special Envoy", "Office of the Special Envoy"),
        ("Rim Khoury <rim@example.org>", "Rim Khoury"),
        ("https://facebook.com/someone", None),
        ("Administrator", None),
        ("admin", None),
        ("user1", None),
        ("Microsoft Office User", None),
        ("LibreOffice 7.4", None),
        ("python-docx", None),
        ("مستخدم", None),
        ("غير معروف", None),
        ("HP", None),
        ("12", None),
        ("", None),
        (None, None),
        (["x"], None),
        ("x" * 500, None),
        ("a\ud800b\x00c", "a\ufffdb c"),
    ],
)
def test_persons_and_offices_are_authors_programs_are_not(value: object, author: str | None) -> None:
    """Names stay as written; addresses, machines and what programs put there do not count."""
    assert clean_author(value) == author


def test_several_authors_are_one_line() -> None:
    """Each once, in order."""
    assert joined(["Rim", "admin", "ليلى", "Rim"]) == "Rim; ليلى"
    assert joined([]) is None
