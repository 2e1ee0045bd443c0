"""One mail: a post, something that a machine wrote, or no post at all.

https://www.rfc-editor.org/rfc/rfc5322, 2045 to 2047 and 3834; addresses as Mailman hides them ("anna at example.org").
A mail's id is its Message-ID and its thread comes from References and In-Reply-To; the subject decides nothing. Only an
author's own words are kept, from the first part in plain text, else in HTML.
"""

import binascii
import codecs
import hashlib
import re
from collections.abc import Iterator, MutableMapping
from datetime import UTC, datetime
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime
from typing import TypeAlias

from pulse.domain import Post
from pulse.errors import NounError
from pulse.ingest.markup import plain
from pulse.ingest.tray import Kept, LeftOut
from pulse.text.mail import automatic, spoken, subject

Mail: TypeAlias = "Message[str, str]"
HEADER_LIMIT = 8_000
ADDRESS = re.compile(r"[^@\s<>\"(),;:]{1,64}@[^@\s<>\"(),;:]{1,255}")
HIDDEN = re.compile(r"\s{0,99}\"?([^@\s<>\"(),;:]{1,64})\s{1,3}at\s{1,3}([^@\s<>\"(),;:]{1,255})")
ID = re.compile(r"<([^<>\s]{1,500})>")
PARAMETERS = re.compile(rb"^content-(?:type|disposition)[^\n]*(?:\n[ \t][^\n]*)*", re.IGNORECASE | re.MULTILINE)
"""The headers whose parameters are taken apart, which takes time squared."""
DIGEST = re.compile(r"Digest, Vol \d+, Issue \d+")
MACHINES = ("mailer-daemon@", "postmaster@")
SLOW = frozenset({"punycode", "idna", "utf-7", "unicode_escape", "raw_unicode_escape", "undefined"})
"""Codecs that take time squared, or that are none."""
EFFORT = 2_000_000
"""The parser asks each line of each part around it whether it ends there: lines times parts."""
ODD = (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError, MessageError, binascii.Error)
"""What the standard library raises on mails that break the rules."""


def parse_mail(raw: bytes, source: str, roots: MutableMapping[str, str], *, cut: bool = False) -> Kept | LeftOut:
    """What a mail is; NounError if it cannot be a post.

    ``roots`` tells which thread earlier replies were in, and learns of this one. ``cut``: the mail was longer and only
    its beginning is here.
    """
    if raw.count(b"\n") * raw.lower().count(b"multipart/") > EFFORT:
        raise NounError("the mail is nested too deeply")
    if any(len(found[0]) > HEADER_LIMIT for found in PARAMETERS.finditer(raw)):
        raise NounError("a header of the mail is too long")
    try:
        mail = message_from_bytes(raw)
        id, parent, thread = place_of(mail, raw, roots)
        return _left_out(mail) or _kept(mail, source, id, parent, thread, cut=cut)
    except ODD as error:
        raise NounError("the mail breaks the rules of mails") from error


def place_of(mail: Mail, raw: bytes, roots: MutableMapping[str, str]) -> tuple[str, str | None, str | None]:
    """The mail's id, that of the mail that it answers, and that of the first one of the thread."""
    id = _id(mail, raw)
    before = [i for i in ID.findall(_raw(mail, "References")) if i != id]
    answered = [i for i in ID.findall(_raw(mail, "In-Reply-To")) if i != id]
    parent = (answered or before[-1:] or [None])[0]
    first = (before or answered or [None])[0]
    thread = roots.get(first, first) if first else None
    if thread:
        roots[id] = thread
    return id, parent, thread


def _kept(mail: Mail, source: str, id: str, parent: str | None, thread: str | None, *, cut: bool) -> Kept | LeftOut:
    text = spoken(body(mail, cut=cut))
    if not text:
        return LeftOut(reason="empty")
    title = subject(header(mail, "Subject"))
    said_at = _date(mail)
    post = Post(
        source=source, id=id, author=author(mail), said_at=said_at, text=text, title=title, parent=parent, thread=thread
    )
    return Kept(post=post)


