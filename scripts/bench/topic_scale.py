"""Measure topic models at scale: time and memory step by step, and what training on a sample costs; the result is JSON.

    python scripts/bench/topic_scale.py train --sizes 50000 100000 300000 -o scale.json
    python scripts/bench/topic_scale.py sample --references 5000 10000 20000 -o sample.json

train: one process a size trains on so many passages and takes the figures that `corpus topics train` takes; of each
step the seconds and the most memory within it; then passages are assigned by the largest model, so many at a time.
Passages are made of two real ones that are near each other, texts joined and vectors mixed, translations alike.
sample: a model of all real passages against models whose clusters, space and references are those of a sample: how far
the themes of all passages agree (adjusted Rand index, normalised mutual information), and how often both sides of
held-out translations get one theme (kappa); beside it the full training with another seed, which differs by chance.

Real passages: parallel text (UN, SIB-200, XQuAD), English news in passages of two sentences, Arabic news and tweets,
from the evaluation data beside the checkout (../shared). Their vectors are made once and kept in --work.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from line import commit, machine

if TYPE_CHECKING:
    from corpus_cli.topics.encoders.passages import TrainingPassages

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT.parent / "shared" / "data"
ENCODER = "use+e5"
PARALLEL = ("un_quadclass", "sib200_ar_en", "xquad_paragraphs")
ARABIC = ("ar_anercorp_test", "ar_wojood_train", "ar_idrisi_places_only")
LANGUAGES = ("ar", "en")
SEED = 13
# A made passage is one of so many neighbours' mixture, with so much noise.
NEAREST, NOISE = 8, 0.15
# Of the passages so many are assigned once more; all of them are in the step "themes of all passages".
SIZES, ASSIGNED = (50_000, 100_000, 300_000), (10_000, 50_000, 100_000)
# Of the parallel passages every fourth pair is held out of the trainings on samples.
HELD_OUT = 4


@dataclass(frozen=True)
class Material:
    """Real passages with their vectors. ``pairs``: for each the number of its translation, -1 without one."""

    texts: list[str]
    languages: list[str]
    pairs: list[int]
    vectors: Any

    def chosen(self, rows: Any) -> TrainingPassages:
        """These passages, each a document of its own."""
        from corpus_cli.topics.encoders.passages import TrainingPassages

        names = [str(row) for row in rows]
        texts, languages = [self.texts[row] for row in rows], [self.languages[row] for row in rows]
        return TrainingPassages(texts, languages, self.vectors[rows], names)


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["train", "sample"])
    parser.add_argument("-o", "--output", type=Path)
    parser.add_argument("--sizes", nargs="+", type=int, default=SIZES)
    parser.add_argument("--references", nargs="+", type=int, default=(5_000, 10_000, 20_000))
    parser.add_argument("--work", type=Path, help="keep vectors here, for another time")
    parser.add_argument("--child", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.child:
        task, *details = json.loads(arguments.child)
        result = {"train": train_child, "sample": sample_child}[task](arguments.work, *details)
        print(json.dumps(result))
        return
    if not DATA.is_dir():
        sys.exit(f"the evaluation data is not there: {DATA.parent.name}/ beside the checkout (see README, Figures)")
    with tempfile.TemporaryDirectory() as temporary:
        work = arguments.work or Path(temporary)
        wanted = {"train": (by_size, arguments.sizes), "sample": (by_sample, arguments.references)}
        measure, numbers = wanted[arguments.what]
        measured = measure(work, numbers)
    result = {"commit": commit(), "machine": machine(), "versions": versions(), **measured}
    text = json.dumps(result, ensure_ascii=False, indent=1) + "\n"
    if arguments.output:
        arguments.output.write_text(text, encoding="utf-8")
    print(text, end="")


def versions() -> dict[str, str]:
    """What the figures depend on."""
    from importlib.metadata import version

    return {name: version(name) for name in ("corpus-cli", "numpy", "scikit-learn", "umap-learn", "bertopic")}


def by_size(work: Path, sizes: list[int]) -> dict[str, Any]:
    """Trainings on made passages, and assigning by the model of the largest."""
    real(work)
    return {"trained": [child(work, "train", size, size == max(sizes)) for size in sorted(sizes)]}


def by_sample(work: Path, references: list[int]) -> dict[str, Any]:
    """Trainings on all real passages and on samples of them."""
    import numpy as np

    material = real(work)
    rows, held_out = parts(material)
    ways = [("all", len(rows), SEED), ("all, another seed", len(rows), SEED + 1)]
    ways += [(f"{most} references", most, SEED) for most in references]
    found = {name: child(work, "sample", name, most, seed) for name, most, seed in ways}
    whole = np.load(work / "all.themes.npy")
    for name, row in found.items():
        row["like_all"] = alike(whole, np.load(work / f"{name}.themes.npy"))
    return {"passages": len(rows), "held_out_pairs": len(held_out), "ways": found}


def child(work: Path, *task: Any) -> dict[str, Any]:
    """The outcome of one measurement in a process of its own, on one thread."""
    command = [sys.executable, __file__, "train", "--work", str(work), "--child", json.dumps(task)]
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    finished = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=environment)
    found: dict[str, Any] = json.loads(finished.stdout.splitlines()[-1])
    print(f"{task}: {found}", file=sys.stderr, flush=True)
    return found


class Steps:
    """Seconds and peak memory between calls, by the name that each call gives to what begins."""

    def __init__(self) -> None:
        self.found: list[dict[str, Any]] = []
        self._name, self._began = "", 0.0

    def __call__(self, name: str) -> None:
        """What went before has ended, and ``name`` begins."""
        from corpus_cli.engines.worker import peak_memory

        if self._name:
            seconds, megabytes = time.perf_counter() - self._began, round(peak_memory() / 2**20)
            self.found.append({"step": self._name, "seconds": round(seconds, 1), "peak_mb": megabytes})
            print(self.found[-1], file=sys.stderr, flush=True)
        # The kernel's mark of the peak is set back, where it can be.
        marks = Path("/proc/self/clear_refs")
        if marks.exists():
            marks.write_text("5")
        self._name, self._began = name, time.perf_counter()


def train_child(work: Path, size: int, assigning: bool) -> dict[str, Any]:
    """A model of so many made passages, its figures, and where asked the pace of assigning."""
    from corpus_cli.evaluation.topics.measure import measure
    from corpus_cli.recipe import load_recipe
    from corpus_cli.topics.encoders.encoder import load_encoder
    from corpus_cli.topics.model.assign import assign
    from corpus_cli.topics.training.train import train_model

    recipe, encoder, steps = load_recipe("default"), load_encoder(ENCODER), Steps()
    steps("passages made")
    passages = made(real(work), size)
    steps("fingerprints")
    model = train_model(
        passages, settings=recipe.topics, encoder=encoder, tagger=recipe.entities.tagger, progress=steps
    )
    figures = measure(model, passages, encoder=encoder, progress=lambda step: steps(f"figures: {step}"))
    steps("")
    trained = [row for row in steps.found if row["step"] != "passages made"]
    paces = []
    for count in ASSIGNED if assigning else ():
        began, some = time.perf_counter(), slice(0, count)
        assign(model, passages.vectors[some], passages.languages[some])
        seconds = time.perf_counter() - began
        paces.append({"passages": min(count, size), "ms_each": round(1000 * seconds / min(count, size), 3)})
    return {
        "passages": size,
        "words": sum(len(text.split()) for text in passages.texts),
        "themes": len(model.info.themes),
        "unassigned": figures.unassigned,
        "seconds": round(sum(row["seconds"] for row in trained)),
        "peak_mb": max(row["peak_mb"] for row in trained),
        "steps": trained,
        "assigning": paces,
    }


def sample_child(work: Path, name: str, most: int, seed: int) -> dict[str, Any]:
    """A model of the real passages by a sample of so many; the themes of all go to a file."""
    import numpy as np

    from corpus_cli.recipe import TopicSettings
    from corpus_cli.topics.encoders.encoder import load_encoder
    from corpus_cli.topics.model.assign import assign
    from corpus_cli.topics.space import alignment
    from corpus_cli.topics.training import train

    material = real(work)
    rows, held_out = parts(material)
    train.MAX_REFERENCES = alignment.MOST_SEARCHED = most
    passages, steps = material.chosen(rows), Steps()
    steps("fingerprints")
    settings = TopicSettings(seed=seed)
    model = train.train_model(passages, settings=settings, encoder=load_encoder(ENCODER), progress=steps)
    steps("")
    np.save(work / f"{name}.themes.npy", assign(model, passages.vectors, passages.languages)[0])
    sides = [material.chosen([pair[at] for pair in held_out]) for at in range(2)]
    first, second = (assign(model, side.vectors, side.languages)[0] for side in sides)
    return {
        "references": len(model.references),
        "themes": len(model.info.themes),
        "held_out": agreed(first, second),
        "seconds": round(sum(row["seconds"] for row in steps.found), 1),
        "peak_mb": max(row["peak_mb"] for row in steps.found),
    }


def agreed(first: Any, second: Any) -> dict[str, float]:
    """Cohen's kappa of the pairs with a theme on both sides, and the share of those without."""
    from sklearn.metrics import cohen_kappa_score

    both = (first >= 0) & (second >= 0)
    kappa = float(cohen_kappa_score(first[both], second[both]))
    return {"kappa": round(kappa, 4), "without": round(float(1 - both.mean()), 4)}


