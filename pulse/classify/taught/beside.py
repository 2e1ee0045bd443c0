"""What labels taught anew beside the version in use: whether any head would become worse."""

from collections.abc import Sequence
from dataclasses import dataclass

from pulse.classify import f1
from pulse.classify.arrays.scales import Array
from pulse.classify.evaluation import UNSAID, Judged
from pulse.classify.taught.acceptance import SEED, Verdict
from pulse.classify.taught.features import CLASSES


@dataclass(frozen=True, kw_only=True)
class Beside:
    """A head of the version in use and of a new one on the same random labels: macro-F1, the gain and its error."""

    head: str
    judged: int
    used: float
    learned: float
    gain: float
    error: float

    @property
    def worse(self) -> bool:
        """Whether the new version loses more than the error of the loss."""
        return self.gain < -self.error


def beside(used: Judged, learned: Judged) -> list[Beside]:
    """Every head that any label says something of, by both versions; whole people are drawn anew for the error."""
    found = []
    for head, classes in CLASSES.items():
        known = (used.answers[head] != UNSAID).nonzero()[0]
        if len(known):
            true, people = used.answers[head][known], [used.people[at] for at in known]
            said = [one.odds[head][known].argmax(axis=1) for one in (used, learned)]
            found.append(_head(head, [f1.by_person(true, one, len(classes), people) for one in said], len(known)))
    return found


def _head(head: str, confused: Sequence[Array], judged: int) -> Beside:
    before, after = (float(f1.macro_f1(one.sum(axis=0))) for one in confused)
    anew = [f1.resampled(one, SEED) for one in confused]
    error = float((anew[1] - anew[0]).std())
    return Beside(head=head, judged=judged, used=before, learned=after, gain=after - before, error=error)


def of_themes(verdict: Verdict) -> Beside:
    """The verdict on themes, where what it was judged against is the version in use."""
    return Beside(
        head=verdict.head, judged=verdict.judged, used=verdict.shipped, learned=verdict.learned, gain=verdict.gain,
        error=verdict.error,
    )  # fmt: skip
