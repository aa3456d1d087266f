"""Themes that a user asks for: the file, and where the corpus speaks of them."""

from __future__ import annotations

import numpy as np
import pytest

from corpus_cli.errors import ConfigError
from corpus_cli.recipe import TopicSettings
from corpus_cli.topics.guidance.seeds import Seed, Wanted, claim, read_seeds, wanted_themes
from corpus_cli.topics.training.train import train_model


@pytest.fixture
def write(tmp_path):
    def run(text, *, encoding="utf-8"):
        path = tmp_path / "seeds.csv"
        path.write_bytes(text.encode(encoding))
        return path

    return run


def test_a_row_is_a_theme_with_labels_and_terms(write):
    """Terms stand between semicolons, western or Arabic; each has the language of its letters."""
    (seed,) = read_seeds(write("en,ar,terms\nWater,المياه,wells; آبار؛ drinking water ;\n"))
    assert seed.labels == {"ar": "المياه", "en": "Water"}
    assert seed.terms == (("wells", "en"), ("آبار", "ar"), ("drinking water", "en"))
    assert seed.seed_id == "s1"


@pytest.mark.parametrize(
    "written",
    ["المُصالَحة", "المـصـالحة", "ﺍﻟﻤﺼﺎﻟﺤﺔ", "\u200fالمصالحة\u200e"],
    ids=["vowels", "tatweel", "forms", "marks"],
)
def test_a_term_is_found_however_it_is_written(write, look, written):
    """Vowel signs and tatweel cut no word, letters in presentation forms are Arabic: the text has plain ones."""
    (seed,) = read_seeds(write(f"en,ar,terms\nReconciliation,المصالحة,{written}\n"))
    assert [language for _, language in seed.terms] == ["ar"]
    found = look(seed, texts={"ar": "لجنة المصالحة في المدينة", "en": ""})
    assert found.numbers == (0,)
    assert look(seed, texts={"ar": "الم حة صال", "en": ""}).numbers == ()


def test_a_vowel_sign_in_the_text_cuts_no_word_either(write, look):
    """Both sides are compared without them."""
    (seed,) = read_seeds(write("en,ar,terms\nReconciliation,المصالحة,مصالحة محلية\n"))
    assert look(seed, texts={"ar": "وُقّعت المُصالَحة المحلّيّة", "en": ""}).numbers == (0,)


@pytest.mark.parametrize(
    "text",
    [
        "\ufeffen,ar,terms\r\nWater,المياه,wells\r\n",
        "AR, EN ,Terms,note\nالمياه,Water,wells,mine\n",
        'en;ar;terms\n"Water";المياه;"wells"\n',
        "en\tar\tterms\nWater\tالمياه\twells\n",
        "en,ar,terms\n,,\n\n  , ,,,\nWater,المياه,wells,,\n",
    ],
    ids=["BOM and CRLF", "other order and case", "semicolons", "tabs", "empty rows"],
)
def test_files_as_spreadsheets_write_them(write, text):
    """All hold the same theme."""
    (seed,) = read_seeds(write(text))
    assert (seed.labels, seed.terms) == ({"ar": "المياه", "en": "Water"}, (("wells", "en"),))


def test_columns_between_semicolons_leave_quoted_terms_whole(write):
    """A spreadsheet quotes the cell that holds what separates its columns."""
    (seed,) = read_seeds(write('en;ar;terms\nWater;المياه;"wells; pumps"\n'))
    assert [term for term, _ in seed.terms] == ["wells", "pumps"]


def test_one_language_is_enough_and_labels_are_terms_where_none_are_given(write):
    """No column ar, no column terms."""
    first, second = read_seeds(write("en\nWater\nReturn of refugees\n"))
    assert first.labels == {"en": "Water"}
    assert second.terms == (("Return of refugees", "en"),)
    assert second.seed_id == "s2"
    (arabic,) = read_seeds(write("ar,terms\nالمياه,\n"))
    assert arabic.terms == (("المياه", "ar"),)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "names neither"),
        ("name,words\nWater,wells\n", "names neither"),
        ("en,ar,terms\n", "no seed theme"),
        ("en,ar,terms\n,,\n", "no seed theme"),
        ("en,ar,terms\nWater,,x\n,,wells\n", "line 3: has no label"),
        ("en,ar,terms\n123,,4;5\n", "line 2: holds no word"),
        ('en,ar,terms\n"Water,المياه,wells\nSchools,,\n', "no csv file"),
        ("en,ar,terms\nWater,,wells, pumps\n", "line 2: has more cells"),
        ("en,ar,keywords\nWater,,wells\n", "'keywords' is not read"),
        ("en,ar,terms\nWater,,wells\nSchools,,\nWater,المياه,pumps\n", "line 4: the label 'Water' stands in line 2"),
    ],
)
def test_a_file_that_is_wrong_is_an_error_that_says_where(write, text, said):
    """And what to do."""
    with pytest.raises(ConfigError, match=said) as caught:
        read_seeds(write(text))
    assert caught.value.remedy


def test_a_file_in_another_encoding_is_said_to_be(write, tmp_path):
    """Unicode text of a spreadsheet is UTF-16, its Arabic csv windows-1256; a folder is no file, nor is none."""
    for encoding in ("utf-16", "windows-1256"):
        with pytest.raises(ConfigError, match="is no text in UTF-8") as caught:
            read_seeds(write("en,ar\nWater,المياه\n", encoding=encoding))
        assert "UTF-8" in caught.value.remedy
    for path in (tmp_path, tmp_path / "none.csv"):
        with pytest.raises(ConfigError, match="cannot be read") as caught:
            read_seeds(path)
        assert caught.value.remedy == "check the path"


