"""One decision in full: who heard, understood, supports and acts, how that moves, where, and what is asked."""

from collections.abc import Sequence
from functools import partial
from html import escape

import streamlit as st

from pulse.board.views import Alike, Choices, DecisionSight, Filters, Line, OpenQuestion, Quote
from pulse.board.views import Words as Telling
from pulse.domain import Answer, Measure
from pulse.draw import events, heat, lines, volumes
from pulse.draw.marks import dot, progress, scale
from pulse.show import chosen, filters, html, parts
from pulse.show.share import menu
from pulse.show.sights import Board, Guide
from pulse.show.trouble import ask
from pulse.words import Rich, Words, figures, ledes, tables

MEANT: tuple[Measure, ...] = ("reach", "understood", "support", "action", "critical", "answered", "time_to_answer")
LISTED = " · "
KINDS: tuple[heat.Kind, ...] = ("critical", "support")


def decision(board: Board, guide: Guide) -> None:
    """Read the filters and the id in the address, ask for the decision, show it."""
    words = guide.words
    choices = ask(words, "choices", board.choices, board)
    if choices is None:
        return
    wanted, id = filters.read(choices), _chosen(choices)
    sight = _ask(board, guide, id, wanted) if id else None
    _bar(guide, choices, sight)
    if sight is None and id is None:
        _chooser(guide, choices, unknown=bool(st.query_params.get("d")))
    if sight is not None:
        _body(guide, choices, sight)


def _ask(board: Board, guide: Guide, id: str, wanted: Filters) -> DecisionSight | None:
    return ask(guide.words, ("decision", id, wanted), partial(board.decision, id, wanted), board, tall=900)


def _chosen(choices: Choices) -> str | None:
    asked = st.query_params.get("d")
    return asked if asked in [found.id for found in choices.decisions] else None


def _bar(guide: Guide, choices: Choices, sight: DecisionSight | None) -> None:
    words = guide.words
    names = {found.id: found.name for found in choices.decisions}
    if not names:
        return
    st.session_state["choose-d"] = sight.id if sight else None
    with st.container(horizontal=True, key="chooser", vertical_alignment="bottom", gap="small"):
        _choose(words, names)
        if sight:
            menu(guide, "decision", sight)
    if sight:
        filters.bar(choices, words)


def _choose(words: Words, names: dict[str, str]) -> None:
    st.selectbox(
        words.say("filter.decision"),
        list(names),
        format_func=lambda id: names.get(id, id),
        index=None,
        required=True,
        placeholder=words.say("filter.decision.choose"),
        key="choose-d",
        on_change=partial(chosen.push, "d"),
        width=420,
    )


def _chooser(guide: Guide, choices: Choices, unknown: bool) -> None:
    words = guide.words
    st.title(words.say("decision.choose"), anchor=False)
    if unknown:
        html.put(html.paragraph(words.say("trouble.gone"), "notice"))
    said = "decision.choose.note" if choices.decisions else "decision.choose.none"
    html.put(html.paragraph(words.say(said), "meta"))
    for found in choices.decisions:
        if "decision" in guide.pages:
            onward = chosen.onward({"d": found.id})
            st.page_link(guide.pages["decision"], label=html.plain(found.name), query_params=onward)


def _body(guide: Guide, choices: Choices, sight: DecisionSight) -> None:
    st.title(html.plain(sight.title), anchor=False)
    html.put(html.paragraph(_facts(guide, sight), "meta wide"))
    parts.source(guide, sight.provenance)
    html.put(html.paragraph(ledes.decision(guide.words, sight), "lede"))
    _cards(guide, sight)
    _target(guide, sight)
    parts.meanings(guide.words, MEANT)
    if sight.quotes:
        left, right = st.columns([2.2, 1], gap="large")
        with left:
            _over_time(guide, sight)
        with right:
            _quotes(guide, sight)
    else:
        _over_time(guide, sight)
    st.divider()
    left, right = st.columns([1.75, 1], gap="large")
    with left:
        _units(guide, choices, sight)
    with right:
        _waiting(guide, sight)


def _facts(guide: Guide, sight: DecisionSight) -> Rich:
    words = guide.words
    scope = (
        words.rich("decision.scope", units=words.join(sight.scope)) if sight.scope else words.rich("decision.scope.all")
    )
    owner = words.rich("decision.owner", owner=ledes.role(words, sight.owner)) if sight.owner else Rich()
    target = words.rich("decision.target", target=sight.target) if sight.target else Rich()
    announced = words.rich("decision.announced", day=words.day(sight.announced, "yMMMd"))
    return Rich.join((owner, scope, announced, target))


def _cards(guide: Guide, sight: DecisionSight) -> None:
    found = (sight.reach, sight.understood, sight.supported, sight.acting)
    with st.container(key="cards"):
        for column, answer in zip(st.columns(4, gap="medium", border=True), found, strict=True):
            with column:
                html.put(_card(guide, answer))


