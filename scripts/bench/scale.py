"""What one document costs in each step, from which follows what millions would; the result is JSON.

    python scripts/bench/scale.py corpus/samples -o scale.json
    python scripts/bench/scale_page.py scale.json docs/scale.md

Documents are made of the paragraphs of two texts of one language (txt and md files below the folder), as long
as these are, each different. Every step runs alone in a process of its own, with one arithmetic thread; what counts is
its processor seconds, after its models are loaded, so a machine that others use gives about the same; and its peak
memory. Steps that take little are measured again with twenty copies of each document: what these add is their cost.
What grows in the main process is the difference between two runs of `process` with many small documents.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from line import commit, machine
from scale_page import tables

SEED = 13
SMALL, MANY = 1_000, 10_000
FIRST = (
    "hash and plan", "process", "organizations", "names", "vectors", "train", "assign", "index rows", "index", "report"
)  # fmt: skip
# Cheap steps are measured once more with so many copies of each document: their cost is what these add.
COPIED, COPIES = ("organizations", "names", "index rows", "index", "report"), 20


def main() -> None:
    """Measure, print and write."""
    if sys.argv[1:2] == ["step"]:  # this script in a process of its own
        print(json.dumps(STEPS[sys.argv[2]](Path(sys.argv[3]))))
        return
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("-o", "--out", type=Path, required=True)
    arguments = parser.parse_args()
    figures = measured(arguments.texts, arguments.documents)
    arguments.out.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    print(tables(figures))


def measured(texts: Path, documents: int) -> dict[str, Any]:
    """All figures."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        words = make_documents(texts, folder / "reports", documents)
        steps = {name: run_step(name, folder) for name in FIRST}
        passages = steps["assign"].pop("passages")
        stored = {
            "documents": size(folder / "out" / "documents") / documents,
            "vectors": size(folder / "out" / ".state" / "vectors") / documents,
            "journal": size(folder / "out" / ".state" / "journal.jsonl") / documents,
        }
        small_index = size(folder / "out" / "index")
        run_step("copies", folder)
        for name in COPIED:
            steps[name] = further(steps[name], run_step(name, folder))
        stored["index"] = (size(folder / "out" / "index") - small_index) / (COPIES * documents)
        small, many = grown(folder, SMALL), grown(folder, MANY)
    return {
        "commit": commit(),
        "machine": machine(),
        "counts": {"documents": documents, "words": words, "passages": passages},
        "steps": steps,
        "bytes_a_document": {name: round(value) for name, value in stored.items()},
        "main_process": {
            "documents": [SMALL, MANY],
            "peak_mb": [round(small["peak_mb"], 1), round(many["peak_mb"], 1)],
            "bytes_an_input": round((many["peak_mb"] - small["peak_mb"]) * 1e6 / (MANY - SMALL)),
            "worker_peak_mb": [round(small["worker_mb"], 1), round(many["worker_mb"], 1)],
        },
    }


def further(once: dict[str, float], copied: dict[str, float]) -> dict[str, float]:
    """What the documents cost beyond what the step costs anyway: the copies' share. The memory is the larger run's."""
    return {
        "seconds": max(0.0, copied["seconds"] - once["seconds"]) / COPIES,
        "fixed_seconds": once["seconds"],
        "peak_mb": copied["peak_mb"],
        "grown_mb": max(0.0, copied["peak_mb"] - once["peak_mb"]),
    }


def run_step(name: str, folder: Path) -> dict[str, float]:
    """The step's figures, from a process of its own."""
    threads = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")}
    command = [sys.executable, __file__, "step", name, str(folder)]
    done = subprocess.run(command, env=os.environ | threads, stdout=subprocess.PIPE, text=True, check=True)
    print(f"{name}: {done.stdout.strip()}", file=sys.stderr)
    return json.loads(done.stdout.splitlines()[-1])


