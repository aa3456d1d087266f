"""A user's places beside the shipped ones: which they replace, where they lie, how names and texts lead to them."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from corpus_cli.document import Document, Entity
from corpus_cli.entities.gazetteer.candidates import Places, possible_places
from corpus_cli.entities.gazetteer.gazetteer import Hit
from corpus_cli.entities.names.words import name_key
from corpus_cli.entities.own_names.user_places import UserPlaces, load_user_places
from corpus_cli.entities.reading.merged import merged
from corpus_cli.entities.reading.reading import read
from corpus_cli.entities.stage import EntityStage
from corpus_cli.entities.taggers.tagger import Span
from corpus_cli.errors import ConfigError
from corpus_cli.recipe import EntitySettings

MakeDocument = Callable[..., Document]
HEADER = "id,name_en,name_ar,aliases,lat,lon,type,parent,country\n"
# Invented villages; صخرة is also a rock, ZURBANI names nothing else.
ROWS = """\
v:zurbani,Tell Zurbani,تل الزرباني,Zurbani Hill,35.95,36.70,village,v:nahia,
v:rock,Zakhrebiyya,صخرة,,35.96,36.71,village,Idlib,
v:nahia,Zurb,الزرب,,35.95,36.72,subdistrict,إدلب,
v:aleppo,Halab,حلب,,36.21,37.15,city,,
v:twin,Jarjanaz,جرجناز,,33.0,36.2,village,,
"""


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> str:
    file = tmp_path_factory.mktemp("places") / "mine.csv"
    file.write_text(HEADER + ROWS, encoding="utf-8")
    return str(file)


@pytest.fixture(scope="module")
def own(path: str) -> UserPlaces:
    places = load_user_places([path])
    assert places is not None
    return places


@pytest.fixture(scope="module")
def stage(path: str) -> EntityStage:
    return EntityStage(EntitySettings(tagger="gazetteer", places=(path,)))


def entities(stage: EntityStage, doc: Document) -> list[Entity]:
    (done,) = stage(iter([doc]))
    return list(done.entities or ())


def ids(places: Places, name: str) -> list[str]:
    return [one.entry.id for one in places.possible(name_key(name))]


def test_where_a_place_lies(own: UserPlaces) -> None:
    """Its parents up to the country; the first level by name; the country by the parent or by the point."""
    entries = {entry.id: entry for entry in own.entries}
    assert entries["v:zurbani"].within == ("v:nahia", "sy:idlib-governorate", "iso:SY")
    assert entries["v:zurbani"].admin1 == "Idlib"
    assert entries["v:nahia"].within == ("sy:idlib-governorate", "iso:SY")
    assert (entries["v:twin"].within, entries["v:twin"].country) == (("iso:SY",), "SY")


def test_a_shipped_place_is_replaced(own: UserPlaces) -> None:
    """Aleppo by its Arabic name and its point; shipped names lead to the user's id, its size is taken over."""
    places = Places(own)
    assert own.replaced.keys() == {"gn:170063"}
    for name in ("Aleppo", "Alep", "حلب", "Halab"):
        assert "v:aleppo" in ids(places, name)
        assert "gn:170063" not in ids(places, name)
    (city,) = [entry for entry in own.entries if entry.id == "v:aleppo"]
    assert city.population > 1_000_000
    assert city.within == ("sy:aleppo-governorate", "iso:SY")
    assert city.name_en == "Halab"


def test_a_far_namesake_is_another_place(own: UserPlaces) -> None:
    """Jarjanaz near Idlib is not the village of that name that the user has near Daraa."""
    found = ids(Places(own), "جرجناز")
    assert "v:twin" in found
    assert len(found) > 1


def test_an_area_of_the_users_holds_the_shipped_places(tmp_path: Path) -> None:
    """A governorate with the user's code stands in the chain of the places that lie in it."""
    (tmp_path / "areas.csv").write_text("id,name_en,type\nSY07,Idleb,governorate\n", encoding="utf-8")
    own = load_user_places([str(tmp_path / "areas.csv")])
    town = next(one.entry for one in Places(own).possible("saraqib") if one.entry.country == "SY")
    assert town.within[-2:] == ("SY07", "iso:SY")
    assert "SY07" in ids(Places(own), "إدلب")


def made(folder: Path, rows: str) -> UserPlaces:
    (folder / "made.csv").write_text(HEADER + rows, encoding="utf-8")
    places = load_user_places([str(folder / "made.csv")])
    assert places is not None
    return places


