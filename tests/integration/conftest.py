"""A small corpus in both languages with everything that goes wrong in one, and the command to run on it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path

import pytest
from command_line import ROOT, Corpus, Finished, command, environment, run_here, run_process
from filelock import FileLock

RECIPE = """
schema = 1
stages = ["ingest", "normalize", "segment", "entities", "topics", "themes"]
[segment]
min_passage_words = 15
max_passage_words = 30
[entities]
tagger = "gazetteer"
[topics]
encoder = "use"
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

CUT_OFF = ("unshare", "-rn")  # what follows runs in a network namespace of its own, in which there is no network
# Every Python process that starts with this on its path says so, and fails, when it would speak or listen to anybody.
# urllib3, which LanceDB imports, makes a socket to see whether there is IPv6: it is bound to this machine and closed.
NO_SOCKETS = """
import os, socket

def refused(what):
    def refuse(self, *rest, **named):
        if getattr(self, "family", None) == socket.AF_UNIX:
            return getattr(plain, what)(self, *rest, **named)
        with open(os.environ["SOCKETS_SEEN"], "a") as file:
            file.write(f"{what} {self} {rest}\\n")
        raise OSError(f"a socket was used: {what}")
    return refuse

plain = socket.socket
verbs = ("connect", "connect_ex", "sendto", "sendmsg", "listen")
socket.socket = type("Refused", (plain,), {what: refused(what) for what in verbs})
socket.getaddrinfo = socket.gethostbyname = refused("a look-up of")
"""


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


@pytest.fixture(scope="session")
def make_workplace() -> Callable[[Path], None]:
    """Fills a folder with the corpus in ``reports`` and the recipe ``small.toml``."""
    return write_workplace


@pytest.fixture
def workplace(tmp_path: Path) -> Path:
    """A folder with the corpus in ``reports`` and the recipe ``small.toml``."""
    write_workplace(tmp_path)
    return tmp_path


@pytest.fixture
def corpus(workplace: Path) -> Corpus:
    """Runs `corpus` in the workplace, in this process, and gives its output and exit code."""
    return partial(run_here, workplace)


@pytest.fixture
def corpus_process(workplace: Path) -> Corpus:
    """Runs `corpus` in the workplace, as a user's shell does."""
    return partial(run_process, workplace)


@pytest.fixture(scope="session", autouse=True)
def encoders() -> Iterator[None]:
    """In this process the weights of an encoder are read once."""
    from corpus_cli.topics.encoders import encoder

    with pytest.MonkeyPatch.context() as patch:
        for name, make in encoder.BUNDLED.items():
            patch.setitem(encoder.BUNDLED, name, cache(make))
        yield


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """The folder of that name, which ``make`` has filled: once for all processes of a test run. Nobody changes it."""
    base = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent  # that of the run; each worker's own lies in it
    place, unfinished = base / name, base / f"{name}.part"
    with FileLock(base / f"{name}.lock"):
        if not place.exists():
            shutil.rmtree(unfinished, ignore_errors=True)
            unfinished.mkdir()
            make(unfinished)
            unfinished.rename(place)
    return place


def can_be_cut_off() -> bool:
    """Whether this system lets us make a network namespace."""
    try:
        return subprocess.run([*CUT_OFF, "true"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def write_workplace(folder: Path) -> None:
    """The corpus in ``reports`` and the recipe ``small.toml``."""
    write_corpus(folder / "reports")
    (folder / "small.toml").write_text(RECIPE, encoding="utf-8")


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Finished:
    """One run of one worker, left in peace: what every other way to the same end is held against.

    It was made with umask 077, with every socket watched and, where the system lets us, in a network namespace of its
    own: test_privacy tells what that shows. None of it changes a byte.
    """

    def make(folder: Path) -> None:
        write_workplace(folder)
        (folder / "site").mkdir()
        (folder / "site" / "sitecustomize.py").write_text(NO_SOCKETS)
        done = run_process(
            folder, *"run reports -p small.toml -o out --jobs 1".split(), within=CUT_OFF if can_be_cut_off() else (),
            umask=0o077, PYTHONPATH=f"{folder / 'site'}:{ROOT}", SOCKETS_SEEN=str(folder / "sockets"),
        )  # fmt: skip
        said = {"args": done.args, "returncode": done.returncode, "stdout": done.stdout, "stderr": done.stderr}
        (folder / "done.json").write_text(json.dumps(said))

    folder = made_once(tmp_path_factory, "finished", make)
    done = subprocess.CompletedProcess(**json.loads((folder / "done.json").read_text()))
    return Finished(out=folder / "out", done=done, folder=folder, cut_off=tuple(done.args[: len(CUT_OFF)]) == CUT_OFF)


@pytest.fixture(scope="session")
def processed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of `corpus process` on the same reports."""

    def make(folder: Path) -> None:
        write_workplace(folder)
        done = run_process(folder, *"process reports -p small.toml -o out --jobs 1".split())
        assert done.returncode == 6, done.stderr

    return made_once(tmp_path_factory, "processed", make) / "out"


@pytest.fixture(scope="session")
def searched(finished: Finished, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The finished run with the index that the default recipe makes: of both encoders."""
    from corpus_cli.results.run import open_results
    from corpus_cli.search.build import build_index
    from corpus_cli.topics.encoders.encoder import load_encoder

    def make(folder: Path) -> None:
        shutil.copytree(finished.out, folder / "out")
        build_index(open_results(folder / "out"), encoder=load_encoder("use+e5"))

    return made_once(tmp_path_factory, "searched", make) / "out"


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
