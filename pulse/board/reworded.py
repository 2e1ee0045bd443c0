"""Quotes and grouped questions in words that a person chose, shown only for groups that are large enough."""

from collections.abc import Iterable
from datetime import date

from pulse.board.views import OpenQuestion, Quote, Reworded
from pulse.domain import Tree, Viewer
from pulse.store import reworded as kept

ASKERS = 5
"""People who ask in a group of questions, at least."""
POSTS = 3
"""Posts that a quote stands for, at least."""
STANCES = ("asks", "against", "favour")


def by_decision(rows: Iterable[kept.Reworded], today: date, quoted: int) -> dict[str, Reworded]:
    """The quotes and open questions of each decision that may be shown; ``quoted`` is the fewest authors of a quote."""
    quotes: dict[str, dict[str, Quote]] = {}
    questions: dict[tuple[str, bool], list[OpenQuestion]] = {}
    for row in rows:
        decision = row.subject.id
        if row.kind == "quote" and row.people >= quoted and len(row.posts) >= POSTS:
            quotes.setdefault(decision, {}).setdefault(row.stance, _quote(row))
        if row.kind == "question" and row.people >= ASKERS:
            questions.setdefault((decision, row.closed_at is None), []).append(_question(row, today))
    return {
        decision: Reworded(
            tuple(quotes.get(decision, {})[s] for s in STANCES if s in quotes.get(decision, {})),
            _longest(questions.get((decision, True), [])),
            _longest(questions.get((decision, False), [])),
        )
        for decision in sorted(quotes.keys() | {decision for decision, _ in questions})
    }


def scoped(rows: Iterable[kept.Reworded], viewer: Viewer, tree: Tree) -> list[kept.Reworded]:
    """What the viewer may see: a manager nothing of the whole company, or of units outside the own subtree."""
    if viewer.role != "manager":
        return list(rows)
    return [row for row in rows if row.unit in tree and viewer.sees(str(row.unit), tree)]


def _longest(questions: Iterable[OpenQuestion]) -> tuple[OpenQuestion, ...]:
    return tuple(sorted(questions, key=lambda q: (-q.weeks, -(q.people or 0), q.text)))


def _quote(row: kept.Reworded) -> Quote:
    return Quote(stance=row.stance, text=row.text, language=row.language, unit=row.unit)  # type: ignore[arg-type]


def _question(row: kept.Reworded, today: date) -> OpenQuestion:
    weeks = max(0, (today - row.since).days // 7)
    return OpenQuestion(text=row.text, people=row.people, weeks=weeks, owner=row.owner, unit=row.unit)
