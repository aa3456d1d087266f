"""What the commands of ``corpus topics`` say when they have done their work."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from corpus_cli.wording.language import language_of
from corpus_cli.wording.text import one_line, percent, plural

if TYPE_CHECKING:
    from corpus_cli.commands.settings import Settings
    from corpus_cli.evaluation.topics.page import TopicEvaluation
    from corpus_cli.pipeline.models.topic_models import Trained, Updated
    from corpus_cli.registry.store import Store
    from corpus_cli.topics.training.update import Region, ThemeDrift

Name = Callable[[str], str]
THEMES = 8
GROWN = 5
WORDS = 6


def training_lines(trained: Trained, *, store: Store, name: Name) -> Iterator[str]:
    """What a training gave: themes, figures, warnings, what became of the model before, and what to do next."""
    info, reference = trained.model.info, trained.version.reference
    passages = ", ".join(f"{language_of(code).name} {count:,}" for code, count in info.passages.items())
    yield ""
    yield f"{reference}: {plural(len(info.themes), 'theme')} from {passages} passages"
    themes = sorted(info.themes, key=lambda theme: (-theme.size, theme.theme_id))
    for theme in themes[:THEMES]:
        yield f"  {theme.theme_id} {theme.size:>6,}  {_label(theme.labels, name)}"
    if len(themes) > THEMES:
        yield f"  … and {len(themes) - THEMES} more: `corpus topics show {trained.version.name}`"
    yield from _figures(trained)
    for warning in trained.figures.guard.warnings:
        yield f"! {name(warning)}"
    yield from (f"note: {name(note)}" for note in info.notes)
    if trained.comparison is not None:
        from corpus_cli.evaluation.comparison.terminal import summary

        yield "against the model before:"
        yield from (f"  {line}" for line in summary(trained.comparison))
    use = store.in_use()
    if use is None or use.current != trained.version:
        yield f"new runs take it after `corpus topics promote {trained.version.name}`"


def _figures(trained: Trained) -> Iterator[str]:
    figures = trained.figures
    parts = [f"{percent(figures.unassigned)} of the passages without a theme"]
    if figures.agreement is not None and figures.agreement.kappa is not None:
        parts.append(f"both languages agree on parallel text for {figures.agreement.kappa:.2f} above chance")
    if figures.guard.nmi is not None and figures.guard.chance is not None:
        parts.append(f"theme and language go together for {figures.guard.nmi:.3f} (chance {figures.guard.chance:.3f})")
    if figures.stability is not None and figures.stability.seeds is not None and figures.stability.halves is not None:
        parts.append(
            f"other seeds find the same for {figures.stability.seeds:.2f}, halves for {figures.stability.halves:.2f}"
        )
    yield from parts


def update_lines(updated: Updated, *, name: Name) -> Iterator[str]:
    """What new reports brought: how much, what grew, what drifted, what emerges."""
    drift = updated.drift
    total = sum(drift.passages.values())
    languages = ", ".join(f"{language_of(code).name} {count:,}" for code, count in drift.passages.items())
    yield f"{updated.version.reference}: {plural(drift.documents, 'new document')}, {languages} passages"
    yield (
        f"{percent(drift.unassigned / total)} of them are far from all themes "
        f"(in training {percent(drift.unassigned_before)})"
    )
    grown = sorted(drift.themes, key=lambda theme: (-abs(theme.after - theme.before), theme.theme_id))[:GROWN]
    yield "themes whose share of all passages changed most:"
    yield from (f"  {_grown(theme, name)}" for theme in grown if theme.after != theme.before)
    drifted = [theme for theme in drift.themes if theme.drifted]
    if drifted:
        yield "themes whose new passages are unlike them (train anew if that goes on):"
        for theme in drifted:
            yield (
                f"  {theme.theme_id}  likeness {theme.likeness:.2f}, usually {theme.usual:.2f}, in "
                f"{plural(theme.new, 'new passage')}  {_label(theme.labels, name)}"
            )
    for region in drift.regions:
        yield from _region(region, name)
    if any(region.kept is None for region in drift.regions):
        yield "`--emerging` makes themes of them"
    if not drift.renewed_words:
        yield "the words of the themes stay as they were: give the earlier runs too to renew them"
    yield f"as it was: {updated.before.reference}"
    yield f"new runs take it after `corpus topics promote {updated.version.name}`"


def _grown(theme: ThemeDrift, name: Name) -> str:
    return (
        f"{theme.theme_id}  {percent(theme.before)} → {percent(theme.after)}  (+{theme.new:,})  "
        f"{_label(theme.labels, name)}"
    )


def _region(region: Region, name: Name) -> Iterator[str]:
    counts = ", ".join(f"{language_of(code).name} {count:,}" for code, count in region.passages.items())
    what = f"new theme {region.theme_id}" if region.theme_id else "emerging subject"
    if region.theme_id is None and region.kept is not None:
        what += f", no theme (it would keep {plural(region.kept, 'passage')} of them)"
    yield f"{what}: {counts} passages"
    for code, words in region.words.items():
        comma = "، " if language_of(code).right_to_left else ", "
        if words:
            yield f"  {comma.join(name(word) for word in words[:WORDS])}"
    for example in region.examples[:1]:
        text = one_line(example.replace("\n", " … "))
        yield f"  “{name(text[:160])}{'…' if len(text) > 160 else ''}”"


def _label(labels: Mapping[str, str], name: Name) -> str:
    """Both labels, the Arabic one last: it reads the same in terminals that reorder it and in those that do not."""
    ordered = sorted(labels.items(), key=lambda item: language_of(item[0]).right_to_left)
    return " | ".join(name(label) for _, label in ordered) or "(no label)"


def print_figures(evaluation: TopicEvaluation, *, settings: Settings) -> None:
    """The table of figures is on stdout, with what they mean."""
    from corpus_cli.commands.printing import print_lines, print_table, safe_name
    from corpus_cli.evaluation.topics.terminal import WIDTH, figure_table, note_lines

    print_table(figure_table(evaluation), settings=settings, width=WIDTH)
    print_lines(note_lines(evaluation, name=safe_name()))
