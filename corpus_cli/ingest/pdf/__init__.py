"""PDF files: the text rebuilt from where its glyphs stand, page by page, with a verdict on each page."""

from corpus_cli.ingest.pdf.reading import page_count, parse, unread_pages

__all__ = ["page_count", "parse", "unread_pages"]
