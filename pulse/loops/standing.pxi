# Where each token of a sentence stands, and what it is to one who asks (``classify.heads.order``, ``asks.Parts``).

cdef enum:
    SUBJECT = PERSON | PRONOUN
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


cdef inline uint64_t one_of(uint32_t is_, uint32_t kinds) noexcept nogil:
    return (is_ & kinds) != 0


cdef void stand(const Word* words, Py_ssize_t begin, Py_ssize_t stop, Token* token) noexcept nogil:
    """Where each of a sentence's tokens stands (``order.ordered``), and what it is (``asks.Parts``)."""
    cdef Py_ssize_t at
    cdef int32_t place = -1, number = 0
    cdef uint32_t is_, before = words[begin - 1].is_ if begin else 0
    cdef uint64_t lettered, placed
    for at in range(begin, stop):
        is_ = words[at].is_
        lettered = one_of(words[at].flags, LETTERS)
        number += lettered
        placed = (lettered | one_of(is_, BESIDE)) & (
            (one_of(is_, WHOLLY) | (one_of(is_, SKIP) & one_of(before, WHOLLY))) ^ 1
        )
        place += placed
        before = is_
        is_ |= PLAIN * (one_of(is_, ASKED) & (one_of(is_, RELATIVE) ^ 1))
        is_ &= ~<uint32_t>(ANY * one_of(is_, VERB | ASKED | WHEN))
        is_ |= OTHER * (placed & (place > 0) & (one_of(is_, SUBJECT | DENIED | BESIDE) ^ 1))
        token[at].is_, token[at].number, token[at].place = is_, number, (place + 1) * <int32_t>placed - 1
