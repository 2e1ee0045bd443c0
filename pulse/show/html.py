"""Texts, marks and tables as HTML; whatever people or files brought in is escaped here."""

import re
from base64 import b64encode
from html import escape
from typing import Literal

import streamlit as st

from pulse.draw.marks import Mark
from pulse.words import Rich
from pulse.words.tables import Table

MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|~$:<>])")


def put(body: str, width: Literal["stretch", "content"] = "stretch") -> None:
    """Put a piece of HTML on the page, if there is any; Streamlit refuses an empty one."""
    if body:
        st.html(body, width=width)


def plain(text: str) -> str:
    r"""Text for a place that reads Markdown, with nothing left to read as such.

    >>> plain("a *b* :red[c]")
    'a \\*b\\* \\:red\\[c\\]'
    """
    return MARKDOWN.sub(r"\\\1", text)


def rich(text: Rich) -> str:
    """Text with what stands out in strong type."""
    return "".join(f"<strong>{escape(r.text)}</strong>" if r.strong else escape(r.text) for r in text.runs)


def paragraph(text: Rich | str, kind: str) -> str:
    """A paragraph of a kind that style.css knows."""
    body = rich(text) if isinstance(text, Rich) else escape(text)
    return f'<p class="{kind}">{body}</p>' if body else ""


def image(mark: Mark) -> str:
    """A mark as a picture; st.html takes inline drawings away, so it travels as data."""
    data = b64encode(mark.svg.encode()).decode()
    return (
        f'<img class="mark" alt="{escape(mark.alt)}" style="max-width:{mark.width}px"'
        f' src="data:image/svg+xml;base64,{data}">'
    )


def table(found: Table) -> str:
    """A table with a caption and heads, in a frame that scrolls by itself where the screen is narrow."""
    heads = "".join(f'<th scope="col"{_side(found, i)}>{escape(head)}</th>' for i, head in enumerate(found.heads))
    rows = "".join(_row(found, row) for row in found.rows)
    return framed(found.caption, f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody>")


def framed(caption: str, body: str, kind: str = "") -> str:
    """A table's frame: a named region that the keyboard can reach and scroll."""
    said = escape(caption)
    return (
        f'<div class="frame" role="region" tabindex="0" aria-label="{said}">'
        f'<table class="figures {kind}"><caption>{said}</caption>{body}</table></div>'
    )


def _row(found: Table, row: tuple[str, ...]) -> str:
    cells = "".join(f"<td{_side(found, i)}>{lines(cell)}</td>" for i, cell in enumerate(row[1:], start=1))
    return f'<tr><th scope="row">{escape(row[0])}</th>{cells}</tr>'


def lines(text: str) -> str:
    """Text whose lines after the first are small."""
    first, _, rest = text.partition("\n")
    return escape(first) + (f'<span class="sub">{escape(rest)}</span>' if rest else "")


def _side(found: Table, column: int) -> str:
    return ' class="number"' if column in found.numbers else ""
