"""What changed this week: a headline and a sentence or two, never a cause."""

from pulse.board.views import News
from pulse.domain import Answer, Measure
from pulse.words.figures import span, value
from pulse.words.ledes import last, weeks
from pulse.words.words import Words


def status(words: Words, news_status: str) -> str:
    """How a decision is doing, in a word or two."""
    return words.say(f"status.{news_status}")


def headline(words: Words, news: News) -> str:
    """One line that says what happened."""
    if news.status != "asks":
        return words.say(f"news.{news.status}", title=news.title)
    if not news.waiting.questions:
        return words.say("news.asks.unknown", title=news.title)
    return words.say("news.asks", news.waiting.questions, title=news.title)


def body(words: Words, news: News, period: int) -> str:
    """What and how much, in at most two sentences."""
    said = (_asked(words, news), _support(words, news, period), _weakest(words, news))
    return " ".join([part for part in said if part][:2])


def _find(news: News, name: Measure) -> Answer | None:
    return next((a for a in news.figures if a.question.measure == name and a.shown and a.value is not None), None)


def _asked(words: Words, news: News) -> str:
    found = news.waiting
    if news.status != "asks" or not found.questions:
        return ""
    waited = weeks(words, found.oldest_weeks or 0)
    if found.people is None:
        return words.say("news.asked.plain", weeks=waited)
    return words.say("news.asked", found.questions, people=words.say("people", found.people), weeks=waited)


def _support(words: Words, news: News, period: int) -> str:
    now, change = _find(news, "support"), _find(news, "change")
    if now is None:
        return ""
    if change is None or change.value is None:
        return words.say("news.now", value=value(words, now), range=span(words, now))
    return words.say(
        "news.change", value=value(words, now), points=words.points(change.value), weeks=last(words, period),
        range=span(words, change),
    )  # fmt: skip


def _weakest(words: Words, news: News) -> str:
    found = _find(news, news.weakest) if news.weakest else None
    if found is None or news.weakest is None:
        return ""
    return words.say("news.weakest", weakest=words.say(f"weakest.{news.weakest}"), value=value(words, found))
