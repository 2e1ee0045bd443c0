"""The polite client against a server that misbehaves."""

import gzip
import json
import socket
import threading
import time
import tracemalloc
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulse.errors import ForbiddenAddressError, RateLimitError, SourceError
from pulse.ingest.address import is_public, permitted
from pulse.ingest.http import Http, HttpSettings, address, where
from pulse.ingest.patience import Trouble, retry_after
from tests.servers.rude import Rude, answer, drip, hang, rude

NOW = datetime(2026, 11, 16, 8, tzinfo=UTC)
FINE = answer(200, b'{"fine": true}')
TOKEN = "syt_bWFya2V0_very-secret-token_1a2b3c"


@pytest.fixture(scope="module")
def server() -> Iterator[Rude]:
    with rude() as running:
        yield running


@pytest.fixture
def slept() -> list[float]:
    return []


def client(slept: list[float], allow: tuple[str, ...] = ("127.0.0.1",), **more: object) -> Http:
    settings = HttpSettings(allow=allow, **{"read": 2.0, "whole": 3.0, **more})  # type: ignore[arg-type]
    return Http(settings, sleep=slept.append, now=lambda: NOW)


def test_a_whole_answer_comes_back(server: Rude, slept: list[float]) -> None:
    with client(slept) as http:
        reply = http.get(server.on("/fine", FINE), {"since": "s1 & more", "limit": 3})
    assert (reply.status, reply.json(), slept) == (200, {"fine": True}, [])
    assert server.asked[-1].target == "/fine?since=s1+%26+more&limit=3"
    assert server.asked[-1].headers["user-agent"].startswith("strategy-pulse/")
    assert server.asked[-1].headers["accept-encoding"] == "gzip"


def test_cookies_are_not_kept(server: Rude, slept: list[float]) -> None:
    url = server.on("/cookie", answer(200, b"", [("Set-Cookie", "visitor=1; Path=/")]))
    with client(slept) as http:
        http.get(url)
        http.get(url)
    assert "cookie" not in server.asked[-1].headers


@pytest.mark.parametrize(
    ("told", "least", "most"),
    [
        ("3", 3, 4),
        ("0.5", 0.5, 1),
        (format_datetime(NOW + timedelta(seconds=20), usegmt=True), 20, 21),
        (format_datetime(NOW - timedelta(days=1), usegmt=True), 0, 1),
        ("99999999999999", 0, 1),
        ("-5", 0, 1),
        ("soon", 0, 1),
        ("nan", 0, 1),
        ("", 0, 1),
    ],
)
def test_a_429_is_waited_out_as_long_as_it_says(
    server: Rude, slept: list[float], told: str, least: float, most: float
) -> None:
    url = server.on("/busy", answer(429, b"", [("Retry-After", told)]), FINE)
    with client(slept) as http:
        assert http.get(url).status == 200
    assert len(slept) == 1
    assert least <= slept[0] <= most


def test_a_429_without_end_is_a_rate_limit(server: Rude, slept: list[float]) -> None:
    with client(slept) as http, pytest.raises(RateLimitError, match="takes no more requests for now"):
        http.get(server.on("/always", answer(429, b"", [("Retry-After", "2")])))
    assert len(slept) == 5
    assert sum(slept) <= 300


def test_a_wait_beyond_the_budget_is_not_slept(server: Rude, slept: list[float]) -> None:
    with client(slept) as http, pytest.raises(RateLimitError, match=r"in 36\d\d seconds or later"):
        http.get(server.on("/hour", answer(429, b"", [("Retry-After", "3600")])))
    assert slept == []


def test_a_storm_of_500s_passes(server: Rude, slept: list[float]) -> None:
    url = server.on("/storm", answer(500), answer(503, b"", [("Retry-After", "1")]), answer(502), FINE)
    with client(slept) as http:
        assert http.get(url).json() == {"fine": True}
    assert len(slept) == 3


