"""`corpus evaluate links` as a user gives it: what it prints, writes and refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import Corpus

ALEPPO, DAMASCUS, HOMS, OCEAN = (36.2, 37.16), (33.51, 36.29), (34.73, 36.71), (0.0, -150.0)
SENTENCES = (
    ("en", "Two buses left Aleppo for Damascus on Monday.", (("Aleppo", ALEPPO, "city"), ("Damascus", OCEAN, "city"))),
    ("en", "They rested in Zurbanistan.", (("Zurbanistan", HOMS, None),)),
    ("ar", "وصلت حافلتان من حلب إلى دمشق يوم الاثنين.", (("حلب", ALEPPO, "city"), ("دمشق", DAMASCUS, "city"))),
    ("ar", "عاد الأهالي إلى بيوتهم في حمص.", (("حمص", OCEAN, "city"), ("الأهالي", None, None))),
    ("ar", " ", ()),
)


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """Five invented lines in both languages; two points are wrong on purpose, and one line has no text."""
    lines = []
    for number, (language, text, places) in enumerate(SENTENCES, 1):
        entities: list[dict[str, object]] = []
        for name, point, kind in places:
            entity = {"start": text.index(name), "end": text.index(name) + len(name), "label": "PLACE", "type": kind}
            entities.append({**entity, **({"lat": point[0], "lon": point[1]} if point else {})})
        lines.append(json.dumps({"id": f"s{number}", "lang": language, "text": text, "entities": entities}))
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_a_table_a_report_and_json(corpus: Corpus, gold: Path, tmp_path: Path) -> None:
    """The figures on stdout, the rest on stderr, the report in its file; the same bytes every time."""
    arguments = ("evaluate", "links", str(gold), "--tagger", "gazetteer")
    done = corpus(*arguments, "-o", str(tmp_path / "reports" / "first.html"))
    assert done.returncode == 0, done.stderr
    for said in (
        "Arabic", "English", "of linked", "linked to a place far away: 2 (Arabic 1, English 1)", "! s5, line 5",
        "for [Damascus] on", "في [حمص].", "linked: Damascus / دمشق (", "not recognised as a place: 1 (English 1)",
    ):  # fmt: skip
        assert said in done.stdout
    assert "wrote " in done.stderr
    page = (tmp_path / "reports" / "first.html").read_bytes()
    assert '<p dir="rtl" lang="ar">' in page.decode()
    assert "<bdi><mark>حمص</mark></bdi>" in page.decode()

    assert corpus(*arguments, "-o", str(tmp_path / "second.html")).stdout == done.stdout
    assert (tmp_path / "second.html").read_bytes() == page

    done = corpus(*arguments, "--format", "json", "--quiet", "--examples", "0", "-o", str(tmp_path / "report.md"))
    assert done.returncode == 0, done.stderr
    assert done.stderr == "warning: 1 text could not be read: all their places count as not recognised\n"
    values = json.loads(done.stdout)
    assert values["scores"]["ar"]["acc161"] == 0.6667
    assert values["scores"]["en"]["recognised"] == 0.6667
    assert values["scores"]["all"]["counts"] == {
        "gold": 6, "recognised": 5, "linked": 5, "near161": 3, "near50": 3, "typed": 3, "same_class": 3,
    }  # fmt: skip
    assert (values["not_counted"], values["faults"][0]["faults"]) == (1, [])
    assert (tmp_path / "report.md").read_text(encoding="utf-8").startswith("# ")


@pytest.mark.parametrize(
    ("arguments", "entity", "code", "said"),
    [
        (("-o", "report.pdf"), {}, 2, "neither in .html nor in .md"),
        (("--tagger", "no-such"), {"lat": 1, "lon": 1}, 4, "no tagger named no-such"),
        ((), {}, 3, "none of its PLACE entities has a point"),
        ((), {"lat": 95, "lon": 1}, 3, "line 1, entity 1: its lat is 95"),
    ],
)
def test_what_cannot_be_done_is_said(
    corpus: Corpus, tmp_path: Path, *, arguments: tuple[str, ...], entity: dict[str, float], code: int, said: str
) -> None:
    """With the exit code of its kind and what to do."""
    gold = tmp_path / "gold.jsonl"
    entities = [{"start": 3, "end": 7, "label": "PLACE", **entity}]
    gold.write_text(json.dumps({"text": "In Homs.", "entities": entities}), encoding="utf-8")
    done = corpus("evaluate", "links", str(gold), *arguments)
    assert done.returncode == code, done.stderr
    assert said in done.stderr
    assert "what to do: " in done.stderr
    assert done.stdout == ""


def test_the_help_has_an_example(corpus: Corpus) -> None:
    """The quickest way to learn a command."""
    assert "Example: corpus evaluate links " in corpus("evaluate", "links", "--help").stdout
