"""What an organisation's labels have taught, as the tagger uses it: for each word and fold a row that is added up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from pulse.classify.batch import Batch, total
from pulse.classify.encoder import Encoder
from pulse.classify.heads import Said
from pulse.classify.lists import Growing
from pulse.classify.scales import Array, softmax
from pulse.classify.taught.features import both, counted, held, scale
from pulse.classify.taught.folds import FOLDS
from pulse.classify.topics.model import ThemeModel
from pulse.classify.vocabulary import Floats, Vocabulary

Places = NDArray[np.int64]


@dataclass(frozen=True)
class Offset:
    """A head's offset: a model a fold.

    ``words`` (parts, FOLDS, classes) are the weights of those of all hashed parts of words that ``places`` numbers (the
    others weigh nothing), ``cues`` (FOLDS, cues, classes), ``bias`` (FOLDS, classes). ``sharpness`` multiplies all
    scores of a post alike: it changes how sure an answer sounds, and never which one it is.
    """

    places: NDArray[np.int64]
    words: Floats
    cues: Floats
    bias: Floats
    sharpness: float

    @property
    def rows(self) -> Floats:
        """The weights of each part, all folds side by side."""
        return self.words.reshape(len(self.places), -1)


@dataclass(frozen=True)
class Taught:
    """A version of what labels have taught: the offsets of the heads that were accepted, and the version's name.

    ``themes`` is what the organisation's posts taught of its themes, where labels showed that it is better;
    ``encoder`` gives the vectors that the offsets weigh, where they were learned with one.
    """

    offsets: Mapping[str, Offset]
    name: str
    themes: ThemeModel | None = None
    encoder: Encoder | None = None


class Ear:
    """Hears batches of one vocabulary as labels have taught: rows of words are computed once, when first met."""

    def __init__(self, taught: Taught) -> None:
        self.taught = taught
        self.name = taught.name
        self.widths = {name: offset.words.shape[2] for name, offset in taught.offsets.items()}
        self.rows = Growing(np.float32, FOLDS, sum(self.widths.values()))
        self.sizes = Growing(np.float32)

    def keep(self, words: Places) -> None:
        """Forget all words but these, as the vocabulary does."""
        self.rows.keep(words)
        self.sizes.keep(words)

    def heard(
        self, batch: Batch, said: Said, about: Sequence[float] | Array, own: Places, words: Vocabulary,
        texts: Sequence[str],
    ) -> Said:  # fmt: skip
        """What the heads say with the offsets added; ``own`` are the folds of the posts' authors."""
        self._meet(words)
        sums = self._sums(batch, own)
        encoder = self.taught.encoder
        beside = held(batch, said, about, texts, encoder.vectors(texts) if encoder else None)
        odds: dict[str, Array] = {"tone": said.tone, "stance": said.stance, "asks": both(said.asks), "act": said.act}
        for name, offset in self.taught.offsets.items():
            mine, sums = sums[:, : self.widths[name]], sums[:, self.widths[name] :]
            weighed = np.einsum("pd,pdc->pc", beside.cues[name], offset.cues[own])
            scores = beside.offset[name] + mine + weighed + offset.bias[own]
            odds[name] = softmax(scores * offset.sharpness)
        return replace(said, tone=odds["tone"], stance=odds["stance"], asks=odds["asks"][:, 1], act=odds["act"])

    def _meet(self, words: Vocabulary) -> None:
        """Compute the rows of words that the vocabulary has met since."""
        fresh = words.spelling.at(np.arange(self.rows.count, len(words))).texts()
        if fresh:
            parts = counted(fresh)
            rows = [np.asarray(parts[:, offset.places] @ offset.rows) for offset in self.taught.offsets.values()]
            self.rows.add(np.concatenate([row.reshape(len(fresh), FOLDS, -1) for row in rows], axis=2))
            self.sizes.add(np.asarray(parts.sum(axis=1), np.float32).ravel())

    def _sums(self, batch: Batch, own: Places) -> Floats:
        flat = self.rows.rows.reshape(self.rows.count * FOLDS, -1)
        picked = flat[batch.ids * FOLDS + own[batch.post_of]]
        sizes = total(self.sizes.rows[batch.ids], batch.starts)
        return np.asarray(total(picked, batch.starts) * scale(sizes)[:, None])
