"""What Slack writes between angle brackets, as plain text without a person's name.

https://docs.slack.dev/messaging/formatting-message-text. A mention of a person or a group becomes "@…"; a channel keeps
its name; a link keeps its label, or its address where it has none.
"""

import re

NEUTRAL = "@…"
BRACKETS = re.compile(r"<([^<>\n]{1,4000})>")
OWN = re.compile(r"(slack\.com/(?:files|team)/)[^/\s|>]{1,80}")
"""Slack's own addresses of files and profiles hold the user name of their owner."""
HANDLE = re.compile(r"@([a-z0-9][a-z0-9._-]{0,40})", re.IGNORECASE)


def plain(text: str, names: frozenset[str] = frozenset()) -> str:
    """The text as people saw it; ``names`` are user names, which are taken out where they follow an @.

    >>> plain("<@U123|someone> see <https://example.org|the plan> in <#C9|general> &amp; tell <!here>")
    '@… see the plan in #general & tell @here'
    """
    if "<" in text:
        text = BRACKETS.sub(_bracket, text)
    if "&" in text:
        text = unescape_three(text)
    if "@" in text and names:
        text = HANDLE.sub(lambda m: NEUTRAL if m[1].lower().rstrip(".-_") in names else m[0], text)
    return OWN.sub(r"\1…", text) if "slack.com/" in text else text


def unescape_three(text: str) -> str:
    """Slack escapes three characters and no others, so that ``&eacute;`` was typed by somebody.

    >>> unescape_three("a &lt; b &amp;amp; c &eacute;")
    'a < b &amp; c &eacute;'
    """
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _bracket(match: re.Match[str]) -> str:
    target, _, label = match[1].partition("|")
    if target.startswith(("@", "!subteam")):
        return NEUTRAL
    if target.startswith("#"):
        return "#" + (label or "…")
    if target.startswith("!date"):
        return label
    if target.startswith("!"):
        return "@" + target[1:].partition("^")[0]
    return label or target.removeprefix("mailto:")
