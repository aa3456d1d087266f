"""The report on links says what was measured, and shows what people wrote without obeying it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from corpus_cli.document import Link
from corpus_cli.errors import OutputError
from corpus_cli.evaluation.documents import Unread
from corpus_cli.evaluation.links.as_json import to_json
from corpus_cli.evaluation.links.faults import Kind, LinkedText, group_faults
from corpus_cli.evaluation.links.measuring import LinkEvaluation
from corpus_cli.evaluation.links.report import FORMATS, write_report
from corpus_cli.evaluation.links.scores import table
from corpus_cli.evaluation.links.terminal import WIDTH, fault_lines, link_table
from corpus_cli.evaluation.links.wording import EXPLAINED, FIGURES, HEADER, MEANINGS

MakeText = Callable[..., LinkedText]
MakeLink = Callable[..., Link]
NASTY = '<script>alert("1")</script> & **x** | \u202e'
LIBYA = (32.89, 13.18)


@pytest.fixture
def evaluation(linked: MakeText, link: MakeLink) -> LinkEvaluation:
    """A far link in each language, a name without a link, and names that would break a page."""
    texts = [
        linked(f"{NASTY} Ho<b>ms {NASTY}", "Ho<b>ms", link(LIBYA, name=NASTY, admin1=NASTY), id=NASTY, kind="<i>"),
        linked("إلى حلب ثم", "حلب", link(LIBYA, name_en=None), language="ar", line=2),
        linked("In Idlib.", "Idlib", line=3),
    ]
    return LinkEvaluation(
        gold=f"{NASTY}.jsonl",
        pipeline="default",
        model="gazetteer",
        model_sha256="0123456789abcdef",
        texts=4,
        others=2,
        scores=table((text.row.language, text.outcomes) for text in texts),
        faults=group_faults(texts, examples=5),
        unread=(Unread(id=NASTY, line=4, reason=f"holds {NASTY}", missed=1),),
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


def test_html_is_whole_and_escaped(evaluation: LinkEvaluation) -> None:
    """One file, nothing loaded, no tag of a text's or a gazetteer's, every tag closed, nothing that turns the line."""
    page = FORMATS[".html"](evaluation).decode()
    tags = Tags()
    tags.feed(page)
    assert tags.open == []
    assert not tags.seen & {"script", "b", "i", "link", "img"}
    assert "\u202e" not in page
    assert not re.search(r"https?://|src=|url\(", page)


def test_names_are_isolated_and_arabic_runs_from_right_to_left(evaluation: LinkEvaluation) -> None:
    """An Arabic name among English facts must not turn what stands around it, nor a Latin one in Arabic."""
    page = FORMATS[".html"](evaluation).decode()
    assert '<p dir="rtl" lang="ar">إلى <bdi><mark>حلب</mark></bdi> ثم</p>' in page
    assert "linked to: <bdi>حلب</bdi> (<bdi>city, SY, score 0.90, 2,2" in page
    assert "or: <bdi>Halab</bdi> 0.05" in page
    assert '<p dir="auto" lang="en">In <bdi><mark>Idlib</mark></bdi>.</p>' in page
    assert "marked by people: <bdi>36.20, 37.16</bdi>" in page


def test_markdown_is_escaped(evaluation: LinkEvaluation) -> None:
    """Neither HTML nor marks nor table bars of a text come through."""
    page = FORMATS[".md"](evaluation).decode()
    assert not re.search("<(?:script|b|i)>", page)
    assert "\u202e" not in page
    assert '<p dir="rtl">إلى <bdi><strong>حلب</strong></bdi> ثم</p>' in page
    rows = [line for line in page.splitlines() if line.startswith("| ")]
    assert len({line.count("|") for line in rows}) == 1


@pytest.mark.parametrize("suffix", [".html", ".md"])
def test_the_report_says_what_was_measured(evaluation: LinkEvaluation, suffix: str) -> None:
    """The tagger, what was left out, what could not be read, and what each figure means."""
    page = FORMATS[suffix](evaluation).decode()
    for said in ("tagger gazetteer", "2 names without a point", "could not read 1 text", "it links to wrong places"):
        assert said in page


def test_everything_is_explained() -> None:
    """Each kind of fault, each column of the table, for people who do not program."""
    assert set(EXPLAINED) == set(Kind)
    assert [term for term, _ in MEANINGS] == list(HEADER[1:])
    assert len(FIGURES) == len(HEADER) - 2


def test_json_has_the_figures(evaluation: LinkEvaluation) -> None:
    """By the names of score_links.py, as numbers; null where there is nothing to take a share of."""
    values = json.loads(to_json(evaluation))
    assert values["scores"]["ar"]["counts"]["linked"] == 1
    assert (values["scores"]["ar"]["precision161"], values["scores"]["ar"]["same_class"]) == (0.0, None)
    assert values["scores"]["all"]["linked"] == 0.6667
    assert [group["kind"] for group in values["faults"]] == [Kind.FAR, Kind.UNLINKED]
    assert values["faults"][0]["faults"][0]["link"]["country"] == "SY"


def test_the_terminal_shows_no_control_characters(evaluation: LinkEvaluation) -> None:
    """A text must not command the terminal; the table fits."""
    from rich.console import Console

    console = Console(width=WIDTH, no_color=True)
    with console.capture() as captured:
        console.print(link_table(evaluation))
    assert "…" not in captured.get()
    assert "Arabic" in captured.get()
    lines = "\n".join(fault_lines(evaluation))
    assert "\u202e" not in lines
    for said in ("without a link: 1 (English 1)", "إلى [حلب] ثم", "linked: حلب (city, SY, score 0.90", "or:     Halab"):
        assert said in lines


def test_a_report_that_cannot_be_written_is_an_output_error(evaluation: LinkEvaluation, tmp_path: Path) -> None:
    """As that of names."""
    (tmp_path / "r.md").mkdir()
    with pytest.raises(OutputError):
        write_report(tmp_path / "r.md", evaluation)
