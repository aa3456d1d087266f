"""Lemmas by CAMeL Tools, with a database of four words made here."""

import json
from collections import Counter

import pytest

from corpus_cli.errors import ModelMissingError
from corpus_cli.topics.words.camel_lemmas import CamelLemmatiser
from corpus_cli.topics.words.vocabulary import extract_terms

DATABASE = """\
###DEFINES###
DEFINE pos pos:noun pos:noun_prop pos:verb
DEFINE diac diac:*open*
DEFINE lex lex:*open*
DEFINE pos_lex_logprob pos_lex_logprob:*open*
###DEFAULTS###
DEFAULT pos:noun diac:* lex:*
###ORDER###
ORDER pos diac lex
###TOKENIZATIONS###
TOKENIZATION diac
###STEMBACKOFF###
###PREFIXES###
\tPref-0\tdiac:
ال\tPref-Al\tdiac:ال
###SUFFIXES###
\tSuff-0\tdiac:
###STEMS###
مجلس\tN\tpos:noun diac:مَجْلِس lex:مَجْلِس_1 pos_lex_logprob:-3.1
مجالس\tN\tpos:noun diac:مَجالِس lex:مَجْلِس_1 pos_lex_logprob:-3.5
حل\tN\tpos:noun diac:حَلّ lex:حَلّ_1 pos_lex_logprob:-2
حلول\tN\tpos:noun diac:حُلُول lex:حَلّ_1 pos_lex_logprob:-3
حلول\tN\tpos:noun diac:حُلُول lex:حُلُول_1 pos_lex_logprob:-6
محاور\tN\tpos:noun diac:مَحاوِر lex:مِحْوَر_1 pos_lex_logprob:-4
سامي\tN\tpos:noun_prop diac:سامِي lex:سُمُوّ_1 pos_lex_logprob:-4
###TABLE AB###
Pref-0 N
Pref-Al N
###TABLE BC###
N Suff-0
###TABLE AC###
Pref-0 Suff-0
Pref-Al Suff-0
"""


@pytest.fixture
def data(tmp_path, monkeypatch):
    """A data folder as ``camel_data`` leaves it; the library reads the catalogue when it is imported."""
    monkeypatch.setenv("CAMELTOOLS_DATA", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "catalogue.json").write_text(json.dumps({"version": "1.6.0", "packages": {}, "components": {}}))
    folder = tmp_path / "data" / "morphology_db" / "calima-msa-r13"
    folder.mkdir(parents=True)
    (folder / "morphology.db").write_text(DATABASE, encoding="utf-8")
    return tmp_path


@pytest.mark.usefixtures("data")
def test_a_broken_plural_has_the_lemma_of_its_singular():
    """مجالس is a plural by its vowels, which no ending tells; of two analyses the likelier counts."""
    lemmatiser = CamelLemmatiser()
    assert lemmatiser.lemma("مجالس") == "مجلس"
    assert lemmatiser.lemma("المجالس") == "مجلس"
    assert lemmatiser.lemma("حلول") == "حل"


@pytest.mark.usefixtures("data")
def test_names_and_unknown_words_have_no_lemma():
    """A name is no form of a common word."""
    lemmatiser = CamelLemmatiser()
    assert lemmatiser.lemma("سامي") is None
    assert lemmatiser.lemma("بلديه") is None


@pytest.mark.usefixtures("data")
def test_forms_of_one_lemma_count_with_an_attested_form():
    """With the lemma where the corpus has it; the lemma محور of محاور is not in it, so محاور stays."""
    counts = Counter({"مجلس": 1, "مجالس": 4, "محاور": 2, "بلديه": 1})
    joined = CamelLemmatiser().join({form: form for form in counts}, counts)
    assert joined == {"مجلس": "مجلس", "مجالس": "مجلس", "محاور": "محاور", "بلديه": "بلديه"}


@pytest.mark.usefixtures("data")
def test_words_that_are_not_shown_stay_so():
    """A form without a base form gets none."""
    assert CamelLemmatiser().join({"يدل": ""}, Counter({"يدل": 2})) == {"يدل": ""}


@pytest.mark.usefixtures("data")
def test_the_lemmatiser_changes_the_terms_only_where_it_is_asked_for():
    """Without it, a machine with the data gives the terms of one without; its name says which database was used."""
    texts = ["المجلس البلدي", "مجلس بلدي", "مجالس بلدية"]
    plain, _ = extract_terms(texts, ["ar"] * 3)
    lemmatiser = CamelLemmatiser()
    joined, vocabularies = extract_terms(texts, ["ar"] * 3, lemmas={"ar": lemmatiser})
    assert "مجالس" in plain[2]
    assert "مجلس" in joined[2]
    assert vocabularies["ar"].written("مجلس") == "المجلس"
    assert lemmatiser.name == f"camel-{lemmatiser.sha256[:12]}"


def test_missing_data_says_how_to_get_it(tmp_path, monkeypatch):
    """Nothing of the library is imported then: it would try to download its catalogue."""
    monkeypatch.setenv("CAMELTOOLS_DATA", str(tmp_path))
    with pytest.raises(ModelMissingError) as raised:
        CamelLemmatiser()
    assert "camel_data -i morphology-db-msa-r13" in raised.value.remedy


def test_a_broken_database_is_no_internal_error(data):
    """A line that the library cannot read is the data's fault."""
    path = data / "data" / "morphology_db" / "calima-msa-r13" / "morphology.db"
    path.write_text(DATABASE.replace("DEFINE diac", "nonsense"), encoding="utf-8")
    with pytest.raises(ModelMissingError, match="cannot be read"):
        CamelLemmatiser()
