"""Takes the words out of HTML, in one pass and in time that grows with its length, however broken it is."""

import re
from html import unescape

TAG = re.compile(r"<!--|<[!?][^<>]*>|<(/?)([A-Za-z][A-Za-z0-9]{0,20})\b[^<>]*>")
ALT = re.compile(r"""\balt=["']([^"'<>]{1,16})["']""")
LINES = frozenset((
    "address", "article", "aside", "blockquote", "br", "dd", "details", "div", "dl", "dt", "fieldset", "figcaption",
    "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p",
    "pre", "section", "summary", "table", "td", "th", "tr", "ul",
))  # fmt: skip
SILENT = frozenset((
    "head", "iframe", "math", "noscript", "object", "script", "select", "style", "svg", "template", "textarea",
))  # fmt: skip


def plain(html: str) -> str:
    """The words of a piece of HTML, a line for each block, quoted blocks marked as in mail.

    >>> plain("<p>Hyv&auml; &amp; selke&auml;<br>linjaus</p><script>x()</script><blockquote>Miksi?</blockquote>")
    'Hyvä & selkeä\\nlinjaus\\n> Miksi?'
    """
    lines: list[tuple[int, list[str]]] = [(0, [])]
    at, depth = 0, 0
    while tag := TAG.search(html, at):
        lines[-1][1].append(html[at : tag.start()])
        closing, name = tag[1], (tag[2] or "").lower()
        at = _after(html, tag, name if not closing else "")
        if name == "blockquote":
            depth = max(0, depth - 1) if closing else depth + 1
        if name in LINES:
            lines.append((depth, []))
        elif name == "img":
            lines[-1][1].append(_smiley(tag[0]))
    lines[-1][1].append(html[at:])
    said = ((quoted, " ".join(unescape("".join(pieces)).split())) for quoted, pieces in lines)
    return "\n".join(f"> {line}" if quoted else line for quoted, line in said if line)


def _after(html: str, tag: re.Match[str], name: str) -> int:
    """Where to go on: behind the tag, or behind what lies within a comment or an element that nobody sees."""
    if tag[0] == "<!--":
        end = html.find("-->", tag.end())
        return end + 3 if end >= 0 else len(html)
    if name in SILENT and not tag[0].endswith("/>"):
        close = re.compile(rf"</{name}\b[^<>]*>?", re.IGNORECASE).search(html, tag.end())
        return close.end() if close else len(html)
    return tag.end()


def _smiley(tag: str) -> str:
    """The sign that a platform shows as a picture; other pictures say nothing."""
    found = ALT.search(tag) if "smiley" in tag or "emoji" in tag else None
    return found[1] if found else ""
