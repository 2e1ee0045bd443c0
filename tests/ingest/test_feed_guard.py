"""Feeds that mean harm: each is read or refused in bounded time, and nothing else happens."""

import random
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pulse.errors import ArchiveError, NounError
from pulse.ingest.feed_entry import around, parse, parse_entry
from pulse.ingest.markup import plain

DATA = Path(__file__).parents[1] / "data" / "feed"
URL = "https://blog.example.org/feed/"
AT = datetime(2026, 11, 16, tzinfo=UTC).isoformat()
HEAD = (
    '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:georss="http://www.georss.org/georss" '
    'xmlns:gml="http://www.opengis.net/gml" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" '
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><item>'
)
TAIL = "</item></channel></rss>"
POISON = (b"<", b"&", b"]]>", b"<!ENTITY a 'b'>", b"\xff\xfe", b"<item>", b"&#0;", b"\x00")
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))


def read(body: bytes, content_type: str = "text/xml") -> int:
    """Everything that a pull does with a body; how many posts it makes."""
    made = 0
    entries = parse(body, content_type, URL)
    for entry in entries:
        with suppress(NounError):
            parse_entry("feed", entry, around(entries, URL, ""), AT)
            made += 1
    return made


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-8-sig", "utf-32"])
@pytest.mark.parametrize(
    "dtd",
    [
        f'<!DOCTYPE r [<!ENTITY l0 "ha">{LAUGHS}]>',
        '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE r [<!ENTITY x SYSTEM "http://169.254.169.254/latest/">]>',
        '<!DOCTYPE r [<!ENTITY % x SYSTEM "http://127.0.0.1/x.dtd"> %x;]>',
        '<!DOCTYPE r [<!ENTITY x "' + "a" * 10_000 + '">]>',
    ],
    ids=["laughs", "file", "address", "parameter", "quadratic"],
)
def test_entities_are_refused_in_any_encoding(dtd: str, encoding: str) -> None:
    began = time.process_time()
    body = f"{dtd}{HEAD}<title>&l8;&x;</title>{TAIL}".encode(encoding)
    with pytest.raises(ArchiveError, match="declares entities"):
        read(body)
    assert time.process_time() - began < 1


@pytest.mark.parametrize("encoding", ["utf-7", "cp037", "utf_16_be", "punycode", "zlib_codec", "../x"])
def test_a_disguise_is_refused(encoding: str) -> None:
    body = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE r [<!ENTITY l0 "ha">{LAUGHS}]>{HEAD}{TAIL}'
    with pytest.raises(ArchiveError):
        read(body.encode("utf-7"))


def test_an_old_document_type_without_entities_is_read() -> None:
    dtd = '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">'
    assert read(f"{dtd}{HEAD}<title>a</title>{TAIL}".encode()) == 1


@pytest.mark.parametrize(
    "element",
    ["author", "dc:creator", "pubDate", "category", "title", "link", "guid", "description", "content:encoded",
     "gml:pos", "georss:polygon", "itunes:keywords"],
)  # fmt: skip
@pytest.mark.parametrize("part", ["1", "a", "a@", "2026-", "1:", "&lt;a ", " a <b/>", "\n", "&amp;", "(", "%41"])
def test_long_values_are_read_or_refused_in_time(element: str, part: str) -> None:
    """An author's name of 100,000 letters held feedparser for more than ten seconds."""
    began = time.process_time()
    with suppress(ArchiveError):
        read(f"{HEAD}<{element}>{part * (40_000 // len(part))}</{element}>{TAIL}".encode())
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    "body",
    [
        "<b>" * 100_000,
        HEAD + "<b>" * 50_000 + "</b>" * 50_000 + TAIL,
        HEAD + "<category>a</category>" * 50_000 + TAIL,
        HEAD.replace("<item>", "") + "<item/>" * 100_000 + "</channel></rss>",
        HEAD + "<a " + " ".join(f"x{n}='1'" for n in range(20_000)) + "/>" + TAIL,
        HEAD + f'<a x="{"a" * 1_000_000}"/>' + TAIL,
        HEAD + "<author>" + "<name>aaaaaaaaaaaaaaaa</name>" * 5_000 + "</author>" + TAIL,
        "<" * 500_000,
        "&" * 500_000,
        HEAD + "<!--" * 100_000,
        HEAD + "<![CDATA[" * 100_000,
        "\x00" * 500_000,
        "",
        " ",
        "<?xml",
        "{}",
    ],
    ids=lambda body: f"{body[-30:]!r} {len(body)}",
)
def test_excess_and_nonsense_are_refused_in_time(body: str) -> None:
    began = time.process_time()
    with pytest.raises(ArchiveError):
        read(body.encode())
    assert time.process_time() - began < 5


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(DATA.glob("wordpress*"))), st.randoms(use_true_random=False), st.integers(1, 12))
def test_a_mangled_feed_is_read_or_refused(path: Path, chance: random.Random, blows: int) -> None:
    body = bytearray(path.read_bytes())
    for _ in range(blows):
        at, length = chance.randrange(len(body)), chance.randrange(1, 40)
        way = chance.randrange(4)
        if way == 0:
            del body[at : at + length]
        elif way == 1:
            body[at:at] = body[chance.randrange(len(body)) :][:length]
        elif way == 2:
            body[at] = chance.randrange(256)
        else:
            body[at:at] = chance.choice(POISON)
    with suppress(ArchiveError):
        assert read(bytes(body)) == read(bytes(body))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.text(max_size=60))
def test_any_bytes_are_read_or_refused(body: bytes, content_type: str) -> None:
    with suppress(ArchiveError):
        assert read(body, content_type) == read(body, content_type)


@given(st.text(alphabet="<>/!-&;:=\"' \nabpscriptlquoe#x41", max_size=300))
def test_words_of_any_markup_hold_no_whole_tag_that_was_not_written_as_words(html: str) -> None:
    said = plain(html)
    assert said == said.strip()
    assert "<script>" not in said or "&" in html or "<<" in html or "<script>" not in html


@pytest.mark.parametrize(
    "part",
    ["<", "<a", "<!--", "<script>", "<blockquote>", "&", '<a href="', "</", "<p>", "\xa0", "<svg/>", "<!"],
)
def test_taking_words_out_takes_time_in_proportion(part: str) -> None:
    began = time.process_time()
    plain(part * 50_000)
    assert time.process_time() - began < 3
