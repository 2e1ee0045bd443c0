"""What an organisation's labels have taught, as the tagger uses it: for each word and fold a row that is added up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from pulse.classify.arrays.lists import Growing
from pulse.classify.arrays.rolling import Hashes
from pulse.classify.arrays.scales import Array, softmax
from pulse.classify.encoder import Encoder
from pulse.classify.folds import FOLDS
from pulse.classify.heads.together import Said
from pulse.classify.taught import pairs
from pulse.classify.taught.company import Company
from pulse.classify.taught.features import SIZE, both, counted, held, scale
from pulse.classify.taught.pairs import Outlines, Words
from pulse.classify.topics.groups import ThemeModels
from pulse.classify.words.batch import Batch, total, weighed
from pulse.classify.words.vocabulary import LETTERS, Floats, Vocabulary
from pulse.text import Spelling

Places = NDArray[np.int64]


@dataclass(frozen=True)
class Offset:
    """A head's offset: a model a fold.

    ``words`` (places, FOLDS, classes) are the weights of those of all word features that ``places`` numbers (the
    others weigh nothing), ``cues`` (FOLDS, cues, classes), ``bias`` (FOLDS, classes). ``sharpness`` multiplies all
    scores of a post alike: it changes how sure an answer sounds, and never which one it is. Without ``outlines`` it
    weighs no pairs of words. ``company`` has a row for some words, that is added to those of their parts: what their
    vectors are worth (FOLDS x classes).
    """

    places: NDArray[np.int64]
    words: Floats
    cues: Floats
    bias: Floats
    sharpness: float
    outlines: Outlines | None = None
    company: Company | None = None

    @property
    def parts(self) -> Places:
        """Which of the places are parts of words."""
        return self.places[: np.searchsorted(self.places, SIZE)]

    @property
    def rows(self) -> Floats:
        """The weights of each part, all folds side by side."""
        return self.words[: len(self.parts)].reshape(len(self.parts), -1)

    def of(self, parts: sparse.csr_matrix, words: Hashes) -> Floats:
        """The rows of words, given their counted parts and their hashes, all folds side by side."""
        found = np.asarray(parts[:, self.parts] @ self.rows)
        return found + self.company.of(words) if self.company else found

    @property
    def pairs(self) -> Floats:
        """The weights of all pairs of words, a row for each pair and fold."""
        found = np.zeros((pairs.SIZE, *self.words.shape[1:]), np.float32)
        found[self.places[len(self.parts) :] - SIZE] = pairs.WORTH * self.words[len(self.parts) :]
        return found.reshape(pairs.SIZE * FOLDS, -1)


@dataclass(frozen=True)
class Taught:
    """A version of what labels have taught: the offsets of the heads that were accepted, and the version's name.

    ``themes`` is what the organisation's posts taught of its themes, where labels showed that it is better;
    ``encoder`` gives the vectors that the offsets weigh, where they were learned with one.
    """

    offsets: Mapping[str, Offset]
    name: str
    themes: ThemeModels | None = None
    encoder: Encoder | None = None


class Neighbours:
    """Hears which of a vocabulary's words stand side by side, as an offset with outlines weighs them."""

    def __init__(self, offset: Offset) -> None:
        assert offset.outlines
        self.known, self.weights = offset.outlines, offset.pairs
        self.outlines = Growing(np.uint64)

    def meet(self, words: Spelling, lettered: NDArray[np.bool_]) -> None:
        """Know the outlines of these words, too."""
        self.outlines.add(self.known.of(Words.of(words, lettered)))

    def sums(self, batch: Batch, own: Places) -> Floats:
        """Each post's summed weights, by the model of its author's fold."""
        found = pairs.numbers(self.outlines.rows[batch.ids])
        return weighed(found * FOLDS + own[batch.post_of], batch.starts, self.weights)


class Ear:
    """Hears batches of one vocabulary as labels have taught: rows of words are computed once, when first met."""

    def __init__(self, taught: Taught) -> None:
        self.taught = taught
        self.name = taught.name
        self.widths = {name: offset.words.shape[2] for name, offset in taught.offsets.items()}
        self.rows = Growing(np.float32, FOLDS, sum(self.widths.values()))
        self.sizes = Growing(np.float32)
        self.neighbours = {name: Neighbours(offset) for name, offset in taught.offsets.items() if offset.outlines}

    def keep(self, words: Places) -> None:
        """Forget all words but these, as the vocabulary does."""
        self.rows.keep(words)
        self.sizes.keep(words)
        for one in self.neighbours.values():
            one.outlines.keep(words)

    def heard(
        self, batch: Batch, said: Said, about: Sequence[float] | Array, own: Places, words: Vocabulary,
        texts: Sequence[str],
    ) -> Said:  # fmt: skip
        """What the heads say with the offsets added; ``own`` are the folds of the posts' authors."""
        self._meet(words)
        sums, sizes = self._sums(batch, own)
        encoder = self.taught.encoder
        beside = held(batch, said, about, texts, encoder.vectors(texts) if encoder else None)
        odds: dict[str, Array] = {"tone": said.tone, "stance": said.stance, "asks": both(said.asks), "act": said.act}
        for name, offset in self.taught.offsets.items():
            mine, sums = sums[:, : self.widths[name]], sums[:, self.widths[name] :]
            cued = np.einsum("pd,pdc->pc", beside.cues[name], offset.cues[own])
            if name in self.neighbours:
                mine = mine + self.neighbours[name].sums(batch, own)
            scores = beside.offset[name] + mine * sizes[:, None] + cued + offset.bias[own]
            odds[name] = softmax(scores * offset.sharpness)
        return replace(said, tone=odds["tone"], stance=odds["stance"], asks=odds["asks"][:, 1], act=odds["act"])

    def _meet(self, words: Vocabulary) -> None:
        """Compute the rows of words that the vocabulary has met since."""
        numbers = np.arange(self.rows.count, len(words))
        if len(numbers):
            spelled = words.spelling.at(numbers)
            fresh = spelled.texts()
            parts = counted(fresh)
            hashes = words.hashes[numbers]
            rows = [offset.of(parts, hashes) for offset in self.taught.offsets.values()]
            self.rows.add(np.concatenate([row.reshape(len(fresh), FOLDS, -1) for row in rows], axis=2))
            self.sizes.add(np.asarray(parts.sum(axis=1), np.float32).ravel())
            for one in self.neighbours.values():
                one.meet(spelled, words.flags[numbers] & LETTERS > 0)

    def _sums(self, batch: Batch, own: Places) -> tuple[Floats, Floats]:
        """Each post's summed rows of words, and what sums over words are multiplied by."""
        flat = self.rows.rows.reshape(self.rows.count * FOLDS, -1)
        sizes = total(self.sizes.rows[batch.ids], batch.starts)
        return weighed(batch.ids * FOLDS + own[batch.post_of], batch.starts, flat), scale(sizes)
