"""What a reader should be told before trusting a theme or the page, in plain English, each with what to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from corpus_cli.themes.balance import main_languages
from corpus_cli.themes.counts import Counts
from corpus_cli.themes.page import Confound, LanguageCounts
from corpus_cli.themes.tally import ThemeCounts, ThemeTally
from corpus_cli.topics.guard.verdict import is_high
from corpus_cli.wording.language import language_of
from corpus_cli.wording.text import one_line, percent, plural

MIN_PASSAGES = 5
# One language gives the theme less than a fifth of the share that another gives it.
LOW_BALANCE = 0.2
FEW_CORPUS_PASSAGES = 60
# The model is made to leave at most every twentieth passage without a theme.
MUCH_WITHOUT_THEME = 0.1


def theme_warnings(
    theme: ThemeCounts,
    corpus: Counts,
    *,
    languages: tuple[LanguageCounts, ...],
    balance: float | None,
) -> tuple[str, ...]:
    """What to beware of in one theme, the gravest first."""
    counts = theme.counts
    if not counts.passages_by.total():
        return ("No passage of these reports falls under this theme; it is listed because the topic model knows it.",)
    if not counts.passages:
        return ("All of it is in translations of reports that are counted elsewhere. Its quotes show what they say.",)
    found = []
    if counts.passages < MIN_PASSAGES:
        found.append(
            f"Only {plural(counts.passages, 'passage')}: too few to trust. Read all of them before you cite the theme."
        )
    if balance is not None and balance < LOW_BALANCE:
        found.append(_one_sided(languages, main_languages(corpus.words_by)))
    found.extend(_one_document(theme))
    if counts.undated == counts.documents and corpus.undated < corpus.documents:
        found.append(
            "None of its documents has a date, so it has no trend. Add dates to them (see the README) and run again."
        )
    elif counts.undated * 2 > counts.documents and corpus.undated < corpus.documents:
        found.append(
            f"{counts.undated} of its {counts.documents} documents have no date and are missing from the trend. "
            "Read the trend as a part of the picture only."
        )
    return tuple(found)


def _one_sided(languages: tuple[LanguageCounts, ...], codes: tuple[str, ...]) -> str:
    of_main = [counts for counts in languages if counts.language in codes]
    high = max(of_main, key=lambda counts: (counts.share, counts.language))
    silent = [code for code in codes if not any(item.language == code and item.passages for item in of_main)]
    if silent:
        names = " and ".join(language_of(code).name for code in silent)
        return (
            f"Only {language_of(high.language).name} reports speak of this. Before you say that the {names} ones are "
            "silent, look through them for the words marked * on this theme's card."
        )
    low = min(of_main, key=lambda counts: (counts.share, counts.language))
    much, little = language_of(high.language).name, language_of(low.language).name
    return (
        f"Mostly {much}: it takes {percent(high.share)} of the {much} words but {percent(low.share)} of the {little} "
        f"ones. Read its {little} quotes before you speak of both languages."
    )


def _one_document(theme: ThemeCounts) -> list[str]:
    counts, largest = theme.counts, theme.largest
    if largest is None or largest.passages * 2 <= counts.passages:
        return []
    name = one_line(largest.name)
    if counts.documents == 1:
        return [f"All of it is from one document, {name}. Take it as that document's subject; add more reports."]
    return [
        f"More than half of it ({largest.passages} of {counts.passages} passages) is from one document, {name}. "
        "Check whether the theme is still there without it."
    ]


def page_messages(
    tally: ThemeTally, confound: Confound | None, *, guard_messages: Sequence[str] = ()
) -> tuple[str, ...]:
    """What to know of the whole corpus before reading its themes; ``guard_messages`` stand in place of our own."""
    corpus = tally.corpus
    if not corpus.passages:
        return ("There is no text to find themes in. See errors.jsonl for what could not be read and what to do.",)
    found = []
    if corpus.passages < FEW_CORPUS_PASSAGES:
        found.append(
            f"Only {plural(corpus.passages, 'passage')} in {plural(corpus.documents, 'document')}: take the themes "
            "as a first impression. Add more reports for themes that hold."
        )
    languages = main_languages(corpus.words_by)
    if len(languages) == 1:
        found.append(
            f"Nearly all text is {language_of(languages[0]).name}, so nothing can be compared across languages. "
            "Add reports in the other language to compare."
        )
    if corpus.undated == corpus.documents:
        found.append("No document has a date, so there are no trends. Add dates to the reports and run again.")
    if tally.duplicates:
        found.append(
            f"{plural(tally.duplicates, 'document')} repeating another one left out of all counts; see relations.csv."
        )
    if tally.left_out is not None:
        found.append(
            f"Every report counts once: {left_out_phrase(tally.left_out)} left out of the totals; the first of them "
            "counts, by date, then by path (see relations.csv). What is told of one language counts what it has."
        )
    found.extend(_without_theme(tally))
    found.extend(guard_messages)
    if not guard_messages and confound and is_high(confound.nmi, confound.chance):
        found.append(
            f"Theme and language go together more than by chance (normalised mutual information {confound.nmi:.2f}, by "
            f"chance {confound.chance:.2f}): the reports of the languages may differ in subject. "
            "Mind each theme's balance."
        )
    return tuple(found)


def left_out_phrase(left_out: Mapping[str, int]) -> str:
    """How many documents were not counted, and why: 2 repeats and 33 translations."""
    parts = [plural(left_out.get(kind, 0), kind) for kind in ("repeat", "translation") if left_out.get(kind)]
    return " and ".join(parts) or "no document"


def _without_theme(tally: ThemeTally) -> list[str]:
    """What is said where one of the languages leaves many of its words without a theme."""
    corpus, without = tally.corpus.words_by, tally.unassigned.words_by
    shares = {code: without[code] / corpus[code] for code in main_languages(corpus)}
    if max(shares.values(), default=0) <= MUCH_WITHOUT_THEME:
        return []
    told = ", ".join(f"{percent(share)} of the {language_of(code).name} ones" for code, share in shares.items())
    return [
        f"{percent(tally.unassigned.words / tally.corpus.words)} of the words are in passages far from every theme "
        f"({told}) and on no card. If they matter, run again with --retrain, which looks for themes among them too."
    ]
