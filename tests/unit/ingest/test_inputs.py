"""Which files a run reads, in which order, and what it says of the rest."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from corpus_cli.errors import InputError
from corpus_cli.ingest.inputs import error_line, find_inputs, shown_path


@pytest.fixture
def reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "reports"
    (folder / "sub").mkdir(parents=True)
    for name in ("b.txt", "a.md", "sub/c.PDF", "sub/تقرير.docx"):
        (folder / name).write_text("x")
    monkeypatch.chdir(tmp_path)
    return folder


def paths(*arguments: str, stdin: list[str] | None = None) -> list[str]:
    return [file.path for file in find_inputs(arguments, stdin=stdin)[0]]


@pytest.mark.usefixtures("reports")
def test_folder_is_read_with_its_subfolders_in_code_point_order() -> None:
    """A folder gives all files below it, relative as given, sorted, suffixes in any case."""
    assert paths("reports") == ["reports/a.md", "reports/b.txt", "reports/sub/c.PDF", "reports/sub/تقرير.docx"]
    assert paths("reports/") == paths("reports")


@pytest.mark.usefixtures("reports")
def test_current_folder_adds_nothing_to_the_paths() -> None:
    """Files found in '.' have no './' before them."""
    assert "reports/a.md" in paths(".")


def test_absolute_paths_stay_absolute(reports: Path) -> None:
    """Paths are kept the way they are given."""
    assert paths(str(reports / "b.txt")) == [str(reports / "b.txt")]


def test_one_file_named_several_ways_is_read_once(reports: Path) -> None:
    """The first way in which a file is named is kept."""
    assert paths("reports/b.txt", "./reports/b.txt", str(reports / "b.txt"), "reports/sub/../b.txt") == [
        "reports/b.txt"
    ]
    assert len(paths("reports", "reports/b.txt")) == 4


@pytest.mark.usefixtures("reports")
def test_glob_patterns_find_files_and_folders() -> None:
    """A pattern gives its matches, and folders among them are read through."""
    assert paths("reports/*.txt") == ["reports/b.txt"]
    assert paths("reports/**/*.PDF") == ["reports/sub/c.PDF"]
    assert len(paths("reports/s*")) == 2


def test_a_file_whose_name_looks_like_a_pattern_is_a_file(reports: Path) -> None:
    """Brackets in an existing file's name are no pattern."""
    (reports / "d[1].txt").write_text("x")
    assert paths("reports/d[1].txt") == ["reports/d[1].txt"]


@pytest.mark.usefixtures("reports")
def test_dash_reads_a_list_from_stdin() -> None:
    """Each line of stdin is a path, empty lines are passed over."""
    assert paths("-", stdin=["reports/b.txt\n", "\n", "reports/sub\r\n"])[0] == "reports/b.txt"
    with pytest.raises(InputError, match="stdin"):
        find_inputs(["-"])


def test_hidden_entries_are_skipped_by_rule(reports: Path) -> None:
    """Files and folders that begin with a dot are not read and are named as skipped."""
    (reports / ".secret.txt").write_text("x")
    (reports / ".git").mkdir()
    (reports / ".git" / "x.txt").write_text("x")
    files, failures = find_inputs(["reports"])
    assert len(files) == 4
    assert [(failure.path, failure.kind) for failure in failures] == [
        ("reports/.git", "skipped"),
        ("reports/.secret.txt", "skipped"),
    ]


def test_links_that_lead_out_are_not_followed(reports: Path, tmp_path: Path) -> None:
    """A link out of the folder, to nowhere or in a circle is skipped; one to a file inside is read."""
    outside = tmp_path / "outside.txt"
    outside.write_text("x")
    (reports / "out.txt").symlink_to(outside)
    (reports / "nowhere.txt").symlink_to(tmp_path / "gone.txt")
    (reports / "circle").symlink_to(reports)
    (reports / "in.txt").symlink_to(reports / "b.txt")
    files, failures = find_inputs(["reports"])
    assert "reports/in.txt" in [file.path for file in files]
    assert {failure.path for failure in failures} == {"reports/out.txt", "reports/nowhere.txt", "reports/circle"}
    assert {failure.kind for failure in failures} == {"skipped"}


def test_a_link_named_by_the_user_is_followed(reports: Path, tmp_path: Path) -> None:
    """What the user names is read, wherever it leads."""
    (tmp_path / "link").symlink_to(reports)
    assert "link/a.md" in paths("link")


def test_fifos_devices_and_unknown_formats_are_skipped_with_the_formats_named(reports: Path) -> None:
    """What is no regular file or no known format is skipped, and the remedy lists what can be read."""
    os.mkfifo(reports / "pipe.txt")
    (reports / "sheet.xlsx").write_text("x")
    files, failures = find_inputs(["reports", "/dev/null"])
    assert len(files) == 4
    assert [failure.path for failure in failures] == ["/dev/null", "reports/pipe.txt", "reports/sheet.xlsx"]
    assert all(failure.kind == "skipped" and "docx" in failure.remedy for failure in failures)


def test_a_folder_named_like_a_file_is_a_folder(reports: Path) -> None:
    """A folder called x.txt is walked through, not read."""
    (reports / "x.txt").mkdir()
    (reports / "x.txt" / "y.txt").write_text("x")
    assert "reports/x.txt/y.txt" in paths("reports")


