import zipfile
from pathlib import Path

import pytest

from pulse.errors import ArchiveError
from pulse.ingest import archive
from pulse.ingest.archive import leads_out, opened


def zipped(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return path


def test_a_folder_and_a_zip_hold_the_same(tmp_path):
    (tmp_path / "folder" / "deep").mkdir(parents=True)
    (tmp_path / "folder" / "deep" / "a.json").write_bytes(b"[1]")
    zipped(tmp_path / "folder.zip", {"deep/a.json": b"[1]", "deep/": b""})
    for name in ("folder", "folder.zip"):
        with opened(tmp_path, name) as found:
            assert dict(found.sizes) == {"deep/a.json": 3}
            assert found.read("deep/a.json") == b"[1]"


def test_a_file_larger_than_the_limit_is_refused_in_both(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "FILE_LIMIT", 2)
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "a.json").write_bytes(b"[1]")
    zipped(tmp_path / "folder.zip", {"a.json": b"[1]"})
    for name in ("folder", "folder.zip"):
        with opened(tmp_path, name) as found, pytest.raises(ArchiveError, match="larger than"):
            found.read("a.json")


def test_a_size_that_lies_is_found_out(tmp_path):
    path = zipped(tmp_path / "lies.zip", {"a.json": b"[1]" * 5_000})
    content = path.read_bytes()
    path.write_bytes(content.replace((15_000).to_bytes(4, "little"), (3).to_bytes(4, "little")))
    with opened(tmp_path, "lies.zip") as found, pytest.raises(ArchiveError, match="damaged"):
        found.read("a.json")


def test_a_locked_zip_is_told_in_one_sentence(tmp_path):
    path = zipped(tmp_path / "locked.zip", {"a.json": b"[1]"})
    content = bytearray(path.read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(bytes(content))
    with pytest.raises(ArchiveError, match="locked with a password"), opened(tmp_path, "locked.zip"):
        pass


@pytest.mark.parametrize("name", ["../a", "a/../../b", "/a", "\\a", "a\\..\\b", "C:a", "a\x00b"])
def test_names_that_lead_out_are_known(name):
    assert leads_out(name)


@pytest.mark.parametrize("name", ["a", "a/b.json", "..a/b..", "a...b", "Päätös/1.json"])
def test_names_that_stay_are_known(name):
    assert not leads_out(name)


def test_a_chain_of_folders_is_not_followed_for_ever(tmp_path):
    deep = tmp_path / "folder" / "/".join("abcdefgh")
    deep.mkdir(parents=True)
    (deep / "x.json").write_bytes(b"[]")
    with opened(tmp_path, "folder") as found:
        assert not found.sizes
