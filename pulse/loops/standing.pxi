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
    const int64_t* kinds, uint32_t reads, Token* token,
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
            token[at].is_ = marks(&values[at * width], kinds, token[at].place)
        else:
            token[at].is_ = OTHER if token[at].place > 0 else 0


cdef inline uint32_t marks(const real* values, const int64_t* kinds, int32_t place) noexcept nogil:
    """What a token is, by its cues."""
    cdef uint32_t found = 0
    if values[kinds[0]] > 0:
        found |= ASKED | (PLAIN if values[kinds[8]] == 0 else 0)
    if values[kinds[1]] > 0:
        found |= WHEN
    if values[kinds[2]] > 0:
        found |= VERB
    elif values[kinds[5]] > 0 and not found & (ASKED | WHEN):
        found |= ANY
    if values[kinds[3]] > 0:
        found |= AUX
    if values[kinds[4]] > 0:
        found |= FINITE
    if values[kinds[6]] > 0:
        found |= VERBLIKE
    if values[kinds[7]] > 0:
        found |= BESIDE
    if values[kinds[9]] > 0:
        found |= PERSON | SUBJECT
    if values[kinds[10]] > 0:
        found |= SUBJECT
    if values[kinds[11]] > 0:
        found |= CLITIC
    if values[kinds[12]] > 0:
        found |= EMBEDDED
    if values[kinds[13]] > 0:
        found |= TAG
    if values[kinds[14]] > 0:
        found |= RHETORICAL
    if values[kinds[15]] > 0:
        found |= SKIP
    if values[kinds[16]] > 0:
        found |= COMMA
    if values[kinds[17]] > 0:
        found |= DENIED
    if values[kinds[18]] > 0:
        found |= DEFINITE
    if values[kinds[19]] > 0:
        found |= ADVERB
    if values[kinds[20]] > 0:
        found |= SURELY
    if values[kinds[21]] > 0:
        found |= THINKS
    if place > 0 and not found & (SUBJECT | DENIED) and values[kinds[7]] == 0:
        found |= OTHER
    return found
