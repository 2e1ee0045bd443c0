"""Teaches how posts are meant: their tone from public texts and ours, stance and act from ours."""

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from scipy import sparse

from pulse.classify.arrays.scales import Array
from pulse.classify.fitting.joined import joined
from pulse.classify.fitting.learn import Learned, Reader, even, learned
from pulse.classify.heads import act, stance, together, tone
from pulse.classify.heads.model import Model
from pulse.classify.heads.walk import gathered
from pulse.classify.labelled import Row, sampled
from pulse.classify.lexicon.heard import ROWS
from pulse.classify.words.batch import read
from pulse.classify.words.vocabulary import Floats
from pulse.domain import ACTS, STANCES, TONES

TONE_LEARNED = {"neutral": 0.0, "positive": 0.2}
"""How much n-grams count beside cues: which tone it is they sharpen, whether there is one differs between sources."""
NEUTRAL = 1 / 3
"""How common neutral texts are taken to be: three tones alike. At a half, most of what has a tone is called neutral."""
PENALTY = {"tone": 0.1, "stance": 0.5, "act": 0.5}
"""The inverse strength of each head's L2 penalty."""
EVEN = {"stance": 0.5, "act": 0.75}
"""How far each answer of a small head counts alike, however many posts give it: 0 not at all, 1 fully."""
MISSED = 0.25
"""What a post counts once more for stance, as if the word lists had missed it."""
ACT_SURE = 0.6
"""What the scores of act are multiplied by: as learned, answers given with nine of ten were right in half the cases."""
PART = re.compile(r"-(train|dev|test|annotated|neutral)$")
"""Parts of one source, which count together."""
MOST = 3_000
"""So many texts of a language, source and tone are learned from."""
LONGER = 600
"""So many longer texts of a language and source are put together and learned from too."""
LONG = 0.2
"""What the longer texts of a source count beside its texts as they are."""


def fit_tone(held: Sequence[Row]) -> Learned:
    """The two tone heads: by cues, and n-grams a little; each source counting alike, and in it each answer."""
    told = sampled([row for row in held if row.tone in TONES], MOST, lambda r: (r.lang, r.source, r.tone))
    more = longer(told)
    told, long = [*told, *more], np.repeat([1.0, LONG], [len(told), len(more)])
    sources = [source_of(row) for row in told]
    calm = {source for source, row in zip(sources, told, strict=True) if row.tone == "neutral"}
    chosen = {
        "neutral": [source in calm for source in sources],
        "positive": [row.tone != "neutral" for row in told],
    }
    reader = Reader.empty()
    batch, cues = reader.batch([row.text for row in told], [row.lang for row in told])
    words, pairs = reader.words(batch, batch.starts), reader.pairs(batch, batch.starts)
    held_cues = tone.features(cues)
    parts = []
    for part in tone.PARTS:
        kept, scale = np.flatnonzero(chosen[part]), TONE_LEARNED[part]
        answers = [str(told[at].tone == part) for at in kept]
        weight = even([f"{sources[at]} {answer}" for at, answer in zip(kept, answers, strict=True)]) * long[kept]
        weight *= even(answers, weight)
        if part == "neutral":
            weight *= [NEUTRAL if answer == "True" else 1 - NEUTRAL for answer in answers]
        blocks = words[kept] * scale, pairs[kept] * scale, held_cues[kept]
        parts.append(learned(PENALTY["tone"], answers, ("False", "True"), *blocks, weight).scaled(scale, scale))
    return Learned.beside(parts)


def longer(held: Sequence[Row]) -> list[Row]:
    """Longer texts out of those of public sources, as sources of their own."""
    parts = [replace(row, source=f"{PART.sub('', row.source)}, longer") for row in held if row.task != "own"]
    return joined(parts, LONGER)


def source_of(row: Row) -> str:
    """What counts alike: a source in a language; the few nynorsk texts of a bokmål source are a part of it."""
    lang = "nb" if row.lang == "nn" and row.task != "own" else row.lang
    return f"{lang} {PART.sub('', row.source)}"


def fit_small(ours: Sequence[Row], deeds: Sequence[Row], model: Model) -> tuple[Floats, Floats]:
    """The two heads that only our own posts teach: stance and act, the latter from deeds, too.

    Those who wrote the posts wrote the word lists too, which meet them more often than they will meet others. So the
    stance head learns from each post once more, a little, as if no word of it were in the lists.
    """
    taught = [*ours, *deeds]
    held_stance, held_act = small_features(taught, model)
    held_stance = held_stance[: len(ours)]
    missed = held_stance.copy()
    missed[:, [stance.NAMES.index(name) for name in stance.CUED]] = 0
    both, seen = np.vstack([held_stance, missed]), np.repeat([1.0, MISSED], len(ours))
    landed = _fit_small("stance", [row.stance for row in ours] * 2, STANCES, both, seen)
    acts = _fit_small("act", [row.act for row in taught], ACTS, held_act, np.ones(len(taught)))
    return landed, acts * np.float32(ACT_SURE)


def small_features(ours: Sequence[Row], model: Model) -> tuple[Floats, Floats]:
    """Cues of stance and of act, with the tone and the asking that the model gives."""
    words = together.vocabulary(model)
    batch = read([row.text for row in ours], words)
    said = together.say(batch, words, model, [row.lang for row in ours])
    cues = gathered(batch, np.array([ROWS.index(row.lang) for row in ours])[batch.post_of_sentence], words)
    about = np.array([row.about for row in ours], np.float64)
    return stance.features(cues, said.tone, said.asks, about), act.features(batch, cues, said.asks)


def _fit_small(name: str, labels: Sequence[str], classes: Sequence[str], features: Floats, seen: Array) -> Floats:
    none = sparse.csr_matrix((len(labels), 0))
    weight = even(labels) ** EVEN[name] * seen
    found = learned(PENALTY[name], labels, classes, none, None, features, weight)
    return np.vstack([found.cues, found.bias[None]])
