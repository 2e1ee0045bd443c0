"""Whether what labels taught is better than what ships: cross-validated, person by person.

Every labelled post is judged by a model that was fitted without any label of its author, exactly as unlabelled posts
will be read: the first of the ways of dividing people is the very one that will be used. Others are tried beside it, so
that no lucky division decides. Folds are drawn by a hash of the person, not balanced by answers: the people whose posts
are yet to come cannot be balanced either. Only labels drawn at random judge.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pulse.classify import f1
from pulse.classify.arrays.scales import Array
from pulse.classify.folds import FOLDS, folds
from pulse.classify.taught.examples import UNSAID, Examples, Places
from pulse.classify.taught.features import CLASSES
from pulse.classify.taught.fitting import Fitted, Ground, fit
from pulse.classify.taught.trust import Trust, shared, trust

LEAST = 50
"""So few labels teach nothing."""
RARE = 5
"""An answer needs so many labels before it is learned; a head, two such answers."""
DIVISIONS, PLENTY = 3, 1_000
"""How many ways of dividing people into folds are tried; with plenty of labels one way says enough."""
MARGIN = 1.0
"""So many standard errors of macro-F1 must learned themes gain; a head must make labels likelier."""
LOST = 1.0
"""So many standard errors may macro-F1 lose, which tells later than likelihood what is better."""
MOST = 4_000
"""So many labels teach, the newest."""
SEED = 20_240_101


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """How a head does before and after learning, on random labels: macro-F1 of both, and the gain with its error."""

    head: str
    labels: int
    judged: int
    shipped: float
    learned: float
    gain: float
    error: float
    accepted: bool
    why: str = ""


@dataclass(frozen=True)
class Trial:
    """A head that was tried: its verdict, and the models of the division that will be used, with what they say.

    ``share`` is how much of what was learned they use; ``people`` wrote the posts of the random labels.
    """

    verdict: Verdict
    ground: Ground
    division: Places
    models: tuple[Fitted, ...]
    scores: Array
    random: NDArray[np.bool_]
    share: float
    people: tuple[str, ...]


def learnable(examples: Examples, head: str) -> Places:
    """The numbers of the examples that can teach the head: those that say something of it, the newest."""
    return np.flatnonzero(examples.answers[head] != UNSAID)[-MOST:]


def too_few(examples: Examples, head: str) -> str:
    """Why the head cannot be learned, or ""."""
    kept = learnable(examples, head)
    judged = int(examples.random[kept].sum())
    if judged < LEAST:
        return f"{judged} random labels, {LEAST} needed"
    counts = np.bincount(examples.answers[head][kept], minlength=len(CLASSES[head]))
    return "" if (counts >= RARE).sum() >= 2 else f"fewer than two answers with {RARE} labels"


def attempt(examples: Examples, head: str) -> Trial | Verdict:
    """The head, learned in every fold and judged; only a verdict where there is too little to learn from."""
    kept = learnable(examples, head)
    if why := too_few(examples, head):
        return refused(examples, head, why)
    ground, random = Ground.of(examples, head, kept), examples.random[kept]
    people = [examples.people[at] for at in kept]
    own = [person for person, judges in zip(people, random, strict=True) if judges]
    divisions = [folds(people, salt) for salt in range(DIVISIONS if len(ground) < PLENTY else 1)]
    models = _models(ground, divisions[0])
    scores = [crossed(ground, divisions[0], models)]
    scores += [crossed(ground, division, _models(ground, division)) for division in divisions[1:]]
    trusted = trust(ground, scores, random, own)
    scores = [shared(ground, held, trusted.share) for held in scores]
    gains = np.array([_gain(ground, held, random, own) for held in scores])
    verdict = _verdict(ground, scores[0], random, gains, trusted)
    used = tuple(model.shared(trusted.share) for model in models)
    return Trial(verdict, ground, divisions[0], used, scores[0], random, trusted.share, tuple(own))


def _models(ground: Ground, division: Places) -> tuple[Fitted, ...]:
    return tuple(fit(ground, np.flatnonzero(division != fold)) for fold in range(FOLDS))


def crossed(ground: Ground, division: Places, models: tuple[Fitted, ...]) -> Array:
    """What each post's fold's model says of it."""
    scores = np.zeros_like(ground.offset)
    for fold, model in enumerate(models):
        own = np.flatnonzero(division == fold)
        scores[own] = model.scores(ground, own)
    return scores


def refused(examples: Examples, head: str, why: str) -> Verdict:
    """The verdict on a head that cannot be learned yet."""
    kept = learnable(examples, head)
    nothing = {"shipped": 0.0, "learned": 0.0, "gain": 0.0, "error": 0.0}
    judged = int(examples.random[kept].sum())
    return Verdict(head=head, labels=len(kept), judged=judged, accepted=False, why=why, **nothing)


def _gain(ground: Ground, scores: Array, random: NDArray[np.bool_], people: list[str]) -> tuple[float, float]:
    """The gain in macro-F1, and its standard error over people drawn anew (both models judged on the same people)."""
    true = ground.answers[random]
    pair = [f1.by_person(true, s[random].argmax(axis=1), s.shape[1], people) for s in (scores, ground.offset)]
    classes = f1.present(pair[0])
    after, before = (f1.macro_f1(confused.sum(axis=0), classes) for confused in pair)
    anew = [f1.resampled(confused, SEED) for confused in pair]
    return float(after - before), float((anew[0] - anew[1]).std())


def _verdict(ground: Ground, scores: Array, random: NDArray[np.bool_], gains: Array, trusted: Trust) -> Verdict:
    true, width = ground.answers[random], scores.shape[1]
    after, before = (
        float(f1.macro_f1(f1.confusion(true, s[random].argmax(axis=1), width))) for s in (scores, ground.offset)
    )
    gain, error = float(gains[:, 0].mean()), float(gains[:, 1].mean())
    accepted = better(trusted, gain, error)
    return Verdict(
        head=ground.head, labels=len(ground), judged=int(random.sum()), shipped=before, learned=after, gain=gain,
        error=error, accepted=accepted, why="" if accepted else "not better than the shipped model by its margin",
    )  # fmt: skip


def better(trusted: Trust, gain: float, error: float) -> bool:
    """Whether answers are likelier beyond their error, and macro-F1 loses nothing beyond its own."""
    return trusted.sure and gain > -LOST * error
