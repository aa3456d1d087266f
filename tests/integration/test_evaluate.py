"""`corpus evaluate ner` as a user gives it: what it prints, writes and refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import Corpus

from corpus_cli.entities.taggers.by_name import TAGGERS

SENTENCES = (
    ("en", "Two buses left Aleppo for Damascus on Monday.", (("Aleppo", "PLACE"), ("Damascus", "PLACE"))),
    ("en", "The Zurbani Bakers Circle met in Homs.", (("Zurbani Bakers Circle", "ORG"), ("Homs", "PLACE"))),
    ("ar", "وصلت حافلتان من حلب إلى دمشق يوم الاثنين.", (("حلب", "PLACE"), ("دمشق", "PLACE"))),
    ("ar", "عاد الأهالي إلى بيوتهم في حمص وقال سمير إن الماء مقطوع.", (("حمص", "PLACE"), ("سمير", "PERSON"))),
    ("ar", " ", ()),
)


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """Five invented lines in both languages; one has no text."""
    lines = []
    for number, (language, text, names) in enumerate(SENTENCES, 1):
        entities = [
            {"start": text.index(name), "end": text.index(name) + len(name), "label": label} for name, label in names
        ]
        lines.append(json.dumps({"id": f"s{number}", "lang": language, "text": text, "entities": entities}))
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_a_table_a_report_and_json(corpus: Corpus, gold: Path, tmp_path: Path) -> None:
    """The figures on stdout, the rest on stderr, the report in its file; the same bytes every time."""
    arguments = ("evaluate", "ner", str(gold), "--tagger", "gazetteer")
    done = corpus(*arguments, "-o", str(tmp_path / "reports" / "first.html"))
    assert done.returncode == 0, done.stderr
    for said in ("Arabic", "English", "micro", "ORG missed: 1 (English 1)", "[Zurbani Bakers Circle]", "! s5, line 5"):
        assert said in done.stdout
    assert "wrote " in done.stderr
    page = (tmp_path / "reports" / "first.html").read_bytes()
    assert "<bdi><mark>Zurbani Bakers Circle</mark></bdi>" in page.decode()

    assert corpus(*arguments, "-o", str(tmp_path / "second.html")).stdout == done.stdout
    assert (tmp_path / "second.html").read_bytes() == page

    done = corpus(*arguments, "--format", "json", "--quiet", "-o", str(tmp_path / "report.md"))
    assert done.returncode == 0, done.stderr
    assert done.stderr == "warning: 1 text could not be read: all their names count as missed\n"
    values = json.loads(done.stdout)
    assert values["scores"]["ar"]["PLACE"]["exact"]["f1"] == 1.0
    assert values["scores"]["en"]["ORG"]["exact"]["recall"] == 0.0
    assert values["other_labels"] == {"PERSON": 1}
    assert (tmp_path / "report.md").read_text(encoding="utf-8").startswith("# ")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("-o", "report.pdf"), 2, "neither in .html nor in .md"),
        (("--labels", "PERSON"), 2, "PLACE and ORG"),
        (("--tagger", "no-such"), 4, "no tagger named no-such"),
        (("--pipeline", "no-such"), 4, "no-such"),
        (("--aliases", "absent.csv"), 4, "absent.csv"),
        (("--labels", "ORG"), 3, "none of its names has the label ORG; it has PERSON"),
    ],
)
def test_what_cannot_be_done_is_said(
    corpus: Corpus, tmp_path: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    """With the exit code of its kind and what to do."""
    gold = tmp_path / "gold.jsonl"
    gold.write_text('{"text": "Ali came.", "entities": [{"start": 0, "end": 3, "label": "PERSON"}]}', encoding="utf-8")
    if code == 4:
        gold.write_text('{"text": "Nobody came.", "entities": []}', encoding="utf-8")
    done = corpus("evaluate", "ner", str(gold), *arguments)
    assert done.returncode == code, done.stderr
    assert said in done.stderr
    assert "what to do: " in done.stderr
    assert done.stdout == ""


def test_the_help_names_the_taggers(corpus: Corpus) -> None:
    """All that there are."""
    done = corpus("evaluate", "ner", "--help")
    assert all(name in done.stdout for name in TAGGERS)
    assert "Example: corpus evaluate ner " in done.stdout
