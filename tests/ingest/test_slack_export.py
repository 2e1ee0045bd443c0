import io
import json
import shutil
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pulse.domain import Page, Post
from pulse.errors import ArchiveError, PulseError, SettingsError
from pulse.ingest import slack_export, source
from pulse.ingest.slack_export import SlackExport

DATA = Path(__file__).parent.parent / "data" / "slack"
CHANNELS = [{"id": "C1", "name": "general"}, {"id": "C2", "name": "strategy"}]


def puller(path: Path, workspace: str = "") -> SlackExport:
    options = {"path": str(path), "workspace": workspace}
    made = source("slack-export", "slack", options, now=lambda: datetime.now(UTC), folder=path.parent)
    assert isinstance(made, SlackExport)
    return made


def pulled(path: Path, workspace: str = "") -> Page:
    (page,) = puller(path, workspace).pull({})
    return page


def zipped(path: Path, files: Mapping[str, bytes | list], compression: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", compression) as packed:
        for name, content in files.items():
            packed.writestr(name, content if isinstance(content, bytes) else json.dumps(content))
    return path


def message(n: int, **more: object) -> dict[str, object]:
    return {"type": "message", "ts": f"1772431200.{n:06}", "user": "U1", "text": f"post {n}", **more}


@pytest.fixture(scope="module")
def golden() -> Page:
    return pulled(DATA, "example")


@pytest.fixture(scope="module")
def by_stamp(golden: Page) -> dict[str, Post]:
    return {p.id.partition("/")[2]: p for p in golden.posts}


def test_everything_that_was_read_is_kept_left_out_or_refused(golden):
    assert golden.read == 23
    assert len(golden.posts) == 11
    assert golden.left_out == {
        "joins": 1, "bots": 3, "deletions": 2, "empty": 1, "duplicates": 1, "other": 1, "pins": 1
    }  # fmt: skip
    assert [(r.where, r.reason) for r in golden.refused] == [
        ("general/2026-03-02.json message 16", "expected 'str', got 'float' - at 'ts'"),
        ("general/2026-03-02.json message 17", "nobody is named as its author"),
    ]


def test_markup_is_taken_out_and_nobody_is_named(by_stamp):
    assert by_stamp["1772431260.000200"].text == (
        "From May one third of customer service moves online. See the plan & ask in #Päätös, @channel"
    )
    assert by_stamp["1772431320.000300"].text == "Who answers in the evenings, @…? And @… or @…?"
    assert by_stamp["1772431330.000400"].text == "We have tried it: <b>it works</b>"
    assert by_stamp["1772604060.000200"].text == "Iltavuoro vastaa, katso https://example.org."
    assert by_stamp["1772517660.000200"].text.endswith("https://example.slack.com/files/…/F0OLD/rota.png")


def test_replies_know_their_thread_and_a_thread_its_first_post(by_stamp):
    root = "C0GENERAL/1772431260.000200"
    assert (by_stamp["1772431260.000200"].thread, by_stamp["1772431260.000200"].parent) == (root, None)
    for reply in ("1772431320.000300", "1772431330.000400"):
        assert (by_stamp[reply].thread, by_stamp[reply].parent) == (root, root)


def test_shared_files_and_comments_on_them_are_posts(by_stamp):
    share, comment, bare, new = (
        by_stamp[ts] for ts in ("1772517600.000100", "1772517660.000200", "1772517720.000300", "1772431400.001100")
    )
    assert (share.text, share.title, share.author) == ("This is how it looks", "rota.png", "U0STAFF")
    assert (comment.title, comment.author, comment.parent) == ("rota.png", "U0LEADER", share.id)
    assert (bare.text, bare.title) == ("bare.png", "")
    assert (new.text, new.title) == ("Evening shifts, first draft", "")


def test_reactions_are_counted_and_traced_without_skin_tones_and_bots(golden, by_stamp):
    assert by_stamp["1772431260.000200"].reactions == {"+1": 3, "eyes": 5}
    assert [(t.person, t.name) for t in golden.traces] == [("U0STAFF", "+1"), ("U0THIRD", "+1"), ("U0STAFF", "eyes")]


def test_an_edit_has_its_time_and_a_post_its_address(by_stamp):
    first = by_stamp["1772431260.000200"]
    assert first.said_at == datetime(2026, 3, 2, 6, 1, 0, 200, tzinfo=UTC)
    assert first.edited_at == datetime(2026, 3, 2, 6, 1, 40, tzinfo=UTC)
    assert first.url == "https://example.slack.com/archives/C0GENERAL/p1772431260000200"
    assert by_stamp["1772431320.000300"].url.endswith("p1772431320000300?thread_ts=1772431260.000200&cid=C0GENERAL")


def test_what_was_deleted_is_told_as_gone(golden):
    assert golden.gone == ("C0GENERAL/1772431380.000900", "C0GENERAL/1772431100.000900")


def test_private_conversations_are_never_opened(golden):
    assert golden.notes == ("2 private or unlisted conversations not opened",)
    assert not [p for p in golden.posts if p.text == "private"]


def test_no_user_name_is_left_anywhere(golden):
    names = [u["name"] for u in json.loads((DATA / "users.json").read_text())]
    said = repr(golden)
    assert not [n for n in names if n != "polls" and n in said]


def test_a_zip_and_a_folder_within_it_give_the_same(tmp_path, golden):
    for base in ("slack", None):
        path = shutil.make_archive(str(tmp_path / f"export{base}"), "zip", DATA.parent if base else DATA, base)
        page = pulled(Path(path), "example")
        assert (page.posts, page.traces, page.left_out) == (golden.posts, golden.traces, golden.left_out)


def test_an_import_that_was_cut_anywhere_goes_on_where_it_was(tmp_path, monkeypatch):
    whole = list(puller(DATA).pull({}))
    for size in (1, 2, 5, 11):
        monkeypatch.setattr(slack_export, "PAGE", size)
        pages = list(puller(DATA).pull({}))
        assert tuple(p for page in pages for p in page.posts) == whole[0].posts
        for cut, page in enumerate(pages[:-1], 1):
            rest = list(puller(DATA).pull(json.loads(json.dumps(page.cursor))))
            assert [(p.posts, p.traces, p.left_out, p.cursor) for p in rest] == [
                (p.posts, p.traces, p.left_out, p.cursor) for p in pages[cut:]
            ]


def test_a_cursor_of_another_export_begins_anew(tmp_path):
    first = zipped(tmp_path / "a.zip", {"channels.json": CHANNELS, "general/2026-03-02.json": [message(1)]})
    cursor = {"print": "other", "day": 3, "message": 2, "read": 1, "byte": 1, "line": 0}
    assert list(puller(first).pull(cursor)) == list(puller(first).pull({}))


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        (b"[{", "the file is not JSON"),
        (b'{"a": 1}', "the file is not a list of messages"),
        (b"[" * 200_000, "the file is not JSON"),
        (b"\xff\xfe", "the file is not JSON"),
    ],
)
def test_a_broken_day_is_refused_and_the_others_land(tmp_path, broken, reason):
    files = {
        "channels.json": CHANNELS,
        "general/2026-03-02.json": broken,
        "general/2026-03-03.json": [message(1)],
        "strategy/2026-03-03.json": [message(2)],
    }
    page = pulled(zipped(tmp_path / "export.zip", files))
    assert [p.text for p in page.posts] == ["post 1", "post 2"]
    assert [(r.where, r.reason) for r in page.refused] == [("general/2026-03-02.json", reason)]


