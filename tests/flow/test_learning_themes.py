"""Labels teach themes, too: those that no word of the strategy names."""

from pulse import flow
from pulse.classify.taught import subjects
from pulse.domain import Label
from pulse.flow import Office
from pulse.store import database, labels, tags
from tests.flow.conftest import posts
from tests.flow.test_learning import AT, Bring, _word, share


def themed(rows: list[dict[str, object]]) -> tuple[list[dict[str, object]], list[str]]:
    """The same posts without a word of the strategy: "zumpu" is safety, "flenk" the customer, and "here" neither."""
    said = [{**row, "text": f"{_word(n)} again and again ({n})"} for n, row in enumerate(rows[1:])]
    return said, [{"zumpu": "safety", "flenk": "customer", "here": ""}[_word(n)] for n in range(len(said))]


def told_themes(office: Office, rows: list[dict[str, object]], themes: list[str], drawn: str = "random") -> None:
    """Labels of every second post."""
    given = [
        Label(
            source="chat", id=str(row["id"]), coder="c", at=AT, drawn=drawn, probability=0.5,  # type: ignore[arg-type]
            themes=(theme,) if theme else (),
        )
        for row, theme in list(zip(rows, themes, strict=True))[::2]
    ]  # fmt: skip
    with database.writing(office.engine) as c:
        labels.save(c, given)


def test_labels_teach_themes_that_no_word_of_the_strategy_names(office: Office, bring: Bring) -> None:
    rows, truth = themed(posts(60, 12))
    bring(rows)
    told_themes(office, rows, truth)
    done = flow.learn(office)
    judged = done.studied[-1].verdict
    assert (judged.head, judged.accepted, judged.labels) == ("themes", True, len(truth[::2]))
    assert judged.why == subjects.BY_LABELS
    assert done.version is not None
    flow.run(office)
    with office.engine.connect() as c:
        found = tags.find(c, "chat", [str(row["id"]) for row in rows])
    said = [next(iter(found[str(row["id"])].themes), "") for row in rows]
    assert share(said[1::2], truth[1::2]) > 0.9
    assert share(said[::2], truth[::2]) > 0.9


def test_where_words_find_all_themes_labels_teach_none(office: Office, bring: Bring) -> None:
    rows, truth = themed(posts(60, 8))
    bring(
        [
            {**row, "text": f"{theme or 'lunch'} and more ({n})"}
            for n, (row, theme) in enumerate(zip(rows, truth, strict=True))
        ]
    )
    told_themes(office, rows, truth)
    judged = flow.learn(office).studied[-1].verdict
    assert not judged.accepted
    assert "not better than the themes' words" in judged.why


def test_labels_of_themes_drawn_by_uncertainty_alone_do_not_judge(office: Office, bring: Bring) -> None:
    rows, truth = themed(posts(60, 8))
    bring(rows)
    told_themes(office, rows, truth, "uncertain")
    assert "0 random labels" in flow.learn(office).studied[-1].verdict.why