def test_a_subdistrict_is_not_the_district_of_its_name(tmp_path: Path) -> None:
    """Harim's district and its central subdistrict have one point; each keeps its own, up to the governorate."""
    own = made(tmp_path, "S1,Harim,حارم,,36.2,36.52,subdistrict,D1,\nD1,Harim,حارم,,36.2,36.52,district,,\n")
    assert [entry.id for entry in own.replaced.values()] == ["D1"]
    entries = {entry.id: entry for entry in own.entries}
    assert (entries["S1"].type, entries["S1"].within) == ("subdistrict", ("D1", "sy:idlib-governorate", "iso:SY"))
    alone = made(tmp_path, "S1,Harim,حارم,,36.2,36.52,ناحية,,\n")
    assert alone.replaced == {}


def test_the_governorate_of_a_shipped_place_is_kept(tmp_path: Path) -> None:
    """A parent of which no governorate is known stands before the one that the shipped gazetteer knows."""
    rows = "v,Saraqib,سراقب,,35.864,36.806,town,s,\ns,Zurb,,,,,subdistrict,,\n"
    entry = {entry.id: entry for entry in made(tmp_path, rows).entries}["v"]
    assert (entry.within, entry.admin1) == (("s", "sy:idlib-governorate", "iso:SY"), "Idlib")
    entry = {entry.id: entry for entry in made(tmp_path, rows + "g,Idleb,,,,,governorate,,\n").entries}["v"]
    assert entry.within == ("s", "g", "iso:SY")


def test_the_country_stands_last_where_there_is_one(tmp_path: Path) -> None:
    """As with shipped places: nobody has to guess whether the last area is a country."""
    rows = "a,Abcd,,,,,village,b,\nb,Bcde,,,,,region,,\nc,Cdef,,,,,village,b,LB\nd,Defg,,,,,village,Idlib,TR\n"
    within = {entry.id: (entry.country, entry.within) for entry in made(tmp_path, rows).entries}
    assert within == {
        "a": (None, ("b",)),
        "b": (None, ()),
        "c": ("LB", ("b", "iso:LB")),
        "d": ("TR", ("sy:idlib-governorate", "iso:TR")),
    }


def test_a_governorate_by_any_of_its_names(tmp_path: Path) -> None:
    """As the tables of p-codes write them: each stands for the shipped one."""
    names = (
        "Damascus;Aleppo;Rural Damascus;Homs;Hama;Lattakia;Idleb;Al-Hasakeh;Deir-ez-Zor;Tartous;Ar-Raqqa;Dar'a;"
        "As-Sweida;Quneitra"
    ).split(";")
    own = made(tmp_path, "".join(f"SY{at:02},{name},,,,,admin1,,\n" for at, name in enumerate(names, 1)))
    assert len(own.replaced) == 14


def test_a_file_altered_by_hand_is_read(tmp_path: Path) -> None:
    """However deep its chains are, and if they go round."""
    rows = "".join(f"r{number},Abcd,,,,,,r{number + 1},\n" for number in range(1500))
    own = made(tmp_path, rows + "r1500,Abcd,,,,,,Idlib,\nx,Bcde,,,,,,y,\ny,Cdef,,,,,,x,\n")
    assert max(len(entry.within) for entry in own.entries) == 1502


@pytest.mark.parametrize("name", ["تل الزرباني", "Tell Zurbani", "Tal al-Zurbani", "Tal Zorbany", "قرية تل الزرباني"])
def test_any_spelling_leads_to_it(own: UserPlaces, name: str) -> None:
    """Either script, romanised as one pleases; without the file nobody knows it."""
    assert ids(Places(own), name)[0] == "v:zurbani"
    assert possible_places(name_key(name)) == ()


def test_names_in_a_text_are_merged(own: UserPlaces) -> None:
    """Of what overlaps the longer stays; of one span both gazetteers say what it can mean."""
    text = "من حلب إلى تل الزرباني وجرجناز"
    reading = merged(read(text), own)
    found = {text[hit.start : hit.end]: [one.entry.id for one in hit.candidates] for hit in reading.places}
    assert found["تل الزرباني"] == ["v:zurbani"]
    assert "v:aleppo" in found["حلب"]
    assert "gn:170063" not in found["حلب"]
    assert found["جرجناز"][0] == "v:twin"
    assert len(found["جرجناز"]) > 1
    starts = [hit.start for hit in reading.places]
    assert starts == sorted(starts)


