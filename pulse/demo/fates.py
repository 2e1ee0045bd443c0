"""What becomes of the demo's decisions: how many write, how they lean, ask and act, week by week.

Curves are read at ``age`` (weeks since the announcement) and ``left`` (weeks until the last one), so that shorter
simulations end the same way. Volumes are writers a week in an organisation of 1,500.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from pulse.demo.organisation import DIVISIONS

Curve = Callable[[int, int], float]
FULL = 1500


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """One subject's story. ``answered`` has, for each hot question, the share answered and the median days."""

    announced: int  # weeks before the last one
    writers: Curve
    support: Curve
    stance: float
    asks: Curve
    acts: Callable[[int, int], tuple[float, float, float, float]]  # wish, plan, doing, done
    divided: Mapping[str, float]  # what belonging to a division adds to the log-odds of favour
    interest: Mapping[str, float]
    public: Curve
    public_support: Curve
    answered: tuple[tuple[float, float], ...] = ((0.5, 3.0),) * 3
    leaders: float = 1.0
    rolls: bool = False  # whether it spreads from pilots


def line(*points: tuple[int, float]) -> Callable[[int], float]:
    """A curve through points, flat outside them."""

    def at(x: int) -> float:
        if x <= points[0][0]:
            return points[0][1]
        for (x0, y0), (x1, y1) in pairwise(points):
            if x <= x1:
                return y0 + (y1 - y0) * (x - x0) / (x1 - x0)
        return points[-1][1]

    return at


def by_age(*points: tuple[int, float]) -> Curve:
    """A curve of the weeks since the announcement."""
    at = line(*points)
    return lambda age, left: at(age)


def by_left(*points: tuple[int, float]) -> Curve:
    """A curve of the weeks that are left; points in order of weeks left, 0 first."""
    at = line(*points)
    return lambda age, left: at(left)


def _snowball(age: int, left: int) -> tuple[float, float, float, float]:
    doing = line((0, 0.08), (5, 0.17), (13, 0.34))(age)
    return 0.11, 0.07, doing, doing * 0.6


