"""Commands of the audit: draw, status, import, export."""

from pathlib import Path
from typing import Annotated

import typer

from pulse import flow
from pulse.cli import console
from pulse.cli.console import AsJson, Config
from pulse.settings import find, load
from pulse.text import count

HOW = (
    "fill in what is null: themes (a list of their ids, [] for none), decision (its id, or leave it), stance (against, "
    "neither, favour), tone (negative, neutral, positive), asks (true, false), act (none, wish, plan, doing, done), "
    "coder (who labels) and at (when, like 2026-01-31T09:30:00Z); what stays null, no figure counts; then 'pulse audit "
    "import' takes the file"
)
audit = typer.Typer(no_args_is_help=True, help="Labels for estimates, drawn at random with known probabilities.")


def register(app: typer.Typer) -> None:
    """Add these commands."""
    audit.command()(draw)
    audit.command()(status)
    audit.command("import")(import_)
    audit.command()(export)
    app.add_typer(audit, name="audit")


def draw(
    output: Annotated[Path, typer.Option("-o", "--output", help="Where the lines to label go.")],
    posts: Annotated[int, typer.Option(min=1, max=100_000, help="About how many posts.")] = 200,
    seed: Annotated[int, typer.Option(help="Another seed draws others.")] = 0,
    config: Config = None,
) -> int:
    """Draw posts at random for people to label."""
    office = flow.enter(load(find(config)))
    lines = flow.to_label(office, flow.drawn(office, posts, seed))
    with output.open("w", encoding="utf-8") as file:
        for line in lines:
            file.write(console.line(line))
    console.out.print(f"{count(len(lines), 'post')} to label in {output}; {HOW}", markup=False, soft_wrap=True)
    return 0


def status(json: AsJson = False, config: Config = None) -> int:
    """Say how far the labels go."""
    found = flow.audit_status(flow.enter(load(find(config))))
    if json:
        console.say_json(found)
        return 0
    console.out.print(f"{count(found.labelled, 'post')} labelled by {count(found.coders, 'coder')}")
    rows = [(name, f"fewer than {found.least}" if n is None else f"{n:,}+") for name, n in found.by_subject.items()]
    console.table("", ("subject", "posts labelled"), rows)
    return 0


def import_(file: Path, json: AsJson = False, config: Config = None) -> int:
    """Bring in labels; figures take them up at the next sealing."""
    office = flow.enter(load(find(config)))
    with flow.alone(office):
        found = flow.import_labels(office, file)
    if json:
        console.say_json(found)
    for sentence in () if json else found.sentences():
        console.out.print(sentence, markup=False, soft_wrap=True)
    return 0


def export(
    output: Annotated[Path, typer.Option("-o", "--output", help="A labels.jsonl.")],
    config: Config = None,
) -> int:
    """Write all labels to a file."""
    office = flow.enter(load(find(config)))
    written = flow.export_labels(office, output)
    console.out.print(f"wrote {count(written, 'label')} to {output}", markup=False)
    return 0
