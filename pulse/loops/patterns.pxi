# Which patterns of many lie in words (``classify.lexicon.sieve``).

cdef enum:
    # As ``classify.lexicon.sieve`` has them.
    HOLDS = 0
    ENDS = 1
    BEGINS = 2
    EXACT = 3
    MOST = 1024  # More than a word of ``lookup.LONGEST`` characters has parts.
    FORMS = 3
    FORM = 64
    HYPHEN = 0x2D


cdef struct Forms:
    # A word as it stands, with runs of a letter made one, and from behind its last hyphen; of no length if the same.
    const uint32_t* code[FORMS]
    Py_ssize_t length[FORMS]
    uint32_t single[FORM]


cdef void put_forms(const uint32_t* code, Py_ssize_t length, Py_ssize_t most, Forms* forms) noexcept nogil:
    """Tell a word's forms, so far."""
    cdef Py_ssize_t at, same = 1, hyphen = -1
    cdef bint runs = False
    for at in range(length):
        same = same + 1 if at and code[at] == code[at - 1] else 1
        runs = runs or same == 3
        if code[at] == HYPHEN:
            hyphen = at
    forms.code[0], forms.length[0] = code, min(length, most)
    forms.code[1], forms.length[1] = forms.single, once(code, length, most, forms.single) if runs else 0
    forms.code[2], forms.length[2] = code + hyphen + 1, min(length - hyphen - 1, most) if hyphen >= 0 else 0


cdef Py_ssize_t once(const uint32_t* code, Py_ssize_t length, Py_ssize_t most, uint32_t* single) noexcept nogil:
    """Write a word's first letters, of three or more of a kind one; how many they are."""
    cdef Py_ssize_t at = 0, stop, count = 0
    while at < length and count < most:
        stop = at + 1
        while stop < length and code[stop] == code[at]:
            stop += 1
        if stop - at > 2 and code[at] != c"\n":
            at = stop - 1
        single[count] = code[at]
        count += 1
        at += 1
    return count


cdef struct Try:
    # A part of a word that may be a pattern of a kind.
    uint64_t key
    int32_t size
    int32_t kind


cdef struct Tries:
    Py_ssize_t count
    Try each[MOST]


