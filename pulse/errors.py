"""Everything that can go wrong, by name.

    PulseError
    |-- UsageError                wrong command line or wrong settings (exit status 2)
    |   |-- SettingsError         pulse.toml
    |   |-- StrategyError         strategy.yaml
    |   |-- OrganisationError     units.csv, people.csv
    |   |-- UnknownSourceError    no such source
    |   `-- NotAllowedError       this viewer may not see that
    |-- SourceError               a platform or a file did not give what was asked (exit status 3)
    |   |-- ArchiveError          a broken or dangerous archive, feed or table
    |   |-- ForbiddenAddressError an address that a source may not reach
    |   `-- RateLimitError        the platform said: later
    |-- NounError                 a post, tag, label or unit that cannot be one
    |-- StoreError                the database
    |   |-- SchemaError           a database of another version
    |   `-- LockedError           another run holds the lock (exit status 4)
    |-- ModelError                a classifier's file
    `-- SealError                 sealing and publishing

A message is a lower-case fragment: what, which, and what to do. It never holds a post's text or a person's name.
"""

from collections.abc import Iterable


class PulseError(Exception):
    """Anything that pulse reports in one sentence."""

    exit_status = 1


class UsageError(PulseError):
    """A wrong command line or wrong settings."""

    exit_status = 2


class SettingsError(UsageError):
    """Something in pulse.toml cannot be."""


class StrategyError(UsageError):
    """Something in strategy.yaml cannot be."""


class OrganisationError(UsageError):
    """Something in units.csv or people.csv cannot be."""


class UnknownSourceError(UsageError):
    """No source of that name or kind."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        super().__init__(f"no source called {name!r}; known: {', '.join(sorted(known)) or 'none'}")


class NotAllowedError(UsageError):
    """This viewer may not see that."""


class SourceError(PulseError):
    """A platform or a file did not give what was asked."""

    exit_status = 3


class ArchiveError(SourceError):
    """A broken or dangerous archive, feed or table."""


class ForbiddenAddressError(SourceError):
    """An address that a source may not reach."""


class RateLimitError(SourceError):
    """The platform said: later."""


class NounError(PulseError):
    """A post, tag, label or unit that cannot be one."""

    exit_status = 2


class StoreError(PulseError):
    """The database did not do what was asked."""


class SchemaError(StoreError):
    """A database of another version."""


class LockedError(StoreError):
    """Another run holds the lock."""

    exit_status = 4


class ModelError(PulseError):
    """A classifier's file is missing or is not one."""


class SealError(PulseError):
    """Sealing or publishing cannot go on."""
