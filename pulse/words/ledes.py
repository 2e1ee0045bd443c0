"""The one sentence at the top of a page that says what matters; it never contradicts the figures below it."""

from collections.abc import Sequence

from pulse.board.views import DecisionSight, Landing, Overview, SourcesSight, Waiting
from pulse.domain import Answer
from pulse.words.figures import about, clear, reason, span
from pulse.words.rich import Rich
from pulse.words.words import Words

WIDE = 0.5
"""A share whose likely range is wider than this is not put into one word."""
NAMED = 2
"""More titles than this are counted, not named."""


def overview(words: Words, sight: Overview) -> Rich:
    """What matters among all decisions."""
    speaking = [found for found in sight.landings if found.support.shown]
    if not speaking:
        return words.rich("lede.silent") if sight.landings else Rich()
    urgent = (_losing(words, sight), _asking(words, _of(sight.landings, "asks")))
    calm = _counts(words, sight) if any(urgent) else _names(words, sight)
    return Rich.join((calm, *urgent))


def _of(landings: Sequence[Landing], status: str) -> list[Landing]:
    return [landing for landing in landings if landing.status == status]


def _titles(words: Words, landings: Sequence[Landing]) -> str:
    return words.join([landing.title for landing in landings])


def _counts(words: Words, sight: Overview) -> Rich:
    """The calm decisions in a breath, since others need the reader more."""
    gaining, steady = len(_of(sight.landings, "gaining")), len(_of(sight.landings, "steady"))
    parts = []
    if gaining:
        parts.append(words.say("lede.gaining.count", gaining, count=counted(words, gaining)))
    if steady:
        key = "lede.steady.rest" if gaining else "lede.steady.count"
        parts.append(words.say(key, steady, count=counted(words, steady)))
    if not parts:
        return Rich()
    said = parts[0] if len(parts) == 1 else words.say("lede.both", gaining=parts[0], steady=parts[1])
    return words.rich("lede.sentence", said=_upper(said))


def _names(words: Words, sight: Overview) -> Rich:
    """The calm decisions by name, where nothing else asks for attention."""
    gaining, steady = _of(sight.landings, "gaining"), _of(sight.landings, "steady")
    if not gaining:
        return words.rich("lede.calm", weeks=last(words, sight.filters.period))
    said = words.rich("lede.gaining", len(gaining), titles=_titles(words, gaining))
    if not steady:
        return said
    if len(steady) > NAMED:
        rest = words.say("lede.steady.count", len(steady), count=counted(words, len(steady)))
        return Rich.join((said, words.rich("lede.sentence", said=_upper(rest))))
    return Rich.join((said, words.rich("lede.steady", len(steady), titles=_titles(words, steady))))


def _losing(words: Words, sight: Overview) -> Rich:
    found = _of(sight.landings, "losing")
    if not found:
        return Rich()
    if len(found) > NAMED:
        count, period = _upper(counted(words, len(found))), last(words, sight.filters.period)
        return words.rich("lede.losing.count", count=count, weeks=period, title=found[0].title)
    said = words.rich("lede.losing", len(found), titles=_titles(words, found), weeks=last(words, sight.filters.period))
    waiting = found[0].waiting.questions if len(found) == 1 else None
    tail = words.rich("lede.losing.questions", waiting) if waiting else words.rich("lede.stop")
    return Rich.join((said, tail), by="")


def _asking(words: Words, found: Sequence[Landing]) -> Rich:
    if not found:
        return Rich()
    if len(found) > NAMED and found[0].waiting.questions:
        count = _upper(counted(words, len(found)))
        return words.rich("lede.asks.count", found[0].waiting.questions, count=count, title=found[0].title)
    if len(found) > 1:
        return words.rich("lede.asks.many", len(found), titles=_titles(words, found))
    waiting = found[0].waiting.questions
    if not waiting:
        return words.rich("lede.asks.unknown", titles=found[0].title)
    return words.rich("lede.asks", waiting, titles=found[0].title)


def decision(words: Words, sight: DecisionSight) -> Rich:
    """What matters about one decision."""
    return Rich.join((_support(words, sight), _weakest(words, sight), waiting(words, sight.waiting, "lede.waiting")))


