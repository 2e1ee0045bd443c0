"""Takes out what nobody wrote by hand: addresses, mentions, code, quoted lines, mark-up.

Each rule runs only on texts that hold its substring, so a plain post costs a few look-ups. Every pattern is linear: a
match begins where a character says so, and never takes back more than its own word.
"""

import re

LIMIT = 8_000
"""How many characters of a text are read; what a post is about stands in its beginning."""

RULES: tuple[tuple[str, re.Pattern[str], str], ...] = (
    ("```", re.compile(r"```.*?(?:```|\Z)", re.DOTALL), " "),
    ("`", re.compile(r"`[^`\n]{0,500}`"), " "),
    (">", re.compile(r"^[ \t]{0,8}>.*$", re.MULTILINE), " "),
    ("://", re.compile(r"<?https?://[^\s<>|]+(?:\|([^<>\n]{0,300}))?>?", re.IGNORECASE), r" \1 "),
    ("www.", re.compile(r"\bwww\.\S+"), " "),
    ("<", re.compile(r"<[@#!/a-zA-Z][^<>]{0,300}>"), " "),
    ("@", re.compile(r"(?<![\w.+-])[\w.+-]*@[\w.-]+"), " "),
    ("&", re.compile(r"&(?:nbsp|amp|quot|#39|#x27);"), " "),
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
