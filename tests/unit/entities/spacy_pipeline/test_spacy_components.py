import re
from collections.abc import Sequence
from pathlib import Path

import pytest
import spacy
from spacy import displacy
from spacy.language import Language
from spacy.tokens import Doc

from corpus_cli.entities.spacy_pipeline import components as spacy_components
from corpus_cli.entities.taggers.tagger import Span, SpanLabel
from corpus_cli.errors import ConfigError

NAMES: dict[str, tuple[SpanLabel, float]] = {
    "حلب": ("PLACE", 0.9), "الأمم المتحدة": ("ORG", 0.8), "Aleppo": ("PLACE", 0.9), "Tripoli": ("PLACE", 0.9),
    "United Nations": ("ORG", 0.8), "Nations": ("PLACE", 0.6), "Ahmad": ("PERSON", 0.7), "Dubious": ("PLACE", 0.3),
    "Bread Makers Union": ("ORG", 0.9), "طرابلس": ("PLACE", 0.9),
}  # fmt: skip


class FakeTagger:
    """Finds the names of ``NAMES`` wherever they stand."""

    name = "fake"
    model_sha256 = None
    trained = frozenset({"ar", "en"})

    def __init__(self) -> None:
        self.calls: list[tuple[str, list[str]]] = []

    def tag(self, texts: Sequence[str], *, language: str) -> list[list[Span]]:
        self.calls.append((language, list(texts)))
        return [
            [
                Span(match.start(), match.end(), label, score, "model")
                for name, (label, score) in NAMES.items()
                for match in re.finditer(name, text)
            ]
            for text in texts
        ]


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> FakeTagger:
    """What every tagger's name leads to."""
    tagger = FakeTagger()
    monkeypatch.setattr(spacy_components, "load_tagger", lambda _: tagger)
    return tagger


def pipeline(language: str, **config: object) -> Language:
    nlp = spacy.blank(language)
    nlp.add_pipe("corpus_tagger", config=config)
    nlp.add_pipe("corpus_linker")
    return nlp


def exact(doc: Doc) -> list[tuple[str, str]]:
    return [(doc.text[ent._.corpus_start : ent._.corpus_end], ent.label_) for ent in doc.ents]


@pytest.mark.usefixtures("fake")
def test_arabic_entities_hold_their_proclitics_and_know_the_name() -> None:
    """spaCy cannot end an entity inside وحلب; the exact name is kept beside it."""
    doc = pipeline("ar")("قالت بالأمم المتحدة وحلب.".replace("بالأمم", "وبالأمم"))
    assert [ent.text for ent in doc.ents][-1].startswith("وحلب")
    assert exact(doc) == [("الأمم المتحدة", "ORG"), ("حلب", "PLACE")]
    assert doc.ents[1]._.corpus_score == 0.9
    assert doc.ents[1]._.corpus_label == "PLACE"


@pytest.mark.usefixtures("fake")
def test_of_what_overlaps_the_longest_is_an_entity() -> None:
    """All of it is in doc.spans; what is too doubtful is nowhere."""
    doc = pipeline("en")("Ahmad of the United Nations saw Dubious.")
    assert exact(doc) == [("Ahmad", "PERSON"), ("United Nations", "ORG")]
    assert [span.text for span in doc.spans["corpus"]] == ["Ahmad", "United Nations", "Nations"]
    assert [span._.corpus_score for span in doc.spans["corpus"]] == [0.7, 0.8, 0.6]


@pytest.mark.usefixtures("fake")
def test_places_and_organizations_are_linked() -> None:
    """One id in both languages; persons have none; an unknown organization is known by its name."""
    english = pipeline("en")("Ahmad left Aleppo for the United Nations and the Bread Makers Union.")
    arabic = pipeline("ar")("غادر إلى وحلب")
    ahmad, aleppo, nations, bakers = english.ents
    assert ahmad.kb_id_ == "" and ahmad._.corpus_link is None
    assert aleppo.kb_id_ == arabic.ents[0].kb_id_ == aleppo._.corpus_link["id"] != ""
    assert aleppo._.corpus_link["name_ar"] == "حلب"
    assert aleppo._.corpus_link["lat"] == pytest.approx(36.2, abs=0.2)
    assert aleppo._.corpus_link["lon"] == pytest.approx(37.15, abs=0.2)
    assert nations._.corpus_link["name_ar"] == "الأمم المتحدة"
    assert bakers.kb_id_.startswith("org:x-")


@pytest.mark.usefixtures("fake")
def test_the_link_heeds_what_stands_around() -> None:
    """Tripoli is in Lebanon or in Libya."""
    lebanon, libya = pipeline("en").pipe(["He is in Tripoli, Lebanon.", "He is in Tripoli, Libya, near Benghazi."])
    assert lebanon.ents[0]._.corpus_link["country"] == "LB"
    assert libya.ents[0]._.corpus_link["country"] == "LY"


