"""Measure what is said of documents to each other: translations, repeats and versions, and what only looks like them.

    python scripts/bench/relations.py [translations] [repeats] [scale] [--out results.json] [--work FOLDER]

Each set is a folder of texts made here, of which it is known what they are to each other; `corpus process` reads it
with the gazetteer's names, vectors are made, and the pass that a run uses finds the relations. Needs ../shared beside
the repository for the reports and the parallel sets (or --shared); without it only what the samples give is measured.
A repeat found means duplicate, near_duplicate or version; what is called a part or a whole is counted apart.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import ClassVar

import numpy as np

os.environ.setdefault("OMP_NUM_THREADS", "1")
ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from relation_revisions import EDITS, copied, disclaimed, filled_in, revised, short_texts  # noqa: E402
from relation_sets import Folder, small_folders, translations, with_summaries  # noqa: E402

from corpus_cli.engines.journal import Journal  # noqa: E402
from corpus_cli.engines.local import LocalEngine  # noqa: E402
from corpus_cli.output import opened  # noqa: E402
from corpus_cli.pipeline.passes.relations import describe, relate_texts, relate_translations  # noqa: E402
from corpus_cli.pipeline.progress import Silence  # noqa: E402
from corpus_cli.relations.relation import REPEATS, Relation  # noqa: E402
from corpus_cli.topics.encoders.encoder import Encoder, load_encoder  # noqa: E402
from corpus_cli.topics.encoders.vectors import encode_shard, passage_texts, read_documents, read_shard, shards  # noqa: E402

TEXT_RECIPE = """schema = 1
stages = ["ingest", "normalize", "segment"]
"""
NAMES_RECIPE = """schema = 1
stages = ["ingest", "normalize", "segment", "entities", "topics", "themes"]

[entities]
tagger = "gazetteer"
"""
PARTS = ("contains", "shares_part")


def main() -> None:
    """The tables are on stdout, and as JSON in --out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="*", default=["translations", "repeats"])
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--work", type=Path, help="keep the folders and runs here, and use those that are there")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--only", default="", help="only sets whose names hold this")
    parser.add_argument("--documents", type=int, default=100_000, help="for scale")
    args = parser.parse_args()
    there = (args.shared / "data" / "reports").is_dir()
    if not there:
        print(f"{args.shared} is missing: only the samples are measured; put it beside the repository", file=sys.stderr)
    found: dict[str, object] = {}
    with tempfile.TemporaryDirectory() as temporary:
        work = args.work or Path(temporary)
        if "translations" in args.what and there:
            found["translations"] = measure_translations(args.shared / "data", work, only=args.only)
        if "repeats" in args.what:
            found["repeats"] = measure_repeats(args.shared / "data" if there else None, work, only=args.only)
        if "scale" in args.what:
            from relation_scale import measure_scale

            found["scale"] = measure_scale(args.documents)
    if args.out:
        args.out.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def measure_translations(data: Path, work: Path, *, only: str) -> list[dict]:
    """Precision and recall of translations and of partial ones, set by set."""
    folders = [reports(data), with_summaries(reports(data)), *translations(data / "parallel")]
    folders += [small for folder in list(folders) for small in small_folders(folder)]
    rows: dict[str, dict] = {}
    for folder in (one for one in folders if only in one.name):
        related, names = relate(folder, work, vectors=True)
        row = rows.setdefault(folder.name.partition("#")[0] + ("/small" if "#" in folder.name else ""), _empty())
        for kind in ("translation", "partial_translation"):
            pairs = {frozenset((names[one.doc_id_a], names[one.doc_id_b])) for one in related if one.kind == kind}
            true = {pair for pair, what in folder.kinds.items() if what == kind}
            row[kind]["found"] += len(pairs)
            row[kind]["right"] += len(pairs & true)
            row[kind]["true"] += len(true)
            row[kind]["wrong"] += [sorted(pair) for pair in pairs if pair not in folder.kinds]
        row["documents"] += len(folder.texts)
    print(f"{'set':<28}{'documents':>10}   translations: right/found/true     P      R    partial: right/found/true")
    for name, row in rows.items():
        whole, part = row["translation"], row["partial_translation"]
        print(
            f"{name:<28}{row['documents']:>10}{'':>19}{whole['right']:>4}/{whole['found']:>4}/{whole['true']:>4} "
            f"{_ratio(whole['right'], whole['found'])}  {_ratio(whole['right'], whole['true'])}"
            f"{'':>16}{part['right']:>3}/{part['found']:>3}/{part['true']:>3}"
        )
    return [{"set": name, **row} for name, row in rows.items()]


def _empty() -> dict:
    return {"documents": 0, **{kind: {"found": 0, "right": 0, "true": 0, "wrong": []}
                               for kind in ("translation", "partial_translation")}}  # fmt: skip


def measure_repeats(data: Path | None, work: Path, *, only: str) -> list[dict]:
    """Precision and recall of repeats by kind and rate of edits, and what is wrongly found where nobody repeats."""
    rows = []
    print(f"{'set':<34}{'documents':>10}{'pairs':>7}   repeats: right/found     P      R   parts of true / of others")
    for folder in (one for one in repeat_folders(data) if only in one.name):
        related, names = relate(folder, work, vectors=False)
        by_kind = {frozenset((names[one.doc_id_a], names[one.doc_id_b])): one.kind for one in related}
        repeats = {pair for pair, kind in by_kind.items() if kind in REPEATS}
        parts = {pair for pair, kind in by_kind.items() if kind in PARTS}
        true = {pair for pair, kind in folder.kinds.items() if kind == "repeat"}
        # Of a group of copies all may be related to the first few only: they are one by way of these.
        right, found = _joined(repeats) & _joined(true), _joined(repeats)
        row = {"set": folder.name, "documents": len(folder.texts), "true": len(_joined(true)), "found": len(found)}
        row |= {"right": len(right), "parts_true": len(parts & true), "parts_others": len(parts - true)}
        rows.append(row)
        print(
            f"{folder.name:<34}{row['documents']:>10}{row['true']:>7}{row['right']:>17}/{row['found']:<6}"
            f"{_ratio(row['right'], row['found'])}  {_ratio(row['right'], row['true'])}"
            f"{row['parts_true']:>12} / {row['parts_others']}"
        )
    return rows


