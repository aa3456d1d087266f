"""Measure search across languages: judged queries on the sample corpus, parallel sets, and questions to paragraphs.

    python scripts/bench/search.py -o search.json
    python scripts/bench/search.py --only judged --run outputs/demo --json
    python scripts/bench/search.py --only judged --worst 10           the queries that fare worst, and what was found
    python scripts/bench/search.py --work /tmp/bench                  keeps runs and vectors: the next time is short

The search measured is the product's: a run by `corpus run` or `corpus process`, an index by `corpus index`, and
`Index.search` with all its ways (hybrid), by words and by meaning, and each alone.

judged    80 queries (tests/eval/queries, whose README says how they were judged): nDCG@10; cross-language recall@10,
          the relevant passages of the other language among the ten best over those that a fair answer holds (all of
          them, or half of the ten where there are more relevant passages than places); the other language's share of
          the ten best, and the share that a fair answer has.
parallel  SIB-200, UN and Tatoeba sentences: how often a sentence's translation is first and in the first ten of all
          other texts of both languages; beside it nearest neighbours by plain and by centred vectors.
xquad     own questions (tests/eval/queries/xquad.jsonl) to XQuAD's 240 paragraphs in both languages: how often the
          right paragraph is in the ten in the question's language, and its translation. 80 ask what a paragraph is
          about, 80 for a detail, without saying of what; XQuAD's own questions are between the two.

The last two need the evaluation data beside the checkout (../shared, or --shared) and are left out without it, which
is said.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from line import commit, machine
from search_judged import FIGURES, LANGUAGES, QUERIES, Key, Passage, figures, measure, passages_of, read_queries
from search_pools import ENCODERS, Pool, Question, by_product, by_vectors, make_run, questions, read_pool, sentences
from search_pools import corpus as command
from search_pools import measure as measure_pool

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "corpus" / "samples"
ALIASES = ROOT / "pipelines" / "sample-aliases.csv"
PARALLEL = ("sib200_ar_en", "un_quadclass", "tatoeba_ar_en")
XQUAD = "xquad_paragraphs"
# What a paragraph is about; and a detail in it, asked as if the paragraph lay open.
QUESTIONS = ("about", "detail")
WAYS = {
    "hybrid": ("words", "meaning", "entity"),
    "words+meaning": ("words", "meaning"),
    "meaning": ("meaning",),
    "words": ("words",),
}
# How many sentences of a set ask, in each language; the pool is always the whole set.
ASKED = 500


def opened(run: Path) -> Any:
    """The search index of a run, made if there is none of just these documents."""
    from corpus_cli.results.run import open_results
    from corpus_cli.search.index import open_index

    command("index", run)
    return open_index(open_results(run))


def judged(run: Path | None, work: Path, *, worst: int) -> dict[str, Any]:
    """The judged queries' figures by way and language; ``worst``: how many queries to print with what was found."""
    from corpus_cli.results.run import open_results

    if run is None:
        run = work / "samples"
        command("run", SAMPLES, "-o", run, "--aliases", ALIASES)
    index, passages = opened(run), passages_of(open_results(run))
    from corpus_cli.search.answers import search_runs

    found: dict[str, Any] = {"passages": len(passages), "ways": {}}
    for name, ways in WAYS.items():
        rows = {
            code: list(
                measure(lambda text, ways=ways: search_runs([index], text, ways=ways), read_queries(code), passages)
            )
            for code in LANGUAGES
        }
        found["ways"][name] = {code: figures(rows[code]) for code in LANGUAGES}
        found["ways"][name]["both"] = figures([row for code in LANGUAGES for row in rows[code]])
        if name == "hybrid":
            found["queries"] = {
                row["id"]: {key: row[key] for key in (*FIGURES, "found")} for code in LANGUAGES for row in rows[code]
            }
            for code in LANGUAGES if worst else ():
                _print_worst(rows[code], passages, worst)
    return found


def _print_worst(rows: Sequence[dict[str, Any]], passages: dict[Key, Passage], count: int) -> None:
    texts = {one.id: one.query for code in LANGUAGES for one in read_queries(code)}
    for row in sorted(rows, key=lambda row: row["ndcg"])[:count]:
        cross = "-" if row["cross_recall"] is None else f"{row['cross_recall']:.2f}"
        print(f"\n{row['id']}: {texts[row['id']]}   nDCG {row['ndcg']:.2f}, cross recall {cross}", file=sys.stderr)
        for key, grade in zip(row["keys"], row["found"], strict=True):
            print(f"  {grade or '.'} {passages[key].text[:110]!r}   {key[0]}", file=sys.stderr)


