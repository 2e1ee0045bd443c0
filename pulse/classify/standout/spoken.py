"""Which words of posts may be told of: content words in small letters that are no names of people."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from scipy import sparse

from pulse.classify.lexicon import stops
from pulse.classify.standout.named import capitals, is_name
from pulse.text import normalise, scrub

WORD = re.compile(r"(?<![\w@#'’-])[^\W\d_]{3,40}(?![\w@'’-])")
"""A whole word of letters; parts of what is joined by hyphens or apostrophes are none."""

COUNTED = """
yksi kaksi kolme neljä viisi kuusi seitsemän kahdeksan yhdeksän kymmenen ett två tre fyra fem sex sju åtta nio tio elva
tolv én ein to fire seks syv åtte otte ni ti elleve one two three four five six seven eight nine ten eleven twelve
"""
NUMERALS = frozenset(COUNTED.split())
"""They tell no subject: Swedish "sex" is six o'clock."""


@cache
def common() -> frozenset[str]:
    """Words that people write of everything, in all languages: they tell of nothing."""
    lines = files(__package__).joinpath("common.txt").read_text(encoding="utf-8").splitlines()
    listed = {normalise(word) for line in lines if not line.startswith("#") for word in line.split()}
    return stops() | listed | NUMERALS


@dataclass(frozen=True)
class Spoken:
    """Words, and for each word and person whether the person wrote it (words by people, 0 or 1)."""

    words: tuple[str, ...]
    people: sparse.csr_matrix


def words(texts: Iterable[str]) -> list[set[str]]:
    """The words of each text that may be told of.

    Names have a capital in all six languages: such words are left out, and those that the texts write with one
    elsewhere, and those that many people bear.

    >>> [sorted(found) for found in words(["Kysyin Matilta miten chat toimii. Kiitos, chat toimii!", "matti huusi"])]
    [['chat', 'toimii'], ['huusi']]
    """
    scrubbed = [scrub(text) for text in texts]
    names = capitals(scrubbed)
    return [_content(text, names) for text in scrubbed]


def _content(text: str, names: frozenset[str]) -> set[str]:
    found = {normalise(word) for word in WORD.findall(text) if word[0].islower()}
    return {word for word in found if word not in common() and not is_name(word, names)}


def spoken(texts: Sequence[str], people: Sequence[int], least: int) -> Spoken:
    """The words that at least so many distinct people wrote, and who wrote them; in the order of the alphabet."""
    wrote: dict[str, set[int]] = {}
    for post, person in zip(words(texts), people, strict=True):
        for word in post:
            wrote.setdefault(word, set()).add(person)
    kept = sorted(word for word, who in wrote.items() if len(who) >= least)
    places = {person: place for place, person in enumerate(sorted(set(people)))}
    rows = [row for row, word in enumerate(kept) for _ in wrote[word]]
    columns = [places[person] for word in kept for person in sorted(wrote[word])]
    shape = (len(kept), max(len(places), 1))
    return Spoken(tuple(kept), sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), shape))
