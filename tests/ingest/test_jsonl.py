import json
import tracemalloc
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pulse.domain import Page, Post, Trace
from pulse.errors import ArchiveError, PulseError, SettingsError
from pulse.ingest import jsonl, source
from pulse.ingest.jsonl import JsonLines

LINE = {"id": "p1", "author": "u1", "said_at": "2026-03-02T08:00:00+02:00", "text": "Kuka vastaa iltaisin?"}

WHATS = ("posts", "traces", "refused")


def puller(path: Path, **options: str) -> JsonLines:
    made = source("jsonl", "old", {"path": str(path), **options}, now=lambda: datetime.now(UTC), folder=path.parent)
    assert isinstance(made, JsonLines)
    return made


def pulled(tmp_path: Path, *lines: object, **options: str) -> Page:
    path = tmp_path / "posts.jsonl"
    path.write_bytes(b"\n".join(x if isinstance(x, bytes) else json.dumps(x).encode() for x in lines))
    return joined(puller(path, **options).pull({}))


def joined(pages: Iterable[Page]) -> Page:
    """What the pages tell together."""
    told = list(pages)
    left_out = sum((Counter(page.left_out) for page in told), Counter())
    posts, traces, refused = ([one for page in told for one in getattr(page, what)] for what in WHATS)
    return Page(posts=tuple(posts), traces=tuple(traces), refused=tuple(refused), left_out=left_out)


def many(path: Path, count: int) -> Path:
    path.write_text("".join(json.dumps(LINE | {"id": f"p{n}"}) + "\n" for n in range(count)))
    return path


def test_a_line_becomes_a_post_of_the_source_that_imports_it(tmp_path):
    page = pulled(tmp_path, LINE | {"source": "elsewhere", "thread": "p0", "reactions": {"like": 2}, "unknown": [1]})
    said = datetime(2026, 3, 2, 6, tzinfo=UTC)
    assert page.posts == (
        Post(source="old", id="p1", author="u1", said_at=said, text=LINE["text"], thread="p0", reactions={"like": 2}),
    )


@pytest.mark.parametrize(("name", "said"), [("parent", "0"), ("thread", "0"), ("views", 0)])
def test_nought_is_something_that_a_line_says_whatever_its_neighbours_say(tmp_path, name, said):
    line, other = LINE | {name: 0}, LINE | {"id": "p2", "title": "Title"}
    assert [getattr(pulled(tmp_path, *lines).posts[0], name) for lines in ([line], [line, other])] == [said] * 2


def test_readers_and_reactions_become_traces(tmp_path):
    page = pulled(tmp_path, LINE | {"reacted_by": ["u2"], "read_by": ["u2", 3]})
    assert page.traces == (
        Trace(source="old", post="p1", person="u2", kind="reaction"),
        Trace(source="old", post="p1", person="u2", kind="read"),
        Trace(source="old", post="p1", person="3", kind="read"),
    )


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'{"id": "x", "author": "u", "text": "t"}', "object missing required field 'said_at'"),
        (LINE | {"text": 7}, "expected 'str', got 'int' - at 'text'"),
        (LINE | {"said_at": "2026-03-02T08:00:00"}, "said_at has no time zone"),
        (LINE | {"said_at": "yesterday"}, "invalid RFC3339 encoded datetime - at 'said_at'"),
        (LINE | {"said_at": "9999-12-31T23:59:59-14:00"}, "said_at lies outside of the calendar"),
        (LINE | {"said_at": "1970-01-01T00:00:00Z"}, "said_at is not between 1990 and 2100"),
        (LINE | {"text": "a\x00b"}, "text holds a NUL character"),
        (LINE | {"parent": "a\x00b"}, "parent holds a NUL character"),
        (LINE | {"read_by": ["a\x00b"]}, "person of a trace holds a NUL character"),
        (LINE | {"views": 1 << 70}, "expected 'int' <= 9223372036854775807 - at 'views'"),
        (LINE | {"text": "a\ud800b"}, "the line holds a lone surrogate"),
        (b'{"id": "x", "text": "\xff"}', "the line is not UTF-8"),
        (b'{"z": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "the line is nested too deeply"),
        (b"[1, 2]", "expected 'object', got 'array'"),
        (b"not JSON", "the line is not a JSON object"),
        (LINE | {"text": "x" * 1_000_001}, "text has 1,000,001 characters, more than 1,000,000"),
        (LINE | {"text": "x" * 10_000_000}, "the line is longer than 6 MiB"),
    ],
    ids=lambda x: x if isinstance(x, str) else "line",
)
def test_a_poisoned_line_is_refused_by_itself(tmp_path, line, reason):
    page = pulled(tmp_path, LINE, line, LINE | {"id": "p2"})
    assert [p.id for p in page.posts] == ["p1", "p2"]
    assert [(r.where, r.reason) for r in page.refused] == [("line 2", reason)]
    assert page.read == 3


