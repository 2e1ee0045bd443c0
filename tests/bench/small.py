"""Small organisations, simulated from their people up, with the truth, a classifier that errs, atoms and an audit."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from pulse.domain import STANCES
from pulse.guard.atoms import partition
from pulse.guard.rounding import rounded
from pulse.measure.contributions import contributions
from pulse.measure.labelled import Coders, Errors

WEEKS = 13
START = np.datetime64("2026-08-31")
SUBJECTS = ("decision:a", "decision:b")
LANGUAGES = ("fi", "sv", "da", "en")
RIGHT = {"against": 0.72, "neither": 0.86, "favour": 0.80}
"""How often a post's stance is found, in an easy language, where words mean what they mean elsewhere."""


@dataclass(frozen=True)
class Tagger:
    """A classifier: how often it finds each stance and each question, by subject and language."""

    stance: np.ndarray
    asks: np.ndarray
    false: np.ndarray

    @classmethod
    def like(cls, chance: np.random.Generator, *, shifted: bool) -> "Tagger":
        """One that is worse in some languages, and where words have shifted misses half of those who are against."""
        shape = (len(SUBJECTS), len(LANGUAGES))
        worse = chance.uniform(0, 0.15, shape)
        stance = np.stack([RIGHT[s] - worse + chance.normal(0, 0.03, shape) for s in STANCES])
        asks, false = 0.93 - worse, 0.03 + 0.3 * worse
        if shifted:
            stance[0] -= chance.uniform(0.1, 0.35, (len(SUBJECTS), 1))
            false = false + chance.uniform(0, 0.1)
        return cls(stance, asks, false)

    def tag(self, posts: pd.DataFrame, chance: np.random.Generator) -> pd.DataFrame:
        """The posts as the classifier reads them."""
        subject, language = posts["subject_no"].to_numpy(), posts["language_no"].to_numpy()
        truth = posts["stance_no"].to_numpy()
        right = chance.random(len(posts)) < self.stance[truth, subject, language]
        wrong = np.where(
            truth == 1, chance.choice([0, 2], len(posts)), np.where(chance.random(len(posts)) < 0.7, 1, 2 - truth)
        )
        asking = np.where(posts["asks"], self.asks[subject, language], self.false[subject, language])
        said = np.array(STANCES, dtype=object)[np.where(right, truth, wrong)]
        return posts.assign(stance=said, asks=chance.random(len(posts)) < asking)

    def cards(self, chance: np.random.Generator) -> dict[str, Errors]:
        """What a model card says of a classifier of this kind, from 800 texts."""
        count = 800
        stance, asks = chance.choice(3, count, p=[0.25, 0.5, 0.25]), chance.random(count) < 0.2
        numbers = {
            "stance_no": stance,
            "subject_no": chance.integers(0, 2, count),
            "language_no": chance.integers(0, 4, count),
        }
        read = self.tag(pd.DataFrame(numbers | {"asks": asks}), chance)
        truth = np.array(STANCES, dtype=object)[stance]
        return {
            "asks": _errors(asks, read["asks"].to_numpy(bool)),
            **{side: _errors(truth == side, (read["stance"] == side).to_numpy()) for side in ("favour", "against")},
        }


@dataclass(frozen=True)
class Organisation:
    """Contributions with their truth, tags, atoms and labels (columns true_*, model_*, label_*), and rounded counts."""

    frame: pd.DataFrame
    fine: pd.DataFrame
    coarse: pd.DataFrame
    cards: dict[str, Errors]
    coders: dict[str, Coders]


def organisation(seed: int, people: int | None = None) -> Organisation:
    """One organisation: of 60 to 600 people (or so many), in 2 to 5 parts, through 13 weeks and two decisions."""
    chance = np.random.default_rng(seed)
    posts = _posts(chance, people or int(np.exp(chance.uniform(np.log(60), np.log(600)))))
    tagger = Tagger.like(chance, shifted=seed % 3 == 0)
    truth, model = contributions(posts), contributions(tagger.tag(posts, chance))
    error = chance.uniform(0, 0.02)
    labels = [contributions(_coded(posts, error, chance)) for _ in range(2)]
    frame = truth[["voice", "subject", "week", "person", "part", "language"]].copy()
    for name, of in (("true", truth), ("model", model), ("label", labels[0])):
        frame[f"{name}_stance"], frame[f"{name}_asks"] = of["stance"].to_numpy(), of["asks"].to_numpy(bool)
    frame[["fine", "coarse"]] = partition(frame)
    frame["probability"], frame["drawn"] = _draw(frame, chance)
    twice = (frame["drawn"] & (chance.random(len(frame)) < 0.2)).to_numpy()
    coders = {
        name: Coders(int(twice.sum()), int((labels[0][name] != labels[1][name]).to_numpy()[twice].sum()))
        for name in ("asks", "stance")
    }
    fine, coarse = _counts(frame, chance.bytes(32))
    return Organisation(frame, fine, coarse, Tagger.like(chance, shifted=False).cards(chance), coders)


def within(own: pd.DataFrame, weeks: int, chance: np.random.Generator) -> "pd.Series[bool]":
    """The rows in so many consecutive weeks."""
    every = np.sort(own["week"].unique())
    start = int(chance.integers(0, max(len(every) - weeks, 0) + 1))
    return own["week"].isin(every[start : start + weeks])


