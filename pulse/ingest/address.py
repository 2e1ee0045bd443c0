"""Which addresses a source may reach: public ones, and those that its settings allow by name.

A name is resolved once, every address it has is checked, and the connection goes to an address that was checked: a name
that changes its answer in between (rebinding) gains nothing. Every redirect is a new connection, so it is checked too.
"""

import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Iterable, Sequence

import httpcore

from pulse.errors import ForbiddenAddressError, SourceError

Resolve = Callable[[str, int], Sequence[str]]
SocketOption = tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def resolve(host: str, port: int) -> Sequence[str]:
    """The addresses that the system's resolver knows for a name."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise httpcore.ConnectError(f"no address for {host}") from error
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_public(address: str) -> bool:
    """Whether an address lies in the open internet, whichever way it is dressed.

    >>> is_public("193.166.3.2"), is_public("127.0.0.1"), is_public("::ffff:10.0.0.1"), is_public("64:ff9b::7f00:1")
    (True, False, False, False)
    """
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = _inside(found)
        if inner is not None:
            return is_public(str(inner))
        if found.teredo or found.is_site_local:
            return False
    return found.is_global and not (found.is_multicast or found.is_reserved or found.is_unspecified)


def _inside(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if address in NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    if int(address) < 2**32 and int(address) > 1:
        return ipaddress.IPv4Address(int(address))
    return address.ipv4_mapped or address.sixtofour


def permitted(host: str, addresses: Iterable[str], allow: Iterable[str]) -> tuple[str, ...]:
    """The addresses of a host, if all of them may be reached.

    ``allow`` holds hosts as they stand in the address ("wiki.intranet", "127.0.0.1"), or networks ("10.1.0.0/16").

    >>> permitted("127.0.0.1", ["127.0.0.1"], ["127.0.0.1"])
    ('127.0.0.1',)
    """
    found = tuple(addresses)
    names = {name.casefold() for name in allow if "/" not in name}
    networks = [ipaddress.ip_network(name, strict=False) for name in allow if "/" in name]
    if host.casefold().strip("[]") in names:
        return found
    for address in found:
        inside = any(ipaddress.ip_address(address.partition("%")[0]) in network for network in networks)
        if not inside and not is_public(address):
            raise ForbiddenAddressError(
                f"the host {host[:80]!r} lies in a private network and may not be reached: "
                "check the address, or name the host in the source's option 'allow'"
            )
    return found


class Deadline:
    """The instant by which an answer has to be whole."""

    def __init__(self) -> None:
        self.at = float("inf")

    def within(self, seconds: float) -> None:
        """Set it so many seconds from now."""
        self.at = time.monotonic() + seconds

    def cap(self, timeout: float | None) -> float:
        """The timeout, cut at the deadline; raises ReadTimeout when it has passed."""
        left = self.at - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the answer took too long")
        return left if timeout is None else min(timeout, left)


class Doorkeeper(httpcore.NetworkBackend):
    """Opens connections, but only to addresses that are permitted, and only until the deadline."""

    def __init__(self, allow: Sequence[str], deadline: Deadline, resolve: Resolve = resolve) -> None:
        self._allow, self._deadline, self._resolve = tuple(allow), deadline, resolve
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SocketOption] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the first address of the host that answers."""
        failure: Exception | None = None
        for address in permitted(host, self._resolve(host, port), self._allow):
            try:
                limit = self._deadline.cap(timeout)
                stream = self._plain.connect_tcp(address, port, limit, local_address, socket_options)
                return _Stream(stream, self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure or httpcore.ConnectError(f"no address for {host}")

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[SocketOption] | None = None
    ) -> httpcore.NetworkStream:
        """Never: a source speaks to a host."""
        raise SourceError("a source cannot be reached through a socket file")

    def sleep(self, seconds: float) -> None:
        """Wait, as the pool asks between its own attempts (it makes none here)."""
        self._plain.sleep(seconds)


class _Stream(httpcore.NetworkStream):
    """A connection on which no read or write goes past the deadline, however slowly the bytes drip."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.cap(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.cap(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        limit = self._deadline.cap(timeout)
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, limit), self._deadline)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)
