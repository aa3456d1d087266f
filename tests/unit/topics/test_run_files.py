"""Vectors and themes of a run on disk."""

from dataclasses import replace

import numpy as np
import pytest

from corpus_cli.document import Document, Passage, Provenance, Source, document_id, to_json
from corpus_cli.topics.encoders.passages import masked_texts, read_passages
from corpus_cli.topics.encoders.vectors import count_passages, encode_shard, read_shard, shards, vector_file
from corpus_cli.topics.stage import assign_document

TEXTS = {
    "one": "court justice missing families. wheat farmers irrigation loans.",
    "two": "محكمة عدالة مفقودين عائلات. قمح مزارعين ري قروض.",
}


def document(name: str, text: str, language: str) -> Document:
    """A document of two one-sentence passages."""
    cut = text.index(".") + 1
    spans = ((0, cut), (cut + 1, len(text)))
    return Document(
        doc_id=document_id(name.encode()),
        source=Source(path=f"{name}.txt", media_type="text/plain", sha256="0" * 64, size_bytes=len(text)),
        language=language,
        text=text,
        entities=(),
        passages=tuple(
            Passage(id=f"p{n:04d}", start=s, end=e, raw_start=s, raw_end=e, language=language)
            for n, (s, e) in enumerate(spans, 1)
        ),
        provenance=Provenance(package_version="0", config_hash="0"),
    )


@pytest.fixture
def run_folder(tmp_path):
    for (name, text), language in zip(TEXTS.items(), ("en", "ar"), strict=True):
        doc = document(name, text, language)
        folder = tmp_path / "documents" / doc.doc_id[:2]
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{doc.doc_id}.json").write_bytes(to_json(doc))
    return tmp_path


def test_vectors_are_made_once_and_again_only_when_the_text_changed(run_folder, encoder):
    """A second pass encodes nothing; a changed passage, or another encoder, is encoded anew."""
    assert sum(encode_shard(run_folder, shard, encoder) for shard in shards(run_folder)) == 2
    assert sum(encode_shard(run_folder, shard, encoder) for shard in shards(run_folder)) == 0
    doc = document("one", TEXTS["one"].replace("loans", "pumps"), "en")
    (run_folder / "documents" / doc.doc_id[:2] / f"{doc.doc_id}.json").write_bytes(to_json(doc))
    assert sum(encode_shard(run_folder, shard, encoder) for shard in shards(run_folder)) == 1


@pytest.mark.parametrize("data", [b"", b"\x08", b"\xff" * 100])
def test_a_damaged_file_of_vectors_is_made_anew(run_folder, encoder, data):
    """It can be made again from the text: nobody has to look for it."""
    for shard in shards(run_folder):
        encode_shard(run_folder, shard, encoder)
    shard = shards(run_folder)[0]
    ((doc_id, before),) = read_shard(run_folder, shard).items()
    vector_file(run_folder, shard).write_bytes(data)
    assert encode_shard(run_folder, shard, encoder) == 1
    ((same, after),) = read_shard(run_folder, shard).items()
    assert same == doc_id
    assert (before == after).all()


def test_vectors_of_vanished_documents_are_dropped(run_folder, encoder):
    """A shard's file holds exactly its documents."""
    for shard in shards(run_folder):
        encode_shard(run_folder, shard, encoder)
    doc_id = document_id(b"one")
    (run_folder / "documents" / doc_id[:2] / f"{doc_id}.json").unlink()
    encode_shard(run_folder, doc_id[:2], encoder)
    assert doc_id not in read_shard(run_folder, doc_id[:2])


def test_a_cached_vector_is_the_fresh_one(run_folder, encoder):
    """Rounding to float16 happens before any use, so both are equal to the bit."""
    shard = shards(run_folder)[0]
    encode_shard(run_folder, shard, encoder)
    first = read_shard(run_folder, shard)
    vector_file(run_folder, shard).unlink()
    encode_shard(run_folder, shard, encoder)
    again = read_shard(run_folder, shard)
    assert all((first[name] == again[name]).all() for name in first)


def test_passages_come_with_their_languages_and_vectors(run_folder, encoder):
    """Two documents of two passages are four training passages, in the order of the document ids."""
    for shard in shards(run_folder):
        encode_shard(run_folder, shard, encoder)
    passages = read_passages(run_folder)
    assert len(passages) == 4
    assert sorted(passages.languages) == ["ar", "ar", "en", "en"]
    assert passages.vectors.shape == (4, 16)


