"""What became of the themes of one model in another, told and shown."""

from __future__ import annotations

import json
from collections.abc import Sequence
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest

from corpus_cli.errors import InputError, OutputError
from corpus_cli.evaluation.comparison.comparing import Comparison, compare_models
from corpus_cli.evaluation.comparison.page import to_html, to_json, to_markdown, write_comparison
from corpus_cli.evaluation.comparison.terminal import comparison_lines, summary
from corpus_cli.topics.encoders.passages import TrainingPassages
from corpus_cli.topics.guidance.edits import drop_theme, merge_themes
from corpus_cli.topics.model.files import build_model
from corpus_cli.topics.model.hierarchy import merge_tree
from corpus_cli.topics.model.topic_model import ModelInfo, Theme, TopicModel
from corpus_cli.topics.space.alignment import Space
from corpus_cli.topics.words.keywords import Keyword

DIM = 8
LABELS = {"ar": "المياه والآبار", "en": "Water and wells"}


def model(*groups: Sequence[int], labels: dict[str, str] = LABELS, encoder: str = "f" * 64) -> TopicModel:
    """Each theme holds the passages that lie along these axes: its references are the axes."""
    axes = np.eye(DIM, dtype=np.float32)
    centroids = np.stack([axes[list(group)].mean(axis=0) for group in groups])
    centroids /= np.linalg.norm(centroids, axis=1, keepdims=True)
    themes = tuple(
        Theme(
            theme_id=f"t{number:03d}",
            labels=labels,
            keywords={"ar": (Keyword(text="بئر", weight=0.5),), "en": (Keyword(text="well", weight=0.5),)},
            trained_passages={"en": 10 * len(group)},
        )
        for number, group in enumerate(groups, start=1)
    )
    info = ModelInfo(
        method="kmeans", notes=(), encoder="use", encoder_sha256=encoder,
        settings={"themes": 0, "seed": 1, "neighbours": 1, "temperature": 0.1, "typical_similarity": 0.1},
        versions={}, corpus_fingerprint="", passages={"en": 80}, themes=themes, lineage=(),
        hierarchy=merge_tree(centroids, [1] * len(groups)),
    )  # fmt: skip
    return build_model(
        info,
        space=Space({"en": np.zeros(DIM, dtype=np.float32)}),
        references=np.concatenate([axes[list(group)] for group in groups]),
        labels=np.repeat(np.arange(len(groups)), [len(group) for group in groups]).astype(np.int32),
        centroids=centroids.astype(np.float32),
        encoder_centroids=centroids.astype(np.float32),
        documents=np.zeros(0, dtype=np.int64),
    )


def passages(*axes: int, each: int = 10) -> TrainingPassages:
    rows = np.repeat(np.eye(DIM, dtype=np.float32)[list(axes)], each, axis=0)
    return TrainingPassages([""] * len(rows), ["en"] * len(rows), rows, [str(number) for number in range(len(rows))])


def compared(first: TopicModel, second: TopicModel, *axes: int) -> Comparison:
    text = passages(*axes) if axes else None
    return compare_models(first, second, names=("before", "after"), passages=text)


def told(comparison: Comparison) -> list[tuple[str, str, str]]:
    return [
        (row.fate, " ".join(side.theme_id for side in row.first), " ".join(side.theme_id for side in row.second))
        for row in comparison.rows
    ]


def test_a_model_is_the_same_as_itself() -> None:
    """All themes stay, both agree on every passage."""
    one = model([0], [1], [2])
    found = compared(one, one, 0, 1, 2)
    assert told(found) == [("persists", name, name) for name in ("t001", "t002", "t003")]
    assert (found.agreement, found.unassigned, found.passages) == (1.0, (0.0, 0.0), 30)
    assert all((row.cosine, row.shared) == (1.0, 1.0) for row in found.rows)


def test_a_merger_is_told_before_what_stays() -> None:
    """Two themes in one; the third is as it was."""
    found = compared(model([0], [1], [2]), model([0, 1], [2]), 0, 1, 2)
    assert ("merged", "t001 t002", "t001") in told(found)
    assert ("persists", "t003", "t002") in told(found)
    assert found.rows[0].fate == "merged"
    assert found.count("vanished") == found.count("appeared") == 0
    assert 0 < (found.agreement or 0) < 1


def test_a_split_is_told() -> None:
    """One theme in two; sizes are of the passages compared."""
    found = compared(model([0, 1], [2]), model([0], [1], [2]), 0, 1, 2)
    (row,) = (row for row in found.rows if row.fate == "split")
    assert [side.theme_id for side in row.second] == ["t001", "t002"]
    assert [side.passages for side in (*row.first, *row.second)] == [20, 10, 10]


def test_what_is_gone_and_what_is_new_are_told() -> None:
    """Nothing of the one is like the other; a subject that nobody speaks of still counts as a theme."""
    found = compared(model([0], [1]), model([0], [3]), 0)
    assert told(found) == [("vanished", "t002", ""), ("appeared", "", "t002"), ("persists", "t001", "t001")]
    assert told(compared(model([0], [1]), model([0], [3]))) == told(found)


