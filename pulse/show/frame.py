"""The frame around every page: its name, its colours, the list of pages, the language."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import tzinfo
from functools import lru_cache, partial
from html import escape
from pathlib import Path
from typing import Any

import streamlit as st

from pulse.draw import DARK, LIGHT, Palette
from pulse.errors import PulseError
from pulse.settings import Protection, Settings
from pulse.show import chosen, html, trouble
from pulse.show.pages.decision import decision
from pulse.show.pages.overview import overview
from pulse.show.pages.sources import sources
from pulse.show.sights import Board, Guide
from pulse.words import Words
from pulse.words.catalogue import languages

HERE = Path(__file__).parent
LOGO = HERE / "logo.svg"
Draw = Callable[[Board, Guide], None]
SECTIONS: Mapping[str, Mapping[str, Draw]] = {
    "briefing": {"overview": overview, "decision": decision},
    "run": {"sources": sources},
}
"""The pages that are built; what is not here is not shown."""
FRONT = "overview"


def frame(open_board: Callable[[], Board], settings: Settings) -> None:
    """Draw the page that the address names, with the board that ``open_board`` gives."""
    st.set_page_config(page_title="Pulse", page_icon=str(LOGO), layout="wide", initial_sidebar_state="auto")
    chosen.remember()
    words, palette = _words(_language(), settings.zone, settings.protection), _palette()
    pages: dict[str, Any] = {}
    guide = Guide(words, palette, pages)
    for name, draw in _draws().items():
        page = partial(_page, draw, open_board, guide)
        title = words.say(f"page.{name}")
        pages[name] = st.Page(page, title=title, url_path="" if name == FRONT else name, default=name == FRONT)
    here = st.navigation(list(pages.values()), position="hidden")
    st.set_page_config(page_title=words.say("app.page", page=here.title))
    _style(palette, words)
    _sidebar(guide, settings)
    here.run()


@lru_cache(maxsize=32)
def _words(language: str, zone: tzinfo, protection: Protection) -> Words:
    """One object a language, so that what was said with it once is known again."""
    return Words(language, zone, protection)


def _draws() -> dict[str, Draw]:
    return {name: draw for section in SECTIONS.values() for name, draw in section.items()}


def _page(draw: Draw, open_board: Callable[[], Board], guide: Guide) -> None:
    shape = st.empty() if "good" in st.session_state else st.skeleton(height=760)
    try:
        board = open_board()
    except PulseError as error:
        shape.empty()
        trouble.stop(guide.words, error)
    else:
        shape.empty()
        draw(board, guide)


def _language() -> str:
    known = languages()
    wanted = (st.context.locale or known[0]).split("-")[0]
    return chosen.one("lang", known, wanted if wanted in known else known[0])


def _palette() -> Palette:
    return DARK if st.context.theme.type == "dark" else LIGHT


def _style(palette: Palette, words: Words) -> None:
    """All style lies in style.css; the palette comes before it as variables, so that a colour has one home."""
    colours = {f.name: getattr(palette, f.name) for f in fields(palette)}
    told = "".join(f"--{name.replace('_', '-')}:{value};" for name, value in colours.items() if isinstance(value, str))
    sheet = (HERE / "style.css").read_text(encoding="utf-8")
    st.html(f"<style>:root{{{told}}}{sheet}</style>")
    script = f'document.documentElement.lang="{words.language}"'
    st.html(f"<script>{script}</script>", unsafe_allow_javascript=True)


def _sidebar(guide: Guide, settings: Settings) -> None:
    words = guide.words
    st.logo(str(LOGO), size="large")
    with st.sidebar:
        with st.container(key="nav", gap=None):
            for section, names in SECTIONS.items():
                st.html(f'<p class="navh">{escape(words.say(f"nav.{section}"))}</p>')
                for name in names:
                    with st.container(key=f"nav-{name}"):
                        st.page_link(guide.pages[name], width="stretch", query_params=chosen.onward())
        st.space("small")
        _languages(words)
        if settings.organisation:
            key = "frame.demo" if settings.demo else "frame.organisation"
            st.caption(html.plain(words.say(key, organisation=settings.organisation)))
        fine, coarse = words.number(settings.protection.fine), words.number(settings.protection.coarse)
        st.caption(words.say("frame.protection", fine=fine, coarse=coarse))


def _languages(words: Words) -> None:
    known = languages()
    if len(known) > 1:
        st.selectbox(
            words.say("frame.language"),
            known,
            format_func=lambda language: Words(language).tongue,
            key=chosen.hold("lang", words.language),
            on_change=partial(chosen.push, "lang"),
        )
