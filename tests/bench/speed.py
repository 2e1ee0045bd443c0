"""How fast tagging is beside vaderSentiment and the plain pipeline, how equal to it, and how much memory it takes.

    PULSE_TEXTS=folder python tests/bench/speed.py

Each text is tagged once, in batches as they are stored, with ten themes and six decisions; whichever is compared reads
the same texts in the same process, in turn. CPU seconds of one core are counted, so other work beside matters little.
What is compared is loaded where it is used: a process whose memory is measured loads what tagging needs.
"""

import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from importlib.resources import files
from pathlib import Path

import numpy as np
import yaml

from pulse.classify import Tagger, own
from pulse.classify.heads import together
from pulse.classify.heads.model import Model, shipped
from pulse.classify.words.batch import read
from pulse.domain import Decision, Post, Strategy, Theme
from pulse.guard.redact import redact
from pulse.text import fold, normalise, tokens
from pulse.text.cut import cut
from pulse.text.mail import spoken, subject
from pulse.text.scrub import RULES

sys.path.insert(0, str(Path(__file__).parent))
from aims import Line, folder, show

DAY = datetime(2026, 1, 5, tzinfo=UTC)
BATCH, TINY = 8_000, 50
SCORES = ("language_p", "tone", "stance", "asks", "act")
MOST, PLAIN, MADE, MILLION = 80_000, 8_000, 20_000, 1_000_000
NEAR = 100_000
"""So long are the texts that nearly match a pattern."""
UNITS = (
    *"aäA10_-.,:;'!?…@&#<>()[]{+/|` \t\n\u0301\u202e😀", "a-", "a:", "a.", "a@", "@a", "a@a.", "1 ", "12 ",
    "0 1 ", "+1 ", "1-", "1.", "1)-", "(0) ", "<a", "<@", "`a", "``` ", "http://", "https://a|", "www.", "&am", ":a",
    ":)", "re: ", "re[1] ", "[a] ", "a ", "ab ", "FI", "FI12 ", "(at", " (at) ", "\n>", "\n> ", "20", "2020 ",
    "12:30 ", "wrote:\n", "but ", "although , ", "not think ", "tror det inte, ",
)  # fmt: skip


def strategy() -> Strategy:
    """Ten themes, the demo's and a few topics, and the demo's decisions."""
    demo = yaml.safe_load(files("pulse.demo").joinpath("texts/strategy.yaml").read_text("utf-8"))
    topics = yaml.safe_load(Path(__file__).with_name("topics.yaml").read_text("utf-8"))
    themes = tuple(
        Theme(
            id=raw["id"], names=raw["names"], descriptions=raw["descriptions"],
            words={language: tuple(map(str, words)) for language, words in raw["words"].items()},
        )
        for raw in [*demo["themes"], *topics["themes"]][:10]
    )  # fmt: skip
    decisions = tuple(
        Decision(
            id=raw["id"], title=raw["title"], theme=raw["theme"], announced_at=DAY,
            phrases={language: tuple(phrases) for language, phrases in raw["phrases"].items()},
        )
        for raw in demo["decisions"]
    )  # fmt: skip
    return Strategy(themes=themes, decisions=decisions)