def test_without_passages_sizes_are_of_the_training_and_no_merger_is_told() -> None:
    """And the summary says how to learn more."""
    found = compared(model([0], [1], [2]), model([0, 1], [2, 3]))
    assert (found.passages, found.agreement, found.unassigned) == (None, None, None)
    assert found.count("merged") == 0
    assert {side.passages for row in found.rows for side in (*row.first, *row.second)} == {10, 20}
    assert any("--run OUT" in line for line in summary(found))


def test_versions_that_differ_by_edits_are_compared_by_their_references() -> None:
    """They have the same, so a merger or a drop is told without any run."""
    one = model([0], [1], [2])
    merged = compared(one, merge_themes(one, ["t001", "t002"]))
    assert told(merged) == [("merged", "t001 t002", "t001"), ("persists", "t001", "t001"), ("persists", "t003", "t003")]
    assert (merged.passages, merged.unassigned) == (3, (0.0, 0.0))
    dropped = compared(one, drop_theme(one, "t002"))
    assert told(dropped)[0] == ("vanished", "t002", "")
    assert dropped.unassigned == (0.0, 0.3333)


def test_models_of_two_encoders_have_nothing_in_common() -> None:
    """That is an error which names both, not a page of vanished themes."""
    with pytest.raises(InputError, match="no space in common"):
        compared(model([0]), model([0], encoder="0" * 64))


def test_the_terminal_shows_changes_first_and_both_labels() -> None:
    """Arabic at the ends of lines; a label that has changed with what it was."""
    second = model([0, 1], [2], labels={"ar": "الماء", "en": "Water and wells"})
    lines = comparison_lines(compared(model([0], [1], [2]), second, 0, 1, 2))
    assert lines[0] == "before → after"
    assert lines[1].strip() == "3 themes before, 2 after: 2 stay, 0 are new, 0 are gone"
    assert lines.index("merged into one") < lines.index("stays")
    assert "      الماء" in lines
    assert "        was: المياه والآبار" in lines
    assert not any("was: Water" in line for line in lines)


HOSTILE = {
    "ar": "ماء</p><script>alert('١')</script>\u202eعكس",
    "en": '<img src=x onerror=alert(1)> & "quoted" \u2066isolate\n\n# heading | [link](javascript:x)',
}


class Tags(HTMLParser):
    """The tags of a page and the texts of its labels with their directions."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.directions: dict[str, set[str]] = {}
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        found = dict(attrs)
        if "lang" in found and tag == "p":
            self.directions.setdefault(str(found["lang"]), set()).add(str(found["dir"]))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def test_hostile_labels_and_names_are_text_in_html() -> None:
    """No tag of theirs, no control that turns text around; Arabic runs from right to left."""
    one, two = model([0], [1], labels=HOSTILE), model([0, 1], labels=HOSTILE)
    found = compare_models(one, two, names=("<b>ميدان", "field\u202e"), passages=passages(0, 1))
    page = to_html(found).decode()
    parsed = Tags()
    parsed.feed(page)
    assert not {"script", "img", "b"} & set(parsed.tags)
    assert not {"\u202e", "\u2066", "\x1b"} & set(page)
    assert parsed.directions == {"ar": {"rtl"}, "en": {"ltr"}}
    assert '<img src=x onerror=alert(1)> & "quoted" isolate # heading | [link](javascript:x)' in parsed.texts
    assert "<h1><bdi>&lt;b&gt;ميدان</bdi> → <bdi>field</bdi></h1>" in page
    assert "http" not in page.replace("http-equiv", "")


def test_hostile_labels_and_names_are_text_in_markdown() -> None:
    """Neither tags nor marks of theirs; a label cannot end its paragraph."""
    one, two = model([0], [1], labels=HOSTILE), model([0, 1], labels=HOSTILE)
    text = to_markdown(compare_models(one, two, names=("<b>ميدان", "a*b"), passages=passages(0, 1))).decode()
    assert "<script" not in text
    assert "<img" not in text
    assert "\u202e" not in text
    assert "# &lt;b&gt;ميدان → a\\*b" in text
    assert not any(line.startswith("# heading") for line in text.splitlines())
    assert '<p dir="rtl"><strong>ماء&lt;/p&gt;' in text


def test_the_json_has_every_row(tmp_path: Path) -> None:
    """With ids, labels and figures, for programs; the pages are written by their suffix."""
    found = compared(model([0], [1], [2]), model([0, 1], [2]), 0, 1, 2)
    record = json.loads(to_json(found))
    assert [row["fate"] for row in record["rows"]] == [row.fate for row in found.rows]
    assert record["rows"][0]["first"][0]["labels"] == LABELS
    for name, start in (("page.html", b"<!DOCTYPE html>"), ("page.MD", b"# before")):
        write_comparison(tmp_path / name, found)
        assert (tmp_path / name).read_bytes().startswith(start)
    (tmp_path / "folder.md").mkdir()
    with pytest.raises(OutputError, match="cannot be written"):
        write_comparison(tmp_path / "folder.md", found)
