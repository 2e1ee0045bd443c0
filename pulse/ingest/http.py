"""The polite client: every source that speaks HTTP goes through here.

It waits when it is told to (RFC 9110 Retry-After) and tries again with full jitter when a server stumbles, within a
budget; it keeps no cookies, reads no more than it was allowed, throws away an answer that was cut, follows a redirect
only to an address that a source may reach, and shows its authorization to nobody but the origin it belongs to.
"""

import json
import re
import ssl
import time
import zlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import Any, Self
from urllib.parse import urlencode

import httpcore
import httpx

from pulse import __version__
from pulse.errors import ForbiddenAddressError, SettingsError, SourceError
from pulse.ingest.address import Deadline, Doorkeeper, Resolve, resolve
from pulse.ingest.patience import Trouble

REDIRECTS = (301, 302, 303, 307, 308)


@dataclass(frozen=True, kw_only=True)
class HttpSettings:
    """How to behave. Times are in seconds, sizes in bytes.

    ``whole`` bounds one attempt from its first byte to its last; ``longest`` one wait that we choose ourselves;
    ``budget`` all waits for one request. ``authorization`` is sent to the origin of ``home`` and to no other.
    """

    allow: tuple[str, ...] = ()
    home: str = ""
    authorization: str = field(default="", repr=False)
    connect: float = 10.0
    read: float = 30.0
    whole: float = 120.0
    size: int = 20_000_000
    tries: int = 6
    longest: float = 60.0
    budget: float = 300.0
    redirects: int = 5


@dataclass(frozen=True)
class Reply:
    """A whole answer."""

    status: int
    headers: httpx.Headers
    body: bytes
    url: str

    def json(self) -> Any:
        """The answer as JSON."""
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError) as error:
            raise SourceError(
                f"{where(httpx.URL(self.url))} did not answer with JSON: check that the address is that of the platform"
            ) from error


class Http:
    """A client for one source. Not for use by several threads at once."""

    def __init__(
        self,
        settings: HttpSettings,
        *,
        sleep: Callable[[float], None] = time.sleep,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        resolve: Resolve = resolve,
    ) -> None:
        self._settings, self._sleep, self._now = settings, sleep, now
        if settings.authorization:
            _check_sealed(address(settings.home), settings.allow)
        self._deadline = Deadline()
        self._pool = httpcore.ConnectionPool(
            ssl_context=trusted(),
            max_connections=4,
            keepalive_expiry=30,
            network_backend=Doorkeeper(settings.allow, self._deadline, resolve),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()

    def get(
        self,
        url: str,
        query: Mapping[str, str | int] | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        accept: Collection[int] = (),
    ) -> Reply:
        """What lies at an address; answers of status 2xx, 304 or one in ``accept``, anything else raises."""
        mark = "&" if "?" in url else "?"
        return self.request("GET", f"{url}{mark}{urlencode(query)}" if query else url, headers=headers, accept=accept)

    def request(
        self,
        method: str,
        url: str,
        *,
        content: Any = None,
        headers: Mapping[str, str] | None = None,
        accept: Collection[int] = (),
    ) -> Reply:
        """The answer to a request, whose ``content`` is sent as JSON.

        Raises:
            RateLimitError: the platform wants us to come back later.
            SourceError: it refused, or did not answer whole in any of the attempts.
            ForbiddenAddressError: the address, or one that it redirects to, may not be reached.
        """
        target, waited = address(url), 0.0
        for attempt in range(1, self._settings.tries + 1):
            trouble = self._try(method, target, content, headers or {}, accept)
            if isinstance(trouble, Reply):
                return trouble
            wait = trouble.wait(attempt, self._settings.longest, self._now())
            spent = waited + wait > self._settings.budget
            if spent or attempt == self._settings.tries or not trouble.passes(method):
                raise trouble.error(where(target), attempt, wait if spent else 0)
            self._sleep(wait)
            waited += wait
        raise SourceError(f"{where(target)} was not asked: tries is less than 1")

    def _try(
        self, method: str, target: httpx.URL, content: Any, headers: Mapping[str, str], accept: Collection[int]
    ) -> "Reply | Trouble":
        try:
            reply = self._follow(method, target, content, headers)
        except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError) as error:
            return Trouble(cause=error)
        if 200 <= reply.status < 300 or reply.status == 304 or reply.status in accept:
            return reply
        return Trouble(status=reply.status, retry_after=reply.headers.get("retry-after", ""))

    def _follow(self, method: str, target: httpx.URL, content: Any, headers: Mapping[str, str]) -> Reply:
        self._deadline.within(self._settings.whole)
        for _ in range(self._settings.redirects + 1):
            reply = self._once(method, target, content, headers)
            if reply.status not in REDIRECTS or "location" not in reply.headers:
                return reply
            target = address(reply.headers["location"], target)
            if reply.status == 303 or (method == "POST" and reply.status in (301, 302)):
                method, content = "GET", None
        raise SourceError(f"{where(target)} redirects more than {self._settings.redirects} times: check the address")

    def _once(self, method: str, target: httpx.URL, content: Any, headers: Mapping[str, str]) -> Reply:
        body = None if content is None else json.dumps(content).encode()
        limits = {"connect": self._settings.connect, "read": self._settings.read, "write": self._settings.read}
        with self._pool.stream(
            method,
            httpcore.URL(scheme=target.raw_scheme, host=target.raw_host, port=target.port, target=target.raw_path),
            headers=self._headers(target, headers, body),
            content=body,
            extensions={"timeout": {**limits, "pool": self._settings.connect}},
        ) as response:
            found = httpx.Headers(response.headers)
            return Reply(response.status, found, read(response, found, self._settings.size, target), str(target))

    def _headers(self, target: httpx.URL, headers: Mapping[str, str], body: bytes | None) -> list[tuple[str, str]]:
        sent = {"Host": target.netloc.decode(), "User-Agent": f"strategy-pulse/{__version__}", "Accept": "*/*"}
        sent |= {"Accept-Encoding": "gzip"} | dict(headers)
        if body is not None:
            sent |= {"Content-Type": "application/json", "Content-Length": str(len(body))}
        if self._settings.authorization and origin(target) == origin(httpx.URL(self._settings.home)):
            sent["Authorization"] = self._settings.authorization
        return list(sent.items())


