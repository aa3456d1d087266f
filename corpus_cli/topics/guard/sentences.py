"""What the guard says to people who do not program, each with what to do."""

from __future__ import annotations

from collections.abc import Sequence

NAMES = {"ar": "Arabic", "en": "English"}


def corpus_sentences(
    verdict: str, *, languages: Sequence[str], nmi: float | None, chance: float | None, high: bool
) -> tuple[str, str]:
    """What is so in all passages together, and what to do."""
    if nmi is None or chance is None or verdict == "one language":
        return _nothing_to_compare(verdict, languages)
    how_far = f"normalised mutual information {nmi:.3f}, by chance {chance:.3f}"
    if high:
        why, todo = _HIGH[verdict]
        return f"Theme and language go together more than by chance ({how_far}): {why}.", todo
    but, todo = _LOW[verdict]
    return f"Theme and language hardly go together ({how_far}){but}.", todo


_SPLIT = "Merge the themes named below and look at these figures again."
_HIGH = {
    "split": ("the model has split themes by language", _SPLIT),
    "unclear": (
        "either the reports of the languages differ in subject, or the model split themes by language",
        "Before you compare languages, read the themes named below.",
    ),
    "subjects": (
        "the reports of the languages seem to differ in subject",
        "Before you compare languages, read each theme's share in each language.",
    ),
}
_LOW = {
    "split": (", but the model has split a theme by language", _SPLIT),
    "unclear": (", but a theme has one language only", "Read what is said of it below."),
    "subjects": (", but a theme has one language only", "Read what is said of it below."),
    "independent": ("", "Nothing to do."),
}


def _nothing_to_compare(verdict: str, languages: Sequence[str]) -> tuple[str, str]:
    if verdict == "nothing":
        return "No passage has a theme.", "Add reports, or train a model on them."
    if verdict == "one language":
        return (
            f"Nearly all passages with a theme are {_names(languages)}, so themes cannot be compared across languages.",
            "Add reports in the other language to compare.",
        )
    return "All passages have one theme, so theme and language cannot go together.", "Nothing to do."


def theme_sentences(
    reason: str, *, theme_id: str, twin: str | None, language: str, others: Sequence[str], passages: int
) -> tuple[str, str]:
    """Why a theme has passages in one language only, as far as can be told, and what to do."""
    own, other = NAMES.get(language, language), _names(others)
    if reason == "few":
        count = f"{passages:,} passage{'' if passages == 1 else 's'}"
        return (
            f"{theme_id} has {count}, all or nearly all of them {own}; with so few that may be chance.",
            "Draw no conclusion from it before there are more reports.",
        )
    if reason == "split":
        return (
            f"The model split a theme: the {own} passages of {theme_id} and the {other} passages of {twin} speak of "
            "the same.",
            f"Read both and, if you agree, merge {theme_id} and {twin} with `corpus topics merge`.",
        )
    if reason == "one language":
        return (
            f"Only {own} reports speak of {theme_id}: no theme has {other} passages like them.",
            f"This is a finding about the reports, not a fault. Search the {other} ones for its words before you say "
            "that they are silent.",
        )
    return (
        f"{theme_id} is {own} only, and too few themes hold enough text of both languages to tell whether the model "
        "split it.",
        f"Look for its words in the {other} reports; `corpus topics evaluate` says how the model does on text that "
        "exists in both languages.",
    )


def _names(codes: Sequence[str]) -> str:
    return " or ".join(NAMES.get(code, code) for code in codes)
