"""Stops a run by SIGKILL again and again and shows that the resumed output is that of a run left in peace.

    python scripts/kill_test.py                    # fifty kills, about fifteen minutes on two cores
    python scripts/kill_test.py --kills 5 --seed 3

First a run is left in peace, and when its stages begin is noted. Then, for each kill, a new output folder: the run is
started, killed with all its processes at a moment of its own (drawn with the seed, the same number in every stage), and
started again until it ends; after every second kill the second run is killed as well, as soon as it works. What
is compared, byte for byte: documents, errors.jsonl, entities.csv, places.geojson, themes, cube, topic model, report,
journal, vectors and the content of the index. What is left out: run.json, audit.jsonl and indexed.json, which hold
times, and LanceDB's own files, whose names are drawn by lot: its rows are compared.

Exits with 1 and says where, if anything differs.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RECIPE = """
schema = 1
[segment]
min_passage_words = 15
max_passage_words = 30
[entities]
tagger = "gazetteer"
[topics]
encoder = "use"
"""
# When a stage has begun, by what lies in the folder.
STAGES: dict[str, Callable[[Path], bool]] = {
    "read": lambda out: (out / ".state" / "lock").exists(),
    "write": lambda out: any(out.glob("documents/*/*.json")),
    "themes": lambda out: any(out.glob(".state/vectors/*")),
    "assign": lambda out: (out / "topics").is_dir(),
    "index": lambda out: (out / "themes.json").exists(),
    "report": lambda out: (out / "index").is_dir(),
}
_PLACES = (("en", "Homs"), ("en", "Aleppo"), ("ar", "حمص"), ("ar", "حلب"))
_TEXTS = {
    "en": "The council of {place} met about the water of quarter {n}. Families asked for a new pump before winter. "
    "The mediators promised to come again on Monday, and the market of quarter {n} is open until then.",
    "ar": "اجتمع مجلس {place} بشأن مياه الحي {n}. وطلبت العائلات العائدة مضخة جديدة قبل الشتاء. "
    "ووعد الوسطاء بالعودة يوم الاثنين، ويبقى سوق الحي {n} مفتوحاً حتى ذلك الحين.",
}
_UNSTABLE = ("run.json", "audit.jsonl", ".state/lock", ".state/indexed.json")


def write_corpus(folder: Path, files: int) -> None:
    """Reports in both languages, a csv, a duplicate and a broken file."""
    folder.mkdir(parents=True)
    for number in range(files):
        language, place = _PLACES[number % 4]
        text = _TEXTS[language].format(place=place, n=number)
        (folder / f"{number:03}.{'md' if number % 3 else 'txt'}").write_text(text, encoding="utf-8")
    rows = "".join(f"{n},{_TEXTS['en'].format(place='Homs', n=n + 500).replace(',', '')}\n" for n in range(5))
    (folder / "survey.csv").write_text(f"id,text\n{rows}", encoding="utf-8")
    (folder / "copy.txt").write_bytes((folder / "000.txt").read_bytes())
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\nnot a document")


def start(place: Path, out: Path) -> subprocess.Popen[bytes]:
    """`corpus run`, in a group of its own."""
    command = [sys.executable, "-m", "corpus_cli.commands.main", "run", "reports", "-p", "small.toml", "-j", "2"]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CORPUS_")}
    return subprocess.Popen(
        [*command, "-q", "-o", str(out)],
        cwd=place,
        env=kept | {"PYTHONPATH": str(ROOT), "XDG_DATA_HOME": str(place / "none")},
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def kill(process: subprocess.Popen[bytes]) -> None:
    """The command is gone, and soon after it all that it started: they end with their parent."""
    members = _family(process.pid)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    limit = time.monotonic() + 30
    while any(map(_alive, members)):
        if time.monotonic() > limit:
            raise SystemExit("a process has outlived the run that started it")
        time.sleep(0.02)


def _family(process: int) -> list[int]:
    found = [process]
    for parent in found:
        for path in Path(f"/proc/{parent}/task").glob("*/children"):
            found.extend(map(int, path.read_text().split()))
    return found


def _alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] not in ("Z", "X")
    except OSError:
        return False


def finish(place: Path, out: Path) -> None:
    """The run has ended by itself."""
    process = start(place, out)
    _, said = process.communicate()
    if process.returncode != 6:  # the broken file
        raise SystemExit(f"the run ended with {process.returncode}: {said.decode()}")


def timed(place: Path, out: Path) -> dict[str, float]:
    """A run left in peace: when each of its stages began, in seconds, and its end under ''."""
    process, began, found = start(place, out), time.monotonic(), {}
    while process.poll() is None:
        for name, reached in STAGES.items():
            if name not in found and reached(out):
                found[name] = time.monotonic() - began
        time.sleep(0.01)
    process.communicate()
    return {**found, "": time.monotonic() - began}


def evidence(out: Path) -> dict[str, bytes]:
    """All that must be the same for the same input, by path; of the index its rows and the rest of its files."""
    import lancedb

    found = {}
    for path in sorted(out.rglob("*")):
        name = path.relative_to(out).as_posix()
        if path.is_file() and name not in _UNSTABLE and ".lance/" not in name:
            found[name] = _manifest(path) if name == "index/index.json" else path.read_bytes()
    for table in sorted((out / "index").glob("*.lance")):
        rows = lancedb.connect(str(out / "index")).open_table(table.stem).to_arrow().to_pylist()
        ordered = sorted(json.dumps(row, ensure_ascii=False, sort_keys=True, default=str) for row in rows)
        found[f"index/{table.name}"] = "\n".join(ordered).encode()
    return found


def _manifest(path: Path) -> bytes:
    """What the index says of itself, without the hashes of LanceDB's own files."""
    data = json.loads(path.read_bytes())
    data["sha256"] = {name: digest for name, digest in data["sha256"].items() if ".lance/" not in name}
    return json.dumps(data, sort_keys=True).encode()


