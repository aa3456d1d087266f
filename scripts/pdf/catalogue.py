"""The files of the set. What is held out was made after the reader was written, with other fonts, layouts and texts.

The second and third parts were held out at first; their faults were then looked at, so they count as tuning too. The
fresh part was made without a look at the reader or its figures: none of its fonts and texts is in the other parts, and
three producers and several layouts are new. wkhtmltopdf is not in it: Debian's cuts lines that hold Arabic and digits.
The unseen part was made in the same way for one later measurement: again other fonts and texts, more than half of it
from LibreOffice and Chromium, of which most published reports come.
"""

# ruff: noqa: E501 - one row a file reads better than wrapped ones

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pdf.content import Spec
from pdf.drawn import fpdf2, reportlab
from pdf.fop import fop
from pdf.office import libreoffice
from pdf.pango import pango_view, paps
from pdf.tcpdf import tcpdf
from pdf.tex import lualatex, xelatex
from pdf.typst import typst
from pdf.web import chromium, weasyprint, wkhtmltopdf

PRODUCERS: dict[str, Callable[[Spec], bytes]] = {
    "LibreOffice": libreoffice,
    "Chromium": chromium,
    "WeasyPrint": weasyprint,
    "wkhtmltopdf": wkhtmltopdf,
    "XeLaTeX": xelatex,
    "LuaLaTeX": lualatex,
    "Typst": typst,
    "FOP": fop,
    "TCPDF": tcpdf,
    "reportlab": reportlab,
    "fpdf2": fpdf2,
    "pango-view": pango_view,
    "paps": paps,
}


def _file(half: str, number: int, producer: str, font: str, *sources: str, about: str, **options: Any) -> Spec:
    return Spec(
        name=f"{half}-{number:02d}-{producer.lower()}",
        half=half,
        producer=producer,
        font=font,
        sources=sources,
        about=about,
        **options,
    )


def _half(half: str, rows: list[tuple[Any, ...]]) -> tuple[Spec, ...]:
    return tuple(_file(half, number, *row[:-1], **row[-1]) for number, row in enumerate(rows, 1))


TUNING = _half(
    "tuning",
    [
        ("LibreOffice", "Amiri", "ar-administration-1", {"about": "prose, lists"}),
        ("LibreOffice", "Noto Naskh Arabic", "ar-dialogue-1", "ar-media-1", {"about": "two columns", "columns": 2}),
        ("LibreOffice", "KacstBook", "ar-education-3", "mixed-1", {"about": "table, header, numbers", "running": True}),
        ("LibreOffice", "Amiri", "vocalised-1", {"about": "vowel signs"}),
        ("Chromium", "Noto Naskh Arabic", "ar-property-1", "ar-return-1", {"about": "prose, own header", "running": True}),
        ("Chromium", "DejaVu Sans", "mixed-1", {"about": "mixed, table"}),
        ("Chromium", "Amiri", "vocalised-1", {"about": "vowel signs, justified", "justify": True}),
        ("Chromium", "KacstOne", "ar-return-1", "ar-missing-1", {"about": "two columns", "columns": 2}),
        ("WeasyPrint", "Noto Naskh Arabic", "ar-livelihoods-1", {"about": "header", "running": True}),
        ("WeasyPrint", "DejaVu Sans", "mixed-1", {"about": "mixed, table"}),
        ("WeasyPrint", "Amiri", "vocalised-1", {"about": "vowel signs"}),
        ("wkhtmltopdf", "KacstBook", "ar-reconciliation-1", "ar-dialogue-1", {"about": "header", "running": True}),
        ("XeLaTeX", "Amiri", "ar-dialogue-1", "ar-administration-1", {"about": "header, footnotes", "running": True, "notes": True}),
        ("XeLaTeX", "Amiri", "ligatures-1", {"about": "ligatures, table"}),
        ("reportlab", "DejaVu Sans", "ar-media-1", {"about": "presentation forms"}),
        ("reportlab", "DejaVu Sans", "ar-property-1", {"about": "unshaped: mirrored text", "shaping": False}),
        ("fpdf2", "Noto Naskh Arabic", "ar-missing-1", "ar-livelihoods-1", {"about": "shaped", "running": True}),
        ("fpdf2", "DejaVu Sans", "ar-return-1", {"about": "unshaped: mirrored text", "shaping": False}),
        ("pango-view", "Noto Naskh Arabic", "ligatures-1", {"about": "ligatures"}),
        ("Chromium", "Noto Naskh Arabic", "ligatures-1", {"about": "rewritten by Ghostscript", "rewritten": True}),
        ("LibreOffice", "DejaVu Sans", "en-administration-3", {"about": "English, table", "lang": "en"}),
        ("XeLaTeX", "DejaVu Serif", "en-dialogue-1", {"about": "English, two columns", "lang": "en", "columns": 2}),
        ("Chromium", "Noto Naskh Arabic", "ar-education-1", {"about": "turned page", "rotate": 90}),
    ],
)  # fmt: skip

