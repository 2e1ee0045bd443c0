# What the word lists say of a post (``classify.cues.cued``): entries of several words in place of their words.

cdef struct Match:
    int64_t at, entry
    int length
    bint stays


cdef struct Word:
    # A token of a post: its word's set, its sentence, and the place in ROWS of that one's language; a bit for each kind
    # of cue that is written of it; whether it negates alone, its tone is negated, or turned, and whether anything of it is
    # negated; of which groups a phrase that holds a negation lies on it, and of which any phrase; 1 before a contrast of
    # its sentence, 2 from it on.
    int32_t set_
    int32_t sentence
    int32_t row
    uint32_t kinds
    uint8_t flags
    uint8_t negates
    uint8_t negated
    uint8_t turned
    uint8_t reached
    uint8_t own
    uint8_t taken
    uint8_t side


cdef class Lists:
    """A ``classify.lists.Lists`` as it is now."""

    cdef const int32_t[:, ::1] spans
    cdef const int32_t[::1] numbers
    cdef const double[::1] values

    def __init__(self, lists):
        self.spans, self.numbers, self.values = lists.spans.rows, lists.numbers.rows, lists.values.rows

    cdef inline Py_ssize_t start(self, int64_t row) noexcept nogil:
        return self.spans[row, 0]

    cdef inline Py_ssize_t stop(self, int64_t row) noexcept nogil:
        return self.spans[row, 0] + self.spans[row, 1]


