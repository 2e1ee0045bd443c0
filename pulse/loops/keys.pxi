# The key of a part of a buffer of characters (``classify.arrays.rolling``), and a table of them (``classify.arrays.known.Known``).

cdef extern from *:
    """
    #if defined(__GNUC__) || defined(__clang__)
    #define prefetch(place) __builtin_prefetch(place)
    #define lowest(bits) __builtin_ctz(bits)
    #define lowest64(bits) __builtin_ctzll(bits)
    #else
    #define prefetch(place) ((void)(place))
    static int lowest64(unsigned long long bits) { int at = 0; while (!((bits >> at) & 1)) at++; return at; }
    #define lowest(bits) lowest64(bits)
    #endif
    """
    void prefetch(const void* place) noexcept nogil
    int lowest(uint32_t bits) noexcept nogil  # Of bits that are set, the place of the first.
    int lowest64(uint64_t bits) noexcept nogil


cdef enum:
    SOONER = 16  # A key's place is asked for so many keys before it is looked at.


cdef inline uint64_t key_of(const uint32_t* code, Py_ssize_t length, uint64_t base) noexcept nogil:
    cdef uint64_t key = 0
    while length > 0:
        length -= 1
        key = key * base + code[length] + 1
    return key


cdef inline bint bit(const uint8_t* bits, uint64_t place) noexcept nogil:
    return (bits[place >> 3] >> (place & 7)) & 1


cdef inline int64_t number_of(
    const uint64_t[:, ::1] table, int bits, uint64_t mixer, uint64_t key
) noexcept nogil:
    cdef uint64_t mask = (<uint64_t>1 << bits) - 1, slot = (key * mixer) >> (64 - bits)
    while table[slot, 0] != key:
        if table[slot, 0] == 0:
            return -1
        slot = (slot + 1) & mask
    return <int64_t>table[slot, 1]


def find(
    const uint64_t[:, ::1] table, int bits, uint64_t mixer, const uint64_t[::1] keys, int64_t[::1] out,
):
    """``Known.find``: the keys' numbers in a table of open addresses; -1 for those that are not there."""
    cdef Py_ssize_t at
    with nogil:
        for at in range(keys.shape[0]):
            if at + SOONER < keys.shape[0]:
                prefetch(&table[(keys[at + SOONER] * mixer) >> (64 - bits), 0])
            out[at] = number_of(table, bits, mixer, keys[at])


def put(
    uint64_t[:, ::1] table, int bits, uint64_t mixer, const uint64_t[::1] keys, const int64_t[::1] given,
):
    """``Known._put``: give the keys, none of them there and none twice, these numbers."""
    cdef Py_ssize_t at
    cdef uint64_t mask = (<uint64_t>1 << bits) - 1, slot
    with nogil:
        for at in range(keys.shape[0]):
            slot = (keys[at] * mixer) >> (64 - bits)
            while table[slot, 0] != 0:
                slot = (slot + 1) & mask
            table[slot, 0], table[slot, 1] = keys[at], given[at]


def meet(
    uint64_t[:, ::1] table, int bits, uint64_t mixer, const uint64_t[::1] keys, int64_t number, int64_t[::1] out,
    int64_t[::1] first,
):
    """``Known.meet``: the keys' numbers, the new ones' from this one on; how many new ones there are."""
    cdef Py_ssize_t at, count = 0
    cdef uint64_t mask = (<uint64_t>1 << bits) - 1, slot
    with nogil:
        for at in range(min(SOONER, keys.shape[0])):
            prefetch(&table[(keys[at] * mixer) >> (64 - bits), 0])
        for at in range(keys.shape[0]):
            if at + SOONER < keys.shape[0]:
                prefetch(&table[(keys[at + SOONER] * mixer) >> (64 - bits), 0])
            slot = (keys[at] * mixer) >> (64 - bits)
            while table[slot, 0] != 0 and table[slot, 0] != keys[at]:
                slot = (slot + 1) & mask
            if table[slot, 0] == 0:
                table[slot, 0], table[slot, 1], first[count] = keys[at], number + count, at
                count += 1
            out[at] = table[slot, 1]
    return count