@pytest.mark.parametrize(
    ("poison", "reason"),
    [
        (message(2, text="a\ud800b"), "text holds a lone surrogate at character 1"),
        (message(2, text="a\x00b"), "text holds a NUL character"),
        (message(2, text="x" * 1_000_001), "text has 1,000,001 characters, more than 1,000,000"),
        (message(2, ts="soon"), "ts is not seconds and a fraction, like 1433562832.000005"),
        (message(2, ts="99999999999.0"), "said_at is not between 1990 and 2100"),
        (message(2, thread_ts="\ud800"), "parent holds a lone surrogate at character 3"),
        (message(2, reactions=[{"name": 3}]), "expected 'str', got 'int' - at 'reactions[0].name'"),
        ("text", "expected 'object', got 'str'"),
    ],
    ids=lambda x: x if isinstance(x, str) else "message",
)
def test_a_poisoned_message_is_refused_by_itself(tmp_path, poison, reason):
    files = {"channels.json": CHANNELS, "general/2026-03-02.json": [message(1), poison, message(3)]}
    page = pulled(zipped(tmp_path / "export.zip", files))
    assert [p.text for p in page.posts] == ["post 1", "post 3"]
    assert [r.where for r in page.refused] == ["general/2026-03-02.json message 2"]
    assert page.refused[0].reason == reason


@pytest.mark.parametrize("name", ["../../etc/x.json", "/etc/x.json", "general\\..\\..\\x.json", "C:/x.json"])
def test_a_zip_with_a_name_that_leads_out_is_refused(tmp_path, name):
    path = zipped(tmp_path / "export.zip", {"channels.json": CHANNELS, name: []})
    with pytest.raises(ArchiveError, match="leads out of it"):
        pulled(path)


