"""Search better weights for linking, one at a time, on the even documents; figures on the odd. A maintainer's tool.

    python scripts/bench/fit_links.py [--rounds 1]

What it prints last goes into corpus_cli/entities/linking/ by hand, rounded, if the odd documents agree. Needs the
evaluation data beside the checkout (../shared).
"""

import argparse
import re
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

from link_pairs import Pair, pair_figures, read_pairs
from link_sets import SETS, Unlinked, gold_texts, need_shared, relinked, unlinked

from corpus_cli.entities.linking.weights import WEIGHTS, Weights
from corpus_cli.entities.stage import EntityStage
from corpus_cli.recipe import load_recipe

# A smaller gain is chance.
_LEAST_GAIN = 2e-3
_FACTORS = (0.6, 0.8, 1.25, 1.6)
_STEPS = (-0.4, -0.2, 0.2, 0.4)
_LEAST = (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5)
# What a figure counts. Our own sets are small, and written to be hard.
_SETS = {"trnews": 1.0, "geovirus": 1.0, "own_ar": 0.35, "own_en": 0.35}
_PAIRS = {"one_id": 1.0, "near": 1.0, "in_sentence": 1.2, "in_sentence_near": 0.5, "spelled": 1.0}


@dataclass(frozen=True, slots=True)
class Half:
    """Every second document and pair."""

    documents: dict[str, list[Unlinked]]
    pairs: list[Pair]

    def figures(self, weights: Weights) -> dict[str, dict[str, float]]:
        """The figures that count."""
        found = {}
        for name, docs in self.documents.items():
            shares = relinked(docs, weights).shares()
            found[name] = {key: shares[key] or 0.0 for key in ("acc161", "precision161")}
        pairs = pair_figures(self.pairs, weights)
        return {**found, "pairs": {key: pairs[key] for key in _PAIRS}}


def total(figures: dict[str, dict[str, float]]) -> float:
    """One number for all of them."""
    sets = sum(weight * sum(figures[name].values()) for name, weight in _SETS.items())
    return sets + sum(weight * figures["pairs"][key] for key, weight in _PAIRS.items())


def halves() -> tuple[Half, Half]:
    """The even and the odd documents."""
    recipe = load_recipe("default")
    stage = EntityStage(recipe.entities)
    documents = {name: unlinked(gold_texts(name), recipe=recipe, stage=stage) for name in SETS}
    pairs = read_pairs()
    even, odd = (Half({name: docs[at::2] for name, docs in documents.items()}, pairs[at::2]) for at in (0, 1))
    return even, odd


def neighbours(weights: Weights, name: str) -> list[Weights]:
    """The weights with one of them moved, as far as it is moved at once."""
    if kind := re.fullmatch(r"priors\[(.+)\]", name):
        return [
            replace(weights, priors={**weights.priors, kind[1]: round(weights.priors[kind[1]] + step, 3)})
            for step in _STEPS
        ]
    value = getattr(weights, name)
    others: Sequence[float] = [value * factor for factor in _FACTORS]
    if name == "least":
        others = _LEAST
    elif name == "other_prior":
        others = [value + step for step in _STEPS]
    return [replace(weights, **{name: round(other, 3)}) for other in others]


def searched(half: Half, weights: Weights) -> Weights:
    """The weights after each has been moved once to where the half's figures are best."""
    best = total(half.figures(weights))
    for name in flat(weights):
        others = neighbours(weights, name)
        gained, place = max((total(half.figures(other)), place) for place, other in enumerate(others))
        if gained > best + _LEAST_GAIN:
            print(f"{name}: {best:.4f} -> {gained:.4f}", flush=True)
            best, weights = gained, others[place]
    return weights


def show(title: str, weights: Weights, even: Half, odd: Half) -> None:
    """Prints the figures of both halves."""
    for name, half in (("even", even), ("odd", odd)):
        figures = half.figures(weights)
        print(f"{title}, {name} documents: {total(figures):.4f}")
        for own, values in figures.items():
            print(f"  {own:10}", *(f"{key} {value:.3f}" for key, value in values.items()), flush=True)


def flat(weights: Weights) -> dict[str, float]:
    """All weights and priors by their names."""
    values = {field.name: getattr(weights, field.name) for field in fields(weights) if field.name != "priors"}
    return {**values, **{f"priors[{kind}]": value for kind, value in weights.priors.items()}}


def main() -> None:
    """Prints what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=1, help="how often each weight is moved (1)")
    arguments = parser.parse_args()
    need_shared()
    even, odd = halves()
    weights = WEIGHTS
    show("before", weights, even, odd)
    for _ in range(arguments.rounds):
        weights = searched(even, weights)
    show("after", weights, even, odd)
    before, after = flat(WEIGHTS), flat(weights)
    for name, value in before.items():
        if after[name] != value:
            print(f"{name}: {value} -> {after[name]}")


if __name__ == "__main__":
    main()
