from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from corpus_cli.document import Document
from corpus_cli.entities.stage import EntityStage
from corpus_cli.entities.taggers.rules import RuleTagger
from corpus_cli.entities.taggers.tagger import Span
from corpus_cli.errors import DocumentError
from corpus_cli.recipe import EntitySettings

MakeDocument = Callable[..., Document]


class FixedTagger:
    """Says the same spans of every text."""

    name = "fixed"
    model_sha256: str | None = "f" * 64
    trained: frozenset[str] = frozenset()

    def __init__(self, *spans: Span) -> None:
        self._spans = list(spans)

    def tag(self, texts: Sequence[str], *, language: str) -> list[list[Span]]:
        """The spans given."""
        del language
        return [list(self._spans) for _ in texts]


@pytest.fixture
def rules() -> EntityStage:
    """Cue words without spaCy, which the tests of the patterns do not need."""
    return EntityStage(EntitySettings(), tagger=RuleTagger())


def run(stage: EntityStage, doc: Document) -> Document:
    """The one document that the stage gives."""
    (done,) = stage(iter([doc]))
    return done


def texts(doc: Document) -> list[tuple[str, str]]:
    """Label and text of each entity."""
    return [(ent.label, ent.text) for ent in doc.entities or ()]


def test_entities_are_numbered_in_text_order_with_raw_offsets(
    gazetteer_stage: EntityStage, make_document: MakeDocument
) -> None:
    """Ids e0001…, the text as it stands, raw offsets through the offset map, the segment named."""
    doc = run(gazetteer_stage, make_document("عادوا إلى حلب\nثم إلى حمص", raw_shift=7))
    assert [(ent.id, ent.text, ent.segment) for ent in doc.entities or ()] == [
        ("e0001", "حلب", "s0001"),
        ("e0002", "حمص", "s0002"),
    ]
    for ent in doc.entities or ():
        assert doc.text is not None
        assert doc.text[ent.start : ent.end] == ent.text
        assert (ent.raw_start, ent.raw_end) == (ent.start + 7, ent.end + 7)


def test_places_are_counted_by_id(gazetteer_stage: EntityStage, make_document: MakeDocument) -> None:
    """Most frequent first, then by id; بحلب and حلب are one place."""
    doc = run(gazetteer_stage, make_document("في حمص\nفي حلب وإدلب\nبحلب"))
    assert [(place.name_en, place.count) for place in doc.places or ()] == [("Aleppo", 2), ("Idlib", 1), ("Homs", 1)]


def test_both_languages_share_ids(gazetteer_stage: EntityStage, make_document: MakeDocument) -> None:
    """An Arabic and an English report on the same place and organization count the same ids."""
    arabic = run(gazetteer_stage, make_document("زارت منظمة العفو الدولية دير الزور"))
    english = run(gazetteer_stage, make_document("Amnesty International visited Deir Ezzor", language="en"))
    assert [place.id for place in arabic.places or ()] == [place.id for place in english.places or ()] != []
    assert [org.id for org in arabic.organizations or ()] == [org.id for org in english.organizations or ()] != []


def test_other_languages_are_not_tagged(gazetteer_stage: EntityStage, make_document: MakeDocument) -> None:
    """The stage ran and found nothing: (), not None."""
    doc = run(gazetteer_stage, make_document("Alep et Homs", language="fr"))
    assert (doc.entities, doc.places, doc.organizations) == ((), (), ())