def _left_out(mail: Mail) -> LeftOut | None:
    """Absences, bounces and other mails by machines (RFC 3834), digests of other mails, and what cannot be read."""
    kind = mail.get_content_type()
    title = header(mail, "Subject")
    by_machine = _raw(mail, "Auto-Submitted").strip().lower() not in ("", "no") or "X-Autoreply" in mail
    if kind == "multipart/report" or _raw(mail, "Return-Path").strip() == "<>" or automatic(title) == "bounces":
        return LeftOut(reason="bounces")
    if any(name in _raw(mail, "From").lower() for name in MACHINES):
        return LeftOut(reason="bounces")
    if automatic(title) == "absences" or "auto" in _raw(mail, "Precedence").lower() or "X-Autorespond" in mail:
        return LeftOut(reason="absences")
    if by_machine:
        return LeftOut(reason="automatic")
    if kind == "multipart/digest" or DIGEST.search(title):
        return LeftOut(reason="digests")
    return LeftOut(reason="encrypted") if kind == "multipart/encrypted" else None


def header(mail: Mail, name: str) -> str:
    """A header with its encoded words decoded.

    >>> header(message_from_bytes(b"Subject: =?utf-8?q?P=C3=A4=C3=A4t=C3=B6s?= on tehty"), "Subject")
    'Päätös on tehty'
    """
    given = _raw(mail, name)
    if "=?" not in given:
        return given
    try:
        return str(make_header(decode_header(given)))
    except ODD:
        return given


def _raw(mail: Mail, name: str) -> str:
    # A header with bytes that are not ASCII comes as an object of its own, and str() makes them question marks.
    return str(mail.get(name) or "")[:HEADER_LIMIT]


def author(mail: Mail) -> str:
    """The author's address in lower case.

    >>> author(message_from_bytes(b"From: Anna.A at example.org (Anna A)"))
    'anna.a@example.org'
    """
    given = _raw(mail, "From")
    if " via " in parseaddr(given)[0]:
        # Lists put their own address in place of an author's whose domain forbids it (DMARC).
        given = _raw(mail, "X-Original-From") or _raw(mail, "Reply-To") or given
    address = parseaddr(given)[1]
    if not ADDRESS.fullmatch(address):
        hidden = HIDDEN.match(given)
        found = ADDRESS.findall(given)
        address = f"{hidden[1]}@{hidden[2]}" if hidden else found[-1] if found else ""
    if not address:
        raise NounError("there is no address in From")
    return address.lower()


def body(mail: Mail, *, cut: bool = False) -> str:
    """The words of the first part in plain text, else of the first in HTML, quotations and all."""
    parts = [p for p in leaves(mail) if p.get_content_disposition() != "attachment"]
    for kind in ("text/plain", "text/html"):
        for part in parts:
            if part.get_content_type() == kind:
                if cut and part is parts[-1]:
                    raise NounError("the mail is too long")
                text = decoded(part)
                return plain(text) if kind == "text/html" else text
    return ""


def leaves(mail: Mail) -> Iterator[Mail]:
    """The parts that hold something themselves; mails within the mail are not opened."""
    heap = [mail]
    while heap:
        part = heap.pop()
        if part.get_content_maintype() == "message":
            continue
        if not part.is_multipart():
            yield part
            continue
        inner = part.get_payload()
        heap.extend(p for p in reversed(inner if isinstance(inner, list) else []) if isinstance(p, Message))


def decoded(part: Mail) -> str:
    """The text of a part, in the charset that it states, else in the one that fits."""
    if "uu" in _raw(part, "Content-Transfer-Encoding").lower():
        raise NounError("the mail is written in uuencode")
    content = part.get_payload(decode=True)
    content = content if isinstance(content, bytes) else b""
    for charset in (part.get_content_charset() or "utf-8", "utf-8"):
        try:
            if codecs.lookup(charset).name not in SLOW:
                return content.decode(charset)
        except (LookupError, UnicodeError, ValueError):
            continue
    return content.decode("windows-1252", errors="replace")


def _date(mail: Mail) -> datetime:
    given = _raw(mail, "Date")
    if not given:
        raise NounError("there is no Date")
    try:
        moment = parsedate_to_datetime(given[:200])
    except (ValueError, TypeError, IndexError, OverflowError) as error:
        raise NounError("Date is not a date") from error
    # "-0000" says that the zone is not known, and that the time is that of UTC (RFC 5322).
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _id(mail: Mail, raw: bytes) -> str:
    found = ID.search(_raw(mail, "Message-ID"))
    return found[1] if found else "no-id-" + hashlib.sha256(raw).hexdigest()[:32]
