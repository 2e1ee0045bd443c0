"""The command that helps to write themes: strategy check."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pulse import flow
from pulse.cli import console
from pulse.cli.console import AsJson, Config
from pulse.settings import find, load

if TYPE_CHECKING:
    from pulse.flow.check import Gap, Gaps


def strategy_check(
    file: Annotated[Path | None, typer.Argument(help="A strategy.yaml; else the strategy that is loaded.")] = None,
    json: AsJson = False,
    config: Config = None,
) -> int:
    """Look for gaps: what each theme catches and misses in your own posts, and which words would help."""
    found = flow.check_strategy(flow.enter(load(find(config))), file)
    if json:
        console.say_json(found)
        return 0
    for line in lines(found):
        console.out.print(line, markup=False)
    return 0


def lines(found: "Gaps") -> Iterator[str]:
    """The findings in words, theme by theme."""
    yield (
        f"{_number(found.posts or None)} posts looked at. Words are shown that {found.least} people or more wrote; "
        "'-' is fewer. Counts are told in steps of 5, 10, 20, 50, 100 and so on: '20+' is 20 to 49."
    )
    for theme, rows in groupby(found.gaps, key=lambda gap: gap.theme):
        yield f"\n{theme}"
        yield "      words  posts caught  people  read like it, no word met"
        kept = list(rows)
        for gap in kept:
            cells = (gap.words, _number(gap.caught), _number(gap.people), _number(gap.missed))
            yield "  {}  {:>6}  {:>12}  {:>6}  {:>25}".format(gap.language, *cells)
        for gap in kept:
            yield from _advice(gap)
    yield from _overlaps(found)
    yield from _untold(found)


def _number(count: int | None) -> str:
    return "-" if count is None else f"{count:,}+"


def _advice(gap: "Gap") -> Iterator[str]:
    """What to do about a theme in one language."""
    where = f"  {gap.language}: "
    if not gap.words and gap.posts:
        yield f"{where}has no words, and {gap.posts:,} posts or more are written in it"
    if gap.kin:
        yield f"{where}built of its words but not met: {', '.join(gap.kin)}"
    if gap.beside:
        yield f"{where}written beside its words: {', '.join(gap.beside)}"
    if gap.unheard:
        yield f"{where}in posts that read like it and meet no word: {', '.join(gap.unheard)}"
    if gap.idle:
        yield f"{where}written by hardly anybody: {', '.join(gap.idle)}"


def _overlaps(found: "Gaps") -> Iterator[str]:
    if found.overlaps:
        yield "\nThemes that overlap"
    for pair in found.overlaps:
        shared = f"; both have {', '.join(pair.words)}" if pair.words else ""
        yield f"  {pair.first} and {pair.second}: about {pair.share:.0%} of the smaller one's posts meet both{shared}"


def _untold(found: "Gaps") -> Iterator[str]:
    if found.untold:
        yield "\nWhat no theme names (candidates)"
    for language, topic in found.untold:
        yield f"  {language}, {topic.people:,}+ people: {', '.join(topic.words)}"
