"""Parts that several pages show: the head of a page, a chart with its table, small cells of figures."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from pulse.board.views import Provenance
from pulse.domain import Answer
from pulse.draw import Drawn
from pulse.draw.marks import dot
from pulse.show import html
from pulse.show.sights import Guide
from pulse.words import Rich, Words, figures, origin
from pulse.words.tables import Table


def head(title: str, guide: Guide, found: Provenance, lede: Rich) -> None:
    """The title, where the figures come from, and the sentence that matters."""
    st.title(html.plain(title), anchor=False)
    source(guide, found)
    st.html(html.paragraph(lede, "lede"))


def source(guide: Guide, found: Provenance) -> None:
    """The line of provenance, with a link to Sources where one is behind, and the badge of a draft."""
    words = guide.words
    with st.container(key="provenance", gap=None):
        st.html(html.paragraph(origin.provenance(words, found), "meta"))
        if found.late and "sources" in guide.pages:
            st.page_link(guide.pages["sources"], label=words.say("page.sources"))
    if found.draft:
        badge, note = escape(words.say("draft.badge")), escape(words.say("draft.note"))
        st.html(f'<p class="meta"><span class="draft">{badge}</span> {note}</p>')


def chart(drawn: Drawn, key: str) -> None:
    """A chart, said in words to those who do not see it."""
    st.altair_chart(drawn.chart, width="stretch", theme=None, alt=drawn.alt, key=key)


def numbers(words: Words, *tables: Table) -> None:
    """The same as tables, folded away."""
    with st.expander(words.say("table.show"), type="compact"):
        st.html("".join(html.table(found) for found in tables))


def score(answer: Answer, guide: Guide, all_model: bool = False) -> str:
    """A share, its mark, its range and base; or the reason why there is none."""
    words = guide.words
    if not answer.shown:
        return f'<div class="sub">{escape(figures.reason(words, answer))}</div>'
    mark = html.image(dot(words, answer, guide.palette))
    told = ", ".join(part for part in (figures.span(words, answer), figures.base(words, answer)) if part)
    return (
        f'<div class="score"><span class="num">{escape(figures.value(words, answer))}</span><span>{mark}</span></div>'
        f'<div class="sub">{escape(told)}</div>{notes(words, answer, {}, all_model)}'
    )


def notes(words: Words, answer: Answer, names: dict[str, str], short: bool = False) -> str:
    """How a figure was corrected where it was not audited, and what it covers beyond what was asked."""
    basis = figures.basis(words, answer) if answer.basis != "audited" else ""
    if short and basis:
        basis = words.say(f"basis.{answer.basis}.tag")
    said = (basis, figures.wider(words, answer, names))
    return "".join(f'<div class="sub note">{escape(part)}</div>' for part in said if part)


def unaudited(answers: Sequence[Answer]) -> bool:
    """Whether every figure is a model's estimate alone."""
    bases = {answer.basis for answer in answers if answer.shown and answer.basis is not None}
    return bases == {"model"}


def tag(text: str, colour: str) -> str:
    """A status word with its shape and colour."""
    return f'<span class="tag" style="color:{colour};border-color:{colour}">{escape(text)}</span>'