TUNING_SECOND = _half(
    "second",
    [
        ("LibreOffice", "Scheherazade", "ar-media-2", "ar-administration-2", {"about": "table, header, footnotes", "running": True, "notes": True}),
        ("LibreOffice", "Noto Sans Arabic", "ar-dialogue-2", "ar-missing-2", {"about": "three columns", "columns": 3, "size": 9}),
        ("LibreOffice", "Nazli", "ligatures-2", {"about": "ligatures, table without borders", "borders": False}),
        ("LibreOffice", "Scheherazade", "vocalised-2", {"about": "vowel signs, justified", "justify": True}),
        ("LibreOffice", "KacstNaskh", "mixed-2", "ar-dialogue-2", {"about": "mixed, table", "running": True}),
        ("Chromium", "Noto Sans Arabic", "ar-property-2", "ar-return-2", {"about": "table, own header", "running": True}),
        ("Chromium", "Scheherazade", "vocalised-2", {"about": "vowel signs"}),
        ("Chromium", "FreeSerif", "mixed-2", {"about": "mixed, table without borders", "borders": False}),
        ("Chromium", "Lateef", "ar-return-2", "ar-education-2", {"about": "two columns, justified", "columns": 2, "justify": True}),
        ("WeasyPrint", "Noto Kufi Arabic", "ar-livelihoods-2", "ar-education-2", {"about": "header, justified", "running": True, "justify": True}),
        ("WeasyPrint", "Scheherazade", "vocalised-2", {"about": "vowel signs"}),
        ("WeasyPrint", "Harmattan", "mixed-2", {"about": "mixed, table"}),
        ("WeasyPrint", "FreeSerif", "ar-return-3", {"about": "two columns, table", "columns": 2}),
        ("wkhtmltopdf", "Nazli", "ar-reconciliation-2", {"about": "prose"}),
        ("wkhtmltopdf", "Homa", "mixed-2", "ar-missing-2", {"about": "mixed, header", "running": True}),
        ("XeLaTeX", "Scheherazade", "ar-dialogue-2", "ar-property-2", {"about": "header, footnotes", "running": True, "notes": True}),
        ("XeLaTeX", "Noto Naskh Arabic UI", "ligatures-2", "ar-missing-2", {"about": "ligatures, two columns", "columns": 2}),
        ("XeLaTeX", "Lateef", "vocalised-2", {"about": "vowel signs"}),
        ("reportlab", "FreeSerif", "ar-administration-2", "ar-livelihoods-2", {"about": "presentation forms, two columns", "columns": 2, "running": True}),
        ("reportlab", "FreeSerif", "ar-education-2", {"about": "turned drawing", "rotate": 90}),
        ("reportlab", "Nazli", "ar-property-2", {"about": "unshaped: mirrored text", "shaping": False}),
        ("fpdf2", "Scheherazade", "ar-missing-2", "ar-return-2", {"about": "shaped, justified", "justify": True, "running": True}),
        ("fpdf2", "Noto Sans Arabic", "ligatures-2", {"about": "shaped, table"}),
        ("fpdf2", "Lateef", "ar-return-2", {"about": "unshaped: mirrored text", "shaping": False}),
        ("pango-view", "Lateef", "ar-property-2", {"about": "justified", "justify": True}),
        ("LibreOffice", "Noto Kufi Arabic", "ar-reconciliation-2", {"about": "rewritten by Ghostscript", "rewritten": True}),
        ("Chromium", "Scheherazade", "ligatures-2", {"about": "turned page", "rotate": 270}),
        ("Chromium", "Liberation Serif", "en-finance-2", {"about": "English, table, two columns", "lang": "en", "columns": 2}),
        ("XeLaTeX", "FreeSerif", "en-media-2", "en-missing-2", {"about": "English, footnotes, header", "lang": "en", "running": True, "notes": True}),
    ],
)  # fmt: skip

