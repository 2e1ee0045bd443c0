"""A plain HTTP server on 127.0.0.1 that misbehaves exactly as a test tells it to."""

import socket
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

Answer = bytes | Callable[[socket.socket], None]


@dataclass(frozen=True)
class Asked:
    method: str
    target: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Rude:
    """Gives the answers that lie ready for a path, the last one again and again; keeps what it was asked."""

    port: int = 0
    answers: dict[str, deque[Answer]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def on(self, path: str, *answers: Answer) -> str:
        self.answers[path] = deque(answers)
        return self.url + path

    def serve(self, connection: socket.socket) -> None:
        with connection:
            connection.settimeout(10)
            request = hear(connection)
            if request is None:
                return
            self.asked.append(request)
            waiting = self.answers.get(request.target.partition("?")[0], deque([answer(404)]))
            reply = waiting.popleft() if len(waiting) > 1 else waiting[0]
            try:
                if callable(reply):
                    reply(connection)
                else:
                    connection.sendall(reply)
            except OSError:
                pass


def hear(connection: socket.socket) -> Asked | None:
    heard = b""
    while b"\r\n\r\n" not in heard:
        more = connection.recv(65536)
        if not more:
            return None
        heard += more
    head, _, body = heard.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    while len(body) < int(headers.get("content-length", 0)):
        body += connection.recv(65536)
    method, target, _ = first.split(" ")
    return Asked(method, target, headers, body)


def answer(
    status: int = 200, body: bytes = b"", headers: Iterable[tuple[str, str]] = (), length: int | None = -1
) -> bytes:
    """Bytes of an answer; its Content-Length is true, or as given, or missing (None)."""
    lines = [f"HTTP/1.1 {status} X", "Connection: close", *(f"{name}: {value}" for name, value in headers)]
    if length is not None:
        lines.append(f"Content-Length: {len(body) if length < 0 else length}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def drip(data: bytes, every: float, size: int = 1) -> Callable[[socket.socket], None]:
    """The bytes, so many at a time, with pauses."""

    def slowly(connection: socket.socket) -> None:
        for start in range(0, len(data), size):
            connection.sendall(data[start : start + size])
            time.sleep(every)

    return slowly


def hang(connection: socket.socket) -> None:
    """Nothing, for as long as the other side waits."""
    connection.recv(1)


@contextmanager
def rude() -> Iterator[Rude]:
    server, listener = Rude(), socket.create_server(("127.0.0.1", 0))
    server.port = listener.getsockname()[1]

    def listen() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=server.serve, args=(connection,), daemon=True).start()

    threading.Thread(target=listen, daemon=True).start()
    try:
        yield server
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