def test_a_line_nested_too_deeply_inside_text_that_is_kept_lands(tmp_path):
    assert pulled(tmp_path, LINE | {"text": "[" * 100_000}).posts


def test_a_post_of_a_million_escaped_characters_is_read(tmp_path):
    page = pulled(tmp_path, LINE | {"text": "ä" * 1_000_000})
    assert len(page.posts[0].text) == 1_000_000


def test_empty_lines_and_a_byte_order_mark_are_passed_over(tmp_path):
    page = pulled(tmp_path, b"\xef\xbb\xbf" + json.dumps(LINE).encode() + b"\r", b"", b"  ", LINE | {"id": "p2"})
    assert (len(page.posts), page.read) == (2, 2)


def test_lines_of_another_source_or_voice_can_be_left_out(tmp_path):
    lines = [LINE | {"source": "a"}, LINE | {"source": "b", "voice": "public"}, LINE | {"voice": "internal"}]
    assert pulled(tmp_path, *lines, only="a").left_out == {"another source": 1}
    assert pulled(tmp_path, *lines, voice="internal").left_out == {"another voice": 1}
    assert pulled(tmp_path, *lines).read == len(pulled(tmp_path, *lines).posts) == 3


def test_an_import_that_was_cut_goes_on_where_it_was(tmp_path, monkeypatch):
    monkeypatch.setattr(jsonl, "PAGE", 2_000)
    path = many(tmp_path / "posts.jsonl", 6_500)
    pages = list(puller(path).pull({}))
    assert [p.read for p in pages] == [2_000, 2_000, 2_000, 500]
    assert abs(pages[0].total - 6_500) < 50
    for cut, page in enumerate(pages[:-1], 1):
        assert list(puller(path).pull(json.loads(json.dumps(page.cursor)))) == pages[cut:]


def test_an_import_that_was_finished_begins_anew(tmp_path):
    path = many(tmp_path / "posts.jsonl", 3)
    (page,) = puller(path).pull({})
    assert page.cursor == {}


def test_a_cursor_of_another_file_or_from_nowhere_begins_anew(tmp_path):
    path = many(tmp_path / "posts.jsonl", 8_500)
    first = next(iter(puller(path).pull({})))
    whole = list(puller(path).pull({}))
    for cursor in ({"print": "other", "byte": 10}, {"byte": "x"}, {"next_batch": "s1"}, first.cursor | {"byte": -1}):
        assert list(puller(path).pull(cursor)) == whole
    many(path, 8_600)
    assert sum(p.read for p in puller(path).pull(first.cursor)) == 8_600


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"PK\x03\x04rest", "posts.jsonl is a zip archive: unpack it first"),
        (b"\x1f\x8brest", "posts.jsonl is a gzip archive: unpack it first"),
        ('{"id"'.encode("utf-16"), "posts.jsonl is written in UTF-16: save it as UTF-8"),
    ],
)
def test_a_file_of_another_kind_is_told_in_one_sentence(tmp_path, content, message):
    path = tmp_path / "posts.jsonl"
    path.write_bytes(content)
    with pytest.raises(ArchiveError) as caught:
        list(puller(path).pull({}))
    assert str(caught.value) == message


@pytest.mark.parametrize("name", ["missing.jsonl", ".", "a\x00b", "x" * 5_000])
def test_a_file_that_is_not_there_is_told_in_one_sentence(tmp_path, name):
    with pytest.raises(ArchiveError):
        list(puller(tmp_path / name).pull({}))


