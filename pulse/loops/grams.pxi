# What new words bring: sums of the weights of their n-grams, and their hashes (``classify.words.ngrams``).

cdef enum:
    LONGEST = 30
    SAME = 16  # More than ``ngrams.SPELLED``.


cdef enum:
    ROOM = 4 * (LONGEST + 2) + 8  # Bytes of a word between its edges, and as many as are read too many.


cdef inline void fetch_row(const real* rows, Py_ssize_t number, Py_ssize_t width) noexcept nogil:
    """Ask for a row that is read soon: it may lie across two lines of the cache."""
    prefetch(rows + number * width)
    prefetch(rows + number * width + width - 1)


cdef inline uint32_t rotated(uint32_t word, int bits) noexcept nogil:
    return (word << bits) | (word >> (32 - bits))


cdef inline uint32_t scrambled(uint32_t block) noexcept nogil:
    return rotated(block * 0xCC9E2D51u, 15) * 0x1B873593u


cdef inline uint32_t mixed(uint32_t found) noexcept nogil:
    return rotated(found, 13) * 5 + 0xE6546B64u


cdef inline uint32_t place(uint32_t found, uint32_t places) noexcept nogil:
    """Where scikit-learn's hashing puts a feature with this hash, still to be mixed, among so many (a power of two)."""
    cdef uint32_t sign
    found = (found ^ (found >> 16)) * 0x85EBCA6Bu
    found = (found ^ (found >> 13)) * 0xC2B2AE35u
    found ^= found >> 16
    sign = <uint32_t>(<int32_t>found >> 31)
    return ((found ^ sign) - sign) & (places - 1)


cdef inline uint32_t murmur(const uint8_t* data, Py_ssize_t length) noexcept nogil:
    """MurmurHash3 (x86, 32 bits, seed 0), by Austin Appleby, in the public domain, but for its last mixing.

    It reads three bytes too many."""
    cdef uint32_t found = 0, block
    cdef Py_ssize_t at = 0
    while at + 4 <= length:
        memcpy(&block, data + at, 4)
        found = mixed(found ^ scrambled(block))
        at += 4
    memcpy(&block, data + at, 4)
    block &= (<uint32_t>1 << (8 * (length - at))) - 1
    return found ^ scrambled(block) ^ <uint32_t>length


cdef inline void blocked(uint8_t* data, Py_ssize_t length, uint32_t* blocks) noexcept nogil:
    """The four bytes from each one on; behind the last one stands nothing."""
    cdef Py_ssize_t at
    memset(data + length, 0, 8)
    for at in range(length + 4):
        memcpy(&blocks[at], data + at, 4)


cdef inline void part_places(
    const uint8_t* data, const uint32_t* blocks, const int32_t* starts, Py_ssize_t count, int size, uint32_t places,
    uint32_t* held,
) noexcept nogil:
    """Where the parts of so many characters stand, from left to right: without a branch that a part decides, where
    each is of fewer than eight bytes."""
    cdef Py_ssize_t at
    cdef uint32_t mask, whole, bytes_
    if starts[count - 1 + size] - starts[0] > count - 1 + size:
        for at in range(count):
            bytes_ = starts[at + size] - starts[at]
            if bytes_ > 7:
                held[at] = place(murmur(data + starts[at], bytes_), places)
                continue
            whole = 0 - (bytes_ >> 2)
            mask = (<uint32_t>1 << (8 * (bytes_ & 3))) - 1
            held[at] = place(
                (mixed(scrambled(blocks[starts[at]])) & whole)
                ^ scrambled(((blocks[starts[at]] & ~whole) | (blocks[starts[at] + 4] & whole)) & mask) ^ bytes_,
                places,
            )
    elif size < 4:
        mask = (<uint32_t>1 << (8 * size)) - 1
        for at in range(count):
            held[at] = place(scrambled(blocks[at] & mask) ^ <uint32_t>size, places)
    elif size == 4:
        for at in range(count):
            held[at] = place(mixed(scrambled(blocks[at])) ^ 4u, places)
    else:
        for at in range(count):
            held[at] = place(mixed(scrambled(blocks[at])) ^ scrambled(blocks[at + 4] & 0xFF) ^ 5u, places)


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


