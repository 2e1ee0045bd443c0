"""Many words behind each other as code points, so that none of them needs to be a string of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray

from pulse import loops
from pulse.text.normalise import fold

Ints = NDArray[np.int64]
Codes = NDArray[np.uint32]
NONE = np.zeros(0, np.uint32)
LATIN = 0x250
"""Letters before this one are folded by a table; words with others, one by one."""
WIDEST = 3
"""No Latin letter is folded to more letters."""


@dataclass(frozen=True)
class Spelling:
    """Words: all their code points, and how long each word is."""

    codes: Codes
    lengths: Ints

    @classmethod
    def of(cls, words: Sequence[str]) -> "Spelling":
        """These words.

        >>> Spelling.of(["etätyö", "chat"]).texts()
        ['etätyö', 'chat']
        """
        return cls(code_points("".join(words)), np.array(list(map(len, words)), np.int64))

    @classmethod
    def cut(cls, codes: Codes, begins: Ints, lengths: Ints, others: Codes = NONE) -> "Spelling":
        """Parts of a buffer as words; those that begin behind its end are parts of the other codes."""
        if not loops.compiled:
            held = np.concatenate([codes, others]) if len(others) else codes
            return cls(held[spread(begins, lengths)], lengths)
        out = np.empty(int(lengths.sum()), np.uint32)
        loops.compiled.gathered(codes, others, begins, lengths, out)
        return cls(out, lengths)

    def __len__(self) -> int:
        return len(self.lengths)

    def between(self, start: int, stop: int) -> "Spelling":
        """The words from one number on up to another."""
        ends = self.starts[start], self.lengths[start:stop].sum()
        return Spelling(self.codes[ends[0] : ends[0] + ends[1]], self.lengths[start:stop])

    @cached_property
    def starts(self) -> Ints:
        """Where each word begins."""
        return np.asarray(np.cumsum(self.lengths) - self.lengths)

    @cached_property
    def word_of(self) -> Ints:
        """The word of each code point."""
        return np.repeat(np.arange(len(self.lengths)), self.lengths)

    def texts(self) -> list[str]:
        """The words as strings."""
        text, ends = self.text, np.cumsum(self.lengths).tolist()
        return [text[begin:end] for begin, end in zip([0, *ends], ends, strict=False)]

    @property
    def text(self) -> str:
        """All words in one string."""
        return self.codes.tobytes().decode("utf-32-le", "surrogatepass")

    def at(self, numbers: Ints) -> "Spelling":
        """The words of these numbers, in their order."""
        return Spelling.cut(self.codes, self.starts[numbers], self.lengths[numbers])

    def begun(self, most: int) -> "Spelling":
        """At most so many of each word's first letters."""
        if self.lengths.max(initial=0) <= most:
            return self
        lengths = np.minimum(self.lengths, most)
        return Spelling(self.codes[spread(self.starts, lengths)], lengths)

    def only(self, kept: NDArray[np.bool_]) -> "Spelling":
        """Nothing in place of the words that are not kept."""
        if kept.all():
            return self
        return Spelling(self.codes.compress(kept[self.word_of]), np.where(kept, self.lengths, 0))

    def marked(self, mark: str) -> "Spelling":
        """The words, each behind a mark of one character, or none."""
        if not mark:
            return self
        codes = np.full(len(self.codes) + len(self), ord(mark), np.uint32)
        codes[np.arange(1, len(self.codes) + 1) + self.word_of] = self.codes
        return Spelling(codes, self.lengths + 1)

    def edged(self) -> "Spelling":
        """The words between < and >.

        >>> Spelling.of(["bø", ""]).edged().texts()
        ['<bø>', '<>']
        """
        lengths = self.lengths + 2
        codes = np.full(int(lengths.sum()), ord("<"), np.uint32)
        codes[np.cumsum(lengths) - 1] = ord(">")
        codes[np.arange(1, len(self.codes) + 1) + 2 * self.word_of] = self.codes
        return Spelling(codes, lengths)

    def folded(self, kept: NDArray[np.bool_] | None = None) -> "Spelling":
        """Each word as ``fold`` gives it; nothing in place of those that are not kept.

        >>> Spelling.of(["rødgrød", "læs", "chat"]).folded().texts()
        ['rodgrod', 'laes', 'chat']
        """
        if loops.compiled:
            return self._quickly(np.ones(len(self), bool) if kept is None else kept)
        return self._folded() if kept is None else self.only(kept)._folded()

    def _quickly(self, kept: NDArray[np.bool_]) -> "Spelling":
        """The same by the compiled loop, which leaves words with far letters to ``fold``."""
        assert loops.compiled
        letters, counts = _folds()
        codes, lengths = np.empty(WIDEST * len(self.codes), np.uint32), np.empty(len(self), np.int64)
        size = loops.compiled.folded(self.codes, self.lengths, kept, letters, counts, codes, lengths)
        found, far = Spelling(codes[:size], lengths), np.flatnonzero(lengths < 0)
        if not len(far):
            return found
        lengths[far] = 0
        begins, others = found.starts, Spelling.of([fold(word) for word in self.at(far).texts()])
        begins[far], lengths[far] = size + others.starts, others.lengths
        return Spelling.cut(found.codes, begins, lengths, others.codes)

    def _folded(self) -> "Spelling":
        far = np.unique(self.word_of[self.codes >= LATIN])
        if len(far):
            return self._with(far, [fold(word) for word in self.at(far).texts()])
        letters, counts = _folds()
        wide = counts.take(self.codes)
        if (wide == 1).all():
            return Spelling(letters[:, 0].take(self.codes), self.lengths)
        before = np.append(0, np.cumsum(wide))
        starts = self.starts
        codes = letters.take(self.codes, axis=0)
        return Spelling(
            codes.ravel().compress((np.arange(WIDEST) < wide[:, None]).ravel()),
            before[starts + self.lengths] - before[starts],
        )

    def _with(self, numbers: Ints, folded: Sequence[str]) -> "Spelling":
        """The words folded, given what these of them are folded to."""
        near = np.ones(len(self), bool)
        near[numbers] = False
        some, others = self.only(near)._folded(), Spelling.of(folded)
        order = np.arange(len(self))
        order[numbers] = len(self) + np.arange(len(numbers))
        lengths = np.concatenate([some.lengths, others.lengths])
        return Spelling(np.concatenate([some.codes, others.codes]), lengths).at(order)


def code_points(text: str) -> Codes:
    """The text's code points."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.dtype("<u4"))


def spread(starts: Ints, lengths: Ints) -> Ints:
    """All places of ranges, given where each begins and its length.

    >>> spread(np.array([5, 0]), np.array([2, 3])).tolist()
    [5, 6, 0, 1, 2]
    """
    before = np.cumsum(lengths) - lengths
    return np.asarray(np.repeat(starts - before, lengths) + np.arange(lengths.sum()))


@cache
def _folds() -> tuple[Codes, Ints]:
    """What each Latin letter is folded to, and how many letters that is."""
    folded = [fold(chr(code)) for code in range(LATIN)]
    letters = np.zeros((LATIN, WIDEST), np.uint32)
    for code, plain in enumerate(folded):
        letters[code, : len(plain)] = code_points(plain)
    return letters, np.array(list(map(len, folded)), np.int64)