TUNING_THIRD = _half(
    "third",
    [
        ("LibreOffice", "PakType Naskh Basic", "ar-return-3", "ar-missing-3", {"about": "table, header", "running": True}),
        ("LibreOffice", "KacstOffice", "ar-dialogue-3", "ar-education-1", {"about": "two columns, justified", "columns": 2, "justify": True}),
        ("LibreOffice", "Noto Sans Arabic UI", "mixed-3", {"about": "mixed, table without borders", "borders": False}),
        ("LibreOffice", "Harmattan", "vocalised-3", {"about": "vowel signs"}),
        ("LibreOffice", "KacstTitle", "ar-livelihoods-3", "ar-property-3", {"about": "footnotes, header", "running": True, "notes": True}),
        ("Chromium", "Lemonada", "ar-livelihoods-3", "ar-reconciliation-3", {"about": "prose, own header", "running": True}),
        ("Chromium", "Harmattan", "vocalised-3", {"about": "vowel signs, justified", "justify": True}),
        ("Chromium", "Noto Kufi Arabic", "mixed-3", {"about": "mixed, table"}),
        ("Chromium", "PakType Naskh Basic", "ar-administration-3", "ar-media-3", {"about": "three columns", "columns": 3, "size": 9}),
        ("Chromium", "Liberation Sans", "en-property-3", "en-return-3", {"about": "English, header", "lang": "en", "running": True}),
        ("WeasyPrint", "Lateef", "ar-property-3", {"about": "prose, justified", "justify": True}),
        ("WeasyPrint", "Noto Sans Arabic UI", "mixed-3", "ar-education-1", {"about": "mixed, header", "running": True}),
        ("WeasyPrint", "KacstNaskh", "ar-reconciliation-3", "ar-dialogue-3", {"about": "two columns", "columns": 2}),
        ("WeasyPrint", "Lemonada", "vocalised-3", {"about": "vowel signs"}),
        ("wkhtmltopdf", "AlArabiya", "ar-missing-3", {"about": "prose"}),
        ("wkhtmltopdf", "Noto Sans Arabic", "ar-return-3", "ar-media-3", {"about": "table, header", "running": True}),
        ("XeLaTeX", "Harmattan", "ar-administration-3", "ar-missing-3", {"about": "header, footnotes", "running": True, "notes": True}),
        ("XeLaTeX", "FreeSerif", "mixed-3", {"about": "mixed, table"}),
        ("XeLaTeX", "Noto Sans Arabic", "ar-dialogue-3", "ar-livelihoods-3", {"about": "two columns", "columns": 2}),
        ("XeLaTeX", "Liberation Serif", "en-missing-3", "en-dialogue-3", {"about": "English, two columns, header", "lang": "en", "columns": 2, "running": True}),
        ("reportlab", "DejaVu Sans Mono", "ar-reconciliation-3", "ar-return-3", {"about": "presentation forms, header", "running": True}),
        ("reportlab", "FreeMono", "ar-missing-3", {"about": "turned drawing", "rotate": 270}),
        ("reportlab", "FreeSerif", "ar-dialogue-3", {"about": "unshaped: mirrored text", "shaping": False}),
        ("fpdf2", "Harmattan", "ar-media-3", "ar-property-3", {"about": "shaped, header", "running": True}),
        ("fpdf2", "KacstOne", "ar-reconciliation-3", {"about": "unshaped: mirrored text", "shaping": False}),
        ("pango-view", "Noto Kufi Arabic", "ar-administration-3", {"about": "justified", "justify": True}),
        ("pango-view", "Amiri", "mixed-3", {"about": "mixed"}),
        ("WeasyPrint", "Noto Kufi Arabic", "ar-media-3", {"about": "rewritten by Ghostscript", "rewritten": True}),
        ("LibreOffice", "Lateef", "ar-return-3", {"about": "turned page, table", "rotate": 180}),
    ],
)  # fmt: skip

