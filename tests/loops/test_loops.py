"""The compiled loops give what numpy gives, to the last bit."""

import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from importlib.metadata import distributions
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pulse import loops
from pulse.classify import Tagger, own
from pulse.classify.arrays.known import Known
from pulse.classify.arrays.scales import best, product, softmax
from pulse.classify.heads import language
from pulse.classify.lexicon import KINDS
from pulse.classify.lexicon.lookup import Lookup, Lookups
from pulse.classify.tagger import Read
from pulse.classify.topics import themes
from pulse.classify.topics.subjects import Subjects
from pulse.classify.words import ngrams
from pulse.classify.words.batch import total
from pulse.domain import LANGUAGES, Decision, Post, Strategy, Theme
from pulse.guard.identity import luhn
from pulse.text import Spelling
from tests.roads import by_numpy

AT = datetime(2026, 1, 5, tzinfo=UTC)
STRATEGY = Strategy(themes=(Theme(id="t", names=dict.fromkeys(LANGUAGES, "koti"), words={"fi": ("etätyö", "koti")}),))
SENTENCES = [row.text for row in own.posts()][::7]
compiled = pytest.mark.skipif(not loops.compiled, reason="pulse was installed without a C compiler")
CHARACTERS = st.characters(exclude_characters="\x00", exclude_categories=["Cs"])
ODD = st.text(st.sampled_from("aäIZø -'.!?…,\n1😀:)\u0301"), max_size=60)
pieces = st.one_of(st.sampled_from(SENTENCES), st.text(CHARACTERS, max_size=60), ODD)
texts = st.lists(st.lists(pieces, max_size=4).map(" ".join), min_size=1, max_size=12)


def installed_from_here() -> bool:
    """Whether this folder is what was installed; else nothing was compiled for it."""
    told = [found.read_text("direct_url.json") for found in distributions(name="strategy-pulse")]
    return Path(__file__).parents[2].as_uri() in [json.loads(one)["url"] for one in told if one]


@pytest.mark.skipif(not shutil.which("cc"), reason="this machine has no C compiler")
@pytest.mark.skipif(not installed_from_here(), reason="pulse was not installed from this folder")
def test_where_there_is_a_compiler_the_loops_are_compiled():
    assert loops.compiled


@compiled
@settings(deadline=None, max_examples=40)
@given(texts)
def test_posts_are_tagged_alike(found):
    assert_alike(found)


@compiled
def test_our_own_posts_are_tagged_alike():
    assert_alike([row.text for row in own.posts()])


def assert_alike(found: list[str]) -> None:
    quick = read(found)
    with by_numpy():
        plain = read(found)
    assert quick.said.languages == plain.said.languages
    for name in ("language_p", "tone", "stance", "asks", "act"):
        assert np.array_equal(getattr(quick.said, name), getattr(plain.said, name)), name
    for name in ("tones", "tops", "stances", "asks", "acts"):
        assert np.array_equal(getattr(quick.said.cues, name), getattr(plain.said.cues, name)), name
    assert np.array_equal(quick.about.themes, plain.about.themes)


def read(found: list[str]) -> Read:
    posts = [Post(source="s", id=str(n), author="a", said_at=AT, text=text) for n, text in enumerate(found)]
    return Tagger(STRATEGY).plain(posts, [None] * len(posts))


@compiled
def test_taggers_in_several_threads_do_not_meet():
    texts = [row.text for row in own.posts()]
    alone = read(texts)
    with ThreadPoolExecutor(4) as pool:
        for found in pool.map(read, [texts] * 8):
            assert np.array_equal(found.said.tone, alone.said.tone)
            assert np.array_equal(found.about.themes, alone.about.themes)


@compiled
@pytest.mark.parametrize("width", [1, 8, 11, 70])
def test_sums_of_any_width_are_alike(width):
    words = Spelling.of(["etätyö", "a", "", "ikkje", "Ærø", "x" * 90, "👩🏽", "12"])
    chance = np.random.default_rng(1)
    weights = np.vstack([np.zeros(width), chance.normal(size=(999, width))]).astype(np.float32)
    row_of, kept = chance.integers(0, 1000, ngrams.SIZE).astype(np.int32), np.arange(len(words)) != 3
    row_of[chance.random(len(row_of)) < 0.5] = 0
    quick = ngrams.long_sums(words, weights, row_of, kept), ngrams.word_hashes(words)
    with by_numpy():
        plain = ngrams.long_sums(words, weights, row_of, kept), ngrams.word_hashes(words)
    assert all(map(np.array_equal, quick, plain))


