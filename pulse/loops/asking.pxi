# Which cues of asking sentences hold (``classify.asks``): the columns of ``asks.features``, by the same names.


cdef void asked(
    const Word* words, Py_ssize_t count, const real* values, Py_ssize_t width, const int64_t* kinds, uint32_t reads,
    const uint32_t* means, Token* token, float* out, Py_ssize_t columns,
) noexcept nogil:
    """Write the columns NAMES of a post's sentences, so many for each; they come as zeros.

    ``kinds`` are the rows of ``asks.READ``, ``reads`` has a bit for each, ``means`` are its ``meanings``, and ``token``
    has room for two tokens more than there are.
    """
    cdef Py_ssize_t begin = 0, at
    memset(&token[count], 0, 2 * sizeof(Token))
    token[count].place = token[count + 1].place = -2  # Nothing goes on behind the last one.
    for at in range(1, count + 1):
        if at == count or words[at].sentence != words[begin].sentence:
            stand(words, begin, at, values, width, kinds, reads, means, token)
            begin = at
    begin = 0
    for at in range(1, count + 1):
        if at == count or words[at].sentence != words[begin].sentence:
            hold(token, begin, at, &out[words[begin].sentence * columns])
            begin = at


cdef void hold(const Token* token, Py_ssize_t begin, Py_ssize_t stop, float* out) noexcept nogil:
    """Set those of a sentence's columns that any of its tokens is in."""
    cdef Py_ssize_t at
    cdef uint32_t is_, next, later, before, earlier, held = 0
    cdef bint clause = False, begun = False, goes_on
    cdef int32_t words = token[stop - 1].number
    for at in range(begin, stop):
        held |= token[at].is_
        if token[at].place == 0:
            is_ = token[at].is_
            next = token[at + 1].is_ if token[at + 1].place > 0 else 0
            clause = is_ & (WHEN | CLITIC | ASKED | VERB | ANY)
            begun = is_ & (VERB | ANY) and next & (SUBJECT | OTHER)
    for at in range(begin, stop):
        is_ = token[at].is_
        if not is_ & TELLING and token[at].place != 0:
            continue
        before = token[at - 1].is_ if at > begin else 0
        goes_on = token[at + 1].place > token[at].place
        next = token[at + 1].is_ if goes_on else 0
        later = token[at + 2].is_ if goes_on and token[at + 2].place > token[at + 1].place else 0
        if token[at].place == 0:
            first(&token[at], next, later, out)
        if is_ & ASKED:
            question_word(&token[at], next, later, before, clause, words, out)
        if is_ & (VERB | ANY | AUX):
            verbs(&token[at], next, before, clause, begun, out)
        earlier = token[at - 2].is_ if before & COMMA and at > begin + 1 else 0
        signs(&token[at], next, before, (before | earlier) & BESIDE, not held & FINITELY, words, out)
    lengths(words, out)


cdef inline void lengths(int32_t words, float* out) noexcept nogil:
    """The columns ALSO."""
    cdef bint short = words <= 4
    out[57], out[58], out[59], out[60] = out[0] * short, out[0] * out[53], out[20] * out[53], out[44] * short
    out[61], out[62], out[63] = words <= 3, words > 12, words > 20


