"""Matrix: the rooms that a reading account has joined, over the client-server API.

https://spec.matrix.org/latest/client-server-api/ Tested against a real Synapse 1.163.

A pull asks ``/sync`` what is new, and walks ``/messages`` backwards through every gap: the history of a room that was
not known, and whatever a ``limited`` sync left out. What remains to be walked stands in the cursor, so a pull that was
cut goes on where it was. Late thread replies, edits, redactions and reactions are events of their own and come in the
same stream. Encrypted rooms cannot be read and are counted; invitations are not accepted. An edit that is itself
redacted is not undone: the server does not say any more what it had edited.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from pulse.domain import Json, Page, Post, Refusal
from pulse.errors import NounError, SettingsError, SourceError
from pulse.ingest.http import Http, HttpSettings
from pulse.ingest.matrix_event import Event, Link, latest, link, parse_post, parse_trace, redacted, table, text, why_not
from pulse.ingest.secret import secret
from pulse.ingest.tray import Tray
from pulse.text import count

CLOSED = (403, 404)
HIDDEN = (400, 403, 404)
EVENT = re.compile(r"\$[^\s/?#%]{1,254}")
HOPS = 100
REMEMBERED = 200_000


@dataclass(frozen=True, kw_only=True)
class MatrixOptions:
    """Where the server is, how to get in, and what to read.

    ``homeserver``: like https://matrix.example.com. The access token of the reading account stands in ``token``, in
    the file ``token_file`` or in the variable that ``token_env`` names. ``rooms``: ids or aliases; empty is all rooms
    that the account has joined. ``bots``: user ids whose messages are left out. ``limit``: events a request.
    """

    homeserver: str
    token: str = field(default="", repr=False)
    token_file: str = ""
    token_env: str = ""
    rooms: tuple[str, ...] = ()
    bots: tuple[str, ...] = ()
    limit: int = 100
    allow: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not 1 <= self.limit <= 1000:
            raise SettingsError(f"the option 'limit' is {self.limit}: use 1 to 1000 events a request")


@dataclass(frozen=True)
class Gap:
    """Events of a room that are still to be read, backwards from ``start`` to ``stop`` (empty: its birth)."""

    room: str
    start: str
    stop: str = ""


@dataclass(frozen=True)
class State:
    """Where a pull stands: the sync token, the rooms whose history is known or queued, and the gaps."""

    since: str = ""
    known: tuple[str, ...] = ()
    gaps: tuple[Gap, ...] = ()

    @classmethod
    def of(cls, cursor: Mapping[str, Json]) -> "State":
        """The state that a cursor holds."""
        known, gaps = cursor.get("known"), cursor.get("gaps")
        return cls(
            text(cursor.get("since")),
            tuple(map(text, known)) if isinstance(known, list) else (),
            tuple(Gap(*map(text, gap)) for gap in gaps if isinstance(gap, list) and len(gap) == 3)
            if isinstance(gaps, list)
            else (),
        )

    def cursor(self) -> dict[str, Json]:
        """The cursor that holds this state."""
        return {
            "since": self.since,
            "known": list(self.known),
            "gaps": [[gap.room, gap.start, gap.stop] for gap in self.gaps],
        }

    def meet(self, rooms: list[str]) -> "State":
        """The state once these rooms' whole history is queued, as far as they were not known."""
        new = [room for room in rooms if room not in self.known]
        return replace(self, known=(*self.known, *new), gaps=(*self.gaps, *(Gap(room, self.since) for room in new)))


class Matrix:
    """Posts, reactions and removals from a Matrix server."""

    Options = MatrixOptions

    def __init__(self, name: str, options: MatrixOptions, *, now: Callable[[], datetime], folder: Path) -> None:
        self._name, self._options, self._now = name, options, now
        token = secret("token", folder, given=options.token, file=options.token_file, env=options.token_env)
        if not token:
            raise SettingsError(f"source {name!r} needs a token: name one of token, token_file, token_env")
        self._settings = HttpSettings(
            allow=options.allow, home=options.homeserver, authorization=f"Bearer {token}", size=100_000_000
        )

    def pull(self, cursor: Mapping[str, Json]) -> Iterator[Page]:
        """Pages from where the cursor stands: what remains of gaps, then what is new, until nothing is."""
        with Http(self._settings, now=self._now) as http:
            reader = Reader(self._name, self._options, http)
            wanted = reader.wanted()
            state = State.of(cursor)
            state = replace(state, known=tuple(r for r in state.known if not wanted or r in wanted))
            fresh = True
            while fresh or state.gaps:
                while state.gaps:
                    state, page = reader.fill(state)
                    yield page
                before = state.since
                state, page = reader.sync(state, wanted)
                fresh = bool(page.read) and state.since != before
                yield page


