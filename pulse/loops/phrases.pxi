# What the word lists say of a post (``classify.heads.cues.cued``): entries of several words in place of their words.

cdef struct Start:
    # Where an entry may begin: at which word, and the node behind its first two, or the key of the step to it (0: none).
    uint64_t key
    int64_t node, at


cdef struct Starts:
    Start* each
    Py_ssize_t count, room


cdef struct Match:
    int64_t at, entry
    int length
    bint stays


cdef bint more_starts(Starts* starts, Py_ssize_t more) noexcept nogil:
    """Have room for more than so many more; False when there is no memory for them."""
    cdef Start* larger = <Start*>realloc(starts.each, 2 * (starts.room + more) * sizeof(Start))
    if larger == NULL:
        return False
    starts.each, starts.room = larger, 2 * (starts.room + more)
    return True


cdef class Walker:
    """Walks the entries of several words over a batch's tokens."""

    cdef const int32_t[::1] roots
    cdef const int64_t[::1] wild, rank, group_of, speaks
    cdef const int64_t[:, ::1] nearest
    cdef const uint64_t[:, ::1] steps
    cdef const uint8_t[::1] tables, kinds, maybe, wilds, reads
    cdef const double[::1] weights
    cdef const double[:, :, ::1] worth
    cdef Lists ends
    cdef int bits, maybe_bits, groups, tone, neg, boost, span, fall, handed, late, most, letters, asks
    cdef uint64_t mixer, maybe_mixer
    cdef double turned, lessens, former, latter
    cdef Match* matches
    cdef Starts[2] starts  # Of a post, and of the one behind it.
    cdef Py_ssize_t found, room
    cdef int64_t* here
    cdef int64_t* next

    def __cinit__(self, phrases, *_):
        self.room = 4096
        self.matches = <Match*>malloc(self.room * sizeof(Match))
        self.here = <int64_t*>malloc((len(phrases.wild) + 1) * sizeof(int64_t))
        self.next = <int64_t*>malloc((len(phrases.wild) + 1) * sizeof(int64_t))
        for number in range(2):
            self.starts[number].each = <Start*>malloc(self.room * sizeof(Start))
            self.starts[number].room = self.room
        if NULL in (self.matches, self.here, self.next, self.starts[0].each, self.starts[1].each):
            raise MemoryError

    def __dealloc__(self):
        free(self.starts[0].each)
        free(self.starts[1].each)
        free(self.matches)
        free(self.here)
        free(self.next)

    def __init__(self, phrases, maybe, wilds, worth, nearest, groups, reads, mixers, kinds, flags, reach, turns, most):
        """The numbers of ``classify.heads.cues``: ``maybe`` and ``wilds`` have a bit for each slot and node, ``groups`` are
        GROUP_OF and SPEAKS, ``reads`` READS, ``kinds`` the columns of tone, negation and boost; ``reach`` is REACH, and
        ``turns`` are TURNED, LESSENS, BEFORE and SINCE.
        """
        self.roots, self.wild, self.steps, self.bits = phrases.roots, phrases.wild, phrases.keys.table, phrases.keys.bits
        self.maybe, self.maybe_bits, self.wilds = maybe, (8 * len(maybe)).bit_length() - 1, wilds
        self.tables, self.kinds, self.weights, self.ends = phrases.tables, phrases.kinds, phrases.weights, Lists(phrases.ends)
        self.worth, self.nearest, self.reads, self.rank = worth, nearest, reads, phrases.rank
        self.group_of, self.speaks = groups
        self.groups = max(self.group_of) + 1
        self.mixer, self.maybe_mixer = mixers
        self.tone, self.neg, self.boost = kinds
        self.letters, self.asks = flags
        (self.span, self.fall, self.handed, self.late), self.most = reach, most
        self.turned, self.lessens, self.former, self.latter = turns

    cdef bint ahead(
        self, Word* words, Py_ssize_t count, const uint32_t[:, ::1] bits, const uint64_t* links, Lists cued, Lists elements,
        int turn,
    ) noexcept nogil:
        """Note what a post's words are, and where entries may begin, and ask for what ``hear`` reads of both."""
        cdef Py_ssize_t at
        cdef Starts* starts = &self.starts[turn]
        starts.count = 0
        for at in range(count):
            words[at].kinds, words[at].is_ = bits[words[at].cues, 0], bits[words[at].cues, 1]
            words[at].negates = (words[at].is_ & DENIED) != 0
            if words[at].kinds:
                prefetch(&cued.values[cued.start(words[at].cues)])
        for at in range(count - 1):
            if links[2 * words[at].set_] & links[2 * words[at + 1].set_ + 1]:
                if not self.begin(words, at, elements, starts):
                    return False
        return True

    cdef bint hear(self, Word* words, Py_ssize_t count, Lists cued, Lists elements, int turn, real* values) noexcept nogil:
        """Write a post's cues, VALUED of each spoken word; False when there is no memory for its phrases."""
        cdef Py_ssize_t at
        cdef int length, longest = 0
        cdef uint32_t spoken = 0, is_ = 0
        if not self.match(words, count, elements, &self.starts[turn]):
            return False
        for at in range(count):
            if words[at].kinds:
                say(words[at].kinds, cued, words[at].cues, &values[at * VALUED])
        for at in range(self.found):
            longest = max(longest, self.matches[at].length)
        for length in range(longest, 1, -1):
            self.put(length, words, values)
        for at in range(count):
            spoken |= words[at].kinds
            is_ |= words[at].is_
        for at in range(count if (spoken >> self.neg) & 1 else 0):
            if words[at].kinds and words[at].flags & self.letters and reached(self, words, at, count, True):
                words[at].reached = True
                words[at].negated = not words[at].own & 1 and reached(self, words, at, count, False)
                words[at].turned = words[at].negated
        if (spoken >> self.neg) & 1 and is_ & HANDS:
            hand_all_on(self, words, count)
        for at in range(count if (spoken >> self.neg) & (spoken >> self.tone) & 1 else 0):
            if words[at].taken & 1 or not (words[at].kinds >> self.neg) & 1:
                continue
            if values[at * VALUED + self.neg] < 0:
                lessen(self, words, at, count, values)
        if is_ & CONTRASTS and (spoken >> self.tone) & 1:
            take_sides(self, words, count, values)
        for at in range(count - 1 if (spoken >> self.tone) & 1 else 0, 0, -1):
            if (words[at].kinds >> self.tone) & 1:
                stress(self, words, at, values)
        return True

    cdef bint match(self, const Word* words, Py_ssize_t count, Lists elements, Starts* starts) noexcept nogil:
        """Find all entries; False when there is no memory for them."""
        cdef Py_ssize_t number, nodes = 0
        cdef Start* start
        self.found = 0
        for number in range(starts.count):
            start = &starts.each[number]
            if start.key:
                start.node = number_of(self.steps, self.bits, self.mixer, start.key) + 1
            prefetch(&self.ends.spans[start.node, 0])
        for number in range(starts.count):
            start = &starts.each[number]
            if start.node:
                self.here[nodes] = start.node
                nodes += 1
            if nodes and (number + 1 == starts.count or start.at != starts.each[number + 1].at):
                if not self.walk(words, start.at, nodes, count, elements):
                    return False
                nodes = 0
        return True

    cdef bint walk(
        self, const Word* words, Py_ssize_t at, Py_ssize_t nodes, Py_ssize_t count, Lists elements
    ) noexcept nogil:
        """Note the entries that begin at a word, the shorter ones first; so many nodes are behind its first two."""
        cdef Py_ssize_t number, place
        cdef int64_t node
        cdef int length
        for length in range(2, self.most + 1):
            if length > 2 and nodes:
                nodes = self.step(nodes, &words[at + length - 1], elements) if at + length <= count else 0
            if nodes == 0:
                return True
            for number in range(nodes):
                node = self.here[number]
                for place in range(self.ends.start(node), self.ends.stop(node)):
                    if not self.note(at, self.ends.numbers[place], length, words[at].row):
                        return False
        return True

    cdef inline bint begin(self, const Word* words, Py_ssize_t at, Lists elements, Starts* starts) noexcept nogil:
        """Note the steps that a word and the one behind it may take; False when there is no memory for them."""
        cdef Py_ssize_t number, place
        cdef const int32_t* numbers = &elements.numbers[0]
        cdef int64_t node
        cdef uint64_t key
        cdef Py_ssize_t first = elements.start(words[at + 1].set_), stop = elements.stop(words[at + 1].set_)
        for number in range(elements.start(words[at].set_), elements.stop(words[at].set_)):
            node = self.roots[numbers[number]]
            if node == 0:
                continue
            if starts.count + stop - first >= starts.room and not more_starts(starts, stop - first):
                return False
            for place in range(first, stop):
                key = self.key(node, numbers[place])
                if key:
                    prefetch(&self.steps[(key * self.mixer) >> (64 - self.bits), 0])
                    starts.each[starts.count] = Start(key, 0, at)
                    starts.count += 1
            if bit(&self.wilds[0], node) and not words[at + 1].negates:
                starts.each[starts.count] = Start(0, self.wild[node], at)
                starts.count += 1
        return True

    cdef Py_ssize_t step(self, Py_ssize_t nodes, const Word* word, Lists elements) noexcept nogil:
        """Go on by a word from all nodes; how many there are then. A negation is no any word."""
        cdef Py_ssize_t others = 0, number, place
        cdef int64_t node, after
        for number in range(nodes):
            node = self.here[number]
            for place in range(elements.start(word.set_), elements.stop(word.set_)):
                after = self.after(node, elements.numbers[place])
                if after > 0:
                    self.next[others] = after
                    others += 1
            if bit(&self.wilds[0], node) and not word.negates:
                self.next[others] = self.wild[node]
                others += 1
        self.here, self.next = self.next, self.here
        return others

    cdef inline int64_t after(self, int64_t node, int64_t element) noexcept nogil:
        """The node that follows by an element, 0 for none."""
        cdef uint64_t key = self.key(node, element)
        return number_of(self.steps, self.bits, self.mixer, key) + 1 if key else 0

    cdef inline uint64_t key(self, int64_t node, int64_t element) noexcept nogil:
        """The key of the step from a node by an element, 0 where there surely is none."""
        cdef uint64_t key = <uint64_t>(node * self.roots.shape[0] + element)
        return key + 1 if bit(&self.maybe[0], (key * self.maybe_mixer) >> (64 - self.maybe_bits)) else 0

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
                if self.weights[entry] == 0 and self.group_of[kind] < 0:
                    silence(words, at, at + length, kind, values)
                    continue
                write(
                    &words[at], kind, <real>(self.weights[entry] * self.worth[words[at].row, self.tables[entry], kind]),
                    &values[at * VALUED],
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
                self.clear(group, at, end, self.weights[self.matches[number].entry] < 0, words, values)

    cdef void clear(
        self, int64_t group, Py_ssize_t begin, Py_ssize_t end, bint bad, Word* words, real* values
    ) noexcept nogil:
        """Take away what a phrase's words say alone; what a bad one denies may go on behind it."""
        cdef Py_ssize_t place
        cdef int64_t kind
        cdef bint toned = group == self.group_of[self.tone], denied = False
        for place in range(begin, end):
            words[place].taken |= 1 << group
            denied = denied or words[place].negates
            if not words[place].kinds:
                continue
            for kind in range(VALUED):
                if self.group_of[kind] == group:
                    values[place * VALUED + kind] = 0
            if toned and (not bad or values[place * VALUED + self.neg] < 0):
                values[place * VALUED + self.neg] = 0
                words[place].is_ &= ~<uint32_t>DENIED
        for place in range(begin, end if denied else begin):
            words[place].own |= 1 << group
