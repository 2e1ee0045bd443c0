"""The Matrix source against a real Synapse: what people do there arrives, whenever the pull was cut."""

import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest

from pulse.domain import Page
from pulse.errors import SettingsError, SourceError
from pulse.ingest.matrix import Matrix, MatrixOptions
from tests.servers.keep import Store, pull, pull_killed
from tests.servers.synapse import Synapse, Writer

pytestmark = pytest.mark.server
NOW = datetime(2026, 11, 16, 8, tzinfo=UTC)


@dataclass
class Office:
    """A room with a leader, somebody from staff, and the reading account."""

    leader: Writer
    staff: Writer
    reader: Writer
    room: str
    options: dict[str, Any]


@pytest.fixture(scope="module")
def people(matrix_server: Synapse) -> Iterator[tuple[Writer, Writer]]:
    leader, staff = matrix_server.writer("leader"), matrix_server.writer("staff")
    with leader.http, staff.http:
        yield leader, staff


@pytest.fixture
def office(matrix_server: Synapse, people: tuple[Writer, Writer]) -> Iterator[Office]:
    leader, staff = people
    room, reader = leader.create(name="Strategia 2027", topic="Päätökset"), matrix_server.writer("reader")
    options = {"homeserver": matrix_server.url, "token": reader.token, "allow": ["127.0.0.1"], "limit": 5}
    with reader.http:
        staff.join(room)
        reader.join(room)
        yield Office(leader, staff, reader, room, options)


def left_out(pages: list[Page]) -> dict[str, int]:
    total: dict[str, int] = {}
    for page in pages:
        for reason, count in page.left_out.items():
            total[reason] = total.get(reason, 0) + count
    return total


def test_a_rooms_history_arrives_once(office: Office, kept: Store) -> None:
    """
    leader: Toimitukset siirtyvät Tampereelle.
      staff (thread): 12 replies
    staff: 12 posts, one of them a reply, a notice, a picture, a picture with words, a reaction
    """
    root = office.leader.say(office.room, "Toimitukset siirtyvät Tampereelle.")
    replies = [office.staff.thread(office.room, f"Svar {n}: æøå", root) for n in range(12)]
    posts = [office.staff.say(office.room, f"Viesti {n} 👍") for n in range(11)]
    reply = office.leader.reply(office.room, "Koska se on halvempaa.", posts[0])
    again = office.staff.reply(office.room, "Selvä.", reply)
    office.staff.send(office.room, {"msgtype": "m.notice", "body": "build passed"})
    office.staff.send(office.room, {"msgtype": "m.image", "body": "a.png", "url": "mxc://pulse.local/a"})
    picture = {"msgtype": "m.image", "body": "Uusi halli", "filename": "a.png", "url": "mxc://pulse.local/a"}
    captioned = office.staff.send(office.room, picture)
    like = office.staff.react(office.room, root)
    pages = pull(kept, "matrix", office.options, NOW)
    found = kept.posts()
    assert set(found) == {root, *replies, *posts, reply, again, captioned}
    assert {post.times for post in found.values()} == {1}
    assert all((found[id].parent, found[id].thread) == (root, root) for id in replies)
    assert found[reply].text == "Koska se on halvempaa."
    assert (found[reply].parent, found[reply].thread) == (posts[0], posts[0])
    assert (found[again].parent, found[again].thread) == (reply, posts[0])
    assert found[root].author == office.leader.id
    assert kept.traces() == {like: (root, office.staff.id, "👍")}
    counts = left_out(pages)
    assert (counts["notice"], counts["attachment"], counts["reaction"]) == (1, 1, 1)
    assert (counts["joined or left"], counts["name or topic"]) == (3, 2)
    assert sum(page.read for page in pages) == sum(counts.values()) + len(found)
    assert [page.read for page in pull(kept, "matrix", office.options, NOW)] == [0]


