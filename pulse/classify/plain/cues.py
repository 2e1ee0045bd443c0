"""What the word lists say of one text, token by token and entry by entry: the plain specification of the cues."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile

import numpy as np

from pulse.classify.heads import cues
from pulse.classify.heads.cues import BEHIND, FALL, GROUP, GROUPS, LESSENS, SPAN, TURNED, Cued
from pulse.classify.heads.sides import BEFORE, SINCE
from pulse.classify.lexicon import ANY, KINDS, TABLES, Entry, entries
from pulse.classify.lexicon.heard import CONCESSION, CONTRAST, NEAR, factor, nearest
from pulse.classify.lexicon.lookup import Lookup
from pulse.classify.lexicon.phrases import LONGEST, WILD, exactly

Said = dict[str, float]
Match = tuple[int, int, Entry, float]
"""At which token, how many of them, an entry, and its weight here."""


class Reader:
    """The word lists, ready to be asked for one text at a time."""

    def __init__(self, held: Iterable[Entry] | None = None) -> None:
        self.words = {language: Lookup() for language in TABLES}
        self.parts = Lookup()
        self.phrases: dict[tuple[str, ...], list[Entry]] = defaultdict(list)
        self.beginnings: set[tuple[str, ...]] = set()
        self.places: dict[Entry, int] = {}
        for entry in entries() if held is None else held:
            if entry.kind in KINDS:
                self._add(entry)

    def _add(self, entry: Entry) -> None:
        if len(entry.words) == 1:
            self.words[entry.language].add(entry.words[0], entry.kind, entry.weight)
            return
        self.phrases[entry.words].append(entry)
        self.places.setdefault(entry, len(self.places))
        for place, word in enumerate(entry.words):
            self.beginnings.add(entry.words[: place + 1])
            if word != WILD:
                self.parts.add(word, word, 1.0)

    def cued(self, words: Sequence[str], begins: Sequence[int], languages: Sequence[str]) -> Cued:
        """The cues of a text's tokens, given where its sentences begin and what language each of them means."""
        lengths = np.diff([*begins, len(words)])
        readers = [language for language, length in zip(languages, lengths, strict=True) for _ in range(length)]
        said = [dict(self._word(*read)) for read in zip(words, readers, strict=True)]
        negators = [place for place, own in enumerate(said) if own.get("neg", 0) > 0]
        inside, own_neg = self._phrases(words, said, set(negators), readers)
        left = {place for place, own in enumerate(said) if own.get("neg", 0) > 0}
        every = left | own_neg[0].intersection(negators)
        handed_on = _handed_on(words, begins, said, readers, every)
        reached = [_negated(words, begins, said, readers, some) | handed_on for some in (left, every)]
        negated = [reached[0] - left - own_neg[0], *(reached[1] - every - own for own in own_neg[1:])]
        stress = [1.0, *(1 + own.get("boost", 0) for own in said[:-1])]
        lessening = {place for place, own in enumerate(said) if own.get("neg", 0) < 0} - inside
        turned = _turned(words, begins, said, negated[0], lessening)
        sides = _sides(begins, said)
        for place, own in enumerate(said):
            own["tone"] = own.get("tone", 0) * stress[place] * (TURNED if place in turned else 1) * sides[place]
        values = np.array([[own.get(kind, 0.0) for own in said] for kind in KINDS])
        rows = np.array([[float(place in held) for place in range(len(words))] for held in (*negated, inside)])
        return Cued(values, rows[:-1], rows[-1])

    def _word(self, word: str, reader: str) -> Mapping[str, float]:
        """A word's cues: from the language's own table, or from that of all languages, or borrowed from neighbours."""
        found = {language: lookup.find(word) for language, lookup in self.words.items()}
        own = found.get(reader) or found[ANY]
        if own:
            return own
        read: Said = {}
        for language in NEAR[reader]:
            for kind, value in found[language].items():
                borrowed = value * factor(reader, language, kind)
                if abs(borrowed) > abs(read.get(kind, 0)):
                    read[kind] = borrowed
        return read

    def _phrases(
        self, words: Sequence[str], said: list[Said], negators: set[int], readers: Sequence[str]
    ) -> tuple[set[int], list[set[int]]]:
        """Puts phrases in place of what their words say; where one has a tone, and where one of each group holds a
        negation.
        """
        taken: list[set[int]] = [set() for _ in GROUPS]
        own_neg: list[set[int]] = [set() for _ in GROUPS]
        for at, length, entry, weight in self._matches(words, said, readers):
            span = set(range(at, at + length))
            group = next((number for number, kinds in enumerate(GROUPS) if entry.kind in kinds), None)
            if group is not None:
                if span & taken[group]:
                    continue
                taken[group] |= span
                for place in span:
                    said[place] = {kind: by for kind, by in said[place].items() if kind not in GROUPS[group]}
                    if entry.kind == "tone" and (weight >= 0 or said[place].get("neg", 0) < 0):
                        said[place].pop("neg", None)
                if span & negators:
                    own_neg[group] |= span
            for place in span if group is None and weight == 0 else ():
                said[place] = {kind: by for kind, by in said[place].items() if kind != entry.kind}
            said[at][entry.kind] = weight
        return taken[0], own_neg

    def _matches(self, words: Sequence[str], said: list[Said], readers: Sequence[str]) -> list[Match]:
        """The entries of several words that count here, the longest first, then from left to right.

        Of those of one length at one place, one of each group counts: of the nearest table, there the most exact one.
        """
        elements = [
            (*self.parts.find(word), *(() if own.get("neg", 0) > 0 else (WILD,)))
            for word, own in zip(words, said, strict=True)
        ]
        found = [
            (at, length, entry, entry.weight * worth)
            for at in range(len(words))
            for length, entry in self._at(elements[at : at + LONGEST])
            if (worth := factor(readers[at], entry.language, entry.kind))
        ]
        best: dict[tuple[int, int, Sequence[str]], Match] = {}
        for match in sorted(found, key=lambda match: self._order(match[2], readers[match[0]])):
            best.setdefault((-match[1], match[0], GROUP[match[2].kind]), match)
        # A tone takes away what its words negate, and not what a phrase beside it does.
        return sorted(best.values(), key=lambda match: (-match[1], match[0], match[2].kind != "tone"))

    def _order(self, entry: Entry, reader: str) -> tuple[int, ...]:
        """Smaller for what counts before others."""
        whole, ends, letters = exactly(entry.words)
        return nearest(reader).index(entry.language), -whole, -ends, -letters, self.places[entry]

    def _at(self, elements: Sequence[tuple[str, ...]]) -> Iterator[tuple[int, Entry]]:
        """The entries that begin with the first of these tokens, with their lengths."""
        heads: list[tuple[str, ...]] = [()]
        for place, here in enumerate(elements):
            heads = [(*head, element) for head in heads for element in here if place or element != WILD]
            heads = [head for head in heads if head in self.beginnings]
            for head in heads:
                for entry in self.phrases.get(head, ()):
                    yield len(head), entry


