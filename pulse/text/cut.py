"""Cuts many texts into tokens at once: the same as ``tokens(normalise(scrub(text)))`` of each, as ranges of one buffer.

Texts stand behind each other, each after a mark that no text can hold. Nearly all characters are looked up in tables;
texts with anything that needs scrubbing, composing or a second look (addresses, accents apart, emoticons) go through
the plain functions, and come back to their place.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from pulse import loops
from pulse.text.letters import CARE, FOLLOWS, JOINT, KIND, NEEDLED, OPENING, OPENS, SIGN, WORD, letters
from pulse.text.normalise import normalise
from pulse.text.scrub import LIMIT, scrub
from pulse.text.tokens import TOKEN

Ints = NDArray[np.int64]
Codes = NDArray[np.uint32]
Kinds = NDArray[np.uint8]
Each = TypeVar("Each", Codes, Kinds)
MARK = "\n"
"""Begins each text in the buffer, as a line end would."""
CHARACTERS = 3
"""A token and what stands before it has more of them, in all but odd batches."""
SPARE = 4_096
"""Room for so many more characters than are written: what is composed anew may be longer."""


@dataclass(frozen=True)
class Cut:
    """The tokens of texts, as ranges of small letters; a text's first token is its mark."""

    codes: Codes
    kinds: Kinds
    """The kind and the marks of each character's code."""
    begins: Ints
    ends: Ints
    texts: Ints
    """The number of each text's first token."""

    @cached_property
    def text(self) -> str:
        """All characters."""
        return self.codes.tobytes().decode("utf-32-le", "surrogatepass")

    def word(self, begin: int, end: int) -> str:
        """The characters of a range."""
        return self.codes[begin:end].tobytes().decode("utf-32-le", "surrogatepass")


def cut(texts: Sequence[str]) -> Cut:
    """The tokens of the texts."""
    if loops.compiled:
        size, longest = loops.compiled.sizes(list(texts))
        if longest <= LIMIT:
            return _looped(list(texts), size + len(texts), longest)
    lengths = np.array(list(map(len, texts)), np.int64)
    if lengths.max(initial=0) > LIMIT:
        return cut([text[:LIMIT] for text in texts])
    table = letters()
    joined, codes = _buffer(texts)
    starts = np.cumsum(lengths + 1) - lengths - 1
    kinds = table.kinds.take(codes)
    odd = _odd(joined, kinds, starts)
    if odd:
        calm = [_calm(texts[text]) for text in odd]
        _, other = _buffer(calm)
        stops = np.append(starts, len(codes)).tolist()
        lengths[odd] = list(map(len, calm))
        ends = np.cumsum(lengths[odd] + 1).tolist()
        kinds = _replaced(kinds, stops, odd, table.kinds.take(other), ends)
        codes = _replaced(codes, stops, odd, other, ends)
        starts = np.cumsum(lengths + 1) - lengths - 1
    codes = table.small.take(codes)
    kinds[starts] = OPENING
    begins, ends = _ranges(kinds & np.uint8(KIND))
    whole, again = Cut(codes, kinds, begins, ends, np.searchsorted(begins, starts)), _emoticons(kinds, starts)
    return _mended(whole, starts, again) if len(again) else whole


def _buffer(texts: Sequence[str]) -> tuple[str, Codes]:
    """The texts behind each other, each after a mark, as characters and as code points."""
    joined = MARK + MARK.join(texts) if texts else ""
    return joined, np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.dtype("<u4"))


def _replaced(held: Each, stops: Sequence[int], odd: Sequence[int], other: Each, ends: Sequence[int]) -> Each:
    """What is held of the texts' characters, with that of other texts in place of some.

    ``stops`` are where the texts begin, and their end; ``ends`` where the other texts end.
    """
    pieces: list[Each] = []
    done = begin = 0
    for number, end in zip(odd, ends, strict=True):
        pieces += held[done : stops[number]], other[begin:end]
        done, begin = stops[number + 1], end
    return np.concatenate([*pieces, held[done:]])


