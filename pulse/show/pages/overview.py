"""The overview: how every decision is landing, most urgent first."""

from html import escape

import streamlit as st

from pulse.board.views import Choices, Landing, News, Overview, Unnamed
from pulse.draw.landing import answers, landings
from pulse.draw.marks import spark
from pulse.show import chosen, filters, html, parts
from pulse.show.share import menu
from pulse.show.sights import Board, Guide
from pulse.show.trouble import ask
from pulse.words import figures, ledes, news, tables

WIDTHS = (2.2, 2.15, 1.25, 1.2, 1.25)
LISTED = " · "
TREND = 4
"""Fewer answers than this are no trend."""


def overview(board: Board, guide: Guide) -> None:
    """Read the filters, ask for all decisions, show them."""
    words = guide.words
    choices = ask(words, "choices", board.choices, board)
    if choices is None:
        return
    wanted = filters.read(choices)
    sight = ask(words, ("overview", wanted), lambda: board.overview(wanted), board, tall=760)
    if sight is None:
        return
    parts.head(words.say("overview.title"), guide, sight.provenance, ledes.overview(words, sight))
    if not choices.decisions:
        _first(guide)
        return
    if sight.provenance.week is None:
        html.put(html.paragraph(words.say("overview.unsealed"), "lede"))
        return
    filters.bar(choices, words, lambda: menu(guide, "overview", sight))
    if not sight.landings:
        html.put(html.paragraph(words.say("overview.empty"), "notice"))
        return
    _body(guide, choices, sight)


def _body(guide: Guide, choices: Choices, sight: Overview) -> None:
    left, right = st.columns([2.55, 1], gap="large")
    with left:
        _scorecard(guide, sight)
    with right:
        _news(guide, sight)
    st.divider()
    _matrix(guide, sight)
    _unnamed(guide, sight)


def _first(guide: Guide) -> None:
    words = guide.words
    st.header(words.say("first.title"), anchor=False)
    steps = (
        f"<li><strong>{escape(words.say(f'first.{step}'))}</strong><br>{escape(words.say(f'first.{step}.how'))}</li>"
        for step in ("source", "decision", "read")
    )
    html.put(f'<ol class="steps">{"".join(steps)}</ol>')


def _scorecard(guide: Guide, sight: Overview) -> None:
    words = guide.words
    st.header(words.say("overview.support"), anchor=False)
    period = ledes.last(words, sight.filters.period)
    html.put(html.paragraph(words.say("overview.support.note", weeks=period), "meta"))
    short = parts.unaudited([found.support for found in sight.landings])
    if short:
        html.put(html.paragraph(words.say("basis.model.all"), "notice"))
    with st.container(key="rowhead"):
        for column, head in zip(
            st.columns(WIDTHS, gap="small", vertical_alignment="bottom"), _heads(guide, sight), strict=True
        ):
            column.html(f'<div class="hd">{escape(head)}</div>')
    with st.container(key="rows", gap=None):
        for found in sight.landings:
            _row(guide, found, short)
    parts.numbers(words, tables.support(words, sight.landings))


def _heads(guide: Guide, sight: Overview) -> tuple[str, ...]:
    say = guide.words.say
    change = say("overview.head.change", sight.filters.period)
    return (say("overview.head.decision"), say("overview.head.support"), say("overview.head.trend"), change,
            say("overview.head.questions"))  # fmt: skip


def _row(guide: Guide, found: Landing, short: bool) -> None:
    words = guide.words
    name, support, trend, change, questions = st.columns(WIDTHS, vertical_alignment="center", gap="small")
    with name.container(gap=None):
        _link(guide, found.id, found.title)
        announced = words.say("overview.announced", theme=found.theme, day=words.day(found.announced))
        html.put(f'<div class="sub">{escape(announced)}</div>')
    support.html(parts.score(found.support, guide, short))
    trend.html(_trend(guide, found))
    change.html(_change(guide, found))
    questions.html(_questions(guide, found))


def _link(guide: Guide, id: str, label: str) -> None:
    if "decision" in guide.pages:
        onward = chosen.onward({"d": id})
        st.page_link(guide.pages["decision"], label=html.plain(label), query_params=onward)
    else:
        html.put(f"<strong>{escape(label)}</strong>")


