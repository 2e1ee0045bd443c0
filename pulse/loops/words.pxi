# Sums of the rows of consecutive words (``classify.words.batch`` and ``classify.heads.together``).

cdef enum:
    SOON = 16  # A row is asked for so many words before it is read.
    FAR = 32  # What tells a row is asked for so many before.


def weighed(
    const int64_t[::1] numbers, const int64_t[::1] starts, const real[:, ::1] rows, const real[::1] worth,
    real[:, ::1] out,
):
    """``batch.weighed``; ``worth`` is empty where each row is worth one."""
    cdef Py_ssize_t span, at, stop, column, width = rows.shape[1]
    cdef bint alike = worth.shape[0] == 0
    cdef const real* row
    cdef real* to
    cdef real one
    with nogil:
        for span in range(starts.shape[0]):
            stop = starts[span + 1] if span + 1 < starts.shape[0] else numbers.shape[0]
            to = &out[span, 0]
            memset(to, 0, width * sizeof(real))
            for at in range(starts[span] + SOON, min(stop + SOON, numbers.shape[0])):
                fetch_row(&rows[0, 0], numbers[at], width)
            if alike and stop > starts[span]:
                sum_all(&numbers[starts[span]], stop - starts[span], &rows[0, 0], width, to)
                continue
            for at in range(starts[span], stop):
                one, row = worth[at], &rows[numbers[at], 0]
                for column in range(width):
                    to[column] += one * row[column]


cdef inline void sum_all(
    const int64_t* numbers, Py_ssize_t count, const real* rows, Py_ssize_t width, real* to
) noexcept nogil:
    """Write the sum of the rows of these numbers."""
    cdef Py_ssize_t column = 0
    while column + 16 <= width:
        sum_columns(numbers, count, rows + column, width, to + column, 16)
        column += 16
    while column + 4 <= width:
        sum_columns(numbers, count, rows + column, width, to + column, 4)
        column += 4
    while column < width:
        sum_columns(numbers, count, rows + column, width, to + column, 1)
        column += 1


cdef inline void sum_columns(
    const int64_t* numbers, Py_ssize_t count, const real* rows, Py_ssize_t width, real* to, int columns
) noexcept nogil:
    """Those of some columns, few enough to stay in registers."""
    cdef Py_ssize_t at, each
    cdef real sums[16]
    cdef const real* row
    for each in range(columns):
        sums[each] = 0
    for at in range(count):
        row = rows + numbers[at] * width
        for each in range(columns):
            sums[each] += row[each]
    for each in range(columns):
        to[each] = sums[each]


def spanned(
    const int64_t[::1] numbers, const int64_t[::1] starts, const uint8_t[::1] flags, int letters,
    const real[:, ::1] scores, const uint32_t[::1] hashes, const real[:, ::1] pairs, const int32_t[::1] marks,
    const float[:, ::1] table, real[:, ::1] sums, real[:, ::1] pair_sums, float[:, ::1] mark_sums,
):
    """The sums over sentences of ``together.Spans``: of words, pairs of words, and marks; all come as zeros."""
    cdef Py_ssize_t span, at, stop, column, wide = pairs.shape[1], tokens = numbers.shape[0]
    cdef int64_t number
    cdef uint64_t before = 0
    cdef const real* pair
    cdef const real* ahead[SOON]  # Of the next tokens the rows of each one and the one before it, which are asked for.
    cdef bint usual = scores.shape[1] == 11 and wide == 3  # As wide as a model's rows are.
    with nogil:
        for at in range(min(SOON, tokens)):
            ahead[at] = pair_row(hashes[numbers[at]], &before, &pairs[0, 0], pairs.shape[0], wide)
        for span in range(starts.shape[0]):
            stop = starts[span + 1] if span + 1 < starts.shape[0] else tokens
            for at in range(starts[span] + SOON, min(stop + SOON, tokens)):
                fetch_row(&scores[0, 0], numbers[at], scores.shape[1])
            for at in range(starts[span] + FAR, min(stop + FAR, tokens)):
                prefetch(&hashes[numbers[at]])
                prefetch(&marks[numbers[at]])
            if usual:
                sum_rows(&numbers[starts[span]], stop - starts[span], &scores[0, 0], 11, &sums[span, 0])
            else:
                sum_rows(&numbers[starts[span]], stop - starts[span], &scores[0, 0], scores.shape[1], &sums[span, 0])
            for at in range(starts[span], stop):
                number, pair = numbers[at], ahead[at % SOON]
                if at + SOON < tokens:
                    ahead[at % SOON] = pair_row(
                        hashes[numbers[at + SOON]], &before, &pairs[0, 0], pairs.shape[0], wide
                    )
                if flags[at] & letters:
                    for column in range(wide):
                        pair_sums[span, column] += pair[column]
                    if marks[number]:
                        for column in range(table.shape[1]):
                            mark_sums[span, column] += table[marks[number], column]


cdef inline const real* pair_row(
    uint64_t hashed, uint64_t* before, const real* pairs, uint64_t places, Py_ssize_t wide
) noexcept nogil:
    """Ask for the row of a token and the one before it."""
    cdef uint64_t place = ((before[0] * 0x9E3779B97F4A7C15u ^ hashed * 0xC2B2AE3D27D4EB4Fu) >> 29) & (places - 1)
    before[0] = hashed
    fetch_row(pairs, place, wide)
    return pairs + place * wide


cdef inline void sum_rows(
    const int64_t* numbers, Py_ssize_t count, const real* rows, Py_ssize_t width, real* to
) noexcept nogil:
    """Add the rows of these numbers to what is there, one after the other."""
    cdef Py_ssize_t at, column
    cdef const real* row
    cdef real sums[11]
    if width == 11:
        for column in range(11):
            sums[column] = to[column]
        for at in range(count):
            row = rows + numbers[at] * 11
            for column in range(11):
                sums[column] += row[column]
        for column in range(11):
            to[column] = sums[column]
    else:
        for at in range(count):
            row = rows + numbers[at] * width
            for column in range(width):
                to[column] += row[column]


def product(const real[:, ::1] rows, const real[:, ::1] weights, real[:, ::1] out):
    """``scales.product``; it comes as zeros."""
    cdef Py_ssize_t row = 0, at, column, size = weights.shape[0], wide = weights.shape[1], count = rows.shape[0]
    if not count or not size or not wide:
        return
    with nogil:
        while row + 4 <= count:
            column = 0
            while column + 3 <= wide:
                four_products(&rows[row, 0], size, &weights[0, column], wide, &out[row, column], 3)
                column += 3
            if column + 2 == wide:
                four_products(&rows[row, 0], size, &weights[0, column], wide, &out[row, column], 2)
            elif column + 1 == wide:
                four_products(&rows[row, 0], size, &weights[0, column], wide, &out[row, column], 1)
            row += 4
        for row in range(row, count):
            for at in range(size):
                for column in range(wide):
                    out[row, column] += rows[row, at] * weights[at, column]


cdef inline void four_products(
    const real* rows, Py_ssize_t size, const real* weights, Py_ssize_t wide, real* out, int columns
) noexcept nogil:
    """Those of four rows, in a few columns: none waits for another."""
    cdef Py_ssize_t at, row, column
    cdef real sums[12]
    for row in range(4 * columns):
        sums[row] = 0
    for at in range(size):
        for row in range(4):
            for column in range(columns):
                sums[row * columns + column] += rows[row * size + at] * weights[at * wide + column]
    for row in range(4):
        for column in range(columns):
            out[row * wide + column] = sums[row * columns + column]
