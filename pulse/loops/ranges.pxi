# Where tokens begin and end among characters of known kinds (``text.cut``): 64 of them are told at once.

cdef struct Block:
    # Of 64 characters those of words, joints, sentence ends, line ends and signs.
    uint64_t word, joint, end, line, sign


cdef inline uint64_t plane(const uint8_t* kinds, int number) noexcept nogil:
    """One bit of each of 64 bytes."""
    cdef uint64_t found = 0, eight
    cdef int at
    for at in range(8):
        memcpy(&eight, kinds + 8 * at, 8)
        # The product has the lowest bits of all eight bytes in its highest byte.
        found |= (((eight >> number) & 0x0101010101010101u) * 0x0102040810204080u >> 56) << (8 * at)
    return found


cdef inline void look(const uint8_t* kinds, Py_ssize_t left, Block* block) noexcept nogil:
    """Tell the next 64 characters, of which so many are left."""
    cdef uint64_t there = ~<uint64_t>0 if left >= BLOCK else (<uint64_t>1 << left) - 1
    cdef uint64_t one = plane(kinds, 0) & there, two = plane(kinds, 1) & there, four = plane(kinds, 2) & there
    block.word, block.joint, block.end = one & ~two & ~four, two & ~one & ~four, one & two & ~four
    block.line, block.sign = four & ~one & ~two, four & (one | two)


cdef inline uint64_t behind(uint64_t bits, uint64_t before) noexcept nogil:
    """What stands behind these, and behind the last of what stood before."""
    return bits << 1 | before >> 63


cdef inline int64_t* put_places(uint64_t bits, Py_ssize_t first, int64_t* out) noexcept nogil:
    while bits:
        out[0] = first + lowest64(bits)
        out += 1
        bits &= bits - 1
    return out


cdef bint ranges(
    const uint8_t* kinds, Py_ssize_t length, Py_ssize_t first, bint opens, Pieces* pieces
) noexcept nogil:
    """Note where a text's tokens begin and end; whether it may hold an emoticon, if any of its characters opens one.

    Many characters are told at once, and few branches are taken by them. Before the text stands its mark; behind it
    there is room.
    """
    cdef Py_ssize_t at = 0
    cdef int64_t* begins = pieces.begins + pieces.count
    cdef int64_t* ends = pieces.ends + pieces.count
    cdef Block before, now, next
    cdef uint64_t inner, faces = 0
    memset(&before, 0, sizeof(Block))
    look(kinds, length, &next)
    while at <= length:  # Where a text ends, a token may.
        now = next
        if at + BLOCK < length:
            look(kinds + at + BLOCK, length - at - BLOCK, &next)
        else:
            memset(&next, 0, sizeof(Block))
        inner = now.joint & behind(now.word, before.joint) & (now.word >> 1 | next.word << 63)
        if opens:
            faces |= opening(kinds + at, length - at, inner)
        before.joint = now.word
        now.word |= inner
        begins = put_places(
            (now.word & ~behind(now.word, before.word)) | (now.end & ~behind(now.end, before.end))
            | (now.line & ~behind(now.line, before.line)) | now.sign,
            first + at, begins,
        )
        ends = put_places(
            (~now.word & behind(now.word, before.word)) | (~now.end & behind(now.end, before.end))
            | (~now.line & behind(now.line, before.line)) | behind(now.sign, before.sign),
            first + at, ends,
        )
        before.word, before.end, before.line, before.sign = now.word, now.end, now.line, now.sign
        at += BLOCK
    pieces.count = begins - pieces.begins
    return faces != 0


cdef inline uint64_t opening(const uint8_t* kinds, Py_ssize_t left, uint64_t inner) noexcept nogil:
    """Which of 64 characters, of which so many are left, may open an emoticon: none inside a word does."""
    cdef uint64_t there = ~<uint64_t>0 if left > BLOCK else ((<uint64_t>1 << (left - 1)) - 1 if left > 0 else 0)
    return plane(kinds, 6) & plane(kinds + 1, 7) & ~inner & there
