"""What a strategy's words catch and miss in an organisation's own posts, and which words would help: counts and words.

Nothing of a post is told but words that enough distinct people wrote, and counts of at least as many people. A strategy
can be asked about again and again with a word more, so words of it that fewer people wrote are held back from all
counts, and counts are told in fixed steps, and what is proposed in the order of letters: sets of posts that differ by
few people are told alike, whether they are equal or not.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from pulse.classify.arrays.scales import softmax
from pulse.classify.standout.odds import log_odds
from pulse.classify.standout.spoken import words
from pulse.classify.standout.untold import SHARED, Topic, topics
from pulse.classify.standout.written import written
from pulse.classify.topics.fitting import fitted, gathered, scores
from pulse.classify.topics.subjects import Subjects
from pulse.domain import LANGUAGES, Strategy, Theme
from pulse.text import fold, stem

Mask = NDArray[np.bool_]
Rounded = Callable[[int], int]
"""A count: the step below it that may be told, the same for the same count, whatever it is of."""
SURE, LEVEL = 0.9, 0.5
"""So likely must a theme be, as its posts taught, for a post without any of its words to be counted as missed; and it
must be as near to the theme, its words aside, as so many of the posts that meet them.
"""
APART, PROPOSED = 3.0, 8
"""Words are proposed that go with a theme so many standard errors more often than without, and at most so many."""
OVERLAP = 0.3
"""Themes that share so much of the smaller one's posts overlap."""
BEGINS, LIKE, SHORT = 5, 0.6, 4
"""Words are kin that begin alike, for so many letters and so much of a word, or that begin or end with a short stem."""


@dataclass(frozen=True)
class Gap:
    """A theme in one language. None stands for a number that fewer than enough people are behind.

    ``posts``: how many are written in the language; ``words``: how many words it has; ``idle``: those that hardly
    anybody writes. ``caught`` posts by ``people``; ``missed``: posts that read like its own but meet none of its words.
    ``beside``: words that go with it; ``kin``: unmet words that are built of its own; ``unheard``: words of the posts
    that are missed.
    """

    theme: str
    language: str
    posts: int | None
    words: int
    idle: tuple[str, ...]
    caught: int | None
    people: int | None
    missed: int | None
    beside: tuple[str, ...]
    kin: tuple[str, ...]
    unheard: tuple[str, ...]


@dataclass(frozen=True)
class Overlap:
    """Two themes that catch the same posts: the share of the smaller one's, and the words that both have."""

    first: str
    second: str
    share: float
    words: tuple[str, ...]


@dataclass(frozen=True)
class Gaps:
    """All gaps, theme by theme; overlaps, the largest first; and candidates for themes, language by language.

    All counts are the steps that they have reached.
    """

    posts: int
    least: int
    gaps: tuple[Gap, ...]
    overlaps: tuple[Overlap, ...]
    untold: tuple[tuple[str, Topic], ...]


@dataclass(frozen=True)
class Corpus:
    """Posts with their languages and writers; which themes each meets, which it reads like; and words by posts."""

    languages: NDArray[np.str_]
    people: NDArray[np.int64]
    met: Mask
    like: Mask
    names: tuple[str, ...]
    wrote: sparse.csr_matrix
    rounded: Rounded


def gaps(
    strategy: Strategy, texts: Sequence[str], languages: Sequence[str], people: Sequence[int], least: int,
    rounded: Rounded,
) -> Gaps:  # fmt: skip
    """What the strategy catches and misses in these posts; ``least`` people for every word and every count."""
    who = np.array(people, np.int64)
    held = words(texts)
    subjects = Subjects(strategy)
    met, like = _read(Subjects(written(strategy, subjects, texts, who, least)), texts)
    names, wrote = _wrote(held, who, least)
    corpus = Corpus(np.array(languages, dtype=np.str_), who, met, like, names, wrote, rounded)
    found = [
        _gap(subjects, corpus, theme, language, least)
        for theme in range(subjects.themes)
        for language in _spoken(strategy, corpus)
    ]
    none = ~corpus.met.any(axis=1)
    untold = tuple(
        (language, topic)
        for language in LANGUAGES
        for topic in _topics(held, corpus, none & (corpus.languages == language), least)
    )
    return Gaps(rounded(len(texts)), least, tuple(found), tuple(_overlaps(strategy, corpus, least)), untold)


