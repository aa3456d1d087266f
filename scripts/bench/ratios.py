"""Two commits of the product side by side, as ratios: what is faster or slower, and by how much.

    python scripts/bench/ratios.py                                      the last release against the working tree
    python scripts/bench/ratios.py v0.1.0 main -o ratios.json --page docs/speed.md
    python scripts/bench/ratios.py --inputs corpus/samples/ar --repeat 3

Both run over the same inputs, in turn, in this environment; ratios are of the medians. Above 1 the newer one is
better: faster, or in less memory. The release is the newest tag v*, or, where there is none, the commit that gave
CHANGELOG.md its newest version. Times are of this machine in this hour, so the ratios are what to look at, and only
those beyond what repeats differ by (the last column).
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from line import ROOT, commit, machine, measure
from page import write_part

HERE = "the working tree"


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("old", nargs="?", help="a commit (default: the last release)")
    parser.add_argument("new", nargs="?", help="a commit (default: the working tree)")
    parser.add_argument("--inputs", nargs="+", default=["corpus/samples"])
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--repeat", type=int, default=2)
    parser.add_argument("-o", "--output", type=Path)
    parser.add_argument("--page", type=Path, help="a page whose part `ratios` is made anew")
    parser.add_argument("--table", type=Path, help="only make the table, from the JSON of an earlier run")
    arguments = parser.parse_args()
    if arguments.table:
        result = json.loads(arguments.table.read_text(encoding="utf-8"))
    elif (old := arguments.old or last_release()) is None:
        print(
            "no release to compare with: no tag v*, and no commit that gave CHANGELOG.md a version (a shallow clone?)"
        )
        return
    else:
        result = compared(old, arguments.new, arguments)
    if arguments.output:
        arguments.output.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    shown = table(result)
    if arguments.page:
        write_part(arguments.page, "ratios", shown)
    print(shown, end="")


def last_release() -> str | None:
    """The newest tag, or the commit that the change log's newest version came with; None where there is neither."""
    tag = _git("describe", "--tags", "--match", "v*", "--abbrev=0", "HEAD", check=False)
    if tag:
        return tag
    versions = [line for line in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").splitlines() if line[:4] == "## ["]
    named = next((line for line in versions if "Unreleased" not in line), None)
    found = _git("log", "--format=%h", "-S", named, "--", "CHANGELOG.md").split() if named else []
    return found[-1] if found else None


def compared(old: str, new: str | None, arguments: argparse.Namespace) -> dict[str, Any]:
    """The runs of both, in turn: what the machine does beside them falls on both."""
    inputs = [str(Path(name).resolve()) for name in arguments.inputs]
    runs: dict[str, list[dict[str, Any]]] = {"old": [], "new": []}
    with tree_of(old) as first, tree_of(new) as second:
        for number in range(arguments.repeat):
            for name, tree in (("old", first), ("new", second)):
                runs[name].append(measure(inputs, arguments.jobs, tree=tree))
                print(f"{number + 1}/{arguments.repeat} {name} {runs[name][-1]['wall_seconds']} s", file=sys.stderr)
    return {
        "old": _git("rev-parse", "--short", old),
        "new": _git("rev-parse", "--short", new) if new else f"{HERE} ({commit()})",
        "machine": machine(),
        "inputs": arguments.inputs,
        "jobs": arguments.jobs,
        "repeat": arguments.repeat,
        "measured": {name: {label: seen(label, found) for label in labels(found)} for name, found in runs.items()},
    }


@contextmanager
def tree_of(name: str | None) -> Iterator[Path]:
    """The files of a commit in a folder of their own; without a name this checkout."""
    if name is None:
        yield ROOT
        return
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder, "tree")
        _git("worktree", "add", "--detach", "--force", str(place), name)
        try:
            yield place
        finally:
            _git("worktree", "remove", "--force", str(place))


def labels(runs: list[dict[str, Any]]) -> list[str]:
    """What can be compared: the whole run, its stages, its memory."""
    stages = [f"{stage['name']}, worker seconds" for stage in runs[0]["stages"]]
    return ["whole run, seconds", *stages, "main process, MB", "worker, MB"]


def seen(label: str, runs: list[dict[str, Any]]) -> list[float]:
    """The figures of that label, one a run."""
    match label.partition(",")[0]:
        case "whole run":
            return [run["wall_seconds"] for run in runs]
        case "main process":
            return [round(run["memory"]["main_peak_bytes"] / 1e6, 1) for run in runs]
        case "worker":
            return [round(run["memory"]["worker_peak_bytes"] / 1e6, 1) for run in runs]
        case stage:
            return [one["seconds"] for run in runs for one in run["stages"] if one["name"] == stage]


def table(result: dict[str, Any]) -> str:
    """The medians, their ratio, and by how much repeats of one differ."""
    old, new = result["measured"]["old"], result["measured"]["new"]
    lines = [
        f"| | {result['old']} | {result['new']} | times as good | repeats differ by |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    for label in new:
        if not old.get(label) or not new[label]:
            continue
        before, after = statistics.median(old[label]), statistics.median(new[label])
        spread = max(max(found) / min(found) - 1 if min(found) else 0.0 for found in (old[label], new[label]))
        ratio = f"{before / after:.2f}" if after else "–"
        lines.append(f"| {label} | {before:,.1f} | {after:,.1f} | {ratio} | {spread:.0%} |")
    where = result["machine"]
    runs = f"{result['repeat']} run{'' if result['repeat'] == 1 else 's'} each"
    how = f"{', '.join(result['inputs'])}; {result['jobs']} workers, {runs}"
    lines += ["", f"{how}; {where['cpu']}, {where['cores']} cores, Python {where['python']}."]
    return "\n".join(lines) + "\n"


def _git(*arguments: str, check: bool = True) -> str:
    ended = subprocess.run(["git", "-C", str(ROOT), *arguments], capture_output=True, text=True, check=False)
    if check and ended.returncode:
        sys.exit(f"git {' '.join(arguments)}: {ended.stderr.strip()}")
    return ended.stdout.strip() if not ended.returncode else ""


if __name__ == "__main__":
    main()
