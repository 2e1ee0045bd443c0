"""Whether what the organisation's own posts taught of its themes is better than their words alone: labels judge.

Only judge: no label teaches which theme a post has. Themes decide whom a figure is about; were a labelled post pulled
into its theme by its own label while others like it were not, the labelled posts of a theme would be no random sample
of it any more, and what labels correct there would be off.
"""

from collections.abc import Collection, Sequence

import numpy as np

from pulse.classify import f1
from pulse.classify.scales import Array
from pulse.classify.taught.acceptance import LEAST, MARGIN, SEED, Verdict

HEAD = "themes"
Found = Sequence[Collection[str]]


def verdict(true: Found, before: Found, after: Found, people: Sequence[str]) -> Verdict:
    """How well themes are found (macro-F1 over those that labels name), and whether learning made it better."""
    named = sorted({name for names in true for name in names})
    if len(true) < LEAST or not named:
        why = f"{len(true)} random labels, {LEAST} needed" if named else "no label names a theme"
        return Verdict(
            head=HEAD, labels=0, judged=len(true), shipped=0, learned=0, gain=0, error=0, accepted=False, why=why
        )
    counts = [_counts(true, said, people, named) for said in (before, after)]
    drawn = f1.drawn_anew(len(counts[0]), SEED)
    anew = [_f1(np.tensordot(drawn, one, axes=1)) for one in counts]
    shipped, learned = (float(_f1(one.sum(axis=0))) for one in counts)
    gain, error = learned - shipped, float((anew[1] - anew[0]).std())
    better = gain > MARGIN * error and gain > 0
    return Verdict(
        head=HEAD, labels=0, judged=len(true), shipped=shipped, learned=learned, gain=gain, error=error,
        accepted=better, why="" if better else "not better than the themes' words by its margin",
    )  # fmt: skip


def _counts(true: Found, said: Found, people: Sequence[str], named: Sequence[str]) -> Array:
    """For each person and theme: how often it was found, and how often it was true or said, together."""
    names, person = np.unique(np.array(people, dtype=np.str_), return_inverse=True)
    counts = np.zeros((len(names), len(named), 2))
    for at, here, there in zip(person.tolist(), true, said, strict=True):
        for place, name in enumerate(named):
            counts[at, place] += (name in here and name in there, (name in here) + (name in there))
    return counts


def _f1(counts: Array) -> Array:
    return np.asarray((2 * counts[..., 0] / np.maximum(counts[..., 1], 1)).mean(axis=-1))