@dataclass
class Reader:
    """Asks the server, and turns what it says into pages; remembers within one pull how events hang together."""

    name: str
    options: MatrixOptions
    http: Http
    links: dict[str, Link] = field(default_factory=dict)

    def ask(
        self, path: str, query: Mapping[str, str | int] | None = None, accept: Collection[int] = ()
    ) -> Mapping[str, Any]:
        """An answer of the server; an empty one where its status is another that is accepted."""
        reply = self.http.get(f"{self.options.homeserver.rstrip('/')}/_matrix/client/v3/{path}", query, accept=accept)
        found = reply.json() if reply.status == 200 else {}
        if not isinstance(found, dict):
            raise SourceError("the homeserver did not answer as Matrix does: check the option 'homeserver'")
        return found

    def wanted(self) -> tuple[str, ...]:
        """The ids of the rooms that the options name; none is all."""
        return tuple(self._room(room) for room in self.options.rooms)

    def _room(self, name: str) -> str:
        if not name.startswith("#"):
            return name
        return text(self.ask(f"directory/room/{quote(name, safe='')}").get("room_id"))

    def sync(self, state: State, wanted: tuple[str, ...]) -> tuple[State, Page]:
        """What is new since the state's token; rooms that were not known are queued with their whole history."""
        first = not state.since
        query: dict[str, str | int] = {"timeout": 0, "filter": sync_filter(wanted, 1 if first else self.options.limit)}
        answer = self.ask("sync", query if first else {**query, "since": state.since})
        rooms, tray = table(answer.get("rooms")), Tray()
        events: list[tuple[str, Event]] = []
        for room, timeline in self._timelines(rooms, wanted):
            if room in state.known:
                events += [(room, event) for event in timeline.get("events", ())]
                if timeline.get("limited") and timeline.get("prev_batch"):
                    state = replace(state, gaps=(*state.gaps, Gap(room, timeline["prev_batch"], state.since)))
        left = table(rooms.get("leave"))
        state = replace(
            state, since=text(answer.get("next_batch")), known=tuple(r for r in state.known if r not in left)
        )
        joined = [room for room in self.ask("joined_rooms").get("joined_rooms", ()) if not wanted or room in wanted]
        state = state.meet(joined)
        self.lay(tray, events)
        tray.notes += notes(rooms, wanted if first else (), joined)
        return state, tray.page(state.cursor())

    def _timelines(self, rooms: Mapping[str, Any], wanted: tuple[str, ...]) -> Iterator[tuple[str, Mapping[str, Any]]]:
        for kind in ("join", "leave"):
            for room, found in table(rooms.get(kind)).items():
                if not wanted or room in wanted:
                    yield room, table(table(found).get("timeline"))

    def fill(self, state: State) -> tuple[State, Page]:
        """The next page of the first gap, backwards."""
        gap, *rest = state.gaps
        query: dict[str, str | int] = {"dir": "b", "limit": self.options.limit}
        query |= {key: token for key, token in (("from", gap.start), ("to", gap.stop)) if token}
        answer, tray = self.ask(f"rooms/{quote(gap.room, safe='')}/messages", query, CLOSED), Tray()
        end = text(answer.get("end"))
        if not answer:
            tray.notes.append(f"the room {gap.room} cannot be read any more: invite the reading account again")
        going_on = bool(end) and end not in (gap.start, gap.stop)
        state = replace(state, gaps=((replace(gap, start=end),) if going_on else ()) + tuple(rest))
        self.lay(tray, [(gap.room, event) for event in answer.get("chunk", ())])
        return state, tray.page(state.cursor())

    def lay(self, tray: Tray, events: list[tuple[str, Event]]) -> None:
        """Lay events of one page on the tray: posts in their latest wording, traces, removals, and what is no post."""
        if len(self.links) > REMEMBERED:
            self.links.clear()
        self.links |= {text(event.get("event_id")): link(event) for _, event in events}
        edits: dict[tuple[str, str], list[Event]] = {}
        posts: dict[tuple[str, str], Event] = {}
        for room, event in events:
            reason, replaces = why_not(event, self.options.bots), link(event).replaces
            if reason:
                self._leave_out(tray, reason, event)
            elif replaces:
                edits.setdefault((room, replaces), []).append(event)
            else:
                posts[room, text(event.get("event_id"))] = event
        for key, event in posts.items():
            found = edits.pop(key, [])
            tray.left_out["edit"] += len(found)
            self._keep(tray, key[0], event, found)
        for (room, id), found in edits.items():
            self._edit(tray, room, id, found)
        if encrypted := tray.left_out["encrypted"]:
            tray.notes.append(f"{count(encrypted, 'encrypted event')} cannot be read without their keys")
        tray.left_out += Counter()

    def _leave_out(self, tray: Tray, reason: str, event: Event) -> None:
        tray.left_out[reason] += 1
        if reason == "redaction" and redacted(event):
            tray.gone.append(redacted(event))
        trace = parse_trace(self.name, event) if reason == "reaction" else None
        if trace:
            tray.traces.append(trace)

    def _edit(self, tray: Tray, room: str, id: str, edits: list[Event]) -> None:
        """Emit the whole post that was edited, although it lies on a page long gone."""
        event = self.event(room, id)
        own = not why_not(event, self.options.bots) and latest(event, edits) is not None
        if own:
            self.links[id] = link(event)
            self._keep(tray, room, event, edits)
        tray.left_out["edit"] += len(edits) - bool(own)

    def _keep(self, tray: Tray, room: str, event: Event, edits: list[Event]) -> None:
        try:
            tray.posts.append(self._post(room, event, edits))
        except NounError as error:
            tray.refused.append(Refusal(where=text(event.get("event_id")), reason=str(error)))

    def _post(self, room: str, event: Event, edits: list[Event]) -> Post:
        answered = link(event)
        thread = answered.thread or (self.root(room, answered.parent) if answered.parent else "")
        return parse_post(self.name, room, event, thread, edits)

    def event(self, room: str, id: str) -> Event:
        """An event by its id, which others have written: an empty one where it is no id, or cannot be seen."""
        if not EVENT.fullmatch(id):
            return {}
        return self.ask(f"rooms/{quote(room, safe='')}/event/{quote(id, safe='')}", accept=HIDDEN)

    def root(self, room: str, id: str) -> str:
        """The event in which a chain of replies began, or the root of the thread that it joined."""
        for _ in range(HOPS):
            if id not in self.links:
                self.links[id] = link(self.event(room, id))
            found = self.links[id]
            if found.thread or not found.parent:
                return found.thread or id
            id = found.parent
        return id


def sync_filter(rooms: tuple[str, ...], limit: int) -> str:
    """A filter that asks for timelines and for nothing else."""
    nothing: dict[str, Json] = {"types": []}
    wanted: dict[str, Json] = {"rooms": list(rooms)} if rooms else {}
    timeline: dict[str, Json] = {"limit": limit}
    within = {"timeline": timeline, "state": nothing, "ephemeral": nothing, "account_data": nothing, **wanted}
    return json.dumps({"presence": nothing, "account_data": nothing, "room": within})


def notes(rooms: Mapping[str, Any], wanted: tuple[str, ...], joined: list[str]) -> list[str]:
    """What the person who runs the source should know of its rooms."""
    said = [f"the room {room} is not joined: invite the reading account" for room in wanted if room not in joined]
    if invited := len(table(rooms.get("invite"))):
        invitations = count(invited, "invitation is", "invitations are")
        said.append(f"{invitations} not accepted: join the rooms with the reading account, or decline")
    return said
