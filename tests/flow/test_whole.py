"""The whole way of posts, from an import to sealed atoms and figures."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from pulse import flow
from pulse.board import open_board
from pulse.domain import Answer, Atom, Source, Viewer
from pulse.errors import NotAllowedError, SealError
from pulse.flow import Office
from pulse.measure.minimums import MINIMUMS
from pulse.settings import load
from pulse.store import posts as kept
from pulse.store import sealed
from tests.flow.conftest import posts

Bring = Callable[[list[dict[str, object]]], flow.Receipt]


def atoms(office: Office) -> list[Atom]:
    with office.engine.connect() as c:
        return sealed.atoms(c)


def figures(office: Office) -> list[Answer]:
    return [answer for _, answer in open_board(office.settings).figures()]


def test_an_import_accounts_for_every_row_and_twice_is_once(bring: Bring) -> None:
    rows = posts(60, 6)
    first, second = bring(rows), bring(rows)
    assert (first.read, first.kept) == (len(rows), len(rows))
    assert (second.kept, second.changed, second.unchanged) == (0, 0, len(rows))


def test_authors_are_tokens_and_words_are_redacted(office: Office, bring: Bring) -> None:
    said = {"id": "1", "author": "u5", "said_at": "2026-09-01T10:00:00Z", "text": "Write to me at someone@example.org"}
    bring([said])
    with office.engine.connect() as c:
        (post,) = kept.find(c, "chat", ["1"])
    assert post.author not in ("", "u5")
    assert "example.org" not in post.text


def test_without_themes_nothing_is_sealed(tmp_path: Path) -> None:
    (tmp_path / "pulse.toml").write_text('organisation = "Empty"\n')
    office = flow.enter(load(tmp_path / "pulse.toml"))
    done = flow.run(office)
    assert done.sealing.through is None
    assert "load a strategy" in done.sentence()


def test_closed_weeks_become_atoms_of_enough_people(office: Office, bring: Bring) -> None:
    bring(posts(60, 7))
    flow.tag(office)
    done = flow.seal(office)
    assert done.through == date(2026, 10, 12)
    found = atoms(office)
    assert {a.grain for a in found} == {"fine", "coarse", "reach", "questions"}
    assert all(len(a.people) >= (20 if a.grain == "coarse" else 5) for a in found)
    fine = [a for a in found if a.grain == "fine" and str(a.subject) == "decision:digital"]
    assert {a.parts for a in fine} == {("north",), ("south",)}


def test_every_published_figure_has_its_minimum_of_people(office: Office, bring: Bring) -> None:
    bring(posts(60, 7))
    flow.run(office)
    shown = [a for a in figures(office) if a.shown]
    measures = {a.question.measure for a in shown}
    assert {"reach", "support", "critical", "asks", "understood", "action", "change"} <= measures
    for answer in shown:
        measure = answer.question.of if answer.question.measure == "change" else answer.question.measure
        assert (answer.people or 0) >= MINIMUMS[measure].people
        assert answer.value is None or (answer.low or 0) <= answer.value


def test_a_few_people_give_figures_over_joined_weeks_or_none(office: Office, bring: Bring) -> None:
    bring(posts(9, 7))
    flow.run(office)
    shown = [a for a in figures(office) if a.shown]
    assert shown
    assert {a.question.measure for a in shown} & {"support", "action"} == set()
    assert any((a.stop or date.min) - (a.start or date.min) > timedelta(days=7) for a in shown)


def test_a_draft_is_made_anew_when_themes_change(office: Office, bring: Bring) -> None:
    bring(posts(60, 7))
    flow.run(office)
    before = {str(a.subject) for a in atoms(office)}
    path = office.settings.folder / "strategy.yaml"
    path.write_text(path.read_text().split("decisions:")[0])
    flow.run(office)
    assert before == {"decision:digital"}
    assert {str(a.subject) for a in atoms(office)} == {"rest:customer"}


def test_what_is_published_stays_when_themes_change_and_late_posts_join_in_batches(
    office: Office, bring: Bring
) -> None:
    bring(posts(60, 5))
    flow.run(office)
    settings_file = office.settings.folder / "pulse.toml"
    done = flow.publish(office, settings_file, date(2026, 9, 7))
    assert done.people >= 5
    office = replace(office, settings=load(settings_file))
    frozen = {a.id: (a.people, a.counts, a.start) for a in atoms(office) if a.start >= date(2026, 9, 7)}
    assert frozen
    path = office.settings.folder / "strategy.yaml"
    path.write_text(path.read_text().split("decisions:")[0])
    later = replace(office, settings=replace(office.settings, as_of=office.now + timedelta(days=14)))
    late = [{"id": f"late-{n}", "author": f"x{n}", "said_at": "2026-09-09T10:00:00Z", "text": "Our customer is right"}
            for n in range(6)]  # fmt: skip
    source = office.settings.folder / "late.jsonl"
    source.write_text("\n".join(map(json.dumps, late)))
    flow.bring(later, "jsonl", {"path": str(source)}, Source(name="chat", kind="jsonl", voice="internal"))
    flow.run(later)
    now = {a.id: a for a in atoms(later)}
    assert {id: (now[id].people, now[id].counts, now[id].start) for id in frozen} == frozen
    added = [a for id, a in now.items() if id not in frozen and a.late]
    assert added
    assert all(len(a.people) >= 5 for a in added)


def test_publication_cannot_be_moved(office: Office, bring: Bring) -> None:
    bring(posts(60, 5))
    flow.run(office)
    path = office.settings.folder / "pulse.toml"
    flow.publish(office, path, date(2026, 9, 7))
    moved = replace(load(path), published_from=date(2026, 9, 14))
    with pytest.raises(SealError, match="2026-W37"):
        flow.seal(replace(office, settings=moved))


def test_a_preview_freezes_nothing(office: Office, bring: Bring) -> None:
    bring(posts(60, 5))
    flow.run(office)
    path = office.settings.folder / "pulse.toml"
    assert flow.publish(office, path, date(2026, 9, 7), preview=True).preview
    assert load(path).published_from is None


def test_a_manager_gets_the_own_subtree_only(office: Office, bring: Bring) -> None:
    bring(posts(60, 7))
    flow.run(office)
    board = open_board(office.settings, Viewer("manager", "north"))
    assert {u.id for u in board.choices().units} == {"north"}
    shown = [a for _, a in board.figures() if a.shown]
    assert {a.question.unit for a in shown} == {"north"}
    assert not [a for a in shown if "south" in a.units]
    with pytest.raises(NotAllowedError):
        open_board(office.settings, Viewer("manager", "north")).answer(replace(shown[0].question, unit="south"))


def test_labels_make_figures_audited(office: Office, bring: Bring, tmp_path: Path) -> None:
    bring(posts(60, 7))
    flow.run(office)
    lines = []
    for drawn in flow.drawn(office, 150, seed=3):
        for source, id in drawn.posts:
            said = {"coder": "c1", "at": "2026-10-20T10:00:00Z", "drawn": "random", "probability": drawn.probability}
            lines.append({"post": {"source": source, "id": id}, "stance": "favour", "asks": False} | said)
    path = tmp_path / "labels.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)))
    assert flow.import_labels(office, path).labels == len(lines)
    flow.seal(office)
    bases = {a.basis for a in figures(office) if a.shown and a.question.measure == "support"}
    assert "audited" in bases