@pytest.mark.usefixtures("reports")
def test_missing_arguments_are_failures_beside_found_ones() -> None:
    """One wrong argument does not stop the others."""
    files, failures = find_inputs(["reports/b.txt", "gone.txt", "*.nothing", "", "a\0b"])
    assert len(files) == 1
    assert {failure.kind for failure in failures} == {"quarantined"}
    assert len(failures) == 4


@pytest.mark.usefixtures("reports")
def test_nothing_found_is_an_error_that_says_what_was_looked_for() -> None:
    """With no file at all the run cannot go on, and the message names the arguments and the formats."""
    with pytest.raises(InputError, match=r"gone, \*\.nothing") as caught:
        find_inputs(["gone", "*.nothing"])
    assert "docx" in caught.value.remedy


def test_names_that_are_no_utf8_can_be_shown() -> None:
    """A file name in another encoding is shown with replacement characters, since JSON cannot hold its bytes."""
    assert shown_path("a\udce9.txt") == "a\\xe9.txt"


def test_names_that_are_not_utf8_stay_different(tmp_path: Path) -> None:
    """Three windows-1256 names of one length once became one name, and two reports were lost."""
    for name in ("تقرير.txt", "ملخصا.txt"):
        (Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name.encode("cp1256")))).write_text("text")
    files, _ = find_inputs([str(tmp_path)])
    shown = {shown_path(file.path) for file in files}
    assert len(shown) == 2
    assert all(path.encode() for path in shown)


def test_a_suffix_that_is_not_utf8_is_shown_as_the_path_is(tmp_path: Path) -> None:
    """One file with a windows-1256 name and a dot in it once ended the run: its reason could not be written."""
    (tmp_path / "a.txt").write_text("text")
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + "ت.حص".encode("cp1256"))).write_text("text")
    _, (failure,) = find_inputs([str(tmp_path)])
    assert failure.reason.encode() == rb"is of a format that is not read (.\xcd\xd5)"


def test_a_reason_can_be_written_whatever_it_quotes() -> None:
    """The second line of defence: readers clean what they quote, and one that forgets costs no run."""
    line = error_line("a\udce9", kind="quarantined", reason="has no column \ud83d", remedy="name it", record="1")
    assert (line.path, line.reason, line.record) == ("a\\xe9", "has no column \ufffd", "1")


def test_the_results_of_a_run_are_no_reports(tmp_path: Path) -> None:
    """A run folder among the inputs is passed over with a reason."""
    (tmp_path / "out" / ".state").mkdir(parents=True)
    (tmp_path / "out" / "themes.md").write_text("# Themes")
    (tmp_path / "report.txt").write_text("text")
    files, failures = find_inputs([str(tmp_path)])
    assert [Path(file.path).name for file in files] == ["report.txt"]
    assert [failure.kind for failure in failures] == ["skipped"]


def outside(reports: Path) -> Path:
    folder = reports.parent / "outside"
    folder.mkdir()
    (folder / "far.txt").write_text("x")
    (reports / "away").symlink_to("../outside")
    (reports / "away.txt").symlink_to("../outside/far.txt")
    return folder


def test_links_that_lead_out_are_followed_only_when_asked(reports: Path) -> None:
    """By default they are skipped with the flag named; with it, their files are read under the link's name."""
    outside(reports)
    files, failures = find_inputs(["reports"])
    assert not any("away" in file.path for file in files)
    assert {failure.path for failure in failures} == {"reports/away", "reports/away.txt"}
    assert all("--follow-links" in failure.remedy for failure in failures)
    found = [file.path for file in find_inputs(["reports"], follow_links=True)[0]]
    assert {"reports/away/far.txt", "reports/away.txt"} <= set(found)


def test_followed_links_that_lead_in_circles_are_walked_once(reports: Path) -> None:
    """A folder linked from outside back to the reports, or above them, is not read again."""
    (outside(reports) / "back").symlink_to("../reports")
    (reports / "above").symlink_to("..")
    files, _ = find_inputs(["reports"], follow_links=True)
    assert len(files) == len({os.path.realpath(file.path) for file in files}) + 1  # away.txt is a second name of one


def test_folders_deeper_than_calls_may_go_are_read(reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """1,200 folders in each other are no reason to end the run."""
    monkeypatch.chdir(reports)
    for _ in range(1200):  # one by one: os.makedirs makes them by recursion
        os.mkdir("d")  # noqa: PTH102
        os.chdir("d")
    Path("x.txt").write_text("x")
    monkeypatch.chdir(reports.parent)
    assert len(paths("reports")) == 5
    subprocess.run(["rm", "-r", "reports/d"], check=True)  # pytest removes by recursion


def test_what_programs_leave_is_skipped_in_folders_and_by_patterns(reports: Path) -> None:
    """Word keeps ~$report.docx beside a file that is open; named by itself it is read, as a hidden one is."""
    for name in ("~$b.docx", "Thumbs.db", "desktop.ini", "__MACOSX/b.txt"):
        (reports / name).parent.mkdir(exist_ok=True)
        (reports / name).write_text("x")
    files, failures = find_inputs(["reports", "reports/*.docx"])
    assert len(files) == 4
    left = ["reports/Thumbs.db", "reports/__MACOSX", "reports/desktop.ini", "reports/~$b.docx"]
    assert [failure.path for failure in failures] == left
    assert {failure.kind for failure in failures} == {"skipped"}
    assert paths("reports/~$b.docx") == ["reports/~$b.docx"]
