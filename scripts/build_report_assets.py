"""Builds what the page of a report is made with beyond our own files: the chart library and the map's outlines.

Needs node and npm, and the npm registry; the exact versions stand in scripts/report_assets/package-lock.json. Users of
corpus need neither: the results are committed. Usage: scripts/build_report_assets.py [--check]
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "scripts" / "report_assets"
VENDOR = ROOT / "corpus_cli" / "report" / "page" / "vendor"
OUTLINES = ROOT / "models" / "outlines" / "outlines.json"
OUTLINES_HASHES = OUTLINES.with_name("hashes.json")
# What the bundle holds, by npm's name: esbuild's report says which of them it took something from.
LICENCE_FILES = ("LICENSE", "LICENSE.md", "LICENSE.txt")


def main() -> int:
    """The files are written, or compared with what is there; returns 1 if they differ."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; fail if a file would change")
    check = parser.parse_args().check
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        shutil.copytree(SOURCES, work, dirs_exist_ok=True, ignore=shutil.ignore_patterns("node_modules"))
        _run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"], work)
        outlines = _run(["node", "outlines.mjs"], work)
        files = {**_bundle(work), OUTLINES: outlines, OUTLINES_HASHES: _hashes(OUTLINES.name, outlines)}
    changed = [path for path, data in files.items() if not path.is_file() or path.read_bytes() != data]
    for path in changed:
        print(f"{'differs' if check else 'written'}: {path.relative_to(ROOT)}")
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(files[path])
    return int(check and bool(changed))


def _hashes(name: str, data: bytes) -> bytes:
    """What `corpus models list` and `corpus doctor` hold the file against."""
    return json.dumps({"format": 1, "sha256": {name: hashlib.sha256(data).hexdigest()}}, indent=1).encode() + b"\n"


def _bundle(work: Path) -> dict[Path, bytes]:
    """The bundle, the licences of all that is in it, and a note of versions and hash."""
    flags = ["--bundle", "--minify", "--format=iife", "--global-name=Charts", "--charset=utf8", "--metafile=meta.json"]
    _run(["npx", "--no-install", "esbuild", "charts.js", *flags, "--outfile=charts.min.js"], work)
    code = (work / "charts.min.js").read_bytes()
    packages = _packages(json.loads((work / "meta.json").read_bytes()), work)
    licences = "\n\n".join(
        f"{package['name']} {package['version']} ({package['license']})\n\n{package['text'].strip()}"
        for package in packages
    )
    about = {
        "sha256": hashlib.sha256(code).hexdigest(),
        "style": _style_source(work),
        "packages": {package["name"]: f"{package['version']} {package['license']}" for package in packages},
    }
    return {
        VENDOR / "charts.min.js": code,
        VENDOR / "charts.json": json.dumps(about, indent=1).encode() + b"\n",
        VENDOR / "LICENSES.txt": f"{licences}\n".encode(),
    }


def _style_source(work: Path) -> str:
    """The source expression, for a content security policy, of the rules that Plot puts into a chart of class plot."""
    code = (work / "node_modules/@observablehq/plot/src/plot.js").read_text("utf-8")
    found = re.search(r'append\("style"\)\.text\(\s*`([^`]*)`', code)
    if found is None:
        raise SystemExit("Observable Plot no longer writes its style as it did: look at its plot.js")
    rules = found.group(1).replace("${className}", "plot")
    return f"sha256-{base64.b64encode(hashlib.sha256(rules.encode()).digest()).decode()}"


def _packages(meta: dict[str, dict[str, dict[str, object]]], work: Path) -> list[dict[str, str]]:
    """Every npm package of which something is in the bundle, with the text of its licence."""
    (output,) = meta["outputs"].values()
    inputs = output["inputs"]
    assert isinstance(inputs, dict)
    used = [path for path, share in inputs.items() if share["bytesInOutput"]]
    names = sorted({found.group(1) for path in used if (found := re.match(r"node_modules/((?:@[^/]+/)?[^/]+)/", path))})
    packages = []
    for name in names:
        folder = work / "node_modules" / name
        about = json.loads((folder / "package.json").read_bytes())
        text = next((folder / file for file in LICENCE_FILES if (folder / file).is_file()), None)
        if text is None:
            raise SystemExit(f"{name}: has no licence file to ship")
        packages.append(
            {"name": name, "version": about["version"], "license": about["license"], "text": text.read_text("utf-8")}
        )
    return packages


def _run(command: list[str], folder: Path) -> bytes:
    result = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    if result.returncode:
        sys.stderr.write(result.stderr.decode(errors="replace"))
        raise SystemExit(f"{command[0]} failed")
    return result.stdout


if __name__ == "__main__":
    raise SystemExit(main())
