"""Commands that show: figures, summary, questions, classify, doctor, serve."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pulse import flow
from pulse.board import open_board
from pulse.cli import console, serving
from pulse.cli.console import AsJson, Config
from pulse.domain import Viewer, weeks
from pulse.errors import ArchiveError, UsageError
from pulse.settings import Settings, find, load

if TYPE_CHECKING:
    from pulse.board.board import Board


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command()(figures)
    app.command()(summary)
    app.command()(questions)
    app.command()(topics)
    app.command()(classify)
    app.command()(doctor)
    app.command()(serve)


As = Annotated[str | None, typer.Option("--as", help="ROLE or ROLE:UNIT, like manager:north.")]


def viewer(text: str | None, settings: Settings) -> Viewer:
    """The viewer of --as, else that of pulse.toml."""
    if text is None:
        return Viewer(settings.viewer.role, settings.viewer.unit)  # type: ignore[arg-type]
    role, _, unit = text.partition(":")
    return Viewer(role, unit or None)  # type: ignore[arg-type]


def figures(
    who: As = None,
    format: Annotated[str, typer.Option(help="jsonl or csv.")] = "jsonl",
    output: Annotated[Path | None, typer.Option("-o", "--output", help="A file; else standard output.")] = None,
    config: Config = None,
) -> int:
    """Print every published figure that a role may see, one a line."""
    from pulse.export.files import write_figures

    settings = load(find(config))
    write_figures(open_board(settings, viewer(who, settings)), format, output, sys.stdout)
    return 0


def summary(
    week: Annotated[str | None, typer.Option(help="The week, like 2026-W46; the last sealed one if not given.")] = None,
    audience: Annotated[str, typer.Option("--for", help="executives, comms, or a unit.")] = "executives",
    language: Annotated[str, typer.Option(help="The language of the words.")] = "en",
    format: Annotated[str, typer.Option(help="html or csv.")] = "html",
    output: Annotated[Path | None, typer.Option("-o", "--output", help="A file; else standard output.")] = None,
    config: Config = None,
) -> int:
    """Write the weekly summary."""
    from pulse.export import summary as paper

    settings = load(find(config))
    wanted = weeks.named(week) if week else None
    text = paper.summary(open_board(settings), wanted, audience, language, format)
    if output is None:
        sys.stdout.write(text)
    else:
        output.write_text(text, encoding="utf-8")
        console.out.print(f"wrote {output}", markup=False)
    return 0


def questions(
    open: Annotated[bool, typer.Option("--open", help="Only those without an answer.")] = False,
    like: Annotated[
        str | None,
        typer.Option("--alike", help="What people ask nearly alike about this decision over 13 weeks, by their words."),
    ] = None,
    who: As = None,
    json: AsJson = False,
    config: Config = None,
) -> int:
    """Print groups of questions with their age and subject."""
    settings = load(find(config))
    board = open_board(settings, viewer(who, settings))
    if like is not None and open:
        raise UsageError("--alike tells of all questions, answered or not: leave --open out")
    if like is not None:
        return _alike(board, like, json)
    rows = board.questions(only_open=open)
    if json:
        for row in rows:
            console.say_json(row)
        return 0
    columns = ("decision", "question", "people", "weeks", "owner", "open")
    console.table(
        "", columns, [(r.decision, r.text, r.people, r.weeks, r.owner, "open" if r.open else "") for r in rows]
    )
    return 0


def _alike(board: "Board", decision: str, json: bool) -> int:
    from pulse.board.views import Filters

    asked = board.asking("support", board.strategy.decision(decision).id, Filters(period=13))
    rows = board.alike(asked)
    if json:
        for row in rows:
            console.say_json(row)
    else:
        console.table(
            "", ("language", "words of a question", "weeks"), [(r.language, " ".join(r.words), r.weeks) for r in rows]
        )
    return 0


def topics(who: As = None, json: AsJson = False, config: Config = None) -> int:
    """Print what people write about that no theme names, by words that enough of them share, over 13 weeks."""
    from pulse.board.views import Filters

    settings = load(find(config))
    rows = open_board(settings, viewer(who, settings)).unnamed(Filters(period=13))
    if json:
        for row in rows:
            console.say_json(row)
    else:
        console.table("", ("language", "words of a topic"), [(r.language, " ".join(r.words)) for r in rows])
    return 0


def classify(
    file: Annotated[
        Path | None,
        typer.Argument(
            help="JSON Lines with `text`, or a text a line; - is standard input. Empty lines are passed over."
        ),
    ] = None,
    thread: Annotated[
        bool, typer.Option("--thread", help="The lines are one thread: its first post tells what the others are about.")
    ] = False,
    why: Annotated[bool, typer.Option("--why", help="Also which entries of the word lists decide.")] = False,
    json: AsJson = False,
    config: Config = None,
) -> int:
    """Tag given texts, in their order; nothing is stored."""
    raw = sys.stdin.buffer.read() if file is None or str(file) == "-" else file.read_bytes()
    given, settings = flow.Given.of(raw), settings_if_any(config)
    if thread and given.rootless:
        raise ArchiveError(f"{given.refused[0].partition(';')[0]}; it should tell what the thread is about")
    for line in flow.classify_texts(given.posts, settings, reasons=why, thread=thread):
        if json:
            console.say_json(line)
            continue
        for said in (flow.tag_sentence(line), *(flow.why_lines(line) if why else ())):
            console.out.print(said, markup=False, soft_wrap=True)
    unused = flow.out_of_use(settings) if settings else ""
    for fault in (*given.refused, *([unused] if unused else [])):
        console.complain(fault)
    return ArchiveError.exit_status if given.refused else 0


def settings_if_any(config: str | None) -> Settings | None:
    """The settings of the working folder or of --config, where there are any."""
    return load(find(config)) if config or Path("pulse.toml").is_file() else None


def doctor(json: AsJson = False, config: Config = None) -> int:
    """Say how things stand, and what needs attention."""
    found = flow.doctor(flow.enter(load(find(config))))
    if json:
        console.say_json(found)
        return 0
    for line in found.sentences():
        console.out.print(line, markup=False, soft_wrap=True)
    return 0


def serve(port: int = 8501, config: Config = None) -> int:
    """Open the dashboard."""
    path = find(config)
    load(path)
    return serving.serve(path, port)
