"""The command line as a newcomer and a script meet it: exit statuses, one sentence, JSON."""

import contextlib
import io
import json
import os
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from pulse.cli import run

POSTS = [
    {"id": str(n), "author": f"u{n % 30}", "said_at": f"2026-09-{1 + n % 28:02d}T10:00:00Z",
     "text": "Digital service first is a good decision, I support it"}
    for n in range(120)
]  # fmt: skip
SETTINGS = 'organisation = "Small"\nas_of = 2026-10-21T12:00:00+03:00\n'
STRATEGY = """
themes: [{id: customer, names: {en: Customer}, words: {en: [customer, digital service]}}]
decisions:
  - id: digital
    title: Digital first
    theme: customer
    announced_at: 2026-08-31
    phrases: {en: [digital service first]}
"""


@dataclass(frozen=True)
class Done:
    returncode: int
    stdout: str
    stderr: str


def pulse(folder: Path, *words: str, given: str = "") -> Done:
    """Run the command line in this process, in the folder."""
    out, err = io.StringIO(), io.StringIO()
    stdin = io.TextIOWrapper(io.BytesIO(given.encode()), encoding="utf-8")
    with contextlib.chdir(folder), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        before, sys.stdin = sys.stdin, stdin
        try:
            status = run(list(words))
        finally:
            sys.stdin = before
    return Done(status, out.getvalue(), err.getvalue())