def repeat_folders(data: Path | None) -> Iterator[Folder]:
    """The sets: of reports, samples and short notices."""
    texts = sample_texts()
    sources = {"samples": texts, "notices": short_texts(texts, words=30)}
    if data is not None:
        own = {name: _front_off(text) for name, text in reports(data).texts.items()}
        # Two pairs of them repeat each other as they are (a page of method in two dossiers).
        sources["reports"] = {name: text for name, text in own.items() if name[:3] not in ("002", "023")}
        un = _joined_rows(data / "parallel" / "un_quadclass.jsonl")
        sources["un-notices"] = short_texts(un, words=30)
    for source, own_texts in sources.items():
        for edit, (_, rates) in EDITS.items():
            if "notices" in source and edit == "paragraphs":
                continue
            for rate in rates:
                yield revised(source, own_texts, edit, rate)
        yield disclaimed(f"{source}-disclaimer", own_texts)
        yield copied(f"{source}-20-copies", own_texts, copies=20)
    yield filled_in("forms-filled-in")


def sample_texts() -> dict[str, str]:
    """The sample reports that are plain text in UTF-8, by "NNN-language.txt"."""
    found = {}
    for language in ("ar", "en"):
        files = sorted((ROOT / "corpus" / "samples" / language).glob("*"))
        for number, path in enumerate(one for one in files if one.suffix in (".txt", ".md")):
            try:
                text = path.read_bytes().decode("utf-8-sig")
            except UnicodeDecodeError:  # the samples try other encodings
                continue
            found[f"{number:03d}-{language}.txt"] = _front_off(text)
    return found


def reports(data: Path) -> Folder:
    """The real reports, each with its translation."""
    folder = Folder("reports")
    for path in sorted((data / "reports").glob("*/*.md")):
        folder.texts[f"{path.stem}-{path.parent.name}.md"] = path.read_text(encoding="utf-8")
    for number in sorted({name[:3] for name in folder.texts}):
        folder.kinds[frozenset((f"{number}-ar.md", f"{number}-en.md"))] = "translation"
    return folder


def _joined_rows(path: Path) -> dict[str, str]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()][::12]
    return {f"{number:03d}-{code}.txt": row[code] for number, row in enumerate(rows) for code in ("ar", "en")}


def _front_off(text: str) -> str:
    return re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL).replace("\r\n", "\n")


def relate(folder: Folder, work: Path, *, vectors: bool) -> tuple[tuple[Relation, ...], dict[str, str]]:
    """The relations that the product finds among the folder's texts, and the file name of each document by its id."""
    place, out = work / "sets" / folder.name, work / "runs" / folder.name
    if not (out / "run.json").is_file():
        folder.write(place)
        recipe = work / "recipe.toml"
        recipe.write_text(NAMES_RECIPE if vectors else TEXT_RECIPE, encoding="utf-8")
        command = [sys.executable, "-m", "corpus_cli.commands.main", "process", str(place), "-o", str(out)]
        subprocess.run([*command, "-p", str(recipe), "-j", "1", "-q"], check=True, cwd=ROOT)
    with opened(out) as run:
        journal = Journal(run.journal)
        if vectors:
            encoder = Remembering(load_encoder("use+e5"))
            for shard in shards(out):
                encode_shard(out, shard, encoder)
                encoder.remember(out, shard)
            related = relate_translations(run, journal, encoder=encoder, engine=LocalEngine(1), progress=Silence())
        else:
            related = relate_texts(run, journal, engine=LocalEngine(1), progress=Silence())
        known = describe(run, related)
    return related, {doc_id: Path(one.path).name for doc_id, one in known.items()}


class Remembering:
    """An encoder that encodes no document twice: the small folders hold documents of the large ones."""

    vectors: ClassVar[dict[tuple[str, ...], np.ndarray]] = {}

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self.name, self.sha256 = encoder.name, encoder.sha256

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """As the encoder does, or has done."""
        return self.vectors[tuple(texts)] if tuple(texts) in self.vectors else self._encoder.encode(texts)

    def remember(self, out: Path, shard: str) -> None:
        """What lies on disk need not be made again."""
        known = read_shard(out, shard)
        self.vectors.update({tuple(passage_texts(doc)): known[doc.doc_id] for doc in read_documents(out, shard)})


def _joined(pairs: set[frozenset[str]]) -> set[frozenset[str]]:
    """The pairs, and those that follow from them."""
    groups: dict[str, set[str]] = {}
    for pair in pairs:
        joined = set().union(*(groups.get(one, {one}) for one in pair))
        groups.update(dict.fromkeys(joined, joined))
    return {frozenset((one, other)) for group in groups.values() for one in group for other in group if one < other}


def _ratio(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "    –"


if __name__ == "__main__":
    started = time.perf_counter()
    random.seed(0)
    main()
    print(f"{time.perf_counter() - started:.0f} s", file=sys.stderr)
