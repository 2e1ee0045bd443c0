"""What rounding to base 3 costs a decision's company-wide share: the root mean square of what it moves, in points.

    python tests/bench/rounding.py [ORGANISATIONS]

``expected`` is what ranges allow for it (4/3 / N^2 a stretch of neighbouring atoms).
"""

import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[2]))
from small import SUBJECTS, Organisation, organisation, stretches, whole, within

from pulse.measure.design import rounding_variance

ORGANISATIONS = 10
PEOPLE = (100, 300, 1000, 3000)
GROUP = ["people", "weeks", "share"]


def moved(made: Organisation, subject: str, weeks: int, seed: int) -> Iterator[dict[str, object]]:
    """What rounding moves the shares of one decision over so many weeks."""
    own = made.frame[made.frame["subject"] == subject]
    window = own[within(own, weeks, np.random.default_rng(seed))]
    for name, grain in (("asks", "fine"), ("favour", "coarse")):
        inside, atoms = whole(window, own, grain)
        if atoms:
            exact = inside["model_asks"] if name == "asks" else inside["model_stance"] == name
            count = getattr(made, grain).loc[atoms, name].sum()
            yield {
                "share": name,
                "atoms": len(atoms),
                "contributions": len(inside),
                "cost": (100 * (count - exact.sum()) / len(inside)) ** 2,
                "expected": 100**2 * rounding_variance(stretches(getattr(made, grain), atoms), len(inside)),
            }


def main(number: int) -> None:
    """Print the table."""
    rows = [
        {"people": people, "weeks": weeks} | row
        for people, seed in product(PEOPLE, range(number))
        for made in [organisation(seed, people)]
        for subject, weeks in product(SUBJECTS, (4, 13))
        for row in moved(made, subject, weeks, seed)
    ]
    sums = pd.DataFrame(rows).groupby(GROUP, sort=False).mean()
    roots = sums[["cost", "expected"]] ** 0.5
    print(sums[["atoms", "contributions"]].round(0).astype(int).join(roots.round(2)).to_string())


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ORGANISATIONS)
