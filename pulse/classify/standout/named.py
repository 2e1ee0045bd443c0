"""Which words are names of people: those that many bear, and those that posts write with a capital."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from pulse.guard.redact import ENDINGS
from pulse.text import normalise

WITHIN = re.compile(r"(?<=[\w,;] )[^\W\d_]{3,40}(?![\w@'’-])")
"""A whole word within a sentence."""
MOSTLY = 0.5
"""A word that is written with a capital in so many of its places within sentences is a name, wherever it stands."""
DOUBLED = re.compile(r"(kk|pp|tt)(?=[aeiouyäö]$)")


@cache
def known() -> frozenset[str]:
    """Names that many people in the Nordic countries bear, in small letters, with what Finnish makes of their stems.

    >>> {"virtanen", "virtase", "virtas", "matti", "mati"} <= known()
    True
    """
    lines = files(__package__).joinpath("names.txt").read_text(encoding="utf-8").splitlines()
    given = {normalise(name) for line in lines if not line.startswith("#") for name in line.split()}
    stems = {name[:-3] + end for name in given if name.endswith("nen") for end in ("se", "s")}
    weak = {DOUBLED.sub(lambda found: found[0][0], name) for name in given}
    return frozenset(given | stems | weak)


def capitals(texts: Iterable[str]) -> frozenset[str]:
    """The words of these texts, in small letters, that are written with a capital within sentences for the most part.

    >>> sorted(capitals(["kysy Markilta, tai Mark vastaa", "mark vastaa kai", "uusi mark ja Mark sekä Mark"]))
    ['mark', 'markilta']
    """
    every: Counter[str] = Counter()
    large: Counter[str] = Counter()
    for text in texts:
        for word in WITHIN.findall(text):
            plain = normalise(word)
            every[plain] += 1
            large[plain] += word[0].isupper() and not word.isupper()
    return frozenset(word for word, count in large.items() if count >= MOSTLY * every[word] and count)


def is_name(word: str, others: frozenset[str] = frozenset()) -> bool:
    """Whether a word (in small letters, normalised) is a name, or one with an ending.

    >>> [is_name(word) for word in ("virtasella", "matille", "annas", "pettersson", "kokous", "ruttplanering")]
    [True, True, True, True, False, False]
    """
    stems = (word, *(word[:-n] for n in (1, 2, 3) if len(word) > n + 2 and word[-n:] in ENDINGS))
    return any(stem in known() or stem in others for stem in stems)
