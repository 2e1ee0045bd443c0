"""How fast posts become stored tags, from a file of JSON Lines to a database, and how much memory that takes.

    PULSE_TEXTS=folder python tests/bench/storing.py

Real texts, each once, with author, time and the author's place in an organisation, are imported as ``pulse import``
does, and tagged with ten themes as ``pulse run`` does: read, checked, redacted, kept, tagged and counted in cells, in a
SQLite file. vaderSentiment reads the same texts in the same process, so that machines can be compared.
"""

import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from msgspec.structs import replace
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from pulse.classify import Tagger
from pulse.domain import Person, Source, Strategy, Tree, Unit
from pulse.errors import NounError
from pulse.flow import Office, bring, enter, tag
from pulse.guard.redact import redact
from pulse.guard.tokens import token
from pulse.ingest.jsonl import LINE_LIMIT, parse_line, parse_post
from pulse.settings import load
from pulse.store import database, people
from pulse.store import strategy as strategies

sys.path.insert(0, str(Path(__file__).parent))
from aims import Line, folder, show
from speed import MILLION, made, pool, posts, seconds, strategy

SOURCE = Source(name="talk", kind="jsonl", voice="internal")
START = datetime(2025, 9, 1, tzinfo=UTC)
AUTHORS, TEAMS, DIVISIONS, WEEKS = 5_000, 60, 6, 52

AMONG = 2_000
KINDS = {
    "one word": "a", "umlauts": "ä", "emoji chain": "👩🏽\u200d", "bidi marks": "\u202e\u2066\u200f",
    "combining": "\u0301", "lone surrogates": "\ud83d", "digits": "7", "years": "2020 ", "cards": "4111 ",
    "numbers": "040 1", "newlines": "\n", "quoted": "> \n", "addresses": "a@", "accounts": "FI21 1",
}  # fmt: skip
"""What long texts are made of."""


def write(path: Path, texts: Iterable[str]) -> int:
    """A file with a post for each text, in the order of time; how many."""
    chance = random.Random(3)
    count = 0
    with path.open("w", encoding="utf-8") as file:
        for count, text in enumerate(texts, 1):
            at = START + timedelta(minutes=WEEKS * 7 * 1440 * (count % 80_000) / 80_000, seconds=chance.randint(0, 59))
            post = {"id": f"m{count:07}", "author": f"u{chance.randrange(AUTHORS)}", "said_at": at.isoformat()}
            file.write(json.dumps({**post, "text": text}, ensure_ascii=False) + "\n")
    return count


def office(where: Path) -> Office:
    """An office over an empty folder, with ten themes and an organisation of teams and divisions."""
    (where / "pulse.toml").write_text('organisation = "Bench"\n', "utf-8")
    found = enter(load(where / "pulse.toml"))
    units = [Unit(id="all", name="All", parent=None, kind="company")]
    units += [Unit(id=f"d{n}", name=f"D{n}", parent="all", kind="division") for n in range(DIVISIONS)]
    units += [Unit(id=f"t{n}", name=f"T{n}", parent=f"d{n % DIVISIONS}", kind="team") for n in range(TEAMS)]
    tokens = {f"u{n}": token(found.key, "person", f"p{n}") for n in range(AUTHORS)}
    persons = [Person(token=one, unit=f"t{n % TEAMS}") for n, one in enumerate(tokens.values())]
    with database.writing(found.engine) as c:
        people.save(c, Tree.of(units), persons, {f"{SOURCE.name}:{name}": one for name, one in tokens.items()})
        strategies.save(c, strategy(), START)
    return found


def store(found: Office) -> int:
    """Import the folder's posts, and tag them; how many."""
    receipt = bring(found, "jsonl", {"path": "posts.jsonl"}, SOURCE)
    assert receipt.whole, receipt
    return tag(found)


def speed(texts: list[str]) -> Iterator[Line]:
    """Posts per second of CPU, and the same beside vaderSentiment."""
    with tempfile.TemporaryDirectory() as name:
        found = office(Path(name))
        Tagger(Strategy()).tag(posts(["What is read from files once is read now."]))
        count = write(Path(name) / "posts.jsonl", texts)
        taken = seconds(lambda: store(found))
        found.engine.dispose()
    vader = SentimentIntensityAnalyzer()
    theirs = seconds(lambda: [vader.polarity_scores(text) for text in texts])
    yield Line("JSON in to tags stored, posts per CPU-s", "sqlite", count / taken, 40_000, 60_000, count)
    yield Line("the same beside vaderSentiment", "x VADER", theirs / taken, 2.5, 3.7, count)


def memory(texts: Path | None) -> Line:
    """The most memory that ``pulse import`` and ``pulse tag`` hold over a million posts, in MB."""
    with tempfile.TemporaryDirectory() as name:
        office(Path(name)).engine.dispose()
        write(Path(name) / "posts.jsonl", made(pool(texts), MILLION))
        brought = ("import", "jsonl", "posts.jsonl", "--source", SOURCE.name, "--voice", SOURCE.voice)
        most = max(_held(brought, name), _held(("tag",), name))
    return Line("storing a million posts, MB", "at most", most, 400, 300, MILLION, most=True)


def _held(command: Sequence[str], where: str) -> float:
    """The most memory that a command of pulse held, in MB."""
    told = subprocess.run([sys.executable, "-c", HELD, *command], check=True, capture_output=True, cwd=where)
    return float(told.stderr.split()[-1]) / 2**10


HELD = """
import resource, subprocess, sys
subprocess.run([sys.executable, "-m", "pulse", *sys.argv[1:]], check=True)
sys.stderr.write(f"\\n{resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss}\\n")
"""


def road(tagger: Tagger, raws: Iterable[bytes]) -> int:
    """Read, redact and tag lines as they are read, redacted and tagged on their way; how many were refused."""
    kept, refused = [], 0
    for raw in raws:
        try:
            post, _ = parse_post(SOURCE.name, parse_line(raw if len(raw) <= LINE_LIMIT else None))
            kept.append(replace(post, text=redact(post.text)))
        except NounError:
            refused += 1
    tagger.read(kept)
    return refused


def long(texts: list[str]) -> Line:
    """The time a character of a batch with a text of a million or ten million characters, beside that without it."""
    plain = [_raw(text) for text in texts[:AMONG]]
    size = sum(map(len, texts[:AMONG]))
    alone = min(_unseen(plain) for _ in range(3)) / size
    worst = (0.0, "", 0)
    for kind, unit in KINDS.items():
        for length in (1_000_000, 10_000_000):
            raws = [*plain, _raw((unit * (length // len(unit) + 1))[:length])]
            worst = max(worst, (min(_unseen(raws) for _ in range(2)) / (size + length) / alone, kind, length))
    sys.stderr.write(f"slowest long text: {worst[1]}, {worst[2]:,} characters\n")
    return Line("a long text: time a character, x others", "10 MB", worst[0], 1, 0.5, AMONG, most=True)


def _unseen(raws: list[bytes]) -> float:
    tagger = Tagger(strategy())
    return seconds(lambda: road(tagger, raws))


def _raw(text: str) -> bytes:
    post = {"id": "m1", "author": "u1", "said_at": START.isoformat(), "text": text}
    return json.dumps(post, ensure_ascii="\ud83d" in text).encode() + b"\n"


def lines(texts: Path | None) -> Iterator[Line]:
    """The lines of storing: speed, long texts and memory."""
    held = pool(texts)
    yield from speed(held)
    yield long(held)
    yield memory(texts)


if __name__ == "__main__":
    show(lines(folder()))
