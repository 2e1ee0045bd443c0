"""The menu that shares a view: its address, and its numbers as a file."""

import csv
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from io import StringIO
from urllib.parse import urlencode, urlsplit, urlunsplit

import streamlit as st

from pulse.board.views import DecisionSight, Filters, Overview
from pulse.domain import Answer
from pulse.show.filters import EVERYWHERE
from pulse.show.sights import Guide

HEADS = ("voice", "subject_kind", "subject", "unit", "from", "to", "measure", "value", "low", "high", "level",
         "estimand", "basis", "labels", "people", "contributions", "posts", "word", "reason", "model",
         "version")  # fmt: skip


def menu(guide: Guide, name: str, sight: Overview | DecisionSight) -> None:
    """A button that opens the address of this view and offers its numbers."""
    words = guide.words
    with st.popover(words.say("share.menu"), key="share"):
        st.caption(words.say("share.link"))
        st.code(link(name, sight), language=None, wrap_lines=True)
        st.download_button(
            words.say("share.csv"), sheet(sight), file_name=f"pulse-{name}.csv", mime="text/csv", on_click="ignore"
        )


def link(name: str, sight: Overview | DecisionSight) -> str:
    """The address of this very view: every filter is written out, so that no default can change its meaning."""
    query = [("d", sight.id)] if isinstance(sight, DecisionSight) else []
    here = urlsplit(st.context.url or "http://127.0.0.1:8501/")
    return urlunsplit((here.scheme, here.netloc, here.path, urlencode(query + told(sight.filters)), ""))


def told(filters: Filters) -> list[tuple[str, str]]:
    """Filters as the parameters of an address."""
    themes = [("theme", theme) for theme in filters.themes]
    return [("period", str(filters.period)), ("unit", filters.unit or EVERYWHERE), ("voice", filters.voice), *themes]


def sheet(sight: object) -> str:
    """Every answer of a sight, one a line, as `pulse figures` writes them; hidden ones have a reason and no number."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADS)
    writer.writerows(sorted({_line(answer) for answer in answers(sight)}, key=str))
    return out.getvalue()


def answers(sight: object) -> Iterable[Answer]:
    """Every answer inside a sight, however deep."""
    if isinstance(sight, Answer):
        yield sight
    elif isinstance(sight, tuple):
        for part in sight:
            yield from answers(part)
    elif is_dataclass(sight):
        for field in fields(sight):
            yield from answers(getattr(sight, field.name))


def _line(answer: Answer) -> tuple[str, ...]:
    asked = answer.question
    measure = f"change of {asked.of}" if asked.measure == "change" else asked.measure
    found = (
        "+".join(asked.voices), asked.subject.kind, asked.subject.id, asked.unit or "", answer.start or asked.start,
        answer.stop or asked.stop, measure, _short(answer.value), _short(answer.low), _short(answer.high), answer.level,
        answer.estimand, answer.basis, answer.labels, answer.people, answer.contributions, answer.posts, answer.word,
        answer.reason, answer.model, answer.version,
    )  # fmt: skip
    return tuple(_safe("" if part is None else str(part)) for part in found)


def _short(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _safe(text: str) -> str:
    """Spreadsheets must not read a name as a formula; a number may begin with a minus."""
    formula = text[:1] in ("=", "+", "@", "\t", "\r") or (text[:1] == "-" and not text[1:2].isdigit())
    return "'" + text if formula else text