def test_late_replies_edits_removals_and_reactions_are_followed(office: Office, kept: Store) -> None:
    root = office.leader.say(office.room, "Ny strategi: kunden först")
    answer = office.staff.thread(office.room, "Hva betyr det?", root)
    like, heart = (office.staff.react(office.room, root, key) for key in ("👍", "❤️"))
    pull(kept, "matrix", office.options, NOW)
    for n in range(7):
        office.staff.say(office.room, f"in between {n}")
    pull(kept, "matrix", office.options, NOW)
    late = office.staff.thread(office.room, "Myöhäinen kysymys", root)
    office.leader.edit(office.room, "first wording", root)
    office.leader.edit(office.room, "Ny strategi: kunden och personalen först", root)
    office.staff.edit(office.room, "somebody else's words", root)
    office.staff.redact(office.room, answer)
    office.staff.redact(office.room, like)
    pages = pull(kept, "matrix", office.options, NOW)
    found = kept.posts()
    assert (found[late].parent, found[late].thread) == (root, root)
    assert found[root].text == "Ny strategi: kunden och personalen först"
    assert found[root].edited_at
    assert (found[answer].gone, found[root].gone) == (True, False)
    assert set(kept.traces()) == {heart}
    assert left_out(pages) == {"edit": 2, "redaction": 2}


def test_a_gap_longer_than_the_limit_is_filled_with_all_that_happened_in_it(office: Office, kept: Store) -> None:
    """A limited sync tells the last 5 events; 43 lie before them, among them an edit and two removals."""
    old = [office.leader.say(office.room, f"vanha {n}") for n in range(3)]
    like = office.staff.react(office.room, old[0])
    pull(kept, "matrix", office.options, NOW)
    office.leader.edit(office.room, "korjattu", old[0])
    office.leader.redact(office.room, old[1])
    office.staff.redact(office.room, like)
    new = [office.staff.say(office.room, f"uusi {n}") for n in range(45)]
    office.staff.redact(office.room, new[3])
    pages = pull(kept, "matrix", office.options, NOW)
    found = kept.posts()
    assert len(pages) > 9
    assert {id for id in found if not found[id].gone} == {old[0], old[2], *new} - {new[3]}
    assert {found[id].times for id in new if id in found} == {1}
    assert (found[old[0]].text, found[old[1]].gone, kept.traces()) == ("korjattu", True, {})
    assert new[3] not in found
    assert left_out(pages) == {"redaction": 3, "redacted": 1}


def test_going_on_at_any_page_gives_the_same(office: Office, kept: Store, tmp_path_factory: Any) -> None:
    root = office.leader.say(office.room, "Alku")
    for n in range(9):
        office.staff.thread(office.room, f"ketju {n}", root)
    pages = pull(kept, "matrix", office.options, NOW)
    for cut in range(len(pages)):
        other = Store(tmp_path_factory.mktemp("cut") / "kept.db")
        for page in pages[: cut + 1]:
            other.keep(page)
        pull(other, "matrix", office.options, NOW)
        assert other.posts() == kept.posts()


def test_a_pull_that_is_killed_goes_on_without_loss_or_repetition(office: Office, kept: Store) -> None:
    said = {office.staff.say(office.room, f"viesti {n}") for n in range(30)}
    assert pull_killed(kept, "matrix", {**office.options, "limit": 3}, NOW, random.randint(2, 7))
    part = len(kept.posts())
    assert 0 < part < 30
    while_away = {office.staff.say(office.room, f"sillä välin {n}") for n in range(8)}
    assert pull_killed(kept, "matrix", {**office.options, "limit": 3}, NOW, 1)
    pull(kept, "matrix", {**office.options, "limit": 3}, NOW)
    found = kept.posts()
    assert set(found) == said | while_away
    assert {post.times for post in found.values()} == {1}


def test_rooms_joined_later_left_and_joined_again_are_read_whole(office: Office, kept: Store) -> None:
    pull(kept, "matrix", office.options, NOW)
    other = office.leader.create(name="Muu", invite=[office.reader.id])
    before = office.leader.say(other, "ennen kutsua")
    pages = pull(kept, "matrix", office.options, NOW)
    assert before not in kept.posts()
    assert any("1 invitation is not accepted" in note for page in pages for note in page.notes)
    office.reader.join(other)
    pull(kept, "matrix", office.options, NOW)
    assert before in kept.posts()
    last = office.leader.say(other, "viimeinen")
    office.reader.leave(other)
    away = [office.leader.say(other, f"poissa {n}") for n in range(8)]
    pull(kept, "matrix", office.options, NOW)
    assert last in kept.posts()
    assert away[0] not in kept.posts()
    office.reader.join(other)
    pull(kept, "matrix", office.options, NOW)
    assert set(away) <= set(kept.posts())


