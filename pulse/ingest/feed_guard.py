"""The guard before a feed: decodes it, mends what is commonly broken, and refuses what would hurt its reader.

feedparser expands entities (a billion laughs: 20 seconds and 3 MB from one feed), searches an author's name for an
address in time that grows with the square of its length, and compares every category with all before it. So a feed
comes to it as well-formed UTF-8 without entities, of bounded depth, breadth and size.
"""

import codecs
import re
from collections import Counter
from html.entities import html5
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from pulse.errors import ArchiveError

DEPTH, ELEMENTS, SIBLINGS, ENTRIES, ATTRIBUTES, SHORT = 100, 50_000, 200, 2_000, 100, 4_000
NAMES = 300
"""The longest name of an author, in characters."""
WORDY = frozenset(("description", "summary", "content", "encoded", "subtitle", "tagline", "body", "div"))
PEOPLE = frozenset(("author", "creator", "contributor", "name", "email", "publisher", "managingeditor", "webmaster",
                    "owner", "editor", "reviewer"))  # fmt: skip
DECLARATION = re.compile(r"^\s{0,100}<\?xml[^>]{0,500}\?>")
DECLARED = re.compile(r"""\bencoding\s{0,9}=\s{0,9}["']([A-Za-z0-9._:-]{1,40})["']""")
CHARSET = re.compile(r"""\bcharset\s{0,9}=\s{0,9}["']?([A-Za-z0-9._:-]{1,40})""", re.IGNORECASE)
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
         (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip
KNOWN = re.compile(r"(us-)?ascii|utf-?(8|16|16le|16be)|iso-?8859-?\d{1,2}|latin-?1|(windows-?|cp)125\d", re.IGNORECASE)
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LOOSE = re.compile(r"&(?:#(?:[0-9]{1,7}|x[0-9a-fA-F]{1,6});|([A-Za-z][A-Za-z0-9]{1,31});)?")
XML = frozenset(("amp", "lt", "gt", "quot", "apos"))


def safe(body: bytes, content_type: str, where: str) -> bytes:
    """The feed as UTF-8 that can be handed on.

    Raises:
        ArchiveError: it is dangerous, or broken beyond mending.
    """
    text = decoded(body, content_type, where)
    try:
        check(text, where)
    except ParseError:
        text = mended(text)
        try:
            check(text, where)
        except ParseError as error:
            raise ArchiveError(f"{where} is not a feed: it is broken in line {error.position[0]}") from error
    return text.encode()


def decoded(body: bytes, content_type: str, where: str) -> str:
    """The text of a feed, in the encoding that its mark, its header or its first line names, else in UTF-8."""
    encoding = next((name for mark, name in MARKS if body.startswith(mark)), "") or _named(body, content_type)
    if not KNOWN.fullmatch(encoding) and encoding not in ("utf-8-sig", "utf-32"):
        raise ArchiveError(f"{where} is written in {encoding!r}, which is not read: ask for UTF-8")
    try:
        text = body.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        text = body.decode("windows-1252", "replace")
    return DECLARATION.sub("", text.removeprefix("\ufeff"), count=1)


def _named(body: bytes, content_type: str) -> str:
    charset, line = CHARSET.search(content_type[:500]), DECLARATION.match(body[:700].decode("latin-1"))
    declared = DECLARED.search(line[0]) if line else None
    return charset[1] if charset else declared[1] if declared else "utf-8"


def mended(text: str) -> str:
    """The text without characters that XML forbids, with HTML's entities and lone ampersands written out."""
    return LOOSE.sub(_written, ILLEGAL.sub("", text))


def _written(match: re.Match[str]) -> str:
    name = match[1]
    if len(match[0]) == 1:
        return "&amp;"
    if name is None or name in XML:
        return match[0]
    return html5[f"{name};"].replace("&", "&amp;").replace("<", "&lt;") if f"{name};" in html5 else f"&amp;{name};"


def check(text: str, where: str) -> None:
    """Read the whole feed once and keep nothing of it.

    Raises:
        ArchiveError: it declares entities, or is too deep, too broad, or wordy where it should be short.
        ParseError: it is not well-formed.
    """
    parser = DefusedXMLParser(target=_Measure(where), forbid_entities=True)  # type: ignore[no-untyped-call]
    try:
        parser.feed(text.encode("utf-8", "replace"))
        parser.close()
    except DefusedXmlException as error:
        raise ArchiveError(f"{where} declares entities, which a feed has no need of: it was not read") from error


class _Measure:
    """Follows the elements of a feed and stops at the first excess."""

    def __init__(self, where: str) -> None:
        self._where, self._elements = where, 0
        self._names: list[str] = [""]
        self._below: list[Counter[str]] = [Counter()]
        self._lengths = [0]

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition("}")[2].lower()
        self._elements += 1
        self._below[-1][name] += 1
        self._names.append(name)
        self._below.append(Counter())
        self._lengths.append(0)
        most = ENTRIES if name in ("item", "entry") else ELEMENTS if WORDY.intersection(self._names) else SIBLINGS
        short = len(attributes) <= ATTRIBUTES and all(len(value) <= SHORT for value in attributes.values())
        if len(self._names) > DEPTH or self._elements > ELEMENTS or self._below[-2][name] > most or not short:
            self._stop(f"<{name[:30]}> makes it too deep, too broad or too long")

    def end(self, tag: str) -> None:
        length = self._lengths.pop()
        name = self._names.pop()
        self._below.pop()
        self._lengths[-1] += length if name not in WORDY else 0

    def data(self, text: str) -> None:
        self._lengths[-1] += len(text)
        name = self._names[-1]
        if name in PEOPLE and self._lengths[-1] > NAMES:
            self._stop(f"<{name}> is longer than a name")
        if self._lengths[-1] > SHORT and not WORDY.intersection(self._names) and text.strip():
            self._stop(f"<{name[:30]}> is longer than {SHORT:,} characters")

    def close(self) -> None:
        pass

    def _stop(self, why: str) -> None:
        raise ArchiveError(f"{self._where} is not an ordinary feed: {why}")