def whole(chosen: pd.DataFrame, own: pd.DataFrame, grain: str) -> tuple[pd.DataFrame, list[int]]:
    """The atoms that lie wholly in the chosen rows, and all their contributions."""
    inside, all_of_them = chosen.groupby(grain).size(), own.groupby(grain).size()
    atoms = [int(a) for a in inside.index if a >= 0 and inside[a] == all_of_them[a]]
    return own[own[grain].isin(atoms)], atoms


def _posts(chance: np.random.Generator, people: int) -> pd.DataFrame:
    """Posts by people who lean one way or the other, and write or ask more or less."""
    parts = chance.integers(2, 6)
    part = chance.integers(0, parts, people)
    mother = chance.integers(0, len(LANGUAGES), parts)[part]
    language = np.where(chance.random(people) < 0.8, mother, chance.integers(0, len(LANGUAGES), people))
    rate = chance.beta(1.2, 4, (people, 1, 1)) * chance.uniform(0.4, 1.2, (1, 1, 2))
    who, week, subject = np.nonzero(chance.random((people, WEEKS, 2)) < rate)
    at = np.repeat(np.arange(len(who)), 1 + chance.poisson(0.35, len(who)))
    who, week, subject = who[at], week[at], subject[at]
    lean = chance.normal(0, 1.2, 2) + chance.normal(0, 0.4, (parts, 2))[part] + chance.normal(0, 1, (people, 2))
    sides, curious = chance.uniform(0.3, 0.75, 2), chance.uniform(-3, 0, 2) + chance.normal(0, 0.7, (people, 1))
    takes = chance.random(len(who)) < sides[subject]
    favour = chance.random(len(who)) < _sigmoid(lean[who, subject])
    stance = np.where(takes, np.where(favour, 2, 0), 1)
    return pd.DataFrame({
        "voice": "internal", "subject": np.array(SUBJECTS)[subject], "subject_no": subject,
        "week": START + 7 * week.astype("timedelta64[D]"), "person": who, "part": np.array(list("abcde"))[part[who]],
        "said_at": np.arange(len(who)), "stance_no": stance, "stance": np.array(STANCES, dtype=object)[stance],
        "asks": chance.random(len(who)) < _sigmoid(curious[who, subject]), "act": "none",
        "language": np.array(LANGUAGES)[language[who]], "language_no": language[who],
    })  # fmt: skip


def _coded(posts: pd.DataFrame, error: float, chance: np.random.Generator) -> pd.DataFrame:
    """The posts as a coder labels them, who errs at this rate."""
    slips = chance.random((2, len(posts))) < error
    other = (posts["stance_no"] + chance.integers(1, 3, len(posts))) % 3
    stance = np.array(STANCES, dtype=object)[np.where(slips[0], other, posts["stance_no"])]
    return posts.assign(stance=stance, asks=posts["asks"] ^ slips[1])


def _draw(frame: pd.DataFrame, chance: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Every four weeks so many contributions of each language and part, at random: probabilities known and unequal."""
    share = chance.uniform(0.06, 0.5)
    wave = (frame["week"].to_numpy() - START) // np.timedelta64(28, "D")
    stratum = frame.groupby([wave, "language", "part"]).ngroup().to_numpy()
    size = np.bincount(stratum)
    wanted = np.maximum(2, np.round(size * share * chance.lognormal(0, 0.4, len(size))))
    number = np.minimum(wanted, size)
    order = pd.Series(chance.random(len(frame))).groupby(stratum).rank(method="first").to_numpy()
    return (number / size)[stratum], order <= number[stratum]


def _counts(frame: pd.DataFrame, key: bytes) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The published counts of every atom, rounded."""
    flags = frame.assign(
        against=frame["model_stance"] == "against",
        favour=frame["model_stance"] == "favour",
        asks=frame["model_asks"],
        n=1,
    )
    fine = flags[flags["fine"] >= 0].groupby("fine").agg(
        n=("n", "size"), asks=("asks", "sum"), against=("against", "sum"), coarse=("coarse", "first"),
        subject=("subject", "first"),
    )  # fmt: skip
    for subject, own in fine.groupby("subject"):
        for name in ("asks", "against"):
            fine.loc[own.index, name] = rounded(own[name], own["n"], key, f"{subject}/{name}")
    coarse = flags[flags["coarse"] >= 0].groupby("coarse").agg(
        n=("n", "size"), favour=("favour", "sum"), subject=("subject", "first")
    )  # fmt: skip
    coarse["against"] = fine[fine["coarse"] >= 0].groupby("coarse")["against"].sum()
    for subject, own in coarse.groupby("subject"):
        found = rounded(own["favour"], own["n"], key, f"{subject}/favour", taken=own["against"])
        coarse.loc[own.index, "favour"] = found
    return fine, coarse


def stretches(table: pd.DataFrame, atoms: list[int]) -> int:
    """In how many stretches of neighbours of one subject these atoms lie."""
    place = table.groupby("subject").cumcount().loc[atoms]
    return int((place.groupby(table["subject"]).diff() != 1).sum())


def _errors(truth: np.ndarray, found: np.ndarray) -> Errors:
    sums = ((truth & found), (~truth & found), (truth & ~found), (~truth & ~found))
    return Errors(*(int(s.sum()) for s in sums))


def _sigmoid(x: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-x))
