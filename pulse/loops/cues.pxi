# What the word lists say of a word alone (``classify.lexicon.heard``).

cdef struct Word:
    # A token of a post: its word's set, its sentence, the place in ROWS of that one's language, and the list of the word's
    # cues in it; a bit for each kind of cue that is written of it by its value, and what it is by all of them
    # (``Heard.bits``); whether it negates alone, its tone is negated, or turned, and whether anything of it is negated; of
    # which groups a phrase that holds a negation lies on it, and of which any phrase; in a sentence of contrasts, 2 for
    # what is meant and 1 for the rest.
    int32_t set_
    int32_t sentence
    int32_t row
    int32_t cues
    uint32_t kinds
    uint32_t is_
    uint8_t flags
    uint8_t negates
    uint8_t negated
    uint8_t turned
    uint8_t reached
    uint8_t own
    uint8_t taken
    uint8_t side


cdef enum:
    # What a word is by its cues: a bit for each kind that only has to be there, as ``lexicon.KINDS`` has them; and in
    # the places of those that count by their values, what else is read of them: whether a word is skipped wholly, sets
    # something against what stands before, or concedes something, or hands a negation on, and what follows from others
    # (``asks.Parts``).
    VALUED = 11
    WHOLLY = 1 << 0
    DENIED = 1 << 1
    OTHER = 1 << 2
    PLAIN = 1 << 3
    HANDS = 1 << 4
    CONTRASTS = 1 << 5
    CONCEDES = 1 << 6
    ASKED = 1 << 11
    WHEN = 1 << 12
    VERB = 1 << 13
    AUX = 1 << 14
    FINITE = 1 << 15
    ANY = 1 << 16
    VERBLIKE = 1 << 17
    BESIDE = 1 << 18
    RELATIVE = 1 << 19
    PERSON = 1 << 20
    PRONOUN = 1 << 21
    CLITIC = 1 << 22
    EMBEDDED = 1 << 23
    TAG = 1 << 24
    RHETORICAL = 1 << 25
    SKIP = 1 << 26
    COMMA = 1 << 27
    DEFINITE = 1 << 28
    ADVERB = 1 << 29
    SURELY = 1 << 30
    THINKS = 0x80000000


cdef inline bint denies(const Word* word, bint any_) noexcept nogil:
    """Whether a word is a negation; ``any_``: in a phrase of tone too."""
    return (word.is_ & DENIED) != 0 or (any_ and word.negates and word.own & 1)


cdef inline bint ends_there(const Word* word) noexcept nogil:
    """Whether a comma stands behind a negation, which then answers ("No, that is fine") and reaches no further."""
    return (word[1].is_ & COMMA) != 0


cdef inline uint32_t told_by(uint32_t kind, double value) noexcept nogil:
    """What a word is by a cue, of whose kind this is the bit; the steps of a skip are those of ``heard``: WHOLLY from 1
    on, above CONTRAST, and above CONCESSION.
    """
    cdef uint32_t found = kind if value > 0 else 0
    if kind == SKIP and value >= 1:
        found |= WHOLLY | (CONTRASTS if value > 1 else 0) | (CONCEDES if value > 2 else 0)
    if kind == THINKS and value != 0:
        found |= HANDS
    return found if kind >= ASKED else found & DENIED


cdef inline void say(uint32_t kinds, Lists cued, int64_t set_, real* values) noexcept nogil:
    """Write what counts by its value of what a word says alone: its first cues, as they are kept by kind."""
    cdef Py_ssize_t place = cued.start(set_)
    memset(values, 0, VALUED * sizeof(real))
    while kinds:
        values[lowest(kinds)] = <real>cued.values[place]
        kinds &= kinds - 1
        place += 1


cdef inline void write(Word* word, int64_t kind, real value, real* values) noexcept nogil:
    """Write a phrase's cue at its first word; the first one finds none of another word's."""
    cdef uint32_t bit_ = <uint32_t>1 << kind
    if kind < VALUED:
        if not word.kinds:
            memset(values, 0, VALUED * sizeof(real))
        word.kinds |= bit_
        values[kind] = value
    # No value brings more bits than the largest one.
    word.is_ = word.is_ & ~told_by(bit_, INFINITY) | told_by(bit_, value)


cdef inline void silence(Word* words, Py_ssize_t begin, Py_ssize_t end, int64_t kind, real* values) noexcept nogil:
    """Take a kind of cue away from all words of a phrase."""
    cdef Py_ssize_t place
    for place in range(begin, end):
        words[place].is_ &= ~told_by(<uint32_t>1 << kind, INFINITY)
        if kind < VALUED and (words[place].kinds >> kind) & 1:
            values[place * VALUED + kind] = 0


cdef class Lists:
    """A ``classify.arrays.lists.Lists`` as it is now."""

    cdef const int32_t[:, ::1] spans
    cdef const int32_t[::1] numbers
    cdef const double[::1] values

    def __init__(self, lists):
        self.spans, self.numbers, self.values = lists.spans.rows, lists.numbers.rows, lists.values.rows

    cdef inline Py_ssize_t start(self, int64_t row) noexcept nogil:
        return self.spans[row, 0]

    cdef inline Py_ssize_t stop(self, int64_t row) noexcept nogil:
        return self.spans[row, 0] + self.spans[row, 1]
