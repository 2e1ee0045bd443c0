"""The strategy's words made ready: which words of themes and decisions a word meets, and how near it is to examples.

A word of the strategy is met by its stem, by its beginning, or inside a compound, whatever the accents and case and in
whichever language the post is. A phrase is met by the share of its words that a post holds, in any order.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from pulse.classify.arrays.known import Known
from pulse.classify.arrays.lists import Ints, Lists
from pulse.classify.arrays.rolling import Hashes, keys
from pulse.classify.lexicon import stops
from pulse.classify.lexicon.lookup import Lookup, Lookups, Said
from pulse.classify.lexicon.sets import Sets
from pulse.classify.words import ngrams
from pulse.classify.words.vocabulary import Floats
from pulse.domain import Strategy, Theme
from pulse.text import Spelling, fold, fold_all, letters, normalise, stem, tokens

EXACT, BEGINS, NEARLY, HOLDS, NEARLY_HOLDS = 1.0, 0.9, 0.8, 0.7, 0.68
"""How sure a meeting is: the same stem, the same beginning, all of it but the last letter, inside a compound."""
SHORT_BEGIN, SHORT_HOLD = 4, 5
"""Shorter stems are met only as whole words, in their forms, and only so long ones inside others."""
VOWELS, HISSING = "aeiouyåäöæø", ("s", "x", "z", "ch", "sh")
FORMS: Mapping[str, str] = {
    "fi": "t n a ä ta tä tta ttä ssa ssä sta stä lla llä lta ltä lle na nä ni si mme nne nsa nsä kin ja jä jen ien den "
    "issa issä ista istä illa illä ilta iltä ille ita itä iden",
    "sv": "s n t en et ens ets na nas or er ar ors ers ars orna erna arna ornas ernas arnas",
    "nb": "s n t en et a ens ets er ene ers enes r ne",
    "nn": "s n t en et a ens ets ar er ane ene r ne",
    "da": "s n t en et ens ets er erne ers ernes ene r ne",
}
"""How a short word of the strategy may end, where no beginning of words is safe: "bilen" is a car, "bild" a picture."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words of the strategy that mean a subject together: their elements, and how much of it they mean."""

    subject: int
    elements: tuple[str, ...]
    weight: float


