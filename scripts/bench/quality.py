"""Measure the product with the scorers of the evaluation data beside the checkout (../shared); the result is JSON.

    python scripts/bench/quality.py -o quality.json

Themes: fresh training on SIB-200, UN QuadClass and the 66 real reports. Names: Arabic and English development and test
sets. Every figure is a scorer's, on what `corpus run` or `corpus process` wrote.
"""

import argparse
import json
import subprocess
import sys
import tempfile
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
    finished = subprocess.run(["corpus", *map(str, arguments), "--quiet"], check=False)
    if finished.returncode not in (0, 6):
        sys.exit(f"corpus {' '.join(map(str, arguments))} ended with exit code {finished.returncode}")


def theme_figures(work: Path) -> dict[str, dict[str, float]]:
    """Agreement of themes across languages, by set."""
    results = {}
    for name in THEMES:
        pairs, records, run = SHARED / "data" / "parallel" / f"{name}.jsonl", work / f"{name}.jsonl", work / name
        scorer("score_crosslingual", "prepare", pairs, records)
        corpus("run", records, "-o", run)
        results[name] = json.loads(scorer("score_crosslingual", "score", pairs, run))
    reports, run = SHARED / "data" / "reports", work / "reports"
    corpus("run", reports, "-o", run)
    results["reports"] = json.loads(scorer("score_crosslingual", "score", reports, run))
    return {name: {key: row[key] for key in THEME_FIGURES if key in row} for name, row in results.items()}


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
    arguments = parser.parse_args()
    if not SHARED.is_dir():
        sys.exit(f"the evaluation data is not there: {SHARED.name}/ beside the checkout (see README, Figures)")
    with tempfile.TemporaryDirectory() as folder:
        result = {"themes": theme_figures(Path(folder)), "names": name_figures(Path(folder))}
    text = json.dumps(result, ensure_ascii=False, indent=1) + "\n"
    if arguments.output:
        arguments.output.write_text(text, encoding="utf-8")
    print(text, end="")


if __name__ == "__main__":
    main()