def process(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the command line as a process of its own."""
    environment = {k: v for k, v in os.environ.items() if k != "PULSE_CONFIG"}
    return subprocess.run(
        [sys.executable, "-m", "pulse", *words], cwd=folder, capture_output=True, text=True, check=False,
        env=environment,
    )  # fmt: skip


def lines(done: Done) -> list[dict[str, object]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "pulse.toml").write_text(SETTINGS)
    (tmp_path / "strategy.yaml").write_text(STRATEGY)
    (tmp_path / "posts.jsonl").write_text("\n".join(map(json.dumps, POSTS)))
    assert pulse(tmp_path, "db", "upgrade").returncode == 0
    return tmp_path


def import_posts(folder: Path, *more: str) -> Done:
    return pulse(folder, "import", "jsonl", "posts.jsonl", "--source", "chat", "--voice", "internal", *more)


@pytest.mark.slow
def test_from_an_import_to_figures_and_a_summary(folder: Path) -> None:
    done = import_posts(folder, "--json")
    assert done.returncode == 0, done.stderr
    (receipt,) = lines(done)
    assert (receipt["read"], receipt["kept"]) == (120, 120)
    assert receipt.keys() >= {
        "source",
        "read",
        "kept",
        "changed",
        "unchanged",
        "gone",
        "left_out",
        "quarantined",
        "seconds",
    }
    assert lines(import_posts(folder, "--json"))[0]["unchanged"] == 120
    assert pulse(folder, "run").returncode == 0
    figures = lines(pulse(folder, "figures"))
    support = [f for f in figures if f["measure"] == "support" and f["value"] is not None]
    assert support
    assert all(int(str(f["people"])) >= 20 for f in support)
    summary = pulse(folder, "summary", "--format", "html")
    assert "<h1>" in summary.stdout
    assert "Draft" in summary.stdout
    diagnosis = lines(pulse(folder, "doctor", "--json"))[0]
    assert diagnosis["posts"] == 120


def test_init_writes_files_that_load(tmp_path: Path) -> None:
    done = pulse(tmp_path, "init", "new")
    assert done.returncode == 0, done.stderr
    assert pulse(tmp_path / "new", "strategy", "load", "strategy.yaml").returncode == 0
    assert pulse(tmp_path / "new", "organisation", "load", "units.csv", "people.csv").returncode == 0
    again = pulse(tmp_path, "init", "new")
    assert again.returncode == 2
    assert "empty folder" in again.stderr


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("pull", "yamer"), 2, "no source called 'yamer'; known: none"),
        (("import", "yammer", "x", "--source", "a", "--voice", "internal"), 2, "no source called 'yammer'"),
        (("import", "jsonl", "nowhere.jsonl", "--source", "a", "--voice", "internal"), 3, "nowhere.jsonl"),
        (("import", "jsonl", "posts.jsonl", "--source", "a", "--voice", "loud"), 2, "internal or public"),
        (("strategy", "load", "nowhere.yaml"), 2, "nowhere.yaml cannot be read"),
        (("seal", "--through", "46"), 2, "2026-W47"),
        (("figures", "--as", "boss"), 2, "executive, manager"),
        (("figures", "--as", "manager:nowhere"), 2, "no unit called 'nowhere'"),
        (("--nonsense",), 2, "no such option"),
        (("summary", "--for", "nobody"), 2, "executives, comms"),
        (("summary", "--language", "xx"), 2, "no words in 'xx'"),
    ],
)
def test_a_mistake_gets_one_sentence_and_its_status(
    folder: Path, words: tuple[str, ...], status: int, said: str
) -> None:
    done = pulse(folder, *words)
    assert (done.returncode, done.stdout) == (status, "")
    assert said in done.stderr.replace("\n", " ")
    assert "Traceback" not in done.stderr
    assert done.stderr.startswith("pulse:")


def test_a_process_ends_with_the_status_of_its_error(folder: Path) -> None:
    done = process(folder, "pull", "yamer")
    assert done.returncode == 2
    assert done.stderr == "pulse: no source called 'yamer'; known: none\n"


def test_without_settings_it_says_how_to_begin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PULSE_CONFIG", raising=False)
    done = pulse(tmp_path, "run")
    assert done.returncode == 2
    assert "pulse init" in done.stderr


def test_a_typo_in_the_strategy_names_its_place_and_keeps_the_old_one(folder: Path) -> None:
    assert pulse(folder, "strategy", "load", "strategy.yaml").returncode == 0
    (folder / "bad.yaml").write_text(STRATEGY.replace("theme: customer", "theme: custommer"))
    done = pulse(folder, "strategy", "load", "bad.yaml")
    assert done.returncode == 2
    assert "custommer" in done.stderr
    assert lines(pulse(folder, "strategy", "show", "--json"))[0]["decisions"]


def test_a_truncated_archive_leaves_the_rest_unharmed(folder: Path) -> None:
    import_posts(folder)
    with zipfile.ZipFile(folder / "slack.zip", "w") as archive:
        archive.writestr("users.json", "[]")
        archive.writestr("channels.json", "[]")
    whole = (folder / "slack.zip").read_bytes()
    (folder / "slack.zip").write_bytes(whole[: len(whole) // 2])
    done = pulse(folder, "import", "slack-export", "slack.zip", "--source", "slack", "--voice", "internal")
    assert done.returncode == 3
    assert "slack.zip" in done.stderr
    assert lines(pulse(folder, "doctor", "--json"))[0]["posts"] == 120


def test_bad_rows_go_to_quarantine_and_the_rest_lands(folder: Path) -> None:
    bad = [
        '{"id": "x"',
        json.dumps({"id": "y", "author": "u1", "said_at": "2026-09-01T10:00:00Z", "text": "a" * 1_100_000}),
    ]
    surrogate = '{"id": "z", "author": "u1", "said_at": "2026-09-01T10:00:00Z", "text": "a\\ud800"}'
    (folder / "posts.jsonl").write_text("\n".join([*map(json.dumps, POSTS), *bad, surrogate]))
    done = import_posts(folder, "--json")
    assert done.returncode == 3
    (receipt,) = lines(done)
    assert (receipt["kept"], receipt["quarantined"]) == (120, 3)


def test_a_dry_run_keeps_nothing(folder: Path) -> None:
    assert lines(import_posts(folder, "--json", "--dry-run"))[0]["kept"] == 120
    assert lines(pulse(folder, "doctor", "--json"))[0]["posts"] == 0


def test_classify_reads_lines_and_keeps_nothing(folder: Path) -> None:
    done = pulse(
        folder, "classify", "-", "--json", given='Mielestäni tämä on hyvä päätös\n{"text": "When does it start?"}\n'
    )
    first, second = lines(done)
    assert first["language"] == "fi"
    assert float(str(second["asks"])) > 0.5
    assert first.keys() == {"language", "language_p", "tone", "stance", "asks", "act", "themes", "decisions", "model"}


def test_classify_reads_the_lines_of_a_thread_as_what_its_first_post_is_about(folder: Path) -> None:
    given = "We decided: digital service first\nI am against this\n"
    apart = lines(pulse(folder, "classify", "-", "--json", given=given))
    thread = lines(pulse(folder, "classify", "-", "--thread", "--json", given=given))
    assert [bool(line["decisions"]) for line in apart] == [True, False]
    assert [bool(line["decisions"]) for line in thread] == [True, True]
    assert thread[1]["stance"]["against"] > apart[1]["stance"]["against"]  # type: ignore[index, call-overload]
    assert not lines(pulse(folder, "classify", "-", "--thread", "--json", given=""))


def test_classify_names_the_lines_that_it_cannot_read_and_tags_the_rest(folder: Path) -> None:
    given = json.dumps({"text": "Bra jobbat!"}) + '\n{broken\n\n{"words": 1}\n' + json.dumps({"text": "a" * 1_100_000})
    done = pulse(folder, "classify", "-", "--json", given=given + '\n{"text": "When does it start?"}\n')
    assert [float(str(line["asks"])) > 0.5 for line in lines(done)] == [False, True]
    assert done.returncode == 3
    refused = [said.split(" ")[1:3] for said in done.stderr.splitlines()]
    assert refused == [["line", "2"], ["line", "4"], ["line", "5:"]]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ('{"text": "trunc', "line 1 is neither a text"),
        ('{"text": "a \\ud800 b"}', "line 1 is neither a text"),
        ('{"text": null}', "line 1: 'text' must be a text"),
        ('{"text": ["Tämä on huono"]}', "line 1: 'text' must be a text"),
        ('{"text": " "}', "line 1: 'text' must be a text"),
        ('{\n  "text": "hyvä"\n}', "one JSON value"),
        ('[{"text": "hyvä"}]', "one JSON value"),
    ],
)
def test_classify_refuses_what_holds_no_text(folder: Path, given: str, said: str) -> None:
    done = pulse(folder, "classify", "-", "--json", given=given)
    assert (done.returncode, done.stdout) == (3, "")
    assert said in done.stderr


def test_a_thread_without_its_first_post_is_refused(folder: Path) -> None:
    done = pulse(folder, "classify", "-", "--thread", given='{"text": 1}\n{"text": "Bra"}\n{"text": "Huono"}\n')
    assert (done.returncode, done.stdout) == (3, "")
    assert "line 1: 'text' must be a text that is not empty" in done.stderr
    assert "it should tell what the thread is about" in done.stderr


def test_a_text_a_line_may_begin_as_an_object_does(folder: Path) -> None:
    done = pulse(folder, "classify", "-", "--json", given="{irony} great, a new tool\nbra jobbat\n")
    assert (len(lines(done)), done.returncode) == (2, 0)


def test_classify_tells_which_entries_decide(folder: Path) -> None:
    given = "Järjestelmä ei toimi, ihan kamala päivä\n"
    (line,) = lines(pulse(folder, "classify", "-", "--why", "--json", given=given))
    entries = {reason["entry"]: reason for reason in line["why"]}  # type: ignore[union-attr, call-overload, index]
    assert entries["ei toimi"]["moves"]["tone"] > 0
    assert "    ei toimi (fi, tone -2): tone +" in pulse(folder, "classify", "-", "--why", given=given).stdout


def test_a_source_is_removed_with_all_its_posts(folder: Path) -> None:
    import_posts(folder)
    receipt = lines(pulse(folder, "source", "remove", "chat", "--json"))[0]
    assert receipt["posts"] == 120
    assert lines(pulse(folder, "doctor", "--json"))[0]["posts"] == 0


def test_two_runs_at_once_are_told_apart(folder: Path) -> None:
    import fcntl

    import_posts(folder)
    with (folder / "pulse.db.lock").open("a+") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        done = pulse(folder, "run")
    assert done.returncode == 4
    assert "another run holds the lock" in done.stderr


def test_learning_without_labels_says_where_they_come_from(folder: Path) -> None:
    done = pulse(folder, "learn")
    assert done.returncode == 2
    assert "pulse audit draw" in done.stderr
    assert pulse(folder, "learn", "--use", "3").stderr == (
        "pulse: no version 3 of the model; known: 0 (0 is the shipped one)\n"
    )
    assert "in use" in pulse(folder, "learn", "--list").stdout


def test_a_model_is_judged_on_a_labelled_file(folder: Path) -> None:
    said = [{"text": "A terrible mistake", "lang": "en", "label": "negative"},
            {"text": "An excellent idea", "lang": "en", "label": "positive"}]  # fmt: skip
    (folder / "tones.jsonl").write_text("\n".join(map(json.dumps, said)))
    said_of_it = pulse(folder, "judge", "tones.jsonl").stdout
    assert said_of_it.startswith("the shipped model, which is in use, on 2 texts\n")
    assert "macro-F1" in said_of_it
    (told,) = lines(pulse(folder, "judge", "tones.jsonl", "--json"))
    assert told["texts"] == 2
    assert (told["version"], told["in_use"], set(told["heads"])) == (0, True, {"tone"})
    assert told["heads"]["tone"]["confusion"] == [[1, 0, 0], [0, 0, 0], [0, 0, 1]]
    assert "terrible" not in json.dumps(told)
    (folder / "latin.jsonl").write_bytes(json.dumps(said[0]).encode()[:-1] + ', "x": "\xe9"}\n'.encode("latin-1"))
    done = pulse(folder, "judge", "latin.jsonl")
    assert (done.returncode, done.stderr) == (1, "pulse: latin.jsonl, line 1: this is no JSON\n")
    done = pulse(folder, "judge", "nowhere")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
