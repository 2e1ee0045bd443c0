"""What is published stays as it is, whatever becomes of posts, labels, sources and sealings."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from pulse import flow
from pulse.board import open_board
from pulse.domain import Atom, Question, Source, Subject
from pulse.errors import SealError
from pulse.flow import Office
from pulse.settings import load
from pulse.store import sealed
from tests.flow.conftest import posts

Bring = Callable[[list[dict[str, object]]], flow.Receipt]
START = date(2026, 8, 31)
DIGITAL = Subject("decision", "digital")


def label(office: Office, keys: Sequence[tuple[str, str]], at: str = "2026-10-20T10:00:00Z", **said: Any) -> None:
    """Give each post a label drawn at random."""
    common: dict[str, Any] = {"coder": "c1", "at": at, "drawn": "random", "probability": 0.5, "stance": "favour"} | said
    path = office.settings.folder / "labels.jsonl"
    path.write_text("\n".join(json.dumps({"post": {"source": s, "id": i}} | common) for s, i in keys))
    flow.import_labels(office, path)


def published(office: Office) -> Office:
    """The office after publication, from the first week on."""
    flow.run(office)
    path = office.settings.folder / "pulse.toml"
    flow.publish(office, path, START)
    return replace(office, settings=load(path))


def after(office: Office, days: int) -> Office:
    """The office so many days later."""
    return replace(office, settings=replace(office.settings, as_of=office.now + timedelta(days=days)))


def bring_later(office: Office, rows: Sequence[Mapping[str, object]], source: str = "chat") -> None:
    """Import posts at the office's own time."""
    path = office.settings.folder / "later.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)))
    flow.bring(office, "jsonl", {"path": str(path)}, Source(name=source, kind="jsonl", voice="internal"))


def shown(office: Office, measure: str = "critical") -> tuple[object, ...]:
    """The company's figure on the decision over all published weeks."""
    board = open_board(office.settings)
    asked = Question(measure=measure, subject=DIGITAL, start=START, stop=date(2026, 10, 19))  # type: ignore[arg-type]
    found = board.answer(asked)
    return found.value, found.low, found.high, found.labels, found.people, found.version, found.sealed_at


def atoms(office: Office, grain: str) -> list[Atom]:
    with office.engine.connect() as c:
        return sealed.atoms(c, grain)  # type: ignore[arg-type]


@pytest.fixture
def labelled(office: Office, bring: Bring) -> Office:
    """A published office, 40 of whose posts of the first weeks were labelled before."""
    bring(posts(60, 7))
    flow.run(office)
    label(office, [key for one in flow.drawn(office, 40, seed=3) for key in one.posts])
    return published(office)


def audited(office: Office) -> tuple[str, str]:
    """A labelled post."""
    flow_labels = office.settings.folder / "labels.jsonl"
    key = json.loads(flow_labels.read_text().splitlines()[0])["post"]
    return key["source"], key["id"]


def test_a_labelled_post_that_is_deleted_changes_no_published_figure(labelled: Office) -> None:
    before = shown(labelled)
    later = after(labelled, 1)
    _, id = audited(labelled)
    author = f"u{id.partition('-')[2]}"
    gone = {
        "id": id,
        "author": author,
        "said_at": "2026-09-01T10:00:00Z",
        "text": "x",
        "gone_at": "2026-10-21T10:00:00Z",
    }
    bring_later(later, [gone])
    flow.run(later)
    assert shown(later) == before


def test_a_label_that_is_given_anew_changes_no_published_figure(labelled: Office) -> None:
    before = shown(labelled)
    later = after(labelled, 1)
    label(later, [audited(labelled)], at="2026-10-22T10:00:00Z", coder="c2", stance="against")
    flow.run(later)
    assert shown(later) == before


def test_new_labels_join_published_figures_in_batches_of_enough_people(labelled: Office) -> None:
    before = shown(labelled)
    later = after(labelled, 1)
    with later.engine.connect() as c:
        known = {(a.week, a.person) for a in sealed.audits(c)}
        rows = sealed.rows(c, START)["contribution"]
    own = rows[(rows["subject"] == str(DIGITAL)) & (rows["posts"] == 1) & (rows["fine"] >= 0)]
    assert not own.empty
    drawn = [one.posts[0] for one in flow.drawn(later, 400, seed=9) if len(one.posts) == 1]
    given = 0
    for key in drawn:
        label(later, [key], at="2026-10-22T10:00:00Z")
        flow.seal(later)
        given += 1
        with later.engine.connect() as c:
            new = {(a.week, a.person) for a in sealed.audits(c)} - known
        assert not new or len({person for _, person in new}) >= 5
        if new:
            break
        assert shown(later) == before
    assert given >= 5


def test_an_earlier_sealing_or_a_removed_source_unseals_nothing(labelled: Office) -> None:
    before, through = shown(labelled), open_board(labelled.settings).choices().week
    assert flow.seal(labelled, START).through == through
    flow.remove(labelled, "chat")
    assert flow.seal(after(labelled, 70)).through == through
    assert shown(labelled) == before


