"""Training, its fallbacks, and the model on disk."""

import numpy as np
import pytest
from threadpoolctl import threadpool_info, threadpool_limits

from corpus_cli.errors import ModelMissingError
from corpus_cli.evaluation.topics.stability import taken
from corpus_cli.recipe import TopicSettings
from corpus_cli.topics.clustering.clusters import Clusters, theme_count
from corpus_cli.topics.encoders.paired import PairedEncoder
from corpus_cli.topics.encoders.passages import TrainingPassages
from corpus_cli.topics.model.assign import assign, assign_projected
from corpus_cli.topics.model.files import ModelFiles, load_model, save_model
from corpus_cli.topics.training import train as module
from corpus_cli.topics.training.describe import Describer
from corpus_cli.topics.training.train import train_model


@pytest.fixture
def train(encoder):
    def run(passages, *, previous=None, **settings):
        return train_model(passages, settings=TopicSettings(**settings), encoder=encoder, previous=previous)

    return run


def test_the_same_passages_give_the_same_model(train, make_passages):
    """Two trainings give the same hash."""
    assert train(make_passages(48), themes=3).sha256 == train(make_passages(48), themes=3).sha256


def test_bertopic_finds_the_three_subjects(train, make_passages):
    """Enough passages go through BERTopic; every passage has a theme, and themes are the subjects."""
    passages = make_passages(90)
    model = train(passages, themes=3)
    assert model.info.method == "umap-kmeans"
    subjects = np.asarray([(number // 2) % 3 for number in range(90)])
    assert {tuple(sorted(set(subjects[model.labels == theme]))) for theme in range(3)} == {(0,), (1,), (2,)}


def test_keywords_and_labels_are_of_their_language(train, make_passages):
    """Arabic keywords are Arabic words of the theme's Arabic passages, English ones English."""
    model = train(make_passages(48), themes=3)
    for theme in model.info.themes:
        assert set(theme.labels) == {"ar", "en"}
        english = {word for keyword in theme.keywords["en"] for word in keyword.text.split()}
        assert english & {"court", "wheat", "council"}
        assert all("\u0600" <= keyword.text[0] <= "\u06ff" for keyword in theme.keywords["ar"])


@pytest.mark.parametrize(
    ("size", "method"), [(0, "single"), (1, "single"), (7, "single"), (12, "kmeans"), (59, "kmeans")]
)
def test_too_little_text_falls_back_and_says_so(train, make_passages, size, method):
    """A handful of passages is one theme, some dozens are k-means clusters, and a note says why."""
    model = train(make_passages(size))
    assert model.info.method == method
    assert "passages" in model.info.notes[0]
    assert len(model.info.themes) == (0 if size == 0 else 1 if method == "single" else len(model.info.themes))


def test_many_copies_of_one_passage_are_one_theme(train):
    """Duplicates cannot be clustered apart, and are not an error."""
    vectors = np.ones((80, 16), dtype=np.float32)
    copies = TrainingPassages(["same words here"] * 80, ["en"] * 80, vectors, ["d"] * 80)
    assert len(train(copies).info.themes) == 1
    assert any("5 themes were asked for; 1 have" in note for note in train(copies, themes=5).info.notes)


def test_one_language_only_is_said(train, make_passages):
    """A corpus in one language works and its model says that nothing can be compared."""
    both = make_passages(24)
    arabic = TrainingPassages(both.texts[::2], both.languages[::2], both.vectors[::2], both.documents[::2])
    model = train(arabic, themes=3)
    assert any("only one language (ar)" in note for note in model.info.notes)
    assert all("en" not in theme.labels for theme in model.info.themes)


def test_theme_count_grows_with_the_corpus_within_bounds():
    """From 2 to 25 themes."""
    counts = [theme_count(words, passages=words // 90) for words in (800, 10_000, 25_000, 90_000, 10_000_000)]
    assert counts == sorted(counts)
    assert counts[0] == 2
    assert counts[-1] == 25
    assert theme_count(10_000_000, passages=40) == 5


def test_a_saved_model_is_the_model(train, make_passages, tmp_path):
    """Loading gives back every array and the same hash."""
    model = train(make_passages(48), themes=3)
    save_model(model, tmp_path / "topics")
    loaded = load_model(tmp_path / "topics")
    assert loaded is not None
    assert loaded.sha256 == model.sha256
    assert loaded.info == model.info
    assert (loaded.references == model.references).all()
    assert (loaded.means["ar"] == model.means["ar"]).all()


@pytest.mark.parametrize("references", [30, 20_000])
def test_a_reloaded_model_gives_every_passage_the_theme_of_its_training(
    train, make_passages, tmp_path, monkeypatch, references
):
    """References or not, alone or in company, in any order: its theme is the one that the training counted."""
    passages, given = make_passages(96), []

    def rule(*arguments):
        given.append(assign_projected(*arguments))
        return given[-1]

    monkeypatch.setattr(module, "MAX_REFERENCES", references)
    monkeypatch.setattr(module, "assign_projected", rule)
    model = train(passages, themes=3)
    ((themes, *_),) = given
    save_model(model, tmp_path / "topics")
    loaded = load_model(tmp_path / "topics")
    assert len(loaded.references) == min(references, 96)
    rows = np.random.default_rng(1).permutation(96)
    scores = assign(loaded, passages.vectors, passages.languages)[1]
    for size in (1, 7, 96):
        for at in range(0, 96, size):
            some = rows[at : at + size]
            found = assign(loaded, passages.vectors[some], [passages.languages[row] for row in some])
            assert found[0].tolist() == themes[some].tolist()
            assert found[1].tolist() == scores[some].tolist()
    assert [theme.size for theme in model.info.themes] == [(themes == number).sum() for number in range(3)]


def test_a_reloaded_model_gives_the_themes_of_the_training_where_clusters_were_lost(train, monkeypatch, tmp_path):
    """Two clusters win no passage: their references vote for none together, and take what neither could alone."""
    # Of the eight voters of the first subject three are of its own cluster, two of each lost one, and one of another.
    labels = np.array([0, 0, 0, 2, 2, 3, 3, 1] + [0] * 12 + [1] * 20, dtype=np.int32)
    vectors = np.repeat(np.eye(2, 16, dtype=np.float32), 20, axis=0)
    passages = TrainingPassages(["wheat"] * 20 + ["court"] * 20, ["en"] * 40, vectors, [f"d{n}" for n in range(40)])
    monkeypatch.setattr(module, "cluster", lambda *_, **__: Clusters(labels, "kmeans", ()))
    model = train(passages)
    assert model.info.settings["neighbours"] == 8
    save_model(model, tmp_path)
    found = assign(load_model(tmp_path), passages.vectors, passages.languages)[0]
    counts = [int((found == number).sum()) for number in range(len(model.info.themes))]
    assert counts == [theme.size for theme in model.info.themes]
    assert int((found < 0).sum()) == sum(model.info.unassigned.values())


def test_sums_are_taken_in_one_thread(train, make_passages, monkeypatch):
    """However many the machine has: the last bits of a sum depend on it, and with them a theme's words."""
    seen = []

    def look(self, *arguments, **named):
        seen.extend(pool["num_threads"] for pool in threadpool_info())
        return describe(self, *arguments, **named)

    describe = Describer.describe
    monkeypatch.setattr(Describer, "describe", look)
    with threadpool_limits(2):
        train(make_passages(24))
    assert set(seen) == {1}


def test_an_altered_model_is_refused(train, make_passages, tmp_path):
    """One changed byte, or a missing file, is an error that says what to do; an empty folder is no model."""
    assert load_model(tmp_path / "none") is None
    save_model(train(make_passages(24)), tmp_path)
    files = ModelFiles(tmp_path)
    files.info.write_bytes(files.info.read_bytes().replace(b"fake", b"fate"))
    with pytest.raises(ModelMissingError, match="altered"):
        load_model(tmp_path)
    files.tensors.unlink()
    with pytest.raises(ModelMissingError, match="incomplete"):
        load_model(tmp_path)


def test_a_retrained_theme_that_matches_keeps_its_id(train, make_passages):
    """A subject that has come since gets an id never used; the two that were there keep theirs."""
    everything = make_passages(135)
    known = taken(everything, np.flatnonzero([(number // 2) % 3 < 2 for number in range(135)]))
    before = train(known, themes=2)
    after = train(everything, previous=before, themes=3, seed=5)
    kept = {entry.theme_id for entry in after.info.lineage if entry.previous}
    assert len(kept) >= 2
    assert kept <= set(before.theme_ids)
    new = set(after.theme_ids) - kept
    assert new
    assert not new & set(before.theme_ids)
    assert after.info.previous_sha256 == before.sha256


def test_a_theme_of_nothing_but_what_all_speak_of_has_words_all_the_same(encoder):
    """Where every passage says the same words, they tell no theme from another; a theme without a word says less."""
    same = TrainingPassages(
        ["pump seed debt harvest"] * 40, ["en"] * 40, np.eye(40, 16, dtype=np.float32), [str(n) for n in range(40)]
    )
    labels = np.repeat(np.arange(4), 10).astype(np.int32)
    described = Describer(encoder=encoder, size=5).describe(same, labels, centroids=np.eye(4, 16, dtype=np.float32))
    assert {word.text for word in described.stop_words["en"]} >= {"pump", "seed", "debt", "harvest"}
    for words, label in zip(described.keywords["en"], described.labels, strict=True):
        assert [word.text for word in words]
        assert label["en"]


def test_words_are_encoded_by_the_first_of_two_encoders(encoder, make_passages):
    """The second is asked for the words that may stand in a label and no others: it takes most of the time."""
    asked = []

    class Second:
        name, sha256, dimensions, mean = "second", "e" * 64, 4, np.zeros(4, dtype=np.float32)

        def encode(self, texts):
            asked.extend(texts)
            return np.zeros((len(texts), 4), dtype=np.float32)

    passages, labels = make_passages(24), (np.arange(24) // 2 % 3).astype(np.int32)
    both = Describer(encoder=PairedEncoder(encoder, Second()), size=5)
    alone = Describer(encoder=encoder, size=5)
    centroids = np.eye(3, 20, dtype=np.float32)
    found = both.describe(passages, labels, centroids=centroids)
    first = alone.describe(passages, labels, centroids=np.ascontiguousarray(centroids[:, :16]))
    assert found.keywords == first.keywords
    assert sorted(asked) == sorted({word.text for lists in found.keywords.values() for row in lists for word in row})
    assert all(label["en"] for label in found.labels)
