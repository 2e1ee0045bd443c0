"""Finds entries of several words among the tokens: a trie over word elements, walked only where one may begin."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pulse.classify.lexicon import Entry
from pulse.classify.lookup import Lookup

WILD = "_"


@dataclass
class Node:
    """A place in the trie: what may follow, and the entries that end here."""

    next: dict[str, "Node"] = field(default_factory=dict)
    ends: list[Entry] = field(default_factory=list)


@dataclass(frozen=True)
class Match:
    """An entry found at a token, and how many tokens it covers."""

    at: int
    length: int
    entry: Entry


class Phrases:
    """The entries of several words, ready to be found."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.root = Node()
        self.lookup = Lookup()
        self.seconds: set[str] = set()
        for entry in entries:
            node = self.root
            for word in entry.words:
                node = node.next.setdefault(word, Node())
                if word != WILD:
                    self.lookup.add(word, word, 1.0)
            self.seconds.add(entry.words[1])
            node.ends.append(entry)

    def elements(self, word: str) -> tuple[str, ...]:
        """The elements of phrases that the word can stand for: every pattern that it meets, not only the longest."""
        return tuple(self.lookup.find(word))

    def first(self, elements: tuple[str, ...]) -> bool:
        """Whether an entry can begin here."""
        return any(element in self.root.next for element in elements)

    def second(self, elements: tuple[str, ...]) -> bool:
        """Whether a word can be the second one of an entry."""
        return any(element in self.seconds for element in elements)

    def open(self, elements: tuple[str, ...]) -> bool:
        """Whether an entry can begin here whose second word may be any."""
        return any(element in self.root.next and WILD in self.root.next[element].next for element in elements)

    def pair(self, first: tuple[str, ...], second: tuple[str, ...]) -> bool:
        """Whether an entry can begin with these two words."""
        nodes = [self.root.next[element].next for element in first if element in self.root.next]
        return any(WILD in follows or any(element in follows for element in second) for follows in nodes)

    def at(self, position: int, elements: list[tuple[str, ...]]) -> Iterator[Match]:
        """The entries that begin at the position, among the elements of the tokens."""
        places = [self.root]
        for step in range(position, len(elements)):
            here = elements[step]
            places = [
                place.next[element]
                for place in places
                for element in (*here, WILD)
                if element in place.next and (element != WILD or step > position)
            ]
            if not places:
                return
            for place in places:
                for entry in place.ends:
                    yield Match(position, step - position + 1, entry)
