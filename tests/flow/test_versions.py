"""Versions of what labels taught: damaged, out of use, removed, and how each is told."""

import json
from pathlib import Path

import pytest

from pulse import flow
from pulse.classify.taught import versions
from pulse.errors import ModelError, UsageError
from pulse.flow import Office
from tests.cli.test_cli import pulse
from tests.flow.conftest import posts
from tests.flow.test_learning import Bring, label, slangy

BROKEN = {
    "description": lambda learned: (learned / "0001.json").write_text("{"),
    "another's description": lambda learned: (learned / "0001.json").write_text('{"number": 2}'),
    "weights": lambda learned: (learned / "0001.npz").write_bytes(b"PK no"),
    "cut weights": lambda learned: (learned / "0001.npz").write_bytes((learned / "0001.npz").read_bytes()[:900]),
    "choice": lambda learned: (learned / "current").write_bytes(b"\xff\n"),
    "chosen": lambda learned: (learned / "current").write_text("2"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_damaged_version_is_named_with_a_command_that_works(office: Office, bring: Bring, what: str) -> None:
    rows = slangy(posts(60, 6))
    bring(rows)
    label(office, rows)
    assert flow.learn(office).version is not None
    BROKEN[what](office.settings.folder / "learned")
    with pytest.raises(ModelError, match="run 'pulse learn --use 0' for the shipped model") as caught:
        flow.tag(office)
    assert str(caught.value) in flow.doctor(office).problems
    with pytest.raises(ModelError, match="run 'pulse learn --use 0' for the shipped model"):
        list(flow.classify_texts([], office.settings))
    whole = what in ("choice", "chosen")
    assert len(flow.learned_versions(office.settings)[1]) == whole
    assert list(flow.damaged_versions(office.settings)) == ([] if whole else [1])
    flow.use_version(office.settings, 0)
    assert flow.tag(office) == len(rows)
    assert not [one for one in flow.doctor(office).problems if "learn" in one]
    if not whole:
        with pytest.raises(ModelError, match="0001"):
            flow.use_version(office.settings, 1)


@pytest.mark.parametrize(("chosen", "said"), [("none", "names no version"), ("7", "version 7 of the model is missing")])
def test_the_list_says_where_no_version_that_is_there_was_chosen(office: Office, chosen: str, said: str) -> None:
    learned = office.settings.folder / "learned"
    learned.mkdir()
    (learned / "current").write_text(chosen)
    done = pulse(office.settings.folder, "learn", "--list")
    assert "in use" not in done.stdout
    assert said in done.stderr
    assert pulse(office.settings.folder, "learn", "--use", "0").returncode == 0
    done = pulse(office.settings.folder, "learn", "--list")
    assert ("in use" in done.stdout, done.stderr) == (True, "")


def test_a_new_version_takes_the_place_of_a_damaged_one_and_no_number_is_given_twice(
    office: Office, bring: Bring
) -> None:
    rows = slangy(posts(60, 6))
    bring(rows)
    label(office, rows)
    flow.learn(office)
    BROKEN["weights"](office.settings.folder / "learned")
    done = flow.learn(office)
    assert done.version is not None
    assert (done.version.number, done.beside, flow.learned_versions(office.settings)[0]) == (2, (), 2)
    for path in (office.settings.folder / "learned").glob("0*"):
        path.unlink()
    (office.settings.folder / "learned" / "current").write_text("none")
    done = flow.learn(office)
    assert done.version is not None
    assert done.version.number == 3


def test_a_version_that_would_tag_nothing_cannot_be_chosen(
    office: Office, bring: Bring, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = slangy(posts(60, 6))
    bring(rows)
    label(office, rows)
    flow.learn(office)
    monkeypatch.setattr(versions, "model_version", lambda: "pulse-9")
    said = "version 1 of what labels taught is out of use, as the shipped model has changed: run 'pulse learn'"
    folder = office.settings.folder
    row = {"id": "new", "said_at": "2026-09-01T08:00:00+00:00", "author": "u1", "text": "one more"}
    (folder / "more.jsonl").write_text(json.dumps(row) + "\n", "utf-8")
    bringing = ["import", "jsonl", str(folder / "more.jsonl"), "--source", "more", "--voice", "internal", "--json"]
    for words in (["pull"], bringing):
        done = pulse(folder, *words)
        assert (done.returncode, done.stderr) == (0, f"pulse: {said}\n")
    for words, given in ((["tag"], ""), (["run", "--json"], ""), (["classify", "-", "--json"], "a text\n")):
        done = pulse(folder, *words, given=given)
        assert (done.returncode, done.stderr) == (0, f"pulse: {said}\n")
        assert [json.loads(line) for line in done.stdout.splitlines() if words[-1] == "--json"] or words == ["tag"]
    assert said in pulse(folder, "run").stdout
    flow.use_version(office.settings, 0)
    with pytest.raises(UsageError, match="version 1 cannot be used, as the shipped model has changed"):
        flow.use_version(office.settings, 1)
    assert flow.learned_versions(office.settings)[0] == 0
    assert not pulse(folder, "tag").stderr


def test_the_same_labels_make_no_second_version(office: Office, bring: Bring) -> None:
    rows = slangy(posts(60, 6))
    bring(rows)
    label(office, rows)
    first, again = flow.learn(office), flow.learn(office)
    assert (first.known, again.known) == (False, True)
    assert first.version == again.version
    assert [one.number for one in flow.learned_versions(office.settings)[1]] == [1]
    flow.use_version(office.settings, 0)
    assert flow.learn(office).told()["current"] == flow.learned_versions(office.settings)[0] == 1


def test_a_version_is_removed_unless_it_is_in_use(office: Office, bring: Bring) -> None:
    rows = slangy(posts(60, 6))
    bring(rows)
    label(office, rows)
    flow.learn(office)
    folder = office.settings.folder
    assert "go to another first" in pulse(folder, "learn", "--remove", "1").stderr
    assert pulse(folder, "learn", "--use", "0").returncode == 0
    assert pulse(folder, "learn", "--remove", "1").stdout.startswith("version 1 is removed;")
    assert flow.learned_versions(office.settings) == (0, [])
    assert "no version 1 of the model to remove" in pulse(folder, "learn", "--remove", "1").stderr
    done = flow.learn(office)
    assert done.version is not None
    assert done.version.number == 2


def test_a_folder_in_place_of_a_version_is_named_and_kept(office: Office) -> None:
    strange = office.settings.folder / "learned" / "0007.json"
    strange.mkdir(parents=True)
    done = pulse(office.settings.folder, "learn", "--remove", "7")
    assert done.returncode == 2
    assert "0007.json in learned is a folder that pulse did not make" in done.stderr
    assert strange.is_dir()
    assert not (strange.parent / "last").exists()


def test_what_cannot_be_written_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, content: bytes) -> None:
        with path.open("wb") as file:
            file.write(content[:3])
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space left"):
        versions.use(tmp_path / "learned", 0)
    assert list((tmp_path / "learned").iterdir()) == []


def test_a_version_is_not_chosen_while_another_run_works(office: Office) -> None:
    with flow.alone(office):
        done = pulse(office.settings.folder, "learn", "--use", "0")
    assert (done.returncode, done.stdout) == (4, "")
    assert "another run holds the lock" in done.stderr
    assert pulse(office.settings.folder, "learn", "--use", "0", "--list").returncode == 2
