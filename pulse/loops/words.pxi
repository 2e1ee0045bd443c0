# What new words bring: sums of the weights of their n-grams (``classify.ngrams``), and their numbers (``Known``).

cdef extern from *:
    """
    #if defined(__GNUC__) || defined(__clang__)
    #define prefetch(place) __builtin_prefetch(place)
    #else
    #define prefetch(place) ((void)(place))
    #endif
    """
    void prefetch(const void* place) noexcept nogil


cdef enum:
    LONGEST = 30


cdef inline uint32_t rotated(uint32_t word, int bits) noexcept nogil:
    return (word << bits) | (word >> (32 - bits))


cdef inline uint32_t murmur(const uint8_t* data, Py_ssize_t length) noexcept nogil:
    """MurmurHash3 (x86, 32 bits, seed 0), by Austin Appleby, in the public domain; reads three bytes too many."""
    cdef uint32_t found = 0, block, whole = 0
    while length >= 4:
        memcpy(&block, data, 4)
        found ^= rotated(block * 0xCC9E2D51u, 15) * 0x1B873593u
        found = rotated(found, 13) * 5 + 0xE6546B64u
        data += 4
        length -= 4
        whole += 4
    memcpy(&block, data, 4)
    block &= (<uint32_t>1 << (8 * length)) - 1
    found ^= rotated(block * 0xCC9E2D51u, 15) * 0x1B873593u
    found ^= <uint32_t>(whole + length)
    found = (found ^ (found >> 16)) * 0x85EBCA6Bu
    found = (found ^ (found >> 13)) * 0xC2B2AE35u
    return found ^ (found >> 16)


cdef inline Py_ssize_t place(uint32_t found, Py_ssize_t size) noexcept nogil:
    """Where scikit-learn's hashing puts a feature among so many (a power of two)."""
    cdef int32_t signed = <int32_t>found
    return (<uint32_t>(-<int64_t>signed if signed < 0 else signed)) & (size - 1)


cdef inline Py_ssize_t spelled(uint8_t* data, uint32_t code) noexcept nogil:
    """Write a character in UTF-8; how many bytes it has."""
    if code < 0x80:
        data[0] = code
        return 1
    if code < 0x800:
        data[0], data[1] = 0xC0 | (code >> 6), 0x80 | (code & 0x3F)
        return 2
    if code < 0x10000:
        data[0], data[1], data[2] = 0xE0 | (code >> 12), 0x80 | ((code >> 6) & 0x3F), 0x80 | (code & 0x3F)
        return 3
    data[0], data[1] = 0xF0 | (code >> 18), 0x80 | ((code >> 12) & 0x3F)
    data[2], data[3] = 0x80 | ((code >> 6) & 0x3F), 0x80 | (code & 0x3F)
    return 4


cdef inline void add_rows(
    const real* weights, Py_ssize_t width, const Py_ssize_t* rows, Py_ssize_t count, real* to
) noexcept nogil:
    """Add the sum of some rows; eight columns at a time, which stay in registers."""
    cdef Py_ssize_t column = 0, at, each
    cdef real sums[8]
    cdef real one
    cdef const real* row
    while column + 8 <= width:
        for each in range(8):
            sums[each] = 0
        for at in range(count):
            row = weights + rows[at] * width + column
            for each in range(8):
                sums[each] += row[each]
        for each in range(8):
            to[column + each] += sums[each]
        column += 8
    while column < width:
        one = 0
        for at in range(count):
            one += weights[rows[at] * width + column]
        to[column] += one
        column += 1


def gram_sums(
    const uint32_t[::1] codes, const int64_t[::1] lengths, const uint8_t[::1] lettered, const int32_t[::1] spelling,
    int repeats, const real[:, ::1] weights, real[:, ::1] out,
):
    """``ngrams.sums``: ``lettered`` tells words from other tokens, ``spelling`` has the place of what a word's
    spelling says (-1: nothing), counted ``repeats`` times; ``out`` has a column more than ``weights``."""
    cdef Py_ssize_t word, at, size, begin = 0, length, bytes_, count, width = weights.shape[1], first
    cdef Py_ssize_t places = weights.shape[0]
    cdef uint8_t data[4 * (LONGEST + 2) + 4]
    cdef Py_ssize_t held[4 * (LONGEST + 2)]
    cdef Py_ssize_t starts[LONGEST + 3]
    with nogil:
        for word in range(lengths.shape[0]):
            length = lengths[word] if lettered[word] else 0
            length = LONGEST if length > LONGEST else length
            data[0] = c"<"
            starts[0], starts[1] = 0, 1
            bytes_ = 1
            for at in range(length):
                bytes_ += spelled(&data[bytes_], codes[begin + at])
                starts[at + 2] = bytes_
            data[0] = c"="
            first = place(murmur(data, bytes_), places)
            data[0] = c"<"
            data[bytes_] = c">"
            starts[length + 2] = bytes_ + 1
            count = 0
            for size in range(1, 5):
                for at in range(length + 3 - size):
                    held[count] = place(murmur(&data[starts[at]], starts[at + size] - starts[at]), places)
                    prefetch(&weights[held[count], 0])
                    count += 1
            memset(&out[word, 0], 0, width * sizeof(real))
            add_rows(&weights[0, 0], width, &first, 1, &out[word, 0])
            at = 0
            for size in range(1, 5):
                if length + 3 > size:
                    add_rows(&weights[0, 0], width, &held[at], length + 3 - size, &out[word, 0])
                    at += length + 3 - size
            count += 1
            if spelling[word] >= 0:
                for at in range(repeats):
                    held[at] = spelling[word]
                add_rows(&weights[0, 0], width, held, repeats, &out[word, 0])
                count += repeats
            out[word, width] = count
            begin += lengths[word]


