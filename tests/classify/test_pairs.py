"""How words follow each other, as labels teach it: what is left of a word, and the same sums on every road."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from scipy import sparse

from pulse.classify import Tagger, model_version
from pulse.classify.arrays.scales import softmax
from pulse.classify.taught import pairs, versions
from pulse.classify.taught.acceptance import Trial, attempt
from pulse.classify.taught.examples import Seen, Told, examples, seen
from pulse.classify.taught.features import SIZE
from pulse.classify.taught.lesson import Studied, made, taught
from pulse.classify.taught.offset import Taught
from pulse.classify.taught.pairs import Order, Outlines, Words
from pulse.classify.taught.versions import Version
from pulse.classify.words.batch import read
from pulse.domain import TONES, Strategy
from pulse.text import Spelling
from tests.classify.test_taught import AT, PLAIN, told
from tests.roads import by_numpy


def outlines(words: list[str], found: Outlines) -> list[int]:
    lettered = np.array([word.isalpha() for word in words])
    return found.of(Words.of(Spelling.of(words), lettered)).tolist()


@pytest.fixture(scope="module")
def plain() -> Tagger:
    return Tagger(Strategy())


def order(tagger: Tagger, texts: list[str]) -> Order:
    batch = read(texts, tagger.words)
    return Order.of(batch, tagger.words.spelling)


def test_a_frequent_word_stays_whole_a_known_one_has_its_end_and_others_are_alike(
    plain: Tagger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pairs, "FREQUENT", 1)
    posts = ["det regner", "det regner", "det regner", "det sner", "det sner", "det sner", "det kan Anna", "det 7!"]
    found = Outlines.learned(order(plain, posts * 2))
    whole, first, second, rare, other, sign, number = outlines(["det", "regner", "sner", "anna", "bo", "!", "0"], found)
    assert first == second
    assert rare == other == pairs.UNKNOWN
    assert len({whole, first, rare, sign, number}) == 5


def test_pairs_stay_within_a_post(plain: Tagger) -> None:
    texts = ["det var en plan", "", "plan", "det var"]
    found = Outlines.learned(order(plain, texts))
    apart = [found.counted(order(plain, [text])) for text in texts]
    together = found.counted(order(plain, texts))
    assert (together != sparse.vstack(apart)).nnz == 0
    # A line end begins each text, and another one stands behind it.
    assert together.sum(axis=1).ravel().tolist() == [[5, 1, 2, 3]]


def test_several_batches_are_as_one(plain: Tagger) -> None:
    texts = ["det var en plan", "plan", "", "det var"]
    found = Outlines.learned(order(plain, texts))
    halves = Order.beside([order(plain, texts[:2]), order(plain, texts[2:])])
    assert (found.counted(halves) != found.counted(order(plain, texts))).nnz == 0


def turned(count: int, seed: int) -> list[Told]:
    """Posts whose tone stands in nothing but the order of two words."""
    chance = np.random.default_rng(seed)
    rows = []
    for n in range(count):
        words = chance.choice(PLAIN, 4).tolist()
        said = ("det", "var") if n % 2 else ("var", "det")
        rows.append(told(n, TONES[2 * (n % 2)], " ".join([*words[:2], *said, *words[2:]])))
    return rows


def pool(plain: Tagger) -> Seen:
    rows = turned(240, 6)
    return seen(plain, [row.post for row in rows], [None] * len(rows))


@pytest.fixture(scope="module")
def trial(plain: Tagger) -> Trial:
    tried = attempt(examples(plain, turned(200, 5), others=pool(plain)), "tone")
    assert isinstance(tried, Trial)
    return tried


def test_the_order_of_words_teaches_whatever_they_say(trial: Trial, plain: Tagger) -> None:
    assert trial.verdict.accepted
    assert trial.verdict.learned > 0.9
    alone = attempt(examples(plain, turned(200, 5)), "tone")
    assert isinstance(alone, Trial)
    assert alone.ground.outlines is None
    assert alone.verdict.learned < 0.7


def tagger(trial: Trial) -> Tagger:
    return Tagger(Strategy(), taught=Taught({"tone": made(trial)}, "own-test"))


def read_as_fitted(trial: Trial, rows: list[Told]) -> None:
    """What was learned of these posts is read as it was fitted, on both roads and by a vocabulary that forgets."""
    said = np.array([tag.tone for tag in tagger(trial).tag([row.post for row in rows])])
    assert np.abs(said - softmax(trial.scores * made(trial).sharpness)).max() < 4e-3
    with by_numpy():
        assert np.allclose([tag.tone for tag in tagger(trial).tag([row.post for row in rows])], said, atol=1e-5)
    small = tagger(trial)
    small.words.bound = 6
    assert np.allclose([tag.tone for row in rows for tag in small.tag([row.post])], said, atol=1e-5)


def test_a_learned_order_is_read_as_it_was_fitted_on_both_roads_and_after_words_were_forgotten(trial: Trial) -> None:
    read_as_fitted(trial, turned(200, 5))


def kept(folder: Path, trial: Trial) -> Taught:
    """What comes back of a version."""
    studied = [Studied(trial.verdict, (), made(trial))]
    found = taught(studied)
    assert found is not None
    versions.save(
        folder,
        Version(
            number=1, at=AT, base=model_version(), parent=0, name=found.name, labels=200,
            verdicts=(trial.verdict,),
        ),
        found,
    )  # fmt: skip
    back = versions.load(folder, 1)
    assert back is not None
    assert back.name == found.name
    return back


def test_a_version_keeps_the_outlines_and_no_word(tmp_path: Path, trial: Trial) -> None:
    back = kept(tmp_path, trial)
    assert trial.ground.outlines is not None
    assert back.offsets["tone"].outlines is not None
    for ours, theirs in zip(back.offsets["tone"].outlines.arrays, trial.ground.outlines.arrays, strict=True):
        assert (ours == theirs).all()
    posts = [row.post for row in turned(50, 7)]
    before, after = (Tagger(Strategy(), taught=one).tag(posts) for one in (kept(tmp_path / "again", trial), back))
    assert before == after
    with np.load(tmp_path / "0001.npz") as held:
        assert all(held[name].dtype.kind in "fiu" for name in held.files)


def test_a_version_from_before_outlines_weighs_parts_of_words_alone(tmp_path: Path, trial: Trial) -> None:
    offset = made(trial)
    parts = len(offset.parts)
    old = replace(offset, places=offset.places[:parts], words=offset.words[:parts], outlines=None)
    assert (old.places < SIZE).all()
    found = taught([Studied(trial.verdict, (), old)])
    assert found is not None
    assert not [name for name in versions.arrays(found) if name.endswith(versions.OUTLINES)]
    version = Version(
        number=1, at=AT, base=model_version(), parent=0, name=found.name, labels=200, verdicts=(trial.verdict,)
    )
    versions.save(tmp_path, version, found)
    back = versions.load(tmp_path, 1)
    assert back is not None
    assert back.name == found.name
    posts = [row.post for row in turned(50, 7)]
    assert Tagger(Strategy(), taught=back).tag(posts) == Tagger(Strategy(), taught=found).tag(posts)