def test_new_questions_get_atoms_of_their_own_after_a_source_was_removed(labelled: Office) -> None:
    old = atoms(labelled, "questions")
    assert old
    flow.remove(labelled, "chat")
    later = after(labelled, 28)
    asked = [{"id": f"q{n}", "author": f"u{n}", "said_at": "2026-10-27T10:00:00Z",
              "text": "When does digital service first start in our office?"} for n in range(1, 20)]  # fmt: skip
    last = {"id": "last", "author": "u1", "said_at": "2026-11-10T10:00:00Z", "text": "Good morning"}
    bring_later(later, [*asked, last])
    flow.run(later)
    now = atoms(later, "questions")
    assert [a for a in now if a in old] == old
    assert len(now) > len(old)


def test_nothing_is_sealed_before_it_has_its_tag(labelled: Office) -> None:
    later = after(labelled, 1)
    bring_later(
        later, [{"id": "new", "author": "u9", "said_at": "2026-10-21T10:00:00Z", "text": "digital service first"}]
    )
    with pytest.raises(SealError, match="pulse run"):
        flow.seal(later)
    flow.tag(later)
    flow.seal(later)


def test_a_post_that_is_gone_while_it_waits_for_others_never_counts(office: Office, bring: Bring) -> None:
    bring(posts(60, 7))
    office = published(office)
    alone = {"id": "alone", "author": "u9", "said_at": "2026-10-20T10:00:00Z", "text": "Safety and stop work matter"}
    later = after(office, 7)
    bring_later(later, [alone])
    flow.run(later)
    waits = [r for r in _waiting(later) if r == "rest:safety"]
    assert len(waits) == 1
    last = after(later, 14)
    others = [alone | {"id": f"s{n}", "author": f"u{n}", "said_at": "2026-10-28T10:00:00Z"} for n in range(20, 26)]
    bring_later(last, [alone | {"gone_at": "2026-10-29T10:00:00Z"}, *others])
    flow.run(last)
    safety = [a for a in atoms(last, "fine") if str(a.subject) == "rest:safety"]
    assert [len(a.people) for a in safety] == [6]


def _waiting(office: Office) -> list[str]:
    with office.engine.connect() as c:
        rows = sealed.rows(c, START)["contribution"]
    return [str(s) for s in rows[rows["fine"] < 0]["subject"]]


def test_a_run_over_posts_about_nothing_in_particular_seals_nothing(office: Office, bring: Bring) -> None:
    bring([{"id": "1", "author": "u1", "said_at": "2026-09-01T10:00:00Z", "text": "Good morning"}])
    assert flow.run(office).sealing.atoms == 0
    assert flow.audit_status(office).labelled == 0


def test_after_publication_nothing_before_it_is_made_anew(office: Office, bring: Bring) -> None:
    bring(posts(60, 7))
    flow.run(office)
    path = office.settings.folder / "pulse.toml"
    since = date(2026, 9, 21)
    flow.publish(office, path, since)
    office = replace(office, settings=load(path))
    assert min(a.start for grain in ("fine", "coarse", "reach", "questions") for a in atoms(office, grain)) >= since
    before = [shown(office, measure) for measure in ("critical", "support", "reach")]
    gone = {
        "id": "0-1",
        "author": "u1",
        "said_at": "2026-09-01T10:00:00Z",
        "text": "x",
        "gone_at": "2026-10-21T10:00:00Z",
    }
    later = after(office, 1)
    bring_later(later, [gone | {"id": f"{week}-{n}"} for week in range(2) for n in range(1, 30)])
    flow.run(later)
    assert [shown(later, measure) for measure in ("critical", "support", "reach")] == before


def test_publication_leaves_nothing_of_the_draft_to_be_counted_twice(office: Office, bring: Bring) -> None:
    bring(posts(60, 7))
    flow.run(office)
    board = open_board(office.settings)
    asked = Question(measure="critical", subject=DIGITAL, start=START, stop=date(2026, 10, 19))
    draft = board.answer(asked)
    office = published(office)
    found = open_board(office.settings).answer(asked)
    assert (found.people, found.contributions, found.posts) == (draft.people, draft.contributions, draft.posts)
    with office.engine.connect() as c:
        rows = sealed.rows(c, START)
    for grain, kind in (("fine", "contribution"), ("reach", "reach"), ("questions", "question")):
        assert sum(a.contributions for a in atoms(office, grain)) == int((rows[kind]["fine"] >= 0).sum())


def test_a_decision_added_after_publication_reaches_those_who_spoke_of_it_before(office: Office, bring: Bring) -> None:
    path = office.settings.folder / "strategy.yaml"
    whole = path.read_text()
    path.write_text(whole.split("decisions:")[0])
    bring(posts(60, 7))
    office = published(office)
    assert not atoms(office, "reach")
    path.write_text(whole)
    later = after(office, 14)
    bring_later(later, posts(60, 9, first=7))
    flow.run(later)
    found = atoms(later, "reach")
    assert {str(a.subject) for a in found} == {str(DIGITAL)}
    assert min(a.start for a in found) >= START + timedelta(days=49)
    assert len(frozenset[int]().union(*(a.people for a in found))) > 30
