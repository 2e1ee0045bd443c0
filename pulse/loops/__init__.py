"""The innermost loops over characters, words and tokens, compiled by Cython: numpy's results to the bit, more quickly.

``compiled`` is None where pulse was installed without a C compiler; the rooms that ask for it do the same in numpy.
"""

from importlib import import_module
from types import ModuleType


def _compiled() -> ModuleType | None:
    try:
        return import_module(f"{__name__}.compiled")
    except ImportError:
        return None


compiled = _compiled()
