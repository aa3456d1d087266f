"""Themes that a user asks for by a few words, in either language: found in the corpus before others are looked for.

A seed is a label and terms. The passages in which they stand, and mean what they mean, make its prototype, which then
competes with the clusters for every passage. So a seed needs no examples (zero-shot), takes what is nearest to it
and nothing else, and one that the corpus does not speak of gets no theme and a line that says so.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from corpus_cli.errors import ConfigError
from corpus_cli.normalize import WORD, fold_text, normalize_text
from corpus_cli.topics.clustering.clusters import cluster_centroids
from corpus_cli.topics.words.language import FORMS

if TYPE_CHECKING:
    from corpus_cli.topics.arrays import Floats, Ints

COLUMNS = ("en", "ar", "terms")
# A seed is spoken of where a term of it stands in so many passages,
LEAST_HELD = 5
# and these are so many standard deviations nearer to its terms than passages are: in reports on attacks, those that
# name mosques are so by 2.4, hospitals 0.8, schools 1.0, but those with "goal" and "league" by 0.3, with هدف by -0.3.
LEAST_MEANT = 0.4
# Its prototype is made of so many of them at most: the nearest to its terms.
MOST_CORE = 10
# A cluster of which so much holds a term is what the seed means.
IT_IS = 0.5
# A cluster that keeps less than this of its passages is left to the seeds that took them.
LEAST_KEPT = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Seed:
    """A theme that a user wants: labels by language (one may be missing) and terms with their languages."""

    seed_id: str
    labels: dict[str, str]
    terms: tuple[tuple[str, str], ...]


def read_seeds(path: Path) -> tuple[Seed, ...]:
    """The seeds of a csv file with the columns en, ar (labels; one may be empty) and terms (separated by ; or ؛).

    A row without terms has its labels for terms. Columns stand between commas, semicolons or tabs, as spreadsheets of
    different countries write them. Raises ``ConfigError`` with the line that is wrong.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror or error}", remedy="check the path") from error
    except UnicodeDecodeError as error:
        raise ConfigError(
            f"{path}: is no text in UTF-8", remedy="save it as CSV UTF-8; spreadsheets have older ways of saving Arabic"
        ) from error
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    try:
        return _read(csv.DictReader(io.StringIO(text), delimiter=delimiter, strict=True), path)
    except csv.Error as error:
        raise ConfigError(f"{path}: is no csv file: {error}", remedy="save it as CSV UTF-8") from error


def _read(reader: csv.DictReader[str], path: Path) -> tuple[Seed, ...]:
    header = [(name or "").strip().casefold() for name in reader.fieldnames or ()]
    unread = [name for name in header if name and name not in COLUMNS]
    if "terms" not in header and unread and {"en", "ar"} & set(header):
        raise ConfigError(f"{path}: the column {unread[0]!r} is not read", remedy="call the column of terms: terms")
    if not {"en", "ar"} & set(header):
        raise ConfigError(
            f"{path}: its first line names neither of the columns en and ar",
            remedy="begin the file with the line: en,ar,terms",
        )
    seeds: list[Seed] = []
    places: dict[tuple[str, str], int] = {}
    for row in reader:
        cells = _cells(row, place := f"{path}, line {reader.line_num}")
        if not any(cells.values()):
            continue
        seeds.append(_seed(cells, number=len(seeds) + 1, place=place))
        for label in seeds[-1].labels.items():
            if (before := places.setdefault(label, reader.line_num)) != reader.line_num:
                raise ConfigError(
                    f"{place}: the label {label[1]!r} stands in line {before} too",
                    remedy="put the terms of both into one line, or give one of them another label",
                )
    if not seeds:
        raise ConfigError(f"{path}: holds no seed theme", remedy="give a line for each theme: en,ar,terms")
    return tuple(seeds)


