"""RTF files, with the code pages, escapes and marks of direction that Arabic ones are full of."""

from corpus_cli.ingest.rtf.reading import parse

__all__ = ["parse"]