cdef class Walker:
    """Walks the entries of several words over a batch's tokens."""

    cdef const int64_t[::1] roots, wild, following, table_numbers, tables, kinds, rank, group_of, speaks
    cdef const int64_t[:, ::1] nearest
    cdef const uint64_t[::1] table_keys
    cdef const uint8_t[::1] maybe, wilds, behind
    cdef const double[::1] weights
    cdef const double[:, :, ::1] worth
    cdef Lists ends
    cdef int bits, maybe_bits, width, groups, tone, neg, boost, skip, comma, thinks, span, fall, handed, late, most, first, second, open, letters, asks
    cdef uint64_t mixer, maybe_mixer
    cdef double turned, lessens, contrast, former, latter
    cdef Match* matches
    cdef Py_ssize_t found, room
    cdef int64_t* here
    cdef int64_t* next

    def __cinit__(self, phrases, *_):
        self.room = 4096
        self.matches = <Match*>malloc(self.room * sizeof(Match))
        self.here = <int64_t*>malloc((len(phrases.wild) + 1) * sizeof(int64_t))
        self.next = <int64_t*>malloc((len(phrases.wild) + 1) * sizeof(int64_t))
        if self.matches == NULL or self.here == NULL or self.next == NULL:
            raise MemoryError

    def __dealloc__(self):
        free(self.matches)
        free(self.here)
        free(self.next)

    def __init__(self, phrases, maybe, wilds, worth, nearest, groups, behind, mixers, kinds, flags, reach, turned, most):
        """The numbers of ``classify.cues``: ``maybe`` and ``wilds`` have a bit for each slot and node, ``groups`` are GROUP_OF and SPEAKS, ``kinds`` the columns of tone, negation, boost, skip, comma and thinking; ``reach`` is SPAN, FALL, HANDED and AFTER."""
        self.roots, self.wild, self.following = phrases.roots, phrases.wild, phrases.following
        self.table_keys, self.table_numbers, self.bits = phrases.keys.keys, phrases.keys.numbers, phrases.keys.bits
        self.maybe, self.maybe_bits, self.wilds = maybe, (8 * len(maybe)).bit_length() - 1, wilds
        self.tables, self.kinds, self.weights, self.ends = phrases.tables, phrases.kinds, phrases.weights, Lists(phrases.ends)
        self.worth, self.nearest, self.behind, self.rank = worth, nearest, behind, phrases.rank
        self.group_of, self.speaks = groups
        self.groups, self.width = max(self.group_of) + 1, len(self.group_of)
        self.mixer, self.maybe_mixer = mixers
        self.tone, self.neg, self.boost, self.skip, self.comma, self.thinks = kinds
        self.first, self.second, self.open, self.letters, self.asks = flags
        (self.span, self.fall, self.handed, self.late), self.most = reach, most
        self.turned, self.lessens, self.contrast, self.former, self.latter = turned

    cdef bint hear(
        self, Word* words, Py_ssize_t count, const uint8_t* readers, const int32_t* cue, Lists cued, Lists elements,
        real* values,
    ) noexcept nogil:
        """Write a post's cues, ``width`` of each spoken word; False when there is no memory for its phrases."""
        cdef Py_ssize_t at
        cdef int length, longest = 0
        cdef uint32_t spoken = 0
        for at in range(count):
            if (readers[words[at].set_] >> words[at].row) & 1:
                self.say(words, at, cue[words[at].set_] + words[at].row, cued, values)
        if not self.match(words, count, elements):
            return False
        for at in range(self.found):
            longest = max(longest, self.matches[at].length)
        for length in range(longest, 1, -1):
            self.put(length, words, values)
        for at in range(count):
            spoken |= words[at].kinds
        for at in range(count if (spoken >> self.neg) & 1 else 0):
            if words[at].kinds and words[at].flags & self.letters and self.reached(words, at, count, values, True):
                words[at].reached = True
                words[at].negated = not words[at].own & 1 and self.reached(words, at, count, values, False)
                words[at].turned = words[at].negated
        for at in range(count if (spoken >> self.neg) & (spoken >> self.thinks) & 1 else 0):
            if (words[at].kinds >> self.thinks) & 1 and values[at * self.width + self.thinks] != 0:
                self.hand_on(words, at, count, values)
        for at in range(count if (spoken >> self.neg) & (spoken >> self.tone) & 1 else 0):
            if words[at].taken & 1 or not (words[at].kinds >> self.neg) & 1:
                continue
            if values[at * self.width + self.neg] < 0:
                self.lessen(words, at, count, values)
        for at in range(count if (spoken >> self.skip) & (spoken >> self.tone) & 1 else 0):
            if (words[at].kinds >> self.skip) & 1 and values[at * self.width + self.skip] > self.contrast:
                self.take_sides(words, at, count)
        for at in range(count - 1 if (spoken >> self.tone) & 1 else 0, 0, -1):
            if (words[at].kinds >> self.tone) & 1:
                self.stress(words, at, values)
        return True

    cdef inline void say(
        self, Word* words, Py_ssize_t at, int64_t set_, Lists cued, real* values
    ) noexcept nogil:
        """Write what a word says alone."""
        cdef Py_ssize_t place
        for place in range(cued.start(set_), cued.stop(set_)):
            self.write(words, at, cued.numbers[place], <real>cued.values[place], values)
        words[at].negates = self.denies(words, at, values, False)

    cdef inline void write(self, Word* words, Py_ssize_t at, int64_t kind, real value, real* values) noexcept nogil:
        """Write a word's cue; the first one finds none of another word's."""
        if not words[at].kinds:
            memset(&values[at * self.width], 0, self.width * sizeof(real))
        words[at].kinds |= <uint32_t>1 << kind
        values[at * self.width + kind] = value

    cdef inline bint denies(self, const Word* words, Py_ssize_t at, const real* values, bint any_) noexcept nogil:
        """Whether a word is a negation; ``any_``: in a phrase of tone too."""
        if any_ and words[at].negates and words[at].own & 1:
            return True
        return (words[at].kinds >> self.neg) & 1 and values[at * self.width + self.neg] > 0

    cdef bint match(self, const Word* words, Py_ssize_t count, Lists elements) noexcept nogil:
        """Find all entries; False when there is no memory for them."""
        cdef Py_ssize_t at
        self.found = 0
        for at in range(count - 1):
            if words[at].flags & self.first and (words[at].flags & self.open or words[at + 1].flags & self.second):
                if not self.walk(words, at, count, elements):
                    return False
        return True

    cdef bint walk(self, const Word* words, Py_ssize_t at, Py_ssize_t count, Lists elements) noexcept nogil:
        """Note the entries that begin at a word, the shorter ones first."""
        cdef Py_ssize_t nodes = 0, number, place
        cdef int64_t set_ = words[at].set_, node
        cdef int length
        for place in range(elements.start(set_), elements.stop(set_)):
            node = self.roots[elements.numbers[place]]
            if node > 0:
                self.here[nodes] = node
                nodes += 1
        for length in range(2, self.most + 1):
            if at + length > count or nodes == 0:
                return True
            nodes = self.step(nodes, words[at + length - 1].set_, elements)
            for number in range(nodes):
                node = self.here[number]
                for place in range(self.ends.start(node), self.ends.stop(node)):
                    if not self.note(at, self.ends.numbers[place], length, words[at].row):
                        return False
        return True

    cdef Py_ssize_t step(self, Py_ssize_t nodes, int64_t set_, Lists elements) noexcept nogil:
        """Go on by one word from all nodes; how many there are then."""
        cdef Py_ssize_t others = 0, number, place
        cdef int64_t node, after
        for number in range(nodes):
            node = self.here[number]
            for place in range(elements.start(set_), elements.stop(set_)):
                after = self.after(node, elements.numbers[place])
                if after > 0:
                    self.next[others] = after
                    others += 1
            if bit(&self.wilds[0], node):
                self.next[others] = self.wild[node]
                others += 1
        self.here, self.next = self.next, self.here
        return others

    cdef inline int64_t after(self, int64_t node, int64_t element) noexcept nogil:
        """The node that follows by an element, 0 for none."""
        cdef uint64_t key = <uint64_t>(node * self.roots.shape[0] + element)
        if not bit(&self.maybe[0], (key * self.maybe_mixer) >> (64 - self.maybe_bits)):
            return 0
        cdef int64_t number = number_of(self.table_keys, self.table_numbers, self.bits, self.mixer, key + 1)
        return self.following[number] if number >= 0 else 0

    cdef inline bint note(self, Py_ssize_t at, int64_t entry, int length, int64_t row) noexcept nogil:
        """Note an entry that means something here and counts before what was noted; False when there is no memory."""
        cdef Match* more
        cdef Py_ssize_t number = self.found - 1
        if self.worth[row, self.tables[entry], self.kinds[entry]] == 0:
            return True
        while number >= 0 and self.matches[number].at == at and self.matches[number].length == length:
            if self.speaks[self.kinds[self.matches[number].entry]] == self.speaks[self.kinds[entry]]:
                if self.before(entry, self.matches[number].entry, row):
                    self.matches[number].entry = entry
                return True
            number -= 1
        if self.found == self.room:
            more = <Match*>realloc(self.matches, 2 * self.room * sizeof(Match))
            if more == NULL:
                return False
            self.matches, self.room = more, 2 * self.room
        self.matches[self.found] = Match(at, entry, length, False)
        self.found += 1
        return True

    cdef inline bint before(self, int64_t entry, int64_t other, int64_t row) noexcept nogil:
        """Whether an entry is of a nearer table than another one, or in one as near more exact."""
        cdef int64_t near = self.nearest[row, self.tables[entry]], far = self.nearest[row, self.tables[other]]
        return near < far if near != far else self.rank[entry] < self.rank[other]

    cdef void put(self, int length, Word* words, real* values) noexcept nogil:
        """Write the phrases of a length in place of what their words say, where no longer one lies."""
        cdef Py_ssize_t number
        cdef int64_t at, entry, kind
        for kind in range(self.groups):
            self.make_room(length, kind, words, values)
        for number in range(self.found):
            at, entry = self.matches[number].at, self.matches[number].entry
            kind = self.kinds[entry]
            if self.matches[number].length == length and (self.matches[number].stays or self.group_of[kind] < 0):
                self.write(
                    words, at, kind, <real>(self.weights[entry] * self.worth[words[at].row, self.tables[entry], kind]),
                    values,
                )

    cdef void make_room(self, int length, int64_t group, Word* words, real* values) noexcept nogil:
        """Let those phrases of a length and group stay that lie in no other one, nor in one to their left."""
        cdef Py_ssize_t number, place
        cdef int64_t at, end = -1
        cdef bint free
        for number in range(self.found):
            if self.matches[number].length != length or self.group_of[self.kinds[self.matches[number].entry]] != group:
                continue
            at = self.matches[number].at
            free = at >= end
            for place in range(at, at + length):
                free = free and not (words[place].taken >> group) & 1
            if free:
                self.matches[number].stays = True
                end = at + length
                self.clear(group, at, end, words, values)

    cdef void clear(self, int64_t group, Py_ssize_t begin, Py_ssize_t end, Word* words, real* values) noexcept nogil:
        """Take away what a phrase's words say alone."""
        cdef Py_ssize_t place
        cdef int64_t kind
        cdef bint toned = group == self.group_of[self.tone], denied = False
        for place in range(begin, end):
            words[place].taken |= 1 << group
            denied = denied or words[place].negates
            if not words[place].kinds:
                continue
            for kind in range(self.width):
                if self.group_of[kind] == group:
                    values[place * self.width + kind] = 0
            if toned:
                values[place * self.width + self.neg] = 0
        for place in range(begin, end if denied else begin):
            words[place].own |= 1 << group

    cdef inline bint reached(
        self, const Word* words, Py_ssize_t at, Py_ssize_t count, const real* values, bint any_
    ) noexcept nogil:
        """Whether a negation of the same sentence reaches a word that is none itself; ``any_``: in a phrase of tone too."""
        cdef Py_ssize_t place
        if self.denies(words, at, values, any_):
            return False
        for place in range(at - 1, max(at - self.span, 0) - 1, -1):
            if words[place].sentence != words[at].sentence:
                break
            if self.denies(words, place, values, any_) and not self.ends_there(words, place, values):
                return True
        place = at + 1
        if place == count or not self.behind[words[at].row] or words[place].sentence != words[at].sentence:
            return False
        return self.denies(words, place, values, any_)

    cdef void hand_on(self, Word* words, Py_ssize_t at, Py_ssize_t count, const real* values) noexcept nogil:
        """Negate what a word of thinking that is itself negated says something of."""
        cdef Py_ssize_t begin = self.denied_at(words, at, count, values) + 1, place
        if begin == 0:
            return
        for place in range(at, count):
            if words[place].sentence != words[at].sentence:
                break
            if words[place].flags & self.asks:
                return
        for place in range(begin, min(begin + self.handed, count)):
            if words[place].sentence != words[at].sentence:
                return
            if place > begin and self.ends_there(words, place - 1, values):
                return
            if not words[place].flags & self.letters:
                continue
            words[place].reached |= not self.denies(words, place, values, True)
            if not words[place].own & 1 and not self.denies(words, place, values, False):
                words[place].negated = words[place].turned = True

    cdef Py_ssize_t denied_at(
        self, const Word* words, Py_ssize_t at, Py_ssize_t count, const real* values
    ) noexcept nogil:
        """``cues._denied_at``: a word of thinking, or a negation that follows it; -1 where none is near."""
        cdef Py_ssize_t place
        for place in range(at - 1, max(at - self.span, 0) - 1, -1):
            if words[place].sentence == words[at].sentence and self.denies(words, place, values, True):
                if not self.ends_there(words, place, values):
                    return at
        for place in range(at + 1, min(at + 1 + self.late, count) if self.behind[words[at].row] else 0):
            if words[place].sentence == words[at].sentence and self.denies(words, place, values, True):
                return place
        return -1

    cdef inline bint ends_there(self, const Word* words, Py_ssize_t place, const real* values) noexcept nogil:
        """Whether a comma stands behind a negation, which then answers ("No, that is fine") and reaches no further."""
        return (words[place + 1].kinds >> self.comma) & 1 and values[(place + 1) * self.width + self.comma] > 0

    cdef void lessen(self, Word* words, Py_ssize_t at, Py_ssize_t count, real* values) noexcept nogil:
        """Turn the tone of what falls, or of what a word makes less."""
        cdef int side = 1 if values[at * self.width + self.neg] < self.lessens else -1
        cdef Py_ssize_t place = self.toned(words, at, count, side, values)
        if place < 0:
            place = self.toned(words, at, count, -side, values)
        if place >= 0:
            words[place].turned = not words[at].negated and not words[place].negated
            if (words[at].kinds >> self.tone) & 1:
                values[at * self.width + self.tone] = 0

    cdef inline Py_ssize_t toned(
        self, const Word* words, Py_ssize_t at, Py_ssize_t count, int step, const real* values
    ) noexcept nogil:
        """The nearest word of the clause with a tone on one side, or -1."""
        cdef Py_ssize_t place = at
        for _ in range(self.fall):
            place += step
            if place < 0 or place >= count or words[place].sentence != words[at].sentence:
                return -1
            if not words[place].flags & self.letters:
                return -1
            if not words[place].kinds:
                continue
            if (words[place].kinds >> self.skip) & 1 and values[place * self.width + self.skip] > 0:
                return -1
            if (words[place].kinds >> self.tone) & 1 and values[place * self.width + self.tone] != 0:
                return place
        return -1

    cdef inline void stress(self, const Word* words, Py_ssize_t at, real* values) noexcept nogil:
        """Raise or lower a word's tone by the word before it, and turn what is negated."""
        cdef real boost = values[(at - 1) * self.width + self.boost] if words[at - 1].kinds else 0
        cdef double factor = <real>(1 + boost)
        cdef real* tone = &values[at * self.width + self.tone]
        factor = factor * (self.turned if words[at].turned else 1.0)
        if words[at].side:
            factor = factor * (self.latter if words[at].side == 2 else self.former)
        tone[0] = <real>(tone[0] * factor)

    cdef void take_sides(self, Word* words, Py_ssize_t at, Py_ssize_t count) noexcept nogil:
        """Note of a sentence's words whether they stand before a word of contrast, or from it on."""
        cdef Py_ssize_t place
        for place in range(count):
            if words[place].sentence == words[at].sentence:
                words[place].side = 1 if place < at else 2