HELD_OUT = _half(
    "held_out",
    [
        ("LibreOffice", "Roya", "ar-administration-2", "ar-property-1", {"about": "header, justified", "running": True, "justify": True}),
        ("LibreOffice", "KacstPoster", "ar-media-2", "ar-return-1", {"about": "two columns, table", "columns": 2}),
        ("LibreOffice", "Noto Naskh Arabic UI", "vocalised-2", "ligatures-1", {"about": "vowel signs, table"}),
        ("LibreOffice", "Salem", "ar-education-3", {"about": "table without borders, footnotes", "borders": False, "notes": True}),
        ("LibreOffice", "AlBattar", "mixed-1", {"about": "mixed, table"}),
        ("Chromium", "Koodak", "ar-dialogue-1", "ar-livelihoods-2", {"about": "prose, own header", "running": True}),
        ("Chromium", "Noto Naskh Arabic UI", "ar-education-3", "ar-missing-2", {"about": "two columns, table", "columns": 2}),
        ("Chromium", "Khalid", "ar-reconciliation-1", {"about": "prose, justified", "justify": True}),
        ("Chromium", "PakType Tehreer", "mixed-2", {"about": "mixed, table"}),
        ("Chromium", "Scheherazade", "ar-media-1", "ar-dialogue-3", {"about": "three columns", "columns": 3, "size": 9}),
        ("WeasyPrint", "Roya", "ar-property-2", "ar-media-3", {"about": "table, header", "running": True}),
        ("WeasyPrint", "PakType Naskh Basic", "ar-return-2", "ar-dialogue-2", {"about": "two columns, justified", "columns": 2, "justify": True}),
        ("WeasyPrint", "Noto Naskh Arabic UI", "vocalised-3", {"about": "vowel signs"}),
        ("WeasyPrint", "Terafik", "mixed-3", {"about": "mixed, table"}),
        ("wkhtmltopdf", "Harmattan", "ar-administration-2", "ar-education-2", {"about": "header", "running": True}),
        ("XeLaTeX", "Amiri", "vocalised-3", {"about": "vowel signs"}),
        ("XeLaTeX", "Scheherazade", "ar-property-2", "ar-missing-3", {"about": "two columns, table, header", "columns": 2, "running": True}),
        ("XeLaTeX", "PakType Naskh Basic", "mixed-1", {"about": "mixed, table, footnotes", "notes": True}),
        ("XeLaTeX", "DejaVu Sans", "en-finance-2", "en-property-3", {"about": "English, tables, header", "lang": "en", "running": True}),
        ("reportlab", "DejaVu Sans", "ar-return-3", "ar-education-1", {"about": "presentation forms, three columns", "columns": 3, "size": 9}),
        ("reportlab", "Amiri", "ar-livelihoods-1", {"about": "unshaped: mirrored text", "shaping": False}),
        ("fpdf2", "Amiri", "ar-reconciliation-3", "ar-property-3", {"about": "shaped, header", "running": True}),
        ("fpdf2", "DejaVu Sans", "mixed-2", {"about": "shaped, mixed, table"}),
        ("pango-view", "Scheherazade", "ar-missing-1", {"about": "prose"}),
        ("LibreOffice", "Harmattan", "ar-livelihoods-1", {"about": "rewritten by Ghostscript, justified", "rewritten": True, "justify": True}),
        ("Chromium", "Noto Sans Arabic UI", "ar-return-1", {"about": "turned page", "rotate": 180}),
        ("LibreOffice", "FreeSerif", "en-missing-2", "en-livelihoods-2", {"about": "English, two columns", "lang": "en", "columns": 2}),
    ],
)  # fmt: skip