def _cells(row: dict[str | None, str | list[str] | None], place: str) -> dict[str, str]:
    """The row by the names of its columns. Raises ``ConfigError`` if it goes on behind the last of them."""
    beyond = row.pop(None, None) or ()
    if any(cell.strip() for cell in beyond):
        raise ConfigError(
            f"{place}: has more cells than the first line has columns",
            remedy="separate terms with ; or put what holds a comma between quotation marks",
        )
    return {(name or "").strip().casefold(): str(cell or "").strip() for name, cell in row.items()}


def _seed(cells: dict[str, str], *, number: int, place: str) -> Seed:
    labels = {language: cells[language] for language in ("ar", "en") if cells.get(language)}
    if not labels:
        raise ConfigError(f"{place}: has no label", remedy="fill the column en or ar")
    listed = [term for term in cells.get("terms", "").replace("؛", ";").split(";") if term.strip()]
    # As texts are: letters in the forms of another encoding would be no Arabic, and stand in no text.
    normalised = [normalize_text(term) for term in listed or labels.values()]
    terms = tuple((term, _language(term)) for term in normalised if term)
    if not any(char.isalpha() for term, _ in terms for char in term):
        raise ConfigError(f"{place}: holds no word", remedy="write words into the columns en, ar and terms")
    return Seed(seed_id=f"s{number}", labels=labels, terms=terms)


def _language(term: str) -> str:
    return "ar" if any("\u0600" <= char <= "\u06ff" for char in term) else "en"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Wanted:
    """The seeds that the corpus speaks of.

    ``numbers``: which they are. ``prototypes``: unit vectors. Shape: (seeds, dim), float32. ``held``: for each the rows
    of the passages in which a term of it stands; ``readable``: those of the passages in its terms' languages.
    ``notes``: a line for each seed that is not among them.
    """

    numbers: tuple[int, ...]
    prototypes: Floats
    held: tuple[frozenset[int], ...]
    readable: tuple[frozenset[int], ...]
    notes: tuple[str, ...]


def wanted_themes(
    seeds: Sequence[Seed],
    projected: Floats,
    languages: Sequence[str],
    *,
    texts: Sequence[str],
    terms_in_space: Callable[[Sequence[tuple[str, str]]], Floats],
) -> Wanted:
    """The seeds that the passages speak of: whose terms stand in some, and mean the same there.

    Some passages are nearest to any terms (in 1,034 passages of reports no likeness told football from water), and a
    word stands in texts of other subjects, so both are asked for. ``projected``: the passages. Shape: (n, dim),
    float32. ``texts``: of the passages. ``terms_in_space``: vectors of terms with their languages, in the same space.
    """
    import numpy as np

    found: list[tuple[int, Floats, frozenset[int], frozenset[int]]] = []
    notes: list[str] = []
    for number, seed in enumerate(seeds):
        spoken_in = {language for _, language in seed.terms}
        readable = frozenset(row for row, language in enumerate(languages) if language in spoken_in)
        held = sorted(row for row in _holding(seed, texts, languages) if row in readable)
        likeness = projected @ _unit(terms_in_space(seed.terms))
        spread = float(likeness.std()) or 1.0
        meant = float(likeness[held].mean() - likeness.mean()) / spread if held else 0.0
        name = " / ".join(seed.labels.values())
        if len(held) < min(LEAST_HELD, len(projected)):
            notes.append(f"the corpus does not speak of the seed theme {name}: its terms stand in {len(held)} passages")
        elif meant < LEAST_MEANT:
            notes.append(
                f"the seed theme {name} is no subject of the corpus: the {len(held)} passages in which its terms stand "
                "are about other things"
            )
        else:
            nearest = sorted(held, key=lambda row: (-float(likeness[row]), row))[:MOST_CORE]
            found.append((number, _unit(projected[sorted(nearest)]), frozenset(held), readable))
    empty = np.zeros((0, projected.shape[1]), dtype=np.float32)
    return Wanted(
        numbers=tuple(number for number, *_ in found),
        prototypes=np.stack([prototype for _, prototype, *_ in found]) if found else empty,
        held=tuple(held for *_, held, _ in found),
        readable=tuple(readable for *_, readable in found),
        notes=tuple(notes),
    )


