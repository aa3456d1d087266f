"""Measure the product with the scorers of the evaluation data beside the checkout (../shared); the result is JSON.

    python scripts/bench/quality.py -o quality.json

Themes: fresh training on SIB-200, UN QuadClass and the 66 real reports; and unseen text: trained on every second pair,
used on the others (`corpus run --model`). Names: Arabic and English development and test sets. Figures are scorers',
on what `corpus run` or `corpus process` wrote. --only themes or --only names measures one of the two.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
THEMES = ("sib200_ar_en", "un_quadclass")
NAMES = ("ar_reports_dev", "en_reports_dev", "ar_anercorp_test", "en_ewt_test")
THEME_FIGURES = ("texts_without_theme", "themes", "pair_kappa", "retrieval", "language_nmi", "v_measure_both")


def scorer(name: str, *arguments: object) -> str:
    """What a scorer of the evaluation data prints."""
    command = [sys.executable, str(SHARED / "eval" / f"{name}.py"), *map(str, arguments)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def corpus(*arguments: object) -> None:
    """One command of the product; exit code 6 (some records hold no text) is an outcome, not an error."""
    quiet = () if arguments[0] == "topics" else ("--quiet",)
    finished = subprocess.run(["corpus", *map(str, arguments), *quiet], check=False, stderr=subprocess.DEVNULL)
    if finished.returncode not in (0, 6):
        sys.exit(f"corpus {' '.join(map(str, arguments))} ended with exit code {finished.returncode}")


def theme_figures(work: Path) -> dict[str, dict[str, float]]:
    """Agreement of themes across languages, by set, fresh and on unseen text."""
    results = {}
    for name in THEMES:
        pairs, records, run = SHARED / "data" / "parallel" / f"{name}.jsonl", work / f"{name}.jsonl", work / name
        scorer("score_crosslingual", "prepare", pairs, records)
        corpus("run", records, "-o", run)
        results[name] = json.loads(scorer("score_crosslingual", "score", pairs, run))
        results[f"{name}, unseen"] = unseen(name, pairs, work, lambda half, pairs=pairs: prepared(pairs, work, half))
    reports, run = SHARED / "data" / "reports", work / "reports"
    corpus("run", reports, "-o", run)
    results["reports"] = json.loads(scorer("score_crosslingual", "score", reports, run))
    results["reports, unseen"] = unseen("reports", reports, work, lambda half: half_of_reports(reports, work, half))
    return {name: {key: row[key] for key in THEME_FIGURES if key in row} for name, row in results.items()}


def unseen(name: str, gold: Path, work: Path, inputs: Callable[[str], Path]) -> dict[str, float]:
    """The second half of the pairs with the themes of a model of the first, as users assign new reports."""
    first, second = work / f"{name}-a", work / f"{name}-b"
    corpus("run", inputs("a"), "-o", first)
    corpus("topics", "import", first, "--name", name)
    corpus("run", inputs("b"), "-o", second, "--model", name)
    return json.loads(scorer("score_crosslingual", "score", gold, second, "--half", "b"))


def prepared(pairs: Path, work: Path, half: str) -> Path:
    """The records of every second pair."""
    records = work / f"{pairs.stem}-{half}.jsonl"
    scorer("score_crosslingual", "prepare", pairs, records, "--half", half)
    return records


def half_of_reports(reports: Path, work: Path, half: str) -> Path:
    """A folder with every second report, in both languages."""
    folder = work / f"half-{half}"
    for path in sorted(reports.glob("ar/*.md"))[("a", "b").index(half) :: 2]:
        for language in ("ar", "en"):
            (folder / language).mkdir(parents=True, exist_ok=True)
            shutil.copy(reports / language / path.name, folder / language / path.name)
    return folder


def name_figures(work: Path) -> dict[str, dict[str, float]]:
    """Exact F1 of places and organizations, by set."""
    results = {}
    for name in NAMES:
        gold, records, run = SHARED / "data" / "ner" / f"{name}.jsonl", work / f"{name}.jsonl", work / name
        scorer("score_ner", "prepare", gold, records)
        corpus("process", records, "-o", run)
        exact = json.loads(scorer("score_ner", "score", gold, run))["exact"]
        results[name] = {label: exact[label]["f1"] for label in ("PLACE", "ORG")}
    return results


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-o", "--output", type=Path)
    parser.add_argument("--only", choices=["themes", "names"])
    arguments = parser.parse_args()
    if not SHARED.is_dir():
        sys.exit(f"the evaluation data is not there: {SHARED.name}/ beside the checkout (see README, Figures)")
    with tempfile.TemporaryDirectory() as folder:
        # Not the user's own models: a promoted one would give the themes.
        os.environ["CORPUS_MODELS_DIR"] = f"{folder}/models"
        measured = {"themes": theme_figures, "names": name_figures}
        wanted = [arguments.only] if arguments.only else list(measured)
        result = {name: measured[name](Path(folder)) for name in wanted}
    text = json.dumps(result, ensure_ascii=False, indent=1) + "\n"
    if arguments.output:
        arguments.output.write_text(text, encoding="utf-8")
    print(text, end="")


if __name__ == "__main__":
    main()
