"""The demo's phrases: a text file a language, with a [section] for each kind of phrase and a phrase a line.

A phrase may hold slots: {n} the subject (Finnish also {p} partitive, {e} elative, {i} illative), {k} a number, {when} a
day that has been, {soon} one to come. Questions stand without their question mark. In ``[x.q1]`` the first line is the
reworded form, which nobody writes. A section that a language lacks is taken from English.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from pulse.domain import LANGUAGES

Bank = Mapping[str, tuple[str, ...]]
CASES = ("n", "p", "e", "i")


@cache
def bank(language: str) -> Bank:
    """All sections of a language."""
    own = parse(files("pulse.demo").joinpath(f"texts/{language}.txt").read_text("utf-8"))
    return own if language == "en" else {**bank("en"), **own}


@cache
def banks() -> dict[str, Bank]:
    """The banks of all languages."""
    return {language: bank(language) for language in LANGUAGES}


@cache
def nouns(language: str, subject: str) -> tuple[dict[str, str], ...]:
    """The names that a subject goes by, each with its cases."""
    lines = bank(language).get(f"{subject}.nouns", ())
    return tuple(dict(zip(CASES, _forms(line), strict=True)) for line in lines)


def parse(text: str) -> dict[str, tuple[str, ...]]:
    """Sections and their lines.

    >>> parse("# a comment\\n[favour]\\nYes\\n\\n[against]\\nNo\\n")
    {'favour': ('Yes',), 'against': ('No',)}
    """
    sections: dict[str, list[str]] = {}
    lines: list[str] = []
    for raw in text.splitlines():
        line = raw.strip()
        if line.startswith("[") and line.endswith("]"):
            lines = sections.setdefault(line[1:-1], [])
        elif line and not line.startswith("#"):
            lines.append(line)
    return {name: tuple(found) for name, found in sections.items()}


def _forms(line: str) -> tuple[str, ...]:
    forms = tuple(line.split("|"))
    return forms if len(forms) == len(CASES) else (forms[0],) * len(CASES)
