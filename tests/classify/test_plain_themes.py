"""The fast path says of themes and decisions what the plain specification says, however little is remembered."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pulse.classify import Tagger, own
from pulse.classify.plain.themes import PlainThemes

pytestmark = pytest.mark.usefixtures("road")

TINY = 5
WORDS = (
    "palvelupisteet", "suljetaan", "verkkopalvelussa", "Digiakatemia", "koulutuksen", "henkilöstökoulutus",
    "E-tjänsten", "servicekontoren", "stängs", "close", "the", "service", "points", "digital", "academy", "opplæringa",
    "efteruddannelsen", "chat", "chaaat", "online-service", "AI", "phone", "ei", "och", "lunch", "2026", "?", ".", "👍",
)  # fmt: skip
SIGNS = st.characters(exclude_characters="\x00", exclude_categories=["Cs"])
SAID = st.one_of(st.text(SIGNS, max_size=60), st.lists(st.sampled_from(WORDS), max_size=90).map(" ".join))
THREADS = st.sampled_from([None, "close", "academy", "no such decision"])


@pytest.fixture(scope="module")
def plain(strategy) -> PlainThemes:
    return PlainThemes(strategy)


@pytest.fixture(scope="module")
def forgetful(strategy) -> Tagger:
    """A tagger that remembers next to nothing."""
    made = Tagger(strategy)
    made.words.bound = TINY
    return made


def furthest(plain, tagger, posts, threads):
    """The largest difference of a probability; a subject that only one of them names is one."""
    (found,) = tagger.read(posts, threads)
    themes, decisions = plain.say([post.text for post in posts], threads)
    return max(np.abs(found.about.themes - themes).max(), np.abs(found.about.decisions - decisions).max())


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(SAID, THREADS), min_size=1, max_size=4))
def test_whatever_is_written_is_about_what_is_specified(plain, forgetful, say, rows):
    assert furthest(plain, forgetful, [say(text) for text, _ in rows], [thread for _, thread in rows]) < 1e-5


def test_posts_of_all_languages_are_about_what_is_specified(plain, forgetful, say):
    rows = own.posts()[::7]
    threads = [(None, "close", "academy")[at % 3] for at in range(len(rows))]
    for start in range(0, len(rows), 16):
        part = slice(start, start + 16)
        assert furthest(plain, forgetful, [say(row.text) for row in rows[part]], threads[part]) < 1e-5
