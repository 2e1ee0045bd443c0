"""Puts the demo's phrases together: the words of a post from its subject, stance, question and act.

The truth comes first and the words follow it, so the tone of a text is that of the phrases that were chosen.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pulse.demo.bank import Bank, banks, nouns
from pulse.demo.crowd import ACT_NAMES, SUBJECTS, THEMES
from pulse.demo.threads import ANNOUNCEMENT, ANSWER, ARTICLE, ORDINARY

DRAWS = 20
NEGATIVE, NEUTRAL, POSITIVE = "negative", "neutral", "positive"
TONES = {
    "favour": POSITIVE, "favour.short": POSITIVE, "pro": POSITIVE, "neither.warm": POSITIVE, "everyday.warm": POSITIVE,
    "against": NEGATIVE, "against.short": NEGATIVE, "against.irony": NEGATIVE, "rhetorical": NEGATIVE,
    "con": NEGATIVE, "neither.sour": NEGATIVE, "everyday.sour": NEGATIVE,
}  # fmt: skip
EMOJI = {POSITIVE: "👍 👏 😊 🎉 💪 🙌 ❤️ 🙂", NEGATIVE: "😕 🙄 😡 👎 😩 🤦 😞 😬", NEUTRAL: "🤔 👀 🙂 📌 ☕ ℹ️"}
EMOJIS = {tone: tuple(signs.split()) for tone, signs in EMOJI.items()}
PRONOMINAL = {"favour", "against", "rhetorical", "asks", "wish", "plan", "doing", "done"}
MIXED = 0.025
"""How often somebody takes a side in English, in the middle of another language."""
PLAIN = str.maketrans("äöåøæÄÖÅ", "aoaoaAOA")


@dataclass(frozen=True, slots=True)
class Words:
    """A text, its title and its tone."""

    text: str
    title: str
    tone: str


class Dice:
    """A row of even draws that are used up one after the other, round and round."""

    __slots__ = ("_at", "_row")

    def __init__(self, row: Sequence[float]) -> None:
        self._row, self._at = row, 0

    def roll(self) -> float:
        """The next draw, in 0..1."""
        self._at += 1
        value = self._row[self._at % DRAWS] + 0.7548776662 * (self._at // DRAWS)
        return value % 1.0

    def pick(self, options: Sequence[str]) -> str:
        """One of the options, or nothing where there are none."""
        return options[int(self.roll() * len(options))] if options else ""


def texts(posts: pd.DataFrame, rng: np.random.Generator) -> list[Words]:
    """The words of every post."""
    draws = rng.random((len(posts), DRAWS)).tolist()
    manners = rng.random(int(posts["person"].max()) + 1).tolist() if len(posts) else []
    made: list[Words] = []
    columns = (posts[c].tolist() for c in ("language", "subject", "kind", "stance", "asks", "act", "group"))
    rest = (posts[c].tolist() for c in ("person", "source", "parent"))
    for row, (language, subject, kind, stance, asks, act, group, person, source, parent) in enumerate(
        zip(*columns, *rest, strict=True)
    ):
        dice = Dice(draws[row])
        writer = Writer(language, SUBJECTS[subject], dice, reply=parent >= 0, public=source >= 3)
        parts = writer.parts(kind, stance, asks, ACT_NAMES[act], group)
        manner = manners[person] if kind == ORDINARY else 0.0
        title = writer.title() if parent < 0 and (source in (2, 3, 5)) else ""
        chatty = 1.0 if kind == ORDINARY else 0.0
        foreign = language != "en" and dice.roll() < 0.05
        made.append(finish(parts, manner, dice, language, title, chatty=chatty, foreign=foreign))
    return made


Part = tuple[str, str, bool]
"""A phrase, its tone, and whether it asks."""


class Writer:
    """One post in the making."""

    __slots__ = ("bank", "dice", "language", "named", "public", "reply", "subject")

    def __init__(self, language: str, subject: str, dice: Dice, *, reply: bool, public: bool) -> None:
        self.language, self.subject, self.dice = language, subject, dice
        self.bank: Bank = banks()[language]
        self.reply, self.public, self.named = reply, public, False

    def title(self) -> str:
        """A title for a post that begins a thread."""
        names = nouns(self.language, self.subject)
        name = names[int(self.dice.roll() * len(names))]["n"] if names else self.dice.pick(self.bank["everyday.title"])
        return name[:1].upper() + name[1:]

    def parts(self, kind: int, stance: int, asks: bool, act: str, group: int) -> list[Part]:
        """The phrases of the post."""
        if kind == ANNOUNCEMENT:
            return [self._part(f"{self.subject}.announce"), self._part("announce")]
        if kind == ANSWER:
            return (
                [self._part("answer")] if self.dice.roll() < 0.6 else [self._part("answer"), self._part("answer.more")]
            )
        if not self.subject:
            return self._everyday(asks, "everyday.public" if self.public else "everyday")
        if kind == ARTICLE:
            return [self._part(f"{self.subject}.fact"), self._part("neither"), self._part(f"{self.subject}.fact")]
        if asks:
            return self._question(stance, group)
        if act != "none":
            return self._act(stance, act)
        return self._plain(stance)

    def _everyday(self, asks: bool, plain: str) -> list[Part]:
        if asks and not self.public:
            return [self._part("everyday.asks", asks=True)]
        roll = self.dice.roll()
        section = plain if self.public or roll > 0.45 else "everyday.warm" if roll < 0.27 else "everyday.sour"
        first = self._part(section, asks=asks)
        return [first, self._part(plain)] if self.dice.roll() < 0.15 and not asks else [first]

    def _question(self, stance: int, group: int) -> list[Part]:
        hot = self.bank.get(f"{self.subject}.q{group + 1}", ())[1:] if group >= 0 else ()
        asked = (self._fill(self.dice.pick(hot)), NEUTRAL, True) if hot else self._part("asks", asks=True)
        parts: list[Part] = [asked]
        if stance:
            return [self._stance(stance), *parts] if self.dice.roll() < 0.7 else [*parts, self._stance(stance)]
        if self.dice.roll() < 0.25:
            return [self._part(f"{self.subject}.fact"), *parts]
        return parts if self.dice.roll() < 0.85 else [*parts, self._part("asks.closing")]

    def _act(self, stance: int, act: str) -> list[Part]:
        own = f"{self.subject}.{act}"
        parts = [self._part(own if own in self.bank and self.dice.roll() < 0.62 else act)]
        if stance:
            return [*parts, self._stance(stance)] if self.dice.roll() < 0.65 else [self._stance(stance), *parts]
        return [*parts, self._part(f"{self.subject}.fact")] if self.dice.roll() < 0.25 else parts

    def _plain(self, stance: int) -> list[Part]:
        if not stance:
            return self._neutral()
        side, other = ("favour", "con") if stance > 0 else ("against", "pro")
        if self.public and self.dice.roll() < 0.7:
            return [self._reason("pro" if stance > 0 else "con")]
        reason = self._reason("pro" if stance > 0 else "con")
        roll = self.dice.roll()
        if self.reply and roll < 0.09:
            return [self._part(f"{side}.short")]
        if roll < 0.16:  # the other side's reason is granted, and outweighed
            text = (
                f"{self._reason(other)[0]}, {self.dice.pick(self.bank['but'])} {_lower(self._part(f'{side}.calm')[0])}"
            )
            return [(text, NEUTRAL, False)]
        if roll < 0.42:
            return [self._stance(stance)]
        if roll < 0.66:
            return [reason]
        parts = [self._stance(stance), reason]
        if roll > 0.96:  # some go on and on
            fact = self._part(f"{self.subject}.fact")
            return [
                fact,
                *parts,
                self._part("neither"),
                self._reason("pro" if stance > 0 else "con"),
                self._stance(stance),
            ]
        return parts if roll < 0.86 else [self._part(f"{self.subject}.fact"), *parts]

    def _neutral(self) -> list[Part]:
        roll = self.dice.roll()
        if self.public:
            told = roll < 0.6 and self.subject not in THEMES
            return [self._part("neither.public" if told else f"{self.subject}.fact")]
        if roll < 0.40:
            return [self._part(f"{self.subject}.fact")]
        if roll < 0.62:
            return [self._part("neither")]
        if roll < 0.72:
            return [self._part("neither.warm")]
        if roll < 0.80:
            return [self._part("neither.sour")]
        if roll < 0.86 and self.reply:
            return [self._part("neither.short")]
        return [self._part(f"{self.subject}.fact"), self._part("neither")]

    def _stance(self, stance: int) -> Part:
        roll = self.dice.roll()
        if stance > 0:
            return self._part("favour" if roll < 0.62 else "favour.calm")
        if roll < 0.04:  # dry irony: the words of praise, and only the writer knows
            return self._part("favour")[0], NEGATIVE, False
        if roll < 0.13 and self.subject not in THEMES:
            return self._part("against.irony")
        if roll < 0.23 and self.subject not in THEMES:
            text, tone, _ = self._part("rhetorical")
            return f"{text}?", tone, False
        return self._part("against" if roll < 0.68 else "against.calm")

    def _reason(self, kind: str) -> Part:
        outside = f"{self.subject}.public.{kind}"
        name = outside if self.public and outside in self.bank else f"{self.subject}.{kind}"
        return self._fill(self.dice.pick(self.bank[name])), TONES[kind], False

    def _part(self, section: str, *, asks: bool = False) -> Part:
        own = f"theme.{section}"
        chosen = own if self.subject in THEMES and own in self.bank else section
        pronoun = section.split(".")[0] in PRONOMINAL
        mixed = pronoun and chosen == section and self.language != "en" and self.dice.roll() < MIXED
        phrases = banks()["en"][section] if mixed else self.bank.get(chosen, ())
        return self._fill(self.dice.pick(phrases), pronoun=pronoun), TONES.get(section, NEUTRAL), asks

    def _fill(self, phrase: str, *, pronoun: bool = False) -> str:
        """The phrase with its slots filled; what was named before, or what a reply is about, may be a pronoun."""
        if "{" not in phrase:
            return phrase
        short = pronoun and "{n}:" not in phrase and self.dice.roll() < (0.75 if self.named else 0.22 * self.reply)
        names = nouns(self.language, "it" if short else self.subject)
        name = names[int(self.dice.roll() * len(names))] if names else {"n": "", "p": "", "e": "", "i": ""}
        self.named = True
        when = self.dice.pick(self.bank["when"]) if "{when}" in phrase else ""
        soon = self.dice.pick(self.bank["soon"]) if "{soon}" in phrase else ""
        return phrase.format(**name, k=3 + int(self.dice.roll() ** 2 * 57), when=when, soon=soon)


def finish(
    parts: list[Part], manner: float, dice: Dice, language: str, title: str, *, chatty: float, foreign: bool
) -> Words:
    """The phrases as this person writes them: ``manner`` 0 is careful, 1 is hasty."""
    tone = next((t for _, t, _ in parts if t != NEUTRAL), NEUTRAL)
    spoken = banks()[language]
    careless = manner > 0.6
    sentences = [_sentence(text, asks, last, careless, dice) for last, (text, _, asks) in _lasts(parts) if text]
    if dice.roll() < 0.16 * chatty and len(sentences[0]) > 12:
        opener = dice.pick((banks()["en"] if foreign else spoken)["opener"])
        sentences[0] = f"{opener}{_lower(sentences[0])}" if opener.endswith(" ") else f"{opener} {_lower(sentences[0])}"
    if dice.roll() < 0.09 * chatty and len(sentences[0]) > 12:
        if sentences[-1][-1:].isalnum() and dice.roll() < 0.8:
            sentences[-1] += "."
        sentences.append(dice.pick((banks()["en"] if foreign or dice.roll() < 0.1 else spoken)["closing"]))
    text = " ".join(sentences)
    text = text[:1].lower() + text[1:] if careless and manner > 0.78 else text[:1].upper() + text[1:]
    if manner > 0.3 and dice.roll() < 0.17:
        text = f"{text} {dice.pick(EMOJIS[tone if dice.roll() < 0.9 else NEUTRAL])}"
    return Words(_slip(text, manner, dice), title, tone)


def _lasts(parts: list[Part]) -> list[tuple[bool, Part]]:
    return [(n == len(parts) - 1, part) for n, part in enumerate(parts)]


def _sentence(text: str, asks: bool, last: bool, careless: bool, dice: Dice) -> str:
    """A sentence with its end; some questions lose their mark, some posts their full stop."""
    text = text[:1].upper() + text[1:]
    roll = dice.roll()
    if asks:
        return text + ("?" if roll < (0.7 if careless else 0.88) else "??" if roll < 0.92 else "" if last else ".")
    if text[-1:] in "?!.…)":
        return text
    if roll < 0.07:
        return f"{text}!"
    if last and (careless or roll < 0.3):
        return text if roll < 0.85 else f"{text}..."
    return f"{text}."


def _lower(text: str) -> str:
    """The text as the middle of a sentence; words in capitals and the English I stay."""
    return text if text[1:2].isupper() or text[:2] in ("I ", "I'") else text[:1].lower() + text[1:]


def _slip(text: str, manner: float, dice: Dice) -> str:
    """Slips of hasty fingers: letters swapped, left out, doubled, or typed without their dots."""
    if dice.roll() > 0.03 + 0.09 * manner or len(text) < 16:
        return text
    at = 3 + int(dice.roll() * (len(text) - 6))
    kind = dice.roll()
    if kind < 0.3:
        return text.translate(PLAIN)
    if not text[at : at + 2].isalpha():
        return text
    if kind < 0.6:
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return text[:at] + text[at + 1 :] if kind < 0.85 else text[:at] + text[at] + text[at:]
