"""What a redacted run writes in place of names, paths, hashes and links."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from corpus_cli.document import Alternative, Document, Entity, Failure, Link, OrganizationCount, Provenance, Source
from corpus_cli.errors import ConfigError, DocumentError, OutputError
from corpus_cli.output import RunFolder
from corpus_cli.pipeline.redacting.redaction import Redaction, claim, read_redaction, written_path

KIND = {"kb": "x", "lat": None, "lon": None, "country": None, "type": None, "score": 1.0}


@pytest.fixture
def redaction(tmp_path: Path) -> Redaction:
    (tmp_path / "names.txt").write_text("Salim Haddad\nسليم حداد\n", encoding="utf-8")
    return read_redaction(tmp_path / "names.txt")


def test_paths_without_a_name_stay_and_others_stay_apart(redaction: Redaction) -> None:
    """Two spellings of one name are two files, in folders and with suffixes as before."""
    assert written_path("reports/homs.txt", redaction) == "reports/homs.txt"
    one, two = (redaction.path(f"Salim Haddad/{name}.txt") for name in ("salim_haddad", "Salim Haddad"))
    assert one != two
    assert one.startswith("[redacted]/[redacted]~") and one.endswith(".txt")
    assert redaction.path("حديث سليم حداد.pdf").startswith("حديث [محجوب]~")


def test_hashes_are_keyed_with_the_list_and_the_list_stands_behind_a_slow_function(tmp_path: Path) -> None:
    """A guess at a name cannot be tried out with a plain hash; the same list gives the same output everywhere."""
    (tmp_path / "a.txt").write_text("Salim Haddad\n")
    (tmp_path / "b.txt").write_text("Salim Haddad\nSomebody Else\n")
    first, second = read_redaction(tmp_path / "a.txt"), read_redaction(tmp_path / "b.txt")
    assert first.keyed("0" * 64) != second.keyed("0" * 64) != "0" * 64
    assert first.fingerprint != hashlib.sha256(b"Salim Haddad\n").hexdigest()
    assert read_redaction(tmp_path / "a.txt").fingerprint == first.fingerprint != second.fingerprint
    assert first.keyed("") == ""


def test_links_that_bear_a_name_go_and_others_stay(redaction: Redaction) -> None:
    """A text says the pump's committee, the alias file calls it by a person's name."""
    alternative = Alternative(id="a", name_en="Salim Haddad Street", name_ar=None, score=0.1)
    kept = Link(id="homs", name_en="Homs", name_ar="حمص", admin1=None, alternatives=(alternative,), **KIND)  # type: ignore[arg-type]
    told = Link(id="pump", name_en="Salim Haddad Foundation", name_ar=None, admin1=None, **KIND)  # type: ignore[arg-type]
    span = {"start": 0, "end": 1, "raw_start": 0, "raw_end": 1, "text": "a", "segment": "s", "score": 1.0, "source": ()}
    doc = Document(
        doc_id="0",
        source=Source(path="a.txt", media_type="text/plain", sha256="", size_bytes=1),
        entities=tuple(Entity(id=link.id, label="ORG", link=link, **span) for link in (kept, told)),  # type: ignore[arg-type]
        organizations=tuple(
            OrganizationCount(id=link.id, name_en=link.name_en, name_ar=None, count=1) for link in (kept, told)
        ),
        provenance=Provenance(package_version="1", config_hash="c"),
    )
    (done,) = redaction.links(iter((doc,)))
    first, second = done.entities or ()
    assert first.link is not None and first.link.alternatives == ()
    assert second.link is None
    assert [one.id for one in done.organizations or ()] == ["homs"]


def test_areas_around_a_place_go_where_they_bear_a_name(tmp_path: Path) -> None:
    """The search index takes the names of areas from the gazetteer, by their ids."""
    (tmp_path / "names.txt").write_text("Aleppo\nSalim Haddad\n", encoding="utf-8")
    link = Link(
        id="gn:1", name_en="Azaz", name_ar="أعزاز", admin1=None,
        within=("camp:salim-haddad", "sy:aleppo-governorate", "iso:SY"), **KIND,  # type: ignore[arg-type]
    )  # fmt: skip
    span = {"start": 0, "end": 1, "raw_start": 0, "raw_end": 1, "text": "a", "segment": "s", "score": 1.0, "source": ()}
    doc = Document(
        doc_id="0",
        source=Source(path="a.txt", media_type="text/plain", sha256="", size_bytes=1),
        entities=(Entity(id="e", label="PLACE", link=link, **span),),  # type: ignore[arg-type]
        provenance=Provenance(package_version="1", config_hash="c"),
    )
    (done,) = read_redaction(tmp_path / "names.txt").links(iter((doc,)))
    (ent,) = done.entities or ()
    assert ent.link is not None and ent.link.within == ("iso:SY",)


def test_failures_and_settings_lose_their_names(redaction: Redaction) -> None:
    """A parser's message can quote the text, a setting can be a path."""
    failure = Failure(
        path="Salim Haddad.txt", record="سليم حداد", kind="quarantined", reason="at 'Salim Haddad'", remedy="x"
    )
    done = redaction.failure(failure)
    assert "Haddad" not in str(done) and "حداد" not in str(done)
    assert redaction.data({"aliases": ["/home/salim-haddad/a.csv", 1]}) == {"aliases": ["/home/[redacted]/a.csv", 1]}