def test_without_segments_it_says_what_is_missing(gazetteer_stage: EntityStage, make_document: MakeDocument) -> None:
    """The recipe's order is wrong."""
    with pytest.raises(DocumentError, match="entities before segment"):
        run(gazetteer_stage, replace(make_document("حلب"), segments=None))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("طرقوا الباب ثم دخلوا", []),
        ("في مدينة الباب", [("PLACE", "الباب")]),
        ("في أعزاز والباب ومارع", [("PLACE", "أعزاز"), ("PLACE", "الباب"), ("PLACE", "مارع")]),
        ("هم حماة الديار", []),
        ("نزحوا من حماة", [("PLACE", "حماة")]),
        ("كانت مظاهرات سلمية", []),
        ("من محافظتي درعا والسويداء", [("PLACE", "درعا"), ("PLACE", "السويداء")]),
    ],
)
def test_common_words_need_evidence(
    gazetteer_stage: EntityStage, make_document: MakeDocument, text: str, expected: list[tuple[str, str]]
) -> None:
    """الباب is "the door", حماة "protectors", سلمية "peaceful" unless a type word, a list or a preposition speaks."""
    assert texts(run(gazetteer_stage, make_document(text))) == expected


def test_the_type_word_tells_the_governorate(gazetteer_stage: EntityStage, make_document: MakeDocument) -> None:
    """محافظة حلب is the governorate, مدينة حلب the city; the span is the name alone in both."""
    doc = run(gazetteer_stage, make_document("محافظة حلب\nمدينة حلب"))
    assert [ent.link.type if ent.link else None for ent in doc.entities or ()] == ["governorate", "city"]
    assert texts(doc) == [("PLACE", "حلب"), ("PLACE", "حلب")]


def test_an_acronym_is_the_organization_in_the_rest_of_the_document(
    rules: EntityStage, make_document: MakeDocument
) -> None:
    """The brackets define it once."""
    doc = run(
        rules, make_document("The Orchard Growers Association (OGA) met.\nLater OGA wrote a letter.", language="en")
    )
    assert [text for _, text in texts(doc)] == ["Orchard Growers Association", "OGA", "OGA"]
    assert len({ent.link.id for ent in doc.entities or () if ent.link}) == 1


@pytest.mark.parametrize("inside", ["أعلاه", "سابقا", "مثلا", "الرسمية"])
def test_not_every_word_in_brackets_is_a_short_form(
    rules: EntityStage, make_document: MakeDocument, inside: str
) -> None:
    """سامز behind a name is its short form, أعلاه (above) is not: it once became a ministry in a whole report."""
    doc = run(rules, make_document(f"خريطة وزارة الزراعة اللبنانية ({inside}) واضحة\nكما ذكر {inside} في النص"))
    assert [text for _, text in texts(doc)] == ["وزارة الزراعة اللبنانية"]


def test_a_place_in_brackets_stays_a_place(rules: EntityStage, make_document: MakeDocument) -> None:
    """مكتب … (حلب) says where, not how the organization is called."""
    doc = run(rules, make_document("اجتمعت منظمة بذور السلام (حلب) أمس\nعاد الناس إلى حلب"))
    assert [pair for pair in texts(doc) if pair[1] == "حلب"] == [("PLACE", "حلب"), ("PLACE", "حلب")]


def test_an_unknown_organization_has_one_id_with_and_without_proclitics(
    rules: EntityStage, make_document: MakeDocument
) -> None:
    """للشبكة has lost the alef of its article."""
    doc = run(rules, make_document("أعلنت الشبكة اللبنانية للحوار\nوقالت مديرة للشبكة اللبنانية للحوار"))
    assert [text for _, text in texts(doc)] == ["الشبكة اللبنانية للحوار", "لشبكة اللبنانية للحوار"]
    assert [(org.name_ar, org.count) for org in doc.organizations or ()] == [("الشبكة اللبنانية للحوار", 2)]


def test_a_place_in_an_organizations_name_is_no_mention(rules: EntityStage, make_document: MakeDocument) -> None:
    """وزارة الصحة اللبنانية aside, مجلس مدينة إدلب is one organization."""
    assert texts(run(rules, make_document("قرر مجلس مدينة إدلب ذلك"))) == [("ORG", "مجلس مدينة إدلب")]


def test_a_taggers_organization_that_the_gazetteer_knows_is_a_place(make_document: MakeDocument) -> None:
    """English models call Homs an organization."""
    stage = EntityStage(EntitySettings(), tagger=FixedTagger(Span(3, 7, "ORG", 0.9, "model")))
    (ent,) = run(stage, make_document("In Homs", language="en")).entities or ()
    assert (ent.label, ent.source) == ("PLACE", ("model", "gazetteer"))


