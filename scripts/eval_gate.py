"""Hold a run of the sample corpus, and held-back sentences, against floors that only rise; exit 1 below one.

    scripts/demo && python scripts/eval_gate.py outputs/demo

Names are compared by document and folded surface, counted: the gold text is the source's plain text, and offsets differ
between a Word file and it. Themes are compared by V-measure between a report's gold theme and its largest theme.
The demo is given the alias file with every invented organization: its name figures guard against regressions and say
nothing of unseen text. The held-back sentences (tests/eval/names.gold.jsonl, written for this project and never trained
on) do: `corpus evaluate ner` measures them, exact edges, with the default recipe. Places of
tests/eval/links.gold.jsonl, also written for this project, have their points: `corpus evaluate links` measures how many
are linked within 161 km, of those recognised (acc161) and of those linked (precision161). Queries of tests/eval/queries
are asked of the run, and their judged passages looked for.
With --update the floors are raised to what was reached, less a margin for other machines; they are never lowered.
"""

import argparse
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

from sklearn.metrics import v_measure_score

from corpus_cli.normalize import fold_text

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "tests" / "eval" / "samples.gold.jsonl"
SENTENCES = ROOT / "tests" / "eval" / "names.gold.jsonl"
PLACES = ROOT / "tests" / "eval" / "links.gold.jsonl"
FLOORS = ROOT / "tests" / "eval" / "floors.json"
MARGIN = 0.01


def read_run(run: Path) -> dict[str, dict]:
    """Every document by the gold file's id: its path below samples/, and #record for rows of csv and jsonl."""
    documents = {}
    for path in sorted((run / "documents").rglob("*.json")):
        doc = json.loads(path.read_text(encoding="utf-8"))
        name = doc["source"]["path"].split("samples/", 1)[-1]
        record = doc["source"]["record_id"]
        documents[name if record is None else f"{name}#{record}"] = doc
    return documents


def name_figures(gold: list[dict], documents: dict[str, dict]) -> dict[str, float]:
    """F1 per language and label."""
    figures = {}
    for language in ("ar", "en"):
        for label in ("PLACE", "ORG"):
            right = found = wanted = 0
            for row in (row for row in gold if row["lang"] == language):
                doc = documents.get(row["id"], {})
                expected = Counter(
                    fold_text(row["text"][e["start"] : e["end"]]) for e in row["entities"] if e["label"] == label
                )
                given = Counter(fold_text(e["text"]) for e in doc.get("entities") or () if e["label"] == label)
                right += (expected & given).total()
                found += given.total()
                wanted += expected.total()
            figures[f"{language}_{label.lower()}_f1"] = 2 * right / max(found + wanted, 1)
    return figures


def sentence_figures() -> dict[str, float]:
    """Exact F1 per language and label in the held-back sentences."""
    scores = evaluated("ner", SENTENCES)
    return {
        f"held_back_{language}_{label.lower()}_f1": scores[language][label]["exact"]["f1"]
        for language in ("ar", "en")
        for label in ("PLACE", "ORG")
    }


def link_figures() -> dict[str, float]:
    """Shares of places linked within 161 km, per language."""
    scores = evaluated("links", PLACES)
    return {
        f"link_{language}_{figure}": scores[language][figure]
        for language in ("ar", "en")
        for figure in ("acc161", "precision161")
    }


def search_figures(run: Path) -> dict[str, float]:
    """nDCG@10 and cross-language recall@10 of the judged queries, and how far all ways together beat each alone."""
    bench = ROOT / "scripts" / "bench" / "search.py"
    command = [sys.executable, str(bench), "--only", "judged", "--run", str(run), "--json"]
    ways = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)["judged"]["ways"]
    figures = {
        f"search_{language}_{figure}": ways["hybrid"][language][figure]
        for language in ("ar", "en")
        for figure in ("ndcg", "cross_recall")
    }
    alone = max(ways[way]["both"]["ndcg"] for way in ("words", "meaning"))
    return {**figures, "search_hybrid_over_alone": ways["hybrid"]["both"]["ndcg"] - alone}


def evaluated(kind: str, gold: Path) -> dict:
    """The scores that `corpus evaluate` gives."""
    command = [sys.executable, "-c", "from corpus_cli.commands.main import run; run()"]
    command += ["evaluate", kind, str(gold), "--format", "json", "--quiet"]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)["scores"]


def theme_figures(gold: list[dict], documents: dict[str, dict]) -> dict[str, float]:
    """How well the largest theme of a report matches its gold theme, over both languages and across them."""
    rows = [row for row in gold if documents.get(row["id"], {}).get("themes")]
    top = [documents[row["id"]]["themes"][0]["theme_id"] for row in rows]
    language = [row["lang"] for row in rows]
    return {
        "documents_found": len([row for row in gold if row["id"] in documents]) / len(gold),
        "documents_with_theme": len(rows) / len(gold),
        "theme_v_measure": v_measure_score([row["theme"] for row in rows], top),
        "theme_language_independence": 1 - v_measure_score(language, top),
    }


def main() -> None:
    """Print the figures beside their floors."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run", type=Path)
    parser.add_argument("--update", action="store_true")
    arguments = parser.parse_args()
    gold = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").strip().split("\n")]
    documents = read_run(arguments.run)
    sample = {**name_figures(gold, documents), **theme_figures(gold, documents)}
    figures = {**sample, **sentence_figures(), **link_figures(), **search_figures(arguments.run)}
    floors = json.loads(FLOORS.read_text()) if FLOORS.is_file() else {}
    if arguments.update:
        reached = {name: value if value == 1 else value - MARGIN for name, value in figures.items()}
        floors = {name: round(max(floors.get(name, 0.0), value), 3) for name, value in reached.items()}
        FLOORS.write_text(json.dumps(floors, indent=1) + "\n")
    below = [name for name, floor in floors.items() if figures[name] < floor]
    for name, value in figures.items():
        print(f"{name:30} {value:.3f}   floor {floors.get(name, 0.0):.3f}{'   BELOW' if name in below else ''}")
    if below:
        sys.exit(f"below the floor: {', '.join(below)}")


if __name__ == "__main__":
    main()
