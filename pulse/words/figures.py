"""Answers in words: value, range, base, how sure, and the reason where there is no figure."""

from collections.abc import Mapping

from pulse.domain import Answer, Measure
from pulse.words.words import Words

ABOUT = (0, 10, 20, 25, 33, 40, 50, 60, 67, 75, 80, 90, 100)
HOLLOW = 40
"""Marks of bases with fewer people than this are drawn hollow."""
NOTHING: Mapping[str, str] = {}


def value(words: Words, answer: Answer) -> str:
    """The figure by itself, or the short reason why there is none."""
    if answer.reason is not None:
        return words.say(f"short.{answer.reason}")
    if answer.value is None:
        return words.say("time.not_reached")
    if answer.question.measure == "change":
        return words.say("points.short", points=words.points(answer.value))
    if answer.question.measure == "time_to_answer":
        return days(words, answer.value)
    return words.percent(answer.value)


def days(words: Words, value: float) -> str:
    """A number of days, with a decimal only where it matters."""
    shown = round(value) if value >= 10 else round(value, 1)
    plural = 1 if shown == 1 else 2
    return words.say("time.days", plural, days=words.decimal(shown))


def span(words: Words, answer: Answer) -> str:
    """The likely range; empty where there is none."""
    if answer.reason is not None or answer.low is None:
        return ""
    low, high = answer.low, answer.high
    if answer.question.measure == "change":
        return "" if high is None else words.say("range", low=words.points(low), high=words.points(high))
    if answer.question.measure == "time_to_answer":
        if high is None:
            return words.say("time.at_least", days=days(words, low))
        return words.say("time.range", low=words.decimal(low), high=days(words, high))
    return "" if high is None else words.say("range", low=words.percent(low), high=words.percent(high))


def base(words: Words, answer: Answer) -> str:
    """Who and how many the figure stands on; empty where that is not told."""
    if answer.people is None:
        return ""
    key = {"reach": "base.reach", "answered": "base.waits", "time_to_answer": "base.waits"}
    return words.say(key.get(answer.question.measure, "base.wrote"), answer.people)


def card(words: Words, answer: Answer) -> str:
    """Range and base in one breath, under the big figure of a card; or the reason."""
    if answer.reason is not None:
        return reason(words, answer)
    found = span(words, answer)
    if answer.people is None or not found:
        return found
    return words.say(f"card.{answer.question.measure}", answer.people, range=found)


def reason(words: Words, answer: Answer) -> str:
    """Why there is no figure: too few, too early, missing and hidden are four different texts."""
    if answer.reason is None:
        return ""
    measured = answer.question.measure
    if answer.reason == "TooFew" or (answer.reason == "TooEarly" and measured == "change"):
        fine, coarse = words.number(words.protection.fine), words.number(words.protection.coarse)
        return words.say(f"reason.{answer.reason}.{measured}", fine=fine, coarse=coarse)
    return words.say(f"reason.{answer.reason}")


def basis(words: Words, answer: Answer) -> str:
    """How the classifier's errors were taken into account."""
    if answer.basis is None or answer.reason is not None:
        return ""
    if answer.basis != "audited":
        return words.say(f"basis.{answer.basis}")
    if answer.labelled_at is None:
        return words.say("basis.audited", answer.labels)
    day = words.day(answer.labelled_at.astimezone(words.zone).date())
    return words.say("basis.audited.dated", answer.labels, day=day)


def mark(answer: Answer) -> str:
    """A small letter beside figures that are not audited: m for model, q for borrowed from the quarter."""
    if answer.reason is not None:
        return ""
    return {"model": "m", "borrowed": "q"}.get(answer.basis or "", "")


def reading(words: Words, change: Answer) -> str:
    """Whether a change is clear: only when its range excludes nought."""
    if change.reason is not None:
        return reason(words, change)
    if change.low is None or change.high is None:
        return words.say("reading.unknown")
    return words.say("reading.clear" if clear(change) else "reading.noise")


def clear(change: Answer) -> bool:
    """Whether the range of a change excludes nought."""
    return change.low is not None and change.high is not None and (change.low > 0 or change.high < 0)


def arrow(change: Answer) -> str:
    """The direction of a clear change, as a shape."""
    if change.value is None or not clear(change):
        return ""
    return "▲" if change.value > 0 else "▼"


def wider(words: Words, answer: Answer, names: Mapping[str, str] = NOTHING) -> str:
    """What the figure covers beyond what was asked: a longer span, other units, other talk; else empty."""
    if answer.reason is not None:
        return ""
    said = (_span(words, answer), _units(words, answer, names), _subjects(words, answer))
    return "; ".join(part for part in said if part)


def joined(answer: Answer) -> bool:
    """Whether units other than the one asked for are inside."""
    return bool(set(answer.units) - {answer.question.unit})


def _span(words: Words, answer: Answer) -> str:
    asked = answer.question
    start, stop = answer.start or asked.start, answer.stop or asked.stop
    if start >= asked.start and stop <= asked.stop:
        return ""
    return words.say("wider.span", span=words.span(start, stop))


def _units(words: Words, answer: Answer, names: Mapping[str, str]) -> str:
    others = [unit for unit in answer.units if unit != answer.question.unit]
    if not others:
        return ""
    if len(others) > 2:
        return words.say("wider.units.many", len(others))
    return words.say("wider.units", len(others), units=words.join([names.get(unit, unit) for unit in others]))


def _subjects(words: Words, answer: Answer) -> str:
    asked = answer.question.subject
    others = set(answer.subjects) - {asked}
    return words.say("wider.subjects") if others and asked.kind == "decision" else ""


def about(words: Words, share: float) -> str:
    """A share in prose.

    >>> about(Words(), 0.23), about(Words(), 0.69)
    ('about one in four', 'about two in three')
    """
    nearest = min(ABOUT, key=lambda step: abs(step - share * 100))
    return words.say(f"about.{nearest}")


def measure(words: Words, name: Measure) -> str:
    """What a measure is called above a column."""
    return words.say(f"measure.{name}")


def spoken(words: Words, answer: Answer) -> str:
    """The whole figure as a sentence, for those who do not see its mark."""
    name = measure(words, answer.question.measure)
    if answer.reason is not None:
        return words.say("alt.reason", measure=name, reason=reason(words, answer))
    return words.say("alt.figure", measure=name, value=value(words, answer), range=span(words, answer),
                     base=base(words, answer))  # fmt: skip