def test_entities_of_other_components_are_linked() -> None:
    """The linker needs no tagger of ours before it."""
    nlp = spacy.blank("ar")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "GPE", "pattern": "وحلب"}])
    nlp.add_pipe("corpus_linker")
    assert nlp("دمشق وحلب").ents[0]._.corpus_link["name_en"] == "Aleppo"


def test_a_documents_sentences_go_to_the_tagger_by_language(fake: FakeTagger) -> None:
    """One document at a time, or what stands beside it would change its scores; a pipeline's language is no matter."""
    texts = ["In Aleppo. Ahmad left.", "وصل إلى حلب", "", "\n\n", "Aleppo\nحلب"]
    docs = list(pipeline("ar").pipe(texts, batch_size=10))
    assert [doc.text for doc in docs] == texts
    assert [len(doc.ents) for doc in docs] == [2, 1, 0, 0, 2]
    assert fake.calls == [
        ("en", ["In Aleppo.", "Ahmad left."]), ("ar", ["وصل إلى حلب"]), ("ar", ["حلب"]), ("en", ["Aleppo"]),
    ]  # fmt: skip
    assert [exact(doc) for doc in docs] == [exact(pipeline("ar")(text)) for text in texts]


def test_sentences_of_the_pipeline_are_kept(fake: FakeTagger) -> None:
    """If a component before has set them."""
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer", config={"punct_chars": [";"]})
    nlp.add_pipe("corpus_tagger")
    nlp("Aleppo fell. Ahmad left; Aleppo fell.")
    assert fake.calls == [("en", ["Aleppo fell. Ahmad left;", "Aleppo fell."])]


@pytest.mark.usefixtures("fake")
def test_labels_can_be_renamed() -> None:
    """As other components name them; the linker still knows."""
    doc = pipeline("en", labels={"PLACE": "GPE"}, min_score=0.2)("Ahmad left Aleppo for Dubious")
    assert [ent.label_ for ent in doc.ents] == ["PERSON", "GPE", "GPE"]
    assert doc.ents[1]._.corpus_label == "PLACE"
    assert doc.ents[1].kb_id_


@pytest.mark.usefixtures("fake")
def test_a_pipeline_on_disk_finds_the_same(tmp_path: Path) -> None:
    """Its settings come back; documents keep entities, links and extras in bytes."""
    nlp = pipeline("en", min_score=0.2, labels={"PLACE": "LOC"})
    nlp.to_disk(tmp_path / "pipeline")
    again = spacy.load(tmp_path / "pipeline")
    assert again.pipe_names == ["corpus_tagger", "corpus_linker"]
    text = "Ahmad left Aleppo for Dubious"
    doc = nlp(text)
    same = again(text)
    assert [(ent.text, ent.label_, ent.kb_id_) for ent in same.ents] == [
        (ent.text, ent.label_, ent.kb_id_) for ent in doc.ents
    ]
    read = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert read.ents[1]._.corpus_link == doc.ents[1]._.corpus_link is not None


@pytest.mark.usefixtures("fake")
def test_several_processes_give_the_same() -> None:
    """Entities, ids and extras come back from the workers."""
    texts = ["Ahmad left Aleppo.", "وصل إلى وحلب"] * 2
    nlp = pipeline("xx")
    alone, shared = list(nlp.pipe(texts)), list(nlp.pipe(texts, n_process=2, batch_size=1))
    assert [exact(doc) for doc in shared] == [exact(doc) for doc in alone]
    assert [ent._.corpus_link for doc in shared for ent in doc.ents] == [
        ent._.corpus_link for doc in alone for ent in doc.ents
    ]


@pytest.mark.usefixtures("fake")
@pytest.mark.parametrize("language", ["ar", "en"])
def test_displacy_shows_the_entities(language: str) -> None:
    """Names, labels and ids in the page."""
    doc = pipeline(language)("وصل إلى حلب" if language == "ar" else "He is in Aleppo")
    page = displacy.render(doc, style="ent", jupyter=False)
    assert ("حلب" if language == "ar" else "Aleppo") in page
    assert "PLACE" in page


def test_the_gazetteer_serves_as_a_tagger() -> None:
    """By its name alone: places with what stands around them, organizations of the table."""
    doc = pipeline("ar", tagger="gazetteer")("وصل إلى مدينة حلب وبالأمم المتحدة")
    assert exact(doc) == [("حلب", "PLACE"), ("الأمم المتحدة", "ORG")]
    assert all(ent.kb_id_ for ent in doc.ents)


def test_an_unknown_tagger_is_named_at_once() -> None:
    """When the component is added."""
    with pytest.raises(ConfigError, match="stanza"):
        spacy.blank("en").add_pipe("corpus_tagger", config={"tagger": "stanza"})


def test_the_shipped_tagger_by_default() -> None:
    """Both languages, no settings."""
    for language, text in (("en", "The bombing of Aleppo went on."), ("ar", "استمر القصف على مدينة حلب.")):
        links = [ent._.corpus_link for ent in pipeline(language)(text).ents]
        assert "Aleppo" in [link["name_en"] for link in links if link]
