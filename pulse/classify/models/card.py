"""What the shipped model gets wrong, as measured: for ranges of figures that nobody has audited yet."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Errors:
    """How often the model found what was there (tp), said what was not (fp), missed (fn), and rightly said no (tn)."""

    tp: int
    fp: int
    fn: int
    tn: int


@cache
def card() -> Mapping[str, Any]:
    """The card of the shipped model: sources, licences, rows, and figures by language."""
    held: Mapping[str, Any] = json.loads(files("pulse.classify.models").joinpath("card.json").read_text("utf-8"))
    return held


def errors() -> Mapping[str, Errors]:
    """The error counts for asks, favour, against, doing and wish, measured on posts that it was not fitted on."""
    return {name: Errors(**counts) for name, counts in card()["errors"].items()}