def _negated(
    words: Sequence[str], begins: Sequence[int], said: list[Said], readers: Sequence[str], negators: set[int]
) -> set[int]:
    """The words in a negation's reach: some to its right, unless it stands before a comma and answers ("No, that is
    fine"), in some languages one to its left, in its sentence.
    """
    found: set[int] = set()
    for begin, end in zip(begins, [*begins[1:], len(words)], strict=True):
        for place in negators & set(range(begin, end)):
            answers = place + 1 < len(said) and said[place + 1].get("comma", 0) > 0
            reach = range(place - (readers[place] in BEHIND), place + (1 if answers else SPAN + 1))
            found |= {near for near in reach if begin <= near < end and words[near][0].isalpha()}
            verb = place - 2
            if readers[place] in BEHIND and verb >= begin and said[place - 1].get("pronoun", 0) > 0:
                found |= {verb} if any(said[verb].get(kind, 0) > 0 for kind in cues.VERBS) else set()
    return found


def _handed_on(
    words: Sequence[str], begins: Sequence[int], said: list[Said], readers: Sequence[str], negators: set[int]
) -> set[int]:
    """The words that follow one of thinking that is itself negated, up to what stops it, but in sentences that ask."""
    found: set[int] = set()
    commas = {place for place, own in enumerate(said) if own.get("comma", 0) > 0}
    stops = {at for at, own in enumerate(said) if own.get("skip", 0) > CONTRAST or own.get("qword", 0) > 0}
    for begin, end in zip(begins, [*begins[1:], len(words)], strict=True):
        if any("?" in word for word in words[begin:end]):
            continue
        for place in [at for at in range(begin, end) if said[at].get("thinks", 0)]:
            before = {at for at in range(max(begin, place - SPAN), place) if at + 1 not in commas} & negators
            after = range(place + 1, min(end, place + 1 + cues.AFTER) if readers[place] in BEHIND else place)
            denied = [place] if before else [at for at in after if at in negators]
            for at in range(denied[0] + 1, min(end, denied[0] + 1 + cues.HANDED)) if denied else ():
                across = at == denied[0] + 1 and readers[place] in cues.ACROSS
                if (at in commas and not across) or at in stops:
                    break
                found |= {at} if words[at][0].isalpha() else set()
    return found


def _sides(begins: Sequence[int], said: list[Said]) -> list[float]:
    """What tones count for by where they stand to the last word of contrast or concession in each sentence."""
    found = [1.0] * len(said)
    for begin, end in zip(begins, [*begins[1:], len(said)], strict=True):
        places = range(begin, end)
        last = max((at for at in places if said[at].get("skip", 0) > CONTRAST), default=None)
        if last is None:
            continue
        concedes = said[last]["skip"] > CONCESSION
        stop = _conceded(said, begin, last, end) if concedes else end
        found[begin:end] = [SINCE if (last <= at < stop) != concedes else BEFORE for at in places]
    return found


def _conceded(said: list[Said], begin: int, last: int, end: int) -> int:
    """Where ends what a word concedes: at a comma, at the last tone of a sentence that it opens, or its end."""
    commas = [at for at in range(last, end) if said[at].get("comma", 0) > 0]
    tones = [at for at in range(begin, end) if said[at].get("tone", 0)]
    opens = len([at for at in tones if at > last]) > 1 and not [at for at in tones if at < last]
    return commas[0] if commas else tones[-1] if opens else end


def _turned(
    words: Sequence[str], begins: Sequence[int], said: list[Said], negated: set[int], lessening: set[int]
) -> set[int]:
    """The words whose tones are turned: those that are negated, or that a word makes less of, but not both."""
    found = set(negated)
    for begin, end in zip(begins, [*begins[1:], len(words)], strict=True):
        for place in sorted(lessening & set(range(begin, end))):
            back, on = range(place - 1, max(begin, place - FALL) - 1, -1), range(place + 1, min(end, place + FALL + 1))
            reaches = (on, back) if said[place]["neg"] < LESSENS else (back, on)
            target = next((at for reach in reaches for at in _toned(words, said, reach)), None)
            if target is not None:
                (found.discard if {place, target} & negated else found.add)(target)
                said[place] = said[place] | {"tone": 0.0}
    return found


def _toned(words: Sequence[str], said: list[Said], reach: range) -> Iterator[int]:
    clause = takewhile(lambda at: words[at][0].isalpha() and said[at].get("skip", 0) <= 0, reach)
    return (at for at in clause if said[at].get("tone", 0))
