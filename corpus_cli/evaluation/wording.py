"""What the figures and the confusions mean, in words for people who do not program."""

from __future__ import annotations

from collections.abc import Iterator

from corpus_cli import __version__
from corpus_cli.evaluation.confusions import Example, Group, Kind
from corpus_cli.evaluation.gold import UNSTATED
from corpus_cli.evaluation.ner import Evaluation
from corpus_cli.evaluation.page import Page
from corpus_cli.evaluation.scores import ALL, Counts, Scores
from corpus_cli.wording.language import language_of
from corpus_cli.wording.text import plural

TITLE = "How well names are found"
NAMES = {"PLACE": "places", "ORG": "organizations", ALL: "all names"}
#: The three ways to count, in the order in which they are shown.
MODES = ("exact", "relaxed", "surface")
HEADER = (
    "language", "label", "marked", "found",
    *(f"{mode} {figure}" for mode in MODES for figure in ("P", "R", "F1")),
)  # fmt: skip
# With fewer names than this a figure moves by more than a point when one name goes the other way.
_FEW = 100

MEANINGS = (
    ("marked, found", "how many names people marked, and how many the product found."),
    ("precision (P)", "of 100 names that the product found, how many are right. Low: it invents names."),
    ("recall (R)", "of 100 names that people marked, how many the product found. Low: it misses names."),
    ("F1", "one figure for both, nearer to the lower one."),
    ("exact", "right means the same label and the same first and last letter."),
    ("relaxed", "right means the same label and at least one letter in common."),
    ("surface", "as exact, but each written form counts once a text, so that one frequent name does not decide."),
)
EXPLAINED = {
    Kind.MISSED: "People marked a name; the product found nothing there.",
    Kind.INVENTED: "The product found a name where people marked none. Sometimes the people overlooked it.",
    Kind.WRONG_LABEL: "The product found the name, or a part of it, and took it for another kind of name.",
    Kind.TOO_LONG: "The product found the name together with words that are no part of it.",
    Kind.TOO_SHORT: "The product found only a part of the name.",
    Kind.PROCLITIC: (
        "Only what Arabic writes together with the name (و، ف، ب، ل، ك, the article) was kept or cut off wrongly."
    ),
    Kind.SHIFTED: "The product found a part of the name together with words that are no part of it.",
}


def page(evaluation: Evaluation) -> Page:
    """The report but for what went wrong."""
    return Page(
        title=TITLE, measured=[*measured(evaluation)], in_short=[*in_short(evaluation)], header=HEADER,
        rows=[*rows(evaluation)], words=2, meanings=MEANINGS, unread=evaluation.unread,
    )  # fmt: skip


def rows(evaluation: Evaluation) -> Iterator[tuple[str, ...]]:
    """The table: one row a language and label, with the columns of ``HEADER``."""
    for language, labels in evaluation.scores.items():
        for label, scores in labels.items():
            counts = (scores.exact, scores.relaxed, scores.surface)
            yield (
                language_name(language),
                "micro" if label == ALL else label,
                f"{scores.exact.gold:,}",
                f"{scores.exact.found:,}",
                *(figure for count in counts for figure in figures(count)),
            )


def figures(counts: Counts) -> tuple[str, str, str]:
    """Precision, recall and F1 as percentages; a dash where there is nothing to take a share of."""
    return (
        f"{counts.precision * 100:.1f}" if counts.found else "–",
        f"{counts.recall * 100:.1f}" if counts.gold else "–",
        f"{counts.f1 * 100:.1f}" if counts.found and counts.gold else "–",
    )


def measured(evaluation: Evaluation) -> Iterator[str]:
    """What was measured, in sentences."""
    yield (
        f"In {plural(evaluation.texts, 'text')} of {evaluation.gold} people marked the names of "
        f"{' and '.join(NAMES[label] for label in evaluation.labels)}. Then corpus {__version__} looked for them, with "
        f"the pipeline {evaluation.pipeline} and the tagger {evaluation.model} (model "
        f"{evaluation.model_sha256[:12]}), and what it found was compared with what people marked, letter by letter."
    )
    if evaluation.whole_words:
        yield "Names count from the beginning of their word on both sides, so that Arabic prefixes do not matter."
    if evaluation.others:
        others = ", ".join(f"{label} ({count:,})" for label, count in evaluation.others.items())
        yield f"Names that people marked with other labels are not counted: {others}."
    counts = [scores.exact for labels in evaluation.scores.values() for label, scores in labels.items() if label != ALL]
    if any(count.gold < _FEW for count in counts):
        yield f"Where people marked fewer than {_FEW} names, the figures say little about other texts."
    if evaluation.unread:
        missed = sum(one.missed for one in evaluation.unread)
        texts = plural(len(evaluation.unread), "text")
        yield f"The product could not read {texts}; {plural(missed, 'name')} in them count as missed."


def in_short(evaluation: Evaluation) -> Iterator[str]:
    """The exact figures of each language and label as sentences."""
    for language, labels in evaluation.scores.items():
        if language == ALL:
            continue
        for label, scores in labels.items():
            if label != ALL:
                yield f"{language_name(language)}, {NAMES[label]}: {_sentence(scores)}"


def _sentence(scores: Scores) -> str:
    counts, near = scores.exact, scores.relaxed
    if not counts.gold:
        return f"people marked none; the product found {counts.found:,}."
    parts = [f"of {plural(counts.gold, 'name')}, {counts.right:,} were found exactly"]
    if near.right > counts.right:
        parts.append(f"{near.right - counts.right:,} more with other edges")
    parts.append(f"{counts.gold - near.right:,} not at all")
    return f"{', '.join(parts)}. Of {counts.found:,} found, {counts.found - near.right:,} wrongly."


def group_counts(group: Group) -> str:
    """How many of the group's confusions are in which language."""
    return ", ".join(f"{language_name(code)} {count:,}" for code, count in group.languages.items())


def example_place(example: Example) -> str:
    """Where in the gold file the example stands, and how often the same form went the same way."""
    times = f", {example.times:,} times" if example.times > 1 else ""
    return f"line {example.line}{times}"


def language_name(code: str) -> str:
    """The language's name; of one without a name here, its code."""
    return {ALL: "all", UNSTATED: "not stated"}.get(code) or language_of(code).name
