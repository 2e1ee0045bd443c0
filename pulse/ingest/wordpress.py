"""WordPress: posts and comments of a blog, over its REST API.

https://developer.wordpress.org/rest-api/reference/ Tested against a real WordPress 6.1.

The API tells of changed posts, but not of changed, removed or late-approved comments, and its pages shift when
something is removed. So entries are read in the order of their ids, each page overlapping the one before: if it holds
nothing that was read, the reading steps back. And everything is read again in turn: a small blog at each
pull; of a large one what is new or edited at each pull, what is younger than ``rescan_days`` once a day, and all of it
once a week. What was there before and is missing in such a round is asked for by its id once more, and is then gone.
WordPress keeps no likes and no views.
"""

import base64
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pyroaring import BitMap64

from pulse.domain import Json, Page, Post, Refusal
from pulse.errors import NounError, SettingsError, SourceError
from pulse.ingest.http import Http, HttpSettings, Reply
from pulse.ingest.markup import plain
from pulse.ingest.secret import secret
from pulse.ingest.tray import Tray
from pulse.ingest.wordpress_round import PAGE, Kind, Round, State, instant

FIELDS: dict[Kind, str] = {
    "posts": "id,date_gmt,modified_gmt,link,title,content,author",
    "comments": "id,date_gmt,link,content,author,author_name,post,parent",
}
NAMES: dict[Kind, str] = {"posts": "post", "comments": "comment"}
MANY = 10
"""A blog that suddenly shows none of so many entries has closed its door rather than removed them."""


@dataclass(frozen=True, kw_only=True)
class WordPressOptions:
    """Where the blog is, and how often it is read again.

    ``url``: its home, like https://blog.example.com. ``rescan_days``: how far back the daily round goes. ``reread``: a
    blog of up to so many entries is read whole at each pull. A closed blog wants ``username`` and an application
    password, in ``password``, in the file ``password_file`` or in the variable that ``password_env`` names.
    """

    url: str
    allow: tuple[str, ...] = ()
    rescan_days: int = 30
    reread: int = 1000
    username: str = ""
    password: str = field(default="", repr=False)
    password_file: str = ""
    password_env: str = ""

    def __post_init__(self) -> None:
        if self.rescan_days < 1 or self.reread < 0:
            raise SettingsError("the option 'rescan_days' is 1 or more, 'reread' is 0 or more")


class WordPress:
    """Posts, comments and removals from a WordPress blog."""

    Options = WordPressOptions

    def __init__(self, name: str, options: WordPressOptions, *, now: Callable[[], datetime], folder: Path) -> None:
        self._name, self._options, self._now = name, options, now
        password = secret(
            "password", folder, given=options.password, file=options.password_file, env=options.password_env
        )
        if bool(password) != bool(options.username):
            raise SettingsError(f"source {name!r} needs both a username and an application password, or neither")
        sent = base64.b64encode(f"{options.username}:{password}".encode()).decode() if password else ""
        self._settings = HttpSettings(
            allow=options.allow, home=options.url, authorization=f"Basic {sent}" if sent else ""
        )

    def pull(self, cursor: Mapping[str, Json]) -> Iterator[Page]:
        """Pages from where the cursor stands, until all rounds that are due have come to their end."""
        state = State.of(cursor).planned(self._now(), self._options.rescan_days, self._options.reread)
        with Http(self._settings, now=self._now) as http:
            blog = Blog(self._name, self._options.url.rstrip("/"), http, self._now)
            while state.rounds:
                state, page = blog.step(state)
                yield page


