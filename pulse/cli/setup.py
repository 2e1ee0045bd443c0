"""Commands that set things up: init, demo, strategy, organisation, db."""

from pathlib import Path
from typing import Annotated

import typer

from pulse import flow
from pulse.cli import checking, console, serving
from pulse.cli.console import AsJson, Config
from pulse.settings import find, load
from pulse.text import count

strategy = typer.Typer(no_args_is_help=True, help="Themes and decisions.")
organisation = typer.Typer(no_args_is_help=True, help="Units and people.")
db = typer.Typer(no_args_is_help=True, help="The database.")


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command()(init)
    app.command()(demo)
    strategy.command("load")(strategy_load)
    strategy.command("show")(strategy_show)
    strategy.command("check")(checking.strategy_check)
    organisation.command("load")(organisation_load)
    db.command("upgrade")(db_upgrade)
    db.command("check")(db_check)
    db.command("backup")(db_backup)
    db.command("restore")(db_restore)
    app.add_typer(strategy, name="strategy")
    app.add_typer(organisation, name="organisation")
    app.add_typer(db, name="db")


def init(
    folder: Annotated[Path, typer.Argument(help="Where the files go.")] = Path(),
    zone: Annotated[str | None, typer.Option(help="The time zone that weeks begin in.")] = None,
) -> int:
    """Write commented settings, starter themes in six languages, and files for units and people."""
    if zone is None:
        zone = typer.prompt("Time zone", default="Europe/Helsinki") if console.out.is_terminal else "Europe/Helsinki"
    for path in flow.write_starter(folder, zone):
        console.out.print(f"wrote {path}", markup=False)
    console.out.print("Next: pulse strategy load strategy.yaml, then pulse import or pulse pull, then pulse run.")
    return 0


def demo(
    folder: Annotated[Path, typer.Option(help="Where the demo organisation is built.")] = Path("demo"),
    people: Annotated[int, typer.Option(min=60, max=20000, help="How many people it has.")] = 1500,
    weeks: Annotated[int, typer.Option(min=4, max=104, help="For how many weeks they write.")] = 26,
    seed: Annotated[int, typer.Option(help="Another seed is another organisation.")] = 1,
    serve: Annotated[bool, typer.Option(help="Open the dashboard when it is built.")] = True,
    port: Annotated[int, typer.Option(help="The dashboard's port.")] = 8501,
) -> int:
    """Build a demo organisation in its own folder, and open the dashboard."""
    from pulse.demo import build

    if serve:
        serving.must_be_free(port)
    with console.progress() as progress:
        built = build(folder, people=people, weeks=weeks, seed=seed, progress=progress)
    console.out.print(built.sentence(), markup=False, soft_wrap=True)
    return serving.serve(folder / "pulse.toml", port) if serve else 0


def strategy_load(file: Path, json: AsJson = False, config: Config = None) -> int:
    """Load themes and decisions from a strategy.yaml."""
    office = flow.enter(load(find(config)))
    with flow.alone(office):
        status = _loaded(flow.load_strategy(office, file), json)
    if notice := flow.undone(office, file):
        console.complain(notice)
    return status


def strategy_show(json: AsJson = False, config: Config = None) -> int:
    """Show the themes and decisions that are loaded."""
    found = flow.loaded_strategy(flow.enter(load(find(config))))
    if json:
        console.say_json(found)
        return 0
    console.table(
        "Themes", ("theme", "name", "words"), [(t.id, t.name(), sum(map(len, t.words.values()))) for t in found.themes]
    )
    rows = [(d.id, d.title, d.theme, d.owner, f"{d.announced_at:%Y-%m-%d}") for d in found.decisions]
    console.table("Decisions", ("decision", "title", "theme", "owner", "announced"), rows)
    return 0


def organisation_load(files: list[Path], json: AsJson = False, config: Config = None) -> int:
    """Load units and people from units.csv and people.csv."""
    office = flow.enter(load(find(config)))
    with flow.alone(office):
        return _loaded(flow.load_organisation(office, files), json)


def db_upgrade(config: Config = None) -> int:
    """Bring the database's schema up to date."""
    flow.enter(load(find(config)))
    console.out.print("the database is up to date")
    return 0


def db_check(config: Config = None) -> int:
    """Check that the database is whole and of this version."""
    flow.check_database(load(find(config)))
    console.out.print("the database is whole and up to date")
    return 0


def db_backup(
    file: Annotated[Path, typer.Argument(help="A new file, like backup.zip.")],
    json: AsJson = False,
    config: Config = None,
) -> int:
    """Save the database and what labels have taught in one file; settings, key file and encoder are not in it."""
    office = flow.enter(load(find(config)))
    with flow.alone(office):
        learned = flow.backup(office, file)
    console.say_json({"learned": learned}) if json else console.out.print(f"saved in {file.name}: {_held(learned)}")
    return 0


def db_restore(
    file: Annotated[Path, typer.Argument(help="A file that 'pulse db backup' wrote.")],
    json: AsJson = False,
    config: Config = None,
) -> int:
    """Put a backup in place of the database and of what labels have taught; the key file must be the same."""
    done = flow.restore(load(find(config)), file)
    if json:
        console.say_json({"learned": done.learned, "aside": done.aside.name if done.aside else None})
        return 0
    console.out.print(f"put back from {file.name}: {_held(done.learned)}")
    if done.aside:
        console.out.print(f"what labels had taught here before lies in {done.aside.name}")
    return 0


def _held(learned: int) -> str:
    return "the database" + (f", and {count(learned, 'file')} of learned versions" if learned else "")


NOUNS = {"themes": ("theme",), "decisions": ("decision",), "units": ("unit",), "people": ("person", "people")}


def _loaded(loaded: list[flow.Loaded], json: bool) -> int:
    if json:
        console.say_json({one.what: one.count for one in loaded})
    else:
        console.out.print(", ".join(count(one.count, *NOUNS[one.what]) for one in loaded) + " loaded")
    return 0