def test_of_a_large_run_every_so_manieth_document_is_read(run_folder, encoder):
    """The sample says of how many passages it is one; a run that is small enough is read whole."""
    for shard in shards(run_folder):
        encode_shard(run_folder, shard, encoder)
    assert count_passages(run_folder) == 4
    sample, whole = read_passages(run_folder, most=3), read_passages(run_folder, most=4)
    assert (len(sample), sample.of, len(set(sample.documents))) == (2, 4, 1)
    assert (len(whole), whole.of) == (4, 0)


def test_a_training_on_a_sample_says_so(encoder, make_passages):
    """In the notes, and where a later run looks whether the model has seen enough."""
    from corpus_cli.recipe import TopicSettings
    from corpus_cli.topics.training.train import train_model

    model = train_model(replace(make_passages(48), of=96), settings=TopicSettings(themes=3), encoder=encoder)
    assert "trained on 48 of 96 passages, those of an even sample of the documents" in model.info.notes
    assert model.info.settings["corpus_passages"] == 96


def test_shares_are_of_the_documents_words_and_sum_to_at_most_one(encoder, make_passages):
    """Four of eight words in each theme: two shares of a half; every passage has a theme and a score."""
    from corpus_cli.recipe import TopicSettings
    from corpus_cli.topics.training.train import train_model

    model = train_model(make_passages(48), settings=TopicSettings(themes=3), encoder=encoder)
    training = make_passages(48)
    doc = document("one", TEXTS["one"], "en")
    vectors = np.stack([training.vectors[1], training.vectors[3]])
    assigned = assign_document(model, doc, vectors)
    assert [theme.share for theme in assigned.themes] == [0.5, 0.5]
    assert {passage.theme_id for passage in assigned.passages} == {theme.theme_id for theme in assigned.themes}
    assert all(0 < passage.score <= 1 for passage in assigned.passages)


def test_a_vowel_sign_ends_no_word_of_a_share(encoder, make_passages):
    """A theme of four vocalised words in eight has half of the document, not more."""
    from corpus_cli.recipe import TopicSettings
    from corpus_cli.topics.training.train import train_model

    training = make_passages(48)
    model = train_model(training, settings=TopicSettings(themes=3), encoder=encoder)
    doc = document("two", "مَحكَمةٌ عَدالةٌ مَفقودِينَ عائِلاتٌ. قمح مزارعين ري قروض.", "ar")
    assigned = assign_document(model, doc, np.stack([training.vectors[0], training.vectors[2]]))
    assert [theme.share for theme in assigned.themes] == [0.5, 0.5]


def test_a_passage_counts_for_each_theme_that_its_neighbours_voted_for(encoder, make_passages):
    """The words are divided as the vote is; the passage itself has one theme."""
    from corpus_cli.recipe import TopicSettings
    from corpus_cli.topics.model.assign import assign_shares
    from corpus_cli.topics.training.train import train_model

    training = make_passages(48)
    trained = train_model(training, settings=TopicSettings(themes=3), encoder=encoder)
    model = replace(trained, info=replace(trained.info, settings={**trained.info.settings, "neighbours": 48}))
    doc = document("one", TEXTS["one"], "en")
    vectors = np.stack([0.4 * training.vectors[1] + 0.6 * training.vectors[3], training.vectors[3]])
    assigned = assign_document(model, doc, vectors)
    _, _, votes = assign_shares(model, vectors, ["en", "en"])
    expected = {theme_id: share for theme_id, share in zip(model.theme_ids, votes.mean(axis=0), strict=True)}
    assert len(assigned.themes) > len({passage.theme_id for passage in assigned.passages})
    assert sum(theme.share for theme in assigned.themes) <= 1
    for theme in assigned.themes:
        assert abs(theme.share - expected[theme.theme_id]) < 0.001


def test_a_document_without_passages_has_no_themes(encoder, make_passages):
    """Ran and found nothing: an empty tuple, not None."""
    from corpus_cli.recipe import TopicSettings
    from corpus_cli.topics.training.train import train_model

    model = train_model(make_passages(24), settings=TopicSettings(), encoder=encoder)
    doc = replace(document("one", TEXTS["one"], "en"), passages=(), text="")
    assert assign_document(model, doc, np.zeros((0, 16), np.float32)).themes == ()


def test_names_are_masked_in_the_words_a_model_learns():
    """A place on the theme's own row does not become its keyword, and no phrase is made across the gap."""
    from corpus_cli.document import Entity

    doc = document("three", "The council of Aleppo city met. It ended.", "en")
    at = doc.text.index("Aleppo")
    ent = Entity(
        id="e0001",
        label="PLACE",
        start=at,
        end=at + 6,
        raw_start=at,
        raw_end=at + 6,
        text="Aleppo",
        segment="s0001",
        score=1.0,
        source=("gazetteer",),
    )
    first, second = masked_texts(replace(doc, entities=(ent,)))
    assert first == "The council of \n city met."
    assert second == "It ended."
