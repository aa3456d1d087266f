"""Looks for bytes that a reader or the normaliser does not stand: seeded, bounded in time, findings kept as files.

    python scripts/fuzz.py --seconds 60            # all together, as in CI
    python scripts/fuzz.py --seconds 3600 --seed 7 --only docx --only normalize

Every input is made of the samples of its format by cutting, copying, swapping and damaging pieces, or of a grammar of
awkward pieces. It runs through the reader in this process, with an alarm; what raises anything but DocumentError, takes
longer than the alarm, or breaks what must hold of a text (offsets within it, no lone surrogates, normalised twice the
same) is a finding. It is made smaller while it stays one, and kept in tests/hostile/regressions/TARGET-HASH.bin, which
tests/hostile/test_regressions.py runs for ever after. Exits with 1 if there is a finding.

A new reader is a line in TARGETS.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import resource
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REGRESSIONS = ROOT / "tests" / "hostile" / "regressions"
ALARM = 5.0  # seconds of the processor, whatever else the machine does; an input has some kilobytes
MEMORY = 4 * 2**30
PIECES = (
    b"\0", b"\xff", b"\xfe\xff", b"\xef\xbb\xbf", b"\r", b"\n", b"\n\n", b"\t", b" ", b"|", b"-", b"---\n",
    b"*", b"`",
    b"[", b"](", b"<", b">", b"</", b"<!--", b"&#x", b"&lt;", b"{", b"}", b'"', b"'", b"\\", b"%", b"=", b"_", b"#",
    b"- ", b"1. ",
    b"> ",
    b"\xed\xa0\x80", b"e\xcc\x81", b"title:", b"date: 2023-02-31", b"<p>", b"<table><tr><td>", b"<meta charset=",
    b"&a", b"*a", b"<<:", b"PK\x03\x04", b"endobj", b"stream\n", b"xref", b"/Kids[", b"obj", b"<w:p>", b"</w:p>",
    *(text.encode() for text in ("ا", "ـ", "ً", "لا", "ﷲ", "\u202e", "\u200f", "«", "،", "٣", "\U0001f600", "عبد", "و")),
)  # fmt: skip


class TooSlow(BaseException):
    """The alarm went off. No Exception, so that no reader takes it for its own."""


def _ring(*_: object) -> None:
    raise TooSlow


@contextmanager
def _alarm() -> Iterator[None]:
    signal.signal(signal.SIGVTALRM, _ring)
    signal.setitimer(signal.ITIMER_VIRTUAL, ALARM)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


#: The suffix that leads to a reader of ``corpus_cli.ingest``.
_SUFFIX = {"plain": ".txt", "markup.markdown": ".md", "web.html": ".html", "office.docx": ".docx", "pdf": ".pdf"}


def _check_extracted(text: str, blocks: Sequence[object]) -> None:
    text.encode("utf-8")
    for block in blocks:
        for start, end in block.slices:  # type: ignore[attr-defined]
            assert 0 <= start <= end <= len(text), "a block lies outside of the text"


def _parser(name: str) -> Callable[[bytes], None]:
    """The reader as the run comes to it: what is by its first bytes something else goes to another one."""

    def run(data: bytes) -> None:
        import importlib

        from corpus_cli.ingest import formats

        promised = formats.SUFFIXES[_SUFFIX[name]]
        if formats.true_media_type(data, promised=promised) != promised:
            return
        parsed = importlib.import_module(f"corpus_cli.ingest.{name}").parse(data)
        _check_extracted(parsed.extracted.text, parsed.extracted.blocks)

    return run


def _records(module: str, function: str) -> Callable[[bytes], None]:
    def run(data: bytes) -> None:
        import importlib

        from corpus_cli.ingest.lines import blocks
        from corpus_cli.ingest.rows.records import Record

        for item in getattr(importlib.import_module(f"corpus_cli.ingest.{module}"), function)(data, mapping=None):
            if isinstance(item, Record):
                _check_extracted(item.text, blocks(item.text))
                item.place.encode("utf-8")

    return run


def _normalize(data: bytes) -> None:
    """The text through cleaning and segmenting: cleaned twice it is the same, and everything lies within it."""
    from corpus_cli.document import Document, Extracted, Provenance, Source, to_json
    from corpus_cli.ingest.lines import blocks
    from corpus_cli.ingest.parsed import without_surrogates
    from corpus_cli.normalize.stage import Normalizer, normalize_text
    from corpus_cli.recipe import NormalizeSettings, SegmentSettings
    from corpus_cli.segment.stage import Segmenter

    text = without_surrogates(data.decode("utf-8", "replace"))
    once = normalize_text(text)
    assert normalize_text(once) == once, "cleaned twice it is another text"
    doc = Document(
        doc_id="0" * 20,
        source=Source(path="x", media_type="text/plain", sha256="", size_bytes=0),
        provenance=Provenance(package_version="", config_hash=""),
        extracted=Extracted(text, blocks(text)),
    )
    (doc,) = Segmenter(SegmentSettings())(Normalizer(NormalizeSettings())(iter((doc,))))
    size = len(doc.text or "")
    spans = [(one.start, one.end) for one in (*(doc.segments or ()), *(doc.passages or ()))]
    assert all(0 <= start < end <= size for start, end in spans), "a span lies outside of the text"
    for passage in doc.passages or ():
        assert 0 <= passage.raw_start <= passage.raw_end <= len(text), "a raw span lies outside of the source"
    to_json(doc).decode("utf-8")


def _decode(data: bytes) -> None:
    from corpus_cli.ingest.encoding import decode

    decode(data)[0].encode("utf-8")


#: What is run, and the suffixes of the samples that its inputs are made of.
TARGETS: dict[str, tuple[Callable[[bytes], None], tuple[str, ...]]] = {
    "encoding": (_decode, (".txt", ".md", ".html")),
    "plain": (_parser("plain"), (".txt", ".md")),
    "markdown": (_parser("markup.markdown"), (".md", ".txt")),
    "html": (_parser("web.html"), (".html", ".xhtml")),
    "docx": (_parser("office.docx"), (".docx",)),
    "pdf": (_parser("pdf"), (".pdf",)),
    "csv": (_records("rows.tables", "read_csv"), (".csv", ".tsv")),
    "jsonl": (_records("rows.records", "read_jsonl"), (".jsonl",)),
    "normalize": (_normalize, (".txt", ".md")),
}


def seeds(suffixes: Sequence[str]) -> list[bytes]:
    """The project's samples of these formats and its hostile files, each of some kilobytes at most."""
    import tempfile

    sys.path.insert(0, str(ROOT / "tests" / "hostile"))
    import hostile_files

    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "in" / "hostile"
        writing = hostile_files.HostileFolder(made)
        made.mkdir(parents=True)
        for write in hostile_files.SMALL:
            write(writing, secret=Path("/nowhere"))
        paths = [path for path in (ROOT / "corpus" / "samples").rglob("*") if path.suffix in suffixes]
        paths += [path for path in made.rglob("*") if path.suffix in suffixes]
        found = [path.read_bytes() for path in sorted(paths) if path.is_file() and path.stat().st_size < 15_000]
    return [data for data in found if data] or [b"text"]


