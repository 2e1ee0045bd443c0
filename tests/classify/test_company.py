"""What company words keep: words among the same others are alike, and a label speaks of those it never met."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from pulse.classify import Tagger, model_version
from pulse.classify.taught import versions
from pulse.classify.taught.acceptance import Trial, attempt
from pulse.classify.taught.company import POSTS, Company
from pulse.classify.taught.examples import Seen, Told, examples, seen
from pulse.classify.taught.lesson import Studied, made, taught
from pulse.classify.taught.pairs import Order
from pulse.classify.taught.versions import Version
from pulse.classify.words import ngrams
from pulse.classify.words.batch import read
from pulse.domain import TONES, Strategy
from pulse.errors import ModelError
from pulse.text import Spelling
from tests.classify.test_pairs import kept, read_as_fitted, tagger
from tests.classify.test_taught import AT, PLAIN, told

SAID = ("mulo", "veka", "tirp", "jodd"), ("bexu", "salm", "gofi", "rynd")
"""Invented words of two kinds, which no part of a word tells apart."""


def posts(count: int, seed: int, fresh: int) -> list[Told]:
    """Posts that each hold a word of one kind, and among them words that this kind keeps company with.

    Labels know the first ``fresh`` words of each kind alone.
    """
    chance = np.random.default_rng(seed)
    rows = []
    for n in range(count):
        kind = n % 2
        beside = chance.choice(SAID[kind][:fresh], 2).tolist()
        rows.append(told(n, TONES[2 * kind], " ".join([*chance.choice(PLAIN, 3).tolist(), *beside])))
    return rows


@pytest.fixture(scope="module")
def plain() -> Tagger:
    return Tagger(Strategy())


@pytest.fixture(scope="module")
def pool(plain: Tagger) -> Seen:
    rows = posts(POSTS, 6, 4)
    return seen(plain, [row.post for row in rows], [None] * len(rows))


@pytest.fixture(scope="module")
def trial(plain: Tagger, pool: Seen) -> Trial:
    tried = attempt(examples(plain, posts(200, 5, 2), others=pool), "tone")
    assert isinstance(tried, Trial)
    return tried


def order(tagger: Tagger, texts: list[str]) -> Order:
    batch = read(texts, tagger.words)
    return Order.of(batch, tagger.words.spelling)


def rows(found: Company, *words: str) -> np.ndarray:
    return found.of(ngrams.word_hashes(Spelling.of(words)))


def test_words_that_stand_among_the_same_others_are_alike(pool: Seen) -> None:
    assert pool.company is not None
    one, alike, other = rows(pool.company, "mulo", "jodd", "rynd")
    assert one @ alike > 0.5 * (one @ one) > 3 * abs(one @ other)
    assert not rows(pool.company, "unheard").any()


def test_a_sum_is_that_of_a_posts_own_words(plain: Tagger, pool: Seen) -> None:
    assert pool.company is not None
    texts = ["mulo veka", "", "mulo unheard mulo"]
    opening = rows(pool.company, "\n")[0]
    one, other = rows(pool.company, "mulo", "veka")
    found = pool.company.sums(order(plain, texts))
    assert np.allclose(found, [opening + one + other, opening, opening + 2 * one], atol=1e-5)


def test_posts_without_words_enough_have_no_vectors(plain: Tagger) -> None:
    for texts in ([""] * POSTS, ["mulo"] * POSTS, ["mulo mulo mulo", "veka"] * POSTS):
        found = Company.learned(order(plain, texts), np.ones(len(texts)))
        assert np.isfinite(found.rows).all()
        assert found.sums(order(plain, texts)).shape == (len(texts), found.rows.shape[1])


def test_a_few_posts_tell_nothing_of_company(plain: Tagger) -> None:
    texts = [row.post.text for row in posts(POSTS, 6, 4)]
    few, enough = (Company.learned(order(plain, some), np.ones(len(some))) for some in (texts[1:], texts))
    assert (len(few.words), few.sums(order(plain, texts[:2])).any()) == (0, False)
    assert len(enough.words) > 8


def test_the_same_posts_give_the_same_vectors(plain: Tagger, pool: Seen) -> None:
    again = seen(plain, [row.post for row in posts(POSTS, 6, 4)], [None] * POSTS)
    assert pool.company is not None
    assert again.company is not None
    for ours, theirs in zip(pool.company.arrays, again.company.arrays, strict=True):
        assert (ours == theirs).all()


def test_a_label_speaks_of_words_that_no_label_met(trial: Trial) -> None:
    assert trial.verdict.accepted
    unmet = [told(n, "neutral", SAID[n % 2][2 + n // 2 % 2]).post for n in range(8)]
    for n, tag in enumerate(tagger(trial).tag(unmet)):
        assert (tag.tone[0] > tag.tone[2]) == (n % 2 == 0)


def test_what_vectors_taught_is_read_as_it_was_fitted_on_both_roads_and_after_words_were_forgotten(
    trial: Trial,
) -> None:
    read_as_fitted(trial, posts(200, 5, 2))


def test_a_version_keeps_what_vectors_are_worth(tmp_path: Path, trial: Trial) -> None:
    back = kept(tmp_path, trial).offsets["tone"].company
    ours = made(trial).company
    assert back is not None
    assert ours is not None
    assert all((one == other).all() for one, other in zip(ours.arrays, back.arrays, strict=True))


def saved(folder: Path, trial: Trial, company: Company | None) -> Version:
    """A version whose words' vectors are worth this."""
    found = taught([Studied(trial.verdict, (), replace(made(trial), company=company))])
    assert found is not None
    base = model_version()
    verdicts = (trial.verdict,)
    version = Version(number=1, at=AT, base=base, parent=0, name=found.name, labels=200, verdicts=verdicts)
    versions.save(folder, version, found)
    return version


def test_a_version_from_before_vectors_weighs_none(tmp_path: Path, trial: Trial) -> None:
    version = saved(tmp_path, trial, None)
    back = versions.load(tmp_path, 1)
    assert back is not None
    assert back.name == version.name
    assert back.offsets["tone"].company is None


def test_a_version_with_too_few_vectors_is_damaged(tmp_path: Path, trial: Trial) -> None:
    company = made(trial).company
    assert company is not None
    saved(tmp_path, trial, replace(company, rows=company.rows[:-1]))
    with pytest.raises(ModelError, match="no version of a model"):
        versions.load(tmp_path, 1)
