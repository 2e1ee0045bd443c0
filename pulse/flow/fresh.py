"""What a sealing may touch: everything in a draft; after publication only new weeks, and what arrived late."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd

from pulse.domain import WEEK, Audit
from pulse.flow.work import KEYS

DRAFT = 1 << 40
"""Groups of weeks before publication are numbered from here on, so that they never meet those that are frozen."""

TOGETHER = 5
"""New labels enter published figures in batches that touch at least so many contributions' people."""


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

    def batched(self, found: Sequence[Audit], kept: Sequence[Audit]) -> list[Audit]:
        """The audits that may enter figures: for published weeks, new ones only in batches of five or more."""
        if self.published_from is None:
            return list(found)
        frozen = [a for a in found if a.week >= self.published_from]
        known = {_identity(a) for a in kept}
        new = [a for a in frozen if _identity(a) not in known]
        counts: dict[object, int] = {}
        for audit in new:
            counts[audit.voice, audit.subject] = counts.get((audit.voice, audit.subject), 0) + 1
        held = {_identity(a) for a in new if counts[a.voice, a.subject] < TOGETHER}
        return [a for a in found if _identity(a) not in held]


def _identity(audit: Audit) -> object:
    return audit.voice, audit.subject, audit.week, audit.stratum, audit.probability, audit.labelled_at


def fresh(kind: str, found: pd.DataFrame, kept: pd.DataFrame, zone: Zone) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows of the draft zone, without numbers, and those of the frozen zone, the sealed ones as they were sealed.

    A row in a frozen week that was not sealed with it joins as late if it arrived after that sealing; if it was there
    already (a new theme or a new model now sees it otherwise) history is not re-tabulated, and it is left out.
    """
    kept = kept[zone.frozen(kept["week"])]
    key = KEYS[kind]
    known = pd.MultiIndex.from_frame(kept[key])
    new = found[~pd.MultiIndex.from_frame(found[key]).isin(known)]
    new = new.assign(fine=-1, coarse=-1, late=False)
    frozen = zone.frozen(new["week"])
    draft, published = new[~frozen], new[frozen]
    if zone.through is not None and zone.at is not None and len(kept):
        last = pd.Timestamp(zone.through - (WEEK if kind == "question" else 0 * WEEK))
        old = published["week"] <= last
        late = old & (published["arrived"] > pd.Timestamp(zone.at))
        published = published.assign(late=late)[~old | late]
    columns = [name for name in draft.columns if name != "arrived"]
    return draft[columns], pd.concat([kept[columns], published[columns]], ignore_index=True)


def settle(draft: pd.DataFrame, published: pd.DataFrame) -> pd.DataFrame:
    """Both zones in one frame, the draft's numbers moved out of the way of the frozen ones."""
    moved = {name: draft[name].where(draft[name] < 0, draft[name] + DRAFT) for name in ("fine", "coarse")}
    both = [rows for rows in (draft.assign(**moved), published) if len(rows)]
    return pd.concat(both, ignore_index=True) if both else draft
