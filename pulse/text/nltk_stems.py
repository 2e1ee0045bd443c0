"""NLTK's Snowball stemmers without the rest of NLTK, whose package takes 160 MB and seconds that nothing here uses."""

import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

PARENTS = ("nltk", "nltk.stem")
UNUSED = {"nltk.corpus": "stopwords"}
"""What the stemmers' module names at its beginning and uses only for words that are not to be stemmed."""


def snowball() -> ModuleType:
    """The module ``nltk.stem.snowball``: as it is loaded already, else by itself, with empty packages above it."""
    if "nltk" in sys.modules:
        return import_module("nltk.stem.snowball")
    try:
        _stand_in()
        return import_module("nltk.stem.snowball")
    finally:
        # Whoever wants NLTK itself afterwards gets the whole of it.
        for name in [name for name in sys.modules if name.partition(".")[0] == "nltk"]:
            del sys.modules[name]


def _stand_in() -> None:
    found = find_spec("nltk")
    assert found is not None
    assert found.origin is not None
    for name in PARENTS:
        package = ModuleType(name)
        package.__path__ = [str(Path(found.origin).parent.joinpath(*name.split(".")[1:]))]
        sys.modules[name] = package
    for name, unused in UNUSED.items():
        sys.modules[name] = ModuleType(name)
        setattr(sys.modules[name], unused, None)


__all__ = ["snowball"]
