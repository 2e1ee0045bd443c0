"""Matrix events as a real Synapse gave them, and as somebody might make them up."""

import json
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulse.errors import NounError, SettingsError
from pulse.ingest.matrix import Gap, Matrix, MatrixOptions, State
from pulse.ingest.matrix_event import latest, link, parse_post, parse_trace, redacted, unquoted, why_not
from tests.servers.rude import Rude, answer

RECORDED = json.loads((Path(__file__).parents[1] / "data" / "matrix" / "messages.json").read_text(encoding="utf-8"))
EVENTS = RECORDED["chunk"][::-1]
ROOT = next(e for e in EVENTS if e["type"] == "m.room.message")
NOW = datetime(2026, 11, 16, tzinfo=UTC)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=10),
    lambda x: st.lists(x, max_size=3) | st.dictionaries(st.sampled_from(["m.relates_to", "rel_type", "event_id", "body",
        "msgtype", "m.in_reply_to", "is_falling_back", "m.new_content", "key", "redacts", "filename"]), x),
    max_leaves=12,
)  # fmt: skip


def message(**content: Any) -> dict[str, Any]:
    said = {"msgtype": "m.text", "body": "Sana", **content}
    sent = {"sender": "@a:pulse.local", "origin_server_ts": 1_795_000_000_000}
    return {"type": "m.room.message", "event_id": "$1", **sent, "content": said}


def edit(text: str, at: int, sender: str = "@a:pulse.local") -> dict[str, Any]:
    said = message(**{"m.new_content": {"body": text}, "m.relates_to": {"rel_type": "m.replace", "event_id": "$1"}})
    return {**said, "event_id": f"$edit{at}", "origin_server_ts": at, "sender": sender}


def test_recorded_events_are_posts_or_left_out_for_a_reason() -> None:
    reasons = [why_not(event) for event in EVENTS]
    assert reasons[:7] == ["room settings", "joined or left", *["room settings"] * 3, "name or topic", "joined or left"]
    assert reasons[7:] == ["", "", "", "", "reaction", "redacted", "redaction", "notice", "encrypted"]


def test_a_recorded_post_is_given_in_its_latest_wording() -> None:
    post = parse_post("chat", "!room", ROOT, "")
    assert post.text == "Toimitukset siirtyvät Tampereelle keväällä."
    assert post.edited_at
    assert post.said_at < post.edited_at
    assert (post.parent, post.thread) == (None, None)
    assert post.url == f"https://matrix.to/#/!room/{ROOT['event_id']}"


def test_recorded_relations_are_understood() -> None:
    thread, reply, edited, reaction = (link(event) for event in EVENTS[8:12])
    root = ROOT["event_id"]
    assert (thread.parent, thread.thread) == (root, root)
    assert (reply.parent, reply.thread) == (root, "")
    assert edited.replaces == root
    assert reaction.parent == ""
    trace = parse_trace("chat", EVENTS[11])
    assert trace is not None
    assert (trace.post, trace.name, trace.id) == (root, "👍", EVENTS[11]["event_id"])
    assert redacted(EVENTS[13]) == EVENTS[12]["event_id"]
    assert redacted({"redacts": "$old"}) == "$old"


def test_a_reply_within_a_thread_answers_the_one_it_means() -> None:
    relation = {"rel_type": "m.thread", "event_id": "$root", "m.in_reply_to": {"event_id": "$other"}}
    assert link(message(**{"m.relates_to": relation})).parent == "$other"
    assert link(message(**{"m.relates_to": {**relation, "is_falling_back": True}})).parent == "$root"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("> <@a:b.c> Miksi?\n> Toinen rivi\n\nSiksi.", "Siksi."),
        ("> * <@a:b.c> nyökkää\n\nNiin.", "Niin."),
        ("> my own quotation\n\nand words", "> my own quotation\n\nand words"),
        ("no quotation", "no quotation"),
        ("> <@a:b.c> only a quotation", ""),
    ],
)
def test_the_quoted_post_is_taken_out_of_a_reply(body: str, words: str) -> None:
    assert unquoted(message(body=body, **{"m.relates_to": {"m.in_reply_to": {"event_id": "$0"}}})) == words
    assert unquoted(message(body=body)) == body


def test_the_latest_edit_by_the_same_person_counts() -> None:
    event, foreign = message(), edit("vieras", 9, "@b:pulse.local")
    found = latest(event, [edit("toinen", 3), edit("kolmas", 5), edit("ensimmäinen", 1), foreign])
    assert found is not None
    assert parse_post("chat", "!r", event, "", [found]).text == "kolmas"
    bundled = {**event, "unsigned": {"m.relations": {"m.replace": edit("uusin", 8)}}}
    assert parse_post("chat", "!r", bundled, "", [edit("kolmas", 5)]).text == "uusin"
    assert latest(event, [foreign]) is None


@pytest.mark.parametrize("at", [-(10**20), 10**20, None, "soon", 0, True, 10**15])
def test_a_time_that_cannot_be_is_refused(at: object) -> None:
    with pytest.raises(NounError):
        parse_post("chat", "!r", {**message(), "origin_server_ts": at}, "")


@given(JSON, JSON)
def test_made_up_content_never_crashes(content: Any, at: Any) -> None:
    event = {**message(), "content": content, "origin_server_ts": at, "unsigned": content}
    link(event), redacted(event), parse_trace("chat", {**event, "type": "m.reaction"})
    if not why_not(event):
        with suppress(NounError):
            assert parse_post("chat", "!r", event, "").source == "chat"


def test_a_state_comes_back_from_its_cursor() -> None:
    state = State("s1", ("!a", "!b"), (Gap("!a", "s1"), Gap("!b", "t2", "s0")))
    assert State.of(json.loads(json.dumps(state.cursor()))) == state
    assert State.of({}) == State()
    assert state.meet(["!b", "!c"]).gaps[-1] == Gap("!c", "s1")


def test_settings_are_checked(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="needs a token"):
        Matrix("chat", MatrixOptions(homeserver="https://m.example"), now=lambda: NOW, folder=tmp_path)
    with pytest.raises(SettingsError, match="'limit' is 0"):
        MatrixOptions(homeserver="https://m.example", limit=0)
    assert "syt_" not in repr(MatrixOptions(homeserver="https://m.example", token="syt_x"))


def test_a_room_that_has_closed_is_said_and_the_pull_goes_on(rude_server: Rude) -> None:
    base = "/_matrix/client/v3"
    rude_server.on(f"{base}/sync", answer(200, b'{"next_batch": "s1", "rooms": {}}'))
    rude_server.on(f"{base}/joined_rooms", answer(200, b'{"joined_rooms": ["!a:b", "!c:d"]}'))
    rude_server.on(f"{base}/rooms/%21a%3Ab/messages", answer(403, b"{}"))
    body = json.dumps({"chunk": EVENTS[7:9], "end": "t0"}).encode()
    rude_server.on(f"{base}/rooms/%21c%3Ad/messages", answer(200, body), answer(200, b'{"chunk": []}'))
    options = MatrixOptions(homeserver=rude_server.url, token="syt_x", allow=("127.0.0.1",))
    pages = list(Matrix("chat", options, now=lambda: NOW, folder=Path()).pull({}))
    assert [len(page.posts) for page in pages] == [0, 0, 2, 0, 0]
    assert "cannot be read any more" in pages[1].notes[0]
    assert pages[-1].cursor == {"since": "s1", "known": ["!a:b", "!c:d"], "gaps": []}
    assert rude_server.asked[0].headers["authorization"] == "Bearer syt_x"