def _card(guide: Guide, answer: Answer) -> str:
    words = guide.words
    name = f'<h2 class="card">{escape(figures.measure(words, answer.question.measure))}</h2>'
    told = escape(figures.card(words, answer))
    if not answer.shown:
        return f'{name}<div class="num big none">–</div><div class="sub">{told}</div>'
    mark = html.image(dot(words, answer, guide.palette, width=230))
    value = f'<div class="num big">{escape(figures.value(words, answer))}</div>'
    return f'{name}{value}{mark}<div class="sub">{told}</div>{parts.notes(words, answer, audited=True)}'


def _target(guide: Guide, sight: DecisionSight) -> None:
    words = guide.words
    if sight.progress is None and not sight.target:
        return
    due = words.say("decision.due", day=words.day(sight.due, "yMMMd")) if sight.due else words.say("decision.due.none")
    name = f"<strong>{escape(words.say('decision.progress'))}</strong>"
    if sight.progress is None:
        told = escape(words.say("decision.progress.none", due=due))
        html.put(f'<div class="target">{name}<span class="sub">{told}</span></div>')
        return
    mark = html.image(progress(words, sight.progress, due, guide.palette))
    told = escape(words.say("decision.progress.of", due=due))
    value = f'<span class="num">{escape(words.tick(sight.progress))}</span>'
    html.put(f'<div class="target">{name}{value}<span>{mark}</span><span class="sub">{told}</span></div>')


def _over_time(guide: Guide, sight: DecisionSight) -> None:
    words = guide.words
    st.header(words.say("decision.lines"), anchor=False)
    shown = any(answer.shown for line in sight.lines for answer in line.answers)
    gaps = any(answer.reason == "Missing" for line in sight.lines for answer in line.answers)
    notes = ["decision.lines.note" if shown else "decision.early"]
    if shown and gaps:
        notes.append("decision.lines.gap")
    if "model" in heat.bases(sight.lines) or heat.vague(sight.lines):
        notes.append("decision.lines.model")
    html.put(html.paragraph(" ".join(words.say(note) for note in notes), "meta"))
    if sight.lines:
        parts.chart("lines", lines.lines, words, sight, guide.palette)
        key = Rich.join(events.numbered(words, sight), by="; ")
        html.put(html.paragraph(key, "meta"))
    both = len({volume.voice for volume in sight.volumes}) > 1
    html.put(f'<h3 class="quiet">{escape(words.say("decision.volumes.both" if both else "decision.volumes"))}</h3>')
    if any(volume.people is not None for volume in sight.volumes):
        parts.chart("volumes", volumes.volumes, words, sight, guide.palette)
    else:
        html.put(html.paragraph(words.say("decision.volumes.none"), "meta"))
    parts.numbers(words, tables.over_time(words, sight), tables.volumes(words, sight))
    _telling(guide, sight)


def _quotes(guide: Guide, sight: DecisionSight) -> None:
    words = guide.words
    st.header(words.say("decision.quotes"), anchor=False)
    html.put("".join(_quote(guide, quote) for quote in sight.quotes))
    with st.expander(words.say("decision.quotes.how"), type="compact"):
        quotes = words.number(words.protection.quotes)
        html.put(html.paragraph(words.say("decision.quotes.how.text", quotes=quotes), "meta"))


def _quote(guide: Guide, quote: Quote) -> str:
    words = guide.words
    said = words.say("decision.quotes.from", language=words.named(quote.language))
    if quote.unit:
        said = words.say("decision.quotes.unit", unit=quote.unit, **{"from": said})
    word = parts.tag(words.say(f"stance.{quote.stance}"), guide.palette.stance(quote.stance))
    text = escape(words.say("quote", text=quote.text))
    return f'<div class="chg">{word}<blockquote>{text}</blockquote><div class="sub">{escape(said)}</div></div>'


@st.fragment
def _units(guide: Guide, choices: Choices, sight: DecisionSight) -> None:
    words = guide.words
    public = all(line.voice == "public" for line in (*sight.critical, *sight.support))
    st.header(words.say("decision.platforms" if public and sight.critical else "decision.units"), anchor=False)
    found = {kind: _rows(kind, sight) for kind in KINDS}
    if not any(found.values()):
        html.put(html.paragraph(words.say("decision.units.none"), "meta"))
        return
    kind = st.segmented_control(
        words.say("decision.units.view"),
        [kind for kind in KINDS if found[kind]],
        format_func=lambda kind: words.say(f"decision.units.{kind}"),
        default=next(kind for kind in KINDS if found[kind]),
        required=True,
        key="units-view",
        label_visibility="collapsed",
    )
    if kind:
        _map(guide, choices, sight, kind)


def _rows(kind: heat.Kind, sight: DecisionSight) -> tuple[object, ...]:
    return sight.critical if kind == "critical" else sight.support


