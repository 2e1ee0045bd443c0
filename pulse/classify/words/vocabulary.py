"""The words met so far, and what is known of each: computed once a word, gathered by number for a million posts."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from pulse import loops
from pulse.classify.arrays.known import Known
from pulse.classify.arrays.lists import Growing
from pulse.classify.arrays.rolling import Hashes, Ints
from pulse.classify.lexicon.heard import Cues, Heard
from pulse.classify.words import ngrams, spelling
from pulse.text import Spelling, letters

Floats = NDArray[np.float32]
BOUND = 120_000
"""So many words are remembered; then half as many, those met last, and memory stays bounded."""
Recognised = tuple[Ints, Ints, Hashes]
"""The number of each token's word; and of tokens whose words have none the places and the keys."""
PORTION = 8_192
"""So many new words are looked up at once."""


def shape(word: str) -> str:
    """What stands for the token where its own letters say nothing: digits, runs of signs."""
    if word[0].isdigit():
        return "0"
    if word[0] in ".!?…":
        return _sign(word)
    return "\n" if word[0] == "\n" else word


def _sign(run: str) -> str:
    """What a run of full stops, exclamation and question marks says."""
    if "?" in run:
        return "?"
    if "!" in run:
        return "!!" if run.count("!") > 1 else "!"
    return "..." if len(run) > 1 or run == "…" else "."


class Vocabulary:
    """Word numbers and their rows: heads' scores, n-gram counts, sets of cues, and the columns that a tagger adds."""

    def __init__(self, cues: Cues, weights: Floats, extra: Callable[[Spelling, Hashes], Floats] | None = None) -> None:
        self.heard = Heard(cues)
        self.weights = weights
        self.extra = extra
        self.bound = BOUND
        self.forgotten: Callable[[Ints], None] | None = None
        """Told which words' numbers stay, in their order, when others are forgotten."""
        self.index = Known()
        self.turn = 0
        self._keys, self._used = Growing(np.uint64), Growing(np.int32)
        self._codes, self._lengths = Growing(np.uint32), Growing(np.int64)
        self._scores, self._hashes = Growing(weights.dtype, weights.shape[1] + 1), Growing(np.uint32)
        self._sets, self._flags, self._marks = Growing(np.int32), Growing(np.uint8), Growing(np.int32)
        self._more: Growing | None = None

    def __len__(self) -> int:
        return self._lengths.count

    @property
    def spelling(self) -> Spelling:
        """The words."""
        return Spelling(self._codes.rows, self._lengths.rows)

    @property
    def words(self) -> list[str]:
        """The words as strings."""
        return self.spelling.texts()

    @property
    def scores(self) -> Floats:
        """Each word's sums of weights, and how many n-grams it has."""
        return self._scores.rows

    @property
    def hashes(self) -> Hashes:
        """A number for each word that is the same in every process."""
        return self._hashes.rows

    @property
    def marks(self) -> Ints:
        """Which row of ``spelling.table`` says what each word's spelling is a sign of."""
        return self._marks.rows

    @property
    def sets(self) -> Ints:
        """The number of each word's set of patterns."""
        return self._sets.rows

    @property
    def flags(self) -> NDArray[np.uint8]:
        """What each word is: FIRST ... LETTERS."""
        return self._flags.rows

    @property
    def more(self) -> Floats:
        """The columns that a tagger adds."""
        assert self._more is not None
        return self._more.rows

    def numbers(
        self, recognise: Callable[[Known], Recognised], words: Callable[[Ints], Spelling]
    ) -> tuple[Ints, NDArray[np.uint8]]:
        """The tokens' numbers and flags; ``words`` gives what stands at some places, and is asked for new words."""
        self.turn += 1
        if len(self) > self.bound:
            self._forget()
        found, strange, keys = recognise(self.index)
        if len(strange):
            found[strange], first = self.index.meet(keys)
            if len(first):
                self._learn(keys[first], words(strange[first]))
        return found, self._seen(found)

    def _seen(self, numbers: Ints) -> NDArray[np.uint8]:
        """Note that words were met in this turn; the flags of each."""
        if loops.compiled:
            flags = np.empty(len(numbers), np.uint8)
            loops.compiled.seen(numbers, self.turn, self._used.rows, self.flags, flags)
            return flags
        self._used.rows[numbers] = self.turn
        return self.flags[numbers]

    def _forget(self) -> None:
        """Keep those words, of half the bound, that were met last."""
        kept = np.sort(np.argsort(-self._used.rows, kind="stable")[: self.bound // 2])
        spelled = self.spelling.at(kept)
        self._codes, self._lengths = Growing(np.uint32), Growing(np.int64)
        self._spell(spelled)
        held = (self._keys, self._used, self._scores, self._hashes, self._sets, self._flags, self._marks, self._more)
        for rows in held:
            if rows is not None:
                rows.keep(kept)
        sets, places = np.unique(np.append(0, self._sets.rows), return_inverse=True)
        self.heard.keep(sets)
        self._sets.rows[:] = places[1:]
        self.index = Known(self._keys.rows)
        if self.forgotten:
            self.forgotten(kept)

    def _spell(self, words: Spelling) -> None:
        self._codes.add(words.codes)
        self._lengths.add(words.lengths)

    def _learn(self, keys: Hashes, words: Spelling) -> None:
        self._keys.add(keys)
        self._used.add(np.full(len(keys), self.turn))
        self._spell(words)
        for start in range(0, len(words), PORTION):
            self._look_up(words.between(start, start + PORTION), keys[start : start + PORTION])

    def _look_up(self, words: Spelling, keys: Hashes) -> None:
        self._scores.add(ngrams.sums(words, keys, self.weights))
        self._hashes.add(ngrams.word_hashes(words))
        self._marks.add(spelling.numbers(keys))
        sets = self.heard.of(words)
        self._sets.add(sets)
        self._flags.add(_flags(words) | self.heard.places[sets])
        if self.extra:
            more = self.extra(words, keys)
            self._more = self._more or Growing(more.dtype, more.shape[1])
            self._more.add(more)


def _flags(words: Spelling) -> NDArray[np.uint8]:
    """What each word is by itself."""
    worded = letters.alphabetic(words.codes[words.starts])
    flags = np.where(worded, LETTERS, 0).astype(np.uint8)
    others = np.flatnonzero(~worded)
    flags[others] = [SIGNS.get(word, 0) for word in words.at(others).texts()]
    return flags


FIRST, SECOND, OPEN, END, ASKED, SHOUT, TRAIL, LETTERS = (1 << place for place in range(8))
"""What a word is; the first three: what it can be in an entry of several words, as ``Phrases.places`` says."""
SIGNS = {".": END, "?": END | ASKED, "!": END | SHOUT, "!!": END | SHOUT, "...": END | TRAIL, "\n": END}