def alike(first: Any, second: Any) -> dict[str, float]:
    """How far two assignments of the same passages agree, no theme being one like others."""
    from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score

    return {
        "ari": round(adjusted_rand_score(first, second), 4),
        "nmi": round(normalized_mutual_info_score(first, second), 4),
    }


def parts(material: Material) -> tuple[list[int], list[tuple[int, int]]]:
    """The passages to train on, and the pairs that are held out."""
    pairs = [(row, other) for row, other in enumerate(material.pairs) if row < other]
    held_out = pairs[::HELD_OUT]
    without = {row for pair in held_out for row in pair}
    return [row for row in range(len(material.texts)) if row not in without], held_out


def real(work: Path) -> Material:
    """The real passages, encoded one by one and rounded as the product keeps vectors."""
    import numpy as np

    from corpus_cli.topics.encoders.encoder import load_encoder

    texts: list[str] = []
    languages: list[str] = []
    pairs: list[int] = []
    for name in PARALLEL:
        for row in rows_of(DATA / "parallel" / f"{name}.jsonl"):
            at = len(texts)
            texts += [row[language] for language in LANGUAGES]
            languages += LANGUAGES
            pairs += [at + 1, at]
    news = [row["text"] for row in rows_of(DATA / "text" / "en_voa_news.jsonl")]
    own = [" ".join(news[at : at + 2]) for at in range(0, len(news), 2)]
    arabic = [row["text"] for name in ARABIC for row in rows_of(DATA / "ner" / f"{name}.jsonl")]
    texts, languages = [*texts, *own, *arabic], [*languages, *["en"] * len(own), *["ar"] * len(arabic)]
    pairs += [-1] * (len(own) + len(arabic))
    kept = work / "real.npy"
    if not kept.is_file():
        work.mkdir(parents=True, exist_ok=True)
        encoder = load_encoder(ENCODER)
        np.save(kept, np.concatenate([encoder.encode([text]) for text in texts]).astype("float16"))
    return Material(texts, languages, pairs, np.load(kept).astype("float32"))


