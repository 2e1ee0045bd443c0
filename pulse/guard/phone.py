"""Telephone numbers: international ones, and those written as in Finland, Sweden, Norway, Denmark and Estonia.

What is a number is said by the metadata of ``phonenumbers`` (https://github.com/daviddrysdale/python-phonenumbers); its
matcher is not used, since it takes 100 microseconds for each text and would take dates and sums of money for numbers.
"""

import re
from collections.abc import Iterator
from functools import cache

from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneMetadata

from pulse.guard.identity import END

SPACE = r"[ \u00a0\u2007\u2009\u202f]"
BETWEEN = (
    rf"(?:{SPACE}?[-\u2010-\u2015\u2212/.]{SPACE}?|{SPACE}?\(0\){SPACE}?|{SPACE}?\({SPACE}?|\){SPACE}?|{SPACE}|\)-)"
)
ABROAD = re.compile(rf"[0-9]{{1,15}}(?:{BETWEEN}[0-9]{{1,14}}){{0,7}}+")
TRUNK = re.compile(
    rf"0[1-9][0-9]{{0,10}}(?:(?:{SPACE}?[-\u2010-\u2015\u2212/]{SPACE}?|\){SPACE}?|\)-|{SPACE})[0-9]{{2,8}}"
    r"|\.[0-9]{3,8}(?:\.[0-9]{2}(?![0-9])){0,2}){0,5}+"
)
"""Dots part groups of three digits or more, or pairs after such a group: times and dates have pairs alone."""
NORDIC = (
    rf"(?<=[2-9])[0-9](?:[0-9]{{6}}|(?:{SPACE}[0-9]{{2}}){{3}}|[0-9]{SPACE}[0-9]{{2}}{SPACE}[0-9]{{3}}"
    rf"|(?<!20)[0-9]{{2}}{SPACE}[0-9]{{4}}|(?<=20)[0-9]{{2}}{SPACE}(?!(?:19|20)[0-9]{{2}})[0-9]{{4}}){END}"
)
"""What follows the first digit of a Norwegian or Danish number; two years beside each other are none."""
ESTONIAN = rf"(?<=[3-9])[0-9]{{2,3}}{SPACE}[0-9]{{4}}{END}"
GROUP = re.compile(r"[0-9]+")
DATE = re.compile(r"(?:0[1-9]|[12][0-9]|3[01])\D(?:0?[1-9]|1[0-2])\D(?:19|20)[0-9]{2}")
CALENDAR = re.compile(r"[0-9]{2}([-/.])[0-9]{2}\1(?:[0-9]{2}|(?:19|20)[0-9]{2})(?![0-9])")
DAY = re.compile(r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])")
UNIT = re.compile(
    r"\s?(?=[€%$£eksnd])(?:[€%$£]|(?:eur|euro|kr|kroner|kronor|sek|nok|dkk|kpl|stk|st|kg|km)\b)", re.IGNORECASE
)
BEFORE = frozenset("/=#&.,-_$€£+")
"""After these a bare number is a part of something else: an address, a decimal, a ticket, a price."""

TYPES = ("fixed_line", "mobile", "toll_free", "premium_rate", "shared_cost", "personal_number", "voip", "pager", "uan")


def phone(text: str, start: int) -> tuple[int, int] | None:
    """Where a telephone number with a country's code or a trunk zero begins and ends, by its first digit."""
    before = text[max(start - 2, 0) : start]
    begin = start - (2 if before in ("(+", "+(") else 1 if before[-1:] in ("+", "(") else 0)
    if "+" in before[-(start - begin) :] and begin < start:
        end = _abroad(text, start, "")
    elif text.startswith("00", start):
        end = _abroad(text, start, "00")
    else:
        end = _trunk(text, start) if text[start] == "0" else None
    return (begin, end + (text[begin] == "(" and text[end : end + 1] == ")")) if end else None


def _prefixes(text: str, match: re.Match[str] | None) -> Iterator[tuple[int, str]]:
    """The ends of groups of digits where no letter or digit follows, the farthest first, with the digits so far."""
    found, digits = [], ""
    for group in GROUP.finditer(text, *match.span()) if match else ():
        digits += group[0]
        found.append((group.end(), digits))
    last = found[-1][0] if found else 0
    return ((end, so_far) for end, so_far in reversed(found) if end < last or not text[end : end + 1].isalnum())


def _abroad(text: str, start: int, prefix: str) -> int | None:
    """The end of a number with its country code: written +358 (0)40 ... as often as not."""
    for end, digits in _prefixes(text, ABROAD.match(text, start)):
        plain = digits.removeprefix(prefix)
        if 8 <= len(plain) <= 16 and any(_national(plain[:n], plain[n:]) for n in (1, 2, 3)):
            return end
    return None


def _national(code: str, number: str) -> bool:
    pattern = _country(int(code))
    return bool(pattern and (pattern.fullmatch(number) or pattern.fullmatch(number.removeprefix("0"))))


def _trunk(text: str, start: int) -> int | None:
    """The end of a Finnish or Swedish number that begins with 0."""
    if CALENDAR.match(text, start):
        return None
    for end, digits in _prefixes(text, TRUNK.match(text, start)):
        if 7 <= len(digits) <= 13 and _region("FI", "SE").fullmatch(digits, 1) and not DATE.fullmatch(text, start, end):
            return end
    return None


def short(text: str, start: int, found: re.Match[str]) -> int | None:
    """Where a Norwegian, Danish or Estonian number of eight digits or so, that begins at ``start``, ends.

    Such a number is known by how it is grouped: ``found`` holds it in its group "nordic" or "estonian".
    """
    end, regions = (found.end("nordic"), ("NO", "DK")) if found["nordic"] else (found.end("estonian"), ("EE",))
    if end < 0 or text[start - 1 : start] in BEFORE:
        return None
    digits = "".join(text[start:end].split())
    if len(digits) == end - start and DAY.fullmatch(digits):
        return None
    known = _region(*regions).fullmatch(digits)
    return end if known and not UNIT.match(text, end) else None


@cache
def _country(code: int) -> re.Pattern[str] | None:
    """The national numbers of a country code, as far as its general description goes."""
    found = [PhoneMetadata.metadata_for_region(r) for r in COUNTRY_CODE_TO_REGION_CODE.get(code, ()) if r != "001"]
    patterns = {m.general_desc.national_number_pattern or "" for m in found if m and m.general_desc}
    return re.compile("|".join(f"(?:{p})" for p in sorted(patterns))) if patterns else None


@cache
def _region(*regions: str) -> re.Pattern[str]:
    """The national numbers of all types in these regions."""
    found = [getattr(PhoneMetadata.metadata_for_region(region), kind) for region in regions for kind in TYPES]
    return re.compile("|".join(f"(?:{desc.national_number_pattern})" for desc in found if desc is not None))
