"""How often audited ranges hold the truth when the labels that correct a model have also taught it.

    python tests/bench learned_coverage

Small organisations are simulated: people with words of their own, a shipped model that errs, labels drawn at random.
The labels teach an offset and then correct the share of critical posts and of support. *by folds* is how pulse does it:
every post, labelled or not, is read by its author's fold's model, which has seen no label of that author. *by one
model* is what it avoids: a model fitted on all labels, compared with the labels that it was fitted on.
"""

import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from scipy import sparse

sys.path.insert(0, str(Path(__file__).parents[2]))

from pulse.classify.folds import FOLDS, folds
from pulse.classify.taught.examples import Examples
from pulse.classify.taught.features import CLASSES, Held
from pulse.classify.taught.fitting import Ground, fit
from pulse.measure.estimate import Estimate
from pulse.measure.labelled import Labelled, PairLabelled
from pulse.measure.ratio import ratio
from pulse.measure.share import share

ORGANISATIONS = 400
POSTS, WORDS, LENGTH = 1_200, 1_500, 12
SIZES = (200,)
HEAD = "stance"
STRETCHES = 1


def organisation(chance: np.random.Generator) -> tuple[Examples, np.ndarray]:
    """Posts of people who each have favourite words and a leaning, and what is true of each post."""
    people = chance.integers(0, POSTS // 3, POSTS)
    leaning = chance.normal([0.3, 0.8, 0.0], 1.0, (POSTS // 3, 3))
    truth = (leaning[people] + chance.gumbel(0, 1, (POSTS, 3))).argmax(axis=1)
    usual = chance.choice(WORDS, (POSTS, LENGTH - 5), p=chance.dirichlet(np.full(WORDS, 0.1)))
    telling = chance.integers(0, WORDS, (3, 40))[truth[:, None], chance.integers(0, 40, (POSTS, 2))]
    favourite = chance.integers(0, WORDS, (POSTS // 3, 6))[people[:, None], chance.integers(0, 6, (POSTS, 3))]
    words = np.hstack([usual, telling, favourite]).ravel()
    posts = np.repeat(np.arange(POSTS), LENGTH)
    counts = sparse.csr_matrix((np.ones(len(words)), (posts, words)), (POSTS, WORDS))
    said = 1.2 * np.eye(3)[truth] * chance.random((POSTS, 1)) + chance.normal(0, 0.8, (POSTS, 3))
    said -= np.log(np.exp(said).sum(axis=1, keepdims=True))
    held = Held(dict.fromkeys(CLASSES, said), dict.fromkeys(CLASSES, said))
    names = tuple(f"person {p}" for p in people)
    answers = {HEAD: truth.astype(np.int64)}
    return Examples(held, sparse.csr_matrix(counts * (6 / LENGTH**0.5)), names, np.ones(POSTS, bool), answers), truth


def tags(held: Examples, drawn: np.ndarray, *, crossed: bool) -> np.ndarray:
    """The stance that learned models give every post: each its author's fold's, or one and the same."""
    ground = Ground.of(held, HEAD, drawn)
    division = folds(held.people) if crossed else np.zeros(POSTS, np.int64)
    width = held.words.shape[1]
    scores = np.zeros((POSTS, 3))
    for fold in range(FOLDS if crossed else 1):
        taught = np.flatnonzero(division[drawn] != fold) if crossed else np.arange(len(drawn))
        model = fit(ground, taught)
        weights = model.over_features(ground)
        own = np.flatnonzero(division == fold)
        linear = held.words[own] @ weights[:width] + held.held.cues[HEAD][own] @ weights[width:]
        scores[own] = held.held.offset[HEAD][own] + linear + model.bias
    return scores.argmax(axis=1)


def figures(said: np.ndarray, truth: np.ndarray, drawn: np.ndarray) -> Iterator[tuple[str, float, Estimate]]:
    """The critical share and support with their ranges, beside the truth of all posts."""
    probability = np.full(len(drawn), len(drawn) / POSTS)
    one = np.zeros(len(drawn), np.int64)
    against, favour = truth == 0, truth == 2
    flags = Labelled(said[drawn] == 0, against[drawn], probability, one)
    found = share(int((said == 0).sum()), POSTS, STRETCHES, flags)
    yield "critical", float(against.mean()), found
    pairs = PairLabelled(said[drawn] == 2, said[drawn] == 0, favour[drawn], against[drawn], probability, one)
    found = ratio(int((said == 2).sum()), int((said == 0).sum()), POSTS, STRETCHES, pairs)
    yield "support", float(favour.sum() / (favour.sum() + against.sum())), found


def main(number: int) -> None:
    """Print how often each way's ranges hold the truth, and how wide they are."""
    held: dict[tuple[str, int, str], list[tuple[bool, float, float]]] = defaultdict(list)
    for seed in range(number):
        chance = np.random.default_rng(seed)
        made, truth = organisation(chance)
        plain = made.held.offset[HEAD].argmax(axis=1)
        for size in SIZES:
            drawn = np.sort(chance.choice(POSTS, size, replace=False))
            ways = {"shipped": plain, "by folds": tags(made, drawn, crossed=True)}
            ways["by one model"] = tags(made, drawn, crossed=False)
            for way, said in ways.items():
                for name, true, found in figures(said, truth, drawn):
                    high = 1.0 if found.high is None else found.high
                    held[name, size, way].append((found.low <= true <= high, found.width, found.value - true))
    sys.stdout.write(f"{'figure':10} {'labels':>6} {'read':14} {'hold the truth':>15} {'width':>7} {'bias':>7}\n")
    for (name, size, way), rows in sorted(held.items()):
        holds, width, bias = (100 * float(np.mean(column)) for column in zip(*rows, strict=True))
        sys.stdout.write(f"{name:10} {size:6} {way:14} {holds:13.1f} % {width:7.1f} {bias:+7.2f}\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ORGANISATIONS)