def _trend(guide: Guide, found: Landing) -> str:
    if len(found.trend) < TREND:
        return f'<span class="sub">{escape(guide.words.say("trend.early"))}</span>'
    if not any(answer.shown for answer in found.trend):
        return f'<span class="sub">{escape(guide.words.say("trend.thin"))}</span>'
    return html.image(spark(guide.words, found.trend, guide.palette))


def _change(guide: Guide, found: Landing) -> str:
    words, change = guide.words, found.change
    if not change.shown:
        return f'<span class="sub">{escape(figures.reason(words, change))}</span>'
    value = f"{figures.arrow(change)} {figures.value(words, change)}".strip()
    kind = "clear" if figures.clear(change) else ""
    return (
        f'<span class="num {kind}">{escape(value)}</span>'
        f'<div class="sub {kind}">{escape(figures.reading(words, change))}</div>'
    )


def _questions(guide: Guide, found: Landing) -> str:
    words, waiting = guide.words, found.waiting
    told = f'<span class="num small">{escape(tables.waiting(words, found))}</span>'
    if not waiting.questions or waiting.oldest_weeks is None:
        return told if waiting.reason is None else f'<span class="sub">{escape(tables.waiting(words, found))}</span>'
    return f'{told}<div class="sub">{escape(words.say("overview.open.oldest", waiting.oldest_weeks))}</div>'


def _news(guide: Guide, sight: Overview) -> None:
    words = guide.words
    st.header(words.say("overview.news"), anchor=False)
    if not sight.news:
        silent = not any(found.support.shown for found in sight.landings)
        html.put(html.paragraph(words.say("overview.news.silent" if silent else "overview.news.none"), "meta"))
    for found in sight.news:
        _item(guide, found, sight.filters.period)


def _item(guide: Guide, found: News, period: int) -> None:
    words = guide.words
    with st.container(gap=None, key=f"news-{found.id}"):
        word = parts.tag(news.status(words, found.status), guide.palette.status(found.status))
        html.put(
            f'<div class="chg">{word}<h3>{escape(news.headline(words, found))}</h3>'
            f'<div class="sub">{escape(news.body(words, found, period))}</div></div>'
        )
        _link(guide, found.id, words.say("arrow.see"))


def _matrix(guide: Guide, sight: Overview) -> None:
    words = guide.words
    st.header(words.say("overview.landing"), anchor=False)
    html.put(html.paragraph(" ".join((words.say("overview.landing.note"), *_marks(guide, sight))), "meta"))
    with st.container(key="wide-landing"):
        parts.chart("landing", landings, words, sight.landings, guide.palette)
    with st.container(key="narrow-landing"):
        html.put(html.table(tables.ladder(words, sight.landings)))
    parts.numbers(words, tables.landing(words, sight.landings))
    parts.meanings(words, ("reach", "understood", "support", "action"))


def _marks(guide: Guide, sight: Overview) -> list[str]:
    """What the small letters beside shares mean, those that occur."""
    found = {figures.mark(answer) for landing in sight.landings for answer in answers(landing)}
    known = {"m": "basis.model.some", "q": "basis.borrowed.some"}
    return [guide.words.say(key) for mark, key in known.items() if mark in found]


def _unnamed(guide: Guide, sight: Overview) -> None:
    """What people write about that no theme names, for whoever writes themes."""
    words = guide.words
    if not sight.unnamed:
        return
    with st.expander(words.say("overview.unnamed"), type="compact"):
        html.put("".join(_topic(guide, one) for one in sight.unnamed))
        html.put(html.paragraph(words.say("overview.unnamed.note", k=words.number(words.protection.fine)), "meta"))


def _topic(guide: Guide, one: Unnamed) -> str:
    words = guide.words
    told = f'<span lang="{one.language}">{escape(LISTED.join(one.words))}</span>'
    said = words.say("overview.unnamed.said", language=words.named(one.language))
    return f'<div class="chg">{told}<div class="sub">{escape(said)}</div></div>'