cdef inline void first(const Token* token, uint32_t next, uint32_t later, float* out) noexcept nogil:
    """The columns FIRST and VERB, and that the first word is a subject."""
    cdef uint32_t is_ = token.is_
    cdef bint finite = next & (VERB | ANY | FINITE), verb = is_ & VERB, aux = is_ & AUX
    if is_ & ASKED and not is_ & WHEN:
        out[0] = 1
        if finite:
            out[1] = 1
        if next & NAMED:
            out[2] = 1
        if token.number > 1:
            out[6] = 1
        if not finite and not next & NAMED and later & (VERB | ANY | FINITE):
            out[7] = 1
    if is_ & WHEN:
        out[3 if is_ & ASKED and finite else 4] = 1
        if is_ & ASKED and not next & NAMED and later & NAMED:
            out[5] = 1
    if verb:
        out[19] = 1
        if next & SUBJECT:
            out[20] = 1
        if next & OTHER:
            out[22 if aux else 21] = 1
            out[21] = 1
        if next & DENIED:
            out[28] = 1
    if is_ & ANY:
        if next & PERSON:
            out[23] = 1
        if next & SUBJECT:
            out[24] = 1
        if next & OTHER:
            out[25] = 1
    if not is_ & (ASKED | WHEN | VERB | ANY) and next & PERSON:
        if is_ & VERBLIKE:
            out[26] = 1
        if not is_ & SUBJECT:
            out[27] = 1
    if is_ & (VERB | ANY):
        if next & DENIED and later & SUBJECT:
            out[29] = 1
        if next & DENIED and later & OTHER:
            out[30] = 1
        if not is_ & ASKED and next & BESIDE and not next & SUBJECT:
            out[31] = 1
    if aux and not verb:
        out[32] = 1
    if is_ & (VERB | ANY) and next & DEFINITE:
        out[33] = 1
    if is_ & (VERB | ANY) and next & ADVERB and later & NAMED:
        out[34] = 1
    if not is_ & (ASKED | WHEN | VERB | ANY) and is_ & VERBLIKE and not next & PERSON and (
        next & DEFINITE or next & SUBJECT and not next & WHEN
    ):
        out[35] = 1
    if is_ & THINKS and next & SUBJECT and not next & PERSON:
        out[36] = 1
    if is_ & SUBJECT:
        out[51] = 1


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
        out[8] = 1
        if verb:
            out[9] = 1
    if token.place > 1:
        out[10] = 1
        if finite:
            out[11] = 1
        if next & VERB and later & PERSON:
            out[12] = 1
        if comma:
            out[13] = 1
        if comma and finite:
            out[14] = 1
        if finite and token.is_ & PLAIN:
            out[16] = 1
    if few(token, before, clause):
        out[15] = 1
    if token.is_ & PLAIN and token.place > 0 and verb and (joined or comma):
        out[17] = 1
    if words == token.number and token.number > 1 and (joined or comma or token.place <= 1):
        out[18] = 1


cdef inline void verbs(
    const Token* token, uint32_t next, uint32_t before, bint clause, bint begun, float* out
) noexcept nogil:
    """The columns CLAUSE."""
    cdef uint32_t is_ = token.is_
    cdef bint comma = before & COMMA, joined = before & (TAG | SKIP), inside = token.place > 1
    if is_ & VERB and next & SUBJECT and comma and inside and not begun:
        out[37] = 1
    if is_ & AUX and next & SUBJECT and not comma and inside:
        out[38] = 1
    if not is_ & (VERB | ANY):
        return
    if next & SUBJECT and few(token, before, clause):
        out[39] = 1
    if next & PERSON and inside:
        if joined:
            out[40] = 1
        if comma and clause:
            out[41] = 1
    if token.place > 2 and begun:
        if comma:
            out[42] = 1
        if next & SUBJECT and not next & WHEN and not joined and not before & (ASKED | SUBJECT):
            out[43] = 1


cdef inline void signs(
    const Token* token, uint32_t next, uint32_t before, bint beside, bint verbless, int32_t words, float* out
) noexcept nogil:
    """The columns WORDS."""
    cdef uint32_t is_ = token.is_
    cdef int32_t left = words - token.number
    if is_ & CLITIC and not beside and token.place >= 0:
        out[44 if token.place < EARLY else 45] = 1
        if token.place == 0:
            out[46] = 1
        if token.place > 0 and before & COMMA:
            out[54] = 1
    if is_ & EMBEDDED:
        out[47] = 1
    if is_ & SURELY:
        out[55] = 1
    if is_ & TAG and token.number > 1 and left > 0 and verbless:
        out[56] = 1
    if is_ & TAG and token.number > 1 and left <= LAST and not next & FINITELY:
        out[48] = 1
        if before & COMMA:
            out[49] = 1
    if is_ & RHETORICAL:
        out[50] = 1
    if is_ & WHEN and not is_ & ASKED:
        out[52] = 1
    if is_ & COMMA:
        out[53] = 1
