# What folded words have in common with the strategy's: sums of the weights of their parts (``classify.words.ngrams``).

cdef struct Parts:
    # The places, and then the rows, of a word's parts of four and of five letters that weigh anything; or of a short
    # word; how many parts of each size do, and how many there are.
    uint32_t held[2 * LONGEST]
    Py_ssize_t some[2]
    Py_ssize_t count


def long_sums(
    const uint32_t[::1] codes, const int64_t[::1] lengths, const uint8_t[::1] lettered, const int32_t[::1] row_of,
    const uint8_t[::1] there, const real[:, ::1] weights, real[:, ::1] out,
):
    """``ngrams.long_sums``: ``row_of`` has the row of each place, 0 for none, and ``there`` a bit for each that has one;
    ``out`` has a column more than ``weights``."""
    cdef Py_ssize_t word, at, begin = 0, words = lengths.shape[0], width = weights.shape[1]
    cdef Parts[3] parts
    cdef Parts* now
    with nogil:
        # A word's rows are asked for while the next word is read, and its weights while the one behind that is.
        for word in range(words + 2):
            if word < words:
                now = &parts[word % 3]
                put_parts(&codes[begin], lengths[word] if lettered[word] else 0, row_of.shape[0], &there[0], now)
                for at in range(now.some[0] + now.some[1]):
                    prefetch(&row_of[now.held[at]])
                begin += lengths[word]
            if 0 < word <= words:
                now = &parts[(word - 1) % 3]
                for at in range(now.some[0] + now.some[1]):
                    now.held[at] = row_of[now.held[at]]
                    fetch_row(&weights[0, 0], now.held[at], width)
            if word > 1:
                now = &parts[(word - 2) % 3]
                memset(&out[word - 2, 0], 0, width * sizeof(real))
                add_rows(&weights[0, 0], width, now.held, now.some[0], &out[word - 2, 0])
                add_rows(&weights[0, 0], width, &now.held[now.some[0]], now.some[1], &out[word - 2, 0])
                out[word - 2, width] = now.count


cdef void put_parts(
    const uint32_t* code, Py_ssize_t length, uint32_t places, const uint8_t* there, Parts* parts
) noexcept nogil:
    """Find the places of a word's parts that weigh anything."""
    cdef Py_ssize_t at, bytes_ = 0, some = 0
    cdef int size
    cdef uint8_t data[ROOM]
    cdef uint32_t blocks[ROOM]
    cdef uint32_t held[LONGEST]
    cdef int32_t starts[LONGEST + 1]
    length = LONGEST if length > LONGEST else length
    starts[0] = 0
    for at in range(length):
        bytes_ += spelled(&data[bytes_], code[at])
        starts[at + 1] = bytes_
    blocked(data, bytes_, blocks)
    parts.some[0] = parts.some[1] = parts.count = 0
    if length < 4:
        parts.held[0] = place(murmur(data, bytes_), places)
        parts.some[0], parts.count = bit(there, parts.held[0]), 1
    for size in range(4, 6):
        if length < size:
            continue
        part_places(data, blocks, starts, length + 1 - size, size, places, held)
        for at in range(length + 1 - size):
            parts.held[some] = held[at]
            some += bit(there, held[at])
        parts.count += length + 1 - size
        parts.some[size - 4] = some - (parts.some[0] if size == 5 else 0)