def test_a_folder_belongs_to_one_list(tmp_path: Path, redaction: Redaction) -> None:
    """Marked when it is new; refused with another list, or without one, or when it was made without."""
    folder = RunFolder(tmp_path / "out")
    folder.state.mkdir(parents=True)
    with pytest.raises(OutputError, match="without --redact"):
        claim(folder, redaction, empty=False)
    claim(folder, redaction, empty=True)
    claim(folder, redaction, empty=False)
    with pytest.raises(OutputError, match="no list is given"):
        claim(folder, None, empty=False)
    (tmp_path / "other.txt").write_text("Somebody Else\n")
    with pytest.raises(OutputError, match="another list"):
        claim(folder, read_redaction(tmp_path / "other.txt"), empty=False)
    claim(RunFolder(tmp_path / "plain"), None, empty=False)


def test_a_model_with_a_listed_name_in_its_words_is_refused(tmp_path: Path, redaction: Redaction) -> None:
    """Its words stand on every page."""
    (tmp_path / "model.json").write_text('{"labels": {"en": "water · market"}}')
    redaction.check_model("mine@1", tmp_path)
    (tmp_path / "model.json").write_text('{"labels": {"en": "salim haddad · market"}}')
    with pytest.raises(ConfigError, match="mine@1 holds listed names"):
        redaction.check_model("mine@1", tmp_path)


def test_an_encoder_whose_folder_is_called_by_a_listed_name_is_refused(tmp_path: Path, redaction: Redaction) -> None:
    """What it is called stands in the topic model, in the index and in every document; where it lies does not."""
    for place in ("salim haddad/enc", "models/salim haddad"):
        (tmp_path / place).mkdir(parents=True)
    redaction.check_encoder(str(tmp_path / "salim haddad" / "enc"))
    with pytest.raises(ConfigError, match="listed name"):
        redaction.check_encoder(str(tmp_path / "models" / "salim haddad"))


def test_the_way_to_a_file_in_an_archive_begins_with_the_archives_path(tmp_path: Path) -> None:
    """Whose document it is, is told by that; names go from both, and different ways stay different."""
    names = tmp_path / "names.txt"
    names.write_text("Ahmad Khalil\n", encoding="utf-8")
    redaction = read_redaction(names)
    archive = redaction.path("reports/Ahmad Khalil.zip")
    inside = redaction.path("reports/Ahmad Khalil.zip!/from Ahmad Khalil.txt")
    assert inside.startswith(f"{archive}!/")
    assert "Khalil" not in inside
    assert inside != redaction.path("reports/Ahmad Khalil.zip!/to Ahmad Khalil.txt")
    assert redaction.path("reports/a.zip!/b.txt") == "reports/a.zip!/b.txt"


def test_a_name_that_cannot_be_taken_out_of_a_path_or_a_setting_ends_nothing(tmp_path: Path) -> None:
    """Ahmad Khalil becomes Ahmad, which the next Khalil makes a listed name again: its tag stands there instead."""
    (tmp_path / "names.csv").write_text("name,replacement\nAhmad Khalil,Ahmad\n")
    redaction = read_redaction(tmp_path / "names.csv")
    stubborn = f"Ahmad{' Khalil' * 6}"
    one, two = redaction.path(f"reports/{stubborn}.txt"), redaction.path(f"other/{stubborn}.txt")
    assert one != two
    assert one.startswith("~") and one.endswith(".txt") and "Khalil" not in one
    failure = Failure(path=stubborn, record=stubborn, kind="quarantined", reason=stubborn, remedy=stubborn)
    assert "Khalil" not in str(redaction.failure(failure))
    assert "Khalil" not in str(redaction.data({"aliases": [f"{stubborn}.csv"]}))
    with pytest.raises(DocumentError, match="cannot be taken out"):
        redaction.string(stubborn)
