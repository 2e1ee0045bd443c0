"""Texts written for pulse: labelled posts as people at work write them, and what tells languages apart.

``asking.tsv`` holds questions, and sentences that begin like one, in all our languages, a column each; ``spoken.tsv``
more of both, as people write who leave words out; ``deeds.tsv`` who does what; ``nordic.tsv`` the same words and
sentences in the four written languages closest to each other, a column each; ``other.tsv`` sentences and common words
of languages that pulse does not read; ``strange.tsv`` more of these, that nothing is fitted on.
"""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from pulse.classify.labelled import Row

TOGETHER = 8
"""So many entries of single words make one text."""


@cache
def posts() -> tuple[Row, ...]:
    """The labelled posts, for fitting. Some teach tone and asking alone: their stance and act are not told.

    These were written beside word lists that hold the like of what they say. Taught by them, stance and act were read
    worse in other texts, which have fewer words that the lists know.
    """
    return tuple(Row(**json.loads(line)) for line in _lines("posts.jsonl"))


@cache
def meant() -> tuple[Row, ...]:
    """Those of the labelled posts, for fitting, of which stance and act are told; they teach languages too."""
    return tuple(row for row in posts() if row.stance)


@cache
def held() -> tuple[Row, ...]:
    """Labelled posts that nothing is fitted on, for counting errors."""
    return tuple(Row(**json.loads(line)) for line in _lines("held.jsonl"))


@cache
def others() -> tuple[Row, ...]:
    """Sentences and common words of other languages, so that these are told apart from ours."""
    return tuple(_told("other.tsv"))


@cache
def strange() -> tuple[Row, ...]:
    """Sentences of other languages that nothing is fitted on."""
    return tuple(_told("strange.tsv"))


@cache
def asking() -> tuple[Row, ...]:
    """Questions and other sentences whose order of words says which they are, the same in all languages."""
    return tuple(_asked("asking.tsv"))


@cache
def spoken() -> tuple[Row, ...]:
    """The same without subjects or verbs, as people write in haste. They teach asking, and not languages.

    Taught by them, short texts of close and of other languages were told wrongly more often.
    """
    return tuple(_asked("spoken.tsv"))


@cache
def deeds() -> tuple[Row, ...]:
    """Deeds and plans of others, which are none of the author's, and some of the author's own. They teach act alone."""
    columns = dict(_columns("deeds.tsv"))
    acts = columns.pop("act")
    return tuple(
        Row(text=text, lang=lang, source="pulse-deeds", task="act", act=act, about=True)
        for lang, column in columns.items()
        for act, text in zip(acts, column, strict=True)
    )


def _asked(name: str) -> Iterator[Row]:
    for lang, column in _columns(name).items():
        for text in column:
            yield Row(text=text, lang=lang, source="pulse-asking", task="asking", asks=text.endswith("?"))


@cache
def nordic() -> tuple[Row, ...]:
    """Words and sentences of the four closest languages: sentences alone, words some together."""
    found = []
    for lang, column in _columns("nordic.tsv").items():
        words = [entry for entry in column if not _sentence(entry)]
        texts = [" ".join(words[at : at + TOGETHER]) for at in range(0, len(words), TOGETHER)]
        texts += [entry for entry in column if _sentence(entry)]
        found += [Row(text=text, lang=lang, source="pulse-nordic") for text in texts]
    return tuple(found)


@cache
def spelled() -> Mapping[str, str]:
    """Which of the four closest languages spell each common word so."""
    columns, found = _columns("nordic.tsv"), dict[str, int]()
    # A bit for each language: a set for each word would be looked at by Python's collector of cycles again and again.
    for place, column in enumerate(columns.values()):
        for entry in column:
            for word in () if _sentence(entry) else entry.lower().split():
                found[word] = found.get(word, 0) | 1 << place
    names = [
        " ".join(sorted(lang for place, lang in enumerate(columns) if bits >> place & 1))
        for bits in range(2 ** len(columns))
    ]
    return {word: names[bits] for word, bits in found.items()}


@cache
def paired(first: str, second: str) -> Mapping[str, str]:
    """How the second of the four closest languages spells words of the first: the first way that our table has."""
    columns, found = _columns("nordic.tsv"), dict[str, str]()
    for one, other in zip(columns[first], columns[second], strict=True):
        words, others = one.lower().split(), other.lower().split()
        if not _sentence(one) and len(words) in (1, len(others)):
            found = dict(zip(words, others, strict=False)) | found
    return found


@cache
def _columns(name: str) -> Mapping[str, tuple[str, ...]]:
    lines = list(_lines(name))
    names, cells = lines[0].split("\t"), "\t".join(lines[1:]).split("\t")
    if any(line.count("\t") != len(names) - 1 for line in lines):
        raise ValueError(f"not every line of {name} has {len(names)} cells")
    return {lang: tuple(cells[column :: len(names)]) for column, lang in enumerate(names)}


def _sentence(entry: str) -> bool:
    return entry.endswith((".", "?"))


def _told(name: str) -> Iterator[Row]:
    pairs = (line.split("\t") for line in _lines(name))
    return (Row(text=text, lang=lang, source="pulse-other") for lang, text in pairs)


def _lines(name: str) -> Iterator[str]:
    text = files(__name__).joinpath(name).read_text("utf-8")
    return (line for line in text.splitlines() if line.strip())
