"""Which entries of the word lists decide how a text is read: each is left out in turn, and the text read again."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pulse.classify.heads import together
from pulse.classify.heads.cues import GROUP
from pulse.classify.heads.model import Model, shipped
from pulse.classify.lexicon import Entry, entries
from pulse.classify.lexicon.heard import Cues
from pulse.classify.lexicon.lookup import LONGEST, RUN
from pulse.classify.lexicon.phrases import WILD, exactly
from pulse.classify.topics.themes import THEME_KNOWN
from pulse.classify.words.batch import read
from pulse.classify.words.vocabulary import Vocabulary
from pulse.domain import ACTS, STANCES, TONES, Tag

LEAST = 0.005
"""An entry that moves no probability by so much decides nothing."""

Met = dict[Entry, frozenset[str]]
"""Entries, and the words of the text that each of them meets."""


@dataclass(frozen=True)
class Reason:
    """An entry, and how much it adds to the probability of each answer that was given."""

    entry: Entry
    moves: dict[str, float]

    @property
    def most(self) -> float:
        """How much it moves the answer that it moves most."""
        return max(abs(by) for by in self.moves.values())


def why(text: str, *, about: float = 0.0, model: Model | None = None) -> list[Reason]:
    """The entries that speak for (above 0) or against what is said of the text, those that decide most first.

    With an entry those are left out that it hides: "well" in "very well" says nothing of its own. ``about`` is 1 where
    the text is known to speak of a decision, 0.5 of a theme. What the learned n-grams add stays as it is.
    """
    weights = model or shipped()
    met = relevant(text, weights)
    given = {name: _first(odds) for name, odds in _read(text, list(met), weights, about).items()}
    found = []
    for entry in _shown(met):
        rest = [other for other in met if other is not entry and not _hides(met, entry, other)]
        without = _read(text, rest, weights, about)
        moves = {name: round(p - without[name][answer], 4) for name, (answer, p) in given.items()}
        decides = {name: by for name, by in moves.items() if abs(by) >= LEAST}
        if decides:
            found.append(Reason(entry, decides))
    return sorted(found, key=lambda reason: -reason.most)


def known(tag: Tag) -> float:
    """How far the tagged post is known to speak of something that one can be for or against."""
    return 1.0 if tag.decisions else THEME_KNOWN if tag.themes else 0.0


def relevant(text: str, model: Model) -> Met:
    """The entries whose words stand in the text, one after the other, and which: only they can say anything of it."""
    vocabulary = Vocabulary(Cues([]), model["words"])
    batch = read([text], vocabulary)
    spoken = [vocabulary.words[number] for number in batch.ids.tolist()]
    met: dict[str, set[str]] = {WILD: set()}
    for word in vocabulary.words:
        for pattern in _patterns(word):
            met.setdefault(pattern, set()).add(word)
    held = (entry for entry in entries() if all(word in met for word in entry.words))
    stand = (entry for entry in held if _stands(spoken, met, entry.words))
    return {entry: frozenset().union(*(met[word] for word in entry.words)) for entry in stand}


def _stands(spoken: Sequence[str], met: Mapping[str, set[str]], words: Sequence[str]) -> bool:
    """Whether the words stand in the text in this order, with nothing between them."""
    if len(words) == 1:
        return True
    places = range(len(spoken) - len(words) + 1)
    return any(all(word == WILD or spoken[at + step] in met[word] for step, word in enumerate(words)) for at in places)


def _hides(met: Met, entry: Entry, other: Entry) -> bool:
    """Whether what the other entry says is said by this one."""
    return met[other] <= met[entry] and GROUP[other.kind] == GROUP[entry.kind]


def _shown(met: Met) -> list[Entry]:
    """The entries that no other one hides; of those with the same words the one that says them most exactly."""
    shown: list[Entry] = []
    for entry in sorted(met, key=lambda entry: (len(met[entry]), _exact(entry)), reverse=True):
        if not any(_hides(met, other, entry) for other in shown):
            shown.append(entry)
    return shown


def _exact(entry: Entry) -> tuple[int, int, int]:
    """What is larger counts: of entries of several words the more exact one, of single words the longest."""
    if len(entry.words) > 1:
        return exactly(entry.words)
    (word,) = entry.words
    return 0, len(word.strip("*")), "*" not in word


def _patterns(word: str) -> Iterator[str]:
    """Every pattern that the word meets, as it stands, with runs of a letter made one, and from its last hyphen on."""
    for form in {word[:LONGEST], RUN.sub(r"\1", word)[:LONGEST], word.rpartition("-")[2][:LONGEST]}:
        yield form
        for start in range(len(form)):
            for end in range(start + 1, len(form) + 1):
                part = form[start:end]
                yield f"*{part}*"
                yield from ([f"{part}*"] if start == 0 else []) + ([f"*{part}"] if end == len(form) else [])


def _read(text: str, met: Sequence[Entry], model: Model, about: float) -> dict[str, dict[str, float]]:
    """The odds of each head's answers when only these entries are in the lists."""
    words = Vocabulary(Cues(met), model["words"])
    said = together.say(read([text], words), words, model, [""], about=[about])
    asks = float(said.asks[0])
    return {
        "tone": dict(zip(TONES, said.tone[0].tolist(), strict=True)),
        "stance": dict(zip(STANCES, said.stance[0].tolist(), strict=True)),
        "act": dict(zip(ACTS, said.act[0].tolist(), strict=True)),
        "asks": {"asks": asks, "does not ask": 1 - asks},
    }


def _first(odds: dict[str, float]) -> tuple[str, float]:
    return max(odds.items(), key=lambda item: item[1])
