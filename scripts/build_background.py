#!/usr/bin/env python3
"""Make models/relations: passages of the sample corpus as the bundled encoders give them.

    scripts/demo && python scripts/build_background.py [OUT] [--run outputs/demo]

RUN is a finished run on corpus/samples. The same documents give the same files; the card README.md is written by hand.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from corpus_cli.relations.background import background_files  # noqa: E402
from corpus_cli.results.run import open_results  # noqa: E402
from corpus_cli.topics.encoders.encoder import BUNDLED, load_encoder  # noqa: E402
from corpus_cli.topics.encoders.vectors import passage_texts  # noqa: E402

LANGUAGES = ("ar", "en")


def main() -> None:
    """The files lie in OUT."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path, nargs="?", default=ROOT / "models" / "relations")
    parser.add_argument("--run", type=Path, default=ROOT / "outputs" / "demo")
    args = parser.parse_args()
    texts: dict[str, list[str]] = {language: [] for language in LANGUAGES}
    for doc in open_results(args.run).documents():
        for passage, text in zip(doc.passages or (), passage_texts(doc), strict=True):
            if passage.language in texts:
                texts[passage.language].append(text)
    vectors = {}
    for encoder in map(load_encoder, BUNDLED):
        # One text at a time: the last bits of a matrix product depend on what shares its batch.
        of_language = {code: np.concatenate([encoder.encode([text]) for text in own]) for code, own in texts.items()}
        vectors[encoder.name, encoder.sha256] = of_language
    args.out.mkdir(parents=True, exist_ok=True)
    for name, data in background_files(vectors).items():
        (args.out / name).write_bytes(data)
    print(f"{args.out}: {', '.join(f'{len(own)} {code}' for code, own in texts.items())}", file=sys.stderr)


if __name__ == "__main__":
    main()
