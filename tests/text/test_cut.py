"""Many texts cut at once: the same tokens as one by one, whatever is written."""

import re
import sys
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pulse.text import letters, normalise, scrub, tokens
from pulse.text.cut import cut

pytestmark = pytest.mark.usefixtures("road")

MIXED = st.text(
    st.sampled_from(list("aAäÖ0² \n.!?…,;:=<>@&`'-()dp/|3+_ΣςİIıée\u0301´’‘\u00ad\ufe0f👍❤☀\ud800\udc00ßK\x00w"))
)
WRITTEN = st.lists(st.one_of(st.text(), MIXED, st.sampled_from(["www.a", "x://y", ":thumbsup:", "a :d", "```a```"])))


def words(texts):
    """The tokens of each text, as ``cut`` finds them."""
    found = cut(texts)
    said = [found.word(*span) for span in zip(found.begins.tolist(), found.ends.tolist(), strict=True)]
    bounds = [*found.texts.tolist(), len(said)]
    return [said[start + 1 : stop] for start, stop in pairwise(bounds)]


def one_by_one(texts):
    return [tokens(normalise(scrub(text))) for text in texts]


@settings(max_examples=300, deadline=None)
@given(WRITTEN)
def test_texts_are_cut_at_once_as_they_are_one_by_one(texts):
    assert words(texts) == one_by_one(texts)


@pytest.mark.parametrize(
    "texts",
    [[], [""], ["", ""], ["a" * 20_000], ["katso https://example.org/a?b nyt", "hyvä :) @pulu", "EU´s Kiina’n İ ΟΔΟΣ"]],
)
def test_odd_batches_are_cut_as_well(texts):
    assert words(texts) == one_by_one(texts)


def test_the_tables_say_of_every_character_what_the_pattern_and_normalise_say():
    table = letters.letters()
    calm = np.flatnonzero(table.kinds & letters.CARE == 0)
    every = "".join(map(chr, calm.tolist()))
    assert "".join(map(chr, table.small[calm].tolist())) == normalise(every)
    low = normalise("".join(chr(code) for code in range(sys.maxunicode + 1)))
    again = table.small[[ord(letter) for letter in low]]
    assert "".join(map(chr, again.tolist())) == low
    word = re.compile(r"[^\W_]")
    kinds = table.kinds[[ord(letter) for letter in low]] & letters.KIND
    assert [bool(word.match(letter)) for letter in low] == (kinds == letters.WORD).tolist()