def test_the_longest_names_stay(own: UserPlaces) -> None:
    """Nothing is lost that overlaps nothing kept: a name goes for a longer one that stays itself."""

    def hit(start: int, end: int) -> Hit:
        return Hit(start, end, 0, 0, ())

    class Index:
        def find(self, words: object) -> list[Hit]:
            del words
            return [hit(3, 12)]

    class Own:
        index = Index()

    reading = replace(read("x" * 30), places=(hit(0, 5), hit(10, 25)))
    found = merged(reading, Own())  # type: ignore[arg-type]
    assert [(one.start, one.end) for one in found.places] == [(0, 5), (10, 25)]
    assert merged(replace(reading, places=(hit(0, 5),)), own).places == (hit(0, 5),)


def test_the_stage_links_them(stage: EntityStage, make_document: MakeDocument) -> None:
    """In both languages under one id, whose base is the user; after a proclitic too."""
    arabic = entities(stage, make_document("عاد الأهالي إلى تل الزرباني وبتل الزرباني مدرسة"))
    english = entities(stage, make_document("They went back to Tell Zurbani in Idlib", language="en"))
    links = [ent.link for ent in (*arabic, *english) if "ل الزرباني" in ent.text or "Zurbani" in ent.text]
    assert [(link.id, link.kb, link.type) for link in links if link] == [("v:zurbani", "user", "village")] * 3


def test_a_type_word_stays_outside_the_name(tmp_path: Path, make_document: MakeDocument) -> None:
    """As with shipped places: ناحية is evidence beside a name; مخيم is part of a camp's own name."""
    rows = "a,Zurb,الزرب,ناحية الزرب,district\nb,,مخيم بنش,,camp\n"
    (tmp_path / "typed.csv").write_text(f"id,name_en,name_ar,aliases,type\n{rows}", encoding="utf-8")
    stage = EntityStage(EntitySettings(tagger="gazetteer", places=(str(tmp_path / "typed.csv"),)))
    found = entities(stage, make_document("وصلوا إلى ناحية الزرب ثم إلى مخيم بنش"))
    assert [(ent.text, ent.link.id if ent.link else None) for ent in found] == [("الزرب", "a"), ("مخيم بنش", "b")]


def test_one_ordinary_word_needs_evidence(stage: EntityStage, make_document: MakeDocument) -> None:
    """صخرة is a rock; with a type word before it, it is the village."""
    assert entities(stage, make_document("جلس على الأرض فوقه صخرة كبيرة")) == []
    (ent,) = entities(stage, make_document("عادوا مع أولادهم إلى بيوت قرية صخرة"))
    assert ent.link is not None
    assert ent.link.id == "v:rock"


def test_the_tagger_is_evidence(path: str, make_document: MakeDocument) -> None:
    """What it takes for a place too is one."""

    class Seeing:
        name = "seeing"
        model_sha256: str | None = None
        trained = frozenset({"ar"})

        def tag(self, texts: list[str], *, language: str) -> list[list[Span]]:
            del language
            return [[Span(text.index("صخرة"), text.index("صخرة") + 4, "PLACE", 0.7, "model")] for text in texts]

    stage = EntityStage(EntitySettings(places=(path,)), tagger=Seeing())  # type: ignore[arg-type]
    (ent,) = entities(stage, make_document("سكان المنطقة هناك عند صخرة هربوا"))
    assert ent.score > 0.7
    assert ent.link is not None
    assert ent.link.kb == "user"


def test_an_id_of_geonames_stays_geonames(tmp_path: Path, make_document: MakeDocument) -> None:
    """A row may correct a shipped place by its id, wherever it says that it lies."""
    (tmp_path / "fix.csv").write_text("id,name_en,lat,lon\ngn:170063,Haleb City,35,38\n", encoding="utf-8")
    stage = EntityStage(EntitySettings(tagger="gazetteer", places=(str(tmp_path / "fix.csv"),)))
    (ent,) = entities(stage, make_document("Families left Haleb City", language="en"))
    assert ent.link is not None
    assert (ent.link.id, ent.link.kb, ent.link.lat, ent.link.name_ar) == ("gn:170063", "geonames", 35, "حلب")


def test_a_file_that_was_spoilt_is_the_configurations_fault(tmp_path: Path) -> None:
    """A run says the file, the line and what to do."""
    (tmp_path / "bad.csv").write_text("id,name_en\n,A\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"bad\.csv, line 2: the id is empty"):
        load_user_places([str(tmp_path / "bad.csv")])
    with pytest.raises(ConfigError, match="cannot be read"):
        load_user_places([str(tmp_path / "gone.csv")])


def test_no_files_no_places() -> None:
    """Runs without a gazetteer of the user's cost nothing."""
    assert load_user_places(()) is None