EVEN = dict.fromkeys(DIVISIONS, 1.0)
FATES: dict[str, Fate] = {
    # Lands well: support and doing rise, questions are answered within days.
    "online-booking": Fate(
        announced=21,
        writers=by_age((0, 150), (2, 125), (8, 105), (21, 110)),
        support=by_age((0, 0.54), (6, 0.62), (14, 0.73), (21, 0.78)),
        stance=0.62,
        asks=by_age((0, 0.27), (5, 0.14), (21, 0.08)),
        acts=lambda age, left: (0.06, line((0, 0.14), (10, 0.05))(age), line((0, 0.05), (12, 0.2))(age), 0.01 * age),
        divided={"care": 0.7, "service": -0.3, "sales": 0.3},
        interest={**EVEN, "care": 2.4, "sales": 1.6, "plants": 0.5},
        public=by_age((0, 40), (3, 28), (21, 30)),
        public_support=by_age((0, 0.5), (21, 0.66)),
        answered=((0.92, 1.2), (0.88, 1.8), (0.84, 2.2)),
        leaders=1.6,
    ),
    # Loses support: criticism inside from the seventh last week, outside three weeks later.
    "central-planning": Fate(
        announced=15,
        writers=by_left((0, 290), (3, 250), (5, 190), (8, 150), (14, 170), (15, 210)),
        support=by_left((0, 0.19), (1, 0.2), (2, 0.23), (3, 0.28), (4, 0.45), (5, 0.5), (15, 0.53)),
        stance=0.64,
        asks=by_left((0, 0.17), (5, 0.14), (15, 0.22)),
        acts=lambda age, left: (0.12, 0.05, 0.09, 0.04),
        divided={"service": -0.7, "care": -0.2, "technology": 0.9, "group": 0.8},
        interest={**EVEN, "service": 2.2, "care": 1.3, "plants": 0.5},
        public=by_left((0, 110), (2, 60), (3, 34), (15, 26)),
        public_support=by_left((0, 0.13), (1, 0.19), (2, 0.3), (3, 0.44), (15, 0.48)),
        answered=((0.62, 6.5), (0.45, 5.0), (0.06, 9.0)),
    ),
    # Full of questions that nobody answers; its leaders are silent.
    "pay-model": Fate(
        announced=11,
        writers=by_age((0, 165), (3, 140), (11, 150)),
        support=by_age((0, 0.46), (11, 0.43)),
        stance=0.5,
        asks=by_age((0, 0.44), (11, 0.5)),
        acts=lambda age, left: (0.1, 0.05, 0.03, 0.01),
        divided={"plants": -0.5, "technology": 0.4, "sales": -0.3},
        interest=EVEN,
        public=by_age((0, 5), (11, 3)),
        public_support=by_age((0, 0.5)),
        answered=((0.04, 12.0), (0.1, 10.0), (0.3, 13.0)),
        leaders=0.25,
    ),
    # Loved by all and done by nobody.
    "improvement-hour": Fate(
        announced=18,
        writers=by_age((0, 100), (4, 80), (18, 75)),
        support=by_age((0, 0.84), (18, 0.80)),
        stance=0.6,
        asks=by_age((0, 0.16), (18, 0.13)),
        acts=lambda age, left: (0.42, 0.1, 0.035, 0.01),
        divided={"group": 0.4, "service": -0.3},
        interest={**EVEN, "plants": 1.4},
        public=by_age((0, 2)),
        public_support=by_age((0, 0.7)),
        answered=((0.6, 4.0), (0.45, 6.0), (0.35, 6.0)),
    ),
    # Starts as a pilot and rolls.
    "repair-first": Fate(
        announced=13,
        writers=by_age((0, 22), (4, 34), (8, 75), (11, 120), (13, 150)),
        support=by_age((0, 0.58), (13, 0.79)),
        stance=0.58,
        asks=by_age((0, 0.2), (13, 0.13)),
        acts=_snowball,
        divided={"service": 0.4, "plants": -0.2},
        interest={"service": 1.6, "plants": 1.3, "care": 0.08, "sales": 0.08, "technology": 0.05, "group": 0.08},
        public=by_age((0, 8), (13, 30)),
        public_support=by_age((0, 0.7), (13, 0.82)),
        answered=((0.8, 2.5), (0.7, 3.0), (0.55, 4.0)),
        leaders=1.3,
        rolls=True,
    ),
    # Two weeks old: too early to tell.
    "plain-english": Fate(
        announced=1,
        writers=by_age((0, 80), (1, 95)),
        support=by_age((0, 0.5)),
        stance=0.55,
        asks=by_age((0, 0.26)),
        acts=lambda age, left: (0.08, 0.06, 0.03, 0.0),
        divided={"technology": 0.7, "plants": -0.5},
        interest={**EVEN, "group": 1.8, "technology": 1.5},
        public=by_age((0, 3)),
        public_support=by_age((0, 0.4)),
        answered=((0.3, 2.5), (0.2, 3.0), (0.1, 3.0)),
    ),
}
REST = Fate(
    announced=10**6,
    writers=by_age((0, 34)),
    support=by_age((0, 0.57)),
    stance=0.42,
    asks=by_age((0, 0.12)),
    acts=lambda age, left: (0.14, 0.08, 0.13, 0.09),
    divided={},
    interest=EVEN,
    public=by_age((0, 14)),
    public_support=by_age((0, 0.5)),
    answered=((0.4, 4.0),),
)
HEARD_OUTSIDE = {"customers": 34.0, "climate": 22.0, "field": 12.0, "people": 3.0, "renewal": 2.0, "simple": 2.0}
"""Writers a week among the public on each theme, apart from its decisions."""
RESTS = {theme: replace(REST, public=by_age((0, writers))) for theme, writers in HEARD_OUTSIDE.items()}
EVERYDAY = Fate(
    announced=10**6,
    writers=by_age((0, 290)),
    support=by_age((0, 0.5)),
    stance=0.0,
    asks=by_age((0, 0.15)),
    acts=lambda age, left: (0.0, 0.0, 0.0, 0.0),
    divided={},
    interest=EVEN,
    public=by_age((0, 40)),
    public_support=by_age((0, 0.5)),
    answered=((0.1, 1.0),),
)
