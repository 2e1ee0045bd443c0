# Where tokens stand in a buffer of characters (``text.cut``), and by what keys they are known (``classify.batch``).

cdef enum:
    # As ``text.letters`` has them.
    WORD = 1
    JOINT = 2
    END = 3
    LINE = 4
    SIGN = 5
    OPENING = 7
    KIND = 7
    DIGIT = 8
    OPENS = 64
    FOLLOWS = 128


def ranges(
    const uint8_t[::1] kinds, int64_t[::1] begins, int64_t[::1] ends, int64_t[::1] firsts, uint8_t[::1] faces
):
    """``cut.ranges``: how many tokens there are. ``firsts`` gets the number of each text's first token, and ``faces``
    whether a text may hold an emoticon; ``begins`` and ``ends`` have room for a token a character."""
    cdef Py_ssize_t at, size = kinds.shape[0], count = 0, text = -1
    cdef uint8_t kind, before = 0
    cdef bint inner
    with nogil:
        for at in range(size):
            kind = kinds[at] & KIND
            inner = False
            if kind == JOINT:
                inner = (
                    0 < at < size - 1 and (kinds[at - 1] & KIND) == WORD and (kinds[at + 1] & KIND) == WORD
                )
                kind = WORD if inner else 0
            if before and (kind != before or kind >= SIGN):
                ends[count - 1] = at
            if kind and (kind != before or kind >= SIGN):
                begins[count] = at
                count += 1
            before = kind
            if kind == OPENING:
                text += 1
                firsts[text] = count - 1
                faces[text] = 0
            if kinds[at] & OPENS and not inner and at + 1 < size and kinds[at + 1] & FOLLOWS and text >= 0:
                faces[text] = 1
        if before:
            ends[count - 1] = size
    return count


def token_keys(
    const uint32_t[::1] codes, const uint8_t[::1] kinds, const int64_t[::1] begins, const int64_t[::1] ends,
    uint64_t base, const uint64_t[::1] shapes, uint64_t[::1] out,
):
    """The keys of tokens, and how long the longest word is. ``shapes`` are the keys of SHAPES."""
    cdef Py_ssize_t token, at, longest = 0
    cdef uint8_t first, kind
    with nogil:
        for token in range(begins.shape[0]):
            first = kinds[begins[token]]
            kind = first & KIND
            if first & DIGIT:
                out[token] = shapes[0]
            elif kind == LINE or kind == OPENING:
                out[token] = shapes[1]
            elif kind == END and (ends[token] - begins[token] > 1 or codes[begins[token]] == 0x2026):
                out[token] = run(&codes[begins[token]], ends[token] - begins[token], shapes)
            else:
                out[token] = key_of(&codes[begins[token]], ends[token] - begins[token], base)
                out[token] = out[token] if out[token] else 1
                if kind == WORD and ends[token] - begins[token] > longest:
                    longest = ends[token] - begins[token]
    return longest


cdef inline uint64_t run(const uint32_t* code, Py_ssize_t length, const uint64_t[::1] shapes) noexcept nogil:
    """What a run of full stops, exclamation and question marks is read as."""
    cdef Py_ssize_t at, shouts = 0
    for at in range(length):
        if code[at] == 0x3F:
            return shapes[2]
        shouts += code[at] == 0x21
    return shapes[5 if shouts == 0 else 4 if shouts == 1 else 3]
