"""The table says what each figure means, and how the last models did."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from corpus_cli.evaluation.comparison.comparing import Comparison
from corpus_cli.evaluation.comparison.page import to_html, to_markdown
from corpus_cli.evaluation.topics.as_json import to_json
from corpus_cli.evaluation.topics.catalogue import NOTABLE, catalogue, compare_figures, number
from corpus_cli.evaluation.topics.page import MeasuredModel, TopicEvaluation, topic_page
from corpus_cli.evaluation.topics.probe import Disagreement
from corpus_cli.evaluation.topics.report import FORMATS, write_report
from corpus_cli.evaluation.topics.terminal import WIDTH, figure_table, note_lines
from corpus_cli.topics.guard.verdict import OneSided

NASTY = '<script>alert("1")</script> & **x** | \u202e'


@pytest.fixture
def evaluation(figures):
    """A model, one before it that left more without a theme, and names that would break a page."""
    themes = (replace(figures.themes[0], labels={"ar": "محكمة", "en": NASTY}), *figures.themes[1:])
    earlier = replace(figures, unassigned=0.08, stability=None, silhouette=None)
    return TopicEvaluation(
        model=MeasuredModel(name="new", figures=replace(figures, themes=themes)),
        source=NASTY,
        earlier=(MeasuredModel(name=NASTY, figures=earlier),),
        disagreements=(Disagreement(id="1", ar=f"نص {NASTY}", en=NASTY, theme_ar="t001", theme_en=None),),
    )


class Tags(HTMLParser):
    """The tags of a page that are not closed in order, and all that were opened."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 (the parser's)
        self.seen.add(tag)
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_every_figure_has_a_name_and_a_meaning(evaluation):
    """One row each, no two of one name, a value for each model; what was not measured is a dash."""
    page = topic_page(evaluation)
    names = [name for name, _, _, _ in page.rows]
    assert len(set(names)) == len(names)
    assert all(meaning.endswith(".") for _, _, _, meaning in page.rows)
    assert all(len(values) == 2 and all(values) for _, values, _, _ in page.rows)
    by_name = {name: values for name, values, _, _ in page.rows}
    assert by_name["steady with other seeds"] == ["1.00", "–"]
    assert {"words belong together, Arabic", "words belong together, English"} <= set(names)


def test_every_figure_of_the_issue_is_there(evaluation):
    """By the keys that programs read."""
    values = json.loads(to_json(evaluation))
    keys = {row["key"] for row in values["table"]}
    assert keys >= {
        "npmi_ar", "npmi_en", "diversity_ar", "diversity_en", "silhouette", "unassigned", "stability_seeds",
        "stability_halves", "language_nmi", "split", "one_language", "agreement", "evenness", "largest", "smallest",
    }  # fmt: skip
    assert values["models"][0]["figures"]["guard"]["verdict"] == "independent"
    assert values["compared"][0]["better"] == ["passages without a theme"]


def test_better_and_worse_follow_the_direction_of_each_figure(figures):
    """More without a theme is worse; small differences and what was not measured are neither."""
    assert compare_figures(replace(figures, unassigned=0.1), figures).worse == ("passages without a theme",)
    assert compare_figures(figures, replace(figures, silhouette=0.1)).better == ("themes are apart",)
    near = replace(figures, silhouette=(figures.silhouette or 0) - NOTABLE / 2)
    for other in (near, replace(figures, silhouette=None, stability=None)):
        assert compare_figures(figures, other) == compare_figures(figures, figures)


def test_sizes_are_neither_better_nor_worse(figures):
    """A larger theme may be right."""
    directions = {figure.key: figure.better for figure in catalogue([figures])}
    assert {directions[key] for key in ("themes", "evenness", "largest", "smallest")} == {"neither"}


def test_small_numbers_have_no_minus_before_zero():
    """-0.00 puzzles."""
    assert [number(-0.001), number(None), number(-0.126)] == ["0.00", "–", "-0.13"]