@dataclass
class Subjects:
    """Elements (stems) and phrases (sets of elements) of all themes, then all decisions."""

    strategy: Strategy
    names: list[str] = field(default_factory=list)
    elements: dict[str, int] = field(default_factory=dict)
    lookup: Lookup = field(default_factory=Lookup)
    phrases: list[Phrase] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.names = [t.id for t in self.strategy.themes] + [d.id for d in self.strategy.decisions]
        for subject, language, text, weight in _texts(self.strategy):
            self._add(subject, language, text, weight)
        self.phrases = _shared(self.phrases, self.themes)
        self.parents = np.array([self.names.index(d.theme) for d in self.strategy.decisions], np.int64)
        self.parts = self._parts()
        self.subject_of = np.array([phrase.subject for phrase in self.phrases], np.int64)
        self.weight_of = np.array([phrase.weight for phrase in self.phrases], np.float32)
        self.around, self.row_of = _centres(self.strategy)
        """What each n-gram that is near to anything weighs for each subject, behind a row of zeros; and which row is
        whose.
        """
        self.known = Lookups([self.lookup])

    @property
    def themes(self) -> int:
        """How many of the subjects are themes; decisions follow them."""
        return len(self.strategy.themes)

    def said(self) -> list[str]:
        """All that the strategy says of each theme."""
        return [_said(theme) for theme in self.strategy.themes]

    def _add(self, subject: int, language: str, text: str, weight: float) -> None:
        found = roots(text, language)
        for word, root in found:
            self._know(root, word, language)
        if found:
            self.phrases.append(Phrase(subject, tuple(dict.fromkeys(root for _, root in found)), weight))

    def _know(self, root: str, written: str, language: str) -> None:
        word = fold(written)
        if root not in self.elements:
            self._meet(root)
        self.lookup.exact[word][root] = EXACT
        if len(root) < SHORT_BEGIN:
            for form in _forms(written, language):
                self.lookup.exact[fold(form)][root] = EXACT
            if len(word) >= SHORT_BEGIN:
                self.lookup.add(f"{word}*", root, BEGINS)

    def _meet(self, root: str) -> None:
        """Know how words meet a new element."""
        self.elements[root] = len(self.elements)
        if len(root) >= SHORT_HOLD:
            self.lookup.add(f"*{root}*", root, HOLDS)
        if len(root) >= SHORT_BEGIN:
            self.lookup.add(f"{root}*", root, BEGINS)
        if len(root) >= SHORT_BEGIN + 2:  # päätös, päätöksen; koulutus, koulutuksen
            self.lookup.add(f"*{root[:-1]}*", root, NEARLY_HOLDS)
            self.lookup.add(f"{root[:-1]}*", root, NEARLY)
        self.lookup.add(root, root, EXACT)

    def _parts(self) -> sparse.csr_matrix:
        """Elements by phrases: the share of the phrase that each element is, longer words being more of it."""
        rows, columns, shares = [], [], []
        for column, phrase in enumerate(self.phrases):
            weights = [min(len(element), 9) for element in phrase.elements]
            rows += [self.elements[element] for element in phrase.elements]
            columns += [column] * len(weights)
            shares += [weight / sum(weights) for weight in weights]
        shape = (max(len(self.elements), 1), max(len(self.phrases), 1))
        return sparse.csr_matrix((shares, (rows, columns)), shape, dtype=np.float32)

    def folded(self, words: Spelling) -> Spelling:
        """The words without accents, as those of the strategy are; nothing of what is no word."""
        return words.folded(letters.alphanumeric(words.codes[words.starts]))

    def near(self, folded: Spelling, keys: Hashes) -> Floats:
        """Each word's part of the cosine with each centre, and of its post's squared length.

        ``keys`` are those of the words before they were folded.
        """
        return ngrams.long_sums(folded, self.around, self.row_of, _stops().find(keys) < 0)


@dataclass(frozen=True)
class _Plan:
    """A strategy, told apart by all that it says."""

    said: str
    strategy: Strategy = field(compare=False)


def ready(strategy: Strategy) -> Subjects:
    """The strategy's subjects, which nobody changes: made once, though one process imports, tags and learns by them."""
    return _ready(_Plan(repr(strategy), strategy))


@lru_cache(maxsize=4)
def _ready(plan: _Plan) -> Subjects:
    return Subjects(plan.strategy)


class Meetings:
    """Which elements words have met, worked out once for each set of patterns that they match."""

    def __init__(self, subjects: Subjects) -> None:
        names = subjects.known.sieve.names
        self.elements = np.array([subjects.elements[root] for root in names], np.int64)
        self.sets = Sets(subjects.known, self._learn)
        self.met = Lists().put([()])
        """The elements that each set means, and how sure each is."""

    def of(self, folded: Spelling) -> Ints:
        """The number of each folded word's set."""
        return self.sets.of(folded)

    def keep(self, numbers: Ints) -> None:
        """Have only these sets, in this order; the empty one is the first of them."""
        self.sets.keep(numbers)
        self.met.keep(numbers)

    def _learn(self, count: int, said: Said) -> None:
        order = np.argsort(said.word, kind="stable")
        self.met.add(np.bincount(said.word, minlength=count), self.elements[said.name[order]], said.value[order])


@cache
def _stops() -> Known:
    return Known(keys(Spelling.of(sorted(stops()))))


def roots(text: str, language: str) -> list[tuple[str, str]]:
    """The words of something that the strategy says which have content (all of them if none has), and their roots."""
    words = [word for word in tokens(normalise(text)) if word[0].isalnum()]
    content = [word for word in words if word not in stops()] or words
    return [(word, _root(word, language)) for word in content]


