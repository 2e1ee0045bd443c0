"""What commands tell of a run and of labels: no count that one person more or less changes, and none of few people."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

from pulse import flow
from pulse.domain import Label
from pulse.flow import Office
from pulse.store import database, labels
from tests.flow.conftest import posts

Bring = Callable[[list[dict[str, object]]], flow.Receipt]


def test_a_run_tells_its_contributions_and_what_waits_in_fives(office: Office, bring: Bring) -> None:
    bring(posts(60, 7))
    done = flow.run(office).sealing
    assert done.contributions >= 5
    assert done.contributions % 5 == done.waiting % 5 == 0
    assert f"{done.contributions:,} or more contributions" in done.sentence()
    assert "0 waiting" not in done.sentence()
    assert "fewer than 5 waiting" in replace(done, waiting=0).sentence()


def test_a_preview_tells_people_in_fives(office: Office, bring: Bring) -> None:
    bring(posts(60, 7))
    flow.run(office)
    told = flow.publish(office, office.settings.folder / "pulse.toml", date(2026, 9, 7), preview=True)
    assert told.people in range(5, 60, 5)
    assert f"{told.people} or more people" in told.sentence()


def test_labels_of_a_subject_are_told_in_fives_and_not_of_few_people(office: Office, bring: Bring) -> None:
    bring(posts(60, 7))
    flow.run(office)
    drawn = [key for one in flow.drawn(office, 60) for key in one.posts]
    for few, counts in ((3, {None}), (23, {20})):
        given = [_label(*key) for key in drawn[:few]]
        with database.writing(office.engine) as c:
            labels.save(c, given)
        found = flow.audit_status(office)
        assert found.labelled == few
        assert set(found.by_subject.values()) == counts


def _label(source: str, id: str) -> Label:
    at = datetime(2026, 10, 20, tzinfo=UTC)
    return Label(source=source, id=id, asks=False, coder="a", drawn="random", probability=0.5, at=at)