def test_only_the_rooms_that_are_named_are_read(office: Office, kept: Store) -> None:
    other = office.leader.create(name="Muu", room_alias_name=f"muu-{office.leader.id[1:8]}")
    office.reader.join(other)
    here, there = office.leader.say(office.room, "täällä"), office.leader.say(other, "siellä")
    pull(kept, "matrix", {**office.options, "rooms": [office.room]}, NOW)
    assert set(kept.posts()) == {here}
    both = {**office.options, "rooms": [office.room, f"#muu-{office.leader.id[1:8]}:pulse.local"]}
    pull(kept, "matrix", both, NOW)
    assert set(kept.posts()) == {here, there}


def test_encrypted_rooms_are_counted_and_said(office: Office, kept: Store) -> None:
    room = office.leader.create(name="Salattu")
    office.reader.join(room)
    office.leader.call("PUT", f"/rooms/{room}/state/m.room.encryption", {"algorithm": "m.megolm.v1.aes-sha2"})
    office.leader.send(room, {"algorithm": "m.megolm.v1.aes-sha2", "ciphertext": "AwgAEnAC"}, "m.room.encrypted")
    pages = pull(kept, "matrix", office.options, NOW)
    assert left_out(pages)["encrypted"] == 1
    assert any("1 encrypted event cannot be read" in note for page in pages for note in page.notes)


def test_bots_and_poison_are_left_out_by_reason(office: Office, kept: Store) -> None:
    office.leader.say(office.room, "I am a bot")
    office.staff.say(office.room, "nul \x00 in the middle")
    office.staff.say(office.room, "   ")
    office.staff.send(office.room, {"body": "x", "msgtype": "m.poll"})
    bad = {"m.in_reply_to": {"event_id": "$../../account/whoami?"}}
    last = office.staff.say(office.room, "vastaus", **{"m.relates_to": bad})
    pages = pull(kept, "matrix", {**office.options, "bots": [office.leader.id]}, NOW)
    counts, refused = left_out(pages), [r for page in pages for r in page.refused]
    assert (counts["bot"], counts["without words"], counts["other event"]) == (1, 1, 1)
    assert [r.reason for r in refused] == ["text holds a NUL character"]
    assert last in kept.posts()


def test_a_token_from_the_future_or_of_nobody_is_no_crash(office: Office, kept: Store) -> None:
    office.leader.say(office.room, "sana")
    cursor = {"since": "s99999999_9_9_9_9_9_9_9_9_9_9_9_9_9", "known": [office.room], "gaps": []}
    puller = Matrix(
        "test", MatrixOptions(**office.options | {"allow": ("127.0.0.1",)}), now=lambda: NOW, folder=kept.file
    )
    assert sum(len(page.posts) for page in puller.pull(cursor)) == 0
    with pytest.raises(SourceError, match="answered 400"):
        list(puller.pull({"since": "nonsense"}))
    with pytest.raises(SourceError, match=r"answered 401 .*renew its token"):
        pull(kept, "matrix", {**office.options, "token": "syt_expired"}, NOW)
    with pytest.raises(SettingsError, match="would travel unencrypted"):
        pull(kept, "matrix", {**office.options, "allow": []}, NOW)


def test_a_real_429_is_waited_out_by_a_writer(matrix_server: Synapse) -> None:
    """Synapse allows this writer a message a second: all four are sent in the end, none twice."""
    slept: list[float] = []
    admin = matrix_server.writer("admin", admin=True)

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        time.sleep(seconds)

    writer = matrix_server.writer("hasty", sleep=sleep)
    with admin.http, writer.http:
        room = writer.create()
        matrix_server.slow_down(admin, writer, 1, 2)
        sent = [writer.say(room, f"message {n}") for n in range(4)]
        assert [e["event_id"] for e in messages(writer, room)] == sent[::-1]
    assert slept
    assert all(0 < seconds < 3 for seconds in slept)


def test_a_real_429_is_waited_out_by_a_reader(matrix_server: Synapse) -> None:
    """Synapse allows eight profiles a second."""
    slept: list[float] = []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        time.sleep(seconds)

    reader = matrix_server.writer("curious", sleep=sleep)
    with reader.http:
        names = [reader.call("GET", f"/profile/{reader.id}")["displayname"] for _ in range(4)]
    assert names == [reader.id[1:].partition(":")[0]] * 4
    assert slept
    assert all(0 < seconds < 3 for seconds in slept)


def messages(writer: Writer, room: str) -> list[dict[str, Any]]:
    chunk = writer.call("GET", f"/rooms/{room}/messages?dir=b&limit=100")["chunk"]
    return [event for event in chunk if event["type"] == "m.room.message"]
