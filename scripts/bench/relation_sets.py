"""Folders of documents of which it is known what each is to the others, to measure the finders of relations on.

Translations: paragraphs of parallel sets put together to documents. What makes them hard: a publisher's head and foot
that all share, several reports of one subject of which only some are translated, translations that lack every fifth
paragraph, and summaries of which nobody should say that they are the report.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

LANGUAGES = ("ar", "en")
HEADS = {
    "en": "Centre for Dialogue and Local Peace\n\nMonthly bulletin for partners and friends",
    "ar": "مركز الحوار والسلام المحلي\n\nنشرة شهرية للشركاء والأصدقاء",
}
FEET = {
    "en": "This bulletin was made possible by the support of our donors. Its content is the sole responsibility of the "
    "Centre and does not necessarily reflect the views of those who fund its work.",
    "ar": "أُعدّت هذه النشرة بدعم من الجهات المانحة، ومحتواها مسؤولية المركز وحده ولا يعبّر بالضرورة عن آراء الجهات "
    "التي تموّل عمله.",
}
Row = dict[str, str]


@dataclass
class Folder:
    """Texts by file name, and what pairs of them are. Pairs that are not listed are nothing to each other."""

    name: str
    texts: dict[str, str] = field(default_factory=dict)
    kinds: dict[frozenset[str], str] = field(default_factory=dict)

    def write(self, folder: Path) -> None:
        """The texts lie in the folder."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in self.texts.items():
            (folder / name).write_text(text, encoding="utf-8")


def translations(data: Path) -> Iterator[Folder]:
    """The folders that the finder of translations is measured on, made of the parallel sets in ``data``."""
    yield composed("un", _by_subject(read_rows(data / "un_quadclass.jsonl"), "label"), paragraphs=(5, 40))
    yield composed("sib", _by_subject(read_rows(data / "sib200_ar_en.jsonl"), "topic"), paragraphs=(5, 15))
    yield composed("tatoeba", [read_rows(data / "tatoeba_ar_en.jsonl")], paragraphs=(10, 40))
    yield articles(read_rows(data / "xquad_paragraphs.jsonl"))
    yield notices("short-xquad", read_rows(data / "xquad_paragraphs.jsonl"), "article", size=1)
    yield notices("short-un", read_rows(data / "un_quadclass.jsonl"), "label", size=2)


