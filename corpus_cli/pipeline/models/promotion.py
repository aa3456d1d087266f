"""Which model new runs take: one that falls below the model in use on the agreed figures is refused."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from corpus_cli.errors import InputError, ModelMissingError
from corpus_cli.pipeline.models.topic_models import against_figures, probe_figure, stored_figures
from corpus_cli.pipeline.progress import Progress
from corpus_cli.registry.store import InUse, Store, Version

if TYPE_CHECKING:
    from corpus_cli.evaluation.topics.figures import TopicFigures

# By how much a figure may be worse: about what two trainings with different seeds on one corpus differ by.
WORSE_AGREEMENT = 0.05
WORSE_NMI = 0.02
WORSE_UNASSIGNED = 0.05
WORSE_COHERENCE = 0.03


def promote(store: Store, version: Version, *, force: bool, progress: Progress) -> InUse:
    """New runs take this version.

    Compared are, on the same parallel text, how well Arabic and English agree; and, on the passages that the version
    was trained on where both were measured on them, the language confound, the words' coherence and the share without
    a theme. Raises ``InputError`` with the figures if it falls below the one in use and ``force`` is not given.
    """
    use = store.in_use()
    store.load(version)
    if use is not None and use.current.reference != version.reference:
        for one in (version, use.current):
            _check_figures(store, one, progress)
        worse = list(_compared(store, version, use.current, progress))
        if worse and not force:
            raise InputError(
                f"{version.reference} falls below the model in use, {use.current.reference}: {'; '.join(worse)}",
                remedy=f"look at `corpus topics compare {use.current.reference} {version.reference}`, "
                "or promote it all the same with --force",
            )
        for figure in worse:
            progress.warn(f"promoted although it is worse: {figure}")
    return store.promote(version)


def _check_figures(store: Store, version: Version, progress: Progress) -> None:
    """Figures that were kept and say nothing of the version are told: it is compared on less than the user thinks."""
    if store.figures(version) is not None and stored_figures(store, version) is None:
        progress.warn(
            f"the figures kept of {version.reference} are damaged, or of another model or version of corpus, and are "
            f"not compared; `corpus topics evaluate {version.reference} OUT` takes them anew"
        )


def _compared(store: Store, candidate: Version, current: Version, progress: Progress) -> Iterator[str]:
    """The same, or nothing if the one in use cannot be read: it must not stand in the way of one that can."""
    try:
        store.load(current)
    except ModelMissingError as error:
        progress.warn(f"not compared with the model in use: {error.message}")
        return
    yield from _worse(store, candidate, current)


def _worse(store: Store, candidate: Version, current: Version) -> Iterator[str]:
    """The figures on which the candidate is clearly worse, in words."""
    new, old = probe_figure(store, candidate), probe_figure(store, current)
    if new is not None and old is not None and new.kappa is not None and old.kappa is not None:
        # A model of a narrow subject gives few of these passages a theme, and its figure has a wide range.
        least = old.kappa - WORSE_AGREEMENT
        if new.kappa < least and (new.high is None or new.high < old.kappa):
            yield f"Arabic and English of parallel text agree for {new.kappa:.2f} (in use {old.kappa:.2f})"
    own, theirs = stored_figures(store, candidate), against_figures(store, candidate, current)
    # Figures of other passages may have been measured since.
    if own is not None and theirs is not None and own.passages == theirs.passages:
        yield from _worse_on_text(own, theirs)


def _worse_on_text(own: TopicFigures, theirs: TopicFigures) -> Iterator[str]:
    """Both were measured on the same passages."""
    if own.guard.nmi is not None and theirs.guard.nmi is not None and own.guard.nmi > theirs.guard.nmi + WORSE_NMI:
        yield f"theme and language go together for {own.guard.nmi:.3f} (in use {theirs.guard.nmi:.3f})"
    if own.unassigned > theirs.unassigned + WORSE_UNASSIGNED:
        yield f"{own.unassigned:.1%} of the passages have no theme (in use {theirs.unassigned:.1%})"
    for code, words in sorted(own.words.items()):
        before = theirs.words.get(code)
        if before is None or words.npmi is None or before.npmi is None or words.words_in != before.words_in:
            continue
        if words.npmi < before.npmi - WORSE_COHERENCE:
            yield f"the coherence of its words in {code} is {words.npmi:.3f} (in use {before.npmi:.3f})"
