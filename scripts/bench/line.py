"""Time `corpus run` on a folder, whole and stage by stage, with its peak memory; the result is JSON.

    python scripts/bench/line.py corpus/samples -o bench.json
    python scripts/bench/line.py ../shared/data/reports --repeat 3

Each repeat is a fresh output folder and a fresh process, as a user would start it; figures are the median repeat's. The
figures are the run's own (its run.json), which counts a stage's seconds summed over the workers.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def measure(inputs: list[str], jobs: int, *, tree: Path = ROOT) -> dict:
    """One run of the product in ``tree``: wall seconds from start to exit, and what the run itself recorded."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "corpus_cli.commands.main", "run", *inputs]
        command += ["-o", f"{folder}/out", "--jobs", str(jobs), "--quiet"]
        started = time.perf_counter()
        finished = subprocess.run(command, check=False, env=os.environ | {"PYTHONPATH": str(tree)})
        wall = time.perf_counter() - started
        if finished.returncode not in (0, 6):
            sys.exit(f"{' '.join(command)} ended with exit code {finished.returncode}")
        run = json.loads(Path(folder, "out", "run.json").read_text(encoding="utf-8"))
    words = run["summary"]["words"]
    documents = run["counts"]["documents"]
    return {
        "wall_seconds": round(wall, 2),
        "documents": documents,
        "words": words,
        "documents_per_second": round(documents / wall, 2),
        "words_per_second": round(words / wall, 1),
        "passes": run["passes"],
        "stages": run["stages"],
        "memory": run["memory"],
        "exit_code": finished.returncode,
    }


def commit() -> str:
    """The commit measured, with a mark if the tree differs from it."""
    git = ["git", "-C", str(ROOT)]
    name = subprocess.run([*git, "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False).stdout
    changed = subprocess.run([*git, "status", "--porcelain"], capture_output=True, text=True, check=False).stdout
    return name.strip() + ("+changes" if changed else "")


def machine() -> dict:
    """What it ran on."""
    models = [
        line.split(":", 1)[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line
    ]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "cpu": models[0] if models else platform.processor(),
        "cores": os.cpu_count(),
        "memory_gib": round(memory / 2**30, 1),
        "python": platform.python_version(),
        "system": platform.system(),
    }


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("inputs", nargs="+")
    parser.add_argument("-o", "--output", type=Path)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--repeat", type=int, default=1)
    arguments = parser.parse_args()
    missing = [name for name in arguments.inputs if not Path(name).exists()]
    if missing:
        sys.exit(f"not there: {', '.join(missing)}")
    runs = sorted(
        (measure(arguments.inputs, arguments.jobs) for _ in range(arguments.repeat)),
        key=lambda run: run["wall_seconds"],
    )
    result = {
        "commit": commit(),
        "machine": machine(),
        "inputs": arguments.inputs,
        "jobs": arguments.jobs,
        "repeat": arguments.repeat,
        **runs[len(runs) // 2],
    }
    text = json.dumps(result, ensure_ascii=False, indent=1) + "\n"
    if arguments.output:
        arguments.output.write_text(text, encoding="utf-8")
    print(text, end="")


if __name__ == "__main__":
    main()
