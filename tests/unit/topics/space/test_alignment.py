"""One space for all languages: what is mined, what is mapped, and what is left alone."""

import numpy as np
import pytest

from corpus_cli.errors import ModelMissingError
from corpus_cli.topics.encoders.encoder import BUNDLED, load_encoder
from corpus_cli.topics.space.alignment import (
    BaseAlignment,
    Space,
    alignment_files,
    base_alignment,
    difference_covariance,
    fit_space,
    load_alignment,
    mine_pairs,
)

DIM, NOISY = 24, 4
OTHER = BaseAlignment("another encoder", 1, np.eye(DIM, dtype=np.float32))


def unit(vectors):
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def translations(pairs, *, seed=0):
    """Each text and its translation, which differ in the first axes only, and each language far from the other."""
    rng = np.random.default_rng(seed)
    meaning = rng.normal(size=(pairs, DIM))
    sides = []
    for shift in (0.0, 5.0):
        noise = np.zeros((pairs, DIM))
        noise[:, :NOISY] = rng.normal(size=(pairs, NOISY))
        sides.append(meaning + noise + shift)
    return np.concatenate(sides).astype(np.float32), ["ar"] * pairs + ["en"] * pairs


def test_translations_are_found_whatever_their_order():
    """Each other's nearest by a margin are pairs, and all found here are right."""
    rng = np.random.default_rng(1)
    meaning = unit(rng.normal(size=(40, DIM)))
    shuffled = rng.permutation(40)
    found = mine_pairs(np.concatenate([meaning, meaning[shuffled]]), ["ar"] * 40 + ["en"] * 40)
    assert len(found) == 40
    assert all(shuffled[second - 40] == first for first, second in found.tolist())


def test_languages_that_say_different_things_have_no_pairs():
    """A nearest neighbour that is not clearly nearer than the next ones is no translation."""
    rng = np.random.default_rng(2)
    vectors = np.zeros((80, DIM))
    vectors[:40, :12] = rng.normal(size=(40, 12))
    vectors[40:, 12:] = rng.normal(size=(40, 12))
    assert mine_pairs(unit(vectors), ["ar"] * 40 + ["en"] * 40).shape == (0, 2)


def test_one_language_has_no_pairs():
    """There is nothing to compare with."""
    assert mine_pairs(unit(np.eye(DIM)), ["ar"] * DIM).shape == (0, 2)


def test_directions_in_which_translations_differ_count_for_less():
    """The mapping brings a text and its translation nearer than taking means off does."""
    vectors, languages = translations(300)
    space = fit_space(vectors, languages, encoder_sha256="this", base=OTHER)
    assert space.mapping is not None
    mapped, plain = space.project(vectors, languages), Space(space.means).project(vectors, languages)
    assert (mapped[:300] * mapped[300:]).sum(1).mean() > (plain[:300] * plain[300:]).sum(1).mean() + 0.05
    stretch = np.diag(space.mapping)
    assert stretch[:NOISY].max() < stretch[NOISY:].min()


def test_the_shipped_alignment_counts_only_for_its_encoder():
    """Another encoder's axes mean something else."""
    vectors, languages = translations(120)
    flat = np.eye(DIM, dtype=np.float32)
    flat[0, 0] = 100
    spaces = [
        fit_space(vectors, languages, encoder_sha256="this", base=BaseAlignment(name, 1000, flat))
        for name in ("this", "that")
    ]
    assert spaces[0].mapping is not None and spaces[1].mapping is not None
    assert not np.allclose(spaces[0].mapping, spaces[1].mapping)


def test_without_pairs_only_means_are_taken_off():
    """A corpus in one language, and one whose languages share nothing, keep the encoder's directions."""
    vectors, languages = translations(120)
    assert fit_space(vectors[:120], languages[:120], encoder_sha256="this", base=OTHER).mapping is None
    rng = np.random.default_rng(3)
    strangers = rng.normal(size=(200, 3)).astype(np.float32)
    assert fit_space(strangers, ["ar", "en"] * 100, encoder_sha256="this", base=OTHER).mapping is None


