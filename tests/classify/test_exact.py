"""What is looked up for many words at once is what is found for each alone."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.utils import murmurhash3_32

from pulse.classify.arrays import murmur, scales
from pulse.classify.arrays.known import Known
from pulse.classify.arrays.lists import Lists
from pulse.classify.arrays.rolling import key
from pulse.classify.lexicon import Entry, entries
from pulse.classify.lexicon.lookup import Lookup, Lookups
from pulse.classify.lexicon.phrases import WILD, Phrases
from pulse.classify.taught import features
from pulse.classify.words import ngrams
from pulse.text import Spelling, fold, fold_all

pytestmark = pytest.mark.usefixtures("road")

LETTERS = st.text(st.sampled_from("abäö-'"), min_size=1, max_size=50)
WORDS = st.lists(st.one_of(LETTERS, st.text(st.characters(categories=["L", "N", "S"]), min_size=1, max_size=40)))


@settings(deadline=None)
@given(st.lists(st.binary(max_size=40)))
def test_many_pieces_are_hashed_as_scikit_learn_hashes_one(pieces):
    lengths = np.array([len(piece) for piece in pieces], np.int64)
    found = murmur.hashes(b"".join(pieces), np.cumsum(lengths) - lengths, lengths)
    assert found.tolist() == [murmurhash3_32(piece, positive=True) for piece in pieces]


@settings(deadline=None)
@given(WORDS)
def test_ngrams_are_those_of_scikit_learn(words):
    for analyzer, made in ((ngrams.grams, ngrams.matrix), (ngrams.parts, ngrams.long)):
        hasher = HashingVectorizer(
            analyzer=analyzer, n_features=ngrams.SIZE, norm=None, alternate_sign=False, dtype=np.float32
        )
        said = [word if word[:1].isalpha() else "" for word in words]
        if said:
            assert (made(words) != hasher.transform(said)).nnz == 0


@settings(deadline=None)
@given(WORDS)
@example(["\u02bc", "\u02bcab"])
def test_parts_that_labels_weigh_are_those_of_scikit_learn(words):
    hasher = HashingVectorizer(
        analyzer=features.parts, n_features=features.SIZE, norm=None, alternate_sign=False, dtype=np.float32
    )
    said = [fold(word) if word[:1].isalpha() else word for word in words]
    if said:
        assert (features.counted(words) != hasher.transform(said)).nnz == 0


@settings(deadline=None)
@given(WORDS)
def test_words_are_hashed_byte_by_byte(words):
    found = []
    for word in words:
        number = 2166136261
        for byte in word[: ngrams.LONGEST].encode():
            number = (number ^ byte) * 16777619 & 0xFFFFFFFF
        found.append(number)
    assert ngrams.word_hashes(Spelling.of(words)).tolist() == found


@given(WORDS)
def test_many_words_are_folded_as_one_is(words):
    assert fold_all(words) == [fold(word) for word in words]
    assert Spelling.of(words).folded().texts() == [fold(word) for word in words]


PATTERN = st.tuples(st.sampled_from(["", "*"]), st.text("abäö", min_size=1, max_size=5), st.sampled_from(["", "*"]))


@settings(deadline=None)
@given(st.lists(st.lists(st.tuples(PATTERN, st.sampled_from("xyz"), st.integers(0, 3)), max_size=9), max_size=3), WORDS)
def test_many_words_find_what_each_finds_alone(tables, words):
    lookups = []
    for table in tables:
        lookups.append(Lookup())
        for (left, word, right), name, value in table:
            lookups[-1].add(left + word + right, name, value)
    together = Lookups(lookups)
    said, names = together.said(Spelling.of(words)), list(together.sieve.names)
    found = [[{} for _ in lookups] for _ in words]
    for place, at, name, value in zip(said.word, said.lookup, said.name, said.value, strict=True):
        found[place][at][names[name]] = value
    for row, word in zip(found, words, strict=True):
        assert [list(some.items()) for some in row] == [list(lookup.find(word).items()) for lookup in lookups]


ELEMENTS = st.lists(st.lists(st.sampled_from([*"abc", WILD]), min_size=2, max_size=5), min_size=1, max_size=12)


@settings(deadline=None)
@given(ELEMENTS, st.lists(st.sampled_from("abcd"), min_size=1, max_size=12), st.integers(1, 12))
def test_phrases_are_found_wherever_they_stand(shapes, words, stop):
    shapes = [shape for shape in shapes if shape[0] != WILD and shape[-1] != WILD]
    phrases = Phrases(Entry("en", tuple(shape), "tone", 1.0) for shape in shapes)
    elements = Lists().put([[phrases.numbers[word]] if word in phrases.numbers else [] for word in words])
    stops = np.where(np.arange(len(words)) < stop, min(stop, len(words)), len(words))
    negates = np.array([word == "d" for word in words])
    found = phrases.find(np.arange(len(words)), np.arange(len(words)), stops, elements, negates)
    expected = {
        (at, len(shape), number)
        for number, shape in enumerate(shapes)
        for at in range(len(words))
        if at + len(shape) <= stops[at]
        and all(s == w or (s == WILD and w != "d") for s, w in zip(shape, words[at:], strict=False))
    }
    assert set(zip(found.at.tolist(), found.length.tolist(), found.entry.tolist(), strict=True)) == expected
    assert sorted(found.length.tolist(), reverse=True) == found.length.tolist()


@given(st.lists(st.lists(st.integers(1, 2**64 - 1) | st.integers(1, 9)), max_size=4))
def test_keys_get_numbers_in_the_order_in_which_they_are_met(parts):
    known, seen = Known(), dict[int, int]()
    for part in parts:
        keys = np.array(part, np.uint64)
        assert known.find(keys).tolist() == [seen.get(one, -1) for one in part]
        before = len(seen)
        numbers, first = known.meet(keys)
        assert numbers.tolist() == [seen.setdefault(one, len(seen)) for one in part]
        assert first.tolist() == [part.index(one) for one in list(seen)[before:]]
    assert Known(np.array(list(seen), np.uint64)).find(np.array(list(seen), np.uint64)).tolist() == list(seen.values())


def test_many_keys_find_their_places():
    keys = np.unique(np.random.default_rng(1).integers(1, 2**63, 100_000).astype(np.uint64))
    known = Known()
    for part in np.array_split(keys, 7):
        known.meet(part)
    assert (known.find(keys) == np.arange(len(keys))).all()


def test_our_words_have_keys_of_their_own():
    words = {word for entry in entries() for word in entry.words} | {"a" * 500, "a" * 501}
    assert len({int(key(word)) for word in words}) == len(words)


def test_rows_are_weighed_only_by_as_many_weights():
    with pytest.raises(ValueError, match="rows of 3 places cannot be weighed by 5 weights"):
        scales.product(np.ones((4, 3)), np.ones((5, 2)))
