"""Cuts a normalised text into words, sentence ends, emoji and emoticons, in one linear pass."""

import re

TOKEN = re.compile(
    r"[^\W_]+(?:['\-:][^\W_]+)*"  # words, with what hangs on by apostrophe, hyphen or (Finnish) colon
    r"|[.!?…]+|\n+|[,;]"
    r"|:[a-z+\-][a-z0-9_+\-]{1,39}:"  # :thumbsup:
    r"|[:;=]['\-]?[()dp/|]|<3"
    r"|[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]"
)

tokens = TOKEN.findall
"""The tokens of a normalised text.

>>> tokens("hr:n päätös on tehty :) 👍 kuka auttaa?")
['hr:n', 'päätös', 'on', 'tehty', ':)', '👍', 'kuka', 'auttaa', '?']
"""