def test_a_zip_bomb_is_refused_before_it_goes_off(tmp_path):
    path = zipped(tmp_path / "export.zip", {"channels.json": CHANNELS, "general/2026-03-02.json": bytes(64 << 20)})
    with pytest.raises(ArchiveError, match="unpacks to 67,"):
        pulled(path)


def test_a_truncated_zip_is_told_in_one_sentence(tmp_path):
    whole = zipped(tmp_path / "whole.zip", {"channels.json": CHANNELS, "general/2026-03-02.json": [message(1)]})
    path = tmp_path / "cut.zip"
    path.write_bytes(whole.read_bytes()[:-30])
    with pytest.raises(ArchiveError, match=r"cut.zip is not a whole zip archive: fetch it again"):
        pulled(path)


def test_a_damaged_file_in_a_zip_is_refused_by_itself(tmp_path):
    files = {
        "channels.json": CHANNELS,
        "general/2026-03-02.json": [message(1)],
        "strategy/2026-03-02.json": [message(2)],
    }
    path = zipped(tmp_path / "export.zip", files, zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes().replace(b"post 1", b"POST 1"))
    page = pulled(path)
    assert [p.text for p in page.posts] == ["post 2"]
    assert [r.reason for r in page.refused] == ["general/2026-03-02.json is damaged in the zip"]


def test_a_zip_within_a_zip_is_not_opened(tmp_path):
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as packed:
        packed.writestr("channels.json", json.dumps(CHANNELS))
    with pytest.raises(ArchiveError, match=r"there is no channels.json"):
        pulled(zipped(tmp_path / "export.zip", {"export.zip": inner.getvalue()}))


def test_a_link_in_a_folder_is_not_followed(tmp_path):
    (tmp_path / "export" / "general").mkdir(parents=True)
    (tmp_path / "export" / "channels.json").write_text(json.dumps(CHANNELS))
    (tmp_path / "elsewhere.json").write_text(json.dumps([message(1)]))
    (tmp_path / "export" / "general" / "2026-03-02.json").symlink_to(tmp_path / "elsewhere.json")
    assert pulled(tmp_path / "export").read == 0


def test_a_channel_whose_name_was_packed_oddly_is_found(tmp_path):
    for name in ("Pa\u0308a\u0308tös", "Päätös".encode().decode("cp437")):
        files = {"channels.json": [{"id": "C1", "name": "Päätös"}], f"{name}/2026-03-02.json": [message(1)]}
        assert len(pulled(zipped(tmp_path / "export.zip", files)).posts) == 1


def test_a_reply_to_a_file_shared_pages_before_finds_it(tmp_path, monkeypatch):
    file = {"id": "F1", "title": "plan.png", "user": "U1"}
    share = message(1, subtype="file_share", file=file)
    comment = message(3, subtype="file_comment", user=None, file=file, comment={"user": "U2", "comment": "Good"})
    files = {
        "channels.json": CHANNELS,
        "general/2026-03-02.json": [share, message(2)],
        "general/2026-03-03.json": [comment],
    }
    path = zipped(tmp_path / "export.zip", files)
    monkeypatch.setattr(slack_export, "PAGE", 2)
    first, _ = puller(path).pull({})
    (rest,) = puller(path).pull(first.cursor)
    assert (rest.posts[0].author, rest.posts[0].parent) == ("U2", "C1/1772431200.000001")


@pytest.mark.parametrize("content", [b"{}", b"[1]", b"\xff", b"[" * 200_000])
def test_a_broken_table_of_channels_is_told_in_one_sentence(tmp_path, content):
    with pytest.raises(ArchiveError, match=r"channels.json is not a list as Slack writes it"):
        pulled(zipped(tmp_path / "export.zip", {"channels.json": content}))


def test_an_archive_that_is_not_there_is_told_in_one_sentence(tmp_path):
    with pytest.raises(ArchiveError, match=r"no folder or zip 'gone\.zip'"):
        pulled(tmp_path / "gone.zip")


def test_a_workspace_is_a_name_and_not_an_address(tmp_path):
    with pytest.raises(SettingsError, match="first part of"):
        puller(tmp_path, "https://example.slack.com")


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_a_zip_with_flipped_bytes_raises_nothing_but_what_pulse_reports(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("fuzz")
    files = {"channels.json": CHANNELS, "general/2026-03-02.json": [message(n) for n in range(3)]}
    content = bytearray(zipped(folder / "whole.zip", files).read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path = folder / "export.zip"
    path.write_bytes(bytes(content))
    try:
        pages = list(puller(path).pull({}))
    except PulseError:
        return
    assert pages == list(puller(path).pull({}))