def _read(subjects: Subjects, texts: Sequence[str]) -> tuple[Mask, Mask]:
    """Which themes each post meets, and which it reads like: those that its words tell, without the theme's own."""
    given = gathered(subjects, texts, [None] * len(texts))
    met = given.words.told > 0
    if not met.any():
        return met, np.zeros_like(met)
    model = fitted(subjects, given, given.said)
    likely = softmax(scores(model, given.words, np.arange(len(texts)))) >= SURE
    bare = replace(given.words, keywords=np.zeros_like(given.words.keywords))
    near = scores(model, bare, np.arange(len(texts)))
    own = [np.quantile(near[one, at], LEVEL) if one.any() else np.inf for at, one in enumerate(met.T)]
    return met, likely & (near >= own)


def _wrote(
    held: Sequence[set[str]], people: NDArray[np.int64], least: int
) -> tuple[tuple[str, ...], sparse.csr_matrix]:
    """The words of enough people, and posts by words."""
    who: dict[str, set[int]] = {}
    for post, person in zip(held, people.tolist(), strict=True):
        for word in post:
            who.setdefault(word, set()).add(person)
    names = tuple(sorted(word for word, wrote in who.items() if len(wrote) >= least))
    index = {word: place for place, word in enumerate(names)}
    places = [sorted(index[word] for word in post if word in index) for post in held]
    ends = np.cumsum([0, *map(len, places)])
    flat = np.array([place for post in places for place in post], np.int64)
    return names, sparse.csr_matrix((np.ones(len(flat)), flat, ends), (len(held), max(len(names), 1)))


def _spoken(strategy: Strategy, corpus: Corpus) -> list[str]:
    """The languages of the posts, and those that the strategy has words in."""
    written = {language for theme in strategy.themes for language in theme.words}
    return [language for language in LANGUAGES if language in written or (corpus.languages == language).any()]


def _gap(subjects: Subjects, corpus: Corpus, theme: int, language: str, least: int) -> Gap:
    own = subjects.strategy.themes[theme]
    here = corpus.languages == language
    caught = here & corpus.met[:, theme]
    missed = here & corpus.like[:, theme] & ~corpus.met.any(axis=1)
    given = own.words.get(language, ())
    known = _meets(subjects, theme, corpus.names)
    return Gap(
        theme=own.id, language=language, posts=_told(corpus, here, least), words=len(given),
        idle=tuple(word for word in given if here.any() and not _heard(word, language, corpus, here, least)),
        caught=_told(corpus, caught, least), people=_people(corpus, caught, least),
        missed=_told(corpus, missed, least),
        beside=_apart(corpus, caught, here & ~caught, known, least),
        kin=_kin(corpus, given, language, here, known, least),
        unheard=_apart(corpus, missed, here & ~missed, known, least),
    )  # fmt: skip


def _enough(corpus: Corpus, posts: Mask, least: int) -> int | None:
    """How many people wrote the posts; None where they, or all people in the corpus, are too few for a count."""
    count = len(np.unique(corpus.people[posts]))
    return count if count >= least and len(np.unique(corpus.people)) > least else None


def _people(corpus: Corpus, posts: Mask, least: int) -> int | None:
    count = _enough(corpus, posts, least)
    return None if count is None else corpus.rounded(count)


def _told(corpus: Corpus, posts: Mask, least: int) -> int | None:
    return None if _enough(corpus, posts, least) is None else corpus.rounded(int(posts.sum()))


def _heard(word: str, language: str, corpus: Corpus, here: Mask, least: int) -> bool:
    """Whether enough people write the word in posts of the language, in forms that enough people write."""
    alone = Subjects(Strategy(themes=(Theme(id="word", names={"": "-"}, words={language: (word,)}),)))
    wrote = np.asarray(corpus.wrote[here][:, _meets(alone, 0, corpus.names)].sum(axis=1)).ravel() > 0
    return len(np.unique(corpus.people[here][wrote])) >= least


