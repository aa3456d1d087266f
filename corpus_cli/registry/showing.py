"""A topic model as text for a terminal and as JSON: its themes, how they descend, what was edited by hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from corpus_cli.errors import InputError
from corpus_cli.registry.store import Version
from corpus_cli.topics.model.hierarchy import cut as cut_tree
from corpus_cli.topics.model.topic_model import Edit, Lineage, Theme, TopicModel
from corpus_cli.wording.language import language_of
from corpus_cli.wording.text import one_line, plural

WORDS = 6


def show_lines(model: TopicModel, *, name: str, versions: Sequence[Version], cut: int | None) -> list[str]:
    """The model as a person reads it; ``cut``: its themes in that many groups."""
    info = model.info
    passages = ", ".join(f"{count:,} {language_of(code).name}" for code, count in info.passages.items())
    lines = [
        f"{name}: {plural(len(info.themes), 'theme')} from {passages or 'no'} passages",
        f"  encoder {info.encoder}, method {info.method}, package {info.package_version}, hash {model.sha256[:12]}",
    ]
    without = sum(info.unassigned.values())
    if without:
        lines.append(f"  {plural(without, 'passage')} of the training stayed without a theme")
    lines += [f"  ! {one_line(warning)}" for warning in (info.guard.warnings if info.guard else ())]
    lines += [f"  note: {one_line(note)}" for note in info.notes]
    descent = {line.theme_id: line for line in info.lineage} if info.previous_sha256 else {}
    for number, group in enumerate(_groups(model, cut), start=1):
        if cut is not None:
            lines += ["", f"group {number}: {plural(sum(theme.size for theme in group), 'passage')}"]
        for theme in group:
            lines += ["", *_theme_lines(theme, descent.get(theme.theme_id))]
    if info.edits:
        lines += ["", "edits by hand, done again after every training:"]
        lines += [f"  {edit_line(edit)}" for edit in info.edits]
    if info.retired:
        lines += ["", f"ids no longer in use: {', '.join(info.retired)}"]
    if versions:
        lines += ["", "versions, the newest last:"]
        lines += [f"  {version_line(version.reference, version.at, version.made_by)}" for version in versions]
    return lines


def show_json(model: TopicModel, *, name: str, versions: Sequence[Version], cut: int | None) -> bytes:
    """The same for programs; ``groups``: the theme ids of each group of the cut."""
    record: dict[str, Any] = {
        "name": name,
        "sha256": model.sha256,
        "info": model.info,
        "versions": [*versions],
        "groups": [[theme.theme_id for theme in group] for group in _groups(model, cut)] if cut is not None else None,
    }
    return msgspec.json.format(msgspec.json.encode(record), indent=1) + b"\n"


def version_line(reference: str, at: str, made_by: str) -> str:
    """A version as one line: what commands call it, when it was made and how."""
    return f"{reference}  {one_line(at[:16].replace('T', ' '))}  {one_line(made_by)}"


def edit_line(edit: Edit) -> str:
    """An edit as one line: merge t003 t007 → t003."""
    given = "".join(f" {code}: {one_line(label)}" for code, label in (edit.labels or {}).items())
    became = f" → {' '.join(edit.results)}" if edit.kind in ("merge", "split") else ""
    return f"{edit.kind} {' '.join(edit.themes)}{became}{given}"


def _groups(model: TopicModel, cut: int | None) -> list[list[Theme]]:
    """The themes by size, in groups by falling size if a cut is asked for."""
    themes = model.info.themes
    if cut is None:
        return [sorted(themes, key=lambda theme: (-theme.size, theme.theme_id))]
    if cut > len(themes):
        raise InputError(
            f"the model has only {plural(len(themes), 'theme')}", remedy=f"give --cut {len(themes)} or less"
        )
    groups: dict[int, list[Theme]] = {}
    for theme, group in zip(themes, cut_tree(model.info.hierarchy, themes=cut), strict=True):
        groups.setdefault(group, []).append(theme)
    for members in groups.values():
        members.sort(key=lambda theme: (-theme.size, theme.theme_id))
    return sorted(groups.values(), key=lambda group: (-sum(theme.size for theme in group), group[0].theme_id))


def _theme_lines(theme: Theme, descent: Lineage | None) -> list[str]:
    counts = ", ".join(f"{count} {language_of(code).name}" for code, count in theme.trained_passages.items())
    seed = "  asked for" if theme.seed else ""
    lines = [f"{theme.theme_id}  {plural(theme.size, 'passage')} ({counts or 'none'}){_descent(descent)}{seed}"]
    for code in sorted({*theme.labels, *theme.keywords}):
        label = one_line(theme.labels.get(code, ""))
        by_hand = " [given by hand]" if code in theme.renamed else ""
        if label:
            lines.append(f"  {label}{by_hand}")
        words = theme.keywords.get(code, ())[:WORDS]
        comma = "، " if language_of(code).right_to_left else ", "
        suggested = " (suggested)" if words and all(word.suggested for word in words) else ""
        if words:
            lines.append(f"    {comma.join(one_line(word.text) for word in words)}{suggested}")
    return lines


def _descent(line: Lineage | None) -> str:
    if line is None:
        return ""
    into = f", with {' '.join(line.sources)}" if line.sources else ""
    if line.previous is None:
        return f"  new{f', out of {chr(32).join(line.sources)}' if line.sources else ''}"
    near = "" if line.similarity is None else f"  was there before (likeness {line.similarity:.2f})"
    return f"{near}{into}"
