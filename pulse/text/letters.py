"""Tables of what every code point is to the tokeniser, made from Python's own ``re`` and ``str.lower``."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from pulse.text.normalise import GONE, QUOTES

ALL = 0x110000
WORD, JOINT, END, LINE, SIGN, EMOJI, OPENING = 1, 2, 3, 4, 5, 6, 7
"""The kinds of characters: of words, between words' parts, sentence ends, line ends, commas, emoji, a text's mark."""
KIND = 7
DIGIT, LETTER, CARE, OPENS, FOLLOWS = 8, 16, 32, 64, 128
"""Marks beside the kind: digits and letters in ``str``'s sense; what only ``scrub`` and ``normalise`` read rightly;
what may open an emoticon or a shortcode, and what may stand second in one."""
PATTERNS = ((EMOJI, "[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]+"), (SIGN, "[,;]+"), (LINE, r"\n+"),
            (END, "[.!?…]+"), (JOINT, r"['\-:]+"), (WORD, r"[^\W_]+"))  # fmt: skip
"""A later one stands above an earlier one, as in the tokeniser's pattern."""
NEEDLES = "`><@&"
"""Single characters without which no rule of ``scrub`` but those of NEEDLED finds anything."""
NEEDLED = ("://", "www.")
CALM = ((0, 0x300), (0x2010, 0x2028), (0x2030, 0x205F), (0x20A0, 0x20C0), (0x2600, 0x27C0), (0x1F300, 0x1FB00))
"""Where characters neither combine nor are spelled in two ways; a test compares them with ``normalise``."""


@dataclass(frozen=True)
class Letters:
    """For every code point: its kind and marks, and its small letter (of apostrophes: the plain one)."""

    kinds: NDArray[np.uint8]
    small: NDArray[np.uint32]


@cache
def letters() -> Letters:
    """The tables of this Python's version of Unicode."""
    every = np.arange(ALL, dtype="<u4").tobytes().decode("utf-32-le", "surrogatepass")
    signs = np.frombuffer(every.encode("utf-32-le", "surrogatepass"), "<U1")
    small = _small(every)
    kinds = np.zeros(ALL, np.uint8)
    for kind, pattern in PATTERNS:
        kinds[_found(pattern, every)] = kind
    kinds[np.char.isdigit(signs)] |= DIGIT
    kinds[[ord(sign) for sign in ":=<"]] |= OPENS
    kinds[_found(r"[a-z+\-'()/|3]+", every[:128])] |= FOLLOWS
    kinds = kinds[small]
    kinds[np.char.isalpha(signs)] |= LETTER
    kinds[_careful()] |= CARE
    return Letters(kinds, small)


def alphabetic(codes: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Which code points are letters, in ``str``'s sense."""
    return np.asarray((letters().kinds.take(codes) & np.uint8(LETTER)) > 0)


def alphanumeric(codes: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Which code points words begin with."""
    return np.asarray((letters().kinds.take(codes) & np.uint8(KIND)) == WORD)


def _found(pattern: str, text: str) -> NDArray[np.int64]:
    return np.concatenate([np.arange(*match.span()) for match in re.finditer(pattern, text)])


def _small(every: str) -> NDArray[np.uint32]:
    """Small letters of the same length: İ has none, and Σ has two, of which ``normalise`` knows the right one."""
    low = every.replace("İ", "i").lower().encode("utf-32-le", "surrogatepass")
    small = np.frombuffer(low, np.dtype("<u4")).copy()
    for sign, plain in QUOTES.items():
        small[ord(sign)] = ord(plain)
    return small


def _careful() -> NDArray[np.bool_]:
    care = np.ones(ALL, bool)
    for start, stop in CALM:
        care[start:stop] = False
    vanish = [code for code in np.flatnonzero(~care).tolist() if GONE.match(chr(code))]
    care[[*vanish, *(ord(sign) for sign in (*NEEDLES, "İ"))]] = True
    assert all(unicodedata.is_normalized("NFC", chr(code)) for code in np.flatnonzero(~care).tolist())
    return care