cdef inline void add_columns(
    const real* weights, Py_ssize_t width, const uint32_t* rows, Py_ssize_t count, real* to, int columns
) noexcept nogil:
    """Add the sum of some rows' first columns, few enough to stay in registers."""
    cdef Py_ssize_t at, each
    cdef real sums[16]
    cdef const real* row
    for each in range(columns):
        sums[each] = 0
    for at in range(count):
        row = weights + rows[at] * width
        for each in range(columns):
            sums[each] += row[each]
    for each in range(columns):
        to[each] += sums[each]


cdef inline void add_rows(
    const real* weights, Py_ssize_t width, const uint32_t* rows, Py_ssize_t count, real* to
) noexcept nogil:
    """Add the sum of some rows."""
    cdef Py_ssize_t column = 0
    if width == 10:  # As many as a word's row has.
        add_columns(weights, width, rows, count, to, 10)
        return
    while column + 16 <= width:
        add_columns(weights + column, width, rows, count, to + column, 16)
        column += 16
    while column + 4 <= width:
        add_columns(weights + column, width, rows, count, to + column, 4)
        column += 4
    while column < width:
        add_columns(weights + column, width, rows, count, to + column, 1)
        column += 1


cdef struct Grams:
    # The places of a word's n-grams: of the whole word, of so many parts, size by size, and of what its spelling says.
    Py_ssize_t length
    uint32_t whole
    uint32_t held[4 * (LONGEST + 2)]
    int32_t spelling


def gram_sums(
    const uint32_t[::1] codes, const int64_t[::1] lengths, const uint8_t[::1] lettered, const int32_t[::1] spelling,
    int repeats, const real[:, ::1] weights, real[:, ::1] out,
):
    """``ngrams.sums``: ``lettered`` tells words from other tokens, ``spelling`` has the place of what a word's
    spelling says (-1: nothing), counted ``repeats`` times; ``out`` has a column more than ``weights``."""
    cdef Py_ssize_t word, begin = 0, words = lengths.shape[0], width = weights.shape[1]
    cdef Grams grams[2]
    cdef const real* first = &weights[0, 0]
    with nogil:
        # A word's weights are fetched while the one before it is summed.
        for word in range(words + 1):
            if word < words:
                put_grams(
                    &codes[begin], lengths[word] if lettered[word] else 0, spelling[word], first, weights.shape[0],
                    width, &grams[word & 1],
                )
                begin += lengths[word]
            if word:
                sum_grams(&grams[(word - 1) & 1], repeats, first, width, &out[word - 1, 0])


cdef void put_grams(
    const uint32_t* code, Py_ssize_t length, int32_t spelling, const real* weights, uint32_t places, Py_ssize_t width,
    Grams* grams,
) noexcept nogil:
    """Find the places of a word's n-grams, and ask for their weights."""
    cdef Py_ssize_t at, bytes_ = 1, count = 0
    cdef int size
    cdef uint8_t data[ROOM]
    cdef uint32_t blocks[ROOM]
    cdef int32_t starts[LONGEST + 3]
    length = LONGEST if length > LONGEST else length
    data[0] = c"="
    starts[0], starts[1] = 0, 1
    for at in range(length):
        bytes_ += spelled(&data[bytes_], code[at])
        starts[at + 2] = bytes_
    grams.length, grams.spelling, grams.whole = length, spelling, place(murmur(data, bytes_), places)
    data[0] = c"<"
    data[bytes_] = c">"
    starts[length + 2] = bytes_ + 1
    blocked(data, bytes_ + 1, blocks)
    for size in range(1, 5):
        if length + 3 > size:
            part_places(data, blocks, starts, length + 3 - size, size, places, &grams.held[count])
            count += length + 3 - size
    for at in range(count):
        fetch_row(weights, grams.held[at], width)


cdef inline void sum_grams(
    const Grams* grams, int repeats, const real* weights, Py_ssize_t width, real* out
) noexcept nogil:
    """Sum a word's weights kind by kind, and write how many n-grams it has behind them."""
    cdef Py_ssize_t at = 0, size, count, each
    cdef uint32_t same[SAME]
    memset(out, 0, width * sizeof(real))
    add_rows(weights, width, &grams.whole, 1, out)
    for size in range(1, 5):
        count = grams.length + 3 - size
        if count > 0:
            add_rows(weights, width, &grams.held[at], count, out)
            at += count
    at += 1
    if grams.spelling >= 0:
        for each in range(repeats):
            same[each] = <uint32_t>grams.spelling
        add_rows(weights, width, same, repeats, out)
        at += repeats
    out[width] = at


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
