"""The model card: what a person should know of a topic model before using it, in Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus_cli.topics.model.topic_model import Edit, ModelInfo, Theme, TopicModel

STOP_WORDS = 20


def card(model: TopicModel) -> str:
    """What it was made of and by, its themes, how far theme and language go together, what was changed by hand."""
    return "\n\n".join(_blocks(model)) + "\n"


def _blocks(model: TopicModel) -> Iterator[str]:
    info = model.info
    yield f"# Topic model {model.sha256[:12]}"
    yield _list(_origin(info))
    yield "## Themes"
    yield _themes(info)
    yield "## Theme and language"
    yield _list(_guard(info))
    if info.notes:
        yield "## Notes of the training"
        yield _list(info.notes)
    if info.edits:
        yield "## Changed by hand, done again after every training"
        yield _list(map(_edit, info.edits))
    if any(info.stop_words.values()):
        yield "## Words that say nothing of a theme in this corpus"
        yield _list(_stop_words(info))
    yield "## Settings"
    yield _list(f"{name}: {value}" for name, value in sorted(info.settings.items()))
    yield "## Use"
    yield (
        "`model.safetensors` and `model.json` are the model, `model.sha256` the hash over both, checked at load. It "
        "gives a passage the theme of the training passages nearest to it, and none where they are far. The same "
        "passages, settings and package versions give the same hash. It holds words of the reports it was trained on, "
        "so it is as confidential as they are. `figures.json`, where there is one, holds what was measured; "
        "`corpus topics evaluate MODEL OUT` measures it on a run and says what each figure means."
    )


def _origin(info: ModelInfo) -> Iterator[str]:
    passages = ", ".join(f"{language} {count:,}" for language, count in sorted(info.passages.items()))
    yield f"trained on passages: {passages or 'none'}; corpus fingerprint {info.corpus_fingerprint[:16]}"
    without = ", ".join(f"{language} {count:,}" for language, count in sorted(info.unassigned.items()) if count)
    yield f"of these without a theme, far from all: {without or 'none'}"
    yield f"method {info.method}; encoder {info.encoder} ({info.encoder_sha256[:12]})"
    versions = ", ".join(f"{name} {version}" for name, version in sorted(info.versions.items()))
    yield f"made by corpus {info.package_version} ({versions})"
    yield f"goes on from {info.previous_sha256[:12]}" if info.previous_sha256 else "goes on from no earlier model"
    if info.retired:
        yield f"theme ids given before and never again: {', '.join(info.retired)}"


def _themes(info: ModelInfo) -> str:
    if not info.themes:
        return "None."
    languages = sorted({code for theme in info.themes for code in (*theme.labels, *theme.trained_passages)})
    header = ["theme", *(f"label {code}" for code in languages), *(f"passages {code}" for code in languages), "remark"]
    rows = [header, ["---"] * len(header), *(_row(theme, languages) for theme in info.themes)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _row(theme: Theme, languages: list[str]) -> list[str]:
    remarks = [f"from the seed {_cell(theme.seed)}"] if theme.seed else []
    remarks += [f"label {code} given by hand" for code in theme.renamed]
    return [
        theme.theme_id,
        *(_cell(theme.labels.get(code, "")) for code in languages),
        *(f"{theme.trained_passages.get(code, 0):,}" for code in languages),
        "; ".join(remarks),
    ]


def _guard(info: ModelInfo) -> Iterator[str]:
    guard = info.guard
    if guard is None:
        yield "not measured"
        return
    if guard.nmi is not None and guard.chance is not None:
        yield f"mutual information, normalised: {guard.nmi:.4f}, by chance {guard.chance:.4f}; 1: theme is language"
    yield f"{guard.says} {guard.todo}".strip()
    yield from (warning for warning in guard.warnings if guard.says not in warning)


def _edit(edit: Edit) -> str:
    labels = ", ".join(f"{code}: {_cell(label)}" for code, label in sorted((edit.labels or {}).items()))
    results = ", ".join(edit.results) or "none"
    return f"{edit.kind} {', '.join(edit.themes)} → {results}{f' ({labels})' if labels else ''}"


def _stop_words(info: ModelInfo) -> Iterator[str]:
    for code, words in sorted(info.stop_words.items()):
        shown = ", ".join(_cell(word.text) for word in words[:STOP_WORDS])
        rest = f" and {len(words) - STOP_WORDS:,} more" if len(words) > STOP_WORDS else ""
        if words:
            yield f"{code}: {shown}{rest}"


def _cell(text: str) -> str:
    """The text as one line that ends no cell of a table and starts no HTML."""
    return " ".join(text.split()).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")


def _list(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)