FRESH = _half(
    "fresh",
    [
        ("LibreOffice", "Cairo", "fresh-budget", {"about": "table in Arabic-Indic digits, landscape", "paper": "A4 landscape", "layout": ("shaded",)}),
        ("LibreOffice", "El Messiri", "fresh-study", "fresh-minutes", {"about": "header, footnotes", "running": True, "notes": True}),
        ("LibreOffice", "Markazi Text", "fresh-story", "fresh-memory", {"about": "title across two columns, justified", "columns": 2, "justify": True, "size": 15, "layout": ("across",)}),
        ("LibreOffice", "IBM Plex Sans Arabic", "fresh-vocalised-2", {"about": "vowel signs, A5", "paper": "A5"}),
        ("LibreOffice", "Mada", "fresh-minutes", "fresh-circular", {"about": "header, justified", "running": True, "justify": True}),
        ("Chromium", "Tajawal", "fresh-page", "fresh-numbers", {"about": "narrow column at the side", "layout": ("aside",)}),
        ("Chromium", "Almarai", "fresh-newsletter", "fresh-interview", {"about": "title across three columns", "columns": 3, "size": 9, "layout": ("across",)}),
        ("Chromium", "Vazirmatn", "fresh-kurdish", {"about": "Kurdish and Persian letters, table", "layout": ("shaded",)}),
        ("Chromium", "El Messiri", "fresh-interview", {"about": "boxed quotation, A5", "paper": "A5", "layout": ("boxed",), "size": 11}),
        ("Chromium", "Readex Pro", "fresh-bilingual", {"about": "paragraphs and table in two languages", "layout": ("shaded",)}),
        ("Chromium", "Cairo", "fresh-en-brief", "fresh-en-method", {"about": "English with Arabic words, table, header", "lang": "en", "running": True}),
        ("WeasyPrint", "Mada", "fresh-law", {"about": "title page, header", "running": True, "layout": ("titled",)}),
        ("WeasyPrint", "Changa", "fresh-districts", {"about": "table, landscape, header", "paper": "A4 landscape", "running": True, "layout": ("shaded",)}),
        ("WeasyPrint", "Cairo", "fresh-vocalised-2", {"about": "vowel signs"}),
        ("WeasyPrint", "Tajawal", "fresh-directory", "fresh-agenda", {"about": "table with addresses"}),
        ("WeasyPrint", "Markazi Text", "fresh-study", {"about": "two columns, turned page", "columns": 2, "rotate": 90}),
        ("XeLaTeX", "Vazirmatn", "fresh-law", "fresh-training", {"about": "header, footnotes", "running": True, "notes": True}),
        ("XeLaTeX", "Almarai", "fresh-minutes", "fresh-story", {"about": "two columns", "columns": 2}),
        ("XeLaTeX", "Vazirmatn", "fresh-vocalised-1", {"about": "vowel signs"}),
        ("XeLaTeX", "Cairo", "fresh-en-method", "fresh-en-brief", {"about": "English, two columns, header", "lang": "en", "columns": 2, "running": True}),
        ("LuaLaTeX", "IBM Plex Sans Arabic", "fresh-training", {"about": "mixed, table"}),
        ("LuaLaTeX", "Almarai", "fresh-story", "fresh-survey", {"about": "header, footnotes", "running": True, "notes": True}),
        ("Typst", "Cairo", "fresh-survey", {"about": "table, footnotes", "layout": ("shaded",), "notes": True}),
        ("Typst", "Readex Pro", "fresh-page", "fresh-numbers", {"about": "narrow column at the side", "layout": ("aside",)}),
        ("Typst", "Vazirmatn", "fresh-newsletter", "fresh-memory", "fresh-page", {"about": "title across three columns, landscape, header", "columns": 3, "size": 11, "paper": "A4 landscape", "layout": ("across",), "running": True}),
        ("FOP", "Changa", "fresh-directory", "fresh-districts", {"about": "table with addresses, header", "running": True, "layout": ("shaded",)}),
        ("FOP", "Tajawal", "fresh-circular", "fresh-memory", {"about": "two columns, justified", "columns": 2, "justify": True}),
        ("TCPDF", "Furat", "fresh-alert", "fresh-circular", {"about": "table, header", "running": True}),
        ("TCPDF", "Vazirmatn", "fresh-survey", {"about": "table"}),
        ("reportlab", "Thabit", "fresh-story", {"about": "presentation forms, two columns, landscape", "columns": 2, "paper": "A4 landscape"}),
        ("reportlab", "DejaVu Sans Condensed", "fresh-alert", "fresh-page", {"about": "presentation forms, table, header", "running": True}),
        ("fpdf2", "Mada", "fresh-budget", "fresh-study", {"about": "shaped, table in Arabic-Indic digits, header", "running": True}),
        ("fpdf2", "IBM Plex Sans Arabic", "fresh-kurdish", {"about": "shaped, Kurdish and Persian letters, table"}),
        ("pango-view", "Reem Kufi", "fresh-interview", {"about": "prose"}),
        ("LibreOffice", "Readex Pro", "fresh-survey", {"about": "table, rewritten by Ghostscript", "rewritten": True, "layout": ("shaded",)}),
    ],
)  # fmt: skip

