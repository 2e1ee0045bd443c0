"""No pattern that meets what people write can be made slow by it: shown by how each is built, without a clock."""

import importlib
import pkgutil
import re
from collections.abc import Iterator

import pytest

import pulse
from tests.guard.patterns import doubts

ROOMS = ("text", "guard", "ingest", "classify", "cli", "flow", "domain", "show", "store", "words", "settings")


def kept() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every pattern that a module of these rooms holds, by its name."""
    for found in pkgutil.walk_packages(pulse.__path__, "pulse."):
        if found.name.split(".")[1] in ROOMS:
            for name, value in vars(importlib.import_module(found.name)).items():
                yield from ((f"{found.name}.{name}", one) for one in inside(value))


def inside(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, tuple | list | dict):
        for one in value.values() if isinstance(value, dict) else value:
            yield from inside(one)


def test_no_pattern_can_be_made_slow_by_what_people_write():
    found = {pattern: name for name, pattern in kept()}
    assert len(found) > 60
    assert {name: doubts(pattern) for pattern, name in found.items() if doubts(pattern)} == {}


@pytest.mark.parametrize(
    "pattern",
    [
        r"(a+)+b", r"a*a*b", r"a+b", r"\w+@", r"(a|aa)+$", r"(?:a|b|ab)*+c", r".*x.*y", r"(?:a+,?)+b", r"<[^>]*>",
        r"https?://\S+\.fi", r"(\d+[.,]?)+kr", r"\s*\n\s*x", r"x\s+\s*y", r"(?:\w+\s?)*!", r"a(?:b*c?)*d",
    ],
)  # fmt: skip
def test_patterns_that_can_be_slow_are_found(pattern):
    assert doubts(re.compile(pattern))


@pytest.mark.parametrize(
    "pattern",
    [
        r"[^\W_]+(?:['\-:][^\W_]+)*", r"(?<!\w)\w+@", r"\S+", r"<[^<>]*>", r"\d{1,9}x", r"```.*?(?:```|\Z)",
        r"(?:,[a-z]+)+;", r"(?m)^>.*$",
    ],
)  # fmt: skip
def test_patterns_that_look_at_each_character_once_are_not(pattern):
    assert doubts(re.compile(pattern)) == []