def _meets(subjects: Subjects, theme: int, names: Sequence[str]) -> Mask:
    """Which words meet a word of the theme."""
    own = {element for phrase in subjects.phrases if phrase.subject == theme for element in phrase.elements}
    found = [not own.isdisjoint(subjects.lookup.find(fold(name))) for name in names]
    return np.array([*found, *([] if names else [False])], bool)


def _people_of(corpus: Corpus, posts: Mask) -> NDArray[np.float64]:
    """How many distinct people wrote each word in these posts."""
    _, who = np.unique(corpus.people[posts], return_inverse=True)
    rows = corpus.wrote[posts]
    by = sparse.csr_matrix((np.ones(len(who)), (who, np.arange(len(who)))), (int(who.max(initial=-1)) + 1, len(who)))
    return np.asarray((by @ rows > 0).sum(axis=0), np.float64).ravel()


def _apart(corpus: Corpus, posts: Mask, rest: Mask, known: Mask, least: int) -> tuple[str, ...]:
    """The words, not known yet, that enough people write in these posts and more than in the rest."""
    if not posts.any() or not corpus.names:
        return ()
    here, there = _people_of(corpus, posts), _people_of(corpus, rest)
    clear = np.where((here >= least) & ~known, log_odds(here, there), 0)
    best = np.argsort(-clear, kind="stable")[:PROPOSED]
    return tuple(sorted(corpus.names[at] for at in best.tolist() if clear[at] >= APART))


def _kin(corpus: Corpus, given: Sequence[str], language: str, here: Mask, known: Mask, least: int) -> tuple[str, ...]:
    """Words, not met yet, that are built of the theme's own: those that the most people wrote."""
    if not given or not corpus.names:
        return ()
    count = _people_of(corpus, here)
    roots = {(fold(word), fold(stem(word.lower(), language))) for word in given if " " not in word}
    own = [at for at, name in enumerate(corpus.names) if count[at] >= least and not known[at] and _built(name, roots)]
    return tuple(sorted(corpus.names[at] for at in sorted(own, key=lambda at: -count[at])[:PROPOSED]))


def _built(name: str, roots: Iterable[tuple[str, str]]) -> bool:
    """Whether a word begins like one of the words, or ends in its short stem."""
    plain = fold(name)
    for word, root in roots:
        alike = next((at for at, (one, other) in enumerate(zip(plain, word, strict=False)) if one != other), len(word))
        if alike >= max(BEGINS, LIKE * len(word)):
            return True
        if len(root) == SHORT and plain != root and (plain.endswith((root, word)) or plain.startswith(root)):
            return True
    return False


def _overlaps(strategy: Strategy, corpus: Corpus, least: int) -> list[Overlap]:
    """Pairs of themes that catch the same posts of enough people, or have the same words."""
    found = []
    for one, other in combinations(range(len(strategy.themes)), 2):
        both = corpus.met[:, one] & corpus.met[:, other]
        smaller = min((corpus.met[:, one], corpus.met[:, other]), key=np.count_nonzero)
        met, of = _told(corpus, both, least), _told(corpus, smaller, least)
        share = min(met / of, 1.0) if met and of else 0.0
        first, second = strategy.themes[one], strategy.themes[other]
        shared = tuple(sorted(_said(first) & _said(second)))
        if share >= OVERLAP or shared:
            found.append(Overlap(first.id, second.id, round(float(share), 2), shared))
    return sorted(found, key=lambda pair: (-pair.share, pair.first, pair.second))


def _said(theme: Theme) -> set[str]:
    return {word.lower() for given in theme.words.values() for word in given}


def _topics(held: Sequence[set[str]], corpus: Corpus, posts: Mask, least: int) -> Iterator[Topic]:
    """The topics of the posts, their counts as they may be told, and in no order that says more."""
    found, chosen = list[Topic](), np.flatnonzero(posts).tolist()
    for topic in topics([held[at] for at in chosen], corpus.people[chosen].tolist(), least):
        own = posts & np.array([len(post.intersection(topic.words)) >= SHARED for post in held], bool)
        people, count = _people(corpus, own, least), _told(corpus, own, least)
        if people and count:
            found.append(Topic(tuple(sorted(topic.words)), people, count))
    yield from sorted(found, key=lambda topic: (-topic.people, topic.words))
