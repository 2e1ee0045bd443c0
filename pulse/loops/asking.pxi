# Which cues of asking sentences hold (``classify.heads.asks``): a bit for each of the columns of ``asks.features``, by the same
# names. What is true of a token is 1 or 0, and no branch is taken by it: which cues words have, nobody can foresee.


cdef void asked(
    const Word* words, Py_ssize_t count, Token* token, float* out, Py_ssize_t columns
) noexcept nogil:
    """Write the columns NAMES of a post's sentences, so many for each; they come as zeros.

    ``token`` has room for two tokens more than there are.
    """
    cdef Py_ssize_t begin = 0, at
    memset(&token[count], 0, 2 * sizeof(Token))
    token[count].place = token[count + 1].place = -2  # Nothing goes on behind the last one.
    for at in range(1, count + 1):
        if at == count or words[at].sentence != words[begin].sentence:
            stand(words, begin, at, token)
            begin = at
    begin = 0
    for at in range(1, count + 1):
        if at == count or words[at].sentence != words[begin].sentence:
            put_columns(held_columns(token, begin, at), &out[words[begin].sentence * columns])
            begin = at


cdef inline void put_columns(uint64_t held, float* out) noexcept nogil:
    while held:
        out[lowest64(held)] = 1
        held &= held - 1


cdef uint64_t held_columns(const Token* token, Py_ssize_t begin, Py_ssize_t stop) noexcept nogil:
    """Those of a sentence's columns that any of its tokens is in."""
    cdef Py_ssize_t at
    cdef uint32_t is_, next, later, before, earlier, held = 0
    cdef uint64_t clause = 0, begun = 0, found = 0
    cdef bint goes_on
    cdef int32_t words = token[stop - 1].number
    for at in range(begin, stop):
        held |= token[at].is_
        if token[at].place == 0:
            next = token[at + 1].is_ if token[at + 1].place > 0 else 0
            clause = one_of(token[at].is_, WHEN | CLITIC | ASKED | VERB | ANY)
            begun = one_of(token[at].is_, VERB | ANY) & one_of(next, SUBJECT | OTHER)
    for at in range(begin, stop):
        is_ = token[at].is_
        if not is_ & TELLING and token[at].place != 0:
            continue
        before = token[at - 1].is_ if at > begin else 0
        goes_on = token[at + 1].place > token[at].place
        next = token[at + 1].is_ if goes_on else 0
        later = token[at + 2].is_ if goes_on and token[at + 2].place > token[at + 1].place else 0
        if token[at].place == 0:
            found |= first(&token[at], next, later)
        if is_ & ASKED:
            found |= question_word(&token[at], next, later, before, clause, words)
        if is_ & (VERB | ANY | AUX):
            found |= verbs(&token[at], next, before, clause, begun)
        earlier = token[at - 2].is_ if before & COMMA and at > begin + 1 else 0
        found |= signs(&token[at], next, before, one_of(before | earlier, BESIDE), one_of(held, FINITELY) ^ 1, words)
    return found | lengths(words, found)


cdef inline uint64_t lengths(int32_t words, uint64_t found) noexcept nogil:
    """The columns ALSO."""
    cdef uint64_t short = words <= 4, comma = found >> 53
    return (
        (found & short) << 57 | (found & comma & 1) << 58 | (found >> 20 & comma & 1) << 59 | (found >> 44 & short) << 60
        | <uint64_t>(words <= 3) << 61 | <uint64_t>(words > 12) << 62 | <uint64_t>(words > 20) << 63
    )


cdef inline uint64_t first(const Token* token, uint32_t next, uint32_t later) noexcept nogil:
    """The columns FIRST and VERB, and that the first word is a subject."""
    cdef uint32_t is_ = token.is_
    cdef uint64_t asked = one_of(is_, ASKED), when = one_of(is_, WHEN), word = asked & (when ^ 1)
    cdef uint64_t verb = one_of(is_, VERB), any_ = one_of(is_, ANY), aux = one_of(is_, AUX), finite = verb | any_
    cdef uint64_t other_word = (asked | when | finite) ^ 1, verblike = one_of(is_, VERBLIKE) & other_word
    cdef uint64_t then_finite = one_of(next, VERB | ANY | FINITE), named = one_of(next, NAMED)
    cdef uint64_t subject = one_of(next, SUBJECT), person = one_of(next, PERSON), other = one_of(next, OTHER)
    cdef uint64_t denied = one_of(next, DENIED), definite = one_of(next, DEFINITE), late = one_of(later, NAMED)
    return (
        word | (word & then_finite) << 1 | (word & named) << 2
        | (when & asked & then_finite) << 3 | (when & ((asked & then_finite) ^ 1)) << 4
        | (when & asked & (named ^ 1) & late) << 5 | (word & (token.number > 1)) << 6
        | (word & ((then_finite | named) ^ 1) & one_of(later, VERB | ANY | FINITE)) << 7
        | verb << 19 | (verb & subject) << 20 | (verb & other) << 21 | (verb & other & aux) << 22
        | (any_ & person) << 23 | (any_ & subject) << 24 | (any_ & other) << 25
        | (verblike & person) << 26 | (other_word & person & (one_of(is_, SUBJECT) ^ 1)) << 27 | (verb & denied) << 28
        | (finite & denied & one_of(later, SUBJECT)) << 29 | (finite & denied & one_of(later, OTHER)) << 30
        | (finite & (asked ^ 1) & one_of(next, BESIDE) & (subject ^ 1)) << 31 | (aux & (verb ^ 1)) << 32
        | (finite & definite) << 33 | (finite & one_of(next, ADVERB) & late) << 34
        | (verblike & (person ^ 1) & (definite | (subject & (one_of(next, WHEN) ^ 1)))) << 35
        | (one_of(is_, THINKS) & subject & (person ^ 1)) << 36 | one_of(is_, SUBJECT) << 51
    )


