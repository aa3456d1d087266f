from pathlib import Path

import pytest

from corpus_cli.entities.taggers.by_name import load_tagger
from corpus_cli.entities.taggers.spacy import PACKAGE, SpacyTagger, _trimmed
from corpus_cli.errors import ModelMissingError


@pytest.mark.parametrize(
    ("name", "kind", "kept"),
    [
        ("the northern Aleppo countryside", "GPE", "Aleppo"),
        ("Idlib Governorate", "GPE", "Idlib"),
        ("Homs's", "GPE", "Homs"),
        ("the Berghof Foundation", "ORG", "Berghof Foundation"),
        ("Kafr Nasih", "ORG", "Kafr Nasih"),
    ],
)
def test_edges_follow_our_conventions(name: str, kind: str, kept: str) -> None:
    """Articles, compass words, type words and possessives are outside."""
    span = _trimmed(name, 0, len(name), kind)
    assert span is not None
    assert name[span.start : span.end] == kept


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Syrian", "NORP"),
        ("Rome Statute", "ORG"),
        ("SU-24", "ORG"),
        ("the Syrian Government", "ORG"),
        ("September", "GPE"),
    ],
)
def test_what_our_conventions_leave_out(name: str, kind: str) -> None:
    """Peoples, texts, designations, governments and months are neither places nor organizations."""
    assert _trimmed(name, 0, len(name), kind) is None


def test_villages_are_not_organizations() -> None:
    """A name that begins with Kafr is a village, whatever the model says."""
    span = _trimmed("Kafr Nasih", 0, 10, "ORG")
    assert span is not None
    assert span.label == "PLACE"


@pytest.mark.parametrize(
    ("text", "name", "kind", "kept"),
    [
        ("the Wheat Foundation on January", "Wheat Foundation on January", "ORG", "Wheat Foundation"),
        ("of Wheat Foundation and", "of Wheat Foundation and", "ORG", "Wheat Foundation"),
        ("Wheat Foundation Location: Idlib", "Wheat Foundation Location: Idlib", "ORG", "Wheat Foundation"),
    ],
)
def test_what_is_loose_at_the_ends_is_cut(text: str, name: str, kind: str, kept: str) -> None:
    """Small words, months, and the label of the next line."""
    start = text.index(name)
    span = _trimmed(text, start, start + len(name), kind)
    assert span is not None
    assert text[span.start : span.end] == kept


@pytest.mark.parametrize("name", ["COLLECTION", "DATA ANALYSIS"])
def test_headings_in_capitals_are_no_names(name: str) -> None:
    """No acronym is that long."""
    assert _trimmed(name, 0, len(name), "ORG") is None
    assert _trimmed(name, 0, len(name), "GPE") is None


def test_one_word_alone_is_a_place_only_after_a_preposition() -> None:
    """Supports, MM and States were places to the model."""
    loose, placed = _trimmed("The VX was", 4, 6, "GPE"), _trimmed("went to Qorshel", 8, 15, "GPE")
    assert loose is not None
    assert placed is not None
    assert loose.score < 0.5 < placed.score


def test_persons_are_persons() -> None:
    """Without the possessive; a single name too."""
    span = _trimmed("Ahmad Khalil's", 0, 14, "PERSON")
    assert span is not None
    assert (span.end, span.label) == (12, "PERSON")


def saved(folder: Path, language: str, patterns: dict[str, str], *, recognizer: bool = False) -> Path:
    """A tiny pipeline on disk that knows these names."""
    import spacy

    nlp = spacy.blank(language)
    if recognizer:
        nlp.add_pipe("tok2vec")
        nlp.add_pipe("tagger").add_label("NN")
        architecture = {
            "@architectures": "spacy.TransitionBasedParser.v2", "state_type": "ner", "extra_state_tokens": False,
            "hidden_width": 8, "maxout_pieces": 2, "use_upper": True,
            "tok2vec": {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "tok2vec"},
        }  # fmt: skip
        nlp.add_pipe("ner", config={"model": architecture}).add_label("GPE")
        nlp.initialize()
    else:
        ruler = nlp.add_pipe("entity_ruler")
        ruler.add_patterns([{"label": label, "pattern": name} for name, label in patterns.items()])
    nlp.to_disk(folder)
    return folder


