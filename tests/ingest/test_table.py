import csv
import io
import json
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pulse.domain import Page
from pulse.errors import ArchiveError, PulseError, SettingsError
from pulse.ingest import source, table
from pulse.ingest.rows import Lines, rows
from pulse.ingest.table import Table

HEADER = "id,author,said_at,text\n"
SAID = "2026-03-02T08:00:00+02:00"


def puller(path: Path, **options: object) -> Table:
    made = source("csv", "old", {"path": str(path), **options}, now=lambda: datetime.now(UTC), folder=path.parent)
    assert isinstance(made, Table)
    return made


def pulled(tmp_path: Path, content: str | bytes, **options: object) -> Page:
    path = tmp_path / "posts.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    (page,) = puller(path, **options).pull({})
    return page


def row(n: int, text: str = "") -> str:
    return f"p{n},u1,{SAID},{text or f'post {n}'}\n"


def test_a_row_becomes_a_post(tmp_path):
    page = pulled(tmp_path, HEADER + f'p1,u1,{SAID},"Kuka vastaa, ja ""milloin""?\nIltaisin"\n')
    (post,) = page.posts
    assert (post.key, post.author, post.said_at) == (("old", "p1"), "u1", datetime(2026, 3, 2, 6, tzinfo=UTC))
    assert post.text == 'Kuka vastaa, ja "milloin"?\nIltaisin'


def test_columns_of_any_name_are_mapped(tmp_path):
    page = pulled(
        tmp_path,
        "Who;Body ;Date;Seen;Under\nu1;Hei;2.3.2026 8.00;12;p0\n",
        columns={"text": "body", "author": "who", "said_at": "date", "views": "seen", "parent": "Under"},
        dates="%d.%m.%Y %H.%M",
        zone="Europe/Helsinki",
    )
    (post,) = page.posts
    assert (post.text, post.views, post.parent) == ("Hei", 12, "p0")
    assert post.said_at == datetime(2026, 3, 2, 6, tzinfo=UTC)


def test_without_ids_the_same_row_has_the_same_id(tmp_path):
    content = f"author,said_at,text\nu1,{SAID},a\nu1,{SAID},b\n"
    first, second = (p.id for p in pulled(tmp_path, content).posts)
    assert first != second
    assert pulled(tmp_path, content).posts[0].id == first


def test_a_table_may_say_that_it_has_no_authors(tmp_path):
    assert pulled(tmp_path, f"said_at,text\n{SAID},a\n", columns={"author": ""}).posts[0].author == ""


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_delimiters_and_encodings_are_found_out(tmp_path, delimiter, encoding):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerows([["id", "author", "said_at", "text"], ["p1", "u1", SAID, "Päätös, ja; se\ton | hyvä 👍"]])
    assert pulled(tmp_path, out.getvalue().encode(encoding)).posts[0].text == "Päätös, ja; se\ton | hyvä 👍"


def test_windows_1252_is_read_only_where_it_is_stated(tmp_path):
    content = (HEADER + row(1, "Beslutet är fattat – nu")).encode("windows-1252")
    assert pulled(tmp_path, content, encoding="windows-1252").posts[0].text == "Beslutet är fattat – nu"
    with pytest.raises(ArchiveError) as caught:
        pulled(tmp_path, content)
    assert str(caught.value) == ('posts.csv is not written in UTF-8: save it so, or state encoding = "windows-1252"')


def test_an_encoding_that_is_stated_wrongly_is_told_in_one_sentence(tmp_path):
    with pytest.raises(ArchiveError, match=r"posts.csv is not written in windows-1252: state another encoding"):
        pulled(tmp_path, (HEADER + row(1, "Ё\u0081")).encode(), encoding="windows-1252")


def test_a_hint_for_spreadsheets_is_heeded(tmp_path):
    assert pulled(tmp_path, f"sep=;\nid;author;said_at;text\np1;u1;{SAID};a,b\n").posts[0].text == "a,b"


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ("p2,u1\n", "the row has 2 fields where the header has 4"),
        (f"p2,u1,{SAID},a,b\n", "the row has 5 fields where the header has 4"),
        ("p2,u1,soon,a\n", "said_at is not a time as the option 'dates' tells"),
        ("p2,u1,2026-03-02 08:00,a\n", 'said_at has no time zone: state one, like zone = "Europe/Helsinki"'),
        (f",u1,{SAID},a\n", "a post needs an id of 1 to 512 characters"),
        (f"p2,u1,{SAID},a\0b\n", "text holds a NUL character"),
        (f'p2,u1,{SAID},"a" b\n', "a quote stands within a quoted field: double it"),
        (f"p2,u1,{SAID},{'x' * 1_000_001}\n", "text has 1,000,001 characters, more than 1,000,000"),
        (f"p2,u1,{SAID},{'x' * 2_000_000}\n", "the line is longer than 1,065,536 characters"),
    ],
    ids=lambda x: x if len(x) < 80 else "row",
)
def test_a_bad_row_is_refused_by_itself_with_its_line(tmp_path, bad, reason):
    page = pulled(tmp_path, HEADER + row(1, '"two\nlines"') + bad + "\n" + row(3))
    assert [p.id for p in page.posts] == ["p1", "p3"]
    assert [(r.where, r.reason) for r in page.refused] == [("line 4", reason)]


