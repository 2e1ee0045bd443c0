"""How a source is doing, and what it needs from the reader."""

from pulse.board.views import SourceHealth
from pulse.words.rich import Rich
from pulse.words.words import Words


def note(words: Words, source: SourceHealth) -> str:
    """A few words beside a source; empty when all is well."""
    if source.problem:
        return source.problem
    if source.quarantined:
        return words.say("sources.note.quarantined", source.quarantined)
    if source.state != "ok" and source.newest is not None:
        return words.say("sources.note.newest", day=words.day(source.newest.astimezone(words.zone).date()))
    return ""


def needs(words: Words, source: SourceHealth) -> list[Rich]:
    """What happened, what is lost, and what to do, where something is to be done."""
    said = []
    if source.state == "failing":
        said.append(_failing(words, source))
    if source.state == "late":
        problem = source.problem or words.say("sources.problem.late")
        moment = words.moment(source.last_read) if source.last_read else words.say("sources.never")
        said.append(words.rich("sources.needs.late", name=source.name, problem=problem, moment=moment))
    if source.state == "idle":
        said.append(words.rich("sources.needs.idle", name=source.name))
    if source.quarantined:
        said.append(words.rich("sources.needs.quarantined", source.quarantined, name=source.name))
    return said


def _failing(words: Words, source: SourceHealth) -> Rich:
    problem = source.problem or words.say("sources.problem.unknown")
    if source.newest is None:
        return words.rich("sources.needs.failing.ever", name=source.name, problem=problem)
    day = words.day(source.newest.astimezone(words.zone).date(), "MMMMd")
    return words.rich("sources.needs.failing", name=source.name, problem=problem, day=day)
