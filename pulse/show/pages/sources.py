"""The sources: which are read on time, which are not, what that costs, and what is never read."""

from html import escape

import streamlit as st

from pulse.board.views import SourceHealth, SourcesSight
from pulse.draw.marks import days
from pulse.show import html, parts
from pulse.show.sights import Board, Guide
from pulse.show.trouble import ask
from pulse.words import Rich, health, ledes, tables

GLYPHS = {"ok": "✓", "late": "◐", "failing": "✕", "idle": "–"}
HEADS = ("state", "name", "voice", "read", "week", "days", "note")
NEVER = ("private", "names", "link")


def sources(board: Board, guide: Guide) -> None:
    """Ask how the sources are, show it, and say what to do."""
    words = guide.words
    sight = ask(words, "sources", board.sources)
    if sight is None:
        return
    parts.head(words.say("sources.title"), guide, sight.provenance, ledes.sources(words, sight), linked=False)
    if sight.sources:
        html.put(_table(guide, sight))
    left, right = st.columns(2, gap="large")
    with left:
        _needs(guide, sight)
    with right:
        _never(guide)
    if sight.sources:
        st.header(words.say("sources.left"), anchor=False)
        html.put(html.paragraph(words.say("sources.left.note"), "meta"))
        parts.numbers(words, tables.left_out(words, sight))


def _table(guide: Guide, sight: SourcesSight) -> str:
    words = guide.words
    heads = "".join(f'<th scope="col"{_side(name)}>{escape(words.say(f"sources.{name}"))}</th>' for name in HEADS)
    rows = "".join(_row(guide, source) for source in sight.sources)
    body = f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody>"
    return html.framed(words.say("sources.table"), body, "sources")


def _side(name: str) -> str:
    return ' class="number"' if name == "week" else ""


def _row(guide: Guide, source: SourceHealth) -> str:
    words = guide.words
    state = f'<span class="glyph {source.state}" aria-hidden="true">{GLYPHS[source.state]}</span> '
    read = words.moment(source.last_read) if source.last_read else words.say("sources.never")
    return (
        f'<tr><td class="state {source.state}">{state}{escape(words.say(f"state.{source.state}"))}</td>'
        f'<th scope="row">{escape(source.name)}<span class="sub">{escape(source.kind)}</span></th>'
        f"<td>{escape(words.say(f'voice.{source.voice}'))}</td><td>{escape(read)}</td>"
        f'<td class="number">{escape(words.number(source.seven_days))}</td>'
        f"<td>{html.image(days(words, source.days, guide.palette))}</td>"
        f"<td>{escape(health.note(words, source))}</td></tr>"
    )


def _needs(guide: Guide, sight: SourcesSight) -> None:
    words = guide.words
    st.header(words.say("sources.needs"), anchor=False)
    found = [(source.state, said) for source in sight.sources for said in health.needs(words, source)]
    if not found:
        html.put(html.paragraph(words.say("sources.needs.none"), "meta"))
    html.put("".join(_need(state, said) for state, said in found))


def _need(state: str, said: Rich) -> str:
    return f'<p class="need {state}">{html.rich(said)}</p>'


def _never(guide: Guide) -> None:
    words = guide.words
    st.header(words.say("sources.never.read"), anchor=False)
    items = "".join(f"<li>{escape(words.say(f'sources.never.{name}'))}</li>" for name in NEVER)
    html.put(f'<ul class="plain">{items}</ul>')
