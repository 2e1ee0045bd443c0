"""Sentences, numbers, shares and dates in the reader's language."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_datetime, format_interval, format_skeleton, get_timezone
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent

from pulse.settings import Protection
from pulse.words.catalogue import SOURCE, sentences
from pulse.words.rich import Rich

DEFAULT = "en_GB"
REGION = {"en": DEFAULT}
"""A bare language takes the region whose dates and numbers we mean; others need none."""
MINIMUMS = Protection()
MINUS, PLUS, EVEN = "\u2212", "+", "\u00b1"


class Words:
    """Everything that is said in one language.

    >>> words = Words("fi")
    >>> words.percent(0.624), words.points(-0.157), words.number(4312)
    ('62\\xa0%', '\u221216', '4\\xa0312')
    """

    def __init__(self, locale: str = DEFAULT, zone: tzinfo = UTC, protection: Protection = MINIMUMS) -> None:
        self.locale = _locale(locale)
        self.protection = protection
        self.language = self.locale.language
        self.zone = zone
        self._sentences = sentences(self.language)

    # Blanks are filled by name, as str.format does, hence the one open list of keywords in the house.
    def say(self, key: str, n: int | None = None, /, **values: str) -> str:
        """The sentence of this key with its blanks filled; ``n`` chooses the plural and is the blank {n}."""
        return self.rich(key, n, **values).plain

    def rich(self, key: str, n: int | None = None, /, **values: str) -> Rich:
        """The same, keeping what stands out."""
        if n is not None:
            values = {"n": self.number(n), **values}
        return Rich.parse(self._template(key, n)).filled(values)

    def _template(self, key: str, n: int | None) -> str:
        found = key if n is None else self._sentences.ngettext(key, key, n)
        found = self._sentences.gettext(key) if found == key else found
        if found == key:
            raise KeyError(f"no sentence called {key!r} in the catalogue {self.language!r} or {SOURCE!r}")
        return found

    def number(self, n: int) -> str:
        """A whole number, its thousands set apart."""
        return format_decimal(n, locale=self.locale)

    def decimal(self, value: float) -> str:
        """A number with one decimal at most."""
        return format_decimal(round(value, 1), locale=self.locale)

    def percent(self, share: float) -> str:
        """A share in whole percents; never 0 % or 100 %, which no sample can show."""
        if share < 0.005:
            return self.say("share.under", share=self._percent(0.01))
        if share > 0.995:
            return self.say("share.over", share=self._percent(0.99))
        return self._percent(share)

    def tick(self, share: float) -> str:
        """A mark on an axis of shares."""
        return self._percent(share)

    def _percent(self, share: float) -> str:
        return format_percent(round(share, 2), locale=self.locale)

    def points(self, change: float) -> str:
        """A change in whole points, with its sign."""
        whole = round(change * 100)
        sign = PLUS if whole > 0 else MINUS if whole < 0 else EVEN
        return sign + format_decimal(abs(whole), locale=self.locale)

    def day(self, day: date, skeleton: str = "MMMd") -> str:
        """A date; with ``yMMMMd`` its month in full and its year."""
        return format_skeleton(skeleton, day, locale=self.locale)

    def week(self, monday: date) -> str:
        """The number of a week.

        >>> Words().week(date(2026, 11, 16))
        'Week 47'
        """
        return self.say("week", number=str(monday.isocalendar().week))

    def span(self, start: date, stop: date, skeleton: str = "MMMd") -> str:
        """Days from start (inclusive) to stop (exclusive).

        >>> Words().span(date(2026, 11, 16), date(2026, 11, 23), "yMMMMd")
        '16–22 Nov 2026'
        """
        return str(format_interval(start, stop - timedelta(days=1), skeleton, fuzzy=True, locale=self.locale))

    def moment(self, instant: datetime) -> str:
        """A day and a time of day in the organisation's zone."""
        local = instant.astimezone(self.zone)
        return self.say("moment", day=self.day(local.date()), time=self.time(local))

    def time(self, instant: datetime) -> str:
        """A time of day."""
        zone = get_timezone(self.zone)
        return str(format_datetime(instant, self._clock, tzinfo=zone, locale=self.locale))

    @property
    def _clock(self) -> str:
        return str(self.locale.datetime_skeletons["Hm"])

    def join(self, parts: Sequence[str]) -> str:
        """A list in a sentence: one, two and three."""
        return str(format_list(list(parts), locale=self.locale))

    @property
    def tongue(self) -> str:
        """The language's own name for itself."""
        return (self.locale.get_language_name(self.locale) or self.language).capitalize()

    def named(self, language: str) -> str:
        """What this language calls another."""
        try:
            found = Locale.parse(language).get_language_name(self.locale)
        except (UnknownLocaleError, ValueError):
            found = None
        return found or self.say("language.unknown")


def _locale(name: str) -> Locale:
    """The locale of a tag like fi, fi_FI or fi-FI; British English where there is none."""
    wanted = name.replace("-", "_")
    try:
        return Locale.parse(REGION.get(wanted, wanted))
    except (UnknownLocaleError, ValueError):
        return Locale.parse(DEFAULT)
