"""The data of the page from the files of a run, read one after the other."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from corpus_cli.bundled import bundled
from corpus_cli.document import Failure
from corpus_cli.errors import InputError, ModelMissingError
from corpus_cli.report.flags import card_flags, page_flags
from corpus_cli.report.names import Named, names_of
from corpus_cli.report.page_data import Listed, Points, Provenance, ReportData
from corpus_cli.report.page_files import charts_about
from corpus_cli.report.reading import Reading, read
from corpus_cli.results.run import Results

if TYPE_CHECKING:
    from corpus_cli.report.coordinates import Plane
    from corpus_cli.themes.page import ThemesPage
    from corpus_cli.topics.model.topic_model import TopicModel

MOST_FAILURES = 200
_GRAVEST = ("quarantined", "needs_ocr", "skipped", "duplicate")


@dataclass(frozen=True, slots=True, kw_only=True)
class RunFacts:
    """How the run was made, as far as its bytes depend on it. ``recipe``: as in run.json."""

    package_version: str
    command: str
    config_hash: str
    recipe: Mapping[str, Any]
    versions: Mapping[str, str]


def assemble(
    results: Results,
    *,
    entities: Sequence[Named] | None,
    facts: RunFacts,
    not_counted: Callable[[], Container[str]],
    warn: Callable[[str], None],
    advance: Callable[[int], None] = lambda _: None,
) -> ReportData:
    """What the page shows of the run.

    ``entities``: the rows of entities.csv, None where the run did not look for names. ``warn`` is told of files that
    cannot be read; the page says so too. ``not_counted`` gives the ids of the documents that are left out where every
    report counts once; it is asked for them only there. ``advance`` is called with every document.
    """
    page, state = _themes(results, warn)
    reading = Reading(not_counted() if page is not None and page.left_out is not None else frozenset())
    for doc in read(results, damaged=reading.damaged.append):
        reading.add(doc)
        advance(1)
    advance(len(reading.damaged))
    model = _model(results, warn)
    plane = _plane(results, reading, model)
    numbers = {card.theme_id: number for number, card in enumerate(page.themes)} if page else {}
    failures = _failures(results, warn)
    return ReportData(
        corpus=reading.corpus(),
        failures=Listed(total=len(failures), rows=failures[:MOST_FAILURES]),
        failure_kinds={kind: count for kind in _GRAVEST if (count := sum(one.kind == kind for one in failures))},
        themes_state=state,
        themes=_cards(page, reading),
        theme_languages=_built(page.languages) if page else [],
        words=page.words if page else None,
        unassigned_share=page.unassigned_share if page else 0.0,
        flags=page_flags(page, plane.guard if plane else None) if page else [],
        confound=_built(page.confound) if page else None,
        points=_points(plane, reading, numbers) if plane else None,
        names=None if entities is None else names_of(entities, cube=results.root / "cube.parquet", themes=numbers),
        outlines=msgspec.json.decode(bundled("models", "outlines", "outlines.json").read_bytes()),
        provenance=Provenance(
            package_version=facts.package_version,
            command=facts.command,
            config_hash=facts.config_hash,
            recipe=dict(facts.recipe),
            versions=dict(sorted(facts.versions.items())),
            model=_built(page.model) if page else None,
            charts=charts_about().packages,
        ),
    )


def _themes(
    results: Results, warn: Callable[[str], None]
) -> tuple[ThemesPage | None, Literal["ok", "none", "unreadable"]]:
    try:
        page = results.themes()
    except InputError as error:
        warn(f"{error.message}; the page is made without themes: {error.remedy}")
        return None, "unreadable"
    return page, "ok" if page is not None and page.themes else "none"


def _model(results: Results, warn: Callable[[str], None]) -> TopicModel | None:
    """The run's topic model; without one that can be read there is no map of passages."""
    from corpus_cli.topics.model.files import load_model

    try:
        return load_model(results.folder.topics)
    except ModelMissingError as error:
        warn(f"{error.message}; the page has no map of passages: {error.remedy}")
        return None


def _plane(results: Results, reading: Reading, model: TopicModel | None) -> Plane | None:
    from corpus_cli.report.coordinates import plane_of

    sample = reading.sample()
    return plane_of(results.root, sample, model) if model is not None and sample else None


def _points(plane: Plane, reading: Reading, numbers: Mapping[str, int]) -> Points:
    titles: dict[tuple[str, str | None], int] = {}
    document = []
    for one in plane.sample:
        document.append(titles.setdefault((one.title, one.date), len(titles)))
    return Points(
        method=plane.method,
        of=reading.passages.total(),
        x=[round(float(value), 3) for value in plane.at[:, 0]],
        y=[round(float(value), 3) for value in plane.at[:, 1]],
        theme=[numbers.get(one.theme_id or "", -1) for one in plane.sample],
        language=[one.language for one in plane.sample],
        document=document,
        text=[one.text for one in plane.sample],
        titles=list(titles),
    )


def _cards(page: ThemesPage | None, reading: Reading) -> list[dict[str, Any]]:
    """The cards as they stand in themes.json; their English warnings as flags."""
    cards = []
    for card in page.themes if page else ():
        built = _built(card)
        del built["warnings"]
        largest = reading.largest.get(card.theme_id)
        cards.append({**built, "flags": _built(card_flags(card, page, largest=largest)) if page else []})
    return cards


def _failures(results: Results, warn: Callable[[str], None]) -> list[Failure]:
    """The inputs that gave no document, the gravest first."""
    try:
        found = results.failures()
    except InputError as error:
        warn(f"{error.message}; the page lists no failures")
        return []
    return sorted(found, key=lambda one: (_GRAVEST.index(one.kind), one.path, one.record or ""))


def _built(value: Any) -> Any:
    return msgspec.to_builtins(value)