@pytest.mark.parametrize("passages", [1, 2, 9])
def test_a_few_passages_and_copies_have_a_space(passages):
    """Every passage has a direction of unit length or none, and nothing is divided by zero."""
    vectors = np.ones((passages, DIM), dtype=np.float32)
    languages = ["ar", "en", "en"] * 3
    space = fit_space(vectors, languages[:passages], encoder_sha256="this", base=OTHER)
    assert np.isfinite(space.project(vectors, languages[:passages])).all()


def test_no_passages_have_an_empty_space():
    """Nothing in, nothing out."""
    assert fit_space(np.zeros((0, DIM), np.float32), [], encoder_sha256="this", base=OTHER).means == {}


def test_a_row_does_not_depend_on_the_others():
    """One passage alone is projected to the same bits as among all."""
    vectors, languages = translations(120)
    space = fit_space(vectors, languages, encoder_sha256="this", base=OTHER)
    together = space.project(vectors, languages)
    for row in (0, 7, 200):
        assert (space.project(vectors[row : row + 1], languages[row : row + 1])[0] == together[row]).all()


def test_a_language_that_was_not_there_is_projected():
    """It gets the mean of the means, and vectors of unit length."""
    vectors, languages = translations(120)
    space = fit_space(vectors, languages, encoder_sha256="this", base=OTHER)
    assert np.allclose(np.linalg.norm(space.project(vectors[:3], ["fr", "tr", "fr"]), axis=1), 1, atol=1e-5)


def test_a_space_comes_back_from_its_arrays():
    """With a mapping and without."""
    vectors, languages = translations(120)
    fitted = fit_space(vectors, languages, encoder_sha256="this", base=OTHER)
    for space in (fitted, Space(fitted.means)):
        again = Space.from_tensors({**space.tensors(), "references": vectors})
        assert again.means.keys() == space.means.keys()
        assert (again.project(vectors, languages) == space.project(vectors, languages)).all()


def test_the_covariance_is_half_that_of_the_differences():
    """Two sides that stray equally stray by it each."""
    rng = np.random.default_rng(4)
    first, second = rng.normal(size=(2, 4000, 3)) * [1.0, 2.0, 3.0]
    assert np.allclose(np.diag(difference_covariance(first, second)), [1, 4, 9], rtol=0.1)


@pytest.mark.parametrize("name", sorted(BUNDLED))
def test_each_bundled_encoder_has_an_alignment(name):
    """It is found, its hash is right, and it is a covariance."""
    base = base_alignment(load_encoder(name).sha256)
    assert base is not None
    assert base.pairs > 1000
    assert np.allclose(base.covariance, base.covariance.T)
    assert np.linalg.eigvalsh(base.covariance.astype(np.float64)).min() > -1e-6


def test_an_encoder_without_an_alignment_gets_none():
    """A corpus then has to say by itself how its translations differ."""
    assert base_alignment("another encoder") is None
    vectors, languages = translations(200)
    assert fit_space(vectors, languages, encoder_sha256="another encoder").mapping is not None


def test_several_encoders_have_their_own(tmp_path):
    """Each is found by the hash of its encoder."""
    more = BaseAlignment("a third", 7, 2 * np.eye(3, dtype=np.float32))
    for name, data in alignment_files({"fake": OTHER, "more": more}, sources={"own": 1}).items():
        (tmp_path / name).write_bytes(data)
    assert np.array_equal(load_alignment(tmp_path, encoder_sha256="another encoder").covariance, OTHER.covariance)
    found = load_alignment(tmp_path, encoder_sha256="a third")
    assert (found.pairs, found.covariance[0, 0]) == (7, 2)


def test_an_altered_or_missing_alignment_is_refused(tmp_path):
    """The message says what is wrong, and the error what to do."""
    with pytest.raises(ModelMissingError):
        load_alignment(tmp_path, encoder_sha256="another encoder")
    for name, data in alignment_files({"fake": OTHER}, sources={"own": 1}).items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "fake.safetensors").write_bytes(b"x")
    with pytest.raises(ModelMissingError, match="altered") as caught:
        load_alignment(tmp_path, encoder_sha256="another encoder")
    assert caught.value.remedy
    for text in ("", "[]", "{}", '{"format": 1}', '{"format": 2, "encoders": {"another encoder": {}}}'):
        (tmp_path / "alignment.json").write_text(text, encoding="utf-8")
        with pytest.raises(ModelMissingError):
            load_alignment(tmp_path, encoder_sha256="another encoder")
