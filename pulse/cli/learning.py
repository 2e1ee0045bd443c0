"""Commands of the organisation's own model: learn, judge."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from pulse import flow
from pulse.cli import console
from pulse.cli.console import AsJson, Config
from pulse.cli.see import settings_if_any
from pulse.errors import UsageError
from pulse.settings import Settings, find, load
from pulse.text import count

BAR = 24
"""The width of a full bar of the curve."""


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command()(learn)
    app.command()(judge)


def learn(
    listed: Annotated[bool, typer.Option("--list", help="Only list the versions that are kept.")] = False,
    use: Annotated[int | None, typer.Option(help="Only go to this version; 0 is the shipped model.")] = None,
    remove: Annotated[int | None, typer.Option(help="Only remove this version, which is not in use.")] = None,
    json: AsJson = False,
    config: Config = None,
) -> int:
    """Fit the organisation's own model from its labels, and use it where that is better than the shipped one.

    From 50 random labels on, themes learn as well: from all posts, and from labels where these help.
    """
    if listed + (use is not None) + (remove is not None) > 1:
        raise UsageError("give one of --list, --use and --remove")
    settings = load(find(config))
    if listed:
        return _list(settings, json)
    office = flow.enter(settings)
    if use is not None or remove is not None:
        with flow.alone(office):
            return _change(settings, use, remove, json)
    with flow.alone(office), console.progress(not json) as progress:
        done = flow.learn(office, progress)
    console.say_json(done.told()) if json else _say(done)
    return 0


NEXT = "'pulse run' tags anew what is not published yet"


def _change(settings: Settings, use: int | None, remove: int | None, json: bool) -> int:
    if use is not None:
        flow.use_version(settings, use)
        console.say_json({"current": use}) if json else console.out.print(f"{_version(use)} is in use; {NEXT}")
    if remove is not None:
        flow.remove_version(settings, remove)
        console.say_json({"removed": remove}) if json else console.out.print(f"version {remove} is removed; {STAY}")
    return 0


STAY = "other versions keep what labels taught until they are removed, too"


def _version(number: int) -> str:
    return f"version {number}" if number else "the shipped model"


def _list(settings: Settings, json: bool) -> int:
    current, kept = flow.learned_versions(settings)
    damaged, astray = flow.damaged_versions(settings), flow.astray(settings)
    if astray:
        console.complain(astray)
    if json:
        for version in kept:
            console.say_json({**console.plain(version), "current": version.number == current})
        for number, why in damaged.items():
            console.say_json({"number": number, "current": number == current, "damaged": why})
        return 0
    rows = [(0, "", "", "", "shipped" if current or astray else "in use")]
    rows += [
        (v.number, f"{v.at:%Y-%m-%d}", f"{v.labels:,}", ", ".join(v.heads), _state(v.number, current, why))
        for v, why in ((v, flow.unusable(settings, v)) for v in kept)
    ]
    rows += [(number, "", "", "", f"{'chosen, but ' if number == current else ''}damaged") for number in damaged]
    console.table("", ("version", "learned", "labels", "better at", ""), sorted(rows))
    for why in damaged.values():
        console.complain(why)
    return 0


def _state(number: int, current: int, why: str) -> str:
    chosen = "chosen, but " if number == current and why else "in use" if number == current else ""
    return f"{chosen}out of use, as {why}: learn anew" if why else chosen


def _say(done: "flow.Learned") -> None:
    console.table("Macro-F1 on random labels, cross-validated by person", COLUMNS, list(_verdicts(done)))
    console.out.print(MEAN)
    for one in done.studied:
        if one.curve:
            _draw(one.verdict.head, [(at.labels, at.f1, at.low, at.high) for at in one.curve])
    if done.forgotten:
        labels = count(done.forgotten, "label teaches", "labels teach")
        console.out.print(f"{labels} nothing: the words of their posts are no longer kept")
    if done.version is None:
        console.out.print("nothing is better than the shipped model yet; the model in use stays")
        return
    number, before = done.version.number, _version(done.before)
    if done.known:
        console.out.print(f"nothing has changed since version {number} was learned; no other is made")
    if done.beside and number != done.before:
        title = f"\nMacro-F1 of {before}, which was in use, and of version {number} on the same labels"
        console.table(title, ("", "labels", before, f"version {number}", "gain", "give or take", ""), _beside(done))
    if done.worse:
        at = ", ".join(done.worse)
        console.out.print(f"version {number} is kept, and {before} stays in use, as the new one is worse at {at};")
        console.out.print(f"'pulse learn --use {number}' would use it all the same")
    else:
        console.out.print(f"version {number} is in use for {', '.join(done.version.heads)}; {NEXT}")


def _beside(done: "flow.Learned") -> list[tuple[str | int, ...]]:
    return [
        (one.head, one.judged, f"{one.used:.3f}", f"{one.learned:.3f}", f"{one.gain:+.3f}", f"{one.error:.3f}",
         "worse" if one.worse else "")
        for one in done.beside
    ]  # fmt: skip


MEAN = (
    "The mean gain and its error, which decide, are over all ways of dividing people that were tried; learned is what "
    "the way does that will be used."
)
COLUMNS = ("", "labels", "shipped", "learned", "mean gain", "give or take", "")


def _verdicts(done: "flow.Learned") -> Iterable[tuple[str | int, ...]]:
    for verdict in (one.verdict for one in done.studied):
        figures = (f"{verdict.shipped:.3f}", f"{verdict.learned:.3f}", f"{verdict.gain:+.3f}", f"{verdict.error:.3f}")
        shown = figures if verdict.shipped or verdict.learned else ("", "", "", "")
        said = ", ".join(word for word in ("accepted" if verdict.accepted else "", verdict.why) if word)
        yield verdict.head, verdict.judged, *shown, said


def _draw(head: str, points: Iterable[tuple[int, float, float | None, float | None]]) -> None:
    """The learning curve of a head: for each number of labels macro-F1, its 95 % range where it is kept, and a bar."""
    console.out.print(f"\n{head}, by labels, with 95 % ranges")
    for labels, value, low, high in points:
        doubt = "" if low is None else f"{low:.3f} to {high:.3f}"
        console.out.print(f"{labels:7,}  {value:.3f}  {doubt:14}  {'█' * round(value * BAR)}")


WHICH = "A learned version, 0 for the shipped model; by default the one in use, without a pulse.toml the shipped model."


def judge(
    folder: Annotated[Path | None, typer.Argument(help="Labelled JSON Lines; else the own random labels.")] = None,
    version: Annotated[int | None, typer.Option(help=WHICH)] = None,
    examples: Annotated[int, typer.Option(help="Print so many of the surest mistakes, with their texts.", min=0)] = 0,
    json: AsJson = False,
    config: Config = None,
) -> int:
    """Say how good a version of the model is on labelled texts."""
    if folder is None:
        found = flow.judge_labels(flow.enter(load(find(config))), version, examples)
    else:
        found = flow.judge(folder, settings_if_any(config), version, examples)
    console.say_json(found.told()) if json else _judgement(found)
    return 0


def _judgement(found: "flow.Judgement") -> None:
    use = ", which is in use," if found.version == found.current else ""
    console.out.print(f"{_version(found.version)}{use} on {count(found.texts, 'text')}")
    if found.least > 1:
        counted = f"texts are counted down to multiples of {found.least}"
        console.out.print(f"Parts of fewer than {found.least} people are left out; {counted}.")
    for report in found.reports:
        columns = ("language", "source", "texts", "macro-F1", "95 % range", "right", "95 % range ")
        rows = [
            (
                f.language,
                f.source,
                f.texts,
                f"{f.f1:.3f}",
                f"{f.low:.3f} to {f.high:.3f}",
                f"{f.right:.3f}",
                f"{f.right_low:.3f} to {f.right_high:.3f}",
            )
            for f in report.figures
        ]
        console.table(f"\n{report.head}", columns, rows)
        counts = [(name, *row) for name, row in zip(report.classes, report.confusion, strict=True)]
        console.table("\ntrue (rows), said (columns)", ("", *report.classes), counts)
        bins = [(f"{b.sure:.2f}", f"{b.right:.2f}", b.texts) for b in report.bins]
        title = f"\nhow sure, how often right (calibration error {report.ece:.3f}, Brier {report.brier:.3f})"
        console.table(title, ("sure", "right", "texts"), bins)
        for mistake in report.worst:
            line = f"  {mistake.language}: {mistake.said} {mistake.sure:.2f}, truly {mistake.true}: "
            console.out.print(line + " ".join(mistake.text.split())[:200], markup=False, soft_wrap=True)
    if found.languages:
        told = [(lang, s["texts"], f"{s['right']:.3f}", f"{s['unknown']:.3f}") for lang, s in found.languages.items()]
        console.table("\nlanguage told", ("", "texts", "right", "unknown"), told)
