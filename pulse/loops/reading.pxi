# What words that match the same patterns say in texts of each language (``classify.lexicon.heard``).


def read_as(
    const int64_t[::1] sets, const int64_t[::1] lookups, const int64_t[::1] kinds, const double[::1] values,
    const double[:, :, ::1] worth, const int64_t[:, ::1] nearest, const int64_t[::1] own, int everywhere,
    int64_t[::1] counts, int64_t[::1] out_kinds, double[::1] out_values, uint32_t[:, ::1] bits,
):
    """``Heard._said``: how many cues there are; ``counts`` and ``bits`` come as zeros. What is said of a set stands together; a reader's ``own`` table, and
    that of ``everywhere``, stand above those that it borrows from."""
    cdef Py_ssize_t begin = 0, stop, row, at, done = 0, read, size = sets.shape[0], readers = worth.shape[0]
    cdef uint64_t spoken
    while begin < size:
        stop = begin
        while stop < size and sets[stop] == sets[begin]:
            stop += 1
        spoken, read = 0, sets[begin] * readers
        for row in range(begin, stop):
            spoken |= <uint64_t>1 << kinds[row]
        for row in range(readers):
            counts[read + row] = said_to(
                row, begin, stop, spoken, lookups, kinds, values, worth, nearest, own[row], everywhere, &out_kinds[done],
                &out_values[done],
            )
            for at in range(done, done + counts[read + row]):
                if out_kinds[at] < VALUED:
                    bits[read + row, 0] |= <uint32_t>1 << out_kinds[at]
                bits[read + row, 1] |= told_by(<uint32_t>1 << out_kinds[at], out_values[at])
            done += counts[read + row]
        begin = stop
    return done


cdef Py_ssize_t said_to(
    Py_ssize_t row, Py_ssize_t begin, Py_ssize_t stop, uint64_t spoken, const int64_t[::1] lookups, const int64_t[::1] kinds,
    const double[::1] values, const double[:, :, ::1] worth, const int64_t[:, ::1] nearest, int64_t own, int everywhere,
    int64_t* out_kinds, double* out_values,
) noexcept nogil:
    """Write a reader's cues by kind; how many there are. The strongest stands, of equals that of the nearest table."""
    cdef Py_ssize_t at, kind, count = 0
    cdef int64_t table = -1, near
    cdef double value, best, weight
    for at in range(begin, stop):
        if lookups[at] == own:
            table = own
        elif lookups[at] == everywhere and table < 0:
            table = everywhere
    while spoken:
        kind = lowest64(spoken)
        spoken &= spoken - 1
        best, near = 0, -1
        for at in range(begin, stop):
            if kinds[at] != kind or (table >= 0 and lookups[at] != table):
                continue
            weight = 1 if table >= 0 else worth[row, lookups[at], kind]
            if weight == 0:
                continue
            value = values[at] * weight
            if fabs(value) > fabs(best) or (fabs(value) == fabs(best) and nearest[row, lookups[at]] <= near):
                best, near = value, nearest[row, lookups[at]]
        if best != 0:
            out_kinds[count], out_values[count] = kind, best
            count += 1
    return count
