# Which cues of asking sentences hold (``classify.asks``): the columns of ``asks.features``, by the same names.

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
    # As ``asks`` and ``vocabulary`` have them.
    EARLY = 6
    LAST = 2
    FEW = 3
    LETTERS = 128

cdef struct Token:
    uint32_t is_
    int32_t place
    int32_t number


cdef void asked(
    const Word* words, Py_ssize_t count, const real* values, Py_ssize_t width, const int64_t* kinds, uint32_t reads, Token* token,
    float* out, Py_ssize_t columns,
) noexcept nogil:
    """Write the columns NAMES of a post's sentences, so many for each; they come as zeros.

    ``kinds`` are the rows of ``asks.READ``, ``reads`` has a bit for each, and ``token`` has room for two tokens more than there are.
    """
    cdef Py_ssize_t begin = 0, at
    memset(&token[count], 0, 2 * sizeof(Token))
    token[count].place = token[count + 1].place = -2  # Nothing goes on behind the last one.
    for at in range(1, count + 1):
        if at == count or words[at].sentence != words[begin].sentence:
            stand(words, begin, at, values, width, kinds, reads, token)
            begin = at
    begin = 0
    for at in range(1, count + 1):
        if at == count or words[at].sentence != words[begin].sentence:
            hold(token, begin, at, &out[words[begin].sentence * columns])
            begin = at


cdef void stand(
    const Word* words, Py_ssize_t begin, Py_ssize_t stop, const real* values, Py_ssize_t width,
    const int64_t* kinds, uint32_t reads, Token* token,
) noexcept nogil:
    """Where each of a sentence's tokens stands (``order.ordered``), and what it is (``asks.Parts``)."""
    cdef Py_ssize_t at
    cdef int32_t place = -1, number = 0
    cdef real skip
    cdef bint lettered, skipped
    for at in range(begin, stop):
        skip = values[at * width + kinds[15]] if words[at].kinds else 0
        skipped = skip >= 1 or (
            skip > 0 and at > 0 and words[at - 1].kinds and values[(at - 1) * width + kinds[15]] >= 1
        )
        lettered = (words[at].flags & LETTERS) != 0
        number += lettered
        place += lettered and not skipped
        token[at].number, token[at].place = number, place if lettered and not skipped else -1
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
    elif values[kinds[5]] > 0 and not found & ASKED:
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
    if place > 0 and not found & (SUBJECT | DENIED) and values[kinds[7]] == 0:
        found |= OTHER
    return found


cdef void hold(const Token* token, Py_ssize_t begin, Py_ssize_t stop, float* out) noexcept nogil:
    """Set those of a sentence's columns that any of its tokens is in."""
    cdef Py_ssize_t at
    cdef uint32_t is_, next, later, before
    cdef bint clause = False, begun = False, goes_on
    cdef int32_t words = token[stop - 1].number
    for at in range(begin, stop):
        if token[at].place == 0:
            is_ = token[at].is_
            next = token[at + 1].is_ if token[at + 1].place > 0 else 0
            clause = is_ & (WHEN | CLITIC | ASKED | VERB | ANY)
            begun = is_ & (VERB | ANY) and next & (SUBJECT | OTHER)
    for at in range(begin, stop):
        is_ = token[at].is_
        if not is_ & ~<uint32_t>OTHER and token[at].place != 0:
            continue
        before = token[at - 1].is_ if at > begin else 0
        goes_on = token[at + 1].place > token[at].place
        next = token[at + 1].is_ if goes_on else 0
        later = token[at + 2].is_ if goes_on and token[at + 2].place > token[at + 1].place else 0
        if token[at].place == 0:
            first(is_, next, later, out)
        if is_ & ASKED:
            question_word(&token[at], next, later, before, clause, words, out)
        if is_ & (VERB | ANY | AUX):
            verbs(&token[at], next, before, clause, begun, out)
        signs(&token[at], before, words, out)
    lengths(words, out)


cdef inline void lengths(int32_t words, float* out) noexcept nogil:
    """The columns ALSO."""
    cdef bint short = words <= 4
    out[48], out[49], out[50], out[51] = out[0] * short, out[0] * out[47], out[18] * out[47], out[38] * short
    out[52], out[53], out[54] = words <= 3, words > 12, words > 20


