"""Personal identifiers in a text become words in brackets, before the text is kept for showing.

E-mail addresses, telephone numbers, Nordic identity numbers, payment cards and IBANs, and names where they are given. A
text is touched only where its required characters are present, each number is looked at once and over a bounded width
(so time grows with length and no faster), and what has been redacted stays as it is when redacted again.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

import numpy as np

from pulse import loops
from pulse.guard import payment
from pulse.guard.identity import bare_identity, identity
from pulse.guard.payment import IBAN, card, iban
from pulse.guard.phone import ESTONIAN, NORDIC, phone, short

EMAIL, PHONE, IDENTITY, CARD, ACCOUNT, NAME = "[e-mail]", "[phone]", "[identity number]", "[card]", "[IBAN]", "[name]"

DIGITS = 6
"""So many of them a text holds at least that has a number to redact."""
MANY = re.compile(r"[0-9](?:[^0-9]{0,4}[0-9]){5}")
"""Six digits near each other: without them there is no number to redact."""

NUMBER = re.compile(
    r"[0-9](?<![^\W_][0-9])"
    r"(?P<any>(?=[0-9]{5}|(?<=\+[0-9])(?:[^\w+]{0,3}[0-9]){6}|(?<=0)[1-9]|(?<=0)0\W?[1-9]))?"
    rf"(?:(?=(?P<card>{payment.CARD})))?(?:(?=(?P<nordic>{NORDIC})|(?P<estonian>{ESTONIAN})))?"
    r"(?(any)|(?(card)|(?(nordic)|(?(estonian)|(?!)))))"
)
"""Where a number may start: six digits, a plus, a trunk zero, or groups of digits like a card's or a telephone's."""

DOT = r"(?:\.|\s?[(\[{]\s?(?:dot|p(?:iste|unkt(?:um)?|rikk))\s?[)\]}]\s?)"
HOST = rf"(?:[^\W_](?:[\w-]{{0,62}}+){DOT})+(?:xn--[a-z0-9-]{{2,59}}|[^\W\d_]{{2,24}})"
AT = re.compile(rf"(?:@|%40|&#64;|&#x40;|&commat;|\s?[(\[{{]\s?(?:at|ät)\s?[)\]}}]\s?)(?=({HOST}))", re.IGNORECASE)
ATS = ("@", "at)", "at]", "ät)", "AT)", "AT]", "%40", "&#64;", "&#x40;", "&commat;")
"""Without one of these there is no address."""
CODED = ATS[-4:]
LOCAL = re.compile(r"[\w.%+'&-]+")
WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
ENDINGS = frozenset("s n a ä in an en än ta tä lla llä lle lta ltä ssa ssä sta stä ksi na nä 's ’s".split())  # noqa: SIM905


UNSEEN = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
"""What is drawn as nothing: it may stand within a number or an address without anybody seeing it."""
GUISE = "\u0660-\u0669\u06f0-\u06f9\uff01-\uff5e\ufe6b"
"""Signs and digits of other scripts and widths, that are read as plain ones."""
ODD = re.compile(f"[{UNSEEN}{GUISE}]")


def redact(text: str, names: frozenset[str] = frozenset()) -> str:
    """The text without personal identifiers; names (casefolded, single words) go too, with their usual endings.

    >>> redact("Soita 040 123 4567 tai anna@example.fi, hetu 131052-308T")
    'Soita [phone] tai [e-mail], hetu [identity number]'
    """
    seen = ODD.sub(lambda sign: _read(sign[0]), text) if _is_odd(text) else text
    if any(map(seen.__contains__, ATS)):
        text = _replaced(text, _emails)
    if MANY.search(seen):
        text = _replaced(text, _accounts)
        text = _replaced(text, _numbers)
    if names:
        text = _replaced(text, partial(_names, names=names))
    return text


def _is_odd(text: str) -> bool:
    """Whether it holds anything that is not read as it is written. Most texts are told at once: they are in Latin-1."""
    if text.isascii():
        return False
    if "\u00ad" in text:
        return True
    try:
        text.encode("latin-1")
    except UnicodeEncodeError:
        return ODD.search(text) is not None
    return False


def _seen(text: str) -> tuple[str, Sequence[int]]:
    """The text as it is read, and where each of its characters stands in what was written."""
    if not _is_odd(text):
        return text, range(len(text))
    read = [_read(sign) if ODD.match(sign) else sign for sign in text]
    return "".join(read), [place for place, sign in enumerate(read) if sign]


def _read(sign: str) -> str:
    """The plain sign that one of GUISE is read as; "" for what is drawn as nothing."""
    digit = unicodedata.digit(sign, None)
    plain = str(digit) if digit is not None else unicodedata.normalize("NFKC", sign)
    return plain if plain.isascii() and plain.isprintable() else ""


def redacted(texts: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The numbers of the texts that ``redact`` changes, and what it makes of them.

    They are looked through together, as hardly any holds what can be redacted.

    >>> dict(redacted(["Moi", "Soita 040 123 4567"]))
    {1: 'Soita [phone]'}
    """
    odd = [place for place, text in enumerate(texts) if _is_odd(text)]
    joined = "\x00".join(texts)
    if any(map(joined.__contains__, CODED)):
        odd += [place for place, text in enumerate(texts) if any(map(text.__contains__, CODED))]
    for place in sorted({*_suspects(texts), *odd}):
        text = redact(texts[place])
        if text != texts[place]:
            yield place, text


