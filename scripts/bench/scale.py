"""What one document costs in each step, and what 1, 10 and 100 million would; the result is JSON, and a table of it.

    python scripts/bench/scale.py measure corpus/samples -o scale.json
    python scripts/bench/scale.py write scale.json docs/scale.md

measure: documents are made of the paragraphs of two texts of one language (txt and md files below the folder), as long
as these are, each different. Every step runs alone in a process of its own, with one arithmetic thread; what counts is
its processor seconds, after its models are loaded, so a machine that others use gives about the same; and its peak
memory. Steps that take little are measured again with twenty copies of each document: what these add is their cost.
What grows in the main process is the difference between two runs of `process` with many small documents.

write: the tables stand in the file between <!-- scale --> and <!-- /scale -->.
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

SEED = 13
MILLIONS = (1, 10, 100)
# A machine as one rents them.
CORES, MACHINES = 16, (1, 10, 50)
# scripts/bench/topic_scale.py: 300,000 passages in 32 minutes and 7.7 GB; a run trains on 200,000 at most.
TRAINING_MINUTES, TRAINING_GB = 32 * 2 / 3, 7.7 * 2 / 3
SMALL, MANY = 1_000, 10_000
# Steps of the workers, any number of them side by side, and of the main process, one after the other.
WORKERS = ("process", "vectors", "assign", "index rows")
MAIN = ("hash and plan", "organizations", "names", "index", "report")
FIRST = (
    "hash and plan", "process", "organizations", "names", "vectors", "train", "assign", "index rows", "index", "report"
)  # fmt: skip
# Cheap steps are measured once more with so many copies of each document: their cost is what these add.
COPIED, COPIES = ("organizations", "names", "index rows", "index", "report"), 20
BEGIN, END = "<!-- scale -->", "<!-- /scale -->"


def main() -> None:
    """Measure or write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    measure = commands.add_parser("measure")
    measure.add_argument("texts", type=Path)
    measure.add_argument("--documents", type=int, default=200)
    measure.add_argument("-o", "--out", type=Path, required=True)
    write = commands.add_parser("write")
    write.add_argument("figures", type=Path)
    write.add_argument("page", type=Path)
    step = commands.add_parser("step")
    step.add_argument("name")
    step.add_argument("folder", type=Path)
    arguments = parser.parse_args()
    if arguments.command == "measure":
        figures = measured(arguments.texts, arguments.documents)
        arguments.out.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
        print(tables(figures))
    elif arguments.command == "write":
        write_tables(json.loads(arguments.figures.read_text(encoding="utf-8")), arguments.page)
    else:
        print(json.dumps(STEPS[arguments.name](arguments.folder)))


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
    from corpus_cli.pipeline.run_settings import RunSettings
    from corpus_cli.recipe import load_recipe

    return RunSettings(command="run", recipe=load_recipe(recipe_name), jobs=1, **more)


def step_plan(folder: Path) -> dict[str, float]:
    """Inputs found, hashed and held against the journal."""
    from corpus_cli.engines.journal import Journal
    from corpus_cli.ingest.inputs import find_inputs
    from corpus_cli.output import RunFolder
    from corpus_cli.pipeline.plan import make_plan

    out = RunFolder(folder / "out")
    out.state.mkdir(parents=True, exist_ok=True)
    with Measured() as found:
        files, passed = find_inputs([str(folder / "reports")])
        make_plan(files, passed, journal=Journal(out.journal), folder=out, settings="", jobs=1)
    return found.figures


def step_process(folder: Path) -> dict[str, float]:
    """Documents with their names, by one worker; the journal is written."""
    from corpus_cli.engines.journal import Entry, Journal
    from corpus_cli.ingest.inputs import find_inputs
    from corpus_cli.output import RunFolder
    from corpus_cli.pipeline.plan import make_plan
    from corpus_cli.pipeline.stages import process_inputs, set_up

    settings, out = settings_of(), RunFolder(folder / "out")
    files, passed = find_inputs([str(folder / "reports")])
    journal = Journal(out.journal)
    jobs = make_plan(files, passed, journal=journal, folder=out, settings="", jobs=1).todo
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
    from corpus_cli.pipeline.shards import encode_shards, set_up_encoder

    out = RunFolder(folder / "out")
    state = set_up_encoder(str(out.root), settings_of().recipe.topics.encoder)
    state[1].encode(["one text", "نص واحد"])
    with Measured() as found:
        encode_shards(state, [shard.name for shard in out.shards()])
    return found.figures


