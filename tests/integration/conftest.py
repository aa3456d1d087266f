"""A small corpus in both languages with everything that goes wrong in one, and the command to run on it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RECIPE = """
schema = 1
stages = ["ingest", "normalize", "segment", "entities", "topics", "themes"]
[segment]
min_passage_words = 15
max_passage_words = 30
[entities]
tagger = "gazetteer"
"""
ENGLISH = {
    "return": (
        "Families who came back to {place} last spring found their houses without doors or windows. The local council "
        "listed four hundred damaged homes and asked for cement, glass and water tanks. Returning refugees said that "
        "schools matter most: without a teacher nobody stays. Buses from the border now run twice a week, and the "
        "committee keeps a list of families who wish to return before winter."
    ),
    "dialogue": (
        "Elders of two neighbourhoods in {place} met in the municipal library to talk about the truce. They agreed on "
        "a committee of mediators, half of them women, that answers every complaint within a week. A young mediator "
        'said: "We talk first about water, then about the dead." The dialogue sessions go on every Monday, and both '
        "sides promised to keep weapons out of the market."
    ),
}
ARABIC = {
    "return": (
        "وجدت العائلات التي عادت إلى {place} في الربيع الماضي بيوتها بلا أبواب ولا نوافذ. أحصى المجلس المحلي "
        "أربعمئة منزل متضرر وطلب الإسمنت والزجاج وخزانات المياه. وقال اللاجئون العائدون إن المدارس أهم من كل شيء، "
        "فلا أحد يبقى من دون معلم. "
        "وتسير الحافلات من الحدود مرتين في الأسبوع، وتحتفظ اللجنة بقائمة العائلات الراغبة في العودة قبل الشتاء."
    ),
    "dialogue": (
        "التقى وجهاء حيين في {place} في المكتبة البلدية للحديث عن الهدنة. واتفقوا على لجنة من الوسطاء نصفها من النساء، "
        "تجيب عن كل شكوى خلال أسبوع. وقالت وسيطة شابة: «نتحدث أولاً عن الماء ثم عن الموتى». وتستمر جلسات الحوار كل يوم "
        "اثنين، ووعد الطرفان بإبقاء السلاح خارج السوق."
    ),
}
PLACES = {"en": ("Aleppo", "Homs"), "ar": ("حلب", "حمص")}

Corpus = Callable[..., subprocess.CompletedProcess[str]]


@dataclass(frozen=True)
class Finished:
    """A finished run: its output folder and what the command said."""

    out: Path
    done: subprocess.CompletedProcess[str]


def write_corpus(folder: Path) -> None:
    """Eight reports, a csv and a jsonl file that share a record, a duplicate, a broken PDF and a photograph."""
    folder.mkdir(parents=True)
    for language, texts in (("en", ENGLISH), ("ar", ARABIC)):
        for theme, text in texts.items():
            for number, place in enumerate(PLACES[language]):
                path = folder / language / f"{theme}-{number}.{'md' if number else 'txt'}"
                path.parent.mkdir(exist_ok=True)
                path.write_text(f"# {theme}\n\n{text.format(place=place)}\n", encoding="utf-8")
    rows = [
        "id,date,text",
        "q1,2024-03-01,The market in Homs is open again.",
        "q2,2024-04-01,عاد السوق في حمص إلى العمل.",
    ]
    (folder / "survey-1.csv").write_text("\n".join([*rows, ""]), encoding="utf-8")
    (folder / "survey-2.csv").write_text("\n".join([*rows, "q3,2024-05-01,No water yet.", ""]), encoding="utf-8")
    (folder / "copy.txt").write_bytes((folder / "ar" / "return-0.txt").read_bytes())
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\nnot a document")
    (folder / "photo.jpg").write_bytes(b"\xff\xd8\xff")


def environment() -> dict[str, str]:
    """The environment without settings of the person who runs the tests."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CORPUS_") and name != "NO_COLOR"}
    return kept | {"PYTHONPATH": str(ROOT), "XDG_DATA_HOME": str(ROOT / "tests" / "no-places-of-ones-own")}


def command(*arguments: str) -> list[str]:
    """The command line of `corpus`."""
    return [sys.executable, "-m", "corpus_cli.commands.main", *arguments]


def run_command(folder: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Runs `corpus` in the folder."""
    return subprocess.run(
        command(*arguments), cwd=folder, env=environment() | variables, capture_output=True, text=True, check=False
    )


@pytest.fixture
def workplace(tmp_path: Path) -> Path:
    """A folder with the corpus in ``reports`` and the recipe ``small.toml``."""
    write_corpus(tmp_path / "reports")
    (tmp_path / "small.toml").write_text(RECIPE, encoding="utf-8")
    return tmp_path


@pytest.fixture
def corpus(workplace: Path) -> Corpus:
    """Runs `corpus` in the workplace and gives its output and exit code."""
    return partial(run_command, workplace)


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Finished:
    """One run of one worker, left in peace: what every other way to the same end is held against."""
    folder = tmp_path_factory.mktemp("finished")
    write_corpus(folder / "reports")
    (folder / "small.toml").write_text(RECIPE, encoding="utf-8")
    done = run_command(folder, "run", "reports", "-p", "small.toml", "-o", "out", "--jobs", "1")
    return Finished(folder / "out", done)


@pytest.fixture
def evidence() -> Callable[[Path], dict[str, bytes]]:
    """Reads all files of a run that must be the same for the same input, by path."""

    def read(out: Path) -> dict[str, bytes]:
        whole = ("errors.jsonl", "entities.csv", "places.geojson", "relations.jsonl", "relations.csv")
        files = [*out.glob("documents/*/*"), *out.glob("themes.*"), *out.glob("topics/*")]
        files += [out / name for name in whole]
        return {str(path.relative_to(out)): path.read_bytes() for path in files}

    return read


@pytest.fixture
def start(workplace: Path) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """Starts `corpus` in the workplace, in a process group of its own like a command in a terminal."""
    processes: list[subprocess.Popen[bytes]] = []

    def run(*arguments: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            command(*arguments), cwd=workplace, env=environment(), stderr=subprocess.PIPE, start_new_session=True
        )
        processes.append(process)
        return process

    yield run
    for process in processes:
        process.kill()
        process.wait()
        if process.stderr is not None:
            process.stderr.close()
