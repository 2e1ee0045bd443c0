"""Which words set one question's people apart from another's, and what they ask alike: told only of enough people.

Groups may have been closed, and for good, by a version that knew fewer names: what is a name now is told nowhere.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np

from pulse.board.ask import Asker
from pulse.board.cover import Cover
from pulse.board.views import Alike, Telling, Unnamed, Words
from pulse.classify.standout.named import is_name
from pulse.classify.standout.odds import Array, log_odds
from pulse.classify.standout.untold import distinct
from pulse.domain import Atom, Question
from pulse.guard.words import UNNAMED, Group, Lane, Span, inside

CLEAR = 1.96
"""Words are told whose log-odds lie so many standard errors above nought."""
MOST = 12
"""So many words of each language, at most."""
TOPICS = 5
"""So many topics without a theme, at most."""


def telling(asker: Asker, here: Question, there: Question) -> Words:
    """The words that people write in answer ``here`` more than in answer ``there``, language by language.

    Both are answered from the coarse atoms that figures of support are made of; what both hold is compared with nothing
    and left out of the second. A word is told only where enough people wrote it in closed groups of these very atoms.
    """
    own, other = asker.cover(here), asker.cover(there)
    reason = asker.silence(here, own) or asker.silence(there, other.without(own))
    if reason is not None:
        return Words(reason=reason)
    mine, theirs = _inside(asker.words, own), _inside(asker.words, other.without(own))
    found = tuple(one for language in _languages(mine) for one in _apart(language, mine, theirs))
    return Words(words=found, start=own.start, stop=own.stop) if found else Words(reason="TooFew")


def alike(asker: Asker, question: Question) -> tuple[Alike, ...]:
    """What people in the question's answer ask nearly alike, the most asked first.

    Each is told by words of closed groups of enough askers, in the very atoms that figures of support are made of.
    """
    found = asker.cover(question)
    if asker.silence(question, found) is not None or found.stop is None:
        return ()
    ranked = _ranked(_inside(asker.alike, found))
    # As a group grows, its words change; it is told once.
    return tuple(distinct(_alike(*named, groups, found.stop) for named, groups in ranked))[:MOST]


def unnamed(asker: Asker, question: Question) -> tuple[Unnamed, ...]:
    """What people write about that no theme names, in whole weeks of the question's span; the most people first.

    Each topic is told by words of closed groups of enough people, and of the whole organisation only.
    """
    found = asker.cover(question)
    if question.unit is not None or asker.silence(question, found) is not None or asker.sealed.stop is None:
        return ()
    stop = min(question.stop, asker.sealed.stop)
    spans: dict[Lane, Span] = {(voice, UNNAMED, ()): (question.start, stop) for voice in question.voices}
    named = (name for name, _ in _ranked(inside(asker.unnamed, spans)))
    return tuple(distinct(Unnamed(language=lang, words=tuple(words.split())) for lang, words in named))[:TOPICS]


def _ranked(found: Iterable[Group]) -> list[tuple[tuple[str, str], list[Group]]]:
    """Groups by their language and words but names, those of the most people first."""
    named: dict[tuple[str, str], list[Group]] = {}
    for group in found:
        if words := " ".join(word for word in group.run.word.split() if not is_name(word)):
            named.setdefault((group.run.language, words), []).append(group)
    return sorted(named.items(), key=lambda item: (-sum(group.people for group in item[1]), item[0]))


def _alike(language: str, words: str, groups: Sequence[Group], stop: date) -> Alike:
    first = min(group.start for group in groups)
    return Alike(language=language, words=tuple(words.split()), weeks=(stop - first).days // 7)


def _inside(words: Sequence[Group], cover: Cover) -> list[Group]:
    return inside(words, _spans(cover.atoms))


def _spans(atoms: Iterable[Atom]) -> dict[Lane, Span]:
    """From when to when each run of atoms goes. Atoms of late posts stand in no run: their words are never told."""
    found: dict[Lane, tuple[date, date]] = {}
    for atom in atoms:
        if not atom.late:
            lane = (atom.voice, str(atom.subject), atom.parts)
            start, stop = found.get(lane, (atom.start, atom.stop))
            found[lane] = min(start, atom.start), max(stop, atom.stop)
    return found


def _languages(groups: Iterable[Group]) -> list[str]:
    return sorted({group.run.language for group in groups})


def _apart(language: str, mine: Iterable[Group], theirs: Iterable[Group]) -> list[Telling]:
    """The words of a language that stand out, the clearest first."""
    here, there = (_people(language, groups) for groups in (mine, theirs))
    names = sorted(here.keys() | there.keys())
    scores = log_odds(_counts(here, names), _counts(there, names))
    order = [at for at in np.argsort(-scores, kind="stable").tolist() if scores[at] >= CLEAR and here[names[at]]]
    return [Telling(language=language, word=names[at]) for at in order[:MOST]]


def _counts(people: Counter[str], names: Sequence[str]) -> Array:
    return np.array([people[name] for name in names], np.float64)


def _people(language: str, groups: Iterable[Group]) -> Counter[str]:
    count: Counter[str] = Counter()
    for group in groups:
        if group.run.language == language and not is_name(group.run.word):
            count[group.run.word] += group.people
    return count
