import json
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pulse.domain import Page, Post
from pulse.errors import ArchiveError, NounError, PulseError
from pulse.ingest import mbox, source
from pulse.ingest.mail import parse_mail
from pulse.ingest.mbox import Mbox, Roots
from pulse.ingest.tray import Kept

DATA = Path(__file__).parent.parent / "data" / "mbox" / "list.mbox"
FROM = "From u1 at example.org  Mon Mar  2 08:00:00 2026\n"
HEAD = "From: u1@example.org\nDate: Mon, 02 Mar 2026 08:00:00 +0200\n"


def puller(path: Path) -> Mbox:
    made = source("mbox", "list", {"path": str(path)}, now=lambda: datetime.now(UTC), folder=path.parent)
    assert isinstance(made, Mbox)
    return made


def pulled(tmp_path: Path, content: str | bytes) -> Page:
    path = tmp_path / "list.mbox"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    (page,) = puller(path).pull({})
    return page


def post(content: str | bytes) -> Post:
    raw = content if isinstance(content, bytes) else content.encode()
    outcome = parse_mail(raw, "list", {})
    assert isinstance(outcome, Kept)
    return outcome.post


@pytest.fixture(scope="module")
def golden() -> Page:
    (page,) = puller(DATA).pull({})
    return page


@pytest.fixture(scope="module")
def by_id(golden: Page) -> dict[str, Post]:
    return {p.id.removesuffix("@example.org"): p for p in golden.posts}


def test_everything_that_was_read_is_kept_left_out_or_refused(golden):
    assert golden.read == 15
    assert len(golden.posts) == 6
    assert golden.left_out == {"absences": 1, "automatic": 1, "bounces": 1, "empty": 1, "digests": 1}
    assert [r.reason for r in golden.refused] == [
        "there is no Date",
        "Date is not a date",
        "said_at is not between 1990 and 2100",
        "there is no address in From",
    ]
    assert all(r.where.startswith("line ") for r in golden.refused)


def test_a_mail_of_a_list_becomes_a_post(by_id):
    first = by_id["a1"]
    assert (first.author, first.title, first.parent, first.thread) == (
        "u1.leader@example.org", "Uusi päätös", None, None
    )  # fmt: skip
    assert first.text == (
        "Siirrymme toukokuussa.\n\nFrom now on nothing is as it was.\n\nFrom my point of view that is good."
    )
    assert first.said_at == datetime(2026, 3, 2, 6, tzinfo=UTC)


def test_threads_come_from_references_and_never_from_the_subject(by_id):
    first = "a1@example.org"
    assert (by_id["a2"].parent, by_id["a2"].thread) == (first, first)
    assert (by_id["a3"].parent, by_id["a3"].thread) == ("a2@example.org", first)
    assert (by_id["a5"].parent, by_id["a5"].thread) == ("a2@example.org", first)
    assert by_id["a4"].thread is None


def test_only_the_authors_own_words_are_kept(by_id):
    assert by_id["a2"].text == "Kuka vastaa iltaisin?"
    assert by_id["a5"].text == "Gärna, men när?"


def test_the_first_part_in_plain_text_is_taken_and_a_mail_without_an_id_gets_one(golden):
    (found,) = [p for p in golden.posts if p.id.startswith("no-id-")]
    assert found.text == "Just det, ja å ja."


def test_the_author_behind_a_list_is_found(by_id):
    assert by_id["a4"].author == "u4@example.org"
    assert by_id["a2"].author == "u2@example.org"


def test_no_name_is_left_anywhere(golden):
    assert "Token" not in repr(golden)


def test_an_import_that_was_cut_anywhere_goes_on_where_it_was(monkeypatch, golden):
    for size in (1, 2, 5):
        monkeypatch.setattr(mbox, "PAGE", size)
        pages = list(puller(DATA).pull({}))
        assert tuple(p for page in pages for p in page.posts) == golden.posts
        for cut, page in enumerate(pages[:-1], 1):
            assert list(puller(DATA).pull(json.loads(json.dumps(page.cursor)))) == pages[cut:]


@given(st.permutations(range(15)))
@settings(max_examples=30, deadline=None)
def test_the_order_of_mails_changes_no_words_and_no_parents(tmp_path_factory, golden, order):
    mails = [FROM + rest for rest in DATA.read_text().split(FROM)[1:]]
    page = pulled(tmp_path_factory.mktemp("order"), "".join(mails[n] for n in order))
    told = {(p.id, p.author, p.said_at, p.text, p.parent) for p in page.posts}
    assert told == {(p.id, p.author, p.said_at, p.text, p.parent) for p in golden.posts}
    assert page.left_out == golden.left_out


