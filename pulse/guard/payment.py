"""Payment cards and IBANs, told from other numbers by their checksums.

Cards: ISO/IEC 7812-1, 13 to 19 digits with a Luhn check. IBAN: ISO 13616, letters as numbers modulo 97, and for each
country its length (the SWIFT registry, https://www.swift.com/standards/data-standards/iban).
"""

import re

from pulse.guard.identity import END, luhn

CARD = re.compile(
    r"[2-6][0-9]{3}(?:([- \u00a0]?)[0-9]{4}\1[0-9]{4}\1[0-9]{1,4}(\1[0-9]{1,3})?|([- \u00a0]?)[0-9]{6}\3[0-9]{4,5})"
    + END
)
"""4-4-4-4 with up to three digits more, 4-6-4 and 4-6-5, or all in one piece."""

GROUP = re.compile(r"[0-9]+")
IBAN = re.compile(r"(?<![^\W_])[A-Za-z]{2}[0-9]{2}(?:[- \u00a0]?[A-Za-z0-9]){11,30}+")

LENGTHS = """
15:NO 16:BE 18:DK,FI,FO,FK,GL,NL,SD 19:MK,SI 20:AT,BA,EE,KZ,LT,LU,MN,XK 21:CH,CR,HR,LI,LV 22:BG,BH,DE,GB,GE,IE,ME,RS,VA
23:AE,GI,IL,IQ,OM,SO,TL 24:AD,CZ,ES,MD,PK,RO,SA,SE,SK,TN,VG 25:LY,PT,ST 26:IS,TR 27:BI,DJ,FR,GR,IT,MC,MR,SM
28:AL,AZ,BY,CY,DO,GT,HN,HU,LB,NI,PL,SV 29:BR,EG,PS,QA,UA 30:JO,KW,MU,YE 31:MT,SC 33:LC,RU
"""
LENGTH = {country: int(entry[:2]) for entry in LENGTHS.split() for country in entry[3:].split(",")}


def card(text: str, start: int) -> int | None:
    """Where a payment card's number ends, if one starts here."""
    match = CARD.match(text, start)
    if match is None:
        return None
    ends = (match.end(), match.start(2)) if match[2] else (match.end(),)
    return next((end for end in ends if _is_card(text, start, end)), None)


def _is_card(text: str, start: int, end: int) -> bool:
    return (end == len(text) or not text[end].isalnum()) and luhn("".join(GROUP.findall(text, start, end)))


def iban(text: str, start: int) -> int | None:
    """Where an IBAN ends, if one starts here."""
    match = IBAN.match(text, start)
    if match is None:
        return None
    end, needed = start, LENGTH.get(text[start : start + 2].upper(), 0)
    while needed and end < match.end():
        needed -= text[end].isalnum()
        end += 1
    closed = end == len(text) or not text[end].isalnum()
    return end if not needed and closed and _is_iban(text[start:end]) else None


def _is_iban(text: str) -> bool:
    plain = "".join(c for c in text if c.isalnum()).upper()
    return int("".join(str(int(c, 36)) for c in plain[4:] + plain[:4])) % 97 == 1