def test_a_storm_that_does_not_pass_is_one_clear_error(server: Rude, slept: list[float]) -> None:
    with client(slept) as http, pytest.raises(SourceError, match=r"answered 503 \(Service Unavailable\): run again"):
        http.get(server.on("/down", answer(503)))
    assert all(0 <= pause <= 2.0**n for n, pause in enumerate(slept))


@pytest.mark.parametrize(("status", "advice"), [(401, "renew its token"), (403, "rights"), (404, "check the address")])
def test_a_refusal_is_not_asked_again(server: Rude, slept: list[float], status: int, advice: str) -> None:
    before = len(server.asked)
    with client(slept) as http, pytest.raises(SourceError, match=advice):
        http.get(server.on("/no", answer(status)))
    assert (len(server.asked) - before, slept) == (1, [])


def test_a_status_that_was_expected_comes_back(server: Rude, slept: list[float]) -> None:
    with client(slept) as http:
        assert http.get(server.on("/gone", answer(410)), accept={404, 410}).status == 410
        assert http.get(server.on("/same", answer(304, length=None))).status == 304


@pytest.mark.parametrize(
    "broken",
    [
        answer(200, b'{"fine": tr', length=14),
        answer(200, b"", length=14),
        b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"fi',
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        answer(200, gzip.compress(b'{"fine": true}')[:-9], [("Content-Encoding", "gzip")]),
        answer(200, b"not gzip at all", [("Content-Encoding", "gzip")]),
        b"HTTP/1.1 200 OK\r\nContent-Length: fourteen\r\n\r\n{}",
        b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 14\r\n\r\n{}",
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"",
    ],
    ids=[
        "short",
        "empty",
        "cut chunk",
        "bad chunk",
        "cut gzip",
        "no gzip",
        "no number",
        "two lengths",
        "ssh",
        "closed",
    ],
)
def test_an_answer_that_was_cut_is_thrown_away_and_asked_for_again(
    server: Rude, slept: list[float], broken: bytes
) -> None:
    with client(slept) as http:
        assert http.get(server.on("/cut", broken, FINE)).json() == {"fine": True}
    assert len(slept) == 1


def test_an_answer_that_is_always_cut_is_an_error(server: Rude, slept: list[float]) -> None:
    with client(slept, tries=3) as http, pytest.raises(SourceError, match=r"cut on the way, 3 attempts"):
        http.get(server.on("/cut", answer(200, b"{}", length=99)))


def test_bytes_after_the_announced_end_are_not_read(server: Rude, slept: list[float]) -> None:
    with client(slept) as http:
        assert http.get(server.on("/long", answer(200, b"{}<script>", length=2))).body == b"{}"


def test_a_slow_drip_ends_at_the_deadline(server: Rude, slept: list[float]) -> None:
    """Both the head and the body drip: each byte comes in time, the whole never does."""
    whole = answer(200, b"x" * 400, [("X-Long", "y" * 400)])
    url = server.on("/drip", drip(whole, 0.02), drip(whole, 0.01, 300))
    began = time.monotonic()
    with client(slept, whole=0.5) as http:
        assert len(http.get(url).body) == 400
    assert time.monotonic() - began < 2
    assert len(slept) == 1


def test_silence_is_not_waited_for_for_ever(server: Rude, slept: list[float]) -> None:
    with client(slept, read=0.2, tries=2) as http, pytest.raises(SourceError, match="too slow, 2 attempts"):
        http.get(server.on("/silent", hang))


