"""A real Matrix server (Synapse on SQLite, 127.0.0.1 only, no federation), and people who write on it."""

import hashlib
import hmac
import itertools
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import yaml

from pulse.ingest.http import Http, HttpSettings
from tests.servers.needs import end, free_port, listening, needs, wait_for

SECRET = "only-for-tests"
UNBOUND = {"per_second": 1000, "burst_count": 1000}
COUNT = itertools.count()


@dataclass(frozen=True)
class Writer:
    """Somebody with an account, who speaks through the polite client."""

    id: str
    token: str = field(repr=False)
    http: Http
    url: str

    def call(self, method: str, path: str, content: Any = None) -> Any:
        return self.http.request(method, f"{self.url}/_matrix/client/v3{path}", content=content).json()

    def create(self, **content: Any) -> str:
        return str(self.call("POST", "/createRoom", {"preset": "public_chat", **content})["room_id"])

    def join(self, room: str) -> None:
        self.call("POST", f"/join/{quote(room)}", {})

    def leave(self, room: str) -> None:
        self.call("POST", f"/rooms/{quote(room)}/leave", {})

    def send(self, room: str, content: dict[str, Any], kind: str = "m.room.message") -> str:
        return str(self.call("PUT", f"/rooms/{quote(room)}/send/{kind}/t{next(COUNT)}", content)["event_id"])

    def say(self, room: str, text: str, **content: Any) -> str:
        return self.send(room, {"msgtype": "m.text", "body": text, **content})

    def reply(self, room: str, text: str, to: str) -> str:
        return self.say(
            room, f"> <@x:pulse.local> quoted\n\n{text}", **{"m.relates_to": {"m.in_reply_to": {"event_id": to}}}
        )

    def thread(self, room: str, text: str, root: str) -> str:
        relation = {
            "rel_type": "m.thread",
            "event_id": root,
            "is_falling_back": True,
            "m.in_reply_to": {"event_id": root},
        }
        return self.say(room, text, **{"m.relates_to": relation})

    def edit(self, room: str, text: str, event: str) -> str:
        new = {"msgtype": "m.text", "body": text}
        return self.say(
            room, f"* {text}", **{"m.new_content": new, "m.relates_to": {"rel_type": "m.replace", "event_id": event}}
        )

    def react(self, room: str, event: str, key: str = "👍") -> str:
        relation = {"rel_type": "m.annotation", "event_id": event, "key": key}
        return self.send(room, {"m.relates_to": relation}, "m.reaction")

    def redact(self, room: str, event: str) -> str:
        path = f"/rooms/{quote(room)}/redact/{quote(event)}/t{next(COUNT)}"
        return str(self.call("PUT", path, {})["event_id"])


@dataclass(frozen=True)
class Synapse:
    url: str

    def http(self, token: str = "", **more: Any) -> Http:
        settings = HttpSettings(allow=("127.0.0.1",), home=self.url, authorization=f"Bearer {token}" if token else "")
        return Http(settings, **more)

    def writer(self, name: str, *, admin: bool = False, **more: Any) -> Writer:
        """A new account, made with the shared secret, since open registration is off."""
        name = f"{name}{next(COUNT)}"
        path = f"{self.url}/_synapse/admin/v1/register"
        with self.http() as http:
            nonce = http.get(path).json()["nonce"]
            said = "\0".join([nonce, name, "pw", "admin" if admin else "notadmin"])
            mac = hmac.new(SECRET.encode(), said.encode(), hashlib.sha1).hexdigest()
            content = {"nonce": nonce, "username": name, "password": "pw", "admin": admin, "mac": mac}
            made = http.request("POST", path, content=content).json()
        return Writer(made["user_id"], made["access_token"], self.http(made["access_token"], **more), self.url)

    def slow_down(self, admin: Writer, writer: Writer, per_second: int, burst: int) -> None:
        """From now on Synapse answers 429 when this writer says more than that."""
        path = f"{self.url}/_synapse/admin/v1/users/{quote(writer.id)}/override_ratelimit"
        admin.http.request("POST", path, content={"messages_per_second": per_second, "burst_count": burst})


def configuration(folder: Path, port: int) -> dict[str, Any]:
    listener = {"port": port, "bind_addresses": ["127.0.0.1"], "type": "http", "tls": False, "x_forwarded": False}
    return {
        "server_name": "pulse.local",
        "report_stats": False,
        "bcrypt_rounds": 4,
        "pid_file": str(folder / "pid"),
        "listeners": [{**listener, "resources": [{"names": ["client"], "compress": False}]}],
        "database": {"name": "sqlite3", "args": {"database": str(folder / "synapse.db")}},
        "media_store_path": str(folder / "media"),
        "signing_key_path": str(folder / "signing.key"),
        "registration_shared_secret": SECRET,
        "macaroon_secret_key": SECRET,
        "trusted_key_servers": [],
        "suppress_key_server_warning": True,
        "federation_domain_whitelist": [],
        "url_preview_enabled": False,
        "rc_message": UNBOUND,
        "rc_login": {"address": UNBOUND, "account": UNBOUND},
        "rc_registration": UNBOUND,
        "rc_joins": {"local": UNBOUND, "remote": UNBOUND},
        "rc_room_creation": UNBOUND,
        "rc_admin_redaction": UNBOUND,
        "rc_profile": {"per_second": 8, "burst_count": 2},
    }


@contextmanager
def synapse(folder: Path) -> Iterator[Synapse]:
    """Synapse, started in the folder and ended afterwards."""
    needs("Synapse", modules=("synapse", "signedjson"))
    from signedjson.key import generate_signing_key, write_signing_keys

    port, log = free_port(), folder / "out.log"
    with (folder / "signing.key").open("w") as file:
        write_signing_keys(file, (generate_signing_key("a_test"),))
    (folder / "homeserver.yaml").write_text(yaml.safe_dump(configuration(folder, port)))
    command = [sys.executable, "-m", "synapse.app.homeserver", "--config-path", "homeserver.yaml"]
    with log.open("wb") as out, subprocess.Popen(command, cwd=folder, stdout=out, stderr=out) as process:
        try:
            wait_for("Synapse", lambda: listening(port), process, log)
            yield Synapse(f"http://127.0.0.1:{port}")
        finally:
            end(process)