def test_a_taggers_place_unknown_to_the_gazetteer_survives(make_document: MakeDocument) -> None:
    """Without a link."""
    stage = EntityStage(EntitySettings(), tagger=FixedTagger(Span(3, 10, "PLACE", 0.9, "model")))
    (ent,) = run(stage, make_document("In Qorshel", language="en")).entities or ()
    assert (ent.text, ent.link, ent.source) == ("Qorshel", None, ("model",))


def test_two_names_that_a_tagger_ran_together_are_parted(make_document: MakeDocument) -> None:
    """The gazetteer knows one side of "and"."""
    stage = EntityStage(EntitySettings(), tagger=FixedTagger(Span(0, 23, "ORG", 0.9, "model")))
    doc = run(stage, make_document("Knackers and Bellingcat", language="en"))
    assert ("ORG", "Bellingcat") in texts(doc)


def test_low_scores_are_dropped(make_document: MakeDocument) -> None:
    """Below the recipe's min_score."""
    stage = EntityStage(EntitySettings(min_score=0.8), tagger=FixedTagger(Span(3, 10, "PLACE", 0.7, "model")))
    assert run(stage, make_document("In Qorshel", language="en")).entities == ()


def test_the_users_aliases_come_first(tmp_path: Path, make_document: MakeDocument) -> None:
    """Score 1.0, the user's id and both names, in either language."""
    path = tmp_path / "aliases.csv"
    path.write_text("id,name_en,name_ar,aliases\norg:mill,Old Mill,الطاحونة القديمة,OM\n", encoding="utf-8")
    stage = EntityStage(EntitySettings(tagger="gazetteer", aliases=str(path)))
    doc = run(stage, make_document("قالت الطاحونة القديمة\nوبالطاحونة القديمة OM"))
    assert [(ent.score, ent.source) for ent in doc.entities or ()] == [(1.0, ("alias",))] * 3
    assert [(org.id, org.name_en, org.count) for org in doc.organizations or ()] == [("org:mill", "Old Mill", 3)]


def test_the_model_is_named_for_the_provenance(gazetteer_stage: EntityStage) -> None:
    """The tagger's hash, or the gazetteer's where the tagger has none."""
    assert gazetteer_stage.model == "gazetteer"
    assert len(gazetteer_stage.model_sha256) == 64
    assert EntityStage(EntitySettings(), tagger=FixedTagger()).model_sha256 == "f" * 64


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("في حمص وحماة وإدلب ما أدى لتدمر أجزاء منها", "لتدمر"),
        ("في حمص وحماة وإدلب كانت الطائرات الروسية تدمر مشفى", "تدمر"),
        ("عبر قنوات وسائل الإعلام", "قنوات"),
        ("بين صلاتي المغرب والعشاء", "المغرب"),
        ("أعطي الدور لمن لم يتكلم", "الدور"),
        ("كان الميسّر محايدا", "الميسّر"),
        ("تكلم رياض عن ذلك", "رياض"),
        ("مرض السكري منتشر", "السكري"),
    ],
)
def test_words_that_are_spelled_like_places(
    gazetteer_stage: EntityStage, make_document: MakeDocument, text: str, place: str
) -> None:
    """تدمر "destroys", قنوات "channels", المغرب "sunset", الدور "the turn", الميسر "the facilitator"."""
    assert place not in {name for _, name in texts(run(gazetteer_stage, make_document(text)))}


