"""What the figures and the faults of links mean, in words for people who do not program."""

from __future__ import annotations

from collections.abc import Iterator

from corpus_cli import __version__
from corpus_cli.document import Link
from corpus_cli.evaluation.links.faults import Fault, FaultGroup, Kind
from corpus_cli.evaluation.links.measuring import LinkEvaluation
from corpus_cli.evaluation.links.scores import FAR_KM, NEAR_KM, LinkCounts
from corpus_cli.evaluation.page import Page
from corpus_cli.evaluation.scores import ALL
from corpus_cli.evaluation.wording import language_name
from corpus_cli.wording.text import plural

TITLE = "How well places are linked"
#: The figures in the order of the table, by their names in the JSON.
FIGURES = ("recognised", "linked", "acc161", "acc50", "precision161", "end_to_end161", "same_class")
HEADER = (
    "language", "places", "recognised", "linked", f"{FAR_KM} km", f"{NEAR_KM} km", "of linked", "of all", "same kind",
)  # fmt: skip
# With fewer places than this a figure moves by more than a point when one place goes the other way.
_FEW = 100
_DECIMALS = 2

MEANINGS = (
    ("places", "how many places people marked with a point on the map. The other columns are percentages."),
    ("recognised", "of 100 marked places, how many the product took for a place at all."),
    ("linked", "of 100 recognised places, how many it linked to a place on the map."),
    (
        f"{FAR_KM} km",
        f"of 100 recognised places, how many it linked to a point within {FAR_KM} km (100 miles) of the marked one.",
    ),
    (f"{NEAR_KM} km", f"the same within {NEAR_KM} km."),
    ("of linked", f"of 100 linked places, how many are within {FAR_KM} km. Low: it links to wrong places."),
    ("of all", f"of 100 marked places, recognised or not, how many are linked within {FAR_KM} km."),
    (
        "same kind",
        f"of 100 places linked within {FAR_KM} km whose kind people marked, how many are linked to that kind: a "
        "settlement, a governorate, a camp, a river. Low: it takes a governorate for its city, or the reverse.",
    ),
)
EXPLAINED = {
    Kind.FAR: f"The product linked the name to a place more than {FAR_KM} km from the marked point.",
    Kind.UNLINKED: "The product took the name for a place and linked it to nothing.",
    Kind.MISSED: "The product did not take the name for a place.",
    Kind.BESIDE: (
        f"The link lies between {NEAR_KM} and {FAR_KM} km from the marked point. Of rivers, regions and countries that "
        "is no fault."
    ),
    Kind.OTHER_CLASS: "The link lies near the marked point but is of another kind: a governorate in place of its city.",
}


def page(evaluation: LinkEvaluation) -> Page:
    """The report but for what went wrong."""
    return Page(
        title=TITLE, measured=[*measured(evaluation)], in_short=[*in_short(evaluation)], header=HEADER,
        rows=[*rows(evaluation)], words=1, meanings=MEANINGS, unread=evaluation.unread,
    )  # fmt: skip


def rows(evaluation: LinkEvaluation) -> Iterator[tuple[str, ...]]:
    """The table: one row a language, with the columns of ``HEADER``."""
    for language, counts in evaluation.scores.items():
        yield language_name(language), f"{counts.gold:,}", *figures(counts)


def figures(counts: LinkCounts) -> tuple[str, ...]:
    """The figures as percentages; a dash where there is nothing to take a share of."""
    shares = counts.shares()
    return tuple("–" if (share := shares[name]) is None else f"{share * 100:.1f}" for name in FIGURES)


def measured(evaluation: LinkEvaluation) -> Iterator[str]:
    """What was measured, in sentences."""
    yield (
        f"In {plural(evaluation.texts, 'text')} of {evaluation.gold} people marked places and where they lie. Then "
        f"corpus {__version__} looked for places and linked them, with the pipeline {evaluation.pipeline} and the "
        f"tagger {evaluation.model} (model {evaluation.model_sha256[:12]}), and the distance from each link to the "
        "marked point was taken."
    )
    if evaluation.others:
        yield f"{plural(evaluation.others, 'name')} without a point or with other labels are not counted."
    if any(counts.gold < _FEW for counts in evaluation.scores.values()):
        yield f"Where people marked fewer than {_FEW} places, the figures say little about other texts."
    if evaluation.unread:
        missed = sum(one.missed for one in evaluation.unread)
        texts = plural(len(evaluation.unread), "text")
        yield f"The product could not read {texts}; {plural(missed, 'place')} in them count as not recognised."


def in_short(evaluation: LinkEvaluation) -> Iterator[str]:
    """The figures of each language as sentences."""
    for language, counts in evaluation.scores.items():
        if language != ALL:
            yield (
                f"{language_name(language)}: of {plural(counts.gold, 'place')}, {counts.recognised:,} were recognised, "
                f"{counts.linked:,} linked, {counts.near161:,} of them right ({FAR_KM} km) and "
                f"{counts.linked - counts.near161:,} wrongly."
            )


def group_counts(group: FaultGroup) -> str:
    """How many of the group's faults are in which language."""
    return ", ".join(f"{language_name(code)} {count:,}" for code, count in group.languages.items())


def fault_place(fault: Fault) -> str:
    """Where in the gold file the fault stands, and how often the same name went the same way."""
    times = f", {fault.times:,} times" if fault.times > 1 else ""
    return f"line {fault.line}{times}"


def marked_as(fault: Fault) -> str:
    """What people marked: the kind of place and its point."""
    lat, lon = (f"{degrees:.{_DECIMALS}f}" for degrees in fault.point)
    return f"{fault.type} at {lat}, {lon}" if fault.type else f"{lat}, {lon}"


def link_names(link: Link) -> tuple[str, ...]:
    """The link's English and Arabic names, those it has; its id where it has none."""
    return tuple(name for name in (link.name_en, link.name_ar) if name) or (link.id,)


def link_facts(fault: Fault) -> str:
    """Of what kind the link is, in which country, how sure, how far away."""
    link = fault.link
    assert link is not None
    facts = [fact for fact in (link.type, link.admin1, link.country) if fact]
    facts.append(f"score {link.score:.2f}")
    if fault.km is not None:
        facts.append(f"{fault.km:,.0f} km away")
    return ", ".join(facts)


def alternatives(fault: Fault) -> tuple[tuple[str, str], ...]:
    """What else the name could have meant: name and score."""
    if fault.link is None:
        return ()
    return tuple(
        (other.name_en or other.name_ar or other.id, f"{other.score:.2f}") for other in fault.link.alternatives
    )
