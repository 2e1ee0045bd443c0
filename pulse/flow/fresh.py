"""What a sealing may touch: everything in a draft; after publication only new weeks, and what arrived late."""

from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd

from pulse.domain import WEEK
from pulse.flow.work import KEYS

DRAFT = 1 << 40
"""Groups of weeks before publication are numbered from here on, so that they never meet those that are frozen."""


@dataclass(frozen=True)
class Zone:
    """Where frozen weeks begin, how far they went at the last sealing and when that was, and where this one stops."""

    published_from: date | None
    through: date | None
    at: datetime | None
    stop: date

    def frozen(self, weeks: "pd.Series[pd.Timestamp]") -> "pd.Series[bool]":
        """Which weeks are published."""
        if self.published_from is None:
            return pd.Series(False, index=weeks.index)
        return weeks >= pd.Timestamp(self.published_from)


def fresh(kind: str, found: pd.DataFrame, kept: pd.DataFrame, zone: Zone) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows of the draft zone, without numbers, and those of the frozen zone, the sealed ones as they were sealed.

    A row in a frozen week that was not sealed with it joins as late if it arrived after that sealing; if it was there
    already (a new theme or a new model now sees it otherwise) history is not re-tabulated, and it is left out. A row
    that is gone while it still waits for a group leaves: nothing has been published of it. Of several rows of one key
    the first that remains counts, so that a new decision reaches those whose earlier signs lie in frozen weeks.
    """
    kept = kept[zone.frozen(kept["week"])]
    key = KEYS[kind]
    here = pd.MultiIndex.from_frame(kept[key]).isin(pd.MultiIndex.from_frame(found[key]))
    kept = kept[(kept["fine"] >= 0) | here]
    known = pd.MultiIndex.from_frame(kept[key])
    new = found[~pd.MultiIndex.from_frame(found[key]).isin(known)]
    new = new.assign(fine=-1, coarse=-1, late=False)
    frozen = zone.frozen(new["week"])
    draft, published = new[~frozen], new[frozen]
    if zone.through is not None and zone.at is not None:
        last = pd.Timestamp(zone.through - (WEEK if kind == "question" else 0 * WEEK))
        old = published["week"] <= last
        late = old & (published["arrived"] > pd.Timestamp(zone.at))
        published = published.assign(late=late)[~old | late]
    draft, published = draft.drop_duplicates(key), published.drop_duplicates(key)
    columns = [name for name in draft.columns if name != "arrived"]
    return draft[columns], pd.concat([kept[columns], published[columns]], ignore_index=True)


def settle(draft: pd.DataFrame, published: pd.DataFrame) -> pd.DataFrame:
    """Both zones in one frame, the draft's numbers moved out of the way of the frozen ones."""
    moved = {name: draft[name].where(draft[name] < 0, draft[name] + DRAFT) for name in ("fine", "coarse")}
    both = [rows for rows in (draft.assign(**moved), published) if len(rows)]
    return pd.concat(both, ignore_index=True) if both else draft


def above(numbers: "pd.Series[int]", earlier: "pd.Series[int]", last: int) -> "pd.Series[int]":
    """The numbers, with new ones after the ``last`` that was ever given: rows that had it may be removed by now.

    >>> above(pd.Series([0, 1, -1]), pd.Series([0, -1, -1]), 7).tolist()
    [0, 8, -1]
    """
    new = (earlier < 0) & (numbers >= 0)
    return numbers.where(~new, numbers + max(0, last - int(earlier.max() if len(earlier) else -1)))
