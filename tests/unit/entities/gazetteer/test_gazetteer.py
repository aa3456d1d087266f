import json
import re
import shutil
from pathlib import Path

import pytest

from corpus_cli.bundled import bundled
from corpus_cli.entities.gazetteer.entries import Entry
from corpus_cli.entities.gazetteer.gazetteer import NameIndex, load_gazetteer
from corpus_cli.entities.names.evidence import NEVER
from corpus_cli.entities.names.words import name_key, split_words
from corpus_cli.errors import ModelMissingError


def found(text: str) -> list[str]:
    return [text[hit.start : hit.end] for hit in load_gazetteer().places.find(split_words(text))]


def ids(name: str) -> set[str]:
    return {candidate.entry.id for candidate in load_gazetteer().lookup(name_key(name))}


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("بحلب", "حلب"),
        ("وحمص", "حمص"),
        ("لدرعا", "درعا"),
        ("كالرقة", "الرقة"),
        ("والرقة", "الرقة"),
        ("للرقة", "لرقة"),
        ("وباللاذقية", "اللاذقية"),
        ("فدير الزور", "دير الزور"),
    ],
)
def test_proclitics_are_outside_the_span(text: str, span: str) -> None:
    """و ف ب ل ك are words of their own written onto the name; the article belongs to it, after ل without its alef."""
    assert found(text) == [span]


def test_a_word_that_is_a_name_as_it_stands_is_not_cut() -> None:
    """لبنان and بيروت begin with ل and ب, but these are letters of the names."""
    assert found("لبنان") == ["لبنان"]
    assert found("بيروت") == ["بيروت"]


def test_diacritics_and_hamza_do_not_hide_a_name() -> None:
    """Reports write عمّان and إدلب in several ways."""
    assert found("في عمّان وأدلب") == ["عمّان", "أدلب"]


def test_adverbial_ending_is_no_place() -> None:
    """دوما is a town, دوماً (with tanwin) is "always"."""
    assert found("دوماً") == []
    assert "دوما" in found("مدينة دوما")


def test_longest_name_wins() -> None:
    """Khan Shaykhun is not Khan; خان شيخون neither."""
    assert found("Khan Shaykhun") == ["Khan Shaykhun"]
    assert found("خان شيخون") == ["خان شيخون"]


def test_english_names_are_capitalised() -> None:
    """ "us" is no country and "homs" no town, but al-Hasakah has its small article."""
    assert found("they told us about homs") == []
    assert found("in the US and in al-Hasakah") == ["US", "al-Hasakah"]


def test_capitals_around_an_acronym_say_nothing() -> None:
    """In a line of capitals US may be the pronoun."""
    assert found("LET US GO NOW") == []


@pytest.mark.parametrize(
    "names",
    [
        ("حلب", "Aleppo", "Halab"),
        ("درعا", "Daraa", "Dar'a", "Deraa"),
        ("دير الزور", "Deir ez-Zor", "Deir Ezzor", "Dayr az-Zawr"),
        ("الولايات المتحدة", "USA", "United States", "أمريكا"),
        ("الفرات", "Euphrates"),
    ],
)
def test_one_id_in_both_languages(names: tuple[str, ...]) -> None:
    """All spellings of a place share an id."""
    assert set.intersection(*(ids(name) for name in names))


def test_a_name_of_several_places_leads_to_all() -> None:
    """حلب is a city and a governorate."""
    assert {"gn:170063", "sy:aleppo-governorate"} <= ids("حلب")


def test_every_governorate_has_both_names_and_a_point() -> None:
    """Syria has fourteen."""
    entries = [entry for entry in load_gazetteer().places.entries if entry.id.startswith("sy:")]
    governorates = [entry for entry in entries if entry.type == "governorate"]
    assert len(governorates) == 14
    assert all(entry.name_en and entry.name_ar and entry.lat and entry.lon for entry in governorates)


def test_an_altered_file_is_noticed(tmp_path: Path) -> None:
    """The hashes in gazetteer.json are checked."""
    copy = tmp_path / "gazetteer"
    shutil.copytree(bundled("models", "gazetteer"), copy)
    (copy / "places.entries").write_bytes(b"[]")
    with pytest.raises(ModelMissingError, match=r"places\.entries has been altered"):
        load_gazetteer(copy)


def test_a_missing_file_is_said_so(tmp_path: Path) -> None:
    """With what to do about it."""
    with pytest.raises(ModelMissingError) as caught:
        load_gazetteer(tmp_path)
    assert caught.value.remedy


def test_the_manifest_counts_what_is_there() -> None:
    """gazetteer.json agrees with the files."""
    manifest = json.loads((bundled("models", "gazetteer") / "gazetteer.json").read_text(encoding="utf-8"))
    assert manifest["counts"]["places"]["entries"] == len(load_gazetteer().places.entries)


def test_a_shield_hides_the_name_in_it() -> None:
    """A phrase that holds a name and is none gives nothing."""
    entry = Entry("org:google", "Google", None, None, None, None, None, "organization")
    index = NameIndex.build([("Google", 0, 0), ("Google Earth", 0, NEVER)], [entry])
    assert [hit.end for hit in index.find(split_words("Google and Google Earth"))] == [6]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Gaziantep", "غازي عنتاب"),
        ("Rome", "روما"),
        ("Oslo", "أوسلو"),
        ("Mersin", "مرسين"),
        ("Leuven", "لوفن"),
        ("أنطاكيا", "أنطاكيا"),
        ("الخرطوم", "الخرطوم"),
        ("بصر الحرير", "بصر الحرير"),
        ("معر حرمة", "معر حرمة"),
        ("معصران", "معصران"),
    ],
)
def test_display_names_are_those_that_arabic_readers_write(name: str, shown: str) -> None:
    """GeoNames' alternates hold Persian and broken spellings."""
    assert shown in {candidate.entry.name_ar for candidate in load_gazetteer().lookup(name_key(name))}


def test_syrian_places_are_shown_without_marks() -> None:
    """Sirghaya, not Sirghāyā."""
    shown = [entry.name_en or "" for entry in load_gazetteer().places.entries if entry.country == "SY"]
    assert [name for name in shown if re.search("[^\\x00-\\x7f]", name)] == []


def test_a_small_type_word_is_outside_the_name() -> None:
    """The State of Israel is a name, in "the state of Israel" only its last word is."""
    assert found("the State of Israel") == ["State of Israel"]
    assert found("the state of Israel") == ["Israel"]


def test_the_fewest_letters_are_taken_off_first() -> None:
    """ولبنان is و + لبنان, not و + ل + بنان, a village of that name."""
    assert found("سوريا وتركيا ولبنان والأردن") == ["سوريا", "تركيا", "لبنان", "الأردن"]
