"""What an organisation's own random labels add to the tone of a model that was fitted without its source.

    PULSE_TEXTS=folder python tests/bench learning

Each source that holds all three tones stands in for an organisation, every text for a person. The tone head is fitted
anew without the source's whole family; labels are drawn at random from the source; the rest of it is judged, read as an
organisation's posts are: each by the model of its author's fold, and by the shipped model where cross-validation does
not say that the learned one is better. The texts of the source, as many as posts without labels teach from, are there
to be learned from without their labels. Gains are in points of macro-F1, means over several draws, then over sources.

XED's neutral texts were written down otherwise than its others: these alone have commas, and in English blanks before
their signs, names blotted out and no numbers. Labels would teach that, and not tone; so of its texts only words and the
ends of sentences are left, and none with a name blotted out.
"""

import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import mean

import numpy as np
from threadpoolctl import threadpool_limits

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[2]))
from aims import Line, folder, show
from unseen import unseen

from pulse.classify import Tagger, f1, own
from pulse.classify.encoder import Encoder
from pulse.classify.fitting import teach
from pulse.classify.fitting.judge import family
from pulse.classify.folds import folds
from pulse.classify.heads.model import Model, shipped
from pulse.classify.labelled import Row, free
from pulse.classify.taught.acceptance import Trial, attempt
from pulse.classify.taught.examples import Examples, Told, examples, seen
from pulse.classify.taught.unlabelled import MOST
from pulse.domain import TONES, Label, Post, Strategy

SIZES = {200: (2.5, 5.0), 1_000: (6.0, 9.0)}
"""Labels, and the gain in points that is asked for and aimed for."""
DRAWS = {200: 6, 1_000: 6}
JUDGED = 2_400
"""So many texts of a source are drawn from and judged, at most."""
BLOTTED = re.compile(r"\[[A-Z]+\]")
BESIDE = re.compile(r"[^\w\s.!?…'’]|\d")
APART = re.compile(r"\s+(?=[.!?…])")
AT = datetime(2026, 1, 5, tzinfo=UTC)


@dataclass(frozen=True)
class Source:
    """What stands in for an organisation: a model that never met it, its texts, and more of them without labels."""

    model: Model
    rows: list[Row]
    more: list[Row]


def lines(texts: Path | None) -> Iterator[Line]:
    """The mean gain after 200 and 1,000 labels, and the least mean gain of any source."""
    if texts is None:
        return
    gains = {size: dict[str, float]() for size in SIZES}
    judged = dict.fromkeys(SIZES, 0)
    for name, found in sources(texts).items():
        held = as_examples(found)
        for size in SIZES:
            if 2 * size <= len(held):
                gains[size][name] = mean(gain(held, size, draw) for draw in range(DRAWS[size]))
                judged[size] += len(held) - size
    for size, (least, aim) in SIZES.items():
        if not gains[size]:
            continue
        named = f"tone after {size:,} random labels"
        yield Line(named, "gain", mean(gains[size].values()), least, aim, judged[size])
        yield Line(f"{named}, worst", "gain", min(gains[size].values()), 0.0, 0.0, judged[size])
        for name, value in gains[size].items():
            yield Line(named, name, value, 0.0, aim, 0)


def sources(texts: Path) -> dict[str, Source]:
    """Each source with all three tones, and a model that was fitted without any text of its family.

    Sources that the shipped model was not fitted on are judged by that model; among them are those whose licence lets
    nothing that is fitted on them ship.
    """
    rows = [row for path in sorted(texts.glob("sentiment_*.jsonl")) for row in read(path)]
    groups: dict[str, list[Row]] = {}
    for row in rows:
        if plain := _alike(row):
            groups.setdefault(f"{row.lang} {_part(row)}", []).append(plain)
    whole = {name: found for name, found in groups.items() if {row.tone for row in found} == set(TONES)}
    models: dict[str, Model] = {}
    for left in sorted({family(found[0]) for found in whole.values() if not unseen(found)}):
        models[left] = without([row for row in rows if row.licence == "free" and family(row) != left])
    return {name: _source(models.get(family(found[0]), shipped()), found) for name, found in whole.items()}


