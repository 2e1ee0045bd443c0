"""Teaches each head from labelled texts; the same texts give the same weights."""

from collections.abc import Mapping, Sequence

import numpy as np
from threadpoolctl import threadpool_limits

from pulse.classify import own
from pulse.classify.fitting.learn import Learned
from pulse.classify.fitting.teach_form import fit_asks, fit_language
from pulse.classify.fitting.teach_meaning import fit_small, fit_tone
from pulse.classify.heads import tone
from pulse.classify.heads.model import ASKS, LANGUAGE, SHAPES, TONE, Model
from pulse.classify.labelled import Row
from pulse.classify.words.vocabulary import Floats


def weights(held: Sequence[Row]) -> dict[str, Floats]:
    """All arrays of a model, from these labelled texts and our own posts."""
    taught = [*held, *own.posts()]
    arrays = {name: np.zeros(shape, np.float32) for name, shape in SHAPES.items()}
    with threadpool_limits(1):
        put(arrays, "language", fit_language([*held, *own.meant(), *own.asking(), *own.others(), *own.nordic()]))
        put(arrays, "tone", fit_tone(taught))
        put(arrays, "asks", fit_asks(taught))
        arrays["stance_cues"], arrays["act_cues"] = fit_small(own.meant(), own.deeds(), Model(arrays, "fitting"))
    return arrays


def put(arrays: Mapping[str, Floats], name: str, head: Learned) -> None:
    """Write a head's weights to its places."""
    columns = {"language": LANGUAGE, "tone": TONE, "asks": ASKS}[name]
    arrays["words"][:, columns] = head.words
    arrays["bias"][columns] = head.bias
    arrays[f"{name}_cues"][:] = head.cues
    if name != "language":
        parts = len(tone.PARTS)
        arrays["pairs"][:, slice(0, parts) if name == "tone" else slice(parts, None)] = head.pairs