def step_train(folder: Path) -> dict[str, float]:
    """A topic model of these passages, for the next steps; what a large one costs is measured elsewhere."""
    from corpus_cli.output import RunFolder
    from corpus_cli.pipeline import model_store
    from corpus_cli.topics.encoder import load_encoder
    from corpus_cli.topics.passages import read_passages
    from corpus_cli.topics.train import train_model

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
    from corpus_cli.pipeline.shards import assign_shards, set_up_assign

    out = RunFolder(folder / "out")
    worker = set_up_assign(str(out.root), settings_of().config_hash, frozenset(), True)
    with Measured() as found:
        passages = assign_shards(worker, [shard.name for shard in out.shards()]).passages
    return {**found.figures, "passages": passages}


def step_index_rows(folder: Path) -> dict[str, float]:
    """The index's rows by shard; they stay for the next step."""
    from corpus_cli.output import RunFolder
    from corpus_cli.search.parts import make_part
    from corpus_cli.topics.encoder import load_encoder

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
    from corpus_cli.topics.encoder import load_encoder

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
        from corpus_cli.pipeline.export_pass import export_entities
        from corpus_cli.pipeline.merge_pass import merge_organizations
        from corpus_cli.pipeline.progress import Silence
        from corpus_cli.pipeline.report_pass import facts_of, report_run

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
    from corpus_cli.pipeline.process import process
    from corpus_cli.pipeline.progress import Silence
    from corpus_cli.pipeline.run_settings import RunSettings
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


def tables(figures: dict[str, Any]) -> str:
    """The figures for reading."""
    return "\n\n".join([_units(figures), _extrapolated(figures), _origin(figures)])


def _units(figures: dict[str, Any]) -> str:
    documents, passages = figures["counts"]["documents"], figures["counts"]["passages"]
    lines = [
        "| step | where | processor ms a document | a passage | peak memory |",
        "| --- | --- | ---: | ---: | ---: |",
    ]
    for where, names in (("worker", WORKERS), ("main process", MAIN)):
        for name in names:
            step = figures["steps"][name]
            each, passage = (1000 * step["seconds"] / count for count in (documents, passages))
            lines.append(f"| {name} | {where} | {each:,.2f} | {passage:,.3f} | {step['peak_mb']:,.0f} MB |")
    kept = ", ".join(f"{name} {value / 1000:,.1f} KB" for name, value in figures["bytes_a_document"].items())
    main = figures["main_process"]
    (few, many), (low, high), workers = main["documents"], main["peak_mb"], main["worker_peak_mb"]
    lines += [
        "",
        f"On disk a document takes: {kept}. The main process of `corpus process` held {low:,.0f} MB with {few:,} small "
        f"documents and {high:,.0f} MB with {many:,}, that is {main['bytes_an_input']:,} bytes an input; its worker "
        f"{workers[0]:,.0f} and {workers[1]:,.0f} MB.",
    ]
    return "\n".join(lines)


def _extrapolated(figures: dict[str, Any]) -> str:
    documents, inputs = figures["counts"]["documents"], figures["main_process"]["bytes_an_input"]
    worker = sum(figures["steps"][name]["seconds"] for name in WORKERS) / documents
    alone = sum(figures["steps"][name]["seconds"] for name in MAIN) / documents
    stored = sum(figures["bytes_a_document"].values())
    rows = []
    for millions in MILLIONS:
        count = millions * 1_000_000
        hours, serial = count * worker / 3600, count * alone / 3600 + TRAINING_MINUTES / 60
        cells = [f"{millions} million", f"{hours:,.0f}"]
        cells += [f"{hours / (machines * CORES):,.1f} + {serial:,.1f}" for machines in MACHINES]
        cells += [f"{count * inputs / 1e9 + 1:,.0f} GB", f"{count * stored / 1e12:,.2f} TB"]
        rows.append(f"| {' | '.join(cells)} |")
    heads = " | ".join(f"hours on {machines} × {CORES} cores" for machines in MACHINES)
    return "\n".join(
        [
            f"| documents | processor hours | {heads} | main process | disk |",
            "| ---: | ---: |" + " ---: |" * (len(MACHINES) + 2),
            *rows,
            "",
            "Hours: of the workers side by side + of the main process alone, "
            f"{TRAINING_MINUTES:.0f} minutes of training ({TRAINING_GB:.0f} GB) among them.",
        ]
    )


def _origin(figures: dict[str, Any]) -> str:
    counts, where = figures["counts"], figures["machine"]
    words, passages = (counts[name] / counts["documents"] for name in ("words", "passages"))
    return (
        f"Measured at commit {figures['commit']} on {where['cpu']}, Python {where['python']}, with "
        f"{counts['documents']:,} documents of {words:,.0f} words and {passages:.1f} passages: "
        "`python scripts/bench/scale.py measure corpus/samples -o scale.json`."
    )


def write_tables(figures: dict[str, Any], page: Path) -> None:
    """The page has these figures in place of earlier ones."""
    text = page.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    page.write_text(f"{before}{BEGIN}\n\n{tables(figures)}\n\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
