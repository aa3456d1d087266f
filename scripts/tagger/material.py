"""Which sets train the tagger and which measure it, and where they lie."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from tagger.sets import Sentence, lengths, read_fane, read_gold, read_marked, read_reading, read_samples

from corpus_cli.entities.gazetteer.gazetteer import load_gazetteer
from corpus_cli.entities.taggers.neural.pieces import as_read
from corpus_cli.entities.taggers.neural.words import split

__all__ = ["SHARED", "lengths", "measuring_sets", "place_names", "training_sets", "words"]

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
HERE = Path(__file__).parent
theirs = partial(read_gold, style="theirs")
_NO_PERSONS = frozenset({"PLACE", "ORG"})


def training_sets(shared: Path) -> dict[str, list[Sentence]]:
    """Everything that may be learned from, by the names that recipes use. Exits where ``shared`` is missing."""
    ner = shared / "data" / "ner"
    if not ner.is_dir():
        raise SystemExit(f"{ner} is missing: the public training sets lie beside the repository, in ../shared")
    return {
        "un_ar": [*read_gold(ner / "ar_un_train.jsonl", known=_NO_PERSONS)],
        "un_en": [*read_gold(ner / "en_un_train.jsonl", known=_NO_PERSONS)],
        "reports_ar": [*read_gold(ner / "ar_reports_train.jsonl", known=_NO_PERSONS)],
        "reports_en": [*read_gold(ner / "en_reports_train.jsonl", known=_NO_PERSONS)],
        "newsfane": [*read_fane(ner / "ar_newsfane_clitics.jsonl")],
        "wikifane": [*read_fane(ner / "ar_wikifane_clitics.jsonl")],
        "wojood": [*theirs(ner / "ar_wojood_train.jsonl", edges=False)],
        "idrisi": [*theirs(ner / "ar_idrisi_places_only.jsonl", known=frozenset({"PLACE"}), edges=False)],
        "ewt": [*theirs(ner / "en_ewt_dev.jsonl")],
        "gum": [s for s in theirs(ner / "en_gum_named.jsonl") if s.spans],
        "crossner": [*theirs(ner / "en_crossner_politics.jsonl")],
        "wnut": [s for s in theirs(ner / "en_wnut17.jsonl") if s.spans],
        "written": [*read_marked(HERE / "written")],
        "readings": [sentence for _, own in readings(HERE / "readings", shared) for sentence in own],
    }


def measuring_sets(shared: Path) -> dict[str, list[Sentence]]:
    """The sets that are only measured on."""
    ner = shared / "data" / "ner"
    return {
        "ar_reports": [*read_gold(ner / "ar_reports_dev.jsonl", known=_NO_PERSONS)],
        "en_reports": [*read_gold(ner / "en_reports_dev.jsonl", known=_NO_PERSONS)],
        "anercorp": [*theirs(ner / "ar_anercorp_test.jsonl", edges=False)],
        "samples_ar": [*read_samples(ROOT / "scripts" / "samples" / "ar")],
        "samples_en": [*read_samples(ROOT / "scripts" / "samples" / "en")],
        # Annotated like the readings, and never trained on: English news; Arabic news, whose sentences the broad stage
        # saw with NewsFANE's own labels.
        **dict(readings(HERE / "held_back", shared)),
        "ewt_test": [*theirs(ner / "en_ewt_test.jsonl")],
    }


def readings(folder: Path, shared: Path) -> Iterator[tuple[str, list[Sentence]]]:
    """Each file of readings in the folder by its name, with the texts that it speaks of."""
    sources: dict[str, Callable[[str], str | None]] = {
        "sib": partial(_of_pairs, _rows(shared / "data" / "parallel" / "sib200_ar_en.jsonl")),
        "un": partial(_of_pairs, _rows(shared / "data" / "parallel" / "un_quadclass.jsonl")),
        "gum": _texts(shared / "data" / "ner" / "en_gum_named.jsonl").get,
        "xquad": dict(xquad_sentences(shared)).get,
        "voa": _texts(shared / "data" / "text" / "en_voa_news.jsonl").get,
        "newsfane": {s.id: s.text for s in read_fane(shared / "data" / "ner" / "ar_newsfane_clitics.jsonl")}.get,
        "wikifane": {s.id: s.text for s in read_fane(shared / "data" / "ner" / "ar_wikifane_clitics.jsonl")}.get,
    }
    for path in sorted(folder.glob("*.tsv")):
        yield path.stem, [*read_reading(path, sources[path.stem.split("-")[0]])]


def xquad_sentences(shared: Path) -> Iterator[tuple[str, str]]:
    """XQuAD's paragraphs cut at their stops: ids like 0-0:ar:3."""
    for key, row in _rows(shared / "data" / "parallel" / "xquad_paragraphs.jsonl").items():
        for code in ("ar", "en"):
            parts = re.split(r"(?<=[.؟?!])\s+(?=[^a-z0-9\s])", str(row[code]).strip())
            for number, part in enumerate(parts):
                yield f"{key}:{code}:{number}", part.strip()


def _rows(path: Path) -> dict[str, dict[str, object]]:
    return {
        str(row["id"]): row
        for line in path.read_text(encoding="utf-8").strip().split("\n")
        for row in [json.loads(line)]
    }


def _texts(path: Path) -> dict[str, str]:
    return {key: str(row["text"]) for key, row in _rows(path).items()}


def _of_pairs(rows: dict[str, dict[str, object]], key: str) -> str | None:
    number, _, code = key.rpartition(":")
    return str(rows[number][code]) if number in rows else None


def place_names() -> dict[str, list[str]]:
    """Names to swap in, by language: the shipped gazetteer's Syria and its neighbours, and a part of the world."""
    entries = [entry for entry in load_gazetteer().places.entries if entry.type not in {"province", "district"}]
    near = [entry for entry in entries if entry.country in {"SY", "LB", "JO", "IQ", "PS"}]
    far = [entry for entry in entries if entry.country not in {"SY", "LB", "JO", "IQ", "PS"}][::150]
    chosen = near + far
    return {
        "ar": sorted({entry.name_ar for entry in chosen if entry.name_ar and "(" not in entry.name_ar}),
        "en": sorted({entry.name_en for entry in chosen if entry.name_en and "(" not in entry.name_en}),
    }


def words(sets: dict[str, list[Sentence]], shared: Path) -> list[list[str]]:
    """The words of all training text, of English news and of the gazetteer, as the tokenizer will meet them."""
    texts = [sentence.text for sentences in sets.values() for sentence in sentences]
    texts += [str(row["text"]) for row in _rows(shared / "data" / "text" / "en_voa_news.jsonl").values()]
    texts += [
        str(row[code])
        for row in _rows(shared / "data" / "parallel" / "un_quadclass.jsonl").values()
        for code in ("ar", "en")
    ]
    texts += [name for names in place_names().values() for name in names]
    return [[as_read(text[word.start : word.end], word.spaced) for word in split(text)] for text in texts]
