#!/usr/bin/env python3
"""Learn models/alignment: how Arabic and English translations differ in each of the bundled encoders.

    python scripts/build_alignment.py [OUT] [--encoder NAME] [--shared ../shared] [--without sib200_ar_en]

Needs ../shared beside the repository for the parallel sets. The same inputs give the same files, byte for byte; the
card README.md is written by hand.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import numpy as np
from threadpoolctl import threadpool_limits

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from corpus_cli.topics.encoders.encoder import BUNDLED, Encoder, load_encoder  # noqa: E402
from corpus_cli.topics.space.alignment import BaseAlignment, alignment_files, difference_covariance  # noqa: E402
from corpus_cli.topics.space.centring import centre, language_means  # noqa: E402

# What may ship in a learned form, with its licence. The UN pairs are left out: unseen UN text is what is measured on.
SETS = {"sib200_ar_en": "CC BY-SA 4.0", "xquad_paragraphs": "CC BY-SA 4.0", "tatoeba_ar_en": "CC BY 2.0 FR"}
LANGUAGES = ("ar", "en")


def main() -> None:
    """The files lie in OUT."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path, nargs="?", default=ROOT / "models" / "alignment")
    parser.add_argument("--encoder", action="append", help="only this one, by its name in a recipe; may be repeated")
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--without", action="append", default=[], choices=sorted(SETS), help="leave out a set")
    args = parser.parse_args()
    folder = args.shared / "data" / "parallel"
    missing = [name for name in SETS if not (folder / f"{name}.jsonl").is_file()]
    if missing:
        raise SystemExit(f"{folder} lacks {', '.join(missing)}: put the shared data beside the repository, or --shared")
    names = [name for name in SETS if name not in args.without]
    bases = {}
    for encoder in map(load_encoder, args.encoder or BUNDLED):
        sides = [pair_vectors(folder / f"{name}.jsonl", encoder) for name in names]
        with threadpool_limits(1):
            covariance = difference_covariance(
                np.concatenate([first for first, _ in sides]), np.concatenate([second for _, second in sides])
            )
        sources = {name: len(first) for name, (first, _) in zip(names, sides, strict=True)}
        bases[encoder.name] = BaseAlignment(encoder.sha256, sum(sources.values()), covariance.astype(np.float32))
    args.out.mkdir(parents=True, exist_ok=True)
    for name, data in alignment_files(bases, sources=sources).items():
        (args.out / name).write_bytes(data)
    print(f"{args.out}: {', '.join(bases)} on {sum(sources.values())} pairs of {', '.join(names)}", file=sys.stderr)


def pair_vectors(path: Path, encoder: Encoder) -> tuple[np.ndarray, np.ndarray]:
    """Unit vectors of both sides of a set, each language's mean of the set taken off. Shapes: (pairs, dim), float32."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    # One text a call: the last bits of a matrix product depend on what shares its batch.
    vectors = [np.concatenate([encoder.encode([row[language]]) for row in rows]) for language in LANGUAGES]
    languages = [language for language in LANGUAGES for _ in rows]
    both = np.concatenate(vectors)
    centred = centre(both, languages, language_means(both, languages))
    return centred[: len(rows)], centred[len(rows) :]


if __name__ == "__main__":
    main()