def _map(guide: Guide, choices: Choices, sight: DecisionSight, kind: heat.Kind) -> None:
    words, names = guide.words, {unit.id: unit.name for unit in choices.units}
    rows = sight.critical if kind == "critical" else sight.support
    html.put(html.paragraph(words.say(f"decision.{kind}.note"), "meta"))
    legend = scale(words, heat.ramp(kind, guide.palette), heat.MOST[kind], guide.palette)
    html.put(html.image(legend))
    for width in ("wide", "narrow"):
        with st.container(key=f"{width}-units"):
            narrow = width == "narrow"
            parts.chart(f"{kind}-{width}", heat.heat, words, kind, rows, guide.palette, choices.units, narrow)
    html.put(html.paragraph(" ".join(words.say(key) for key in _signs(rows)), "meta"))
    parts.numbers(words, tables.units(words, kind, rows, names))


def _signs(rows: Sequence[Line]) -> list[str]:
    """What the signs in a map mean, those that occur."""
    bases = heat.bases(rows)
    known = {
        "decision.cells.note": True,
        "decision.cells.joined": any(figures.joined(answer) for line in rows for answer in line.answers),
        "decision.cells.model": bases == {"model"},
        "basis.model.some": "model" in bases and len(bases) > 1,
        "decision.cells.borrowed": "borrowed" in bases,
    }
    return [key for key, occurs in known.items() if occurs]


def _waiting(guide: Guide, sight: DecisionSight) -> None:
    words, waiting = guide.words, sight.waiting
    st.header(words.say("decision.waiting"), anchor=False)
    if waiting.reason is not None:
        reason = words.say(f"short.{waiting.reason}")
        html.put(html.paragraph(words.say("decision.waiting.hidden", reason=reason), "meta"))
    elif not waiting.questions:
        html.put(html.paragraph(words.say("decision.waiting.none"), "meta"))
    else:
        html.put(html.paragraph(ledes.waiting(words, waiting, "decision.waiting.count"), "meta"))
    html.put("".join(_question(guide, question) for question in sight.questions))
    _alike(guide, sight)
    html.put(f'<h3 class="quiet">{escape(words.say("decision.waits"))}</h3>')
    html.put("".join(_wait(guide, answer) for answer in (sight.answered, sight.time_to_answer)))


def _alike(guide: Guide, sight: DecisionSight) -> None:
    """What is asked alike, in the askers' own words, for whoever will reword and answer it."""
    words = guide.words
    if sight.alike:
        html.put(f'<h3 class="quiet">{escape(words.say("decision.alike"))}</h3>')
        html.put("".join(_like(guide, one) for one in sight.alike))
        html.put(html.paragraph(words.say("decision.alike.note", k=words.number(words.protection.fine)), "meta"))


def _like(guide: Guide, one: Alike) -> str:
    words = guide.words
    said = words.say("decision.alike.said", language=words.named(one.language), weeks=ledes.weeks(words, one.weeks))
    told = f'<span lang="{one.language}">{escape(LISTED.join(one.words))}</span>'
    return f'<div class="chg">{told}<div class="sub">{escape(said)}</div></div>'


def _telling(guide: Guide, sight: DecisionSight) -> None:
    """The words of this span that set it apart from the one before."""
    words, told = guide.words, sight.telling
    if not told.words:
        return
    html.put(f'<h3 class="quiet">{escape(words.say("decision.telling"))}</h3>')
    languages = dict.fromkeys(one.language for one in told.words)
    html.put("".join(_tellings(guide, lang, told) for lang in languages))
    html.put(html.paragraph(words.say("decision.telling.note", k=words.number(words.protection.fine)), "meta"))


def _tellings(guide: Guide, language: str, told: Telling) -> str:
    said = LISTED.join(one.word for one in told.words if one.language == language)
    name = escape(guide.words.named(language))
    return f'<div class="sub"><strong>{name}</strong>: <span lang="{language}">{escape(said)}</span></div>'


def _question(guide: Guide, question: OpenQuestion) -> str:
    words = guide.words
    owner = ledes.role(words, question.owner)
    told = {"people": ledes.few(words, question.people), "weeks": ledes.weeks(words, question.weeks), "owner": owner}
    said = (
        words.rich("decision.question.unit", unit=question.unit, **told)
        if question.unit
        else words.rich("decision.question", **told)
    )
    return f'<div class="chg"><h3>{escape(question.text)}</h3><div class="sub">{html.rich(said)}</div></div>'


def _wait(guide: Guide, answer: Answer) -> str:
    words = guide.words
    name = f"<strong>{escape(figures.measure(words, answer.question.measure))}</strong>"
    value = f'<span class="num">{escape(figures.value(words, answer))}</span>' if answer.shown else ""
    return f'<div class="chg">{name} {value}<div class="sub">{escape(figures.card(words, answer))}</div></div>'
