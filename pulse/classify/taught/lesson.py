"""A lesson: every head tried on the labels, those that are better put together as what was taught."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from threadpoolctl import threadpool_limits

from pulse.classify.arrays.scales import Array
from pulse.classify.encoder import Encoder
from pulse.classify.taught import trust
from pulse.classify.taught.acceptance import Trial, Verdict, attempt
from pulse.classify.taught.company import Company
from pulse.classify.taught.curve import Point, curve
from pulse.classify.taught.examples import Examples
from pulse.classify.taught.features import CLASSES, WIDTH, WORDED
from pulse.classify.taught.offset import Offset, Taught
from pulse.classify.topics.groups import ThemeModels

PRECISION = np.float16


@dataclass(frozen=True)
class Studied:
    """A head after the lesson: its verdict, its learning curve, and its offset where it was accepted."""

    verdict: Verdict
    curve: tuple[Point, ...]
    offset: Offset | None


def lesson(examples: Examples) -> Iterator[Studied]:
    """Every head that labels can teach, one after the other; the same labels give the same bytes."""
    with threadpool_limits(1):
        for head in CLASSES:
            tried = attempt(examples, head)
            if isinstance(tried, Verdict):
                yield Studied(tried, (), None)
            else:
                offset = made(tried) if tried.verdict.accepted else None
                yield Studied(tried.verdict, tuple(curve(tried)), offset)


def made(trial: Trial) -> Offset:
    """The offset of the division that will be used, in the precision in which it is kept."""
    stacked = np.stack([model.over_features(trial.ground) for model in trial.models])
    words, cues = stacked[:, :WORDED].transpose(1, 0, 2), stacked[:, WIDTH:]
    company = trial.ground.company
    places = np.flatnonzero(np.abs(words).max(axis=(1, 2)) > 0)
    return Offset(
        places=places,
        words=words[places].astype(PRECISION).astype(np.float32),
        cues=cues.astype(np.float32),
        bias=np.stack([model.bias for model in trial.models]).astype(np.float32),
        sharpness=sharpness(trial),
        outlines=trial.ground.outlines,
        company=_kept(company, stacked[:, WORDED:WIDTH]) if company and len(company.words) else None,
    )


def _kept(company: Company, weights: Array) -> Company:
    """What each word's vector is worth, by each fold's weights: a row a word."""
    rows = company.weighed(weights)
    return Company(company.words, rows.reshape(len(rows), -1).astype(PRECISION).astype(np.float32))


def sharpness(trial: Trial) -> float:
    """What makes the probabilities of random labels' answers largest, in the mean: one factor for all scores."""
    scores, truth = trial.scores[trial.random], trial.ground.answers[trial.random]
    return round(trust.sharpness(scores, truth, np.ones(len(truth))), 3)


def taught(
    studied: Sequence[Studied], themes: ThemeModels | None = None, encoder: Encoder | None = None
) -> Taught | None:
    """What was accepted, under a name that its weights give it; None where nothing was.

    ``encoder`` is the one that the examples were read with; only offsets need it.
    """
    offsets = {one.verdict.head: one.offset for one in studied if one.offset is not None}
    return Taught(offsets, name(offsets), themes, encoder if offsets else None) if offsets or themes else None


def name(offsets: dict[str, Offset]) -> str:
    """A name for these weights."""
    digest = hashlib.sha256()
    for head, offset in sorted(offsets.items()):
        digest.update(f"{head} {offset.sharpness}".encode())
        beside = [array for told in (offset.outlines, offset.company) if told for array in told.arrays]
        for array in (offset.places, offset.words, offset.cues, offset.bias, *beside):
            digest.update(np.ascontiguousarray(array).tobytes())
    return f"own-{digest.hexdigest()[:8]}"