def _odd(joined: str, kinds: Kinds, starts: Ints) -> list[int]:
    """The texts that need ``scrub`` or ``normalise``."""
    places = np.flatnonzero((kinds & CARE) != 0).tolist()
    for needle in NEEDLED:
        at = joined.find(needle)
        while at >= 0:
            places.append(at)
            at = joined.find(needle, at + 1)
    return sorted(set((np.searchsorted(starts, places, side="right") - 1).tolist()))


def _looped(texts: list[str], size: int, longest: int) -> Cut:
    """The same by the compiled loop, asked once more where there are more characters or tokens than there was room for.

    Most tokens are of many characters: room for one a character would cost more time than what is written in it.
    """
    assert loops.compiled
    table, tokens = letters(), size // CHARACTERS + longest
    while True:
        room = size + SPARE
        codes, kinds, firsts = np.empty(room, np.uint32), np.empty(room, np.uint8), np.empty(len(texts), np.int64)
        begins, ends = np.empty(tokens + SPARE, np.int64), np.empty(tokens + SPARE, np.int64)
        found = loops.compiled.cut(texts, table.kinds, table.small, _calm, _spans, codes, kinds, begins, ends, firsts)
        if found:
            size, count = found
            return Cut(codes[:size], kinds[:size], begins[:count], ends[:count], firsts)
        size, tokens = 2 * size, 2 * tokens


def _calm(text: str) -> str:
    return normalise(scrub(text))


def _spans(codes: Codes) -> list[tuple[int, int]]:
    """Where the tokens of small letters begin and end, as the pattern finds them."""
    text = bytes(codes).decode("utf-32-le", "surrogatepass")
    return [match.span() for match in TOKEN.finditer(text)]


def _ranges(kind: Kinds) -> tuple[Ints, Ints]:
    """Where each token begins and ends: runs of one kind, but commas, emoji and marks stand alone."""
    word = kind == WORD
    inner = np.zeros(len(kind), bool)
    inner[1:-1] = (kind[1:-1] == JOINT) & word[:-2] & word[2:]
    kind *= kind != JOINT
    kind |= inner  # WORD is 1, and nothing stands there.
    held = kind > 0
    changes = np.ones(len(kind) + 1, bool)
    changes[1:-1] = (kind[1:] != kind[:-1]) | (kind[1:] >= SIGN)
    return np.flatnonzero(held & changes[:-1]), np.flatnonzero(held & changes[1:]) + 1


def _emoticons(kinds: Kinds, starts: Ints) -> Ints:
    """The texts that may hold an emoticon or a shortcode: a sign that opens one before a sign that goes on."""
    may = np.flatnonzero((kinds[:-1] & OPENS > 0) & (kinds[1:] & FOLLOWS > 0))
    word = (kinds & KIND) == WORD
    inner = ((kinds[may] & KIND) == JOINT) & word[may - 1] & word[may + 1]
    return np.unique(np.searchsorted(starts, may[~inner], side="right") - 1)


def _mended(whole: Cut, starts: Ints, texts: Ints) -> Cut:
    """The same tokens, but those of these texts as the pattern finds them."""
    stops = np.append(starts[1:], len(whole.codes))
    bounds = np.append(whole.texts, len(whole.begins))
    begins, ends, done = [], [], 0
    for text in texts.tolist():
        first = int(bounds[text]) + 1
        begins.append(whole.begins[done:first])
        ends.append(whole.ends[done:first])
        start = int(starts[text]) + 1
        spans = [match.span() for match in TOKEN.finditer(whole.word(start, int(stops[text])))]
        found = np.array(spans, np.int64).reshape(-1, 2) + start
        begins.append(found[:, 0])
        ends.append(found[:, 1])
        done = int(bounds[text + 1])
    all_begins = np.concatenate([*begins, whole.begins[done:]])
    all_ends = np.concatenate([*ends, whole.ends[done:]])
    return Cut(whole.codes, whole.kinds, all_begins, all_ends, np.searchsorted(all_begins, starts))
