"""Dates in the names of files."""

from __future__ import annotations

import pytest

from corpus_cli.ingest.dates.names import in_name


@pytest.mark.parametrize(
    ("path", "date"),
    [
        ("ar/2022-12-05_محضر-فريق-الحوار.txt", "2022-12-05"),
        ("en/Minutes 2024-05-19 Tabqa.docx", "2024-05-19"),
        ("ميثاق-الشرف-٢٠٢٣-١٢.md", "2023-12"),
        ("2023-13-40.txt", None),
        ("Annual report 2011-12.pdf", None),  # the year from 2011 to 2012
        ("التقرير السنوي ٢٠٠٩-١٠.pdf", None),
        ("Annual report 2011-12-05.pdf", "2011-12-05"),
        ("2020-01-01 to 2021-01-01.txt", None),
        ("reports-2021-05-01/plain.txt", None),
        ("return-intentions-2023.txt", None),
        ("call-0932-11-204.txt", None),
    ],
)
def test_a_date_in_a_files_name(path: str, date: str | None) -> None:
    """An ISO date in the name is the document's date unless something says better; folders and years are no dates."""
    found = in_name(path)
    assert (found.dates[0] if found else None) == date