def mutated(drawn: random.Random, corpus: Sequence[bytes]) -> bytes:
    """A new input: one of the corpus with a few pieces cut, doubled, swapped, damaged or put in."""
    data = bytearray(drawn.choice(corpus)) if drawn.random() < 0.9 else bytearray()
    for _ in range(drawn.randint(1, 12)):
        at = drawn.randint(0, len(data))
        end = min(len(data), at + drawn.choice((1, 2, 8, 64, 512)))
        match drawn.randrange(6):
            case 0:
                data[at:at] = drawn.choice(PIECES) * drawn.choice((1, 1, 1, 2, 10, 300))
            case 1:
                del data[at:end]
            case 2:
                data[at:at] = data[at:end] * drawn.choice((1, 2, 40))
            case 3 if end > at:
                data[drawn.randrange(at, end)] = drawn.randrange(256)
            case 4:
                other = drawn.choice(corpus)
                start = drawn.randint(0, len(other))
                data[at:end] = other[start : start + drawn.choice((4, 40, 400))]
            case _:
                data[at:at] = drawn.randbytes(drawn.choice((1, 4, 16)))
    return bytes(data[:50_000])


def problem(target: Callable[[bytes], None], data: bytes) -> str | None:
    """What is wrong when this is read; None if it is read or refused as it should be."""
    from corpus_cli.errors import DocumentError

    try:
        with _alarm():
            target(data)
    except (DocumentError, MemoryError):
        return None
    except TooSlow:
        return f"took longer than {ALARM:g} s"
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return None


def smaller(target: Callable[[bytes], None], data: bytes, *, seconds: float) -> bytes:
    """The input with whatever can be cut out of it while it stays a finding of the same kind."""
    kind = (problem(target, data) or "").split(":")[0]
    limit, step = time.monotonic() + seconds, max(1, len(data) // 2)
    while step and time.monotonic() < limit:
        at = 0
        while at < len(data) and time.monotonic() < limit:
            shorter = data[:at] + data[at + step :]
            if (problem(target, shorter) or "").split(":")[0] == kind:
                data = shorter
            else:
                at += step
        step //= 2
    return data


def fuzz(name: str, *, seconds: float, seed: int, keep: Path = REGRESSIONS) -> tuple[int, list[str]]:
    """How many inputs the target was given in that time, and its findings, whose inputs lie in ``keep``."""
    target, suffixes = TARGETS[name]
    drawn, corpus = random.Random(f"{name} {seed}"), seeds(suffixes)
    tried, found, kinds = 0, [], set()
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        data = mutated(drawn, corpus)
        tried += 1
        wrong = problem(target, data)
        if wrong is None or wrong[:60] in kinds:
            continue
        kinds.add(wrong[:60])
        data = smaller(target, data, seconds=20)
        keep.mkdir(parents=True, exist_ok=True)
        path = keep / f"{name}-{hashlib.sha256(data).hexdigest()[:12]}.bin"
        path.write_bytes(data)
        found.append(f"{path.name}: {wrong[:300]}")
    return tried, found


def main() -> None:
    """Carries out the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--seconds", type=float, default=60, help="for all targets together")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", action="append", choices=list(TARGETS), help="may be given several times")
    options = parser.parse_args()
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    names = options.only or list(TARGETS)
    findings = []
    for name in names:
        tried, found = fuzz(name, seconds=options.seconds / len(names), seed=options.seed)
        print(f"{name:<10} {tried:>8,} inputs, {len(found)} findings", flush=True)
        print(*(f"    {line}" for line in found), sep="\n", end="\n" if found else "", flush=True)
        findings += found
    raise SystemExit(1 if findings else 0)


if __name__ == "__main__":
    main()
