"""The bar of filters: period, unit, voice, and themes behind a button."""

from collections.abc import Callable
from functools import partial
from typing import cast

import streamlit as st

from pulse.board.views import Choices, Filters, VoiceChoice
from pulse.show import chosen
from pulse.words import Words

EVERYWHERE = "all"
"""Stands in the address for the whole company."""


def bar(choices: Choices, words: Words, *extras: Callable[[], None]) -> Filters:
    """The filters as the reader has set them; ``extras`` are drawn at the bar's end."""
    filters = read(choices)
    with st.container(horizontal=True, key="filters", vertical_alignment="bottom", gap="small"):
        _period(choices, words, filters)
        _unit(choices, words, filters)
        _voice(choices, words, filters)
        _more(choices, words, filters)
        if filters != _untouched(choices):
            st.button(words.say("filter.clear"), key="clear", type="tertiary", on_click=chosen.clear)
        for extra in extras:
            extra()
    if filters.unit and filters.voice != "internal":
        st.caption(words.say("filter.public.unit"))
    return filters


def read(choices: Choices) -> Filters:
    """The filters that the address, or what was chosen before, says; what is not allowed falls away."""
    start = _untouched(choices)
    period = chosen.one("period", [str(p) for p in choices.periods], str(start.period))
    unit = chosen.one("unit", _units(choices), start.unit or EVERYWHERE)
    voice = chosen.one("voice", list(choices.voices), start.voice)
    themes = chosen.many("theme", [t.id for t in choices.themes])
    return Filters(
        period=int(period),
        unit=None if unit == EVERYWHERE else unit,
        voice=cast(VoiceChoice, voice),
        themes=tuple(themes),
    )


def _untouched(choices: Choices) -> Filters:
    unit = choices.viewer.unit if choices.viewer.role == "manager" else None
    return Filters(period=choices.period, unit=unit)


def _units(choices: Choices) -> list[str]:
    everywhere = [] if choices.viewer.role == "manager" else [EVERYWHERE]
    return everywhere + [unit.id for unit in choices.units]


def _period(choices: Choices, words: Words, filters: Filters) -> None:
    st.segmented_control(
        words.say("filter.period"),
        [str(p) for p in choices.periods],
        format_func=lambda p: words.say("weeks", int(p)),
        required=True,
        key=chosen.hold("period", str(filters.period)),
        on_change=partial(chosen.push, "period"),
    )


def _unit(choices: Choices, words: Words, filters: Filters) -> None:
    names = {unit.id: unit.name for unit in choices.units} | {EVERYWHERE: words.say("filter.unit.all")}
    st.selectbox(
        words.say("filter.unit"),
        _units(choices),
        format_func=lambda unit: names.get(unit, unit),
        key=chosen.hold("unit", filters.unit or EVERYWHERE),
        on_change=partial(chosen.push, "unit"),
        width=200,
    )


def _voice(choices: Choices, words: Words, filters: Filters) -> None:
    st.segmented_control(
        words.say("filter.voice"),
        list(choices.voices),
        format_func=lambda voice: words.say(f"voice.{voice}"),
        required=True,
        key=chosen.hold("voice", filters.voice),
        on_change=partial(chosen.push, "voice"),
    )


def _more(choices: Choices, words: Words, filters: Filters) -> None:
    if not choices.themes:
        return
    names = {theme.id: theme.name for theme in choices.themes}
    set_here = len(filters.themes)
    label = words.say("filter.more.set", set_here) if set_here else words.say("filter.more")
    with st.popover(label):
        st.multiselect(
            words.say("filter.theme"),
            list(names),
            format_func=lambda theme: names.get(theme, theme),
            placeholder=words.say("filter.theme.all"),
            key=chosen.hold("theme", list(filters.themes)),
            on_change=partial(chosen.push, "theme"),
        )