@pytest.mark.parametrize("text", ["في تدمر", "حي السكري", "سافر إلى المغرب", "بلدة قنوات", "في الحراك"])
def test_the_same_words_with_evidence(gazetteer_stage: EntityStage, make_document: MakeDocument, text: str) -> None:
    """A type word or a preposition of place makes them names."""
    assert texts(run(gazetteer_stage, make_document(text))) == [("PLACE", text.rsplit(maxsplit=1)[-1])]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("في طرابلس شمال لبنان", "ar"),
        ("طرابلس اللبنانية", "ar"),
        ("في ليبيا وتونس ثم طرابلس بلبنان", "ar"),
        ("the Lebanese city of Tripoli", "en"),
    ],
)
def test_tripoli_of_lebanon(
    gazetteer_stage: EntityStage, make_document: MakeDocument, text: str, language: str
) -> None:
    """The country or nationality beside it decides."""
    entities = run(gazetteer_stage, make_document(text, language=language)).entities or ()
    assert "gn:266826" in {ent.link.id for ent in entities if ent.link}


def test_known_names_parted_by_commas(make_document: MakeDocument) -> None:
    """A list of two organizations is not one."""
    text = "Amnesty International, Human Rights Watch"
    stage = EntityStage(EntitySettings(), tagger=FixedTagger(Span(0, len(text), "ORG", 0.9, "model")))
    assert [name for _, name in texts(run(stage, make_document(text, language="en")))] == text.split(", ")


@pytest.mark.parametrize("name", ["Russian airforce", "Syrian Arab red crescent", "Thiqa news agency"])
def test_known_names_of_several_words_in_any_case(rules: EntityStage, make_document: MakeDocument, name: str) -> None:
    """One capital is enough."""
    (ent,) = run(rules, make_document(f"said the {name} today", language="en")).entities or ()
    assert ent.text == name
    assert ent.link is not None
    assert not ent.link.id.startswith("org:x-")


@pytest.mark.parametrize("text", ["in rural Damascus", "in Damascus countryside", "the countryside of Damascus"])
def test_the_countryside_of_damascus_is_a_governorate(
    gazetteer_stage: EntityStage, make_document: MakeDocument, text: str
) -> None:
    """Rif Dimashq."""
    (ent,) = run(gazetteer_stage, make_document(text, language="en")).entities or ()
    assert ent.link is not None
    assert ent.link.id == "sy:rif-dimashq"


@pytest.mark.parametrize(
    ("text", "language", "types"),
    [
        ("محافظات اللاذقية وحماة وحلب", "ar", ["governorate"] * 3),
        ("in Homs, Dara'a and Quneitra provinces", "en", ["governorate"] * 3),
        ("in Waer district of Homs", "en", ["neighbourhood", "city"]),
    ],
)
def test_type_words_of_lists_and_of_one_name(
    gazetteer_stage: EntityStage, make_document: MakeDocument, text: str, language: str, types: list[str]
) -> None:
    """A plural speaks for the whole list; the district in "Waer district of Homs" is Waer alone."""
    entities = run(gazetteer_stage, make_document(text, language=language)).entities or ()
    assert [ent.link.type if ent.link else None for ent in entities] == types


@pytest.mark.parametrize("inside", [" يوليو 2016 - مارس 2017", "March 2017 Report", "من مارس إلى مايو"])
def test_a_time_in_brackets_is_no_second_name(rules: EntityStage, make_document: MakeDocument, inside: str) -> None:
    """It once became Bellingcat's."""
    doc = run(rules, make_document(f"نشرت منظمة بذور السلام ({inside}) تقريرها"))
    assert [name for _, name in texts(doc)] == ["منظمة بذور السلام"]


class ReadingTagger(FixedTagger):
    """The same, of a trained tagger."""

    trained = frozenset({"ar", "en"})


def test_what_a_trained_tagger_joins_stays_joined(make_document: MakeDocument) -> None:
    """It has read the sentence: the place inside the name is no mention of its own."""
    text = "He studied at the American University in Cairo in 1990."
    start = text.index("American")
    end = text.index(" in 1990")
    stage = EntityStage(EntitySettings(), tagger=ReadingTagger(Span(start, end, "ORG", 0.95, "model")))
    assert [(ent.label, ent.text) for ent in run(stage, make_document(text)).entities or ()] == [
        ("ORG", "American University in Cairo")
    ]
