"""Commands that change what is kept: import, pull, tag, seal, run, publish, source."""

from pathlib import Path
from typing import Annotated

import typer

from pulse import flow
from pulse.cli import console
from pulse.cli.console import AsJson, Config
from pulse.domain import Source, weeks
from pulse.errors import ArchiveError
from pulse.flow.pulling import Receipt
from pulse.settings import find, load
from pulse.text import count

LEFT_OUT = 3
sources = typer.Typer(no_args_is_help=True, help="The configured sources.")


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("import")(import_)
    app.command()(pull)
    app.command()(tag)
    app.command()(seal)
    app.command()(run)
    app.command()(publish)
    app.command()(fit)
    sources.command("list")(source_list)
    sources.command("remove")(source_remove)
    app.add_typer(sources, name="source")


def import_(
    kind: Annotated[str, typer.Argument(help="jsonl, csv, slack-export or mbox.")],
    path: Annotated[Path, typer.Argument(help="The file or folder.")],
    source: Annotated[str, typer.Option(help="The name that its posts are kept under.")],
    voice: Annotated[str, typer.Option(help="internal or public.")],
    column: Annotated[list[str] | None, typer.Option(help="For csv: field=column, as often as needed.")] = None,
    option: Annotated[list[str] | None, typer.Option(help="Any other option of this kind: name=value.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read and check everything, keep nothing.")] = False,
    json: AsJson = False,
    config: Config = None,
) -> int:
    """Read one archive, once."""
    office = flow.enter(load(find(config)))
    options = flow.archive_options(path.absolute(), column or [], option or [])
    wanted = Source(name=source, kind=kind, voice=voice)  # type: ignore[arg-type]
    with flow.alone(office), console.progress(not json) as progress:
        receipt = flow.bring(office, kind, options, wanted, progress, dry=dry_run)
    if receipt.problem and not receipt.read:
        raise ArchiveError(receipt.problem)
    _tell_unused(office)
    return _say([receipt], json)


def pull(
    names: Annotated[list[str] | None, typer.Argument(help="Sources; all of them if none is named.")] = None,
    json: AsJson = False,
    config: Config = None,
) -> int:
    """Read new, changed and gone posts of the configured sources."""
    office = flow.enter(load(find(config)))
    with flow.alone(office), console.progress(not json) as progress:
        receipts = flow.pull(office, names or (), progress)
    _tell_unused(office)
    return _say(receipts, json)


def tag(
    everything: Annotated[bool, typer.Option("--all", help="Tag again what has a tag.")] = False,
    json: AsJson = False,
    config: Config = None,
) -> int:
    """Classify what is untagged."""
    office = flow.enter(load(find(config)))
    with flow.alone(office), console.progress(not json) as progress:
        tagged = flow.tag(office, everything=everything, progress=progress)
    _tell_unused(office)
    console.say_json({"tagged": tagged}) if json else console.out.print(f"{count(tagged, 'post')} tagged")
    return 0


def _tell_unused(office: "flow.Office") -> None:
    """Complain where what labels taught could not be used for the tags of this run."""
    if unused := flow.out_of_use(office.settings):
        console.complain(unused)


def seal(
    through: Annotated[str | None, typer.Option(help="The last week to seal, like 2026-W46.")] = None,
    json: AsJson = False,
    config: Config = None,
) -> int:
    """Gather closed weeks into atoms that protect everyone."""
    office = flow.enter(load(find(config)))
    last = weeks.named(through) if through else None
    with flow.alone(office), console.progress(not json) as progress:
        done = flow.seal(office, last, progress)
    console.say_json(done) if json else console.out.print(done.sentence())
    return 0


def run(
    every: Annotated[str | None, typer.Option(help="Again after so long, like 15m or 1h; once if not given.")] = None,
    json: AsJson = False,
    config: Config = None,
) -> int:
    """Pull, tag and seal; once, or on a schedule."""
    path = find(config)
    status = 0
    for settings in flow.rounds(path, every):
        office = flow.enter(settings)
        with flow.alone(office), console.progress(not json) as progress:
            done = flow.run(office, progress)
        status = _say(list(done.receipts), json)
        console.say_json(done.sealing) if json else console.out.print(done.sentence())
        if json and done.notice:
            console.complain(done.notice)
    return status


def publish(
    start: Annotated[str, typer.Option("--from", help="The first week whose figures are frozen, like 2026-W40.")],
    preview: Annotated[bool, typer.Option("--preview", help="Only say what would be frozen.")] = False,
    json: AsJson = False,
    config: Config = None,
) -> int:
    """Leave the draft: from this week on figures are frozen."""
    path = find(config)
    office = flow.enter(load(path))
    with flow.alone(office):
        done = flow.publish(office, path, weeks.named(start), preview=preview)
    console.say_json(done) if json else console.out.print(done.sentence())
    return 0


def fit(
    folder: Annotated[Path, typer.Argument(help="A folder of labelled JSON Lines files.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="Where models and card go.")] = Path("models"),
) -> int:
    """Fit the models that ship on labelled texts; the same texts give the same bytes."""
    console.out.print(f"wrote {flow.fit(folder, output)}", markup=False)
    return 0


def source_list(json: AsJson = False, config: Config = None) -> int:
    """The configured sources and those that posts were imported from."""
    office = flow.enter(load(find(config)))
    rows = flow.sources(office)
    if json:
        console.say_json(rows)
        return 0
    console.table("", ("name", "kind", "voice", "posts", "configured"), [tuple(r.values()) for r in rows])
    return 0


def source_remove(name: str, json: AsJson = False, config: Config = None) -> int:
    """Remove a source's posts, tags and traces; figures that are published stay as they are."""
    office = flow.enter(load(find(config)))
    with flow.alone(office):
        receipt = flow.remove(office, name)
    console.say_json(receipt) if json else console.table(
        f"Removed from {name}", ("what", "rows"), list(receipt.items())
    )
    return 0


def _say(receipts: list[Receipt], json: bool) -> int:
    for receipt in receipts:
        if json:
            console.say_json(flow.receipt_line(receipt))
        else:
            _table(receipt)
    return 0 if all(r.whole for r in receipts) else LEFT_OUT


def _table(receipt: Receipt) -> None:
    rows = [("read", receipt.read), ("kept", receipt.kept), ("kept and tagged", receipt.tagged)]
    rows += [("changed", receipt.changed), ("unchanged", receipt.unchanged), ("gone", receipt.gone)]
    rows += [(f"left out: {reason}", n) for reason, n in sorted(receipt.left_out.items())]
    rows += [("quarantined", receipt.quarantined)]
    console.table(receipt.source, ("", "entries"), [r for r in rows if r[1] or r[0] in ("read", "kept")])
    for refusal in receipt.refused[:20]:
        console.err.print(f"  {refusal.where}: {refusal.reason}", markup=False, soft_wrap=True)
    if len(receipt.refused) > 20:
        console.err.print(f"  and {receipt.quarantined - 20:,} more; see 'pulse doctor'", markup=False)
    if receipt.problem:
        console.complain(f"{receipt.source}: {receipt.problem}")