def read(path: Path) -> Iterator[Row]:
    """The rows of a file of tones, whatever their licence: "free" or not."""
    for line in path.read_text(encoding="utf-8").splitlines():
        held = json.loads(line)
        licence = "free" if free(held.get("license", "")) else "not"
        yield Row(
            text=held["text"], lang=held["lang"], source=held["source"], licence=licence, task="sentiment",
            tone=held["label"],
        )  # fmt: skip


def _part(row: Row) -> str:
    """What stands for one organisation: XED's texts of a language, a kind of VADER's texts ..."""
    return row.source.rpartition("-")[2] if family(row) == "VADER" else family(row)


def _alike(row: Row) -> Row | None:
    """The row, of XED what its neutral texts have, too; None where a name is blotted out."""
    if family(row) != "XED":
        return row
    text = APART.sub("", " ".join(BESIDE.sub(" ", row.text).split()))
    return None if BLOTTED.search(row.text) or not text else replace(row, text=text)


def _source(model: Model, found: Sequence[Row]) -> Source:
    order = np.random.default_rng(7).permutation(len(found))[:MOST]
    chosen = [[found[at] for at in sorted(some.tolist())] for some in (order[:JUDGED], order[JUDGED:])]
    return Source(model, *chosen)


def without(taught: Sequence[Row]) -> Model:
    """The shipped model with a tone head fitted on these texts and our own posts."""
    arrays = {name: array.copy() for name, array in shipped().arrays.items()}
    with threadpool_limits(1):
        teach.put(arrays, "tone", teach.fit_tone([*taught, *own.posts()]))
    return Model(arrays, "left-out")


def as_examples(source: Source, encoder: Encoder | None = None) -> Examples:
    """The texts of a source that are judged, as learning sees labelled posts, beside all of them without labels."""
    posts = [
        Post(source="bench", id=str(n), author=f"{n}", said_at=AT, text=row.text.replace("\x00", " "))
        for n, row in enumerate([*source.rows, *source.more])
    ]
    told = [
        Told(
            post,
            Label(source="bench", id=post.id, coder="c", at=AT, drawn="random", probability=0.5, tone=row.tone),
        )
        for post, row in zip(posts, source.rows, strict=False)
    ]
    tagger = Tagger(Strategy(), model=source.model)
    return examples(tagger, told, encoder, seen(tagger, posts, [None] * len(posts), encoder))


def gain(held: Examples, size: int, draw: int) -> float:
    """The gain in points of macro-F1 on what is not drawn, nought where the learned head was not accepted."""
    order = np.random.default_rng((size, draw)).permutation(len(held))
    drawn, rest = np.sort(order[:size]), np.sort(order[size:])
    tried = attempt(part(held, drawn), "tone")
    if not isinstance(tried, Trial) or not tried.verdict.accepted:
        return 0.0
    left = part(held, rest)
    truth, before = left.answers["tone"], left.held.offset["tone"]
    after = said(tried, left)
    scores = [float(f1.macro_f1(f1.confusion(truth, s.argmax(axis=1), len(TONES)))) for s in (after, before)]
    return 100 * (scores[0] - scores[1])


def part(held: Examples, at: np.ndarray) -> Examples:
    """Some of the examples."""
    some: Mapping[str, np.ndarray] = {name: answers[at] for name, answers in held.answers.items()}
    beside = type(held.held)(
        *({n: rows[at] for n, rows in each.items()} for each in (held.held.offset, held.held.cues))
    )
    return Examples(beside, held.words[at], tuple(held.people[i] for i in at), held.random[at], some, held.others)


def said(tried: Trial, left: Examples) -> np.ndarray:
    """The scores of other people's posts, each by the model of its author's fold."""
    scores = np.zeros_like(left.held.offset["tone"])
    division = folds(left.people)
    width = left.words.shape[1]
    for fold, model in enumerate(tried.models):
        own_posts = np.flatnonzero(division == fold)
        weights = model.over_features(tried.ground)
        linear = left.words[own_posts] @ weights[:width] + left.held.cues["tone"][own_posts] @ weights[width:]
        scores[own_posts] = left.held.offset["tone"][own_posts] + linear + model.bias
    return scores


if __name__ == "__main__":
    show(lines(folder()))
