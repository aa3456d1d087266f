"""Does `corpus process` take the same time and memory a document however many there are? The result is JSON.

    python scripts/bench/growth.py --sizes 10000 30000 100000 -o growth.json
    python scripts/bench/growth.py --sizes 300 1000 --work /tmp/growth          a look in a minute

Documents are real sentences of both languages in pieces of about nine words, recombined (parallel text and texts with
marked names of the evaluation data beside the checkout, ../shared): a document of so many pieces in one language, a
file each. Whole sentences would not do: there are fifty thousand of them, so of a hundred thousand documents of two or
three each would be a version of several others. For each size, in a fresh output folder and
process: wall and processor seconds a document, the most memory that the main process and a worker held, and when the
first document lay on the disk. Then, of the largest: the same again with nothing new, and with 100 documents more, as
shares of the first; and of the smallest: one worker against two.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from line import commit, machine
from page import write_part

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT.parent / "shared" / "data"
LANGUAGES = ("ar", "en")
PIECE = 9  # words
SEED = 17
ADDED = 100
IN_FOLDER = 1000


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", nargs="+", type=int, default=(10_000, 30_000, 100_000))
    parser.add_argument("--pieces", type=int, default=3, help="in a document")
    parser.add_argument(
        "--tagger", default="bilingual", help="gazetteer: a fifth of the time, to see the rest of the line"
    )
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--work", type=Path, help="a folder for documents and runs, on a disk with room")
    parser.add_argument("-o", "--output", type=Path)
    parser.add_argument("--table", type=Path, help="only print the table, from the JSON of an earlier run")
    parser.add_argument("--page", type=Path, help="a page whose part `growth` is made anew")
    arguments = parser.parse_args()
    if arguments.work is not None:
        arguments.work.mkdir(parents=True, exist_ok=True)
    if arguments.table:
        result = json.loads(arguments.table.read_text(encoding="utf-8"))
    else:
        result = measured(arguments)
        if arguments.output:
            arguments.output.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(table(result), end="")
    if arguments.page:
        write_part(arguments.page, "growth", table(result))


def measured(arguments: argparse.Namespace) -> dict[str, Any]:
    """The figures of all runs."""
    pieces = read_pieces()
    sizes = sorted(arguments.sizes)
    result: dict[str, Any] = {
        "commit": commit(),
        "machine": machine(),
        "jobs": arguments.jobs,
        "tagger": arguments.tagger,
        "sizes": {},
    }
    with tempfile.TemporaryDirectory(dir=arguments.work) as work:
        reports, out = Path(work) / "reports", Path(work) / "out"
        for size in sizes:
            write_documents(reports, pieces, upto=size, each=arguments.pieces)
            result["sizes"][size] = told(
                f"{size} documents", process(reports, out / str(size), arguments.jobs, arguments.tagger)
            )
        largest = out / str(sizes[-1])
        first = result["sizes"][sizes[-1]]["seconds"]
        result["again"] = told("nothing new", process(reports, largest, arguments.jobs, arguments.tagger), first)
        write_documents(reports, pieces, upto=sizes[-1] + ADDED, each=arguments.pieces)
        result["more"] = told(f"{ADDED} more", process(reports, largest, arguments.jobs, arguments.tagger), first)
    result["one_worker"] = one_worker(pieces, sizes[0], arguments)
    return result


def table(result: dict[str, Any]) -> str:
    """The figures for reading."""
    lines = [
        "| documents | seconds | ms a document | processor ms a document | first document | main process | a worker |",
        "| ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for size, run in result["sizes"].items():
        main, worker = (run["memory"][f"{name}_peak_bytes"] / 1e6 for name in ("main", "worker"))
        each = 1000 * run["processor_seconds"] / run["documents"]
        cells = [f"{int(size):,}", f"{run['seconds']:,.0f}", f"{run['milliseconds_a_document']:.1f}", f"{each:.1f}"]
        cells += [f"{run['first_document_seconds']:.1f} s", f"{main:,.0f} MB", f"{worker:,.0f} MB"]
        lines.append(f"| {' | '.join(cells)} |")
    again, more, workers = result["again"], result["more"], result["one_worker"]
    where = result["machine"]
    lines += [
        "",
        f"The largest again with nothing new: {again['seconds']:,.1f} s, {again['share_of_first']:.1%} of the first "
        f"run; with {ADDED} documents more: {more['seconds']:,.1f} s, {more['share_of_first']:.1%}. "
        f"Two workers are {workers['ratio']} times as fast as one.",
        "",
        f"`python scripts/bench/growth.py` with the tagger {result['tagger']}, {result['jobs']} workers, commit "
        f"{result['commit']}, {where['cpu']}, {where['cores']} cores, Python {where['python']}.",
    ]
    return "\n".join(lines) + "\n"


def one_worker(pieces: dict[str, list[str]], size: int, arguments: argparse.Namespace) -> dict[str, float]:
    """The smallest size again, by one worker and by two, one after the other."""
    found = {}
    with tempfile.TemporaryDirectory(dir=arguments.work) as work:
        reports = Path(work) / "reports"
        write_documents(reports, pieces, upto=size, each=arguments.pieces)
        for jobs in (1, 2):
            found[jobs] = told(
                f"{jobs} worker(s)", process(reports, Path(work) / f"out{jobs}", jobs, arguments.tagger)
            )["seconds"]
    return {"one": found[1], "two": found[2], "ratio": round(found[1] / found[2], 2)}


def read_pieces() -> dict[str, list[str]]:
    """The sets' sentences in pieces, by language."""
    if not DATA.is_dir():
        sys.exit(f"the evaluation data is not there: {DATA}")
    found: dict[str, set[str]] = {code: set() for code in LANGUAGES}
    for path in sorted([*DATA.glob("parallel/*.jsonl"), *DATA.glob("ner/*.jsonl")]):
        for row in map(json.loads, path.open(encoding="utf-8")):
            texts = {code: row[code] for code in LANGUAGES if row.get(code)}
            if row.get("lang") in LANGUAGES:
                texts[row["lang"]] = row.get("text") or " ".join(row["tokens"])
            for code, text in texts.items():
                words = text.split()
                found[code].update(" ".join(words[at : at + PIECE]) for at in range(0, len(words) - PIECE + 1, PIECE))
    return {code: sorted(pieces) for code, pieces in found.items()}


