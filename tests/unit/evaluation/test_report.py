"""The report says what was measured, and shows what people wrote without obeying it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from corpus_cli.errors import OutputError
from corpus_cli.evaluation.as_json import to_json
from corpus_cli.evaluation.confusions import Kind, group_confusions
from corpus_cli.evaluation.documents import Unread
from corpus_cli.evaluation.ner import Evaluation
from corpus_cli.evaluation.report import FORMATS, make_room, write_report
from corpus_cli.evaluation.scores import Compared, score_texts
from corpus_cli.evaluation.terminal import WIDTH, confusion_lines, table
from corpus_cli.evaluation.wording import EXPLAINED

Make = Callable[..., Compared]
NASTY = '<script>alert("1")</script> & **x** | \u202e'


@pytest.fixture
def evaluation(compared: Make) -> Evaluation:
    """One text in each language, both with a wrong edge, and names that would break a page."""
    texts = [
        compared(f"{NASTY} [PLACE:Ho<b>ms] {NASTY}", f"{NASTY} [PLACE:Ho<b>ms {NASTY}]"),
        compared("إلى و[PLACE:حلب] ثم", "إلى [PLACE:وحلب] ثم", language="ar", line=2),
    ]
    return Evaluation(
        gold=f"{NASTY}.jsonl",
        pipeline="default",
        model="gazetteer",
        model_sha256="0123456789abcdef",
        labels=("PLACE", "ORG"),
        others={"PERSON": 3},
        whole_words=True,
        texts=3,
        scores=score_texts(texts, labels=("PLACE", "ORG")),
        confusions=group_confusions(texts, examples=5),
        unread=(Unread(id=NASTY, line=3, reason=f"holds {NASTY}", missed=1),),
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


def test_html_is_whole_and_escaped(evaluation: Evaluation) -> None:
    """One file, nothing loaded, no tag of a text's, every tag closed, no character that turns the line."""
    page = FORMATS[".html"](evaluation).decode()
    tags = Tags()
    tags.feed(page)
    assert tags.open == []
    assert not tags.seen & {"script", "b", "link", "img"}
    assert "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; **x**" in page
    assert "\u202e" not in page
    assert '<meta charset="utf-8">' in page
    assert not re.search(r"https?://|src=|url\(", page)


def test_mentions_are_isolated_and_arabic_runs_from_right_to_left(evaluation: Evaluation) -> None:
    """A Latin name in an Arabic sentence must not turn what stands around it."""
    page = FORMATS[".html"](evaluation).decode()
    assert '<p dir="rtl" lang="ar">إلى <bdi><mark>وحلب</mark></bdi> ثم</p>' in page
    assert "marked by people: <bdi>حلب</bdi> · found: <bdi>وحلب</bdi>" in page
    assert '<p dir="auto" lang="en">' in page


def test_markdown_is_escaped(evaluation: Evaluation) -> None:
    """Neither HTML nor marks nor table bars of a text come through."""
    page = FORMATS[".md"](evaluation).decode()
    assert "<script" not in page
    assert "<b>" not in page
    assert '<p dir="rtl">إلى <bdi><strong>وحلب</strong></bdi> ثم</p>' in page
    rows = [line for line in page.splitlines() if line.startswith("| ")]
    assert len({line.count("|") for line in rows}) == 1


@pytest.mark.parametrize("suffix", [".html", ".md"])
def test_the_report_says_what_was_measured(evaluation: Evaluation, suffix: str) -> None:
    """The tagger, what was left out, what could not be read, and what each figure means."""
    page = FORMATS[suffix](evaluation).decode()
    for said in (
        "tagger gazetteer",
        "PERSON (3)",
        "could not read 1 text",
        "prefixes do not matter",
        "it misses names",
    ):
        assert said in page


def test_every_kind_is_explained() -> None:
    """For people who do not program."""
    assert set(EXPLAINED) == set(Kind)


def test_json_has_the_figures(evaluation: Evaluation) -> None:
    """The same ones, as numbers."""
    values = json.loads(to_json(evaluation))
    assert values["scores"]["ar"]["PLACE"]["exact"] == {
        "precision": 0.0, "recall": 0.0, "f1": 0.0, "right": 0, "found": 1, "gold": 1,
    }  # fmt: skip
    assert values["scores"]["all"]["all"]["relaxed"]["f1"] == 1.0
    assert {group["kind"] for group in values["confusions"]} == {"proclitic", "too long"}


def test_the_terminal_shows_no_control_characters(evaluation: Evaluation) -> None:
    """A text must not command the terminal; the table fits."""
    from rich.console import Console

    console = Console(width=WIDTH, no_color=True)
    with console.capture() as captured:
        console.print(table(evaluation))
    assert "…" not in captured.get()
    assert "Arabic" in captured.get()
    lines = "\n".join(confusion_lines(evaluation))
    assert "\u202e" not in lines
    assert "إلى [وحلب] ثم" in lines
    assert "found:  وحلب" in lines


def test_a_report_that_cannot_be_written_is_an_output_error(evaluation: Evaluation, tmp_path: Path) -> None:
    """Known before the work where it can be."""
    (tmp_path / "file").touch()
    (tmp_path / "r.md").mkdir()
    for path in (tmp_path / "file" / "r.md", tmp_path / "r.md"):
        with pytest.raises(OutputError):
            make_room(path)
        with pytest.raises(OutputError):
            write_report(path, evaluation)