UNSEEN = _half(
    "unseen",
    [
        ("LibreOffice", "Alexandria", "unseen-sitrep", {"about": "table, bold words, header, tagged", "running": True, "layout": ("banner", "bold", "shaded", "tagged"), "size": 11}),
        ("LibreOffice", "Scheherazade New", "unseen-mediation", "unseen-policy", {"about": "justified, header, footnotes, Latin in another font", "latin": "Carlito", "running": True, "notes": True, "justify": True, "size": 14}),
        ("LibreOffice", "Zain", "unseen-evaluation", {"about": "bold words, boxed quotation, tagged", "layout": ("bold", "boxed", "tagged")}),
        ("LibreOffice", "Mirza", "unseen-women", "unseen-faq", {"about": "boxed quotation, header", "latin": "Carlito", "running": True, "layout": ("bold", "boxed"), "size": 14}),
        ("LibreOffice", "Fustat", "unseen-camp", {"about": "table in Arabic-Indic digits, picture", "layout": ("picture", "shaded")}),
        ("LibreOffice", "Rubik", "unseen-tor", {"about": "mixed, table, header", "running": True}),
        ("LibreOffice", "Kufam", "unseen-letter", "unseen-mediation", {"about": "title across two columns, footnotes", "columns": 2, "notes": True, "size": 11, "layout": ("across",)}),
        ("LibreOffice", "Scheherazade New", "unseen-vocalised", {"about": "vowel signs", "size": 16}),
        ("LibreOffice", "Baloo Bhaijaan 2", "unseen-bulletin", {"about": "bold dates, table, picture, tagged", "layout": ("banner", "bold", "picture", "tagged")}),
        ("LibreOffice", "Zain", "unseen-en-report", "unseen-en-note", {"about": "English with Arabic words, table, header, footnotes", "lang": "en", "latin": "Carlito", "running": True, "notes": True}),
        ("LibreOffice", "Marhey", "unseen-press", {"about": "rewritten by Ghostscript", "rewritten": True, "size": 11}),
        ("Chromium", "Alexandria", "unseen-press", {"about": "banner, boxed quotation", "layout": ("banner", "boxed"), "size": 11}),
        ("Chromium", "Zain", "unseen-water", {"about": "picture, table, header", "running": True, "layout": ("picture", "shaded")}),
        ("Chromium", "Fustat", "unseen-kurdish", {"about": "Kurdish and Persian letters, table", "layout": ("shaded",)}),
        ("Chromium", "Rubik", "unseen-faq", "unseen-box", {"about": "narrow column at the side", "layout": ("aside",)}),
        ("Chromium", "Baloo Bhaijaan 2", "unseen-glossary", {"about": "two languages, table"}),
        ("Chromium", "Scheherazade New", "unseen-women", "unseen-letter", {"about": "title across two columns, justified", "columns": 2, "justify": True, "layout": ("across", "bold", "boxed")}),
        ("Chromium", "Marhey", "unseen-mixed", {"about": "mixed, table without borders", "borders": False, "size": 11}),
        ("Chromium", "Mirza", "unseen-sitrep", "unseen-method", {"about": "bold words, table, header", "running": True, "layout": ("bold", "shaded"), "size": 14}),
        ("Chromium", "Rubik", "unseen-en-note", {"about": "English with Arabic words", "lang": "en"}),
        ("WeasyPrint", "Fustat", "unseen-accounts", "unseen-method", {"about": "table, header", "running": True, "layout": ("shaded",)}),
        ("WeasyPrint", "Zain", "unseen-evaluation", {"about": "title page, bold words, header", "running": True, "layout": ("bold", "titled")}),
        ("WeasyPrint", "Mirza", "unseen-mediation", "unseen-water", {"about": "table, title across two columns, justified", "columns": 2, "justify": True, "layout": ("across",)}),
        ("XeLaTeX", "Scheherazade New", "unseen-water", "unseen-method", {"about": "header, footnotes, table", "running": True, "notes": True}),
        ("XeLaTeX", "Mirza", "unseen-vocalised", {"about": "vowel signs"}),
        ("LuaLaTeX", "Zain", "unseen-policy", {"about": "header, footnotes", "running": True, "notes": True}),
        ("LuaLaTeX", "Fustat", "unseen-tor", {"about": "mixed, table"}),
        ("Typst", "Rubik", "unseen-camp", {"about": "table in Arabic-Indic digits, footnotes", "notes": True, "layout": ("shaded",)}),
        ("Typst", "Alexandria", "unseen-bulletin", "unseen-letter", {"about": "title across two columns, header", "columns": 2, "size": 10, "running": True, "layout": ("across",)}),
        ("FOP", "Baloo Bhaijaan 2", "unseen-accounts", "unseen-sitrep", {"about": "tables, header", "running": True, "layout": ("shaded",)}),
        ("TCPDF", "FreeFarsi", "unseen-water", {"about": "table, header", "running": True}),
        ("reportlab", "FreeFarsi", "unseen-letter", "unseen-camp", {"about": "presentation forms, table, header", "running": True}),
        ("fpdf2", "Alexandria", "unseen-mediation", "unseen-accounts", {"about": "shaped, table, header", "running": True}),
        ("pango-view", "Kufam", "unseen-method", {"about": "prose"}),
    ],
)  # fmt: skip

SCANS = _half(
    "scan",
    [
        ("LibreOffice", "Amiri", "ar-administration-1", {"about": "Arabic"}),
        ("Chromium", "Noto Naskh Arabic", "ar-property-2", {"about": "Arabic, table"}),
        ("LibreOffice", "Liberation Serif", "en-dialogue-1", {"about": "English", "lang": "en"}),
        ("paps", "DejaVu Sans", "ar-education-1", {"about": "letters drawn as outlines"}),
    ],
)

ALL = (*TUNING, *TUNING_SECOND, *TUNING_THIRD, *HELD_OUT, *FRESH, *UNSEEN, *SCANS)