cdef class Sieve:
    """The patterns of a ``classify.lexicon.sieve.Sieve``, by their hashes."""

    cdef const uint64_t[:, ::1] table
    cdef const uint64_t[::1] salts, sizes
    cdef const int64_t[::1] least
    cdef const uint8_t[::1] maybe
    cdef const uint8_t[:, ::1] opens
    cdef int64_t[::1] room
    cdef int bits, maybe_bits
    cdef uint64_t mixer, base
    cdef int64_t[::1] patterns
    cdef Py_ssize_t found
    cdef Tries tries[2][FORMS]
    cdef Tries* now

    def __init__(self, index, maybe, opens, sizes, least, salts, maybe_bits, mixer, base, room):
        """``maybe`` and ``opens`` have a bit for each slot, ``sizes`` has one for each length of each kind of pattern, and
        ``least`` the shortest of each kind; there is ``room`` for all patterns that a word matches."""
        self.table, self.bits = index.table, index.bits
        self.maybe, self.opens = maybe, opens
        self.sizes, self.least, self.salts = sizes, least, salts
        self.maybe_bits, self.mixer, self.base = maybe_bits, mixer, base
        self.room = room

    def keys(
        self, const uint32_t[::1] codes, const int64_t[::1] lengths, Py_ssize_t most, const uint64_t[:, ::1] drawn,
        uint64_t[::1] out,
    ):
        """``Lookups.keys``: a word is looked at so far, and ``drawn`` has the number of each pattern in each form."""
        cdef Py_ssize_t word, begin = 0, words = lengths.shape[0]
        self.patterns = self.room
        # What is asked for of a word is looked up when the next one was read.
        for word in range(words + 1):
            if word < words:
                self.ask(&codes[begin], lengths[word], most, self.tries[word & 1])
                begin += lengths[word]
            if word:
                out[word - 1] = self.key(self.tries[(word - 1) & 1], drawn)
        self.patterns = None

    cdef uint64_t key(self, const Tries* forms, const uint64_t[:, ::1] drawn) noexcept nogil:
        """The key of what a word's forms match; 0 for nothing."""
        cdef Py_ssize_t at, rank = 0
        cdef int form
        cdef uint64_t key = 0
        for form in range(FORMS):
            self.match(&forms[form])
            for at in range(self.found):
                key += drawn[form, self.patterns[at]] * <uint64_t>(2 * rank + 1)
                rank += 1
        return key if key or not rank else 1

    def said(
        self, const uint32_t[::1] codes, const int64_t[::1] lengths, Py_ssize_t most, given, int64_t[::1] words,
        int64_t[::1] lookups, int64_t[::1] names, double[::1] values,
    ):
        """``Lookups.said``: how much there is; as much is written as there is room for."""
        cdef const int64_t[::1] starts = given.starts, to = given.lookups, of = given.names
        cdef const double[::1] worth = given.values
        cdef Py_ssize_t word, begin = 0, row, at, first, place, count = 0, room = words.shape[0]
        cdef uint64_t told, now
        cdef int form
        self.patterns = self.room
        for word in range(lengths.shape[0]):
            self.ask(&codes[begin], lengths[word], most, self.tries[0])
            told, first = 0, count
            for form in range(FORMS):
                now = 0
                self.match(&self.tries[0][form])
                for at in range(self.found):
                    for row in range(starts[self.patterns[at]], starts[self.patterns[at] + 1]):
                        # A lookup that knows the word as it stands is not asked for its other forms.
                        if (told >> to[row]) & 1:
                            continue
                        now |= <uint64_t>1 << to[row]
                        place = first
                        while place < min(count, room) and (lookups[place] != to[row] or names[place] != of[row]):
                            place += 1
                        if place >= count:
                            place = count
                            count += 1
                        if place < room:
                            words[place], lookups[place], names[place], values[place] = word, to[row], of[row], worth[row]
                told |= now
            begin += lengths[word]
        self.patterns = None
        return count

    cdef void ask(self, const uint32_t* code, Py_ssize_t length, Py_ssize_t most, Tries* tries) noexcept nogil:
        """Ask for what is known of the parts of a word's forms."""
        cdef Forms forms
        cdef int form
        put_forms(code, length, most, &forms)
        for form in range(FORMS):
            self.now = &tries[form]
            self.now.count = 0
            if forms.length[form]:
                self.inside(forms.code[form], forms.length[form])
                self.at_end(forms.code[form], forms.length[form])
                self.at_beginning(forms.code[form], forms.length[form])
                self.try_(key_of(forms.code[form], forms.length[form], self.base), EXACT, forms.length[form])

    cdef void match(self, const Tries* tries) noexcept nogil:
        """Find all patterns that a form of a word matches; what stands above comes later."""
        cdef Py_ssize_t at
        cdef int64_t pattern
        cdef int64_t sizes[MOST]
        self.found = 0
        for at in range(tries.count):
            pattern = number_of(self.table, self.bits, self.mixer, tries.each[at].key)
            if pattern >= 0:
                self.put(pattern, tries.each[at].size if tries.each[at].kind == HOLDS else MOST, sizes)

    cdef inline uint64_t slot(self, uint64_t key) noexcept nogil:
        return (key * self.mixer) >> (64 - self.maybe_bits)

    cdef inline bint may(self, const uint8_t* bits, uint64_t key) noexcept nogil:
        """Whether the bit of the key's slot is set."""
        return bit(bits, self.slot(key))

    cdef inline bint sized(self, int kind, Py_ssize_t size) noexcept nogil:
        """Whether a pattern of the kind is so long."""
        return size < 64 and (self.sizes[kind] >> size) & 1

    cdef inline void try_(self, uint64_t key, int kind, Py_ssize_t size) noexcept nogil:
        """Ask for what is known of a part of a word; most parts are no pattern, and most of those fall at once."""
        key *= self.salts[kind]
        if self.may(&self.maybe[0], key) and self.now.count < MOST:
            prefetch(&self.table[(key * self.mixer) >> (64 - self.bits), 0])
            self.now.each[self.now.count] = Try(key, size, kind)
            self.now.count += 1

    cdef inline void put(self, int64_t pattern, Py_ssize_t size, int64_t* sizes) noexcept nogil:
        """Note a pattern behind those that are as long or shorter."""
        cdef Py_ssize_t to = self.found
        self.found += 1
        if to >= self.patterns.shape[0] or to >= MOST:
            return
        while to > 0 and sizes[to - 1] > size:
            sizes[to], self.patterns[to] = sizes[to - 1], self.patterns[to - 1]
            to -= 1
        sizes[to], self.patterns[to] = size, pattern

    cdef void inside(self, const uint32_t* code, Py_ssize_t length) noexcept nogil:
        """Patterns anywhere: of one length those further left first."""
        cdef Py_ssize_t at, size
        cdef uint64_t key, power
        for at in range(length - self.least[HOLDS] + 1 if self.sizes[HOLDS] else 0):
            if not self.may(&self.opens[HOLDS, 0], key_of(code + at, self.least[HOLDS], self.base)):
                continue
            key, power = 0, 1
            for size in range(1, length - at + 1):
                key += (<uint64_t>code[at + size - 1] + 1) * power
                power *= self.base
                if self.sized(HOLDS, size):
                    self.try_(key, HOLDS, size)

    cdef void at_end(self, const uint32_t* code, Py_ssize_t length) noexcept nogil:
        """Patterns at the end, the shorter ones first."""
        cdef Py_ssize_t size
        cdef uint64_t key = 0
        for size in range(1, length + 1 if self.sizes[ENDS] else 0):
            key = key * self.base + code[length - size] + 1
            if size == self.least[ENDS] and not self.may(&self.opens[ENDS, 0], key):
                return
            if self.sized(ENDS, size):
                self.try_(key, ENDS, size)

    cdef void at_beginning(self, const uint32_t* code, Py_ssize_t length) noexcept nogil:
        """Patterns at the beginning, the shorter ones first."""
        cdef Py_ssize_t size
        cdef uint64_t key = 0, power = 1
        for size in range(1, length + 1 if self.sizes[BEGINS] else 0):
            key += (<uint64_t>code[size - 1] + 1) * power
            power *= self.base
            if size == self.least[BEGINS] and not self.may(&self.opens[BEGINS, 0], key):
                return
            if self.sized(BEGINS, size):
                self.try_(key, BEGINS, size)
