"""How often pages of the Arabic sample corpus come out right, by their encoding and by the charset that they declare.

Each sample is a page as a whole and by its first 300 and 60 letters, in each encoding, with each declaration.

Example: python scripts/bench/charsets.py
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from corpus_cli.ingest.encoding import decode

SAMPLES = Path(__file__).resolve().parents[2] / "corpus" / "samples" / "ar"
ENCODINGS = ("cp1256", "iso8859_6", "utf-8", "utf-16", "utf-16-le")
DECLARED = (
    "", "windows-1256", "iso-8859-6", "utf-8", "windows-1252", "iso-8859-1", "windows-1251", "windows-1254",
    "iso-8859-15", "koi8-r", "gb2312", "utf-16",
)  # fmt: skip
LENGTHS = (60, 300, 1_000_000)


def main() -> None:
    """Print one row an encoding and length: pages read right with each declaration."""
    texts = [decode(path.read_bytes())[0] for path in sorted(SAMPLES.glob("*")) if path.suffix in (".txt", ".md")]
    print(f"{'encoding':<11}{'letters':>9}{'pages':>7}  wrong, by what they declare ({len(texts)} samples)")
    for encoding in ENCODINGS:
        for length in LENGTHS:
            wrong: Counter[str] = Counter()
            pages = 0
            for text in texts:
                # What the encoding cannot hold is left out: dashes and digits that Arabic pages write in other ways.
                page = text[:length].encode(encoding, "ignore").decode(encoding)
                for declared in DECLARED:
                    pages += 1
                    found, _ = decode(page.encode(encoding), declared=declared or None)
                    wrong[declared or "none"] += found != page
            told = ", ".join(f"{name} {count}" for name, count in wrong.items() if count) or "-"
            print(f"{encoding:<11}{'all' if length > 10_000 else length:>9}{pages:>7}  {told}")


if __name__ == "__main__":
    main()