def _suspects(texts: Sequence[str]) -> Iterable[int]:
    """Texts with six digits, or with what stands before a host; in UTF-8 no byte of another sign looks like these."""
    if loops.compiled:
        found: list[int] = loops.compiled.suspects(list(texts), DIGITS)
        return found
    held = np.frombuffer(("\x00".join(texts) + "\x00").encode("utf-8", "surrogatepass"), np.uint8)
    ends = np.flatnonzero(held == 0)
    if len(ends) != len(texts):
        return range(len(texts))
    closing = np.flatnonzero((held == ord(")")) | (held == ord("]")))
    at = np.append(np.flatnonzero(held == ord("@")), closing[(held[closing - 1] | 32) == ord("t")])
    digits = np.searchsorted(ends, np.flatnonzero(held - ord("0") < 10))
    many = np.bincount(digits, minlength=len(texts)) >= DIGITS
    many[np.searchsorted(ends, at)] = True
    suspects: list[int] = np.flatnonzero(many).tolist()
    return suspects


Found = Iterator[tuple[int, int, str]]


def _replaced(text: str, find: Callable[[str], Found]) -> str:
    pieces: list[str] = []
    done = 0
    seen, places = _seen(text)
    for begin, end, word in find(seen):
        pieces += (text[done : places[begin]], word)
        done = places[end - 1] + 1
    return "".join((*pieces, text[done:])) if pieces else text


def _emails(text: str) -> Found:
    done = 0
    for at in AT.finditer(text):
        before = LOCAL.match(text[max(done, at.start() - 64) : at.start()][::-1])
        local = text[at.start() - before.end() : at.start()].lstrip(".%+'&-") if before else ""
        if local:
            yield at.start() - len(local), at.end(1), EMAIL
            done = at.end(1)


def _accounts(text: str) -> Found:
    done = 0
    for match in IBAN.finditer(text):
        start = match.start()
        if start >= done and (end := iban(text, start)):
            yield start, end, ACCOUNT
            done = end


def _numbers(text: str) -> Found:
    at = 0
    while match := NUMBER.search(text, at):
        start = match.start()
        found = _number(text, start, match)
        if found:
            yield found
        at = found[1] if found else start + 1


def _number(text: str, start: int, match: re.Match[str]) -> tuple[int, int, str] | None:
    anything = match["any"] is not None
    if anything and (end := identity(text, start)):
        return start, end, IDENTITY
    if match["card"] and (end := card(text, start, match)):
        return start, end, CARD
    if anything and (span := phone(text, start)):
        return *span, PHONE
    if (match["nordic"] or match["estonian"]) and (end := short(text, start, match)):
        return start, end, PHONE
    if anything and (end := bare_identity(text, start)):
        return start, end, IDENTITY
    return None


def _names(text: str, names: frozenset[str]) -> Found:
    if given := {word for word in set(WORD.findall(text)) if _is_name(word.casefold(), names)}:
        for match in WORD.finditer(text):
            if match[0] in given:
                yield match.start(), match.end(), NAME


def _is_name(word: str, names: frozenset[str]) -> bool:
    return word in names or any(word[:-n] in names and word[-n:] in ENDINGS for n in (1, 2, 3) if len(word) > n + 1)