@pytest.fixture(scope="module")
def clusters():
    """Ten clusters along axes, ten passages each, five a language; with their languages."""
    rng = np.random.default_rng(1)
    rows = np.repeat(np.eye(20)[:10], 10, axis=0) + rng.normal(size=(100, 20)) * 0.05
    unit = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    return np.repeat(np.arange(10), 10).astype(np.int32), unit, ["ar", "en"] * 50


@pytest.fixture
def look(clusters):
    """The seeds that a corpus of two languages speaks of: in cluster 3 stands ``texts`` of a language, else nothing."""
    labels, unit, languages = clusters

    def find(*seeds, texts, axis=3):
        where = [texts[code] if label == 3 else "" for label, code in zip(labels, languages, strict=True)]
        direction = np.eye(20, dtype=np.float32)[axis]
        return wanted_themes(
            seeds, unit, languages, texts=where, terms_in_space=lambda terms: np.stack([direction] * len(terms))
        )

    return find


def seed(*terms, number=1):
    return Seed(seed_id=f"s{number}", labels={"en": "Water", "ar": "المياه"}, terms=terms)


WATER = {"ar": "حفروا بئرا ومياههم مالحة", "en": "The well is dry again, a wells committee met"}


def test_a_seed_whose_terms_stand_in_most_of_a_cluster_is_that_cluster(clusters, look):
    """All of its passages and no other's, in the other language too; other clusters keep their numbers."""
    labels, unit, _ = clusters
    found = look(seed(("wells", "en")), texts=WATER)
    assert (found.numbers, found.notes) == ((0,), ())
    claimed, which = claim(labels, unit, found)
    (number,) = which
    assert np.flatnonzero(claimed == number).tolist() == list(range(30, 40))
    assert (claimed[labels != 3] == labels[labels != 3]).all()


def test_two_seeds_in_one_cluster_share_it(clusters):
    """By nearness."""
    labels, unit, _ = clusters
    coarse = np.where(labels == 1, 0, labels).astype(np.int32)
    both = frozenset(range(20))
    everything = frozenset(range(100))
    found = Wanted(
        numbers=(0, 1), prototypes=unit[[0, 10]], held=(both, both), readable=(everything, everything), notes=()
    )
    claimed, which = claim(coarse, unit, found)
    assert len(set(claimed[:10].tolist())) == len(set(claimed[10:20].tolist())) == 1
    assert {int(claimed[0]), int(claimed[10])} == set(which)


def test_a_corpus_without_seeds_is_as_it_was(clusters):
    """Nothing is claimed."""
    labels, unit, languages = clusters
    none = wanted_themes((), unit, languages, texts=[""] * 100, terms_in_space=lambda terms: unit[: len(terms)])
    claimed, which = claim(labels, unit, none)
    assert claimed.tolist() == labels.tolist()
    assert which == {}


@pytest.mark.parametrize(
    ("terms", "found"),
    [
        ((("wells", "en"),), True),
        ((("rockets", "en"),), False),
        ((("dry well", "en"),), False),
        ((("مياه", "ar"),), True),
        ((("الصواريخ", "ar"),), False),
        ((("rockets", "en"), ("بئر", "ar")), True),
    ],
    ids=["a word", "none", "not as a term", "conjunction and ending", "none in Arabic", "one language is enough"],
)
def test_a_seed_of_which_no_term_stands_in_the_text_is_none_of_the_corpus(look, terms, found):
    """Some passages are nearest to any terms; words tell, whole terms in any of their forms."""
    result = look(seed(*terms), texts=WATER)
    assert (result.numbers == (0,)) is found
    assert any("does not speak of" in note and "المياه" in note for note in result.notes) is not found


def test_a_seed_whose_words_mean_something_else_there_is_refused(look):
    """Potato market is no economy: the passages in which the word stands lie elsewhere than its terms."""
    result = look(seed(("wells", "en")), texts=WATER, axis=7)
    assert result.numbers == ()
    assert "are about other things" in result.notes[0]


def test_a_seed_names_a_theme_of_the_model(make_subjects, encoder):
    """Its labels are the theme's, in both languages, and its id stands beside it."""
    passages = make_subjects(0, 1, 2, 3)
    space = train_model(passages, settings=TopicSettings(themes=4), encoder=encoder).space
    subject = space.project(passages.vectors, passages.languages)[14:28].mean(axis=0)

    class Nearest:
        """An encoder that knows where the subject lies."""

        name, sha256 = encoder.name, encoder.sha256

        def encode(self, texts):
            return np.stack(
                [subject + space.means["en"] if text == "wheat" else encoder.encode([text])[0] for text in texts]
            )

    seed = Seed(seed_id="s1", labels={"ar": "الزراعة", "en": "Farming"}, terms=(("wheat", "en"),))
    model = train_model(passages, settings=TopicSettings(themes=4), encoder=Nearest(), seeds=[seed])
    (theme,) = (theme for theme in model.info.themes if theme.seed == "s1")
    assert theme.labels == {"ar": "الزراعة", "en": "Farming"}
    assert theme.trained_passages == {"ar": 7, "en": 7}
