"""Our own words: what each language's cues are, in tables that anybody can review.

A file per language, ``fi.tsv`` ... ``en.tsv``, ``any.tsv`` for emoji and emoticons, and ``asking.tsv`` for how each
language asks: language, entry, kind, weight.
An entry is a word or several: ``toimi*`` begins so, ``*kaaos`` ends so, ``*ongelma*`` holds it, ``_`` is any one word.
The longest entry wins within a kind, and a weight of 0 says that a word means nothing here (a false friend, a homonym).
A ``neg`` of -1 is said of what falls or ends (sjunker, katosi) and turns the nearest tone before it, or else behind it;
one of -2 of what makes something less (fewer, eliminates), which stands behind it, or else before.
A ``favour`` or ``against`` below 0 says that its tone is no opinion: thanks for a hand, a thing that is out of order.
"""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from pulse.domain import LANGUAGES
from pulse.errors import ModelError

ANY = "any"
ASKING = "asking"
KINDS = (
    "tone", "neg", "boost", "favour", "against", "wish", "plan", "doing", "done", "we", "they",
    "qword", "when", "qverb", "aux", "finite", "verbal", "verblike", "beside", "relative", "subject", "pronoun",
    "clitic", "embedded", "tag", "rhetorical", "skip", "comma", "definite", "adverb", "surely", "thinks",
)  # fmt: skip
"""The kinds of cues, in the order of their columns. Of asking: ``qverb`` are verbs that often begin a question,
``verbal`` other verbs in a finite form, ``verblike`` what ends like one; ``finite`` follows a question word, ``beside``
follows a verb and begins no subject (in Finnish: what is no question follows it, as in "siitä, onko"), ``relative`` may
take up what stands before. ``definite`` is a noun with an article at its end, ``adverb`` may stand between verb and
subject, ``surely`` asks a yes of whom one speaks to, ``thinks`` is a verb whose "I" is often left
out. ``stop`` entries are words without content, for themes."""

KNOWN = frozenset((*KINDS, "stop"))


class Entry(NamedTuple):
    """One line of a table."""

    language: str
    words: tuple[str, ...]
    kind: str
    weight: float


def parse(text: str, name: str) -> Iterator[Entry]:
    """The entries of a table; blank lines and lines that begin with # are for people."""
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            language, entry, kind, weight = line.split("\t")
            made = Entry(language, tuple(entry.split()), kind, float(weight))
        except ValueError as error:
            raise ModelError(f"line {number} of {name} is no entry: write language, entry, kind, weight") from error
        if made.kind not in KNOWN or not made.words:
            raise ModelError(f"line {number} of {name} has the unknown kind {kind!r}; known: {', '.join(KINDS)}, stop")
        yield made


@cache
def entries() -> tuple[Entry, ...]:
    """All entries that ship."""
    found: list[Entry] = []
    for name, text in tables().items():
        found += parse(text, name)
    return tuple(found)


def tables() -> dict[str, str]:
    """The text of each table that ships, by its file's name."""
    names = [f"{name}.tsv" for name in (*LANGUAGES, ANY, ASKING)]
    return {name: files(__name__).joinpath(name).read_text("utf-8") for name in names}


@cache
def stops() -> frozenset[str]:
    """Words without content of their own, in all languages."""
    return frozenset(entry.words[0] for entry in entries() if entry.kind == "stop")
