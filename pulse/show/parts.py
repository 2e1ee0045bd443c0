"""Parts that several pages show: the head of a page, a chart with its table, small cells of figures."""

from collections.abc import Callable, Hashable, Sequence
from functools import lru_cache
from html import escape

import streamlit as st

from pulse.board.views import Provenance
from pulse.domain import Answer, Measure
from pulse.draw import Drawn
from pulse.draw.marks import dot
from pulse.show import chosen, html
from pulse.show.sights import Guide
from pulse.words import Rich, Words, figures, origin
from pulse.words.tables import Table


def head(title: str, guide: Guide, found: Provenance, lede: Rich, linked: bool = True) -> None:
    """The title, where the figures come from, and the sentence that matters."""
    st.title(html.plain(title), anchor=False)
    source(guide, found, linked)
    html.put(html.paragraph(lede, "lede"))


def source(guide: Guide, found: Provenance, linked: bool = True) -> None:
    """The line of provenance, with a link to Sources where one is behind, and the badge of a draft."""
    words = guide.words
    with st.container(key="provenance", gap="xsmall", horizontal=True, vertical_alignment="center"):
        html.put(html.paragraph(origin.provenance(words, found), "meta wide"), width="content")
        if found.late and linked and "sources" in guide.pages:
            st.page_link(guide.pages["sources"], label=words.say("from.see"), query_params=chosen.onward())
    if found.draft:
        badge, note = escape(words.say("draft.badge")), escape(words.say("draft.note"))
        html.put(f'<p class="meta wide"><span class="draft">{badge}</span> {note}</p>')


def chart(key: str, draw: Callable[..., Drawn], *of: Hashable) -> None:
    """The chart that ``draw`` makes of these, said in words to those who do not see it."""
    drawn = _drawn(draw, *of)
    st.altair_chart(drawn.chart, width="stretch", theme=None, alt=drawn.alt, key=key)


@lru_cache(maxsize=128)
def _drawn(draw: Callable[..., Drawn], *of: Hashable) -> Drawn:
    """Building a chart takes longer than asking the board, so equal answers are drawn once."""
    return draw(*of)


def numbers(words: Words, *tables: Table) -> None:
    """The same as tables, folded away."""
    with st.expander(words.say("table.show"), type="compact"):
        html.put("".join(html.table(found) for found in tables))


def score(answer: Answer, guide: Guide, all_model: bool = False) -> str:
    """A share, its mark, its range and base; or the reason why there is none."""
    words = guide.words
    if not answer.shown:
        return f'<div class="sub">{escape(figures.reason(words, answer))}</div>'
    mark = html.image(dot(words, answer, guide.palette))
    told = ", ".join(part for part in (figures.span(words, answer), figures.base(words, answer)) if part)
    return (
        f'<div class="score"><span class="num">{escape(figures.value(words, answer))}</span><span>{mark}</span></div>'
        f'<div class="sub">{escape(told)}</div>{notes(words, answer, all_model)}'
    )


def notes(words: Words, answer: Answer, short: bool = False, audited: bool = False) -> str:
    """How a figure was corrected, and what it covers beyond what was asked; of audited figures only where wanted."""
    basis = figures.basis(words, answer) if audited or answer.basis != "audited" else ""
    if short and basis:
        basis = words.say(f"basis.{answer.basis}.tag")
    said = (basis, figures.wider(words, answer))
    return "".join(f'<div class="sub note">{escape(part)}</div>' for part in said if part)


def meanings(words: Words, measures: Sequence[Measure]) -> None:
    """What the figures mean, folded away."""
    with st.expander(words.say("explain"), type="compact"):
        items = "".join(
            f"<dt>{escape(figures.measure(words, name))}</dt><dd>{escape(words.say(f'explain.{name}'))}</dd>"
            for name in measures
        )
        html.put(f'<dl class="meanings">{items}</dl>')


def unaudited(answers: Sequence[Answer]) -> bool:
    """Whether every figure is a model's estimate alone."""
    bases = {answer.basis for answer in answers if answer.shown and answer.basis is not None}
    return bases == {"model"}


def tag(text: str, colour: str) -> str:
    """A status word with its shape and colour."""
    return f'<span class="tag" style="color:{colour};border-color:{colour}">{escape(text)}</span>'
