# Words behind each other as code points (``text.spelling``).


def gathered(
    const uint32_t[::1] codes, const uint32_t[::1] others, const int64_t[::1] begins, const int64_t[::1] lengths,
    uint32_t[::1] out,
):
    """Write the parts that begin here, one behind the other; those behind the end of ``codes`` are of ``others``."""
    cdef Py_ssize_t part, at, to = 0, size = codes.shape[0]
    cdef const uint32_t* code
    with nogil:
        for part in range(begins.shape[0]):
            code = &codes[0] + begins[part] if begins[part] < size else &others[0] + (begins[part] - size)
            for at in range(lengths[part]):
                out[to + at] = code[at]
            to += lengths[part]


def folded(
    const uint32_t[::1] codes, const int64_t[::1] lengths, const uint8_t[::1] kept, const uint32_t[:, ::1] letters,
    const int64_t[::1] counts, uint32_t[::1] out, int64_t[::1] out_lengths,
):
    """``Spelling.folded``: nothing of words that are not ``kept``; those with letters that the table lacks have -1 as
    their length, and nothing. How many codes there are."""
    cdef Py_ssize_t word, at, each, begin = 0, to = 0, before, size = letters.shape[0]
    with nogil:
        for word in range(lengths.shape[0]):
            before = to
            out_lengths[word] = 0
            for at in range(begin, begin + lengths[word] if kept[word] else begin):
                if codes[at] >= size:
                    to, out_lengths[word] = before, -1
                    break
                for each in range(counts[codes[at]]):
                    out[to] = letters[codes[at], each]
                    to += 1
            else:
                out_lengths[word] = to - before
            begin += lengths[word]
    return to