@compiled
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("width", range(1, 6))
def test_sums_of_consecutive_rows_are_alike(width, dtype):
    values = np.random.default_rng(0).normal(size=(4000, width)).astype(dtype)
    starts = np.arange(0, len(values), 20)
    quick = total(values, starts)
    with by_numpy():
        assert np.array_equal(total(values, starts), quick)
    assert np.allclose(quick, np.add.reduceat(values, starts, axis=0), atol=1e-5)


@compiled
@pytest.mark.parametrize("wide", range(9))
@pytest.mark.parametrize("count", [0, 1, 4, 7])
def test_small_products_are_alike_and_are_products(count, wide):
    chance = np.random.default_rng(1)
    rows, weights = chance.normal(size=(count, 5)).astype(np.float32), chance.normal(size=(5, wide))
    quick = product(rows, weights)
    with by_numpy():
        assert np.array_equal(quick, product(rows, weights))
    assert np.allclose(quick, rows @ weights)


@compiled
@given(st.data())
def test_sentences_in_several_languages_are_alike(data):
    chance = np.random.default_rng(data.draw(st.integers(0, 2**32)))
    count = data.draw(st.integers(0, 40))
    found = language.softmax(chance.normal(0, 4, (count, len(language.CLASSES))))
    words, post_of = chance.integers(0, 9, count).astype(np.float32), np.sort(chance.integers(0, 8, count))
    quick = language.mixed(found, words, post_of)
    with by_numpy():
        assert all(map(np.array_equal, quick, language.mixed(found, words, post_of)))


@compiled
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_probabilities_of_scores_are_alike(dtype):
    scores = np.random.default_rng(1).normal(0, 3, (50, 7)).astype(dtype).round(1)
    quick = softmax(scores[:, 1:]), *best(scores.astype(np.float64))
    with by_numpy():
        assert all(map(np.array_equal, quick, (softmax(scores[:, 1:]), *best(scores.astype(np.float64)))))
    assert np.allclose(quick[0].sum(axis=1), 1)


@compiled
def test_decisions_are_as_likely():
    decisions = tuple(Decision(id=name, title="Etätyö", theme="t", announced_at=AT) for name in "abc")
    subjects = Subjects(Strategy(themes=STRATEGY.themes, decisions=decisions))
    chance = np.random.default_rng(1)
    shares = np.array([0, 0.3, 0.4, 0.5, 0.674, 0.675, 0.9, 1], np.float32)
    best, count, near = chance.choice(shares, (90, 4)), chance.integers(0, 4, (90, 4)), chance.random((90, 4))
    words = chance.integers(0, 300, 90).astype(np.float32)
    evidence = themes.Evidence(best, count.astype(np.float32), near.astype(np.float32), words)
    announced = chance.choice(np.array([None, "a", "b"]), 90).tolist()
    for said in (announced, [None] * 90):
        quick = themes.probabilities(subjects, evidence, said)
        with by_numpy():
            assert all(map(np.array_equal, quick, themes.probabilities(subjects, evidence, said)))


@compiled
@given(st.lists(st.lists(st.integers(1, 30), max_size=20), max_size=4))
def test_keys_get_the_same_numbers(some):
    quick, plain = Known(), Known()
    for keys in some:
        found = quick.meet(np.array(keys, np.uint64))
        with by_numpy():
            assert all(map(np.array_equal, found, plain.meet(np.array(keys, np.uint64))))


@compiled
def test_more_patterns_than_there_was_room_for_are_all_found():
    lookup = Lookup()
    for size in range(1, 41):
        lookup.add(f"*{'a' * size}*", f"holds {size}", 1.0)
        lookup.add(f"{'a' * size}*", f"begins {size}", 1.0)
        lookup.add(f"*{'a' * size}", f"ends {size}", 1.0)
    words, lookups = Spelling.of(["a" * 40, "b", "ba", "b-aaa", "baaa"]), Lookups([lookup, Lookup()])
    quick = lookups.keys(words), *lookups.said(words)
    with by_numpy():
        plain = lookups.keys(words), *lookups.said(words)
    assert len(quick[1]) > 100
    assert all(map(np.array_equal, quick, plain))


@compiled
@given(st.text("0123456789", max_size=30))
def test_checks_of_digits_are_alike(digits: str):
    quick = luhn(digits)
    with by_numpy():
        assert luhn(digits) == quick


def test_there_is_a_bit_for_each_kind_of_cue():
    assert len(KINDS) <= 32