def pool(folder: Path | None) -> list[str]:
    """The texts of a folder, each once, mixed; without one, texts made of the sentences of our own posts."""
    chance = random.Random(1)
    if folder is None:
        return list(made([row.text for row in own.posts()], MADE))
    lines = (line for path in sorted(folder.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines())
    found = sorted({json.loads(line)["text"] for line in lines})
    chance.shuffle(found)
    return found[:MOST]


def made(texts: Sequence[str], number: int) -> Iterator[str]:
    """So many texts, each of the words of two, and some with a word of their own."""
    chance = random.Random(2)
    for count in range(number):
        words = [word for text in chance.sample(texts, 2) for word in text.split()][:40]
        chance.shuffle(words)
        yield " ".join([*words[: chance.randint(3, 20)], *([f"{chance.choice(words)}{count}"] if count % 4 else [])])


def posts(texts: Sequence[str]) -> list[Post]:
    """The texts as posts."""
    return [Post(source="s", id=str(n), author="a", said_at=DAY, text=text) for n, text in enumerate(texts)]


def seconds(job: Callable[[], object]) -> float:
    """The CPU seconds that the job takes."""
    start = time.process_time()
    job()
    return time.process_time() - start


def speed(texts: Sequence[str]) -> Iterator[Line]:
    """Tagging beside the two others, batch by batch in turn."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    from pulse.classify.plain.pipeline import Plain

    tagger, vader, plain = Tagger(strategy()), SentimentIntensityAnalyzer(), Plain(shipped())
    tagger.tag(posts(["Hei"]))
    ours = theirs = slow = 0.0
    sampled = 0
    for start in range(0, len(texts), BATCH):
        part = texts[start : start + BATCH]
        held = posts(part)
        ours += seconds(lambda held=held: tagger.read(held))
        theirs += seconds(lambda part=part: [vader.polarity_scores(text) for text in part])
        few = part[: PLAIN * BATCH // len(texts) + 1]
        slow += seconds(lambda few=few: plain.say(few, [""] * len(few), [0.0] * len(few)))
        sampled += len(few)
    task = "speed on unseen mixed real text"
    yield Line(task, "x VADER", theirs / ours, 4, 6, len(texts))
    yield Line(task, "x plain", slow / sampled * len(texts) / ours, 12, 20, len(texts))


def equality(texts: Sequence[str]) -> Line:
    """The largest difference from the plain pipeline, in float64, with room for next to no words."""
    from pulse.classify.plain.pipeline import Plain

    model = Model({name: array.astype(np.float64) for name, array in shipped().arrays.items()}, "float64")
    plain, words = Plain(model), together.vocabulary(model)
    words.bound = TINY
    worst = 0.0
    for start in range(0, len(texts), 500):
        part = texts[start : start + 500]
        told, about = [""] * len(part), [0.5] * len(part)
        found = together.say(read(part, words), words, model, told, about=about)
        expected = plain.say(part, told, about)
        same = found.languages == expected.languages
        pairs = [
            (getattr(found, name), getattr(expected, name)) for name in ("language_p", "tone", "stance", "asks", "act")
        ]
        worst = max(worst, *(float(np.abs(one - other).max()) for one, other in pairs), 0.0 if same else 1.0)
    return Line("difference from the plain pipeline", "any score", worst, 1e-5, 1e-9, len(texts), most=True)


def same_subjects(texts: Sequence[str]) -> Line:
    """The same of themes and decisions, which are summed in float32; every third text stands in a thread."""
    from pulse.classify.plain.themes import PlainThemes

    plan = strategy()
    plain, tagger = PlainThemes(plan), Tagger(plan)
    tagger.words.bound = TINY
    threads = [plan.decisions[at % len(plan.decisions)].id if at % 3 == 0 else None for at in range(len(texts))]
    worst = 0.0
    for start in range(0, len(texts), 500):
        part = slice(start, start + 500)
        (found,) = tagger.read(posts(texts[part]), threads[part])
        themes, decisions = plain.say(texts[part], threads[part])
        worst = max(
            worst, float(np.abs(found.about.themes - themes).max()),
            float(np.abs(found.about.decisions - decisions).max()),
        )  # fmt: skip
    return Line("difference from the plain pipeline", "subjects", worst, 1e-5, 1e-9, len(texts), most=True)


def memory(folder: Path | None) -> Line:
    """Resident memory of a process that has tagged a million posts, in MB."""
    told = subprocess.run(
        [sys.executable, __file__, "memory", *([str(folder)] if folder else [])], check=True, capture_output=True
    )
    return Line("memory at a million posts, MB", "resident", float(told.stdout), 400, 300, MILLION, most=True)


def tag_a_million(texts: Sequence[str]) -> float:
    """Tag a million posts; the memory that the process holds then, in MB (where the system tells it, else its most)."""
    tagger, batch = Tagger(strategy()), []
    for text in made(texts, MILLION):
        batch.append(text)
        if len(batch) == BATCH:
            tagger.tag(posts(batch))
            batch.clear()
    told = Path("/proc/self/statm")
    if told.exists():
        return int(told.read_text().split()[1]) * resource.getpagesize() / 2**20
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10


def readers() -> dict[str, Callable[[str], object]]:
    """Everything that looks for patterns in a text of any length, as it is used."""
    rules = {f"scrub {needle}": partial(pattern.sub, " ") for needle, pattern, _ in RULES}
    names = frozenset({"aino"})
    return {
        **rules, "tokens": tokens, "normalise": normalise, "fold": fold, "cut": lambda text: cut([text]),
        "spoken": spoken, "subject": subject, "redact": partial(redact, names=names),
    }  # fmt: skip


def slowest() -> Line:
    """The milliseconds that the slowest reader takes for a text that nearly matches everywhere."""
    cut(["The tables are made now."])
    near = [(unit * NEAR)[:NEAR] + end for unit in UNITS for end in ("", "\x00")]
    worst = max(
        (1000 * seconds(lambda read=read, text=text: read(text)), name, text[:8])
        for name, read in readers().items()
        for text in near
    )
    sys.stderr.write(f"slowest: {worst[1]} on {worst[2]!r}...\n")
    return Line("slowest pattern, ms", "100,000", worst[0], 100, 50, len(near), most=True)


def lines(texts: Path | None) -> Iterator[Line]:
    """The lines of speed, equality, memory and safety."""
    held = pool(texts)
    yield from speed(held)
    yield equality(held[:PLAIN])
    yield same_subjects(held[: PLAIN // 4])
    yield slowest()
    yield memory(texts)


if __name__ == "__main__":
    if sys.argv[1:2] == ["memory"]:
        sys.stdout.write(f"{tag_a_million(pool(Path(sys.argv[2]) if sys.argv[2:] else None))}\n")
    else:
        show(lines(folder()))
