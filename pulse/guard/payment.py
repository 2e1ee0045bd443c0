"""Payment cards and IBANs, told from other numbers by their checksums.

Cards: ISO/IEC 7812-1, 13 to 19 digits with a Luhn check. IBAN: ISO 13616, letters as numbers modulo 97, and for each
country its length (the SWIFT registry, https://www.swift.com/standards/data-standards/iban).
"""

import re

from pulse.guard.identity import END, luhn

BETWEEN = r"- ./\u00a0\u2007\u2009\u2010-\u2015\u202f\u2212"
"""What may stand between groups of digits: one and the same sign within a number of a card, any within an IBAN."""
CARD = (
    r"(?:(?<=[3-6])[0-9]|(?<=2)[2-7])[0-9]{2}"
    rf"(?:(?P<by>[{BETWEEN}]?)[0-9]{{4}}(?P=by)[0-9]{{4}}(?P=by)[0-9]{{1,4}}+(?P<more>(?P=by)[0-9]{{1,3}}+)?"
    rf"|(?P<apart>[{BETWEEN}]?)[0-9]{{6}}(?P=apart)[0-9]{{4,5}})"
) + END
"""What follows the first digit of cards that begin with 22 to 27 or with 3 to 6, which leaves out years.

4-4-4-4 with up to three digits more, 4-6-4 and 4-6-5, or all in one piece.
"""

APART = re.compile(f"[{BETWEEN}]")

LENGTHS = """
15:NO 16:BE 18:DK,FI,FO,FK,GL,NL,SD 19:MK,SI 20:AT,BA,EE,KZ,LT,LU,MN,XK 21:CH,CR,HR,LI,LV 22:BG,BH,DE,GB,GE,IE,ME,RS,VA
23:AE,GI,IL,IQ,OM,SO,TL 24:AD,CZ,ES,MD,PK,RO,SA,SE,SK,TN,VG 25:LY,PT,ST 26:IS,TR 27:BI,DJ,FR,GR,IT,MC,MR,SM
28:AL,AZ,BY,CY,DO,GT,HN,HU,LB,NI,PL,SV 29:BR,EG,PS,QA,UA 30:JO,KW,MU,YE 31:MT,SC 33:LC,RU
"""
SHAPES = {
    country: re.compile(rf"[A-Za-z]{{2}}[0-9]{{2}}(?:[{BETWEEN}]?[A-Za-z0-9]){{{int(entry[:2]) - 4}}}{END}")
    for entry in LENGTHS.split()
    for country in entry[3:].split(",")
}
IBAN = re.compile(rf"[A-Za-z](?<![^\W_][A-Za-z])[A-Za-z][0-9]{{2}}(?=[{BETWEEN}]?[A-Za-z0-9])")
"""Where an IBAN may start."""


def card(text: str, start: int, found: re.Match[str]) -> int | None:
    """Where a payment card's number that begins at ``start`` ends, if it is one; ``found`` holds the groups of CARD."""
    digits = text[start] + found["card"].replace(found["by"] or found["apart"] or "\n", "")
    if luhn(digits):
        return found.end("card")
    more = found["more"]
    if not more or more.isdigit() or not luhn(digits[: -len(more) + 1]):
        return None
    return found.start("more")


def iban(text: str, start: int) -> int | None:
    """Where an IBAN ends, if one starts here."""
    shape = SHAPES.get(text[start : start + 2].upper())
    match = shape.match(text, start) if shape else None
    return match.end() if match and _is_iban(match[0]) else None


def _is_iban(text: str) -> bool:
    plain = APART.sub("", text).upper()
    return int("".join(str(int(c, 36)) for c in plain[4:] + plain[:4])) % 97 == 1
