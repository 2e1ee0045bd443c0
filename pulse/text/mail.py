"""What the author of a mail wrote, without what others wrote before, the signature and what machines add.

Quoted lines go, with the sentence that announces them; everything goes from a signature, a list's footer, a forwarded
mail or a copied heading on, in Finnish, Swedish, both kinds of Norwegian, Danish and English. A sentence that only
looks like an announcement ("the board wrote:") stays, unless quoted lines follow it or it tells a year with an address
or a time. Each line is looked at once, whatever it holds.
"""

import re

QUOTE = ">"
SIGNATURES = ("--", "-- ")
RULE = "_" * 20
"""Mailing lists begin their footer, and Outlook the mail below, with a line of these."""
ORIGINAL = frozenset({
    "original message", "forwarded message", "original appointment", "begin forwarded message", "next part",
    "alkuperäinen viesti", "edelleenlähetetty viesti", "välitetty viesti",
    "ursprungligt meddelande", "originalmeddelande", "vidarebefordrat meddelande",
    "opprinnelig melding", "videresendt melding", "opphavleg melding", "vidaresend melding",
    "oprindelig meddelelse", "original meddelelse", "videresendt meddelelse", "videresendt besked",
})  # fmt: skip
VERBS = ("wrote", "writes", "kirjoitti", "skrev", "skreiv")
FROM = frozenset({"from", "lähettäjä", "från", "fra", "frå"})
SENT = frozenset({"sent", "date", "lähetetty", "päivämäärä", "päiväys", "skickat", "datum", "sendt", "dato"})
SUBJECT = frozenset({"subject", "aihe", "ämne", "emne"})
DEVICES = (
    "sent from my ", "sent from outlook", "get outlook for ", "lähetetty iphone", "lähetetty ipad", "lähetetty android",
    "lähetetty samsung", "lähetetty outlook", "lähetetty minun", "lähetetty puhelim", "lähetetty laittee",
    "hanki outlook", "skickat från min", "skickat från outlook", "hämta outlook", "sendt fra min", "sendt frå min",
    "sendt fra outlook", "sendt frå outlook", "hent outlook", "få outlook", "skaff outlook",
)  # fmt: skip
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
TIME = re.compile(r"\b\d{1,2}[:.]\d\d\b")
REPLY = re.compile(
    r"\s?(?:\[[^\[\]]{1,60}\]|(?:re|aw|fw|fwd|vs|vl|sv|vb|ang|svar|vast)\s{0,3}(?:\[\d{1,3}\])?\s{0,3}:)",
    re.IGNORECASE,
)
ABSENT = (
    "automatic reply", "auto-reply", "autoreply", "auto reply", "out of office", "automaattinen vastaus",
    "poissaoloilmoitus", "poissa:", "poissa toimistolta", "autosvar", "automatiskt svar", "frånvaro", "automatisk svar",
    "fraværsassistent", "fråværsassistent", "fravær:", "ikke til stede", "ikke på kontoret",
)  # fmt: skip
FAILED = (
    "undeliverable", "undelivered mail", "delivery status notification", "mail delivery failed", "returned mail",
    "failure notice", "toimittamaton", "kan inte levereras", "kan ikke leveres",
)  # fmt: skip


def spoken(text: str) -> str:
    r"""The author's own words.

    >>> spoken("Kyllä.\n\nto 5. maalisk. 2026 klo 12.30 X (x@example.org) kirjoitti:\n> Kuka?\n> Milloin?\n-- \nX")
    'Kyllä.'
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    kept: list[str] = []
    number = 0
    while number < len(lines):
        line = lines[number].strip("\ufeff\u200b")
        if not line:
            kept.append("")
            number += 1
            continue
        quoted = line.lstrip().startswith(QUOTE)
        if not quoted and _ends(line, lines, number):
            break
        if _announces(line):
            length = _announcement(lines, number, kept)
            if length < 0:
                break
            number += length
            if length:
                continue
        if not quoted:
            kept.append(line.rstrip())
        number += 1
    return _without_device(kept)


def _ends(line: str, lines: list[str], number: int) -> bool:
    """Whether nothing from this line on is the author's."""
    if line in SIGNATURES or line.startswith(RULE):
        return True
    if "--" in line and line.lstrip().startswith("--") and line.strip(" \t-").casefold().rstrip(":") in ORIGINAL:
        return True
    if _label(line) not in FROM:
        return False
    below = {_label(below) for below in lines[number + 1 : number + 7]}
    return bool(below & SENT) and bool(below & SUBJECT)


def _label(line: str) -> str:
    label, colon, _ = line[:40].partition(":")
    return label.strip(" \t*").casefold() if colon else ""


def _announces(line: str) -> bool:
    if not 5 <= len(line) < 400:
        return False
    return max(map(line.lower().find, VERBS)) >= 0


def _announcement(lines: list[str], number: int, kept: list[str]) -> int:
    """How many lines, from this one, announce a quotation; 0 if they are ordinary words, -1 if all below is quoted.

    A long announcement is broken in two: its date may be the last line that was kept, or its end the next line.
    """
    said, length = lines[number].rstrip(), 1
    if not said.endswith(":") and number + 1 < len(lines) and lines[number + 1].rstrip().endswith(":"):
        said, length = f"{said} {lines[number + 1].strip()}", 2
    if not said.endswith(":"):
        return 0
    dated = _dated(said)
    above = kept[-1] if not dated and kept and _dated(kept[-1]) else ""
    quoted = _quoted(lines, number + length)
    if not (quoted or dated or above):
        return 0
    if above:
        kept.pop()
    return length if quoted else -1


def _quoted(lines: list[str], number: int) -> bool:
    """Whether the next line that says something is quoted, or there is none."""
    while number < len(lines) and not lines[number].strip():
        number += 1
    return number == len(lines) or lines[number].lstrip().startswith(QUOTE)


def _dated(line: str) -> bool:
    """Whether it tells a year together with an address or a time, as a program writes and people do not."""
    if "19" not in line and "20" not in line:
        return False
    return bool(YEAR.search(line)) and ("@" in line or bool(TIME.search(line)))


def _without_device(kept: list[str]) -> str:
    while kept and (not kept[-1].strip() or kept[-1].strip().casefold().startswith(DEVICES)):
        kept.pop()
    return "\n".join(kept).strip()


def subject(text: str) -> str:
    """The subject without signs of replying and forwarding, and without the name of a list.

    >>> subject("Re: [dev] VS: SV: Uusi   ilme")
    'Uusi ilme'
    """
    text = " ".join(text[:1000].split())
    place = 0
    while match := REPLY.match(text, place):
        place = match.end()
    return text[place:].strip() or text


def automatic(text: str) -> str:
    """Why a mail of this subject was written by a machine: "absences", "bounces", or "" if it was not.

    >>> automatic("Automaattinen vastaus: Uusi ilme"), automatic("Undeliverable: x"), automatic("Uusi ilme")
    ('absences', 'bounces', '')
    """
    said = text.strip().casefold()
    return "absences" if said.startswith(ABSENT) else "bounces" if said.startswith(FAILED) else ""
