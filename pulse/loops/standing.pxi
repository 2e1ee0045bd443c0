# Where each token of a sentence stands, and what it is to one who asks (``classify.order``, ``asks.Parts``).

cdef enum:
    ASKED = 1 << 0
    WHEN = 1 << 1
    VERB = 1 << 2
    ANY = 1 << 3
    PERSON = 1 << 4
    SUBJECT = 1 << 5
    OTHER = 1 << 6
    FINITE = 1 << 7
    DENIED = 1 << 8
    AUX = 1 << 9
    VERBLIKE = 1 << 10
    BESIDE = 1 << 11
    PLAIN = 1 << 12
    CLITIC = 1 << 13
    EMBEDDED = 1 << 14
    TAG = 1 << 15
    RHETORICAL = 1 << 16
    COMMA = 1 << 17
    SKIP = 1 << 18
    DEFINITE = 1 << 19
    ADVERB = 1 << 20
    SURELY = 1 << 21
    THINKS = 1 << 22
    # What makes a clause of a sentence.
    FINITELY = VERB | ANY | FINITE | AUX
    NAMED = SUBJECT | DEFINITE
    # What says anything by itself, wherever it stands.
    TELLING = ASKED | WHEN | VERB | ANY | AUX | CLITIC | EMBEDDED | TAG | RHETORICAL | COMMA | SURELY
    # As ``asks`` and ``vocabulary`` have them.
    EARLY = 6
    LAST = 2
    FEW = 3
    LETTERS = 128

cdef struct Token:
    uint32_t is_
    int32_t place
    int32_t number


cdef void stand(
    const Word* words, Py_ssize_t begin, Py_ssize_t stop, const real* values, Py_ssize_t width,
    const int64_t* kinds, uint32_t reads, const uint32_t* means, Token* token,
) noexcept nogil:
    """Where each of a sentence's tokens stands (``order.ordered``), and what it is (``asks.Parts``)."""
    cdef Py_ssize_t at
    cdef int32_t place = -1, number = 0
    cdef real skip
    cdef bint lettered, placed, skipped
    for at in range(begin, stop):
        skip = values[at * width + kinds[15]] if words[at].kinds else 0
        skipped = skip >= 1 or (
            skip > 0 and at > 0 and words[at - 1].kinds and values[(at - 1) * width + kinds[15]] >= 1
        )
        lettered = (words[at].flags & LETTERS) != 0
        number += lettered
        placed = (lettered or (words[at].kinds and values[at * width + kinds[7]] > 0)) and not skipped
        place += placed
        token[at].number, token[at].place = number, place if placed else -1
        if words[at].kinds & reads:
            token[at].is_ = marks(
                &values[at * width], words[at].kinds & reads, means, values[at * width + kinds[8]],
                values[at * width + kinds[7]], token[at].place,
            )
        else:
            token[at].is_ = OTHER if token[at].place > 0 else 0


cdef void meanings(const int64_t[::1] kinds, uint32_t* means):
    """What a token is by each kind of cue; ``kinds`` are the rows of ``asks.READ``."""
    cdef Py_ssize_t at
    cdef uint32_t[22] told = [
        ASKED, WHEN, VERB, AUX, FINITE, ANY, VERBLIKE, BESIDE, 0, PERSON | SUBJECT, SUBJECT, CLITIC, EMBEDDED, TAG,
        RHETORICAL, SKIP, COMMA, DENIED, DEFINITE, ADVERB, SURELY, THINKS,
    ]
    memset(means, 0, 32 * sizeof(uint32_t))
    for at in range(22):
        means[kinds[at]] = told[at]


cdef inline uint32_t marks(
    const real* values, uint32_t kinds, const uint32_t* means, real relative, real beside, int32_t place
) noexcept nogil:
    """What a token is, by its cues of these kinds."""
    cdef uint32_t found = 0
    cdef int kind
    while kinds:
        kind = lowest(kinds)
        kinds &= kinds - 1
        found |= means[kind] if values[kind] > 0 else 0
    if found & ASKED and relative == 0:
        found |= PLAIN
    if found & (VERB | ASKED | WHEN):
        found &= ~<uint32_t>ANY
    if place > 0 and not found & (SUBJECT | DENIED) and beside == 0:
        found |= OTHER
    return found
