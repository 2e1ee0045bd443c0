"""Rounds: in which order a WordPress blog is read, how often again, and where a pull that was cut goes on."""

import base64
import zlib
from collections.abc import Mapping
from dataclasses import astuple, dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from pyroaring import BitMap64

from pulse.domain import Json
from pulse.errors import NounError

Kind = Literal["posts", "comments"]
Reach = Literal["new", "window", "all"]
KINDS: tuple[Kind, ...] = ("posts", "comments")
PAGE = 100
STEP = 90
"""How far a page lies behind the one before; the ten entries that they share show whether pages have shifted."""
OVERLAP = {"posts": timedelta(hours=2), "comments": timedelta(days=1)}
"""How far behind the last pull a new one begins: for clocks, for local times in autumn, for late approvals."""
DAY, WEEK = timedelta(days=1), timedelta(days=7)
NEVER = datetime(1990, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Round:
    """One reading of posts or of comments, in the order of ids.

    ``after`` bounds it in time (empty: everything), ``began`` is the server's time when it began, ``last`` the last id
    that was read, ``offset`` where the next page begins, ``total`` how many entries there were. ``steps`` were just
    made back because a page held nothing that was known, and ``doubt`` was the last id then. Entries that the reader
    may not see leave holes in pages, so a page without a known entry is no proof that something has slipped through.
    """

    kind: Kind
    reach: Reach
    after: str = ""
    began: str = ""
    last: int = 0
    offset: int = 0
    total: int | None = None
    steps: int = 0
    doubt: int = -1

    def query(self) -> dict[str, str | int]:
        """What to ask for."""
        by = "modified_after" if (self.kind, self.reach) == ("posts", "new") else "after"
        bound: dict[str, str | int] = {by: self.after} if self.after else {}
        order: dict[str, str | int] = {"orderby": "id", "order": "asc", "per_page": PAGE, "offset": self.offset}
        return {**order, **bound}

    def shifted(self, ids: list[int], total: int | None) -> bool:
        """Whether something may have slipped through between this page and the one before."""
        if not self.offset or (ids and ids[0] <= self.last):
            return False
        return bool(self.steps) or self.last != self.doubt or total != self.total

    def back(self) -> "Round":
        """A page earlier."""
        return replace(self, offset=max(0, self.offset - STEP), steps=self.steps + 1, doubt=self.last)

    def on(self, ids: list[int], total: int | None) -> "Round":
        """A page later."""
        return replace(self, last=max([self.last, *ids]), offset=self.offset + STEP, total=total, steps=0)


@dataclass(frozen=True)
class State:
    """Where a pull stands: what is known, when it was last read, and the rounds that remain, the first one begun."""

    known: Mapping[str, BitMap64]
    since: Mapping[str, str]
    window: datetime
    whole: datetime
    rounds: tuple[Round, ...]

    @classmethod
    def of(cls, cursor: Mapping[str, Json]) -> "State":
        """The state that a cursor holds."""
        raw: Any = cursor
        return cls(
            {kind: unpack(raw.get("known", {}).get(kind, "")) for kind in KINDS},
            dict(raw.get("since", {})),
            instant(raw["window"]) if raw.get("window") else NEVER,
            instant(raw["whole"]) if raw.get("whole") else NEVER,
            tuple(Round(*values) for values in raw.get("rounds", ())),
        )

    def cursor(self) -> dict[str, Json]:
        """The cursor that holds this state."""
        return {
            "known": {kind: pack(ids) for kind, ids in self.known.items()},
            "since": dict(self.since),
            "window": self.window.isoformat(),
            "whole": self.whole.isoformat(),
            "rounds": [list(astuple(r)) for r in self.rounds],
        }

    def planned(self, now: datetime, rescan_days: int, reread: int) -> "State":
        """The state with the rounds that are due; those that a cut pull has left come first and alone."""
        if self.rounds:
            return self
        size = sum(len(ids) for ids in self.known.values())
        if size <= reread or now - self.whole >= WEEK or not self.since:
            return replace(self, whole=now, window=now, rounds=(Round("posts", "all"), Round("comments", "all")))
        new = Round("posts", "new", self._bound("posts").isoformat())
        recent = self._bound("comments")
        if now - self.window < DAY:
            return replace(self, rounds=(new, Round("comments", "new", recent.isoformat())))
        after = now - timedelta(days=rescan_days)
        posts = Round("posts", "window", after.isoformat())
        return replace(
            self, window=now, rounds=(new, posts, Round("comments", "window", min(after, recent).isoformat()))
        )

    def _bound(self, kind: Kind) -> datetime:
        return instant(self.since[kind]) - OVERLAP[kind]

    def missing(self, ids: list[int], over: bool) -> BitMap64:
        """Ids that were known, and do not lie where they should on this page of the first round (its last, if over)."""
        current, known = self.rounds[0], self.known[self.rounds[0].kind]
        if current.reach == "new" or not known or (current.reach == "window" and not (current.last or ids)):
            return BitMap64()
        low = current.last + 1 if current.last or current.reach == "all" else ids[0]
        high = max([current.last, *ids, known.max() if over else 0])
        span = BitMap64()
        span.add_range(low, max(low, high + 1))
        return (known & span) - BitMap64(ids)

    def done(self) -> "State":
        """The state when its first round has come to its end."""
        first, *rest = self.rounds
        heard = first.reach != "window" or first.kind == "comments"
        since = {**self.since, first.kind: first.began} if heard else self.since
        return replace(self, since=since, rounds=tuple(rest))


def instant(text: object) -> datetime:
    """The instant of a ``*_gmt`` field, which is in UTC and does not say so.

    >>> instant("2026-11-16T08:30:00").isoformat()
    '2026-11-16T08:30:00+00:00'
    """
    try:
        found = datetime.fromisoformat(str(text))
    except ValueError as error:
        raise NounError("a time of this entry cannot be read") from error
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)


def pack(ids: BitMap64) -> str:
    """Ids as a short text.

    >>> sorted(unpack(pack(BitMap64([3, 5, 9]))))
    [3, 5, 9]
    """
    ids.run_optimize()
    return base64.b64encode(zlib.compress(ids.serialize())).decode()


def unpack(text: str) -> BitMap64:
    """The reverse of ``pack``."""
    return BitMap64.deserialize(zlib.decompress(base64.b64decode(text))) if text else BitMap64()