def test_a_line_that_only_looks_like_a_new_mail_is_none(tmp_path):
    page = pulled(tmp_path, FROM + HEAD + "\nFrom Monday on at 10:30 we meet.\n\nFrom 2026 to 2030\n")
    assert [p.text for p in page.posts] == ["From Monday on at 10:30 we meet.\n\nFrom 2026 to 2030"]


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "windows-1252", "iso-8859-15"])
def test_charsets_are_read_as_stated(charset):
    body = f"{HEAD}Content-Type: text/plain; charset={charset}\n\nPåminnelse: äänestä".encode(charset)
    assert post(body).text == "Påminnelse: äänestä"


@pytest.mark.parametrize("charset", ["no-such-charset", "punycode", "hex", "utf-16", "\x00", ""])
def test_a_charset_that_is_none_is_read_as_what_fits(charset):
    assert "Hei" in post(f"{HEAD}Content-Type: text/plain; charset={charset}\n\nHei, ä".encode()).text


def test_a_mail_within_a_mail_is_not_opened():
    inner = f"--b\nContent-Type: message/rfc822\n\n{HEAD}\nnot mine\n--b\nContent-Type: text/plain\n\nmine\n--b--"
    assert post(f'{HEAD}Content-Type: multipart/mixed; boundary="b"\n\n{inner}').text == "mine"


def test_an_attachment_larger_than_the_limit_does_no_harm(tmp_path):
    text = "--b\nContent-Type: text/plain\n\nwords\n"
    attached = "--b\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\n" + ("A" * 76 + "\n") * 40_000
    mail = f'{FROM}{HEAD}Content-Type: multipart/mixed; boundary="b"\n\n{text}{attached}--b--\n\n'
    page = pulled(tmp_path, mail + FROM + HEAD + "\nnext\n")
    assert [p.text for p in page.posts] == ["words", "next"]


def test_words_longer_than_the_limit_are_refused(tmp_path):
    page = pulled(tmp_path, FROM + HEAD + "\n" + ("x" * 76 + "\n") * 40_000 + "\n" + FROM + HEAD + "\nnext\n")
    assert [p.text for p in page.posts] == ["next"]
    assert [(r.where, r.reason) for r in page.refused] == [("line 1", "the mail is too long")]


def test_a_file_that_is_no_mailbox_is_told_in_one_sentence(tmp_path):
    with pytest.raises(ArchiveError, match=r"list.mbox does not begin like a mailbox"):
        pulled(tmp_path, "Hello\n" + FROM)


def test_an_empty_mailbox_has_no_mails(tmp_path):
    assert pulled(tmp_path, "\n").read == 0


@pytest.mark.parametrize(("depth", "lines"), [(3_000, 0), (600, 0), (4, 300_000), (100, 1_900_000)])
def test_nested_mails_take_bounded_time(depth, lines):
    nested = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(depth)) + "\n" * lines
    start = time.process_time()
    with suppress(NounError):
        parse_mail((HEAD + nested).encode(), "list", {})
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    "near",
    [
        "Subject: " + "=?a?q?" * 100_000,
        "From: " + "a " * 100_000,
        "From: " + "(" * 100_000,
        "From: " + "a at " * 100_000,
        "References: " + "<" * 300_000,
        "Date: " + "1" * 300_000,
        "Date: " + "(" * 300_000,
        "Content-Type: text/plain; " + "a*0*=x;" * 90_000,
        'Content-Type: multipart/mixed; boundary="' + '"' * 100_000,
    ],
    ids=range(9),
)
def test_headers_that_never_end_take_bounded_time(near):
    start = time.process_time()
    with suppress(PulseError):
        parse_mail(f"{HEAD}{near}\n\nx".encode(), "list", {})
    assert time.process_time() - start < 2


def test_only_the_latest_threads_are_remembered(monkeypatch):
    monkeypatch.setattr(mbox, "THREADS", 3)
    roots = Roots()
    for n in range(10):
        roots[str(n)] = "root"
    assert list(roots) == ["7", "8", "9"]


LINES = f"""{FROM}{HEAD}
Subject: =?utf-8?b?//?=
Content-Type: multipart/mixed; boundary=x
--x
--x--
Content-Transfer-Encoding: base64
Content-Transfer-Encoding: x-uuencode
begin 644 x
a: b
=
Content-Type: text/html; charset*=x''%ff
From: =?x?=
In-Reply-To: <
Message-ID: <\x00>
> q
""".splitlines(keepends=True)
lines = st.sampled_from(LINES)


@given(content=st.lists(lines.map(str.encode) | st.binary(max_size=40), max_size=14))
@settings(max_examples=150, deadline=None)
def test_random_bytes_raise_nothing_but_what_pulse_reports(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("fuzz") / "list.mbox"
    for start in (b"", FROM.encode()):
        path.write_bytes(start + b"".join(content))
        try:
            pages = list(puller(path).pull({}))
        except PulseError:
            continue
        assert pages == list(puller(path).pull({}))
