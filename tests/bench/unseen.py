"""Which labelled texts the shipped model has met: those of sources that its card names."""

from collections.abc import Sequence

from pulse.classify.labelled import Row
from pulse.classify.models.card import card


def met() -> set[str]:
    """The sources that the shipped model was fitted on."""
    return {str(source["source"]) for source in card()["sources"]}


def seen(rows: Sequence[Row]) -> list[Row]:
    """The rows of sources that the shipped model was fitted on: a model must be fitted anew without their family."""
    known = met()
    return [row for row in rows if row.source in known]


def unseen(rows: Sequence[Row]) -> list[Row]:
    """The rows of sources that the shipped model was not fitted on: it is judged on them as it ships."""
    known = met()
    return [row for row in rows if row.source not in known]