@cache
def trusted() -> ssl.SSLContext:
    """The certificates that are trusted; reading them takes longer than a request."""
    return httpx.create_ssl_context()


def address(url: str, base: httpx.URL | None = None) -> httpx.URL:
    """A URL that may be asked: http or https, with a host, and without user or password."""
    try:
        found = base.join(url) if base is not None else httpx.URL(url)
        found = found.copy_with(userinfo=b"", fragment=None)
        known = found.scheme in ("http", "https") and bool(found.host)
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise ForbiddenAddressError("an address cannot be read: write it like https://blog.example.com") from error
    if not known:
        raise ForbiddenAddressError(f"a source speaks http or https with a host, not {found.scheme[:12]!r}")
    return found


def _check_sealed(home: httpx.URL, allow: Collection[str]) -> None:
    if home.scheme != "https" and home.host not in allow:
        raise SettingsError(
            f"the token for {home.host} would travel unencrypted: use https, or name the host in the option 'allow'"
        )


def origin(url: httpx.URL) -> tuple[str, str, int]:
    """Scheme, host and port: whom one speaks with."""
    return url.scheme, url.host, url.port or {"http": 80, "https": 443}.get(url.scheme, 0)


def where(url: httpx.URL) -> str:
    """Host and path of an address for a message, without its query and without anything that looks like a key."""
    return f"{url.host}{re.sub(r'[A-Za-z0-9_=-]{24,}', '...', url.path)[:100]}"


def read(response: httpcore.Response, headers: httpx.Headers, limit: int, target: httpx.URL) -> bytes:
    """The whole body, unpacked, if it is no larger than the limit either way."""
    packing = headers.get("content-encoding", "identity").strip().lower()
    if packing not in ("identity", "gzip", "x-gzip", ""):
        raise SourceError(f"{where(target)} packs its answer as {packing[:20]!r}, which was not asked for")
    unpack = zlib.decompressobj(31) if "gzip" in packing else None
    body, raw = bytearray(), 0
    for chunk in response.iter_stream():
        raw += len(chunk)
        body += _unpack(unpack, chunk, limit + 1 - len(body)) if unpack else chunk
        if raw > limit or len(body) > limit:
            raise SourceError(f"{where(target)} sends more than {limit:,} bytes at once: it was not read")
    if unpack and raw and not unpack.eof:
        raise httpcore.RemoteProtocolError("a packed answer without its end")
    return bytes(body)


def _unpack(unpack: "zlib._Decompress", chunk: bytes, most: int) -> bytes:
    try:
        return unpack.decompress(chunk, most)
    except zlib.error as error:
        raise httpcore.RemoteProtocolError("a packed answer that cannot be unpacked") from error