def test_a_voice_is_internal_or_public(tmp_path):
    with pytest.raises(SettingsError, match="use internal or public"):
        puller(tmp_path / "x", voice="loud")


@settings(max_examples=60, deadline=None)
@given(content=st.lists(st.binary(max_size=60) | st.just(json.dumps(LINE).encode()), max_size=8))
def test_random_bytes_raise_nothing_but_what_pulse_reports(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("fuzz") / "posts.jsonl"
    path.write_bytes(b"\n".join(content))
    try:
        pages = list(puller(path).pull({}))
    except PulseError:
        return
    assert sum(p.read for p in pages) <= sum(1 for line in b"\n".join(content).split(b"\n") if line)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda x: st.lists(x) | st.dictionaries(st.text(), x),
    max_leaves=5,
)


@settings(max_examples=60, deadline=None)
@given(changes=st.dictionaries(st.sampled_from(sorted(jsonl.Line.__struct_fields__)), json_values, max_size=4))
def test_any_value_in_any_field_is_kept_or_refused_and_never_lost(tmp_path_factory, changes):
    page = pulled(tmp_path_factory.mktemp("fuzz"), LINE | changes)
    assert page.read == 1
    assert len(page.posts) + len(page.refused) == 1


@settings(max_examples=20, deadline=None)
@given(st.permutations(range(6)))
def test_the_order_of_lines_does_not_matter(tmp_path_factory, order):
    page = pulled(tmp_path_factory.mktemp("order"), *(LINE | {"id": str(n), "thread": "0"} for n in order))
    assert {p.id for p in page.posts} == {str(n) for n in range(6)}
    assert all(p.thread == "0" for p in page.posts)


def test_lines_of_any_length_take_bounded_memory(tmp_path):
    path = tmp_path / "posts.jsonl"
    with path.open("wb") as file:
        file.write(json.dumps(LINE).encode() + b"\n" + b'{"text": "')
        for _ in range(60):
            file.write(b"x" * (1 << 20))
        file.write(b'"}\n' + json.dumps(LINE | {"id": "p2"}).encode())
    tracemalloc.start()
    try:
        page = joined(puller(path).pull({}))
        assert tracemalloc.get_traced_memory()[1] < 20 << 20
    finally:
        tracemalloc.stop()
    assert [p.id for p in page.posts] == ["p1", "p2"]
    assert [r.where for r in page.refused] == ["line 2"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=st.lists(
        st.sampled_from([
            LINE, LINE | {"id": 7, "parent": 0, "thread": ""}, LINE | {"said_at": "2026-03-02T08:00:00"},
            LINE | {"id": "p1", "parent": "p1"}, LINE | {"reacted_by": ["u2"], "reactions": {"+": 1}}, "", " ", "no",
            LINE | {"title": "a\0b"}, LINE | {"source": "a", "views": 3}, LINE | {"edited_at": "2026-03-02T08:00:00Z"},
            LINE | {"text": "long" * 200}, LINE | {"url": "u" * 600}, LINE | {"id": ""}, LINE | {"text": "x" * 3_000},
        ]),
        max_size=9,
    ),
    stretch=st.integers(1, 2_500), page=st.integers(1, 9), only=st.sampled_from(["", "a"]),
    end=st.sampled_from(["", "\n"]),
)  # fmt: skip
def test_lines_that_are_read_together_say_what_they_say_one_by_one(
    tmp_path_factory, monkeypatch, content, stretch, page, only, end
):
    path = tmp_path_factory.mktemp("stretch") / "posts.jsonl"
    lines = [line if isinstance(line, str) else json.dumps(line) for line in content]
    path.write_text("\n".join(lines) + end)
    monkeypatch.setattr(jsonl, "LINE_LIMIT", 2_500)
    monkeypatch.setattr(jsonl, "STRETCH", stretch)
    monkeypatch.setattr(jsonl, "PAGE", page)
    together = joined(puller(path, only=only).pull({}))
    assert together.read == sum(bool(line.strip()) for line in lines)
    monkeypatch.setattr(jsonl, "parse_lines", lambda raws: None)
    assert joined(puller(path, only=only).pull({})) == together
    monkeypatch.setattr(jsonl, "STRETCH", 2_500)
    assert joined(puller(path, only=only).pull({})) == together
