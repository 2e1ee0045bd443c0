"""Our own words: what each language's cues are, in tables that anybody can review.

A file per language, ``fi.tsv`` ... ``en.tsv``, ``any.tsv`` for emoji and emoticons, and ``asking.tsv`` for how each
language asks: language, entry, kind, weight.
An entry is a word or several: ``toimi*`` begins so, ``*kaaos`` ends so, ``*ongelma*`` holds it, ``_`` is any one word.
The longest entry wins within a kind, of equally long ones that of the text's own language, and of these the more exact
one: "we needed" is an exception to "we *ed". A weight of 0 says that a word means nothing here (a false friend, a
homonym).
A ``neg`` of -1 is said of what falls or ends (sjunker, katosi) and turns the nearest tone before it, or else behind it;
one of -2 of what makes something less (fewer, eliminates), which stands behind it, or else before.
A ``_`` is no negation. A ``skip`` of 2 sets what follows against what went before (but), one of 4 what stands up to the
next comma against the rest (although); one of 1 is read over by who looks for questions, as these are too.
Who denies a ``thinks`` (trur, luule, sure) denies what is thought, as one does what follows an "or"; one below 0 tells
nothing of asking.
A ``favour`` or ``against`` below 0 says that its tone is no opinion: thanks for a hand, a thing that is out of order.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import compress
from math import isfinite
from sys import intern
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
VALUED = KINDS.index("qword")
"""The kinds before this one count by their values; the others only have to be there (``skip`` by its steps). They are
told by bits of 32, so that there are no more of them.
"""

KNOWN = frozenset((*KINDS, "stop"))
TABLES = (*LANGUAGES, ANY)
"""The languages that entries are of, and all of them together."""


class Entry(NamedTuple):
    """One line of a table."""

    language: str
    words: tuple[str, ...]
    kind: str
    weight: float


@dataclass(frozen=True)
class Entries:
    """Lines of tables, column by column: a hundred thousand objects would take longer to make than all else."""

    languages: list[str]
    texts: list[str]
    """The words of each, one space between two of them."""
    kinds: list[str]
    weights: list[float]

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> "Entries":
        """These entries."""
        if isinstance(entries, Entries):
            return entries
        rows = list(entries)
        return cls(
            [row.language for row in rows], [" ".join(row.words) for row in rows], [row.kind for row in rows],
            [row.weight for row in rows],
        )  # fmt: skip

    def __iter__(self) -> Iterator[Entry]:
        for language, text, kind, weight in zip(self.languages, self.texts, self.kinds, self.weights, strict=True):
            yield Entry(language, tuple(text.split(" ")), kind, weight)

    def those(self, kept: Sequence[bool]) -> "Entries":
        """Those that are kept."""
        columns = self.languages, self.texts, self.kinds, self.weights
        return Entries(*(list(compress(column, kept)) for column in columns))  # type: ignore[arg-type]


def parse(text: str, name: str) -> Entries:
    """The entries of a table; blank lines and lines that begin with # are for people."""
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    if not all(line.count("\t") == 3 for line in lines):
        raise ModelError(_wrong(text, name))
    cells = "\t".join(lines).split("\t") if lines else []
    texts = [" ".join(cell.split()) for cell in cells[1::4]]
    try:
        weights = list(map(float, cells[3::4]))
    except ValueError as error:
        raise ModelError(_wrong(text, name)) from error
    found = Entries(list(map(intern, cells[::4])), texts, list(map(intern, cells[2::4])), weights)
    known = KNOWN.issuperset(found.kinds) and set(TABLES).issuperset(found.languages)
    if not (known and all(texts) and all(map(isfinite, weights))):
        raise ModelError(_wrong(text, name))
    return found


def _wrong(text: str, name: str) -> str:
    """What is wrong with the first line of a table that is no entry."""
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            language, words, kind, weight = line.split("\t")
            known = isfinite(float(weight)) and bool(words.split())
        except ValueError:
            return f"line {number} of {name} is no entry: write language, entry, kind, weight"
        if not known:
            return f"line {number} of {name} has no words, or an endless weight: write language, entry, kind, weight"
        if language not in TABLES:
            return f"line {number} of {name} has the unknown language {language!r}; known: {', '.join(TABLES)}"
        if kind not in KNOWN:
            return f"line {number} of {name} has the unknown kind {kind!r}; known: {', '.join(KINDS)}, stop"
    return f"{name} is no table"


@cache
def entries() -> Entries:
    """All entries that ship."""
    found = [parse(text, name) for name, text in tables().items()]
    return Entries(
        [one for some in found for one in some.languages], [one for some in found for one in some.texts],
        [one for some in found for one in some.kinds], [one for some in found for one in some.weights],
    )  # fmt: skip


def tables() -> dict[str, str]:
    """The text of each table that ships, by its file's name."""
    names = [f"{name}.tsv" for name in (*TABLES, ASKING)]
    return {name: files(__name__).joinpath(name).read_text("utf-8") for name in names}


@cache
def stops() -> frozenset[str]:
    """Words without content of their own, in all languages."""
    held = entries()
    return frozenset(entry.words[0] for entry in held.those([kind == "stop" for kind in held.kinds]))
