# What the word lists say of a batch (``classify.cues.cued``): entries of several words in place of their words.

cdef struct Match:
    int64_t at, entry
    int length
    bint stays


cdef class Lists:
    """A ``classify.lists.Lists`` as it is now."""

    cdef const int64_t[::1] starts, counts, numbers

    def __init__(self, lists):
        self.starts, self.counts, self.numbers = lists.starts.rows, lists.counts.rows, lists.numbers.rows


cdef class Walker:
    """Walks the entries of several words over a batch's tokens."""

    cdef const int64_t[::1] roots, wild, following, table_numbers, tables, kinds, group_of
    cdef const uint64_t[::1] table_keys
    cdef const uint8_t[::1] maybe, behind
    cdef const double[::1] weights
    cdef const double[:, :, ::1] worth
    cdef Lists ends
    cdef int bits, maybe_bits, groups, tone, neg, boost, span, most, first, second, open, letters
    cdef uint64_t mixer, maybe_mixer
    cdef double turned
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

    def __init__(self, phrases, worth, group_of, behind, mixers, kinds, flags, reach, turned, most):
        """The numbers of ``classify.cues``: ``kinds`` are the columns of tone, negation and boost."""
        self.roots, self.wild, self.following = phrases.roots, phrases.wild, phrases.following
        self.table_keys, self.table_numbers, self.bits = phrases.keys.keys, phrases.keys.numbers, phrases.keys.bits
        self.maybe, self.maybe_bits = phrases.maybe, len(phrases.maybe).bit_length() - 1
        self.tables, self.kinds, self.weights, self.ends = phrases.tables, phrases.kinds, phrases.weights, Lists(phrases.ends)
        self.worth, self.group_of, self.groups, self.behind = worth, group_of, max(group_of) + 1, behind
        self.mixer, self.maybe_mixer = mixers
        self.tone, self.neg, self.boost = kinds
        self.first, self.second, self.open, self.letters = flags
        self.span, self.turned, self.most = reach, turned, most

    def read(self, batch, heard, const int64_t[::1] sets, const int64_t[::1] row, real[:, ::1] values,
             real[::1] negated, real[::1] own, uint8_t[:, ::1] taken, uint8_t[::1] negates):
        """Write the cues' ``values`` (kinds by tokens), which tokens are ``negated``, and which by their ``own`` phrase.

        All but ``negated`` come as zeros; ``row`` is the place in ROWS of each token's language.
        """
        cdef Py_ssize_t token, tokens = sets.shape[0]
        cdef int length, longest = 0
        cdef const uint8_t[::1] flags = batch.flags
        cdef const int64_t[::1] starts = batch.starts, sentence = batch.sentence_of, cue = heard.cue
        cdef Lists cued = Lists(heard.cued), elements = Lists(heard.elements)
        cdef const double[::1] cue_values = heard.cued.values.rows
        cdef bint whole
        with nogil:
            for token in range(tokens):
                self.hear(token, cue[sets[token]], row[token], cued, cue_values, values)
                negates[token] = values[self.neg, token] > 0
            whole = self.match(flags, starts, sets, row, elements)
            for token in range(self.found if whole else 0):
                longest = max(longest, self.matches[token].length)
            for length in range(longest, 1, -1):
                self.put(length, row, values, own, taken, negates)
            for token in range(tokens):
                negated[token] = (
                    flags[token] & self.letters and not taken[0, token] and self.reached(token, row, sentence, values)
                )
            for token in range(tokens - 1, 0, -1):
                self.stress(token, negated[token] != 0, values)
        if not whole:
            raise MemoryError

    cdef inline void hear(
        self, Py_ssize_t token, int64_t set_, int64_t row, Lists cued, const double[::1] cue_values, real[:, ::1] values
    ) noexcept nogil:
        """Write what a word says alone."""
        cdef Py_ssize_t place
        if set_ > 0:
            set_ += row
            for place in range(cued.starts[set_], cued.starts[set_] + cued.counts[set_]):
                values[cued.numbers[place], token] = <real>cue_values[place]

    cdef bint match(
        self, const uint8_t[::1] flags, const int64_t[::1] starts, const int64_t[::1] sets, const int64_t[::1] row,
        Lists elements,
    ) noexcept nogil:
        """Find all entries; False when there is no memory for them."""
        cdef Py_ssize_t post, at, stop
        self.found = 0
        for post in range(starts.shape[0]):
            stop = starts[post + 1] if post + 1 < starts.shape[0] else sets.shape[0]
            for at in range(starts[post], stop - 1):
                if flags[at] & self.first and (flags[at] & self.open or flags[at + 1] & self.second):
                    if not self.walk(at, stop, sets, row[at], elements):
                        return False
        return True

    cdef bint walk(
        self, Py_ssize_t at, Py_ssize_t stop, const int64_t[::1] sets, int64_t row, Lists elements
    ) noexcept nogil:
        """Note the entries that begin at a token, the shorter ones first."""
        cdef Py_ssize_t nodes = 0, number, place
        cdef int64_t set_ = sets[at], node
        cdef int length
        for place in range(elements.starts[set_], elements.starts[set_] + elements.counts[set_]):
            node = self.roots[elements.numbers[place]]
            if node > 0:
                self.here[nodes] = node
                nodes += 1
        for length in range(2, self.most + 1):
            if at + length > stop or nodes == 0:
                return True
            nodes = self.step(nodes, sets[at + length - 1], elements)
            for number in range(nodes):
                node = self.here[number]
                for place in range(self.ends.starts[node], self.ends.starts[node] + self.ends.counts[node]):
                    if not self.note(at, self.ends.numbers[place], length, row):
                        return False
        return True

    cdef Py_ssize_t step(self, Py_ssize_t nodes, int64_t set_, Lists elements) noexcept nogil:
        """Go on by one word from all nodes; how many there are then."""
        cdef Py_ssize_t others = 0, number, place
        cdef int64_t node, after
        for number in range(nodes):
            node = self.here[number]
            for place in range(elements.starts[set_], elements.starts[set_] + elements.counts[set_]):
                after = self.after(node, elements.numbers[place])
                if after > 0:
                    self.next[others] = after
                    others += 1
            if self.wild[node] > 0:
                self.next[others] = self.wild[node]
                others += 1
        self.here, self.next = self.next, self.here
        return others

    cdef inline int64_t after(self, int64_t node, int64_t element) noexcept nogil:
        """The node that follows by an element, 0 for none."""
        cdef uint64_t key = <uint64_t>(node * self.roots.shape[0] + element)
        if not self.maybe[(key * self.maybe_mixer) >> (64 - self.maybe_bits)]:
            return 0
        cdef int64_t number = number_of(self.table_keys, self.table_numbers, self.bits, self.mixer, key + 1)
        return self.following[number] if number >= 0 else 0

    cdef inline bint note(self, Py_ssize_t at, int64_t entry, int length, int64_t row) noexcept nogil:
        """Note an entry that means something here; False when there is no memory for it."""
        cdef Match* more
        if self.worth[row, self.tables[entry], self.kinds[entry]] == 0:
            return True
        if self.found == self.room:
            more = <Match*>realloc(self.matches, 2 * self.room * sizeof(Match))
            if more == NULL:
                return False
            self.matches, self.room = more, 2 * self.room
        self.matches[self.found] = Match(at, entry, length, False)
        self.found += 1
        return True

    cdef void put(
        self, int length, const int64_t[::1] row, real[:, ::1] values, real[::1] own, uint8_t[:, ::1] taken,
        const uint8_t[::1] negates,
    ) noexcept nogil:
        """Write the phrases of a length in place of what their words say, where no longer one lies."""
        cdef Py_ssize_t number
        cdef int64_t at, entry, kind
        for kind in range(self.groups):
            self.make_room(length, kind, values, own, taken, negates)
        for number in range(self.found):
            at, entry = self.matches[number].at, self.matches[number].entry
            kind = self.kinds[entry]
            if self.matches[number].length == length and (self.matches[number].stays or self.group_of[kind] < 0):
                values[kind, at] = <real>(self.weights[entry] * self.worth[row[at], self.tables[entry], kind])

    cdef void make_room(
        self, int length, int64_t group, real[:, ::1] values, real[::1] own, uint8_t[:, ::1] taken,
        const uint8_t[::1] negates,
    ) noexcept nogil:
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
                free = free and not taken[group, place]
            if free:
                self.matches[number].stays = True
                end = at + length
                self.clear(group, at, end, values, own, taken, negates)

    cdef void clear(
        self, int64_t group, Py_ssize_t begin, Py_ssize_t end, real[:, ::1] values, real[::1] own,
        uint8_t[:, ::1] taken, const uint8_t[::1] negates,
    ) noexcept nogil:
        """Take away what a phrase's words say alone."""
        cdef Py_ssize_t place
        cdef int64_t kind
        cdef bint toned = group == self.group_of[self.tone], denied = toned
        for place in range(begin, end):
            taken[group, place] = True
            denied = denied or negates[place]
            for kind in range(self.group_of.shape[0]):
                if self.group_of[kind] == group:
                    values[kind, place] = 0
            if toned:
                values[self.neg, place] = 0
        for place in range(begin, end if denied else begin):
            own[place] = 1

    cdef inline bint reached(
        self, Py_ssize_t token, const int64_t[::1] row, const int64_t[::1] sentence, real[:, ::1] values
    ) noexcept nogil:
        """Whether a negation of the same sentence reaches a token that is none itself."""
        cdef Py_ssize_t place
        if values[self.neg, token] > 0:
            return False
        for place in range(token - 1, max(token - self.span, 0) - 1, -1):
            if sentence[place] != sentence[token]:
                break
            if values[self.neg, place] > 0:
                return True
        if token + 1 == sentence.shape[0] or not self.behind[row[token]] or sentence[token + 1] != sentence[token]:
            return False
        return values[self.neg, token + 1] > 0

    cdef inline void stress(self, Py_ssize_t token, bint negated, real[:, ::1] values) noexcept nogil:
        """Raise or lower a token's tone by the word before it, and turn what is negated."""
        cdef double factor = <real>(1 + values[self.boost, token - 1])
        values[self.tone, token] = <real>(values[self.tone, token] * (factor * (self.turned if negated else 1.0)))