def rows_of(path: Path) -> list[dict[str, Any]]:
    """The lines of a file of the evaluation data."""
    # Not splitlines: a text may hold a line separator of its own.
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def made(material: Material, size: int) -> TrainingPassages:
    """So many passages, each of a real one and one of those nearest to it; a translation is made of translations."""
    import numpy as np

    from corpus_cli.topics.encoders.passages import TrainingPassages

    random, near = np.random.default_rng(SEED), nearest(material)
    texts: list[str] = []
    languages: list[str] = []
    vectors = np.zeros((size, material.vectors.shape[1]), dtype=np.float32)
    while len(texts) < size:
        first = int(random.integers(len(material.texts)))
        second = int(near[first, random.integers(NEAREST)])
        share = float(random.uniform(0.35, 0.65))
        both = [(first, second)]
        if material.pairs[first] >= 0 and material.pairs[second] >= 0:
            both.append((material.pairs[first], material.pairs[second]))
        for one, other in both[: size - len(texts)]:
            noise = random.standard_normal(vectors.shape[1]) * NOISE / vectors.shape[1] ** 0.5
            mixed = share * material.vectors[one] + (1 - share) * material.vectors[other] + noise
            vectors[len(texts)] = (mixed / np.linalg.norm(mixed)).astype("float16")
            texts.append(f"{material.texts[one]} {material.texts[other]}")
            languages.append(material.languages[one])
    # Ten passages a document, as reports have.
    return TrainingPassages(texts, languages, vectors, [str(row // 10) for row in range(size)])


def nearest(material: Material) -> Any:
    """The passages nearest to each in its own language; to one with a translation those that have one too.

    Shape: (n, NEAREST), int64.
    """
    import numpy as np

    names, paired = np.asarray(material.languages), np.asarray(material.pairs) >= 0
    found = np.zeros((len(names), NEAREST), dtype=np.int64)
    for language in LANGUAGES:
        for translated in (False, True):
            rows = np.flatnonzero((names == language) & (paired == translated))
            vectors = material.vectors[rows] - material.vectors[rows].mean(axis=0)
            for at in range(0, len(rows), 2048):
                likeness = vectors[at : at + 2048] @ vectors.T
                likeness[np.arange(len(likeness)), at + np.arange(len(likeness))] = -np.inf
                found[rows[at : at + 2048]] = rows[np.argpartition(-likeness, NEAREST, axis=1)[:, :NEAREST]]
    return found


if __name__ == "__main__":
    main()
