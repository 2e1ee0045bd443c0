"""Identity numbers of Finland, Sweden, Norway and Denmark, told from other numbers by their dates and checksums.

    Finland   hetu            DDMMYY C NNN X    C: century sign, with those added in 2023; X: the number modulo 31
    Sweden    personnummer    (YY)YYMMDD-NNNC   Luhn; a coordination number has day + 60
    Norway    fodselsnummer   DDMMYY NNNCC      two checks modulo 11; D-numbers have day + 40, H-numbers month + 40
    Denmark   CPR             DDMMYY-NNNN       since 2007 without a checksum: the date, in the century that N says

https://dvv.fi/en/reform-of-personal-identity-code, https://www.skatteverket.se (SKV 704), https://www.skatteetaten.no,
https://cpr.dk (Personnummeret i CPR).
"""

import re
from datetime import date

from pulse import loops

END = r"(?![^\W_])"
"""Where a number ends: no letter or digit follows."""

SIX = re.compile(r"[0-9]{6}")
HETU = re.compile(r"([0-9]{6})([-+\u2010-\u2015\u2212A-FU-Ya-fu-y])([0-9]{3})([0-9A-Ya-y])" + END)
SWEDISH = re.compile(r"([0-9]{2})?([0-9]{6})([-+\u2010-\u2015\u2212 ]?)([0-9]{4})" + END)
NORWEGIAN = re.compile(r"([0-9]{6})[- ]?([0-9]{5})" + END)
DANISH = re.compile(r"([0-9]{6})([-\u2010-\u2015\u2212 ]?)([0-9]{4})" + END)

SIGNS = "0123456789ABCDEFHJKLMNPRSTUVWXY"
CENTURIES = {"+": 1800} | dict.fromkeys("-YXWVU\u2010\u2011\u2012\u2013\u2014\u2015\u2212", 1900)
CENTURIES |= dict.fromkeys("ABCDEF", 2000)
DOUBLED = bytes.maketrans(b"0123456789", b"0246813579")
FIRST = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)
SECOND = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)


def identity(text: str, start: int) -> int | None:
    """Where a number that is surely somebody's identity number ends, if one starts here."""
    if not SIX.match(text, start):
        return None
    return finnish(text, start) or swedish(text, start) or norwegian(text, start) or danish(text, start)


def bare_identity(text: str, start: int) -> int | None:
    """The same for ten digits in one piece, which could also be something else: the last guess about a number."""
    match = DANISH.match(text, start)
    if match is None or match[2]:
        return None
    digits = match[1] + match[3]
    return match.end() if _is_danish(digits) or _is_swedish(digits, ("19", "20")) else None


def luhn(digits: str) -> bool:
    """Whether the last digit checks the others (ISO/IEC 7812-1).

    >>> luhn("4111111111111111"), luhn("4111111111111112")
    (True, False)
    """
    if loops.compiled:
        return bool(loops.compiled.luhn(digits))
    said = digits.encode("ascii")
    return (sum(said[-2::-2].translate(DOUBLED)) + sum(said[-1::-2]) - len(said) * ord("0")) % 10 == 0


def finnish(text: str, start: int) -> int | None:
    """Where a Finnish number ends, if one starts here."""
    match = HETU.match(text, start)
    if match is None:
        return None
    born, sign, number, check = match[1], match[2].upper(), match[3], match[4].upper()
    if not _is_day(CENTURIES[sign] + int(born[4:]), born[2:4], born[:2]) or int(number) < 2:
        return None
    return match.end() if SIGNS[int(born + number) % 31] == check else None


def swedish(text: str, start: int) -> int | None:
    """Where a Swedish number ends, if it has a separator or its century."""
    match = SWEDISH.match(text, start)
    if match is None or not (match[1] or match[3]):
        return None
    centuries = (match[1],) if match[1] else ("19", "20", "18")
    return match.end() if _is_swedish(match[2] + match[4], centuries) else None


def _is_swedish(digits: str, centuries: tuple[str, ...]) -> bool:
    day = int(digits[4:6])
    born = f"{day - 60 if day > 60 else day:02d}"
    real = any(c in ("18", "19", "20") and _is_day(int(c + digits[:2]), digits[2:4], born) for c in centuries)
    return real and luhn(digits)


def norwegian(text: str, start: int) -> int | None:
    """Where a Norwegian number ends, if one starts here."""
    match = NORWEGIAN.match(text, start)
    if match is None:
        return None
    digits = match[1] + match[2]
    day, month = int(digits[:2]), int(digits[2:4])
    born, turned = f"{day - 40 if day > 40 else day:02d}", f"{month - 40 if month > 40 else month:02d}"
    real = any(_is_day(century + int(digits[4:6]), turned, born) for century in (1800, 1900, 2000))
    checks = (sum(int(d) * w for d, w in zip(digits, weights, strict=False)) % 11 for weights in (FIRST, SECOND))
    return match.end() if real and not any(checks) else None


def danish(text: str, start: int) -> int | None:
    """Where a Danish number ends, if it has a separator."""
    match = DANISH.match(text, start)
    return match.end() if match and match[2] and _is_danish(match[1] + match[3]) else None


def _is_danish(digits: str) -> bool:
    year, seventh = int(digits[4:6]), int(digits[6])
    if seventh <= 3:
        century = 1900
    elif seventh in (4, 9):
        century = 2000 if year <= 36 else 1900
    else:
        century = 2000 if year <= 57 else 1800
    return _is_day(century + year, digits[2:4], digits[:2])


def _is_day(year: int, month: str, day: str) -> bool:
    try:
        date(year, int(month), int(day))
    except ValueError:
        return False
    return True