def differences(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """The paths that are not the same in both."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def killed_in(place: Path, out: Path, stage: str, delay: float) -> str:
    """The run is started and killed ``delay`` seconds into the stage; what it had come to by then."""
    process = start(place, out)
    while process.poll() is None and not STAGES[stage](out):
        time.sleep(0.002)
    limit = time.monotonic() + delay
    while process.poll() is None and time.monotonic() < limit:
        time.sleep(0.002)
    ended = process.poll() is not None
    kill(process)
    return "had ended" if ended else next(name for name in reversed(STAGES) if STAGES[name](out))


def moments(kills: int, begins: dict[str, float], seed: int) -> list[tuple[str, float]]:
    """As many kills in every stage, each at a moment of its own within the time that the stage takes."""
    drawn, names = random.Random(seed), [name for name in STAGES if name in begins]
    ends = [*(begins[name] for name in names[1:]), begins[""]]
    found = []
    for number in range(kills):
        at = number % len(names)
        found.append((names[at], drawn.uniform(0, max(0.0, ends[at] - begins[names[at]]))))
    return found


def test(place: Path, *, kills: int, seed: int, files: int, say: Callable[[str], None] = print) -> list[str]:
    """What differs after each of the kills; empty if nothing does. ``place``: a new folder to work in."""
    write_corpus(place / "reports", files)
    (place / "small.toml").write_text(RECIPE, encoding="utf-8")
    begins = timed(place, place / "peace")
    undisturbed = evidence(place / "peace")
    say("stages begin after " + ", ".join(f"{name or 'the end'} {at:.1f} s" for name, at in begins.items()))
    wrong = []
    for number, (stage, delay) in enumerate(moments(kills, begins, seed), 1):
        out = place / f"out-{number}"
        seen = [killed_in(place, out, stage, delay)]
        if number % 2 == 0:
            seen.append(killed_in(place, out, "read", delay))
        finish(place, out)
        differing = differences(undisturbed, evidence(out))
        wrong += [f"kill {number}, {delay:.2f} s into {stage}: {name}" for name in differing]
        said = f"differs: {chr(44).join(differing[:3])}" if differing else "the same"
        say(f"{number:>3}  {delay:6.2f} s into {stage:<7} killed in {', then '.join(seen)}: {said}")
        shutil.rmtree(out)
    return wrong


def main() -> None:
    """Carries out the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--files", type=int, default=24)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        wrong = test(Path(folder), kills=options.kills, seed=options.seed, files=options.files)
    print(*wrong, sep="\n")
    print(f"{options.kills} kills, {len(wrong)} differences")
    raise SystemExit(1 if wrong else 0)


if __name__ == "__main__":
    main()
