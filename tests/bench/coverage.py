"""How often the ranges of shares hold the truth of the finite set, over small organisations simulated directly.

    python tests/bench/coverage.py [ORGANISATIONS]

Every decision of every organisation gives one set for audited ranges, and one thin set (four weeks, or one part of the
organisation) for what has no labels of its own.
"""

import sys
from collections.abc import Iterator
from math import inf
from pathlib import Path

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[2]))
from small import SUBJECTS, Organisation, organisation, stretches, whole, within

from pulse.measure.change import change
from pulse.measure.estimate import LABELS, Estimate
from pulse.measure.labelled import EXACT, Labelled, PairLabelled
from pulse.measure.ranges import quantile, wilson
from pulse.measure.ratio import ratio
from pulse.measure.share import share

ORGANISATIONS = 600
Row = dict[str, object]


def rows(number: int) -> Iterator[Row]:
    """What every figure says of every set, and whether it holds."""
    for seed in range(number):
        made = organisation(seed)
        chance = np.random.default_rng((seed, 1))
        for subject in SUBJECTS:
            own = made.frame[made.frame["subject"] == subject]
            window = own[within(own, int(chance.choice([4, 8, 13])), chance)]
            yield from _asks(made, window, own, thin=False)
            yield from _support(made, window, own, thin=False)
            part = own["part"] == own["part"].iloc[0]
            few = own[within(own, 4, chance) if chance.random() < 0.5 else part]
            yield from _asks(made, few, own, thin=True)
            yield from _support(made, few, own, thin=True)


def _asks(made: Organisation, chosen: pd.DataFrame, own: pd.DataFrame, *, thin: bool) -> Iterator[Row]:
    inside, atoms = whole(chosen, own, "fine")
    if not atoms:
        return
    runs = stretches(made.fine, atoms)
    count, total = int(made.fine.loc[atoms, "asks"].sum()), len(inside)
    truth = float(inside["true_asks"].mean())
    yield _row("asks", "counted", truth, _counted(count, total))
    if thin:
        yield _row("asks", "borrowed", truth, share(count, total, runs, None, _labelled(own)))
        yield _row("asks", "model", truth, share(count, total, runs, errors=made.cards["asks"]))
        return
    labels = _labelled(inside)
    for name, coders in (("audited", made.coders["asks"]), ("no pairs", None), ("labels true", EXACT)):
        yield _row("asks", name, truth, share(count, total, runs, labels, coders=coders))


def _support(made: Organisation, chosen: pd.DataFrame, own: pd.DataFrame, *, thin: bool) -> Iterator[Row]:
    inside, atoms = whole(chosen, own, "coarse")
    taken = (inside["true_stance"] != "neither").sum()
    if not atoms or not taken:
        return
    runs = stretches(made.coarse, atoms)
    top, bottom = (int(made.coarse.loc[atoms, side].sum()) for side in ("favour", "against"))
    total, truth = len(inside), float((inside["true_stance"] == "favour").sum() / taken)
    if top + bottom:
        yield _row("support", "counted", truth, _counted(top, top + bottom))
    if thin:
        cards = made.cards["favour"], made.cards["against"]
        yield _row("support", "borrowed", truth, ratio(top, bottom, total, runs, None, _pairs(own)))
        yield _row("support", "model", truth, ratio(top, bottom, total, runs, errors=cards))
        return
    labels = _pairs(inside)
    for name, coders in (("audited", made.coders["stance"]), ("no pairs", None), ("labels true", EXACT)):
        yield _row("support", name, truth, ratio(top, bottom, total, runs, labels, coders=coders))


def _counted(count: int, total: int) -> Estimate:
    """What the field does: classify and count, and Wilson's range as if every tag were true."""
    low, high = wilson(count / total, total, quantile(inf))
    return Estimate(count / total, min(low, count / total), max(high, count / total))


def _asked(made: Organisation, inside: pd.DataFrame, atoms: list[int], labels: Labelled) -> Estimate:
    count, runs = int(made.fine.loc[atoms, "asks"].sum()), stretches(made.fine, atoms)
    return share(count, len(inside), runs, labels, coders=made.coders["asks"])


def _labelled(frame: pd.DataFrame) -> Labelled:
    drawn = frame[frame["drawn"]]
    flags = (drawn[name].to_numpy(bool) for name in ("model_asks", "label_asks"))
    return Labelled(*flags, drawn["probability"].to_numpy(float), np.zeros(len(drawn), np.int64))


def _pairs(frame: pd.DataFrame) -> PairLabelled:
    drawn = frame[frame["drawn"]]
    sides = (
        (drawn[f"{who}_stance"] == side).to_numpy() for who in ("model", "label") for side in ("favour", "against")
    )
    return PairLabelled(*sides, drawn["probability"].to_numpy(float), np.zeros(len(drawn), np.int64))


def _row(figure: str, basis: str, truth: float, found: Estimate) -> Row:
    """One estimate against the truth; an audit that had too few labels is named by what it fell back to."""
    audited = basis in ("audited", "no pairs", "labels true")
    asked = {"borrowed": "borrowed", "model": "model"}.get(basis, "audited" if audited else None)
    shown = basis if found.basis == asked else "too few labels"
    high = inf if found.high is None else found.high
    return {
        "figure": figure, "basis": shown, "labels": found.labels, "truth": truth, "width": found.width,
        "holds": found.low - 1e-9 <= truth <= high + 1e-9, "below": truth < found.low, "above": truth > high,
    }  # fmt: skip


def changes(number: int) -> Iterator[Row]:
    """The change of the share that asks, from the first to the second half of the quarter, audited in both."""
    for seed in range(number):
        made = organisation(seed)
        for subject in SUBJECTS:
            own = made.frame[made.frame["subject"] == subject]
            middle = np.sort(own["week"].unique())[own["week"].nunique() // 2]
            halves = [whole(own[half], own, "fine") for half in (own["week"] < middle, own["week"] >= middle)]
            labels = [_labelled(inside) for inside, _ in halves]
            if min(map(len, labels)) < LABELS:
                continue
            before, now = (_asked(made, inside, atoms, of) for (inside, atoms), of in zip(halves, labels, strict=True))
            truth = halves[1][0]["true_asks"].mean() - halves[0][0]["true_asks"].mean()
            yield _row("change of asks", "audited", float(truth), change(now, before))


def table(found: pd.DataFrame, by: list[str]) -> str:
    """Coverage and mean width of groups of rows, as text."""
    sums = found.groupby(by, observed=True, sort=False).agg(
        sets=("holds", "size"),
        coverage=("holds", "mean"),
        below=("below", "mean"),
        above=("above", "mean"),
        width=("width", "mean"),
    )
    return sums.round(3).to_string()


def main(number: int) -> None:
    """Print the tables."""
    found = pd.DataFrame([*rows(number), *changes(number // 2)])
    found = found[found["basis"] != "too few labels"]
    print(table(found.sort_values(["figure", "basis"]), ["figure", "basis"]))
    audited = found[found["basis"] == "audited"].assign(
        sample=lambda x: pd.cut(x["labels"], [29, 50, 150, inf], labels=["30-50", "51-150", "151+"]),
        share=lambda x: pd.cut(x["truth"], [-0.01, 0.15, 0.8, 1.01], labels=["to 15 %", "15-80 %", "over 80 %"]),
    )
    audited = audited[audited["figure"] != "change of asks"]
    print("\nAudited ranges, by labels that bear on the figure and by the true share")
    print(table(audited.sort_values(["figure", "sample", "share"]), ["figure", "sample", "share"]))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ORGANISATIONS)
