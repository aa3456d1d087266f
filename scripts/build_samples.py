"""Makes corpus/samples/ and tests/eval/samples.gold.jsonl from the marked-up texts in scripts/samples/.

    python scripts/build_samples.py [--out FOLDER] [--without-pdf]

Needs the project's own environment and, for the PDF files, what the project itself does not need:

    pip install "weasyprint==70.0" "fonttools==4.68.0"
    apt-get install libpango-1.0-0 libpangoft2-1.0-0 fonts-hosny-amiri fonts-dejavu-core

WeasyPrint (BSD) was chosen by what PDFium's own text reads back, which was our reader then: set in Amiri, all words of
the Arabic texts come out in order. The Arabic reports with ``format: pdf`` are written without what it loses: vowel
signs, slanted quotation marks, the per cent sign, a comma behind a number. Pages are rebuilt from their glyphs now.

Rebuilding gives the same bytes; for PDF files the same versions of the packages above are needed.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from samples.gold import gold_file, record_row, report_row, report_text
from samples.markup import Report, read_report
from samples.names import Names, read_names, with_aliases
from samples.page import pdf_file, web_page
from samples.plain import markdown_file, text_file
from samples.readme import readme_file
from samples.records import ALIASES, BRIEFS, SURVEY, Record, alias_file, csv_file, jsonl_file, read_records
from samples.word import word_file

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "scripts" / "samples"
SAMPLES = "corpus/samples"
GOLD = "tests/eval/samples.gold.jsonl"
_WRITERS: dict[str, Callable[[Report], bytes]] = {
    "txt": text_file,
    "md": markdown_file,
    "html": web_page,
    "docx": word_file,
    "pdf": pdf_file,
}


def build(*, without_pdf: bool = False) -> dict[str, bytes]:
    """All files by their paths in the repository. Raises ``ValueError`` naming the source that is wrong."""
    names = read_names(SOURCES)
    reports = [read_report(path) for lang in ("en", "ar") for path in sorted((SOURCES / lang).glob("*.md"))]
    records = {file: read_records(SOURCES / file) for file in (SURVEY, BRIEFS)}
    _check(names, reports, records)
    texts = [report_text(report) for report in reports]
    texts += [record.text for rows in records.values() for record in rows]
    organizations = with_aliases(names.organizations, texts)
    files = {
        report.path: _WRITERS[report.format](report)
        for report in reports
        if not (without_pdf and report.format == "pdf")
    }
    files[SURVEY], files[BRIEFS] = csv_file(records[SURVEY]), jsonl_file(records[BRIEFS])
    # Not in the samples' folder: whoever runs the tool on that folder gets reports only.
    readme = readme_file(reports, survey=records[SURVEY], briefs=records[BRIEFS], organizations=len(organizations))
    beside = {"corpus/README.md": readme, f"pipelines/{ALIASES}": alias_file(organizations)}
    gold = [report_row(report) for report in reports]
    gold += [record_row(file, record) for file, rows in records.items() for record in rows]
    return {f"{SAMPLES}/{path}": data for path, data in files.items()} | beside | {GOLD: gold_file(gold)}


def _check(names: Names, reports: list[Report], records: dict[str, list[Record]]) -> None:
    for report in reports:
        names.check(report_text(report), where=report.id)
    for file, rows in records.items():
        for record in rows:
            names.check(record.text, where=f"{file}#{record.id}")
    paths = [report.path for report in reports]
    if len(set(paths)) != len(paths):
        raise ValueError("two reports have the same file name")


def main(arguments: list[str] | None = None) -> int:
    """Writes all files; the exit status is 0 unless a source is wrong or a package is missing."""
    parser = argparse.ArgumentParser(description="make the sample corpus and its gold file")
    parser.add_argument("--out", type=Path, default=ROOT, help="the repository to write into (default: this one)")
    parser.add_argument("--without-pdf", action="store_true", help="leave the PDF files as they are")
    options = parser.parse_args(arguments)
    try:
        files = build(without_pdf=options.without_pdf)
    except (ValueError, ImportError) as error:
        print(f"{error}\n(what to install is in this script's docstring)", file=sys.stderr)
        return 1
    for path, data in files.items():
        target = options.out / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    print(f"{len(files)} files, {sum(map(len, files.values())) / 1e6:.2f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