def test_any_pipeline_can_be_named_by_its_folder(tmp_path: Path) -> None:
    """Its labels become ours, its edges too; what our conventions leave out falls."""
    names = {"the northern Aleppo countryside": "GPE", "Ahmad": "PERSON", "Syrians": "NORP", "Qorshel": "LOC"}
    folder = saved(tmp_path / "pipeline", "en", names)
    tagger = load_tagger(f"spacy:{folder}")
    assert tagger is not None
    text = "Ahmad left Qorshel for the northern Aleppo countryside with Syrians."
    english, arabic = tagger.tag([text], language="en"), tagger.tag(["حلب"], language="ar")
    assert [(text[s.start : s.end], s.label) for s in english[0]] == [
        ("Ahmad", "PERSON"),
        ("Qorshel", "PLACE"),
        ("Aleppo", "PLACE"),
    ]
    assert all(span.score > 0.5 for span in english[0])
    assert arabic == [[]]
    assert tagger.name == "spacy:pipeline"


def test_a_pipeline_of_many_languages_reads_arabic_too(tmp_path: Path) -> None:
    """Proclitics are cut where the name behind them is known; the tokens of such pipelines hold them."""
    tagger = SpacyTagger(str(saved(tmp_path / "pipeline", "xx", {"وحلب": "LOC", "«دمشق»": "LOC", "Homs": "LOC"})))
    text = "دمشق وحلب"
    (spans,) = tagger.tag([text], language="ar")
    assert [text[span.start : span.end] for span in spans] == ["حلب"]
    ((english,),) = tagger.tag(["In Homs"], language="en")
    assert (english.start, english.end) == (3, 7)


def test_only_what_the_recognizer_needs_is_run(tmp_path: Path) -> None:
    """It listens to tok2vec; the tagger beside it costs time for nothing."""
    tagger = SpacyTagger(str(saved(tmp_path / "pipeline", "en", {}, recognizer=True)))
    assert tagger._pipeline.pipe_names == ["tok2vec", "ner"]
    assert len(tagger.tag(["Aleppo fell."], language="en")) == 1


def test_the_hash_is_that_of_the_files(tmp_path: Path) -> None:
    """One pipeline twice is the same, another name in it is not."""
    one, same, other = (
        SpacyTagger(str(saved(tmp_path / name, "en", {place: "GPE"}))).model_sha256
        for name, place in (("a", "Homs"), ("b", "Homs"), ("c", "Hama"))
    )
    assert one is not None
    assert one == same != other


@pytest.mark.parametrize("name", ["en_core_web_none", "en-core-web-none", "json", "no/such/folder"])
def test_a_missing_pipeline_says_how_to_get_it(name: str) -> None:
    """At construction, before spaCy is loaded."""
    with pytest.raises(ModelMissingError) as caught:
        load_tagger(f"spacy:{name}")
    assert f"python -m spacy download {name}" in caught.value.remedy


def test_a_broken_pipeline_says_so(tmp_path: Path) -> None:
    """Its configuration is gone."""
    folder = saved(tmp_path / "pipeline", "en", {"Homs": "GPE"})
    (folder / "config.cfg").unlink()
    with pytest.raises(ModelMissingError, match="cannot be loaded"):
        SpacyTagger(str(folder)).tag(["Homs"], language="en")


def test_our_own_model_is_a_package_like_others() -> None:
    """By its name, or by its name with hyphens."""
    assert load_tagger(f"spacy:{PACKAGE}") is not None
    assert SpacyTagger(PACKAGE.replace("_", "-")).model_sha256 is not None