def read_rows(path: Path) -> list[Row]:
    """The rows of a set of pairs."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def composed(name: str, subjects: Sequence[list[Row]], *, paragraphs: tuple[int, int]) -> Folder:
    """Documents of so many paragraphs, each of one subject: of six two in both languages as they are, one with every
    fifth paragraph missing in one of them, one whose English is a summary, one Arabic and one English only.
    """
    folder = Folder(name)
    draw = random.Random(7)
    number = 0
    for rows in subjects:
        rest = list(rows)
        draw.shuffle(rest)
        while len(rest) >= paragraphs[0]:
            size = min(draw.randint(*paragraphs), len(rest))
            own, rest = rest[:size], rest[size:]
            _add(folder, f"{number:03d}", own, what=number % 6)
            number += 1
    return folder


def _add(folder: Folder, number: str, rows: list[Row], *, what: int) -> None:
    arabic, english = [row["ar"] for row in rows], [row["en"] for row in rows]
    kind = "translation"
    if what == 2:
        english = _without_every_fifth(english)
    elif what == 3:
        arabic = _without_every_fifth(arabic)
    elif what == 4:
        english, kind = english[: max(1, len(english) // 4)], "partial_translation"
    elif what == 5:
        # Two documents of one subject, each in one language only.
        half = len(rows) // 2
        folder.texts[f"{number}a-ar.txt"] = _whole("ar", arabic[:half])
        folder.texts[f"{number}b-en.txt"] = _whole("en", english[half:])
        return
    folder.texts[f"{number}-ar.txt"] = _whole("ar", arabic)
    folder.texts[f"{number}-en.txt"] = _whole("en", english)
    folder.kinds[frozenset((f"{number}-ar.txt", f"{number}-en.txt"))] = kind


def _without_every_fifth(paragraphs: list[str]) -> list[str]:
    return [text for n, text in enumerate(paragraphs) if n % 5 != 2]


def _whole(language: str, paragraphs: Sequence[str]) -> str:
    return "\n\n".join([HEADS[language], *(text.strip() for text in paragraphs), FEET[language]]) + "\n"


def articles(rows: list[Row]) -> Folder:
    """The articles of XQuAD: of three, two in both languages and one in English only."""
    folder = Folder("xquad")
    by_article: dict[str, list[Row]] = {}
    for row in rows:
        by_article.setdefault(str(row["article"]), []).append(row)
    for number, (article, own) in enumerate(by_article.items()):
        folder.texts[f"{article}-en.txt"] = _whole("en", [row["en"] for row in own])
        if number % 3 != 2:
            folder.texts[f"{article}-ar.txt"] = _whole("ar", [row["ar"] for row in own])
            folder.kinds[frozenset((f"{article}-ar.txt", f"{article}-en.txt"))] = "translation"
    return folder


def notices(name: str, rows: list[Row], key: str, *, size: int) -> Folder:
    """Documents of ``size`` paragraphs and nothing around them, of which two in four are in both languages and one in
    each language alone, all of a subject that others are of as well.
    """
    folder = Folder(name)
    for subject, own in enumerate(_by_subject(rows, key)):
        for number, first in enumerate(range(0, min(len(own), 160) - size + 1, size)):
            stem, part = f"{subject:02d}-{number:03d}", own[first : first + size]
            if number % 4 != 2:
                folder.texts[f"{stem}-ar.txt"] = "\n\n".join(row["ar"].strip() for row in part) + "\n"
            if number % 4 != 3:
                folder.texts[f"{stem}-en.txt"] = "\n\n".join(row["en"].strip() for row in part) + "\n"
            if number % 4 < 2:
                folder.kinds[frozenset((f"{stem}-ar.txt", f"{stem}-en.txt"))] = "translation"
    return folder


def _by_subject(rows: list[Row], key: str) -> list[list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(str(row[key]), []).append(row)
    return [found[subject] for subject in sorted(found)]


def with_summaries(folder: Folder) -> Folder:
    """The same, but every third English text is only its first fifth, and every fifth Arabic one is not there."""
    found = Folder(f"{folder.name}-summaries")
    for pair in sorted(map(sorted, folder.kinds)):
        number, (arabic, english) = len(found.kinds), sorted(pair, key=lambda name: "-en" in name)
        place = len(found.texts)
        found.texts[english] = folder.texts[english]
        if place % 5 == 4:
            continue
        found.texts[arabic] = folder.texts[arabic]
        found.kinds[frozenset(pair)] = "translation"
        if number % 3 == 2:
            parts = folder.texts[english].split("\n\n")
            found.texts[english] = "\n\n".join(parts[: max(3, len(parts) // 5)]) + "\n"
            found.kinds[frozenset(pair)] = "partial_translation"
    return found


def small_folders(folder: Folder, *, draws: int = 2) -> Iterator[Folder]:
    """Folders of eight documents of it: two translated pairs and four documents whose counterpart is not there."""
    draw = random.Random(11)
    pairs = sorted(sorted(pair) for pair, kind in folder.kinds.items() if kind == "translation")
    for number in range(draws):
        chosen = draw.sample(pairs, 6)
        small = Folder(f"{folder.name}#{number}")
        for pair in chosen[:2]:
            small.kinds[frozenset(pair)] = "translation"
        names = [*chosen[0], *chosen[1], *(draw.choice(pair) for pair in chosen[2:])]
        small.texts.update({name: folder.texts[name] for name in names})
        yield small