def test_a_field_longer_than_the_csv_module_likes_lands(tmp_path):
    assert len(pulled(tmp_path, HEADER + row(1, "x" * 200_000)).posts[0].text) == 200_000


@pytest.mark.parametrize("count", [3, 30_000])
def test_a_quote_that_is_never_closed_costs_its_own_row_only(tmp_path, count):
    content = HEADER + row(1) + f'p2,u1,{SAID},"open\n' + "".join(row(n) for n in range(3, count))
    pages = list(_pages(tmp_path, content))
    assert [r for p in pages for r in p.refused] == [pages[0].refused[0]]
    assert (pages[0].refused[0].where, pages[0].refused[0].reason) == ("line 3", "a quote is opened and not closed")
    assert sum(len(p.posts) for p in pages) == count - 2


def _pages(tmp_path: Path, content: str) -> list[Page]:
    path = tmp_path / "posts.csv"
    path.write_text(content, newline="")
    return list(puller(path).pull({}))


def test_quotes_opened_on_every_line_take_bounded_time():
    text = io.StringIO('a","\n' * 100_000)
    start = time.process_time()
    refused = sum(1 for _ in rows(Lines(text), ","))
    assert refused > 0
    assert time.process_time() - start < 10


def test_views_are_whole_numbers(tmp_path):
    content = f"id,author,said_at,text,views\np1,u1,{SAID},a,\np2,u1,{SAID},a,-1\np3,u1,{SAID},a,7\n"
    page = pulled(tmp_path, content)
    assert [p.views for p in page.posts] == [None, 7]
    assert [r.reason for r in page.refused] == ["views is not a whole number"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("id,author,text\n", "none is headed 'said_at'"),
        ("", "has 0 columns"),
        ("id,author,said_at,text,text\n", "two columns for 'text'"),
        ('"never closed', "has 0 columns"),
    ],
)
def test_a_header_that_cannot_be_is_told_in_one_sentence(tmp_path, content, message):
    with pytest.raises(ArchiveError, match=message):
        pulled(tmp_path, content)


def test_what_stands_where_a_header_should_is_not_repeated(tmp_path):
    with pytest.raises(ArchiveError) as caught:
        pulled(tmp_path, "p1,u1,today,a secret\n")
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"columns": {"body": "x"}}, "unknown field 'body'"),
        ({"delimiter": ";;"}, "is one character"),
        ({"encoding": "latin-9"}, "is one of utf-8"),
        ({"zone": "Mars/Olympus"}, "not a known zone"),
        ({"columns": "text=body"}, "expected `object`"),
    ],
)
def test_options_that_cannot_be_are_told_at_once(tmp_path, options, message):
    with pytest.raises(SettingsError, match=message):
        puller(tmp_path / "x", **options)


def test_an_import_that_was_cut_anywhere_goes_on_where_it_was(tmp_path, monkeypatch):
    path = tmp_path / "posts.csv"
    bad = 'x,"open, ' + "\n" + row(50) + "short\n"
    path.write_text(HEADER + "".join(row(n, '"a\n\nb"' if n % 3 else "") for n in range(30)) + bad + row(60))
    whole = next(iter(puller(path).pull({})))
    for size in (1, 4, 31):
        monkeypatch.setattr(table, "PAGE", size)
        pages = list(puller(path).pull({}))
        assert tuple(p for page in pages for p in page.posts) == whole.posts
        for cut, page in enumerate(pages[:-1], 1):
            assert list(puller(path).pull(json.loads(json.dumps(page.cursor)))) == pages[cut:]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=12), min_size=4, max_size=4)))
def test_whatever_a_spreadsheet_writes_is_read_back(tmp_path_factory, table_rows):
    path = tmp_path_factory.mktemp("csv") / "posts.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["id", "author", "said_at", "text"], *table_rows])
    with path.open(encoding="utf-8", newline="") as file:
        read = [found for _, found in rows(Lines(file), ",")][1:]
    assert read == table_rows


@given(
    content=st.binary(max_size=300) | st.text(alphabet='a,;"\n\r', max_size=200).map(lambda t: (HEADER + t).encode())
)
@settings(max_examples=150, deadline=None)
def test_random_bytes_raise_nothing_but_what_pulse_reports(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("fuzz") / "posts.csv"
    path.write_bytes(content)
    for encoding in ("", "utf-16", "windows-1252"):
        try:
            pages = list(puller(path, encoding=encoding).pull({}))
        except PulseError:
            continue
        assert pages == list(puller(path, encoding=encoding).pull({}))