def grown(folder: Path, count: int) -> dict[str, float]:
    """`process` of so many small documents, without names: what the main process holds at most."""
    reports = folder / f"small-{count}"
    reports.mkdir()
    for number in range(count):
        (reports / f"{number}.txt").write_text(f"Report {number} on water in Homs. The wells are open again.")
    (folder / "many.json").write_text(json.dumps({"reports": str(reports), "out": str(folder / f"out-{count}")}))
    figures = run_step("many", folder)
    shutil.rmtree(reports)
    shutil.rmtree(folder / f"out-{count}")
    return figures


def make_documents(texts: Path, to: Path, count: int) -> int:
    """So many documents; returns their words."""
    random.seed(SEED)
    known: dict[str, list[list[str]]] = {}
    for path in sorted(path for path in texts.rglob("*") if path.suffix in (".txt", ".md")):
        text = path.read_text(encoding="utf-8", errors="replace")
        arabic = sum("\u0600" <= letter <= "\u06ff" for letter in text) > len(text) / 4
        parts = [part for part in text.split("\n\n") if part.strip()]
        if parts:
            known.setdefault("ar" if arabic else "en", []).append(parts)
    to.mkdir(parents=True)
    words = 0
    for number in range(count):
        one, other = random.sample(known[("ar", "en")[number % 2]], 2)
        half = [random.sample(parts, max(1, len(parts) // 2)) for parts in (one, other)]
        text = "\n\n".join([*half[0], *half[1], f"({number})"])
        words += len(text.split())
        (to / f"{number:06}.txt").write_text(text, encoding="utf-8")
    return words


def size(path: Path) -> int:
    """Bytes of a file, or of all below a folder."""
    return (
        path.stat().st_size if path.is_file() else sum(one.stat().st_size for one in path.rglob("*") if one.is_file())
    )


class Measured:
    """Processor seconds of a block in this process, and the most memory it has held since it began."""

    def __enter__(self) -> Measured:
        self.started = time.process_time()
        return self

    def __exit__(self, *_: object) -> None:
        from corpus_cli.engines.worker import peak_memory

        self.figures = {"seconds": time.process_time() - self.started, "peak_mb": peak_memory() / 1e6}


def settings_of(recipe_name: str = "default", **more: Any) -> Any:
    """Settings of a run by that recipe."""
    from corpus_cli.pipeline.record.run_settings import RunSettings
    from corpus_cli.recipe import load_recipe

    return RunSettings(command="run", recipe=load_recipe(recipe_name), jobs=1, **more)


def step_plan(folder: Path) -> dict[str, float]:
    """Inputs found, hashed and held against the journal."""
    from corpus_cli.engines.journal import Journal
    from corpus_cli.ingest.inputs import find_inputs
    from corpus_cli.output import RunFolder
    from corpus_cli.pipeline.reading.plan import make_plan

    out = RunFolder(folder / "out")
    out.state.mkdir(parents=True, exist_ok=True)
    with Measured() as found:
        files, passed = find_inputs([str(folder / "reports")])
        make_plan(files, passed, journal=Journal(out.journal), folder=out, settings="", jobs=1, max_bytes=2**30)
    return found.figures


def step_process(folder: Path) -> dict[str, float]:
    """Documents with their names, by one worker; the journal is written."""
    from corpus_cli.engines.journal import Entry, Journal
    from corpus_cli.ingest.inputs import find_inputs
    from corpus_cli.output import RunFolder
    from corpus_cli.pipeline.reading.plan import make_plan
    from corpus_cli.pipeline.reading.stages import process_inputs, set_up

    settings, out = settings_of(), RunFolder(folder / "out")
    files, passed = find_inputs([str(folder / "reports")])
    journal = Journal(out.journal)
    jobs = make_plan(files, passed, journal=journal, folder=out, settings="", jobs=1, max_bytes=2**30).todo
    worker = set_up(str(out.root), settings.recipe, {}, settings.process_hash)
    process_inputs(worker, jobs[:4])  # models are loaded by the first use
    with Measured() as found:
        outcomes = process_inputs(worker, jobs[4:])
    found.figures["seconds"] *= len(jobs) / len(jobs[4:])
    for job, outcome in zip(jobs, [*process_inputs(worker, jobs[:4]), *outcomes], strict=True):
        entry = Entry(path=outcome.path, sha256=job.sha256, settings=settings.process_hash, doc_ids=outcome.doc_ids)
        journal.append(entry)
    journal.close()
    return found.figures


def step_vectors(folder: Path) -> dict[str, float]:
    """Passages encoded."""
    from corpus_cli.output import RunFolder
    from corpus_cli.pipeline.passes.shards import encode_shards, set_up_encoder

    out = RunFolder(folder / "out")
    state = set_up_encoder(str(out.root), settings_of().recipe.topics.encoder)
    state[1].encode(["one text", "نص واحد"])
    with Measured() as found:
        encode_shards(state, [shard.name for shard in out.shards()])
    return found.figures


def step_train(folder: Path) -> dict[str, float]:
    """A topic model of these passages, for the next steps; what a large one costs is measured elsewhere."""
    from corpus_cli.output import RunFolder
    from corpus_cli.pipeline.models import model_store
    from corpus_cli.topics.encoders.encoder import load_encoder
    from corpus_cli.topics.encoders.passages import read_passages
    from corpus_cli.topics.training.train import train_model

    recipe = settings_of().recipe
    with Measured() as found:
        passages = read_passages(folder / "out")
        encoder = load_encoder(recipe.topics.encoder)
        model = train_model(passages, settings=recipe.topics, encoder=encoder, tagger=recipe.entities.tagger)
    model_store.store(RunFolder(folder / "out"), model, "")
    return found.figures


def step_assign(folder: Path) -> dict[str, float]:
    """Passages to themes, and counted; documents written again."""
    from corpus_cli.output import RunFolder
    from corpus_cli.pipeline.passes.shards import assign_shards, set_up_assign

    out = RunFolder(folder / "out")
    worker = set_up_assign(str(out.root), settings_of().config_hash, frozenset(), True, None)
    with Measured() as found:
        passages = assign_shards(worker, [shard.name for shard in out.shards()]).passages
    return {**found.figures, "passages": passages}


def step_index_rows(folder: Path) -> dict[str, float]:
    """The index's rows by shard; they stay for the next step."""
    from corpus_cli.output import RunFolder
    from corpus_cli.search.parts import make_part
    from corpus_cli.topics.encoders.encoder import load_encoder

    out = RunFolder(folder / "out")
    encoder = load_encoder(settings_of().recipe.topics.encoder)
    with Measured() as found:
        for shard in out.shards():
            make_part(out, shard.name, encoder)
    return found.figures


def step_index(folder: Path) -> dict[str, float]:
    """The shards' rows put together and indexed."""
    from corpus_cli.output import RunFolder
    from corpus_cli.results.run import Results
    from corpus_cli.search.build import build_index, gather
    from corpus_cli.search.parts import make_part
    from corpus_cli.topics.encoders.encoder import load_encoder

    out = RunFolder(folder / "out")
    encoder = load_encoder(settings_of().recipe.topics.encoder)
    gathered = gather(make_part(out, shard.name, encoder) for shard in out.shards())
    with Measured() as found:
        build_index(Results(out), encoder=encoder, gathered=gathered)
    return found.figures


def step_copies(folder: Path) -> dict[str, float]:
    """Every document is there so many times more, under other ids and paths, with its vectors."""
    from dataclasses import replace

    from safetensors import safe_open
    from safetensors.numpy import save_file

    from corpus_cli.document import document_id, from_json, to_json
    from corpus_cli.engines.journal import Entry, Journal
    from corpus_cli.output import RunFolder, write_whole

    out = RunFolder(folder / "out")
    journal, tensors, metadata = Journal(out.journal), {}, {}
    for shard in out.shards():
        with safe_open(out.vectors / f"{shard.name}.safetensors", framework="numpy") as file:
            metadata.update(file.metadata())
            tensors.update({name: file.get_tensor(name) for name in file.keys()})  # noqa: SIM118 (no mapping)
    for path in [path for shard in out.shards() for path in sorted(shard.glob("*.json"))]:
        doc = from_json(path.read_bytes())
        for number in range(COPIES):
            other = document_id(f"{doc.doc_id} {number}".encode())
            where = f"{doc.source.path}-{number}"
            copy = replace(doc, doc_id=other, source=replace(doc.source, path=where))
            write_whole(out.document(other), to_json(copy))
            tensors[other], metadata[other] = tensors[doc.doc_id], metadata[doc.doc_id]
            journal.append(Entry(path=where, sha256=other, settings="", doc_ids=(other,)))
    journal.close()
    for shard in out.shards():
        own = {name: tensor for name, tensor in tensors.items() if name.startswith(shard.name)}
        kept = {"encoder": metadata["encoder"], **{name: metadata[name] for name in own}}
        save_file(own, out.vectors / f"{shard.name}.safetensors", metadata=kept)
    return {}


def over_all(name: str) -> Callable[[Path], dict[str, float]]:
    """A pass of the main process over all documents."""

    def step(folder: Path) -> dict[str, float]:
        from corpus_cli.engines.journal import Journal
        from corpus_cli.output import RunFolder
        from corpus_cli.pipeline.passes.export import export_entities
        from corpus_cli.pipeline.passes.merge import merge_organizations
        from corpus_cli.pipeline.passes.report import facts_of, report_run
        from corpus_cli.pipeline.progress import Silence

        out, settings = RunFolder(folder / "out"), settings_of()
        journal = Journal(out.journal)
        facts = facts_of(settings.recipe, command="run", config_hash="", versions={})
        with Measured() as found:
            if name == "organizations":
                merge_organizations(out, journal, settings=settings, progress=Silence())
            elif name == "names":
                export_entities(out, journal, settings=settings, progress=Silence())
            else:
                report_run(out, fingerprint=journal.fingerprint, facts=facts, progress=Silence())
        return found.figures

    return step


def step_many(folder: Path) -> dict[str, float]:
    """Many small documents through `process`, without names."""
    from corpus_cli.engines.journal import Journal
    from corpus_cli.engines.worker import peak_memory
    from corpus_cli.ingest.inputs import find_inputs
    from corpus_cli.output import opened
    from corpus_cli.pipeline.progress import Silence
    from corpus_cli.pipeline.reading.process import process
    from corpus_cli.pipeline.record.run_settings import RunSettings
    from corpus_cli.recipe import check_recipe

    what = json.loads((folder / "many.json").read_text(encoding="utf-8"))
    recipe = check_recipe({"schema": 1, "stages": ["ingest", "normalize", "segment"]}, origin="bench")
    settings = RunSettings(command="process", recipe=recipe, jobs=1)
    files, passed = find_inputs([what["reports"]])
    with opened(Path(what["out"])) as out:
        journal = Journal(out.journal)
        report = process(out, journal, files, passed, settings=settings, progress=Silence())
        journal.close()
    return {
        "seconds": time.process_time(),
        "peak_mb": peak_memory() / 1e6,
        "worker_mb": report.worker_peak_memory / 1e6,
    }


STEPS: dict[str, Callable[[Path], dict[str, float]]] = {
    "hash and plan": step_plan,
    "process": step_process,
    "organizations": over_all("organizations"),
    "names": over_all("names"),
    "vectors": step_vectors,
    "train": step_train,
    "assign": step_assign,
    "index rows": step_index_rows,
    "index": step_index,
    "report": over_all("report"),
    "copies": step_copies,
    "many": step_many,
}


if __name__ == "__main__":
    main()
