# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True, initializedcheck=False
"""The innermost loops over characters, words and tokens: one module, so that it is quickly compiled."""

from libc.math cimport INFINITY, fabs, sqrt, sqrtf
from libc.stdint cimport int32_t, int64_t, uint8_t, uint16_t, uint32_t, uint64_t
from libc.stdlib cimport free, malloc, realloc
from libc.string cimport memcpy, memset

ctypedef fused real:
    float
    double

ctypedef fused wide:  # Of another type than ``real``.
    float
    double

include "keys.pxi"
include "spelling.pxi"
include "tokens.pxi"
include "ranges.pxi"
include "digits.pxi"
include "grams.pxi"
include "parts.pxi"
include "words.pxi"
include "patterns.pxi"
include "cues.pxi"
include "phrases.pxi"
include "turning.pxi"
include "standing.pxi"
include "asking.pxi"
include "feeling.pxi"
include "walking.pxi"
include "features.pxi"
include "subjects.pxi"
include "reading.pxi"