@dataclass
class Blog:
    """Asks the blog, and turns what it says into pages."""

    name: str
    url: str
    http: Http
    now: Callable[[], datetime]
    pretty: bool = True

    def ask(self, kind: Kind, query: Mapping[str, str | int]) -> Reply:
        """An answer of the API, under either of its two addresses."""
        if self.pretty:
            reply = self.http.get(f"{self.url}/wp-json/wp/v2/{kind}", query, accept=(404,))
            if reply.status == 200 and "json" in reply.headers.get("content-type", ""):
                return reply
            self.pretty = False
        return self.http.get(f"{self.url}/", {"rest_route": f"/wp/v2/{kind}", **query})

    def step(self, state: State) -> tuple[State, Page]:
        """One page of the first round that remains."""
        current, *later = state.rounds
        reply = self.ask(current.kind, {**current.query(), "_fields": FIELDS[current.kind]})
        entries, tray = listed(reply), Tray()
        ids = [entry["id"] for entry in entries]
        current = replace(current, began=current.began or self._time(reply))
        total = int(reply.headers["x-wp-total"]) if reply.headers.get("x-wp-total", "").isdecimal() else None
        if current.shifted(ids, total):
            state = replace(state, rounds=(current.back(), *later))
            return state, tray.page(state.cursor(), total)
        self._check_open(state, ids)
        over = current.offset + PAGE >= total if total is not None else len(ids) < PAGE
        gone = self._gone(current.kind, state.missing(ids, over))
        self._lay(tray, current, [entry for entry in entries if entry["id"] > current.last])
        tray.gone += [f"{NAMES[current.kind]}/{id}" for id in gone]
        known = {**state.known, current.kind: (state.known[current.kind] | BitMap64(ids)) - gone}
        state = replace(state, known=known, rounds=(current.on(ids, total), *later))
        state = state.done() if over else state
        return state, tray.page(state.cursor(), total)

    def _check_open(self, state: State, ids: list[int]) -> None:
        current, known = state.rounds[0], state.known[state.rounds[0].kind]
        if current.reach == "all" and not current.offset and not ids and len(known) >= MANY:
            raise SourceError(f"{self.name} shows none of {len(known)} {current.kind} any more: check its rights")

    def _time(self, reply: Reply) -> str:
        try:
            return datetime.strptime(reply.headers["date"], "%a, %d %b %Y %H:%M:%S GMT").replace(tzinfo=UTC).isoformat()
        except (KeyError, ValueError):
            return self.now().astimezone(UTC).isoformat()

    def _gone(self, kind: Kind, missing: BitMap64) -> BitMap64:
        """Which of the missing ids are not there either when they are asked for."""
        gone, asked = missing.copy(), list(missing)
        for start in range(0, len(asked), PAGE):
            some = ",".join(map(str, asked[start : start + PAGE]))
            reply = self.ask(kind, {"include": some, "per_page": PAGE, "_fields": "id"})
            gone -= BitMap64(entry["id"] for entry in listed(reply))
        return gone

    def _lay(self, tray: Tray, current: Round, entries: list[Mapping[str, Any]]) -> None:
        parse = parse_post if current.kind == "posts" else parse_comment
        for entry in entries:
            if isinstance(entry.get("content"), dict) and entry["content"].get("protected"):
                tray.left_out["behind a password"] += 1
                continue
            try:
                tray.posts.append(parse(self.name, entry))
            except NounError as error:
                tray.refused.append(Refusal(where=f"{NAMES[current.kind]}/{entry['id']}", reason=str(error)))


def listed(reply: Reply) -> list[Mapping[str, Any]]:
    """The entries of an answer."""
    found = reply.json()
    if not isinstance(found, list) or not all(isinstance(e, dict) and isinstance(e.get("id"), int) for e in found):
        raise SourceError("the blog did not answer as WordPress does: check the option 'url'")
    return found


def parse_post(source: str, raw: Mapping[str, Any]) -> Post:
    """The post that an entry of /wp/v2/posts is."""
    said_at, changed = instant(raw.get("date_gmt")), instant(raw.get("modified_gmt") or raw.get("date_gmt"))
    return Post(
        source=source,
        id=f"post/{raw['id']}",
        author=f"user/{raw['author']}" if raw.get("author") else "",
        said_at=said_at,
        title=plain(rendered(raw.get("title"))),
        text=plain(rendered(raw.get("content"))),
        url=str(raw.get("link") or ""),
        edited_at=changed if changed > said_at else None,
    )


def parse_comment(source: str, raw: Mapping[str, Any]) -> Post:
    """The post that an entry of /wp/v2/comments is; somebody without an account is known by name alone."""
    thread = f"post/{raw.get('post')}"
    guest = str(raw.get("author_name") or "").strip()
    return Post(
        source=source,
        id=f"comment/{raw['id']}",
        author=f"user/{raw['author']}" if raw.get("author") else f"name/{guest}" if guest else "",
        said_at=instant(raw.get("date_gmt")),
        text=plain(rendered(raw.get("content"))),
        parent=f"comment/{raw['parent']}" if raw.get("parent") else thread,
        thread=thread,
        url=str(raw.get("link") or ""),
    )


def rendered(value: object) -> str:
    """The HTML of a field like ``{"rendered": "<p>..</p>"}``."""
    found = value.get("rendered") if isinstance(value, dict) else None
    return found if isinstance(found, str) else ""