def _forms(word: str, language: str) -> set[str]:
    """The forms of a word whose stem is short: its endings behind it, and in place of its last vowel.

    >>> sorted(_forms("tåg", "sv"))[:6]
    ['tågar', 'tågarna', 'tågarnas', 'tågars', 'tågen', 'tågens']
    >>> "työhön" in _forms("työ", "fi"), "resor" in _forms("resa", "sv"), "buses" in _forms("bus", "en")
    (True, True, True)
    """
    endings = FORMS.get(language, "").split()
    if language == "en":
        many = f"{word}es" if word.endswith(HISSING) else f"{word}s"
        return {many, f"{word}'s", *([f"{word[:-1]}ies"] * word.endswith("y"))}
    open_end = word[-1] in VOWELS
    found = {word + end for end in endings if open_end or end[0] in VOWELS or end == "s" or language == "fi"}
    if language == "fi" and open_end:
        found.add(f"{word}h{word[-1]}n")
    elif word[-1] in "ae" and len(word) >= SHORT_BEGIN:
        found |= {word[:-1] + end for end in endings if end[0] in VOWELS}
    return found


def _root(word: str, language: str) -> str:
    """The folded stem; of a long word in an untold language (a decision's title) all but two letters."""
    if language:
        return fold(stem(word, language))
    return fold(word)[:-2] if len(word) >= 8 else fold(word)


def _texts(strategy: Strategy) -> Iterator[tuple[int, str, str, float]]:
    """Everything that names a subject, with how surely it does."""
    for number, theme in enumerate(strategy.themes):
        yield from ((number, language, name, 0.8) for language, name in theme.names.items())
        for language, words in theme.words.items():
            yield from ((number, language, word, 1.0) for word in words)
    for number, decision in enumerate(strategy.decisions, len(strategy.themes)):
        yield number, "", decision.title, 1.0
        for language, phrases in decision.phrases.items():
            yield from ((number, language, phrase, 1.0) for phrase in phrases)


def _shared(phrases: Iterable[Phrase], themes: int) -> list[Phrase]:
    """Phrases once each; what more than two themes (or decisions) share says less of each.

    What two share says either: a post is about both, and a word that said less would leave it with neither.
    """
    once = {(p.subject, p.elements): p for p in sorted(phrases, key=lambda p: p.weight)}
    shared = Counter((subject < themes, elements) for subject, elements in once)
    others = (max(shared[p.subject < themes, p.elements] - 1, 1) for p in once.values())
    return [
        Phrase(p.subject, p.elements, p.weight / several**0.5) for p, several in zip(once.values(), others, strict=True)
    ]


def _centres(strategy: Strategy) -> tuple[Floats, NDArray[np.int32]]:
    """A unit vector of n-grams for each theme and decision, from descriptions, examples, words, titles and phrases.

    A row for each n-gram that any of them has, the first one for all others; and each n-gram's row.
    """
    texts = [_said(theme) for theme in strategy.themes]
    texts += (" ".join([d.title, *(p for ps in d.phrases.values() for p in ps)]) for d in strategy.decisions)
    words = [_content(text) for text in texts]
    ends = np.cumsum([0, *map(len, words)])
    grams = ngrams.long(fold_all([word for some in words for word in some]))
    of_text = np.ones(ends[-1], np.float32), np.arange(ends[-1]), ends
    counts = sparse.csr_matrix(of_text, (len(texts), ends[-1])) @ grams
    places, columns = np.unique(counts.indices, return_inverse=True)
    text = np.repeat(np.arange(len(texts)), np.diff(counts.indptr))
    lengths = np.sqrt(np.bincount(text, counts.data, len(texts)).astype(np.float32))
    rows, row_of = np.zeros((1 + len(places), len(texts)), np.float32), np.zeros(ngrams.SIZE, np.int32)
    rows[1 + columns, text] = np.sqrt(counts.data) / lengths[text]
    row_of[places] = np.arange(1, len(rows))
    return rows, row_of


def _said(theme: Theme) -> str:
    lists: list[Mapping[str, Sequence[str]]] = [theme.words, theme.examples]
    said = [text for held in lists for each in held.values() for text in each]
    return " ".join([*theme.names.values(), *theme.descriptions.values(), *said])


def _content(text: str) -> list[str]:
    return [word for word in tokens(normalise(text)) if word[0].isalpha() and word not in stops()]
