"""The learned weights: one file of arrays, read once, with the hash that names their version."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np

from pulse.classify.heads import act, asks, language, stance, tone
from pulse.classify.words import ngrams, spelling
from pulse.classify.words.vocabulary import Floats
from pulse.domain import ACTS, STANCES
from pulse.errors import ModelError

LANGUAGE = slice(0, len(language.CLASSES))
TONE = slice(LANGUAGE.stop, LANGUAGE.stop + len(tone.PARTS))
ASKS = slice(TONE.stop, TONE.stop + 1)
"""Which columns of a word's row belong to which head."""

SHAPES: Mapping[str, tuple[int, ...]] = {
    "words": (ngrams.SIZE, ASKS.stop),
    "pairs": (ngrams.PAIRS, len(tone.PARTS) + 1),
    "bias": (ASKS.stop,),
    "language_cues": (len(spelling.NAMES), len(language.CLASSES)),
    "tone_cues": (len(tone.NAMES), len(tone.PARTS)),
    "asks_cues": (len(asks.NAMES), 1),
    "stance_cues": (len(stance.NAMES) + 1, len(STANCES)),
    "act_cues": (len(act.NAMES) + 1, len(ACTS)),
}
"""The arrays of a model file; the last row of the two small heads is their bias."""


@dataclass(frozen=True)
class Model:
    """The weights of all heads, and their version."""

    arrays: Mapping[str, Floats]
    version: str

    def __getitem__(self, name: str) -> Floats:
        return self.arrays[name]


def load(content: bytes, name: str) -> Model:
    """The model in a file's content."""
    try:
        with np.load(BytesIO(content), allow_pickle=False) as held:
            arrays = {key: np.asarray(held[key], np.float32) for key in SHAPES}
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"{name} is no model of this version of pulse: fit it again with 'pulse fit'") from error
    for key, shape in SHAPES.items():
        if arrays[key].shape != shape or not np.isfinite(arrays[key]).all():
            raise ModelError(f"{name} holds {key!r} in an unknown shape: fit it again with 'pulse fit'")
    return Model(arrays, hashlib.sha256(content).hexdigest()[:12])


@cache
def shipped() -> Model:
    """The model that ships with pulse."""
    return load(files("pulse.classify.models").joinpath("model.npz").read_bytes(), "model.npz")


def save(arrays: Mapping[str, Floats], path: Path) -> None:
    """Write the arrays, in half precision where there are many, the same bytes for the same weights."""
    kept: dict[str, Any] = {
        name: arrays[name].astype(np.float16 if arrays[name].size > 4096 else np.float32) for name in SHAPES
    }
    np.savez_compressed(path, **kept)
