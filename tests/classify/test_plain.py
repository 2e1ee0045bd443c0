"""The fast path says what the plain pipeline says, whatever is written and however little is remembered."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pulse.classify import own
from pulse.classify.heads.model import Model, shipped
from pulse.classify.heads.together import say, vocabulary
from pulse.classify.plain.pipeline import Plain
from pulse.classify.words.batch import read

pytestmark = pytest.mark.usefixtures("road")

FIELDS = ("language_p", "tone", "stance", "asks", "act")
TINY = 5
"""So few words are remembered: most are forgotten and learned anew in each batch."""
WORDS = (
    "inte", "ei", "not", "hyvä", "bra", "god", "great", "dårlig", "never", "varför", "hvorfor", "kan", "vi", "we", "?",
    "!!", "fel", "errors", "virheet", "sjunkit", "laski", "halved", "fewer", "and", "men", "vore", "would be", "olisi",
)  # fmt: skip


@pytest.fixture(scope="module")
def model() -> Model:
    """The shipped model in float64."""
    return Model({name: array.astype(np.float64) for name, array in shipped().arrays.items()}, "float64")


@pytest.fixture(scope="module")
def plain(model: Model) -> Plain:
    return Plain(model)


@pytest.fixture(scope="module")
def words(model: Model):
    """A vocabulary that remembers next to nothing."""
    held = vocabulary(model)
    held.bound = TINY
    return held


def furthest(plain, words, model, texts, told, about):
    """The largest difference of a score; the languages are compared as well."""
    expected = plain.say(texts, told, about)
    found = say(read(texts, words), words, model, told, about=about)
    assert found.languages == expected.languages
    return max(float(np.abs(getattr(found, name) - getattr(expected, name)).max()) for name in FIELDS)


SAID = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(SAID, st.sampled_from(["", "sv", "no"]), st.sampled_from([0, 0.5, 1])), min_size=1, max_size=4)
)
def test_whatever_is_written_is_scored_as_specified(plain, words, model, rows):
    assert furthest(plain, words, model, *map(list, zip(*rows, strict=True))) < 1e-9


def test_posts_of_all_languages_are_scored_as_specified(plain, words, model):
    rows = own.posts()[::7]
    texts, told = [row.text for row in rows], [row.lang if at % 3 else "" for at, row in enumerate(rows)]
    for start in range(0, len(rows), 16):
        part = slice(start, start + 16)
        assert furthest(plain, words, model, texts[part], told[part], [0.5] * len(texts[part])) < 1e-9
