"""Plain text files: decoded, then cut into blocks by their lines."""

from __future__ import annotations

from corpus_cli.document import Extracted
from corpus_cli.ingest.encoding import decode
from corpus_cli.ingest.lines import blocks
from corpus_cli.ingest.parsed import Parsed


def parse(data: bytes) -> Parsed:
    """The decoded file and its blocks. Raises ``DocumentError`` if it is not text."""
    text, encoding = decode(data)
    return Parsed(extracted=Extracted(text, blocks(text)), encoding=encoding)