def test_nobody_at_home_is_an_error(slept: list[float]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with client(slept, tries=2) as http, pytest.raises(SourceError, match="no connection, 2 attempts"):
        http.get(f"http://127.0.0.1:{port}/")


@pytest.mark.parametrize("length", [None, -1])
def test_a_large_answer_is_not_read_to_its_end(server: Rude, slept: list[float], length: int | None) -> None:
    with client(slept, size=1000) as http, pytest.raises(SourceError, match="more than 1,000 bytes"):
        http.get(server.on("/large", answer(200, b"x" * 1001, length=length)))
    assert slept == []


def test_a_bomb_is_not_unpacked(server: Rude, slept: list[float]) -> None:
    bomb = gzip.compress(bytes(50_000_000), compresslevel=9)
    url = server.on("/bomb", answer(200, bomb, [("Content-Encoding", "gzip")]))
    tracemalloc.start()
    with client(slept, size=1_000_000) as http, pytest.raises(SourceError, match="more than 1,000,000 bytes"):
        http.get(url)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 10_000_000


def test_a_packing_that_was_not_asked_for_is_refused(server: Rude, slept: list[float]) -> None:
    with client(slept) as http, pytest.raises(SourceError, match="packs its answer as 'br'"):
        http.get(server.on("/br", answer(200, b"x", [("Content-Encoding", "br")])))


def test_a_redirect_is_followed_with_its_authorization_at_home_only(server: Rude, slept: list[float]) -> None:
    with rude() as stranger:
        away = stranger.on("/away", FINE)
        home = server.on("/home", answer(302, b"", [("Location", "/home/next")]))
        server.on("/home/next", answer(307, b"", [("Location", away)]))
        with client(slept, home=server.url, authorization=f"Bearer {TOKEN}") as http:
            assert http.get(home).json() == {"fine": True}
        assert [a.headers.get("authorization") for a in server.asked[-2:]] == [f"Bearer {TOKEN}"] * 2
        assert "authorization" not in stranger.asked[-1].headers
        assert TOKEN not in str(stranger.asked[-1])


def test_redirects_end(server: Rude, slept: list[float]) -> None:
    with client(slept) as http, pytest.raises(SourceError, match="redirects more than 5 times"):
        http.get(server.on("/round", answer(302, b"", [("Location", "/round")])))


@pytest.mark.parametrize(
    "target",
    ["http://localhost:9/", "http://[::1]/", "http://169.254.169.254/latest/", "http://10.0.0.1/", "http://0x7f.1/",
     "http://2130706433/", "http://[::ffff:127.0.0.1]/", "file:///etc/passwd", "ftp://127.0.0.1/", "//localhost/",
     "gopher://127.0.0.1:70/", "http://127.0.0.2/", "http://0.0.0.0/"],
)  # fmt: skip
def test_a_redirect_to_a_private_address_is_refused(server: Rude, slept: list[float], target: str) -> None:
    with client(slept) as http, pytest.raises(ForbiddenAddressError):
        http.get(server.on("/ssrf", answer(302, b"", [("Location", target)])))
    assert slept == []


def test_loopback_is_refused_unless_it_is_allowed_by_name(server: Rude, slept: list[float]) -> None:
    url, before = server.on("/fine", FINE), len(server.asked)
    with client(slept, allow=()) as http, pytest.raises(ForbiddenAddressError, match="'allow'"):
        http.get(url)
    with client(slept, allow=("localhost",)) as http, pytest.raises(ForbiddenAddressError):
        http.get(url)
    assert len(server.asked) == before
    with client(slept, allow=("127.0.0.0/8",)) as http:
        assert http.get(url).status == 200


def test_a_name_that_changes_its_address_gains_nothing(server: Rude, slept: list[float]) -> None:
    """Rebinding: the name is asked once a connection, and the connection goes to what was checked then."""
    answers = iter([["203.0.113.9"], ["127.0.0.1"]])
    asked: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return next(answers)

    server.on("/", FINE)
    before = len(server.asked)
    settings = HttpSettings(allow=("203.0.113.0/24",), connect=0.2, tries=2)
    with Http(settings, sleep=slept.append, resolve=resolve) as http, pytest.raises(ForbiddenAddressError):
        http.get(f"http://rebind.example:{server.port}/")
    assert asked == ["rebind.example"] * 2
    assert len(server.asked) == before


def test_one_private_address_among_public_ones_is_refused() -> None:
    with pytest.raises(ForbiddenAddressError):
        permitted("both.example", ["193.166.3.2", "192.168.1.1"], [])


@pytest.mark.parametrize(
    "private",
    ["127.0.0.1", "10.2.3.4", "172.16.0.1", "192.168.0.1", "169.254.1.1", "100.64.0.1", "0.0.0.0", "224.0.0.1",
     "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "::1", "::", "fe80::1%eth0", "fc00::1", "fec0::1",
     "ff02::1", "::ffff:127.0.0.1", "::ffff:a00:1", "64:ff9b::a00:1", "2002:7f00:1::", "2001:0:7f00:1::", "::7f00:1"],
)  # fmt: skip
def test_private_addresses_in_any_dress_are_not_public(private: str) -> None:
    assert not is_public(private)


@pytest.mark.parametrize("public", ["193.166.3.2", "2001:708::1", "::ffff:193.166.3.2", "64:ff9b::c1a6:302"])
def test_public_addresses_are_public(public: str) -> None:
    assert is_public(public)


@given(st.ip_addresses(v=4))
def test_dressing_up_an_address_changes_nothing(plain: object) -> None:
    number = int(plain)  # type: ignore[call-overload]
    assert is_public(str(plain)) == is_public(f"::ffff:{number >> 16:x}:{number & 0xFFFF:x}")


@given(st.text(max_size=60))
def test_a_retry_after_of_any_text_is_a_sane_pause_or_none(text: str) -> None:
    seconds = retry_after(text, NOW)
    assert seconds is None or 0 < seconds <= 86_400


@given(st.text(max_size=80))
def test_an_address_of_any_text_is_http_or_refused(text: str) -> None:
    with suppress(ForbiddenAddressError):
        found = address(text)
        assert found.scheme in ("http", "https")
        assert found.host


@given(st.integers(1, 40), st.floats(0.1, 100))
def test_our_own_waits_are_jittered_and_capped(attempt: int, longest: float) -> None:
    assert 0 <= Trouble(status=500).wait(attempt, longest, NOW) <= min(longest, 2.0 ** (attempt - 1))


def test_no_message_holds_a_token(server: Rude, slept: list[float]) -> None:
    url = server.on("/no", answer(403, TOKEN.encode())) + f"?access_token={TOKEN}"
    settings = HttpSettings(allow=("127.0.0.1",), home=server.url, authorization=f"Bearer {TOKEN}")
    assert TOKEN not in repr(settings)
    with Http(settings) as http, pytest.raises(SourceError) as caught:
        http.get(url)
    assert TOKEN not in str(caught.value)
    assert TOKEN not in where(address(f"https://user:{TOKEN}@example.com/feed/{TOKEN}/?key={TOKEN}"))


def test_an_answer_that_is_not_json_says_so(server: Rude, slept: list[float]) -> None:
    with client(slept) as http:
        for body in (b"<html>", b"[" * 100_000, b"\xff"):
            with pytest.raises(SourceError, match="did not answer with JSON"):
                http.get(server.on("/html", answer(200, body))).json()


def test_json_is_sent_and_only_repeated_where_that_is_safe(server: Rude, slept: list[float]) -> None:
    with client(slept) as http:
        http.request("PUT", server.on("/put", answer(500), FINE), content={"a": 1})
        assert json.loads(server.asked[-1].body) == {"a": 1}
        with pytest.raises(SourceError):
            http.request("POST", server.on("/post", answer(500), FINE), content={})
    assert len(slept) == 1


def test_connections_are_used_again() -> None:
    """A server that keeps connections open sees one for three requests."""
    listener = socket.create_server(("127.0.0.1", 0))
    accepted: list[socket.socket] = []

    def serve() -> None:
        connection, _ = listener.accept()
        accepted.append(connection)
        for _ in range(3):
            connection.recv(65536)
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    with Http(HttpSettings(allow=("127.0.0.1",))) as http:
        for _ in range(3):
            assert http.get(f"http://127.0.0.1:{listener.getsockname()[1]}/").json() == {}
    thread.join(2)
    listener.close()
    assert len(accepted) == 1
    accepted[0].close()