def _support(words: Words, sight: DecisionSight) -> Rich:
    answer = sight.supported
    if answer.reason is not None or answer.value is None:
        return words.rich("lede.support.none", reason=_lower(reason(words, answer)))
    if not telling(answer):
        return words.rich("lede.support.wide", range=span(words, answer))
    said = words.rich("lede.support", about=_upper(about(words, answer.value)))
    return Rich.join((said, _change(words, sight.change, sight.filters.period)), by="")


def _change(words: Words, change: Answer, period: int) -> Rich:
    if change.reason is not None or change.value is None:
        return words.rich("lede.support.alone")
    key = "noise" if not clear(change) else "rose" if change.value > 0 else "fell"
    return words.rich(f"lede.support.{key}", weeks=last(words, period))


def telling(answer: Answer) -> bool:
    """Whether the range of a share is narrow enough to be put into one word."""
    low, high = answer.low, answer.high
    return answer.value is not None and low is not None and high is not None and high - low <= WIDE


def _weakest(words: Words, sight: DecisionSight) -> Rich:
    found = {"understood": sight.understood, "action": sight.acting, "support": sight.supported}
    known = {name: answer.value for name, answer in found.items() if answer.value is not None and telling(answer)}
    if len(known) > 1 and min(known, key=known.__getitem__) == "understood":
        return words.rich("lede.weakest.understood", about=about(words, known["understood"]))
    if "action" not in known:
        return Rich()
    key = "lede.weakest.action" if known["action"] < 1 / 3 else "lede.acting"
    return words.rich(key, about=about(words, known["action"]))


def waiting(words: Words, found: Waiting, key: str) -> Rich:
    """How many questions wait and for how long; empty where none does or that is not told."""
    if not found.questions:
        return Rich()
    waited = weeks(words, found.oldest_weeks or 0)
    if found.people is None:
        return words.rich(key.replace(".count", ".plain"), found.questions, weeks=waited)
    return words.rich(key, found.questions, people=words.say("people", found.people), weeks=waited)


def sources(words: Words, sight: SourcesSight) -> Rich:
    """What matters about the sources."""
    found = sight.sources
    if not found:
        return words.rich("lede.sources.empty")
    late = [source.name for source in found if source.state == "late"]
    said = words.rich("lede.sources.late", len(late), names=words.join(late)) if late else Rich()
    return Rich.join((_fine(words, sight), *_failing(words, sight), said))


def _fine(words: Words, sight: SourcesSight) -> Rich:
    total, fine = len(sight.sources), sum(source.state == "ok" for source in sight.sources)
    if fine == total:
        return words.rich("lede.sources.all", total, count=counted(words, total))
    if not fine:
        return words.rich("lede.sources.none", all=counted(words, total))
    return words.rich("lede.sources.some", fine=_upper(counted(words, fine)), all=counted(words, total))


def _failing(words: Words, sight: SourcesSight) -> list[Rich]:
    said = []
    for source in (s for s in sight.sources if s.state == "failing"):
        voice = words.say(f"talk.{source.voice}")
        if source.newest is None:
            said.append(words.rich("lede.sources.failing.ever", name=source.name, voice=voice))
        else:
            day = words.day(source.newest.astimezone(words.zone).date(), "MMMMd")
            said.append(words.rich("lede.sources.failing", name=source.name, voice=voice, day=day))
    return said


def last(words: Words, n: int) -> str:
    """So many weeks after "the last": one week is just the week.

    >>> last(Words(), 1), last(Words(), 4), last(Words(), 13)
    ('week', 'four weeks', '13 weeks')
    """
    return words.say("weeks.last") if n == 1 else weeks(words, n)


def weeks(words: Words, n: int) -> str:
    """So many weeks, the small numbers in letters.

    >>> weeks(Words(), 0), weeks(Words(), 1), weeks(Words(), 13)
    ('less than a week', 'one week', '13 weeks')
    """
    if n < 1:
        return words.say("weeks.none")
    return words.say("weeks", n) if n > 9 else words.say("weeks.few", n, number=counted(words, n))


def counted(words: Words, n: int) -> str:
    """A number as prose has it: in letters up to nine."""
    return words.say(f"number.{n}") if 1 <= n <= 9 else words.number(n)


def few(words: Words, people: int | None) -> str:
    """How many people; a few where that is not told."""
    return words.say("few") if people is None else words.say("people", people)


def role(words: Words, owner: str) -> str:
    """The role that owns something, as people write it; nobody is unassigned."""
    return _upper(owner.replace("-", " ").replace("_", " ")) if owner else words.say("decision.question.unowned")


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