def _unit(rows: Floats) -> Floats:
    """The unit mean of the rows. Shape: (dim,), float32."""
    import numpy as np

    mean = rows.sum(axis=0, dtype=np.float64)
    return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-12), dtype=np.float32)


def _holding(seed: Seed, texts: Sequence[str], languages: Sequence[str]) -> list[int]:
    """The passages in which a term of the seed stands, in any form of its words."""
    patterns: dict[str, list[str]] = {}
    for term, language in seed.terms:
        if language in FORMS and (words := WORD.findall(fold_text(term))):
            patterns.setdefault(language, []).append(r"\W+".join(FORMS[language].any_form(word) for word in words))
    compiled = {language: re.compile(rf"\b(?:{'|'.join(own)})\b") for language, own in patterns.items()}
    return [
        row
        for row, text in enumerate(texts)
        if languages[row] in compiled and compiled[languages[row]].search(fold_text(text))
    ]


def claim(labels: Ints, projected: Floats, wanted: Wanted) -> tuple[Ints, dict[int, int]]:
    """The clusters after the seeds have taken what is theirs, and which cluster number is which of ``wanted``.

    A cluster most of which holds a seed's terms is that seed, wholly, or is shared by nearness where several own it;
    any other seed takes the passages that are nearer to it than to their own cluster. A cluster of which too little is
    left is given up to the nearest theme. ``labels``: shape (n,), int32.
    """
    import numpy as np

    if not wanted.numbers:
        return labels, {}
    numbers, _ = cluster_centroids(projected, labels)
    first = max(numbers) + 1
    result = labels.copy()
    settled = set()
    for number in numbers:
        members = np.flatnonzero(labels == number)
        owners = [seed for seed in range(len(wanted.numbers)) if _owns(wanted, seed, members.tolist())]
        settled.update(owners)
        if owners:
            nearest = (projected[members] @ wanted.prototypes[owners].T).argmax(axis=1)
            result[members] = first + np.asarray(owners, dtype=np.int32)[nearest]
    outside = [seed for seed in range(len(wanted.numbers)) if seed not in settled]
    if outside:
        own = np.einsum("ij,ij->i", projected, _own_centroids(result, projected), dtype=np.float64)
        likeness = projected @ wanted.prototypes[outside].T
        taken = likeness.max(axis=1) > own
        result[taken] = first + np.asarray(outside, dtype=np.int32)[likeness[taken].argmax(axis=1)]
    _give_up_remains(result, labels, projected, first=first)
    return result, {first + number: number for number in range(len(wanted.numbers))}


def _owns(wanted: Wanted, seed: int, members: Sequence[int]) -> bool:
    """Whether most of the cluster's passages in the languages of a seed's terms hold one."""
    readable = [row for row in members if row in wanted.readable[seed]]
    return bool(readable) and sum(row in wanted.held[seed] for row in readable) >= IT_IS * len(readable)


def _own_centroids(labels: Ints, projected: Floats) -> Floats:
    """The centroid of each passage's cluster. Shape: (n, dim)."""
    import numpy as np

    numbers, centroids = cluster_centroids(projected, labels)
    return np.asarray(centroids[np.searchsorted(numbers, labels)])


def _give_up_remains(result: Ints, before: Ints, projected: Floats, *, first: int) -> None:
    """Clusters that seeds have taken most of go to the nearest theme; seeds are numbered from ``first`` on."""
    import numpy as np

    given_up = [
        number
        for number in np.unique(before)
        if 0 < (result == number).sum() < LEAST_KEPT * (before == number).sum() and number < first
    ]
    if not given_up:
        return
    numbers, centroids = cluster_centroids(projected, result)
    open_to = [row for row, number in enumerate(numbers) if number not in given_up]
    homeless = np.isin(result, given_up)
    nearest = (projected[homeless] @ centroids[open_to].T).argmax(axis=1)
    result[homeless] = np.asarray(numbers, dtype=np.int32)[open_to][nearest]