def word_hashes(const uint32_t[::1] codes, const int64_t[::1] lengths, uint64_t[::1] out):
    """``ngrams.word_hashes``."""
    cdef Py_ssize_t word, at, begin = 0, byte, size
    cdef uint8_t data[4]
    cdef uint32_t hashed
    with nogil:
        for word in range(lengths.shape[0]):
            hashed = 2166136261u
            for at in range(lengths[word] if lengths[word] < LONGEST else LONGEST):
                size = spelled(data, codes[begin + at])
                for byte in range(size):
                    hashed = (hashed ^ data[byte]) * 16777619u
            out[word] = hashed
            begin += lengths[word]


def long_sums(
    const uint32_t[::1] codes, const int64_t[::1] lengths, const uint8_t[::1] lettered, const uint8_t[::1] heard,
    const real[:, ::1] weights, real[:, ::1] out,
):
    """``ngrams.long_sums``: ``heard`` tells which places weigh anything; ``out`` has a column more than ``weights``."""
    cdef Py_ssize_t word, at, size, begin = 0, length, bytes_, count, width = weights.shape[1], first
    cdef Py_ssize_t places = heard.shape[0]
    cdef uint8_t data[4 * LONGEST + 4]
    cdef Py_ssize_t held[LONGEST]
    cdef Py_ssize_t some
    cdef Py_ssize_t starts[LONGEST + 1]
    with nogil:
        for word in range(lengths.shape[0]):
            length = lengths[word] if lettered[word] else 0
            length = LONGEST if length > LONGEST else length
            bytes_ = 0
            starts[0] = 0
            for at in range(length):
                bytes_ += spelled(&data[bytes_], codes[begin + at])
                starts[at + 1] = bytes_
            memset(&out[word, 0], 0, width * sizeof(real))
            count = 0
            if length < 4:
                first = place(murmur(data, bytes_), places)
                if heard[first]:
                    add_rows(&weights[0, 0], width, &first, 1, &out[word, 0])
                count = 1
            for size in range(4, 6):
                some = 0
                for at in range(length + 1 - size):
                    held[some] = place(murmur(&data[starts[at]], starts[at + size] - starts[at]), places)
                    some += heard[held[some]]
                    count += 1
                add_rows(&weights[0, 0], width, held, some, &out[word, 0])
            out[word, width] = count
            begin += lengths[word]


def weighed(
    const int64_t[::1] numbers, const int64_t[::1] starts, const real[:, ::1] rows, const real[::1] worth,
    real[:, ::1] out,
):
    """``batch.weighed``; ``worth`` is empty where each row is worth one."""
    cdef Py_ssize_t span, at, stop, column, width = rows.shape[1]
    cdef const real* row
    cdef real* to
    cdef real one
    with nogil:
        for span in range(starts.shape[0]):
            stop = starts[span + 1] if span + 1 < starts.shape[0] else numbers.shape[0]
            to = &out[span, 0]
            memset(to, 0, width * sizeof(real))
            for at in range(starts[span], stop):
                one = worth[at] if worth.shape[0] else 1
                row = &rows[numbers[at], 0]
                for column in range(width):
                    to[column] += one * row[column]


def spanned(
    const int64_t[::1] numbers, const int64_t[::1] starts, const uint8_t[::1] flags, int letters,
    const real[:, ::1] scores, const uint64_t[::1] hashes, const real[:, ::1] pairs, const int64_t[::1] marks,
    const float[:, ::1] table, real[:, ::1] sums, real[:, ::1] pair_sums, float[:, ::1] mark_sums,
):
    """The sums over sentences of ``heads.Spans``: of words, pairs of words, and marks; all come as zeros."""
    cdef Py_ssize_t span, at, stop, column, place
    cdef uint64_t before = 0, hashed
    cdef int64_t number
    with nogil:
        for span in range(starts.shape[0]):
            stop = starts[span + 1] if span + 1 < starts.shape[0] else numbers.shape[0]
            for at in range(starts[span], stop):
                number = numbers[at]
                hashed = hashes[number]
                for column in range(scores.shape[1]):
                    sums[span, column] += scores[number, column]
                if flags[at] & letters:
                    place = ((before * 0x9E3779B97F4A7C15u ^ hashed * 0xC2B2AE3D27D4EB4Fu) >> 29) & (pairs.shape[0] - 1)
                    for column in range(pairs.shape[1]):
                        pair_sums[span, column] += pairs[place, column]
                    if marks[number]:
                        for column in range(table.shape[1]):
                            mark_sums[span, column] += table[marks[number], column]
                before = hashed