def test_html_is_whole_and_escaped(evaluation):
    """One file, nothing loaded, no tag of a text's, every tag closed, no character that turns the line."""
    page = FORMATS[".html"](evaluation).decode()
    tags = Tags()
    tags.feed(page)
    assert tags.open == []
    assert not tags.seen & {"script", "b", "link", "img"}
    assert "&lt;script&gt;" in page
    assert "\u202e" not in page
    assert '<p lang="ar" dir="rtl">نص' in page
    assert "<bdi>محكمة</bdi>" in page
    assert not re.search(r"https?://|src=|url\(", page)


def test_markdown_is_escaped(evaluation):
    """Neither HTML nor marks nor table bars of a text come through, and every table keeps its columns."""
    page = FORMATS[".md"](evaluation).decode()
    assert "<script" not in page
    # In an HTML block marks are plain characters.
    assert not [line for line in page.splitlines() if "**x**" in line and not line.startswith("<p ")]
    tables = re.findall(r"(?:^\|.*\n)+", page, re.MULTILINE)
    assert len(tables) == 2
    for table in tables:
        assert len({line.count("|") for line in table.splitlines()}) == 1


def test_a_report_is_a_file_of_its_suffix(evaluation, tmp_path):
    """The two formats say the same."""
    for suffix in FORMATS:
        write_report(tmp_path / f"r{suffix}", evaluation)
        text = (tmp_path / f"r{suffix}").read_text("utf-8")
        assert "agreement on parallel text" in text
        assert "Whether passages are nearer to their own theme" in text


def test_a_comparison_of_two_models_has_their_figures_side_by_side(figures):
    """On both of its pages, a column a model."""
    figures_of_both = TopicEvaluation(
        model=MeasuredModel(name="after", figures=figures),
        source="a run",
        earlier=(MeasuredModel(name="before", figures=figures),),
        disagreements=(),
    )
    compared = Comparison(
        names=("before", "after"), themes=(3, 3), passages=6, agreement=1.0, unassigned=(0.0, 0.0), rows=(),
        figures=figures_of_both,
    )  # fmt: skip
    assert "| figure | after | before |" in to_markdown(compared).decode()
    assert '<th scope="col"><bdi>after</bdi></th><th scope="col"><bdi>before</bdi></th>' in to_html(compared).decode()


def test_the_terminal_shows_the_table_and_no_control_characters(evaluation):
    """A label must not command the terminal; every figure's name is whole, with its meaning below."""
    from rich.console import Console

    console = Console(width=WIDTH, no_color=True)
    with console.capture() as captured:
        console.print(figure_table(evaluation))
    assert "\u202e" not in captured.get()
    lines = "\n".join(note_lines(evaluation))
    assert "\u202e" not in lines
    for name, _, _, _ in topic_page(evaluation).rows:
        assert name in captured.get()
        assert f"{name}: " in lines
    assert "Better than" in lines


def test_what_the_guard_warns_of_is_in_the_report(evaluation):
    """In the notes, with what to do."""
    guard = replace(evaluation.model.figures.guard, verdict="one language", says="Only one.", todo="Add more.")
    warned = replace(
        evaluation, model=MeasuredModel(name="new", figures=replace(evaluation.model.figures, guard=guard))
    )
    for suffix in FORMATS:
        assert "Only one. Add more." in FORMATS[suffix](warned).decode().replace("\\", "")


def test_unassigned_mass_is_told(evaluation):
    """Above five in a hundred, in short."""
    much = replace(
        evaluation, model=MeasuredModel(name="new", figures=replace(evaluation.model.figures, unassigned=0.2))
    )
    assert any(sentence.startswith("20.0 % of the passages are in no theme") for sentence in topic_page(much).in_short)


def test_themes_that_the_guard_names_are_shown_with_their_labels(evaluation):
    """An id says nothing to a reader in a terminal."""
    figures = evaluation.model.figures
    sided = OneSided(
        theme_id="t002", language="ar", passages=20, share=1.0, expected=10.0, near_share=0.0, twin=None,
        similarity=None, bar=None, reason="one language", says="Only Arabic.", todo="Search.",
    )  # fmt: skip
    guarded = replace(figures, guard=replace(figures.guard, one_sided=(sided,)))
    lines = list(note_lines(replace(evaluation, model=MeasuredModel(name="new", figures=guarded))))
    assert "! Only Arabic. Search." in lines
    assert "  t002  wheat · irrigation | قمح · ري" in lines