cdef inline uint64_t few(const Token* token, uint32_t before, uint64_t clause) noexcept nogil:
    """Whether it stands behind a comma and a word or two, as one addresses somebody."""
    return (
        one_of(before, COMMA) & (token.place > 0) & (token.number > 1) & (token.number <= FEW) & (clause ^ 1)
    )


cdef inline uint64_t question_word(
    const Token* token, uint32_t next, uint32_t later, uint32_t before, uint64_t clause, int32_t words
) noexcept nogil:
    """The columns LATER."""
    cdef uint64_t finite = one_of(next, VERB | ANY | FINITE), verb = one_of(next, VERB | ANY)
    cdef uint64_t comma = one_of(before, COMMA), behind = one_of(before, TAG | SKIP) | comma
    cdef uint64_t second = token.place == 1, inside = token.place > 1, plain = one_of(token.is_, PLAIN)
    return (
        second << 8 | (second & verb) << 9 | inside << 10 | (inside & finite) << 11
        | (inside & one_of(next, VERB) & one_of(later, PERSON)) << 12 | (inside & comma) << 13
        | (inside & comma & finite) << 14 | few(token, before, clause) << 15 | (inside & finite & plain) << 16
        | (plain & (token.place > 0) & verb & behind) << 17
        | ((words == token.number) & (token.number > 1) & (behind | (token.place <= 1))) << 18
    )


cdef inline uint64_t verbs(
    const Token* token, uint32_t next, uint32_t before, uint64_t clause, uint64_t begun
) noexcept nogil:
    """The columns CLAUSE."""
    cdef uint64_t verb = one_of(token.is_, VERB), finite = one_of(token.is_, VERB | ANY)
    cdef uint64_t subject = one_of(next, SUBJECT), comma = one_of(before, COMMA), joined = one_of(before, TAG | SKIP)
    cdef uint64_t inside = token.place > 1, late = token.place > 2, person = finite & one_of(next, PERSON) & inside
    return (
        (verb & subject & comma & inside & (begun ^ 1)) << 37
        | (one_of(token.is_, AUX) & subject & (comma ^ 1) & inside) << 38
        | (finite & subject & few(token, before, clause)) << 39
        | (person & joined) << 40 | (person & comma & clause) << 41 | (finite & late & begun & comma) << 42
        | (
            finite & late & begun & subject & ((one_of(next, WHEN) | joined | one_of(before, ASKED | SUBJECT)) ^ 1)
        ) << 43
    )


cdef inline uint64_t signs(
    const Token* token, uint32_t next, uint32_t before, uint64_t beside, uint64_t verbless, int32_t words
) noexcept nogil:
    """The columns WORDS."""
    cdef uint32_t is_ = token.is_
    cdef int32_t left = words - token.number
    cdef uint64_t clitic = one_of(is_, CLITIC) & (beside ^ 1), early = token.place < EARLY
    cdef uint64_t comma = one_of(before, COMMA), late = one_of(is_, TAG) & (token.number > 1)
    cdef uint64_t ends = late & (left <= LAST) & (one_of(next, FINITELY) ^ 1)
    return (
        (clitic & (token.place >= 0) & early) << 44 | (clitic & (early ^ 1)) << 45 | (clitic & (token.place == 0)) << 46
        | one_of(is_, EMBEDDED) << 47 | ends << 48 | (ends & comma) << 49 | one_of(is_, RHETORICAL) << 50
        | (one_of(is_, WHEN) & (one_of(is_, ASKED) ^ 1)) << 52 | one_of(is_, COMMA) << 53
        | (clitic & (token.place > 0) & comma) << 54 | one_of(is_, SURELY) << 55 | (late & (left > 0) & verbless) << 56
    )
