"""What a reader should know first, as data: the page says it in the language of its interface.

The same as the warnings and messages of ``themes.json``, which are English sentences, from the same limits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from corpus_cli.report.page_data import Flag
from corpus_cli.report.reading import Largest
from corpus_cli.themes.advice import FEW_CORPUS_PASSAGES, LOW_BALANCE, MIN_PASSAGES, MUCH_WITHOUT_THEME
from corpus_cli.themes.page import Card, LanguageCounts, ThemesPage
from corpus_cli.topics.guard.verdict import MIN_LANGUAGE_SHARE, Guard, is_high


def card_flags(card: Card, page: ThemesPage, *, largest: Largest | None) -> list[Flag]:
    """What to beware of in one theme. ``largest``: the document with most of its passages, if known."""
    if not any(counts.passages for counts in card.languages):
        return [Flag(kind="empty")]
    if not card.passages:
        return [Flag(kind="in_translations")]
    found = []
    if card.passages < MIN_PASSAGES:
        found.append(Flag(kind="few", count=card.passages))
    if card.balance is not None and card.balance < LOW_BALANCE:
        found.append(_one_sided(card, page))
    if largest is not None and card.documents == 1:
        found.append(Flag(kind="one_document", name=largest.name))
    elif largest is not None and largest.passages * 2 > card.passages:
        found.append(Flag(kind="half_one_document", count=largest.passages, of=card.passages, name=largest.name))
    if page.undated_documents < page.documents:
        if card.undated_documents == card.documents:
            found.append(Flag(kind="no_dates"))
        elif card.undated_documents * 2 > card.documents:
            found.append(Flag(kind="half_undated", count=card.undated_documents, of=card.documents))
    return found


def page_flags(page: ThemesPage, guard: Guard | None) -> list[Flag]:
    """What to know of the whole corpus. ``guard``: of the passages on the map, None without a topic model."""
    if not page.passages:
        return [Flag(kind="no_text")]
    found = []
    if page.passages < FEW_CORPUS_PASSAGES:
        found.append(Flag(kind="few_passages", count=page.passages, of=page.documents))
    main = main_languages(page)
    if len(main) == 1:
        found.append(Flag(kind="one_language", language=main[0].language))
    if page.undated_documents == page.documents:
        found.append(Flag(kind="corpus_undated"))
    if page.duplicates:
        found.append(Flag(kind="duplicates", count=page.duplicates))
    without = {counts.language: counts.share for counts in page.unassigned}
    if max((without.get(counts.language, 0.0) for counts in main), default=0.0) > MUCH_WITHOUT_THEME:
        found.append(Flag(kind="without_theme", share=page.unassigned_share))
    found.extend(_confound(page, guard, one_language=len(main) < 2))
    return found


def main_languages(page: ThemesPage) -> list[LanguageCounts]:
    """The languages that decide on balance, the largest first."""
    total = sum(counts.words for counts in page.languages)
    found = [counts for counts in page.languages if counts.words and counts.words >= MIN_LANGUAGE_SHARE * total]
    return sorted(found, key=lambda counts: (-counts.words, counts.language))


def _one_sided(card: Card, page: ThemesPage) -> Flag:
    shares = {counts.language: counts.share for counts in card.languages if counts.passages}
    codes = sorted(counts.language for counts in main_languages(page))
    high = max(codes, key=lambda code: (shares.get(code, 0.0), code))
    low = min(codes, key=lambda code: (shares.get(code, 0.0), code))
    if low not in shares:
        return Flag(kind="only", language=high, other=low)
    return Flag(kind="mostly", language=high, share=shares[high], other=low, other_share=shares[low])


def _confound(page: ThemesPage, guard: Guard | None, *, one_language: bool) -> Iterator[Flag]:
    """How far theme and language go together in all passages, then the themes of one language and why."""
    confound = page.confound
    if one_language or confound is None or len(page.themes) < 2:
        return
    high = is_high(confound.nmi, confound.chance)
    verdict = guard.verdict if guard is not None else ""
    yield Flag(
        kind="confounded" if high else "independent", share=confound.nmi, other_share=confound.chance, name=verdict
    )
    reasons = {one.theme_id: one for one in guard.one_sided} if guard is not None else {}
    told: set[frozenset[str | None]] = set()
    for theme_id in _one_sided_ids(page, reasons):
        if theme_id not in reasons:
            yield Flag(kind="theme_unclear", theme=theme_id, language=_language_of(page, theme_id))
            continue
        one = reasons[theme_id]
        pair = frozenset((theme_id, one.twin if one.reason == "split" else None))
        if pair not in told:
            yield Flag(
                kind=f"theme_{one.reason.replace(' ', '_')}",
                theme=theme_id,
                twin=one.twin or "",
                language=one.language,
                count=one.passages,
            )
        told.add(pair)


def _one_sided_ids(page: ThemesPage, reasons: Mapping[str, object]) -> Iterable[str]:
    confound = page.confound
    listed = confound.one_language if confound is not None else ()
    known = {card.theme_id for card in page.themes}
    return dict.fromkeys([*reasons, *(theme_id for theme_id in listed if theme_id in known)])


def _language_of(page: ThemesPage, theme_id: str) -> str:
    card = next(card for card in page.themes if card.theme_id == theme_id)
    return max(card.languages, key=lambda counts: (counts.passages, counts.language)).language