def write_documents(folder: Path, pieces: dict[str, list[str]], *, upto: int, each: int) -> None:
    """``folder`` holds documents 0 to ``upto``; those that are there stay as they are."""
    for number in range(upto):
        path = folder / f"{number // IN_FOLDER:04}" / f"{number:07}.txt"
        if path.exists():
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        chance = random.Random(f"{SEED}.{number}")
        language = LANGUAGES[number % 2]
        # The number makes every document another one.
        text = f"{number}\n\n" + " ".join(chance.choice(pieces[language]) for _ in range(each)) + "\n"
        path.write_text(text, encoding="utf-8")


def process(reports: Path, out: Path, jobs: int, tagger: str) -> dict[str, Any]:
    """One `corpus process` in a fresh process: what it took, from start to exit."""
    command = [sys.executable, "-m", "corpus_cli.commands.main", "process", str(reports), "-o", str(out), "--quiet"]
    command += ["--tagger", tagger]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    new = not out.exists()
    started = time.perf_counter()
    running = subprocess.Popen([*command, "--jobs", str(jobs)], cwd=ROOT)
    first = None
    while running.poll() is None:
        if new and first is None and any((out / "documents").glob("*/*.json")):
            first = time.perf_counter() - started
        time.sleep(0.05 if new and first is None else 0.5)
    seconds = time.perf_counter() - started
    if running.returncode not in (0, 6):
        sys.exit(f"{' '.join(command)} ended with exit code {running.returncode}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    run = json.loads((out / "run.json").read_text(encoding="utf-8"))
    documents = run["counts"]["documents"]
    return {
        "documents": documents,
        "words": run["summary"]["words"],
        "seconds": round(seconds, 2),
        "milliseconds_a_document": round(1000 * seconds / documents, 3),
        "processor_seconds": round(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, 2),
        "first_document_seconds": first and round(first, 2),
        "memory": run["memory"],
    }


def told(name: str, figures: dict[str, Any], whole: float | None = None) -> dict[str, Any]:
    """The figures, with one line about them on stderr; ``whole``: seconds that they are a share of."""
    if whole is not None:
        figures["share_of_first"] = round(figures["seconds"] / whole, 4)
    print(f"{name:20} {json.dumps(figures)}", file=sys.stderr, flush=True)
    return figures


if __name__ == "__main__":
    main()
