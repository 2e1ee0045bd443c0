"""Labelled texts judged by a version of the model: files in the form that fitting reads, and exports of labels."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from pulse.classify.arrays.scales import Array
from pulse.classify.evaluation import UNSAID, Judged
from pulse.classify.folds import folds
from pulse.classify.heads import together
from pulse.classify.heads.model import shipped
from pulse.classify.labelled import Row, choice, lines, words
from pulse.classify.tagger import Tagger
from pulse.classify.taught.examples import Told, answer
from pulse.classify.taught.features import ASKS, CLASSES, both
from pulse.classify.taught.offset import Ear, Taught
from pulse.classify.words.batch import read
from pulse.domain import ACTS, STANCES, TONES, UNKNOWN
from pulse.errors import ModelError

CHUNK = 2_000
QUESTIONS = ("question", "other")


def files(path: Path) -> list[Path]:
    """The labelled files in a folder, or the file itself."""
    found = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    if not found or not all(one.is_file() for one in found):
        raise ModelError(f"no labelled texts in {path.name!r}: name a JSON Lines file, or a folder of them")
    return found


def rows(path: Path) -> list[Row]:
    """The rows of these files that say something of tone, stance, asking or act, whatever their licence.

    A line has ``text``, and either ``label`` (of one of these kinds, told by its word) or fields ``tone``, ``stance``,
    ``asks``, ``act``; ``lang``, ``source`` and ``author`` are used where they are there.
    """
    found = [row for one in files(path) for row in lines(one, parse)]
    kept = [row for row in found if row.tone or row.stance or row.act or row.asks is not None]
    if not kept:
        raise ModelError(f"no label of tone, stance, asking or act in {path.name!r}")
    return kept


def parse(held: Mapping[str, object]) -> Row:
    """A labelled text; ValueError says what is wrong with it."""
    label = held.get("label")
    if label is not None and not isinstance(label, str):
        raise ValueError("'label' must be a text")
    tone = label if label in TONES else _field(held, "tone", TONES)
    stance = label if label in STANCES else _field(held, "stance", STANCES)
    asks: object = label == "question" if label in QUESTIONS else held.get("asks")
    if asks is not None and not isinstance(asks, bool):
        raise ValueError("'asks' must be true or false")
    text = words(held, "text_noqm") if "text_noqm" in held else words(held, "text")
    return Row(
        text=text, lang=words(held, "lang", UNKNOWN), source=words(held, "source", "") or "-",
        author=words(held, "author", ""), tone=tone, stance=stance, asks=asks, act=_field(held, "act", ACTS),
        about=bool(held.get("about", bool(stance))),
    )  # fmt: skip


def _field(held: Mapping[str, object], key: str, known: Sequence[str]) -> str:
    return choice(held, key, known) if held.get(key) else ""


def of_rows(found: Sequence[Row], taught: Taught | None) -> tuple[Judged, list[str]]:
    """What the model says of the rows, and the language that it takes each to be in."""
    odds: dict[str, list[Array]] = {name: [] for name in CLASSES}
    languages: list[str] = []
    model, ear = shipped(), Ear(taught) if taught else None
    vocabulary = together.vocabulary(model)
    if ear:
        vocabulary.forgotten = ear.keep
    for start in range(0, len(found), CHUNK):
        some = found[start : start + CHUNK]
        texts = [one.text for one in some]
        batch = read(texts, vocabulary)
        about = [float(one.about) for one in some]
        said = together.say(batch, vocabulary, model, [""] * len(some), about=about)
        if ear:
            said = ear.heard(batch, said, about, folds([one.author for one in some]), vocabulary, texts)
        for name, p in {"tone": said.tone, "stance": said.stance, "asks": both(said.asks), "act": said.act}.items():
            odds[name].append(p)
        languages += said.languages
    return _judged(found, {name: np.vstack(parts) for name, parts in odds.items()}), languages


def _judged(found: Sequence[Row], odds: Mapping[str, Array]) -> Judged:
    said = {
        "tone": [row.tone for row in found], "stance": [row.stance for row in found], "act": [row.act for row in found],
        "asks": ["" if row.asks is None else ASKS[row.asks] for row in found],
    }  # fmt: skip
    answers = {
        name: np.array([classes.index(one) if one in classes else UNSAID for one in said[name]], np.int64)
        for name, classes in CLASSES.items()
    }
    return Judged(
        answers=answers, odds=odds, languages=tuple(row.lang for row in found),
        sources=tuple(row.source for row in found), texts=tuple(row.text for row in found),
        people=tuple(row.author or str(number) for number, row in enumerate(found)),
    )  # fmt: skip


def of_labels(told: Sequence[Told], tagger: Tagger) -> Judged:
    """What the tagger says of labelled posts, each read as ever, by the model of its author's fold."""
    tags = tagger.tag([one.post for one in told], [one.thread for one in told])
    odds = {
        "tone": np.array([tag.tone for tag in tags]), "stance": np.array([tag.stance for tag in tags]),
        "asks": both(np.array([tag.asks for tag in tags])), "act": np.array([tag.act for tag in tags]),
    }  # fmt: skip
    return Judged(
        answers={name: np.array([answer(one.label, name) for one in told], np.int64) for name in CLASSES}, odds=odds,
        languages=tuple(tag.language for tag in tags), sources=tuple(one.post.source for one in told),
        people=tuple(one.post.author or one.post.id for one in told), texts=tuple(one.post.text for one in told),
    )  # fmt: skip


def told_right(found: Sequence[Row], said: Sequence[str]) -> dict[str, dict[str, float]]:
    """By language: the share of texts whose language was told right, and the share left unknown."""
    shares = {}
    for lang in sorted({row.lang for row in found} - {UNKNOWN}):
        names = [name for row, name in zip(found, said, strict=True) if row.lang == lang]
        right, unknown = names.count(lang) / len(names), names.count(UNKNOWN) / len(names)
        shares[lang] = {"texts": len(names), "right": round(right, 4), "unknown": round(unknown, 4)}
    return shares
