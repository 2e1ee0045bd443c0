"""An attacker who has asked every question: which groups of fewer than k people can be solved from the answers?

A published line is a set of contributions (their numbers, 0 and up) and how many of them say yes. Contributions that
lie in exactly the same lines are one class: nothing can tell them apart. Two ways to a group that is too small:

- *span*: the group's sum is a combination of lines, that is, its indicator lies in the row space of the lines over the
  classes. It does exactly if it is orthogonal to the null space, which is found by elimination modulo 2**31 - 1; a
  random vector of the null space turns that into sums of one number a class.
- *bounds*: a linear programme over the possible counts of each class finds one value only: for a class of few people
  any value, for any class nobody or everybody, which says of each of its people what they said.

``solve`` takes lines from anywhere, so that a real board's answers can be attacked too.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import linprog
from scipy.sparse import csr_array, vstack

Ints = NDArray[np.int64]
Line = tuple[Collection[int], float]
Range = tuple[float, float]
PRIME = 2**31 - 1
TINY = 1e-6


@dataclass(frozen=True)
class Exposed:
    """A group that was solved: its contributions, its people, and how."""

    how: Literal["span", "bounds"]
    members: frozenset[int]
    people: frozenset[int]


@dataclass(frozen=True)
class Known:
    """What was published: lines over classes (``matrix``), and the contributions and people of each class."""

    matrix: NDArray[np.bool_]
    members: tuple[Ints, ...]
    people: tuple[frozenset[int], ...]

    @property
    def sizes(self) -> Ints:
        return np.array([len(m) for m in self.members], np.int64)

    def exposed(self, how: Literal["span", "bounds"], classes: Collection[int]) -> Exposed:
        members = frozenset(int(i) for c in classes for i in self.members[c])
        return Exposed(how, members, frozenset[int]().union(*(self.people[c] for c in classes)))


def solve(
    lines: Sequence[Line],
    people: ArrayLike,
    *,
    k: int = 5,
    doubt: Sequence[Range] | None = None,
    bounds: bool = True,
) -> list[Exposed]:
    """The groups under k people that the lines give away.

    Args:
        lines: sets of contributions with their published counts.
        people: the person of each contribution.
        k: how many people a group needs.
        doubt: the lowest and highest count that each line may stand for; None: the counts are exact.
        bounds: whether to run the linear programmes too.
    """
    known, kept = know(lines, np.asarray(people, np.int64))
    found = list(spanned(known, k))
    if bounds and len(kept):
        exact = [(value, value) for _, value in lines]
        ranges = [(doubt or exact)[i] for i in kept]
        found += bounded(known, ranges, k)
    return found


def know(lines: Sequence[Line], people: Ints) -> tuple[Known, Ints]:
    """The distinct lines over classes of contributions, and which of the given lines they are."""
    random = np.random.default_rng(1)
    sets = [np.fromiter(members, np.int64, len(members)) for members, _ in lines]
    marks = random.integers(1, 2**63, len(lines), dtype=np.uint64)
    signature = np.zeros(len(people), np.uint64)
    for members, mark in zip(sets, marks, strict=True):
        signature[members] ^= mark
    seen = np.flatnonzero(signature)
    _, codes = np.unique(signature[seen], return_inverse=True)
    classes = [seen[codes == c] for c in range(int(codes.max(initial=-1)) + 1)]
    code = np.full(len(people), -1)
    code[seen] = codes
    matrix = np.zeros((len(lines), len(classes)), bool)
    for row, members in enumerate(sets):
        matrix[row, code[members]] = True
    packed = np.packbits(matrix, axis=1)
    _, kept = np.unique(packed.view(f"V{packed.shape[1]}"), return_index=True)
    kept = np.sort(kept[matrix[kept].any(axis=1)])
    whom = tuple(frozenset(people[c].tolist()) for c in classes)
    return Known(matrix[kept], tuple(classes), whom), kept


def spanned(known: Known, k: int) -> Iterator[Exposed]:
    """Groups of one, two or three classes, of fewer than k people together, whose sum is a combination of lines."""
    small = [c for c, whom in enumerate(known.people) if len(whom) < k]
    if not small:
        return
    shadow = null_shadow(known.matrix)
    alone = {c for c in small if shadow[c] == 0}
    yield from (known.exposed("span", [c]) for c in sorted(alone))
    rest = [c for c in small if c not in alone]
    by_shadow: dict[int, list[int]] = {}
    for c in rest:
        by_shadow.setdefault(int(shadow[c]), []).append(c)
    for some in (*((c,) for c in rest), *combinations(rest[:400], 2)):
        wanted = -int(shadow[list(some)].sum()) % PRIME
        for c in by_shadow.get(wanted, ()):
            if c > some[-1] and len(frozenset[int]().union(*(known.people[x] for x in (*some, c)))) < k:
                yield known.exposed("span", (*some, c))


def null_shadow(matrix: NDArray[np.bool_]) -> Ints:
    """A random vector of the null space, modulo the prime: a group is in the row space if its numbers sum to zero."""
    random = np.random.default_rng(2)
    reduced, pivots = echelon(_sketch(matrix, random))
    shadow = np.zeros(matrix.shape[1], np.int64)
    free = np.setdiff1d(np.arange(matrix.shape[1]), pivots)
    shadow[free] = random.integers(1, PRIME, len(free))
    for row, pivot in enumerate(pivots):
        shadow[pivot] = -int(np.sum(reduced[row, free] * shadow[free] % PRIME)) % PRIME
    return shadow


def _sketch(matrix: NDArray[np.bool_], random: np.random.Generator) -> Ints:
    # Random combinations of the lines span what the lines span; exact in float64 while the sums stay below 2**53.
    rows = matrix.shape[1] + 24
    if matrix.shape[0] <= rows:
        return matrix.astype(np.int64)
    weights = random.integers(0, 1 << 20, (rows, matrix.shape[0])).astype(np.float64)
    return (weights @ matrix.astype(np.float64)).astype(np.int64) % PRIME


def echelon(matrix: Ints) -> tuple[Ints, Ints]:
    """The reduced row echelon form modulo the prime, and the columns of its pivots."""
    matrix, row, pivots = matrix % PRIME, 0, []
    for column in range(matrix.shape[1]):
        below = np.flatnonzero(matrix[row:, column])
        if not len(below):
            continue
        at = row + int(below[0])
        matrix[[row, at]] = matrix[[at, row]]
        matrix[row] = matrix[row] * pow(int(matrix[row, column]), -1, PRIME) % PRIME
        others = np.flatnonzero(matrix[:, column])
        others = others[others != row]
        matrix[others] = (matrix[others] - matrix[others, column, None] * matrix[row]) % PRIME
        pivots.append(column)
        row += 1
        if row == len(matrix):
            break
    return matrix, np.array(pivots, np.int64)


def bounded(known: Known, ranges: Sequence[Range], k: int, limit: int = 400) -> list[Exposed]:
    """Classes whose count can only be one: any, where they have few people; nobody or everybody, for all others."""
    order = np.argsort(known.matrix.sum(axis=1), kind="stable")[:limit]
    programme = Programme(csr_array(known.matrix[order].astype(float)), np.array(ranges)[order], known.sizes)
    low, high = programme.hull()
    fixed = high - low < TINY
    certain = fixed & ((high < TINY) | (low > known.sizes - TINY))
    few = fixed & np.array([len(whom) < k for whom in known.people])
    return [known.exposed("bounds", [int(c)]) for c in np.flatnonzero(certain | few)]


@dataclass(frozen=True)
class Programme:
    """The counts of classes, each between 0 and its size, whose sums lie in the ranges of the lines."""

    matrix: csr_array
    ranges: NDArray[np.float64]
    sizes: Ints

    def hull(self, tries: int = 16) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The lowest and highest count of each class; of those that random corners show to vary, what was seen."""
        random = np.random.default_rng(3)
        corners = np.array([self.best(random.normal(size=len(self.sizes))) for _ in range(tries)])
        low, high = corners.min(axis=0), corners.max(axis=0)
        for c in np.flatnonzero(high - low < TINY):
            unit = np.eye(1, len(self.sizes), int(c))[0]
            low[c], high[c] = self.best(unit)[c], self.best(-unit)[c]
        return low, high

    def best(self, costs: NDArray[np.float64]) -> NDArray[np.float64]:
        """The cheapest counts that the ranges leave possible."""
        both = vstack([self.matrix, -self.matrix])
        limits = np.concatenate([self.ranges[:, 1], -self.ranges[:, 0]])
        box = np.column_stack([np.zeros(len(self.sizes)), self.sizes])
        answer = linprog(costs, A_ub=both, b_ub=limits, bounds=box, method="highs")
        if answer.x is None:
            raise ValueError("the published ranges contradict each other")
        return answer.x