cdef inline void first(uint32_t is_, uint32_t next, uint32_t later, float* out) noexcept nogil:
    """The columns FIRST and VERB, and that the first word is a subject."""
    cdef bint finite = next & (VERB | ANY | FINITE), verb = is_ & VERB, aux = is_ & AUX
    if is_ & ASKED and not is_ & WHEN:
        out[0] = 1
        if finite:
            out[1] = 1
        if next & SUBJECT:
            out[2] = 1
    if is_ & WHEN:
        out[3 if is_ & ASKED and finite else 4] = 1
        if is_ & ASKED and not next & SUBJECT and later & SUBJECT:
            out[5] = 1
    if verb:
        out[17] = 1
        if next & SUBJECT:
            out[18] = 1
        if next & OTHER:
            out[20 if aux else 19] = 1
            out[19] = 1
        if next & DENIED:
            out[26] = 1
    if is_ & ANY:
        if next & PERSON:
            out[21] = 1
        if next & SUBJECT:
            out[22] = 1
        if next & OTHER:
            out[23] = 1
    if not is_ & (ASKED | WHEN | VERB | ANY) and next & PERSON:
        if is_ & VERBLIKE:
            out[24] = 1
        if not is_ & SUBJECT:
            out[25] = 1
    if is_ & (VERB | ANY):
        if next & DENIED and later & SUBJECT:
            out[27] = 1
        if next & DENIED and later & OTHER:
            out[28] = 1
        if not is_ & ASKED and next & BESIDE and not next & SUBJECT:
            out[29] = 1
    if aux and not verb:
        out[30] = 1
    if is_ & SUBJECT:
        out[45] = 1


cdef inline bint few(const Token* token, uint32_t before, bint clause) noexcept nogil:
    """Whether it stands behind a comma and a word or two, as one addresses somebody."""
    return before & COMMA and token.place > 0 and 1 < token.number <= FEW and not clause


cdef inline void question_word(
    const Token* token, uint32_t next, uint32_t later, uint32_t before, bint clause, int32_t words, float* out
) noexcept nogil:
    """The columns LATER."""
    cdef bint finite = next & (VERB | ANY | FINITE), verb = next & (VERB | ANY), comma = before & COMMA
    cdef bint joined = before & (TAG | SKIP)
    if token.place == 1:
        out[6] = 1
        if verb:
            out[7] = 1
    if token.place > 1:
        out[8] = 1
        if finite:
            out[9] = 1
        if next & VERB and later & PERSON:
            out[10] = 1
        if comma:
            out[11] = 1
        if comma and finite:
            out[12] = 1
        if finite and token.is_ & PLAIN:
            out[14] = 1
    if few(token, before, clause):
        out[13] = 1
    if token.is_ & PLAIN and token.place > 0 and verb and (joined or comma):
        out[15] = 1
    if words == token.number and token.number > 1 and (joined or comma or token.place <= 1):
        out[16] = 1


cdef inline void verbs(
    const Token* token, uint32_t next, uint32_t before, bint clause, bint begun, float* out
) noexcept nogil:
    """The columns CLAUSE."""
    cdef uint32_t is_ = token.is_
    cdef bint comma = before & COMMA, joined = before & (TAG | SKIP), inside = token.place > 1
    if is_ & VERB and next & SUBJECT and comma and inside and not begun:
        out[31] = 1
    if is_ & AUX and next & SUBJECT and not comma and inside:
        out[32] = 1
    if not is_ & (VERB | ANY):
        return
    if next & SUBJECT and few(token, before, clause):
        out[33] = 1
    if next & PERSON and inside:
        if joined:
            out[34] = 1
        if comma and clause:
            out[35] = 1
    if token.place > 2 and begun:
        if comma:
            out[36] = 1
        if next & SUBJECT and not next & WHEN and not joined and not before & (ASKED | SUBJECT):
            out[37] = 1


cdef inline void signs(const Token* token, uint32_t before, int32_t words, float* out) noexcept nogil:
    """The columns WORDS."""
    cdef uint32_t is_ = token.is_
    if is_ & CLITIC and not before & BESIDE and token.place >= 0:
        out[38 if token.place < EARLY else 39] = 1
        if token.place == 0:
            out[40] = 1
    if is_ & EMBEDDED:
        out[41] = 1
    if is_ & TAG and token.number > 1 and words - token.number <= LAST:
        out[42] = 1
        if before & COMMA:
            out[43] = 1
    if is_ & RHETORICAL:
        out[44] = 1
    if is_ & WHEN and not is_ & ASKED:
        out[46] = 1
    if is_ & COMMA:
        out[47] = 1
