# Which patterns of many lie in words (``classify.sieve``).

cdef enum:
    # As ``classify.sieve`` has them.
    HOLDS = 0
    ENDS = 1
    BEGINS = 2
    EXACT = 3
    MOST = 1024  # More than a word of ``lookup.LONGEST`` characters has parts.


cdef class Sieve:
    """The patterns of a ``classify.sieve.Sieve``, by their hashes."""

    cdef const uint64_t[::1] table, salts, sizes
    cdef const int64_t[::1] numbers, least
    cdef const uint8_t[::1] maybe
    cdef const uint8_t[:, ::1] opens
    cdef int bits, maybe_bits
    cdef uint64_t mixer, base
    cdef int64_t[::1] words, patterns
    cdef Py_ssize_t found

    def __init__(self, sieve, sizes, least, salts, maybe_bits, mixer, base):
        """``sizes`` has a bit for each length of each kind of pattern, and ``least`` the shortest of each kind."""
        self.table, self.numbers, self.bits = sieve.index.keys, sieve.index.numbers, sieve.index.bits
        self.maybe, self.opens = sieve.maybe, sieve.opens
        self.sizes, self.least, self.salts = sizes, least, salts
        self.maybe_bits, self.mixer, self.base = maybe_bits, mixer, base

    def hits(self, const uint32_t[::1] codes, const int64_t[::1] lengths, int64_t[::1] words, int64_t[::1] patterns):
        """``Sieve.hits``: how many there are; as many are written as there is room for."""
        cdef Py_ssize_t word, begin = 0
        self.words, self.patterns, self.found = words, patterns, 0
        # All taggers ask one sieve, so nobody else may come between.
        for word in range(lengths.shape[0]):
            if lengths[word]:
                self.inside(word, &codes[begin], lengths[word])
                self.at_end(word, &codes[begin], lengths[word])
                self.at_beginning(word, &codes[begin], lengths[word])
                self.put(word, self.pattern(key_of(&codes[begin], lengths[word], self.base), EXACT))
            begin += lengths[word]
        self.words = self.patterns = None
        return self.found

    cdef inline uint64_t slot(self, uint64_t key) noexcept nogil:
        return (key * self.mixer) >> (64 - self.maybe_bits)

    cdef inline bint sized(self, int kind, Py_ssize_t size) noexcept nogil:
        """Whether a pattern of the kind is so long."""
        return size < 64 and (self.sizes[kind] >> size) & 1

    cdef inline int64_t pattern(self, uint64_t key, int kind) noexcept nogil:
        """The number of the pattern, or -1; most keys are no pattern's, and most of those fall at once."""
        key *= self.salts[kind]
        if not self.maybe[self.slot(key)]:
            return -1
        return number_of(self.table, self.numbers, self.bits, self.mixer, key)

    cdef inline void put(self, Py_ssize_t word, int64_t pattern) noexcept nogil:
        if pattern < 0:
            return
        if self.found < self.words.shape[0]:
            self.words[self.found], self.patterns[self.found] = word, pattern
        self.found += 1

    cdef void inside(self, Py_ssize_t word, const uint32_t* code, Py_ssize_t length) noexcept nogil:
        """Patterns anywhere: shorter ones first, of one length those further left."""
        cdef Py_ssize_t at, size, to, first = self.found
        cdef int64_t sizes[MOST]
        cdef int64_t pattern
        cdef uint64_t key, power
        for at in range(length - self.least[HOLDS] + 1 if self.sizes[HOLDS] else 0):
            if not self.opens[0, self.slot(key_of(code + at, self.least[HOLDS], self.base))]:
                continue
            key, power = 0, 1
            for size in range(1, length - at + 1):
                key += (<uint64_t>code[at + size - 1] + 1) * power
                power *= self.base
                pattern = self.pattern(key, HOLDS) if self.sized(HOLDS, size) else -1
                if pattern < 0:
                    continue
                self.put(word, pattern)
                to = self.found - 1
                if to >= self.words.shape[0] or to - first >= MOST:
                    continue
                while to > first and sizes[to - 1 - first] > size:
                    sizes[to - first], self.patterns[to] = sizes[to - 1 - first], self.patterns[to - 1]
                    to -= 1
                sizes[to - first], self.patterns[to] = size, pattern

    cdef void at_end(self, Py_ssize_t word, const uint32_t* code, Py_ssize_t length) noexcept nogil:
        """Patterns at the end, the shorter ones first."""
        cdef Py_ssize_t size
        cdef uint64_t key = 0
        for size in range(1, length + 1 if self.sizes[ENDS] else 0):
            key = key * self.base + code[length - size] + 1
            if self.sized(ENDS, size):
                self.put(word, self.pattern(key, ENDS))

    cdef void at_beginning(self, Py_ssize_t word, const uint32_t* code, Py_ssize_t length) noexcept nogil:
        """Patterns at the beginning, the shorter ones first."""
        cdef Py_ssize_t size
        cdef uint64_t key = 0, power = 1
        for size in range(1, length + 1 if self.sizes[BEGINS] else 0):
            key += (<uint64_t>code[size - 1] + 1) * power
            power *= self.base
            if size == self.least[BEGINS] and not self.opens[1, self.slot(key)]:
                return
            if self.sized(BEGINS, size):
                self.put(word, self.pattern(key, BEGINS))
