"""Patience: what went wrong with a request, whether it may pass, and how long to wait until the next attempt."""

import random
import re
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus

import httpcore

from pulse.errors import RateLimitError, SourceError

IDEMPOTENT = ("GET", "HEAD", "PUT")
ABSURD = 86_400
"""A Retry-After of more than a day is a mistake: it is not obeyed, and not slept either."""
ADVICE = {
    401: "renew its token or password",
    403: "its account may not read this: check its rights",
    404: "check the address",
    410: "it is gone for good: remove the source",
}


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """Why an attempt gave nothing: a status, or what broke on the way."""

    status: int = 0
    retry_after: str = ""
    cause: Exception | None = None

    def passes(self, method: str) -> bool:
        """Whether it may be over the next time."""
        if self.cause is not None:
            return method in IDEMPOTENT and not _untrusted(self.cause)
        return self.status == 429 or ((self.status in (408, 425) or self.status >= 500) and method in IDEMPOTENT)

    def wait(self, attempt: int, longest: float, now: datetime) -> float:
        """How long to wait before the next attempt: what we were told, and a little; else full jitter."""
        told = retry_after(self.retry_after, now)
        if told is not None:
            return told + random.uniform(0, min(1.0, 0.1 * told + 0.1))
        return random.uniform(0, min(longest, 2.0 ** (attempt - 1)))

    def error(self, place: str, attempts: int, wait: float) -> SourceError:
        """What to raise when no attempt is left, or when the next would come too late."""
        if self.status == 429:
            when = f"in {wait:.0f} seconds or later" if wait else "later"
            return RateLimitError(f"{place} takes no more requests for now: run again {when}, what was read is kept")
        if self.cause is not None:
            advice = "its certificate is not trusted" if _untrusted(self.cause) else "run again later"
            error = SourceError(f"{place} did not answer whole ({_word(self.cause)}, {attempts} attempts): {advice}")
            error.__cause__ = self.cause
            return error
        name = HTTPStatus(self.status).phrase if self.status in HTTPStatus._value2member_map_ else "no such status"
        advice = ADVICE.get(self.status, "run again later" if self.status >= 500 else "check the source's options")
        return SourceError(f"{place} answered {self.status} ({name}): {advice}")


def _untrusted(cause: BaseException | None) -> bool:
    while cause is not None and not isinstance(cause, ssl.SSLCertVerificationError):
        cause = cause.__cause__ or cause.__context__
    return cause is not None


def _word(cause: Exception) -> str:
    if isinstance(cause, httpcore.TimeoutException):
        return "too slow"
    return "no connection" if isinstance(cause, httpcore.ConnectError) else "cut on the way"


def retry_after(text: str, now: datetime) -> float | None:
    """Seconds to wait, from a Retry-After header; None where it says nothing that can be obeyed.

    >>> at = datetime(2026, 11, 16, 8, tzinfo=UTC)
    >>> retry_after("3", at), retry_after("Mon, 16 Nov 2026 08:00:30 GMT", at), retry_after("99999999", at)
    (3.0, 30.0, None)
    """
    if re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,9})?", text.strip()):
        seconds = float(text)
    else:
        try:
            when = parsedate_to_datetime(text[:64])
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
        seconds = ((when if when.tzinfo else when.replace(tzinfo=UTC)) - now).total_seconds()
    return seconds if 0 < seconds <= ABSURD else None
