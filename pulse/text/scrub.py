"""Takes out what nobody wrote by hand: addresses, mentions, code, quoted lines, mark-up.

Each rule runs only on texts that hold its substring, so a plain post costs a few look-ups. Every pattern is linear: a
match begins where a character says so, and never takes back more than its own word.
"""

import re
from collections.abc import Callable
from html import unescape

LIMIT = 8_000
"""How many characters of a text are read; what a post is about stands in its beginning."""


def _ticked(found: re.Match[str]) -> str:
    """A backtick between letters is an apostrophe: "don`t"."""
    return "'" if found[0] == "`" else " "


def _entity(found: re.Match[str]) -> str:
    return unescape(found[0])


RULES: tuple[tuple[str, re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    ("```", re.compile(r"```.*?(?:```|\Z)", re.DOTALL), " "),
    ("`", re.compile(r"(?<=[^\W\d_])`(?=[^\W\d_])|`[^`\n]{0,500}`"), _ticked),
    (">", re.compile(r"^[ \t]{0,8}>.*$", re.MULTILINE), " "),
    ("://", re.compile(r"<?https?://[^\s<>|]+(?:\|([^<>\n]{0,300}))?>?", re.IGNORECASE), r" \1 "),
    ("www.", re.compile(r"\bwww\.\S+"), " "),
    ("<", re.compile(r"<[@#!/a-zA-Z][^<>]{0,300}>"), " "),
    ("@", re.compile(r"(?<![\w.+-])[\w.+-]*@[\w.-]+"), " "),
    ("&", re.compile(r"&(?:[a-zA-Z]{2,8}|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});"), _entity),
)


def scrub(text: str) -> str:
    """The text's first characters without addresses, mentions, code, quoted lines and mark-up.

    >>> scrub("Katso https://example.org/a?b=c niin näet, @pulu")
    'Katso    niin näet,  '
    """
    text = text[:LIMIT]
    for needle, pattern, instead in RULES:
        if needle in text:
            text = pattern.sub(instead, text)
    return text