def pooled(pool: Pool, index: Any, asked: Sequence[Question], work: Path) -> dict[str, Any]:
    """A pool's figures by way and by the language that asks."""
    ways = {name: by_product(index, own) for name, own in WAYS.items()}
    by_language = {code: [one for one in asked if one.lang == code] for code in LANGUAGES}
    found: dict[str, Any] = {"texts": len(pool.texts), "asked": len(asked), "ways": {}}
    for name, search in ways.items():
        found["ways"][name] = {code: measure_pool(search, some) for code, some in by_language.items()}
    for encoder in ENCODERS:
        for code, some in by_language.items():
            for kind, row in by_vectors(pool, encoder, some, work).items():
                found["ways"].setdefault(f"{encoder} {kind}", {})[code] = row
    return found


def measured(arguments: argparse.Namespace, work: Path) -> dict[str, Any]:
    """All that was asked for; sets that need data that is not there are left out and named."""
    found: dict[str, Any] = {}
    wanted = arguments.only or ["judged", "parallel", "xquad"]
    if "judged" in wanted:
        found["judged"] = judged(arguments.run, work, worst=arguments.worst)
    data = arguments.shared / "data" / "parallel"
    if not data.is_dir() and set(wanted) & {"parallel", "xquad"}:
        print(f"the evaluation data is not there: {data}; parallel sets and XQuAD are left out", file=sys.stderr)
        return found
    for name in arguments.sets if "parallel" in wanted else ():
        pool = read_pool(data / f"{name}.jsonl")
        index = opened(make_run(pool, work))
        found.setdefault("parallel", {})[name] = pooled(pool, index, sentences(pool, arguments.asked), work)
    if "xquad" in wanted:
        pool = read_pool(data / f"{XQUAD}.jsonl")
        index = opened(make_run(pool, work))
        asked = {kind: questions(QUERIES / "xquad.jsonl", kind=kind) for kind in QUESTIONS}
        found["xquad"] = {kind: pooled(pool, index, some, work) for kind, some in asked.items()}
    return found


def tables(found: dict[str, Any]) -> list[str]:
    """The figures as they are read in a terminal: a block a set, a line a way and language."""
    lines = []
    sets = {"judged queries": found["judged"]} if "judged" in found else {}
    sets |= found.get("parallel", {}) | {f"XQuAD, {kind}": one for kind, one in found.get("xquad", {}).items()}
    for name, one in sets.items():
        names = list(next(iter(one["ways"].values()))["en"])
        lines += ["", f"{name:24} asked in  " + "  ".join(f"{figure:>12}" for figure in names)]
        for way, rows in one["ways"].items():
            for code, row in rows.items():
                lines.append(f"  {way:22} {code:8}  " + "  ".join(f"{row[figure]:12.3f}" for figure in names))
    return lines


def versions() -> dict[str, str]:
    """What the figures depend on."""
    from importlib.metadata import version

    return {name: version(name) for name in ("corpus-cli", "numpy", "lancedb", "onnxruntime")}


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-o", "--output", type=Path, help="write the figures here as JSON")
    parser.add_argument("--json", action="store_true", help="print JSON in place of tables")
    parser.add_argument("--only", nargs="+", choices=["judged", "parallel", "xquad"])
    parser.add_argument("--run", type=Path, help="a finished run of the sample corpus; without it, one is made")
    parser.add_argument("--sets", nargs="+", choices=PARALLEL, default=PARALLEL)
    parser.add_argument("--asked", type=int, default=ASKED, help="sentences of a set that ask, in each language")
    parser.add_argument("--worst", type=int, default=0, help="print so many of the worst judged queries a language")
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--work", type=Path, help="keep runs, indexes and vectors here, for another time")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        work = arguments.work or Path(temporary)
        work.mkdir(parents=True, exist_ok=True)
        # Not the user's own models: a promoted one would give the themes, and with them the encoder.
        os.environ["CORPUS_MODELS_DIR"] = str(work / "models")
        found = measured(arguments, work)
    result = {"commit": commit(), "machine": machine(), "versions": versions(), **found}
    text = json.dumps(result, ensure_ascii=False, indent=1) + "\n"
    if arguments.output:
        arguments.output.write_text(text, encoding="utf-8")
    print(text if arguments.json else "\n".join(tables(found)))


if __name__ == "__main__":
    main()
