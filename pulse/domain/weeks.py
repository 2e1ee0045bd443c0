"""Weeks (ISO 8601, in the organisation's zone) and the blocks that are counted from 2024-W01."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from pulse.errors import NounError

WEEK = timedelta(days=7)
FIRST = date(2024, 1, 1)
"""The Monday of 2024-W01, where blocks are counted from."""

PERIODS = (1, 4, 13, 26)
"""The spans, in weeks, that a page can show."""


def week_of(instant: datetime, zone: ZoneInfo) -> date:
    """The Monday of the ISO week in which it is this instant in the zone.

    >>> from datetime import UTC
    >>> week_of(datetime(2026, 11, 15, 22, 30, tzinfo=UTC), ZoneInfo("Europe/Helsinki"))
    datetime.date(2026, 11, 16)
    """
    day = instant.date()
    # From Tuesday to Saturday in UTC it is the same week in every zone.
    if 0 < day.weekday() < 6 and instant.tzinfo is UTC:
        return monday(day)
    return monday(instant.astimezone(zone).date())


def weeks_of(instants: Sequence[datetime], zone: ZoneInfo) -> list[date]:
    """The same of many instants, all in UTC."""
    days = list(map(datetime.date, instants))
    each = {day: _begun(day, zone) for day in set(days)}
    turns = zip(instants, map(each.__getitem__, days), strict=True)
    return [here if turn is None or instant >= turn else before for instant, (turn, here, before) in turns]


def _begun(day: date, zone: ZoneInfo) -> tuple[datetime | None, date, date]:
    """The weeks that it is in the zone on a day in UTC: from when on the later one, that, and the one before.

    From Tuesday to Saturday it is the same in every zone.
    """
    week = monday(day)
    if 0 < day.weekday() < 6:
        return None, week, week
    last = week if day == week else week + WEEK
    return starts(last, zone).astimezone(UTC), last, last - WEEK


@lru_cache(1 << 12)
def monday(day: date) -> date:
    """The Monday of the day's week."""
    return day - timedelta(days=day.weekday())


def starts(week: date, zone: ZoneInfo) -> datetime:
    """The instant at which the week begins in the zone."""
    return datetime(week.year, week.month, week.day, tzinfo=zone)


def weeks(start: date, stop: date) -> Iterator[date]:
    """Mondays from start (inclusive) to stop (exclusive)."""
    while start < stop:
        yield start
        start += WEEK


def block(week: date, length: int) -> tuple[date, date]:
    """The block of so many weeks, counted from 2024-W01, that holds the week: from (inclusive), to (exclusive).

    >>> block(date(2024, 2, 5), 4)
    (datetime.date(2024, 1, 29), datetime.date(2024, 2, 26))
    """
    number = (monday(week) - FIRST).days // 7 // length
    start = FIRST + number * length * WEEK
    return start, start + length * WEEK


def name(week: date) -> str:
    """The ISO name of the week.

    >>> name(date(2026, 11, 16))
    '2026-W47'
    """
    year, number, _ = week.isocalendar()
    return f"{year}-W{number:02d}"


def named(text: str) -> date:
    """The Monday of a week given by its ISO name; the reverse of ``name``."""
    match = re.fullmatch(r"(\d{4})-W(\d{2})", text)
    try:
        if match:
            return date.fromisocalendar(int(match[1]), int(match[2]), 1)
    except ValueError:
        pass
    raise NounError(f"{text[:20]!r} is not a week: write it like 2026-W47")
