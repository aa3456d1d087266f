"""The README of the samples: what each file is for, found out from the files themselves."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from string import Template
from urllib.parse import quote

from samples.gold import report_text
from samples.markup import Report
from samples.records import Record

_TEMPLATE = Path(__file__).with_name("templates") / "readme.md"
_FORMATS = {
    "txt": "plain text",
    "md": "Markdown with front matter",
    "html": "web page with navigation, links and footer around it",
    "docx": "Word file with styles",
    "pdf": "PDF with a text layer",
}
_FEATURES: tuple[tuple[str, str], ...] = (
    ("Arabic-Indic digits", "[٠-٩]"),
    ("tatweel", "\u0640"),
    ("vowel signs", "[\u064e-\u0650]"),
    ("English name in Arabic text", r"[\u0621-\u064a]\W+[A-Za-z]{4,}"),
    ("Arabic word in English text", r"[A-Za-z]\W+[\u0621-\u064a]{2,}"),
)


def readme_file(reports: list[Report], *, survey: list[Record], briefs: list[Record], organizations: int) -> bytes:
    """The README with its tables filled in."""
    text = Template(_TEMPLATE.read_text(encoding="utf-8")).substitute(
        reports=len(reports),
        records=len(survey) + len(briefs),
        survey=len(survey),
        briefs=len(briefs),
        organizations=organizations,
        themes=_themes(reports, [*survey, *briefs]),
        english=_files(reports, "en"),
        arabic=_files(reports, "ar"),
    )
    return text.encode()


def _themes(reports: list[Report], records: list[Record]) -> str:
    of_reports = Counter((report.theme, report.lang) for report in reports)
    of_records = Counter((record.theme, record.lang) for record in records)
    lines = []
    for theme in dict.fromkeys(report.theme for report in reports):
        counts = [count[theme, lang] for count in (of_reports, of_records) for lang in ("en", "ar")]
        lines.append(f"| {theme} | " + " | ".join(map(str, counts)) + " |")
    return "\n".join(lines)


def _files(reports: list[Report], lang: str) -> str:
    lines = []
    for report in reports:
        if report.lang == lang:
            name = report.path.rpartition("/")[2]
            lines.append(
                f"| [{name}](samples/{quote(report.path)}) | {report.theme} | {report.date} | {_purpose(report)} |"
            )
    return "\n".join(lines)


def _purpose(report: Report) -> str:
    old = report.format == "html" and report.encoding != "utf-8"
    parts = ["web page of the old kind with menu, links and footer around it" if old else _FORMATS[report.format]]
    if report.encoding != "utf-8":
        parts.append(f"encoding {report.encoding}")
    kinds = [block.kind for block in report.blocks]
    parts += [
        name
        for name, kind in (("table", "table"), ("quotation", "quote"), ("numbered list", "number"))
        if kind in kinds
    ]
    if any(row_text.bold for block in report.blocks for row in block.rows for row_text in row):
        parts.append("bold")
    plain = report_text(report).plain
    parts += [name for name, pattern in _FEATURES if re.search(pattern, plain) and _fits(name, report.lang)]
    if not report.path.isascii():
        parts.append("Arabic file name")
    if " " in report.path:
        parts.append("spaces in its name")
    return ", ".join(parts)


def _fits(feature: str, lang: str) -> bool:
    """A foreign word touches words of the text's language on both sides; the pattern of the other one fits as well."""
    return not feature.startswith({"en": "English", "ar": "Arabic word"}[lang])
